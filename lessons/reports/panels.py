"""The form of a report in six tabs, with help for somebody who writes it at the end of a long day."""

from wagtail.admin.panels import FieldPanel, FieldRowPanel, HelpPanel, MultiFieldPanel, ObjectList, TabbedInterface

from lessons.reports.forms import StableInlinePanel

POINTS = (
    ("start", "Begin"),
    ("end", "Einde"),
    ("comparison_start", "Vergelijkingsgroep, begin"),
    ("comparison_end", "Vergelijkingsgroep, einde"),
)


def point(prefix: str, heading: str) -> MultiFieldPanel:
    """One point of a measurement: value, count, denominator and date beside each other."""
    parts = ("value", "count", "denominator", "date")
    return MultiFieldPanel([FieldRowPanel([FieldPanel(f"{prefix}_{part}") for part in parts])], heading=heading)


HEADER = ObjectList(
    [
        HelpPanel(
            "<p>Vijftien antwoorden maken een rapport dat gepubliceerd kan worden. U hoeft ze niet in één keer te "
            "geven: alles wat u typt, wordt bewaard.</p>"
        ),
        FieldPanel("title", help_text="Wat deed u, en wat kwam eruit? Hoogstens 90 tekens."),
        FieldPanel(
            "summary",
            help_text="Drie zinnen: de opgave, de aanpak, de uitkomst. Schrijf het zoals u het een collega in "
            "een andere regio vertelt. Hoogstens 120 woorden.",
        ),
        FieldPanel("kind"),
        FieldPanel("theme", help_text="Kies het thema dat het zwaarst weegt."),
        FieldPanel("more_themes", help_text="Hoogstens twee."),
        FieldPanel("sectors"),
        FieldPanel("challenge", help_text="Met welk probleem begon het?"),
        FieldPanel("practice", help_text="Staat uw aanpak er niet bij? Laat dit dan leeg."),
        FieldPanel("target_groups", help_text="Voor wie was het bedoeld?"),
        FieldPanel("status"),
        FieldRowPanel([FieldPanel("start_date"), FieldPanel("end_date")]),
        FieldPanel("stop_reason", help_text="Alleen als het gestopt is. Stoppen mag: een ander leert ervan."),
        FieldPanel("municipalities", help_text="Alleen de gemeenten waar dit gebeurde."),
        FieldPanel("co_regions", help_text="Schreef u dit samen met een andere regio?"),
        FieldPanel(
            "contact",
            help_text="Een adres van een functie of team, bijvoorbeeld: loket@regio.nl. Geen adres van een persoon.",
        ),
        FieldPanel("abstract_en", help_text="Niet verplicht. Ongeveer 100 woorden, voor onderzoekers."),
    ],
    heading="Kop",
)

STORY = ObjectList(
    [
        FieldPanel("challenge_text", help_text="Wat was er aan de hand? Noem aantallen als u die hebt."),
        FieldPanel("approach", help_text="Schrijf zo dat een andere regio het kan volgen."),
        FieldPanel("approach_not_applicable", help_text="Alleen bij een geleerde les of een knelpunt."),
        FieldPanel("do_differently", help_text="Dit wordt het meest gelezen. Wat weet u nu, dat u toen niet wist?"),
        StableInlinePanel("activities", heading="Wat deed u, op volgorde", label="stap"),
        StableInlinePanel("core_elements", heading="Wat mag een ander weglaten", label="onderdeel"),
        MultiFieldPanel(
            [
                FieldPanel("theory", help_text="Welke theorie of welk onderzoek maakt aannemelijk dat dit helpt?"),
                FieldPanel("theory_url"),
            ],
            heading="Waarop rust de aanpak",
        ),
        StableInlinePanel("sources", heading="Bronnen", label="bron"),
    ],
    heading="Verhaal",
)

NUMBERS = ObjectList(
    [
        StableInlinePanel(
            "partners", heading="Wie deden mee", label="partner", help_text="Vraag altijd de beroepsgroep."
        ),
        FieldPanel("result_direction", help_text="Ook ‘geen verschil’ en ‘negatief’ zijn goede antwoorden."),
        FieldPanel("measurement_method"),
        StableInlinePanel(
            "measurements",
            heading="Metingen",
            label="meting",
            help_text="Vul alleen in wat u geteld hebt. ‘Niet gemeten’ is ook een antwoord.",
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
    ],
    heading="Wie en cijfers",
)

LESSONS = ObjectList(
    [
        StableInlinePanel(
            "lessons", heading="Lessen", label="les", help_text="Eén les per keer, met uw eerlijke oordeel."
        ),
        StableInlinePanel("conditions", heading="Voorwaarden om dit over te nemen", label="voorwaarde"),
        StableInlinePanel("materials", heading="Materiaal om over te nemen", label="materiaal"),
    ],
    heading="Lessen",
)

COSTS = ObjectList(
    [
        FieldPanel("costs_unknown", help_text="Dan hoeft u de rest van de kosten niet in te vullen."),
        StableInlinePanel("cost_lines", heading="Kosten", label="kostenpost"),
        FieldRowPanel([FieldPanel("cost_total"), FieldPanel("cost_year")]),
        FieldRowPanel([FieldPanel("cost_per_result"), FieldPanel("cost_per_what")]),
        FieldPanel("cost_included", help_text="Wat zit erin, en wat niet?"),
        FieldPanel("cost_recurrence"),
        FieldPanel("funding"),
        MultiFieldPanel(
            [
                FieldPanel("reversibility"),
                FieldRowPanel([FieldPanel("free_until"), FieldPanel("possible_until")]),
                FieldPanel("reversal_cost"),
                FieldPanel("reversal_explanation"),
            ],
            heading="Kunt u nog terug?",
        ),
    ],
    heading="Kosten en terugweg",
)

AGREEMENT = ObjectList(
    [
        StableInlinePanel("voices", heading="Wat vinden partners en beroepsgroep", label="stem"),
        FieldPanel(
            "privacy_declared",
            help_text="Niemand is te herkennen: geen namen, geen aantallen onder de 10 die naar personen wijzen.",
        ),
        FieldPanel("change_note", help_text="Vanaf de tweede uitgave: zeg in één zin wat er veranderd is."),
    ],
    heading="Akkoord en insturen",
)

REPORT_EDIT_HANDLER = TabbedInterface([HEADER, STORY, NUMBERS, LESSONS, COSTS, AGREEMENT])
