"""The borders of the regions at the desk: which municipalities belong to which region, since when and until when."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.forms import Media
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.views.generic import FormView, TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.widgets import Button

from cms.desk import audit
from cms.desk.area_forms import ACTIONS, row_words
from cms.desk.borders import is_id
from cms.desk.records import OnlyEditors
from cms.desk.roles import is_editor
from lessons.regions.models import Region, RegionArea, RegionMerger


def button_for(page: Any, user: Any, view_name: str, next_url: str | None = None) -> list[Button]:
    """Leads from a region's page to its area. Connected to ``register_page_header_buttons``."""
    if not issubclass(page.specific_class, Region) or not is_editor(user):
        return []
    return [Button("Gebied", reverse("desk_area", args=[page.pk]), icon_name="site", priority=15)]


class AreasView(OnlyEditors, WagtailAdminTemplateMixin, TemplateView):
    """All regions, with how many municipalities belong to each today."""

    page_title = "Gebieden"
    header_icon = "site"
    template_name = "desk/areas.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """A line for each region."""
        today = timezone.localdate()
        here: dict[int, list[RegionArea]] = {}
        for row in RegionArea.objects.all():
            if row.for_rules().holds(today):
                here.setdefault(row.region_id, []).append(row)
        mergers = {each.region_id: each for each in RegionMerger.objects.select_related("into")}
        lines = [
            {
                "region": region,
                "municipalities": len({row.municipality_id for row in here.get(region.pk, []) if row.municipality_id}),
                "sectors": sorted({row.sector_id for row in here.get(region.pk, [])}),
                "national": any(row.municipality_id is None for row in here.get(region.pk, [])),
                "merger": mergers.get(region.pk),
            }
            for region in Region.objects.order_by("title")
        ]
        return super().get_context_data(lines=lines, today=today, media=Media(), **kwargs)


class AreaMixin(OnlyEditors, WagtailAdminTemplateMixin):
    """A page about the area of one region."""

    header_icon = "site"

    def setup(self, request: HttpRequest, pk: int, **kwargs: Any) -> None:
        """Find the region."""
        super().setup(request, pk=pk, **kwargs)
        if not is_id(str(pk)):
            raise Http404
        self.region = get_object_or_404(Region, pk=pk)

    def get_page_subtitle(self) -> str:
        """The region's name."""
        return self.region.title

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The region, for the template."""
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return context | {"region": self.region, "media": Media()}

    def get_breadcrumbs_items(self) -> list[dict[str, str]]:
        """The way back to all areas."""
        here = {"url": "", "label": self.region.title}
        return [*self.breadcrumbs_items, {"url": reverse("desk_areas"), "label": "Gebieden"}, here]


class AreaView(AreaMixin, TemplateView):
    """One region: its rows, and what can be done with them."""

    page_title = "Gebied"
    template_name = "desk/area.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Rows and actions."""
        rows = RegionArea.objects.filter(region=self.region).select_related("sector", "municipality")
        merger = RegionMerger.objects.filter(region=self.region).select_related("into").first()
        return super().get_context_data(
            rows=[{"words": row_words(row), "row": row} for row in rows],
            merger=merger,
            merged=RegionMerger.objects.filter(into=self.region).select_related("region"),
            actions=[(name, form.title, form.intro) for name, form in ACTIONS.items() if possible(name, merger)],
            today=timezone.localdate(),
            **kwargs,
        )


def possible(name: str, merger: RegionMerger | None) -> bool:
    """Whether this can be done with a region: only one that went up in another can be taken back out of it."""
    return name not in ("opgaan", "herstellen") or (name == "herstellen") == (merger is not None)


class AreaActionView(AreaMixin, FormView):  # type: ignore[type-arg]  # takes no argument at run time
    """One thing that is done with a region's area."""

    template_name = "desk/area_action.html"

    def get_form_class(self) -> type[Any]:
        """The form of the action.

        Raises:
            Http404: there is no such action, or not for this region now.
        """
        name = self.kwargs["action"]
        if name not in ACTIONS or not possible(name, RegionMerger.objects.filter(region=self.region).first()):
            raise Http404
        return ACTIONS[name]

    def get_form_kwargs(self) -> dict[str, Any]:
        """The region, for the form."""
        return super().get_form_kwargs() | {"region": self.region}

    def get_page_title(self) -> str:
        """The action's name."""
        return str(self.get_form_class().title)

    def form_valid(self, form: Any) -> HttpResponse:
        """Carry it out, and write it into the history of the region. What cannot be is told, and nothing is lost."""
        try:
            with transaction.atomic():
                said = form.carry_out()
                audit.note(self.region, audit.AREA, self.request.user, f"Gebied: {said} {form.detail}".strip())
        except ValidationError as refused:
            form.add_error(None, refused)
            return self.form_invalid(form)
        messages.success(self.request, said)
        return redirect("desk_area", self.region.pk)
