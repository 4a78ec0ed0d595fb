"""The form of a region, in tabs."""

from wagtail.admin.panels import FieldPanel, InlinePanel, MultiFieldPanel, ObjectList, TabbedInterface, TitleFieldPanel

REGION_EDIT_HANDLER = TabbedInterface(
    [
        ObjectList(
            [
                TitleFieldPanel("title", targets=["slug"]),
                FieldPanel("code", help_text="Drie hoofdletters, bijvoorbeeld: VNR."),
                FieldPanel("slug"),
                FieldPanel("intro", help_text="Twee zinnen: wie werken samen, en in wat voor gebied?"),
                InlinePanel("statuses", heading="Status", label="status"),
            ],
            heading="Kop",
        ),
        ObjectList(
            [
                FieldPanel("definition"),
                FieldPanel("urbanity"),
                FieldPanel("growth"),
                FieldPanel("large_city"),
                InlinePanel("key_figures", heading="Kerncijfers", label="kerncijfer"),
            ],
            heading="Gebied",
        ),
        ObjectList(
            [FieldPanel("governance"), InlinePanel("partners", heading="Partners", label="partner")],
            heading="Partners en besluiten",
        ),
        ObjectList(
            [
                FieldPanel("challenges"),
                MultiFieldPanel(
                    [
                        FieldPanel("approach_recruit"),
                        FieldPanel("approach_match"),
                        FieldPanel("approach_train"),
                        FieldPanel("approach_guide"),
                        FieldPanel("approach_develop"),
                    ],
                    heading="Aanpak op de vijf thema's",
                ),
            ],
            heading="Plan op hoofdlijnen",
        ),
    ]
)
