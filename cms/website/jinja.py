"""The Jinja2 environment of all public pages: what every template may use without being handed it."""

from functools import lru_cache
from typing import Any

from django.conf import settings
from django.templatetags.static import static
from django.urls import reverse
from jinja2 import Environment, StrictUndefined
from jinja2.runtime import Macro

from cms.website import formats, plots
from cms.website.jinja_globals import page_globals

# The menus name only pages that exist. Addresses are permanent, so they may be written out.
MENU = (
    ("/zoeken/", "Zoeken"),
    ("/regios/", "Regio's"),
    ("/wat-kan-nu/", "Wat kan nu?"),
    ("/regelingen/", "Regelingen"),
    ("/tijdlijn/", "Tijdlijn"),
    ("/bewijstreden/", "Zo bepalen wij de bewijstrede"),
)
FOOTER = (
    (
        "Vinden",
        (
            ("/zoeken/", "Zoeken in rapporten en lessen"),
            ("/regios/", "Regio's"),
            ("/lijkt-op-ons/", "Lijkt op ons"),
            ("/dekking/", "Dekking"),
            ("/wat-kan-nu/", "Wat kan nu?"),
            ("/regelingen/", "Regelingen"),
            ("/tijdlijn/", "Tijdlijn"),
        ),
    ),
    ("Over het platform", (("/bewijstreden/", "Zo bepalen wij de bewijstrede"), ("/stijlgids/", "Stijlgids"))),
    ("Voor schrijvers", (("/beheer/", "Inloggen om een rapport te schrijven"),)),
)


@lru_cache(maxsize=4096)
def once(macro: Macro, *arguments: Any) -> Any:
    """What ``macro`` makes of these arguments, made once in the life of a process: for what stands on a page a
    hundred times and has few forms, as a glyph. Its arguments must tell all that it depends on.
    """
    return macro(*arguments)


def environment(**options: Any) -> Environment:
    """A Jinja2 environment in which a misspelt name is an error and everything is escaped."""
    options |= {"undefined": StrictUndefined, "trim_blocks": True, "lstrip_blocks": True}
    options.pop("autoescape", None)
    made = Environment(autoescape=True, **options)
    made.globals.update(
        static=static,
        url=reverse,
        demo=settings.DEMO,
        site_name="Kennisplatform onderwijsregio's",
        menu=MENU,
        footer_menu=FOOTER,
        measurement_axes=plots.measurement_axes,
        signs_per_mark=plots.signs_per_mark,
        bar_share=plots.bar_share,
        reversibility_parts=plots.reversibility_parts,
        **page_globals(),
    )
    made.filters.update(
        long_date=formats.long_date,
        month=formats.month,
        number=formats.number,
        euro=formats.euro,
        counted=formats.counted,
        share=formats.share,
        joined=formats.joined,
        inside=formats.inside,
        once=once,
    )
    return made
