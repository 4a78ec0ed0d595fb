"""All models of this app, from their rooms."""

from cms.desk.workflow import Reading, ReviewTask
from cms.website.models import HomePage

__all__ = ["HomePage", "Reading", "ReviewTask"]
