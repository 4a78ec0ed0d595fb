"""Regions as pages: each is the border of its authors' permissions, and a profile that everybody can read."""

from typing import Any, ClassVar

from django.contrib.auth.models import Group
from django.core.validators import RegexValidator
from django.db import models, transaction
from django.utils.functional import cached_property
from modelcluster.fields import ParentalKey
from wagtail.models import Collection, Orderable, Page, PagePermissionTester

from lessons.days import sensible_day
from lessons.pages import PublicPage
from lessons.records.changes import announce
from lessons.regions.access import grant
from lessons.regions.panels import REGION_EDIT_HANDLER
from lessons.regions.rules import Area
from lessons.vocabulary.models import Municipality, Sector


class RegionIndexPage(Page):
    """The page above all regions. Its address is ``/regios/``."""

    max_count = 1
    subpage_types: ClassVar[list[str]] = ["lessons.Region"]

    class Meta:
        verbose_name = "regio-overzicht"
        verbose_name_plural = "regio-overzichten"


class RegionTester(PagePermissionTester):
    """A region is edited by the RE alone, and nothing becomes public below it but through the workflow."""

    def _is_editor(self) -> bool:
        return bool(self.user.is_active and (self.user.is_superuser or "publish" in self.permissions))

    def can_edit(self) -> bool:
        """Only for the RE: the slug and the code of a region are everybody's addresses."""
        return self._is_editor() and super().can_edit()

    def can_delete(self, ignore_bulk: bool = False) -> bool:
        """Only for the RE, also while the region is an empty draft."""
        return self._is_editor() and super().can_delete(ignore_bulk)

    def can_copy(self) -> bool:
        """Nobody: code, group and collection belong to one region."""
        return False

    def can_publish_subpage(self) -> bool:
        """Nobody: a report under this region is published by its approval."""
        return False

    def can_set_view_restrictions(self) -> bool:
        """Nobody: what is published is public."""
        return False


class Urbanity(models.TextChoices):
    """How many addresses stand together: the five classes of Statistics Netherlands (CBS)."""

    VERY_STRONG = "zeer-sterk", "Zeer sterk stedelijk"
    STRONG = "sterk", "Sterk stedelijk"
    MODERATE = "matig", "Matig stedelijk"
    LITTLE = "weinig", "Weinig stedelijk"
    NONE = "niet", "Niet stedelijk"


class Region(PublicPage):
    """An *onderwijsregio*, or what wants to become one."""

    class Status(models.TextChoices):
        APPLIED = "aangemeld", "Aangemeld"
        PROVISIONAL = "voorlopig", "Voorlopig voorloper"
        FRONTRUNNER = "voorloper", "Voorloper"
        FORMING = "in-oprichting", "In oprichting"
        REGION = "onderwijsregio", "Onderwijsregio"

    code = models.CharField(
        "code", max_length=3, unique=True, validators=[RegexValidator(r"^[A-Z]{3}$", "Gebruik drie hoofdletters.")]
    )
    intro = models.TextField("inleiding", max_length=600)
    challenges = models.TextField("opgaven", blank=True)
    approach_recruit = models.TextField("aanpak: werven", blank=True)
    approach_match = models.TextField("aanpak: matchen", blank=True)
    approach_train = models.TextField("aanpak: opleiden", blank=True)
    approach_guide = models.TextField("aanpak: begeleiden", blank=True)
    approach_develop = models.TextField("aanpak: professionaliseren", blank=True)
    definition = models.TextField("hoe de regio is afgebakend", blank=True)
    governance = models.TextField("wie beslist", blank=True)
    urbanity = models.CharField("stedelijkheid", max_length=20, blank=True, choices=Urbanity.choices)
    growth = models.DecimalField(
        "groei of krimp",
        max_digits=4,
        decimal_places=1,
        null=True,
        blank=True,
        help_text="Verandering van het aantal leerlingen, in procent per jaar. Bij krimp met een min ervoor: -1,1.",
    )
    large_city = models.BooleanField(
        "met een van de vijf grote steden (G5)",
        null=True,
        blank=True,
    )
    group = models.OneToOneField(Group, models.SET_NULL, null=True, blank=True, editable=False, related_name="region")
    collection = models.OneToOneField(
        Collection, models.SET_NULL, null=True, blank=True, editable=False, related_name="region"
    )

    parent_page_types: ClassVar[list[str]] = ["lessons.RegionIndexPage"]
    subpage_types: ClassVar[list[str]] = ["lessons.CaseReport"]
    edit_handler = REGION_EDIT_HANDLER
    template = "regions/region.html"

    class Meta:
        verbose_name = "regio"
        verbose_name_plural = "regio's"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save the region with its group and collection; tell everybody when its public face may have changed."""
        fields = kwargs.get("update_fields")
        with transaction.atomic():
            was_live = Region.objects.filter(pk=self.pk, live=True).exists()
            super().save(*args, **kwargs)
            if fields is None:
                grant(self)
            if (fields is None or {"live", "live_revision"} & set(fields)) and (self.live or was_live):
                announce("regio", str(self.pk))

    def with_content_json(self, content: dict[str, Any]) -> "Region":
        """Group and collection belong to the region, not to one of its revisions."""
        made: Region = super().with_content_json(content)
        made.group, made.collection = self.group, self.collection
        return made

    def permissions_for_user(self, user: Any) -> RegionTester:
        """What ``user`` may do with this region."""
        return RegionTester(user, self)

    @cached_property
    def present_status(self) -> str:
        """The latest status that has begun, or ``""``."""
        rows = list(self.statuses.all())
        return max(rows, key=lambda row: row.date).status if rows else ""


class RegionStatus(Orderable):
    """What the region was from a date on."""

    region = ParentalKey(Region, on_delete=models.CASCADE, related_name="statuses")
    status = models.CharField("status", max_length=20, choices=Region.Status.choices)
    date = models.DateField("vanaf")
    note = models.CharField("toelichting", max_length=250, blank=True)


class PartnerKind(models.TextChoices):
    """Who works together in a region: the three equal parties, and others."""

    BOARD = "schoolbestuur", "Schoolbestuur"
    INSTITUTE = "lerarenopleiding", "Lerarenopleiding"
    PROFESSION = "beroepsgroep", "Beroepsgroep"
    MUNICIPALITY = "gemeente", "Gemeente"
    COMPANY = "bedrijf", "Bedrijf"
    OTHER = "anders", "Anders"


class RegionPartner(Orderable):
    """A partner of the region, with the dates between which it took part."""

    region = ParentalKey(Region, on_delete=models.CASCADE, related_name="partners")
    name = models.CharField("naam", max_length=150)
    kind = models.CharField("soort partner", max_length=20, choices=PartnerKind.choices)
    joined_on = models.DateField("vanaf", null=True, blank=True)
    left_on = models.DateField("tot", null=True, blank=True)


class KeyFigure(Orderable):
    """A number about the region with its reference date and source."""

    class Kind(models.TextChoices):
        PUPILS_PO = "leerlingen-po", "Leerlingen po"
        PUPILS_VO = "leerlingen-vo", "Leerlingen vo"
        STUDENTS_MBO = "studenten-mbo", "Studenten mbo"
        PUPILS_SO = "leerlingen-so", "Leerlingen gespecialiseerd onderwijs"
        BOARDS = "besturen", "Besturen"
        SCHOOLS = "vestigingen", "Vestigingen"
        FTE = "fte", "Fte personeel"
        INSTITUTES = "opleidingen", "Lerarenopleidingen in de regio"

    region = ParentalKey(Region, on_delete=models.CASCADE, related_name="key_figures")
    kind = models.CharField("kerncijfer", max_length=20, choices=Kind.choices)
    value = models.PositiveIntegerField("aantal")
    date = models.DateField("peildatum")
    source = models.CharField("bron", max_length=200)


class RegionArea(models.Model):
    """A municipality of a region for one sector, dated. Without a municipality: the whole country.

    It stands outside the page and its versions, so that no older version of the page takes a border back. Written by
    ``lessons.regions.areas`` alone, which tells everybody.
    """

    part_of: ClassVar[str] = "region"

    region = models.ForeignKey(Region, models.CASCADE, related_name="areas", verbose_name="regio")
    sector = models.ForeignKey(Sector, models.CASCADE, related_name="+", verbose_name="sector")
    municipality = models.ForeignKey(
        Municipality, models.CASCADE, related_name="+", verbose_name="gemeente", null=True, blank=True
    )
    valid_from = models.DateField("geldt vanaf", validators=[sensible_day])
    valid_until = models.DateField("geldt tot en met", validators=[sensible_day], null=True, blank=True)

    class Meta:
        ordering = ["sector__sort_order", "municipality__label", "valid_from"]
        verbose_name = "gemeente van een regio"
        verbose_name_plural = "gemeenten van regio's"
        constraints = [
            models.CheckConstraint(
                name="area_ends_after_it_begins",
                condition=models.Q(valid_until__isnull=True) | models.Q(valid_until__gte=models.F("valid_from")),
            ),
            models.UniqueConstraint(name="area_begins_once", fields=["region", "sector", "municipality", "valid_from"]),
            models.UniqueConstraint(
                name="country_begins_once",
                fields=["region", "sector", "valid_from"],
                condition=models.Q(municipality__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.region}: {self.municipality or 'heel Nederland'} ({self.sector_id})"

    def for_rules(self) -> Area:
        """What the rules need of it."""
        return Area(self.region_id, self.sector_id, self.municipality_id, self.valid_from, self.valid_until)


class RegionMerger(models.Model):
    """From ``day`` on the region is part of another. Its reports and their numbers stay what they are."""

    region = models.OneToOneField(Region, models.CASCADE, related_name="merger", verbose_name="regio")
    into = models.ForeignKey(Region, models.CASCADE, related_name="merged", verbose_name="opgegaan in")
    day = models.DateField("op", validators=[sensible_day])

    class Meta:
        verbose_name = "samenvoeging"
        verbose_name_plural = "samenvoegingen"

    def __str__(self) -> str:
        return f"{self.region} in {self.into}"
