"""Makes what tests need: users, regions, terms, complete reports, and the way to the public."""

import datetime
from collections.abc import Iterable
from decimal import Decimal
from itertools import count
from typing import Any

import factory
from django.contrib.auth.models import Group, User
from django.db import transaction
from factory.django import DjangoModelFactory
from wagtail.models import Page

from lessons.evidence.models import Indicator
from lessons.records.approvals import approve
from lessons.records.models import PublicRecord
from lessons.regions.areas import COUNTRY, extend
from lessons.regions.models import Region, RegionIndexPage
from lessons.reports.document import document
from lessons.reports.models import CaseReport
from lessons.reports.rows import Activity, CoreElement, CostLine, Lesson, Measurement, Partner
from lessons.vocabulary.models import Challenge, FundingSource, Municipality, Practice, Sector, TargetGroup, Term, Theme

numbers = count(1)


def term(model: type[Term], code: str, **fields: Any) -> Any:
    """The term with this code, made when it is not there."""
    return model._default_manager.get_or_create(
        code=code, defaults={"label": code.replace("-", " ").capitalize(), **fields}
    )[0]


def indicator(code: str = "uitval-een-jaar") -> Indicator:
    """An indicator in percent."""
    return term(Indicator, code, definition="Vertrokken binnen een jaar.", unit="percent")


class UserFactory(DjangoModelFactory):
    """A user who may enter the admin once a group lets them."""

    class Meta:
        model = User
        skip_postgeneration_save = True

    username = factory.Sequence(lambda n: f"gebruiker{n}")
    email = factory.LazyAttribute(lambda user: f"{user.username}@voorbeeld.nl")
    password = factory.django.Password("geheim")


def region_index() -> RegionIndexPage:
    """The page above all regions, made under the site's home where it is not there."""
    found = RegionIndexPage.objects.first()
    if found is not None:
        return found
    home = Page.objects.filter(depth=2).first() or Page.get_first_root_node().add_child(
        instance=Page(title="Home", slug="home")
    )
    return home.add_child(instance=RegionIndexPage(title="Regio's", slug="regios"))


def make_region(title: str = "", **fields: Any) -> Region:
    """A published region."""
    number = next(numbers)
    title = title or f"Regio {number}"
    code = "".join(chr(65 + number // 26**place % 26) for place in (2, 1, 0))
    region = Region(title=title, intro=f"{title} is een fictieve regio.", **{"code": code, **fields})
    region_index().add_child(instance=region)
    region.save()
    region.refresh_from_db()
    return region


def give_area(
    region: Region,
    *municipalities: str,
    sectors: Iterable[str] = ("po", "vo"),
    valid_from: datetime.date = datetime.date(2023, 7, 6),
    valid_until: datetime.date | None = None,
) -> None:
    """Let municipalities belong to the region; without any, the whole country."""
    places = [term(Municipality, code) for code in municipalities] or COUNTRY
    extend(region, [term(Sector, code) for code in sectors], places, valid_from, valid_until=valid_until)


def author_of(region: Region, **fields: Any) -> User:
    """An author of the region: in the group that was made with it."""
    user = UserFactory(**fields)
    region.refresh_from_db()
    if region.group is not None:
        user.groups.add(region.group)
    return user


def re_editor(**fields: Any) -> User:
    """An editor of the Realisatie-eenheid."""
    user = UserFactory(**fields)
    user.groups.add(Group.objects.get_or_create(name="Realisatie-eenheid")[0])
    return user


def make_report(region: Region | None = None, lessons: int = 2, **fields: Any) -> CaseReport:
    """A complete report as a draft: fifteen answers, evidence step 1."""
    number = next(numbers)
    theme = term(Theme, "werven")
    report = CaseReport(
        **{
            "title": f"Rapport {number}: meer gesprekken, kortere wachttijd",
            "summary": "De regio wilde meer nieuwe leraren. Zij opende een loket. De wachttijd werd korter.",
            "kind": "praktijkvoorbeeld",
            "theme": theme,
            "challenge": term(Challenge, "te-weinig-instroom"),
            "practice": term(Practice, "onderwijsloket", theme=theme),
            "status": "loopt",
            "start_date": datetime.date(2023, 8, 1),
            "contact": "loket@voorbeeld.nl",
            "challenge_text": "Er waren te weinig nieuwe leraren.",
            "approach": "Wij openden één loket voor alle besturen.",
            "do_differently": "Wij zouden eerder beginnen met tellen.",
            "costs_unknown": False,
            "result_direction": "positief",
            "reversibility": "omkeerbaar",
            "privacy_declared": True,
            "live": False,
            **fields,
        }
    )
    report.sectors = [term(Sector, "po")]
    report.target_groups = [term(TargetGroup, "overstapper")]
    report.municipalities = [term(Municipality, "F001")]
    report.funding = [term(FundingSource, "onderwijsregio")]
    report.activities = [Activity(what="Loket ingericht", who="Projectleider", duration="drie maanden")]
    report.partners = [Partner(name="Beroepsgroep", kind="beroepsgroep", role="Denkt mee", decides=True, hours=120)]
    report.cost_lines = [CostLine(what="Adviseurs", amount=Decimal(60000))]
    report.lessons = [
        Lesson(
            statement=f"Les {number}.{row}: bel binnen twee dagen terug",
            explanation="Wie lang wacht, haakt af.",
            verdict="weer-doen",
            for_whom="Regio's met een loket",
            sort_order=row,
        )
        for row in range(1, lessons + 1)
    ]
    (region or make_region()).add_child(instance=report)
    return report


def with_measurement(report: CaseReport, *, compared: bool = False) -> CaseReport:
    """Give a draft theory, a core element and a measurement, so that it reaches step 3, or 4 where compared."""
    report.theory = "Wie snel antwoord krijgt, blijft (eigen onderzoek, fictief)."
    report.core_elements = [CoreElement(text="Een vaste adviseur", role="kern")]
    point = {"value": Decimal(14), "count": 29, "denominator": 204, "date": datetime.date(2021, 10, 1)}
    later = {"value": Decimal(9), "count": 20, "denominator": 212, "date": datetime.date(2024, 10, 1)}
    points = {"start": point, "end": later}
    if compared:
        points |= {"comparison_start": point, "comparison_end": later}
    values = {f"{name}_{part}": value for name, parts in points.items() for part, value in parts.items()}
    report.measurements = [
        Measurement(
            indicator=indicator(),
            comparison_group="Een buurregio" if compared else "",
            limits="Waarom mensen vertrokken, weten wij niet.",
            **values,
        )
    ]
    report.save()
    return report


def publish(report: CaseReport, approver: User | None = None, author: User | None = None) -> PublicRecord:
    """Save the words of ``report`` as they stand, let them be approved and publish them."""
    with transaction.atomic():
        revision = report.save_revision(user=author)
        approve(report.pk, document(revision.as_object()), approver or UserFactory(), final=True)
        revision.publish()
    report.refresh_from_db()
    return PublicRecord.objects.select_related("current_edition").get(page_id=report.pk)
