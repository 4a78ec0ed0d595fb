"""The form of a report in six tabs, with help for somebody who writes it at the end of a long day."""

from typing import Any

from django import forms
from wagtail.admin.panels import (
    CommentPanel,
    FieldPanel,
    FieldRowPanel,
    HelpPanel,
    MultiFieldPanel,
    ObjectList,
    PublishingPanel,
    TabbedInterface,
)

from lessons.reports.stable import ROWS, StableInlinePanel
from lessons.reports.submission import last_note

POINTS = (
    ("start", "Begin"),
    ("end", "Einde"),
    ("comparison_start", "Vergelijkingsgroep, begin"),
    ("comparison_end", "Vergelijkingsgroep, einde"),
)


class ReportTabs(TabbedInterface):
    """The tabs, below what the author must know first: why the report came back, and what it still misses."""

    class BoundPanel(TabbedInterface.BoundPanel):
        template_name = "lessons/report_tabs.html"

        def get_context_data(self, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
            """Wagtail's, with the reviewer's answer where there is one that is not worked in yet."""
            context: dict[str, Any] = super().get_context_data(parent_context)
            state = self.instance.current_workflow_state if self.instance.pk else None
            if state is not None and state.status == state.STATUS_NEEDS_CHANGES:
                context["rejection"] = state.current_task_state
            return context


class ChangeNotePanel(FieldPanel):
    """What changed since the last edition; asked of nobody who has none yet."""

    class BoundPanel(FieldPanel.BoundPanel):
        def is_shown(self) -> bool:
            """Whether there is an edition."""
            return bool(super().is_shown() and last_note(self.instance) is not None)


def inline(relation: str, heading: str, **options: Any) -> StableInlinePanel:
    """A repeated part."""
    return StableInlinePanel(relation, heading=heading, label=ROWS[relation], **options)


def tick(field: str, **options: Any) -> FieldPanel:
    """Several answers of a short list."""
    return FieldPanel(field, widget=forms.CheckboxSelectMultiple, required_on_save=False, **options)


def pick(field: str, **options: Any) -> FieldPanel:
    """One answer of a short list."""
    return FieldPanel(field, widget=forms.RadioSelect, **options)


def point(prefix: str, heading: str) -> MultiFieldPanel:
    """One point of a measurement: value, count, denominator and date beside each other."""
    parts = ("value", "count", "denominator", "date")
    return MultiFieldPanel([FieldRowPanel([FieldPanel(f"{prefix}_{part}") for part in parts])], heading=heading)


BEGIN = ObjectList(
    [
        HelpPanel(
            "<p>Vijftien antwoorden maken een rapport dat gepubliceerd kan worden. U hoeft ze niet in één keer te "
            "geven: wat u typt, wordt vanzelf bewaard. Op dit tabblad staan er negen.</p>"
        ),
        FieldPanel(
            "title",
            help_text="Wat deed u, en wat kwam eruit? Bijvoorbeeld: ‘Loket met één telefoonnummer: wachttijd van "
            "zes naar twee weken’. Hoogstens 90 tekens.",
        ),
        FieldPanel(
            "summary",
            help_text="Drie zinnen: de opgave, de aanpak, de uitkomst. Schrijf het zoals u het een collega in een "
            "andere regio vertelt. Hoogstens 120 woorden.",
        ),
        pick(
            "kind",
            help_text="Praktijkvoorbeeld: u hebt iets uitgevoerd. Geleerde les: u hebt iets gemerkt. "
            "Knelpunt: u loopt vast. Alle drie helpen een ander.",
        ),
        pick("theme", help_text="Kies het thema dat het zwaarst weegt."),
        tick("more_themes", help_text="Hoogstens twee. Niet verplicht."),
        tick("sectors"),
        FieldPanel("challenge", help_text="Met welk probleem begon het? U beschrijft het op het tabblad Verhaal."),
        FieldPanel("practice", help_text="Staat uw aanpak er niet bij? Laat dit dan leeg."),
        tick("target_groups", help_text="Voor wie was het bedoeld?"),
        pick("status"),
        FieldRowPanel([FieldPanel("start_date"), FieldPanel("end_date")]),
        FieldPanel(
            "stop_reason",
            heading="Waarom is het gestopt?",
            help_text="Alleen als het gestopt is. Stoppen mag: een ander leert ervan.",
        ),
        FieldPanel(
            "contact",
            help_text="Een adres van een functie of team, bijvoorbeeld: loket@regio.nl. Geen adres van een persoon.",
        ),
        MultiFieldPanel(
            [
                tick("municipalities", help_text="Alleen de gemeenten waar dit gebeurde."),
                tick("co_regions", help_text="Schreef u dit samen met een andere regio?"),
                FieldPanel("abstract_en", help_text="Ongeveer 100 woorden, voor onderzoekers."),
            ],
            heading="Meer over dit rapport (niet verplicht)",
            classname="collapsed",
        ),
    ],
    heading="Begin",
)

STORY = ObjectList(
    [
        HelpPanel(
            "<p>Uw verhaal in drie stukken. Een lege regel maakt een nieuwe alinea; een regel die met een streepje "
            "begint, wordt een opsomming; **zo** wordt een woord vet. Van de vijftien antwoorden staan hier de aanpak "
            "en wat u anders zou doen.</p>"
        ),
        FieldPanel("challenge_text", help_text="Wat was er aan de hand? Noem aantallen als u die hebt."),
        FieldPanel("approach", help_text="Wat deed u? Schrijf zo dat een andere regio het kan volgen."),
        FieldPanel("approach_not_applicable", help_text="Alleen bij een geleerde les of een knelpunt."),
        FieldPanel(
            "do_differently",
            heading="Wat zouden wij anders doen?",
            help_text="Dit wordt het meest gelezen. Wat weet u nu, dat u toen niet wist?",
        ),
        inline("activities", "Wat deed u, op volgorde (niet verplicht)"),
        inline("core_elements", "Wat mag een ander weglaten? (niet verplicht)"),
        MultiFieldPanel(
            [
                FieldPanel("theory", help_text="Welke theorie of welk onderzoek maakt aannemelijk dat dit helpt?"),
                FieldPanel("theory_url"),
            ],
            heading="Waarop rust de aanpak? (niet verplicht)",
        ),
        inline("sources", "Bronnen (niet verplicht)"),
    ],
    heading="Verhaal",
)

NUMBERS = ObjectList(
    [
        HelpPanel("<p>Van de vijftien antwoorden staat hier wat eruit kwam. De rest maakt uw rapport sterker.</p>"),
        pick(
            "result_direction",
            heading="Wat kwam eruit?",
            help_text="Ook ‘geen verschil’ en ‘negatief’ zijn goede antwoorden. Weet u het nog niet: ‘te vroeg’.",
        ),
        inline(
            "partners",
            "Wie deden mee?",
            help_text="Vraag altijd de beroepsgroep. Vult u bij één partner uren of fte in, dan hoeft u geen kosten "
            "in te vullen.",
        ),
        inline(
            "measurements",
            "Metingen (niet verplicht)",
            help_text="Vul alleen in wat u geteld hebt. ‘Niet gemeten’ is ook een antwoord. Een aantal onder de 10 "
            "komt als ‘minder dan 10’ op de website.",
            panels=[
                FieldPanel("indicator"),
                FieldPanel("not_measured"),
                *[point(*each) for each in POINTS[:2]],
                FieldPanel("comparison_group"),
                *[point(*each) for each in POINTS[2:]],
                FieldPanel("source"),
                FieldPanel("how"),
                FieldPanel("limits", help_text="Bijvoorbeeld: wij weten niet waarom mensen vertrokken."),
            ],
        ),
        FieldPanel("measurement_method"),
    ],
    heading="Wie en cijfers",
)

LESSONS = ObjectList(
    [
        HelpPanel("<p>Van de vijftien antwoorden staat hier ten minste één les.</p>"),
        inline(
            "lessons",
            "Lessen",
            help_text="Eén les per keer, met uw eerlijke oordeel. Eén is genoeg. Anderen zoeken en bewaren deze "
            "lessen los van uw rapport: schrijf elke les zo dat zij alleen te begrijpen is.",
        ),
        inline("conditions", "Wat moet er zijn om dit over te nemen? (niet verplicht)"),
        inline("materials", "Materiaal om over te nemen (niet verplicht)"),
    ],
    heading="Lessen",
)

COSTS = ObjectList(
    [
        HelpPanel(
            "<p>Van de vijftien antwoorden staan hier de kosten en de weg terug. ‘Niet bekend’ en ‘niet van "
            "toepassing’ tellen ook.</p>"
        ),
        FieldPanel("costs_unknown", help_text="Dan hoeft u de rest van de kosten niet in te vullen."),
        inline("cost_lines", "Kosten"),
        FieldRowPanel([FieldPanel("cost_total"), FieldPanel("cost_year")]),
        FieldRowPanel([FieldPanel("cost_per_result"), FieldPanel("cost_per_what")]),
        FieldPanel("cost_included", heading="Wat zit erin, en wat niet?"),
        FieldPanel("cost_recurrence"),
        tick("funding"),
        MultiFieldPanel(
            [
                pick(
                    "reversibility",
                    heading="Kunt u nog terug?",
                    help_text="Stel dat een ander dit begint en ermee wil stoppen: kan dat?",
                ),
                FieldRowPanel([FieldPanel("free_until"), FieldPanel("possible_until")]),
                FieldPanel("reversal_cost"),
                FieldPanel("reversal_explanation"),
            ],
            heading="De weg terug",
        ),
    ],
    heading="Kosten en terugweg",
)

SUBMIT = ObjectList(
    [
        HelpPanel(
            "<p>Klaar? Kies onderaan ‘Insturen ter beoordeling’. Mist er nog een antwoord, dan ziet u welk. "
            "Een redacteur van de Realisatie-eenheid leest uw rapport, stuurt het met een opmerking terug of keurt het "
            "goed. Daarna staat het op de website.</p>"
        ),
        inline(
            "voices",
            "Wat vinden partners en beroepsgroep? (niet verplicht)",
            help_text="Vraag hun of zij zich in het rapport herkennen. Antwoorden zij na tien werkdagen niet, dan mag "
            "u het rapport toch insturen.",
        ),
        FieldPanel(
            "privacy_declared",
            help_text="Nodig om in te sturen. Niemand is te herkennen: geen namen, geen aantallen onder de 10 die naar "
            "personen wijzen.",
        ),
        ChangeNotePanel("change_note", help_text="Zeg in één zin wat er anders is dan in de vorige uitgave."),
        PublishingPanel(),
        CommentPanel(),
    ],
    heading="Insturen",
)

REPORT_EDIT_HANDLER = ReportTabs([BEGIN, STORY, NUMBERS, LESSONS, COSTS, SUBMIT])
