"""The case report: what a region writes down of one approach, lesson or bottleneck."""

import uuid
from typing import Any, ClassVar

from django.db import models, transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from modelcluster.fields import ParentalManyToManyField
from wagtail.models import PagePermissionTester

from lessons.pages import PublicPage
from lessons.records.publishing import sync_public
from lessons.regions.models import Region
from lessons.reports.choices import Kind, MeasurementMethod, Recurrence, ResultDirection, Reversibility, Status
from lessons.reports.document import document
from lessons.reports.forms import CaseReportForm
from lessons.reports.panels import REPORT_EDIT_HANDLER
from lessons.vocabulary.models import Challenge, FundingSource, Municipality, Practice, Sector, TargetGroup, Theme


class ReportTester(PagePermissionTester):
    """Nothing of a report becomes public by hand: not for the RE, not for superusers. The workflow publishes."""

    def _is_editor(self) -> bool:
        return bool(self.user.is_active and (self.user.is_superuser or "publish" in self.permissions))

    def can_publish(self) -> bool:
        """Nobody."""
        return False

    def can_set_view_restrictions(self) -> bool:
        """Nobody: what is published is public, everything else is not published."""
        return False

    def can_unschedule(self) -> bool:
        """The RE."""
        return self._is_editor()

    def can_unpublish(self) -> bool:
        """One RE editor alone."""
        return bool(self.page.live and not self.page_locked() and self._is_editor())


class CaseReport(PublicPage):
    """A report under its region. What is public of it is its ``PublicRecord``, not this row."""

    # --- header
    summary = models.TextField("samenvatting")
    kind = models.CharField("soort rapport", max_length=20, choices=Kind.choices)
    sectors = ParentalManyToManyField(Sector, verbose_name="sectoren", related_name="+")
    theme = models.ForeignKey(Theme, models.SET_NULL, null=True, verbose_name="hoofdthema", related_name="+")
    more_themes = ParentalManyToManyField(Theme, verbose_name="andere thema's", related_name="+", blank=True)
    challenge = models.ForeignKey(Challenge, models.SET_NULL, null=True, verbose_name="opgave", related_name="+")
    practice = models.ForeignKey(
        Practice, models.SET_NULL, null=True, blank=True, verbose_name="praktijk", related_name="+"
    )
    target_groups = ParentalManyToManyField(TargetGroup, verbose_name="doelgroepen", related_name="+")
    status = models.CharField("stand van zaken", max_length=10, choices=Status.choices)
    start_date = models.DateField("begonnen op", null=True)
    end_date = models.DateField("geëindigd op", null=True, blank=True)
    stop_reason = models.TextField("waarom gestopt", blank=True)
    municipalities = ParentalManyToManyField(Municipality, verbose_name="gemeenten", related_name="+", blank=True)
    co_regions = ParentalManyToManyField(Region, verbose_name="samen met regio", related_name="+", blank=True)
    abstract_en = models.TextField("samenvatting in het Engels", blank=True)
    contact = models.EmailField("contactadres")

    # --- story
    challenge_text = models.TextField("de opgave", blank=True)
    approach = models.TextField("de aanpak", blank=True)
    approach_not_applicable = models.BooleanField("aanpak: niet van toepassing", default=False)
    do_differently = models.TextField("wat zouden wij anders doen")

    # --- grounds
    theory = models.TextField("waarop rust de aanpak", blank=True)
    theory_url = models.URLField("link of DOI", blank=True)
    measurement_method = models.CharField(
        "hoe is gemeten", max_length=25, choices=MeasurementMethod.choices, blank=True
    )

    # --- costs
    costs_unknown = models.BooleanField("kosten niet bekend", default=False)
    cost_total = models.DecimalField("totaal in euro's", max_digits=12, decimal_places=2, null=True, blank=True)
    cost_per_result = models.DecimalField(
        "kosten per resultaat", max_digits=12, decimal_places=2, null=True, blank=True
    )
    cost_per_what = models.CharField("per wat", max_length=80, blank=True)
    cost_year = models.PositiveSmallIntegerField("prijspeil (jaar)", null=True, blank=True)
    cost_included = models.TextField("wat zit erin", blank=True)
    cost_recurrence = models.CharField("eenmalig of elk jaar", max_length=12, choices=Recurrence.choices, blank=True)
    funding = ParentalManyToManyField(FundingSource, verbose_name="financiering", related_name="+", blank=True)

    # --- result and way back
    result_direction = models.CharField("wat kwam eruit", max_length=20, choices=ResultDirection.choices)
    reversibility = models.CharField("kunt u nog terug", max_length=20, choices=Reversibility.choices)
    free_until = models.DateField("kosteloos terug tot", null=True, blank=True)
    possible_until = models.DateField("terug tegen kosten tot", null=True, blank=True)
    reversal_cost = models.CharField("wat kost teruggaan", max_length=200, blank=True)
    reversal_explanation = models.TextField("toelichting", blank=True)

    # --- at submit
    privacy_declared = models.BooleanField("privacy gecontroleerd", default=False)
    change_note = models.CharField("wat is er veranderd", max_length=300, blank=True)

    parent_page_types: ClassVar[list[str]] = ["lessons.Region"]
    subpage_types: ClassVar[list[str]] = []
    base_form_class = CaseReportForm
    edit_handler = REPORT_EDIT_HANDLER
    template = "reports/report.html"

    class Meta:
        verbose_name = "casusrapport"
        verbose_name_plural = "casusrapporten"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save the page and, in the same transaction, what follows from it for the public record.

        Drafts of a live page save with ``update_fields`` only and cannot change what is public.

        Raises:
            NotApproved: the live revision holds words without a final approval; nothing is saved.
        """
        fields = kwargs.get("update_fields")
        with transaction.atomic():
            super().save(*args, **kwargs)
            if fields is None or {"live", "live_revision"} & set(fields):
                sync_public(self)

    def serializable_data(self) -> dict[str, Any]:
        """The data of a revision; a lesson that has no identity yet gets it here, once and for ever."""
        for lesson in self.lessons.all():
            if lesson.pk is None:
                lesson.pk = uuid.uuid4()
        data: dict[str, Any] = super().serializable_data()
        return data

    def permissions_for_user(self, user: Any) -> ReportTester:
        """What ``user`` may do with this report."""
        return ReportTester(user, self)

    def get_url_parts(self, request: HttpRequest | None = None) -> tuple[int, str, str] | None:
        """The address of the record, so that every link leads to what is public; the tree's where there is none."""
        parts: tuple[int, str, str] | None = super().get_url_parts(request)
        record = getattr(self, "record", None)
        if parts is None or record is None:
            return parts
        return parts[0], parts[1], record.path

    def serve_preview(self, request: HttpRequest, mode_name: str) -> HttpResponse:
        """The draft in the public template, whatever is still missing."""
        context = {"document": document(self), "record": None, "edition": None, "region": self.get_parent().specific}
        return TemplateResponse(request, self.template, context)

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The tree's own address leads to the record's.

        Raises:
            Http404: a script made the page live; nothing of it is public.
        """
        record = getattr(self, "record", None)
        if record is None:
            raise Http404
        return redirect(record.path, permanent=True)
