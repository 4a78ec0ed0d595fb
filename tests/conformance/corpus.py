"""A small collection in which every rule of searching shows."""

from collections.abc import Mapping, Sequence

from search.analysis import collation_key
from search.engines.fields import Passage, SearchDocument


def document(
    n: int,
    title: str,
    *,
    summary: str = "",
    lessons: Sequence[str] = (),
    explanations: Sequence[str] = (),
    body: str = "",
    day: int = 19_700,
    **facets: Sequence[str],
) -> SearchDocument:
    """A document with a passage for each lesson, whose id is ``<n>-<place>``."""
    profile = [f"{step}|{way}" for step in facets.get("trede", ()) for way in facets.get("richting", ())]
    explained = [*explanations, *[""] * (len(lessons) - len(explanations))]
    return SearchDocument(
        n=n,
        key=f"casusrapport:{n}",
        texts={
            "title": [title],
            "summary": [summary] if summary else [],
            "lessons": [*lessons, *filter(None, explanations)],
            "body": [body] if body else [],
        },
        facets={"soort": ["casusrapport"], **facets, "profiel": profile},
        sorts={"published": day, "title": collation_key(title)},
        passages=[
            Passage(f"{n}-{place}", {"statement": [lesson], "explanation": [why] if why else []}, "weer-doen")
            for place, (lesson, why) in enumerate(zip(lessons, explained, strict=True))
        ],
    )


def facets(themes: str, sectors: str, year: str, step: str, direction: str) -> Mapping[str, Sequence[str]]:
    return {
        "thema": themes.split(),
        "sector": sectors.split(),
        "jaar": [year],
        "trede": [step],
        "richting": [direction],
    }


TOLD = [
    document(
        1,
        "Werving van zij-instromers in het voortgezet onderwijs",
        summary="Een campagne trok overstappers uit het bedrijfsleven.",
        lessons=["Begin met werven voor de zomer.", "Laat een starter nooit alleen."],
        body="Vier onderwijsregio's werken samen. De loketten bleven open.",
        day=19_800,
        **facets("werven", "vo", "2023", "3", "positief"),
    ),
    document(
        2,
        "Begeleiding van startende leraren",
        summary="Coaches begeleiden elke starter in po en vo.",
        lessons=["Geef elke starter een vaste coach.", "Vaste dagen helpen de school."],
        explanations=["De coach kent de klas.", "Een rooster zonder gaten geeft rust."],
        body="De begeleiding duurde twee jaar. Er was één gesprek in de week.",
        day=19_801,
        **facets("begeleiden", "po vo", "2023", "2", "gemengd"),
    ),
    document(
        3,
        "Beleid voor scholen",
        body="Beleid maken kost tijd. De overheid stelt een regeling vast. Dat gebeurt vaak.",
        day=19_800,
        **facets("professionaliseren", "po", "2024", "1", "te-vroeg"),
    ),
    document(
        4,
        "Zijinstroom in de klas",
        lessons=["Samen opleiden vraagt tijd.", "Tijd kost geld."],
        body="Het SO&P-partnerschap deed mee. Een vak voor iedereen.",
        day=19_790,
        **facets("opleiden werven", "mbo", "2024", "1", "negatief"),
    ),
    document(
        5,
        "Speciaal onderwijs zoekt mensen",
        body="Het so groeit. De regio Zwolle telt 1.200 leerkrachten.",
        **facets("werven", "so", "2022", "0", "te-vroeg"),
    ),
    document(
        6,
        "Invalpool gestopt",
        summary="De invalpools bleven leeg: niemand wilde invallen.",
        lessons=["Spreek vooraf af wie betaalt.", "Zonder geld geen pool."],
        body="Ĳsselland begon in 2023-2024.",
        day=19_795,
        **facets("matchen", "po", "2023", "2", "negatief"),
    ),
    document(
        7,
        "Coördinatie tussen besturen",
        summary="Een coördinator per bestuur, ook in po/vo.",
        body="Financiële afspraken zijn in het plan van aanpak gemaakt. Aanpak van het plan volgt.",
        day=19_801,
        **facets("professionaliseren matchen", "po vo", "2024", "3", "positief"),
    ),
    document(8, "Regio’s in oprichting", body="Het p.o. in 's-Hertogenbosch praat mee. Foto’s: zie de site."),
]

REPORTS = [
    document(
        n,
        "Verslag van een bijeenkomst",
        lessons=["Een verslag helpt."],
        day=19_000 + n % 3,
        **facets("werven" if n % 2 else "matchen", "po", "2021", str(n % 4), "gemengd"),
    )
    for n in range(101, 146)
]
"""Forty-five documents that no word tells apart: their order is decided by the rules for ties."""

CORPUS = [*TOLD, *REPORTS]
