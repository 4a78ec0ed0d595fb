"""All models of this app, from their rooms."""

from lessons.evidence.models import Indicator
from lessons.funding.models import FactSource, FundingScheme, Milestone, SchemeCondition
from lessons.media.models import PlatformDocument, PlatformImage, PlatformRendition
from lessons.records.models import (
    Approval,
    Contribution,
    Counter,
    Edition,
    EditionFile,
    Erasure,
    Generation,
    PublicRecord,
    PublishedLesson,
)
from lessons.regions.models import KeyFigure, Region, RegionIndexPage, RegionPartner, RegionStatus
from lessons.reports.models import CaseReport
from lessons.reports.rows import (
    Activity,
    CoreElement,
    CostLine,
    Lesson,
    Material,
    Measurement,
    Partner,
    Source,
    TransferCondition,
    Voice,
)
from lessons.vocabulary.models import (
    Applicant,
    Challenge,
    FundingSource,
    Municipality,
    Practice,
    Sector,
    TargetGroup,
    Theme,
)

__all__ = [
    "Activity",
    "Applicant",
    "Approval",
    "CaseReport",
    "Challenge",
    "Contribution",
    "CoreElement",
    "CostLine",
    "Counter",
    "Edition",
    "EditionFile",
    "Erasure",
    "FactSource",
    "FundingScheme",
    "FundingSource",
    "Generation",
    "Indicator",
    "KeyFigure",
    "Lesson",
    "Material",
    "Measurement",
    "Milestone",
    "Municipality",
    "Partner",
    "PlatformDocument",
    "PlatformImage",
    "PlatformRendition",
    "Practice",
    "PublicRecord",
    "PublishedLesson",
    "Region",
    "RegionIndexPage",
    "RegionPartner",
    "RegionStatus",
    "SchemeCondition",
    "Sector",
    "Source",
    "TargetGroup",
    "Theme",
    "TransferCondition",
    "Voice",
]
