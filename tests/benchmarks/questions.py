"""The mix: 200 requests as visitors ask them, forty of each kind. The same ones each time, in the same order."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import cycle, islice
from typing import Final, TypeVar

from search.query.request import SearchRequest

Item = TypeVar("Item")

EACH: Final = 40
"""Requests of each kind."""

TERMS: Final = (
    "begeleiding", "starters", "zij-instromers", "loket", "invalpool", "vervanging", "werkdruk", "schoolleiders",
    "hogeschool", "beroepsgroep", "statushouders", "herintreders", "coaching", "inductie", "opleidingsschool",
    "stage", "subsidie", "kosten", "campagne", "overstappers", "onderwijsassistenten", "uitval", "rooster",
    "basisschool", "vmbo", "techniek", "wiskunde", "deeltijd", "salaris", "leernetwerk", "geschiktheidsonderzoek",
    "loopbaan", "ondersteuners", "gemeente", "wachttijd", "pabo", "adviseur", "bestuur", "proefles", "zeggenschap",
)  # fmt: skip

QUESTIONS: Final = (
    "hoe begeleiden wij startende leraren", "wat kost een invalpool", "waarom stoppen zij-instromers",
    "hoe lang wachten mensen op een gesprek", "welke afspraken maakten de besturen", "wie betaalt de begeleiders",
    "hoeveel uur begeleiding krijgt een starter", "wat doet de beroepsgroep in de regio",
    "hoe vinden wij docenten techniek", "kan een assistent leraar worden", "wat werkt bij herintreders",
    "hoe regelen scholen vervanging samen", "wat zouden jullie anders doen met een campagne",
    "hoe krijgt een regio meer studenten", "wat kost een loket per jaar", "wanneer begint een zij-instromer met les",
    "wie beslist over de uren", "hoe meten wij werkdruk", "is een vaste begeleider beter",
    "hoe werken pabo en scholen samen", "wat is een hybride docent", "waarom is de pool gestopt",
    "welke regio's hebben een loket", "hoe houden wij starters in de regio", "wat vragen statushouders van een school",
    "mag een leraar op twee scholen werken", "hoe tel je uitval na een jaar", "wat doet een adviseur van het loket",
    "hoeveel mensen begonnen aan een opleiding", "hoe deelt een groep scholen de kosten",
    "wat gaat er mis in het eerste jaar", "hoe maak je een rooster met meer uren",
    "welke materialen kunnen wij overnemen", "hoe lang duurt een geschiktheidsonderzoek",
    "wat leert een schoolleider in een leernetwerk", "is er geld van de gemeente",
    "hoe betrek je leraren bij het plan", "wat als een bestuur niet meedoet", "hoe vaak is er een gesprek",
    "welke lessen zijn er over stage",
)  # fmt: skip

PHRASES: Final = (
    "in het eerste jaar", "twee keer per jaar", "een half uur", "de helft van de", "een ander bestuur",
    "uur per week", "een vaste baan", "in het rooster", "het tweede jaar", "op dezelfde dag",
    "de mensen die", "voor de klas", "in het voorjaar", "twee dagen per week", "aan het eind van",
    "een gesprek met", "leraren en ondersteuners", "van de hogeschool", "het voortgezet onderwijs",
    "in de zomer", "een deel van de", "voor speciaal onderwijs", "binnen een jaar", "in onze regio",
    "ten minste", "drie maanden", "wij hebben", "de eigen school", "een half jaar", "van de starters",
    "naar het onderwijs", "de noemer is", "na twee jaar", "op papier", "een gesprek over", "het werk",
    "per school", "de beroepsgroep", "te weinig", "van het loket",
)  # fmt: skip

FILTERS: Final[Sequence[Mapping[str, Sequence[str]]]] = (
    {"thema": ["begeleiden"]},
    {"thema": ["werven", "matchen"], "sector": ["po"]},
    {"sector": ["vo", "mbo"]},
    {"trede": ["3", "4"], "richting": ["positief"]},
    {"richting": ["geen-verschil", "negatief"]},
    {"status": ["gestopt"], "oordeel": ["niet-meer-doen"]},
    {"doelgroep": ["starter", "zij-instromer"], "sector": ["po", "vo"], "status": ["afgerond"]},
    {"praktijk": ["invalpool"]},
    {"opgave": ["starters-vertrekken", "werkdruk"], "omkeerbaar": ["omkeerbaar"]},
    {"jaar": ["2022", "2023", "2024"]},
    {"financiering": ["rap", "onderwijsregio"], "thema": ["opleiden"]},
    {"materiaal": ["rekenblad"], "rapportsoort": ["praktijkvoorbeeld"]},
    {"soort": ["casusrapport"]},
    {"regio": ["veenrand", "twijgbeek"]},
    {"omkeerbaar": ["deels", "onomkeerbaar"], "trede": ["1", "2"]},
    {"oordeel": ["weer-doen"], "doelgroep": ["leraar"], "richting": ["gemengd"], "sector": ["so"]},
)
ORDERS: Final = ("", "", "oudste", "titel")
PAGES: Final = ("", "", "", "2", "3")


def mix() -> dict[str, list[SearchRequest]]:
    """The requests by kind."""
    return {
        "term": [request(q=term) for term in TERMS],
        "question": [request(q=question) for question in QUESTIONS],
        "phrase": [request(q=f'"{phrase}"') for phrase in PHRASES],
        "words and filters": [
            request(q=f"{term} {other}" if number % 3 else term, **filters)
            for number, (term, other, filters) in enumerate(zip(TERMS, TERMS[7:] + TERMS, forty(FILTERS), strict=False))
        ],
        "filters only": [
            request(sorteer=order, pagina=page, **filters)
            for filters, order, page in zip(forty(FILTERS), forty(ORDERS), forty(PAGES), strict=True)
        ],
    }


def requests() -> list[SearchRequest]:
    """All of them: one of each kind in turn."""
    return [each for row in zip(*mix().values(), strict=True) for each in row]


def request(**params: Sequence[str] | str) -> SearchRequest:
    """What an address line with these parameters asks."""
    lists = {name: [value] if isinstance(value, str) else list(value) for name, value in params.items() if value}
    return SearchRequest.from_params(lists)


def forty(items: Sequence[Item]) -> Iterator[Item]:
    """``items`` again and again, forty in all."""
    return islice(cycle(items), EACH)
