"""A larger collection that reads like Dutch, and questions about it: the same ones in every run."""

import random
from collections.abc import Iterator, Mapping, Sequence
from itertools import accumulate
from typing import Final

from search.engines.fields import SearchDocument
from search.query.request import SearchRequest
from tests.conformance.corpus import document

DOCUMENTS: Final = 1_200
QUESTIONS: Final = 560


def listed(words: str) -> list[str]:
    return words.split()


STEMS = listed(
    "school leraar starter coach vak klas bestuur opleiding regio partner traject instroom loket campagne werving "
    "begeleiding plan aanpak gesprek team rooster vacature student stage invaller pool subsidie overleg netwerk mentor "
    "directeur kandidaat bevoegdheid tekort wijk gemeente sector kind ouder toets dag week jaar uur budget raad"
)
ENDINGS = ("", "", "", "en", "s", "je", "groep", "beleid", "markt", "tijd")
BEGINNINGS = ("", "", "", "zij-", "onderwijs", "basis", "mbo-", "hoofd", "voor")
SMALL = listed("de het een van in en op met voor bij niet maar ook naar uit over om te aan dat die dit zij wij")
VERBS = listed(
    "werven wierf werft geworven begeleiden begeleidt begeleid starten startte stopten leren leert geleerd kosten kost "
    "vragen vraagt helpen hielp geholpen spreken spraken maken gemaakt komen kwam gekomen worden wordt werd"
)
ODD = listed(
    "één café coördinatie geëvalueerd SO&P p.o. d.m.v. 1.200 12,5 2023-2024 Ĳsselland 's-Hertogenbosch foto's regio’s "
    "po/vo Curaçao naïef re-integratie COVID-19 ½ 教育 Łódź Straße 𐌰𐌱 e\u0301e\u0301n ideeën"
)

CODES: Final[Mapping[str, Sequence[str]]] = {
    "thema": ["werven", "matchen", "opleiden", "begeleiden", "professionaliseren"],
    "sector": ["po", "vo", "mbo", "so", "vso", "sbo"],
    "regio": [f"regio-{n}" for n in range(60)],
    "praktijk": [f"praktijk-{n}" for n in range(20)],
    "trede": ["0", "1", "2", "3", "4", "5"],
    "richting": ["positief", "gemengd", "geen", "negatief", "te-vroeg"],
    "jaar": [str(year) for year in range(2015, 2026)],
    "oordeel": ["weer-doen", "onder-voorwaarden", "niet-meer-doen"],
}
MANY: Final = frozenset({"thema", "sector", "praktijk", "oordeel"})
"""Facets of which a document may have several codes, or none."""


class Dutch:
    """Words as often as in a language: some everywhere, many hardly anywhere."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)  # noqa: S311  # the same text in every run
        made = [f"{front}{stem}{end}" for stem in STEMS for end in ENDINGS for front in BEGINNINGS]
        self.chance.shuffle(made)
        self.words = [*SMALL, *VERBS, *STEMS, *ODD, *dict.fromkeys(made)]
        self._weights = list(accumulate(1 / rank for rank in range(1, len(self.words) + 1)))

    def word(self) -> str:
        return self.chance.choices(self.words, cum_weights=self._weights)[0]

    def text(self, shortest: int, longest: int) -> str:
        words = [self.word() for _ in range(self.chance.randint(shortest, longest))]
        marks = self.chance.choices(["", "", "", "", ",", ".", ":", " –", "?"], k=len(words))
        return " ".join(word + mark for word, mark in zip(words, marks, strict=True)).capitalize()

    def often(self, share: float) -> bool:
        return self.chance.random() < share

    def codes(self, facet: str) -> list[str]:
        return self.chance.choices(CODES[facet], k=self.chance.randint(0, 3) if facet in MANY else 1)


def collection() -> list[SearchDocument]:
    """Some have no summary, some no lessons, some twins in every word, some a text as long as a report."""
    dutch = Dutch(20_231)
    made: list[SearchDocument] = []
    for n in range(1, DOCUMENTS + 1):
        twin = made[-1].texts if made and dutch.often(0.08) else None
        lessons = [dutch.text(3, 18) for _ in range(dutch.chance.choice([0, 1, 1, 2, 3, 5]))]
        title = twin["title"][0] if twin else dutch.text(1, 9)
        body = dutch.text(30, 260) if dutch.often(0.9) else ""
        made.append(
            document(
                n,
                title,
                summary=dutch.text(8, 60) if dutch.often(0.85) else "",
                lessons=twin["lessons"] if twin else lessons,
                explanations=[] if twin else [dutch.text(4, 30) for _ in lessons if dutch.often(0.5)],
                body=twin["body"][0] if twin and twin["body"] else body,
                day=19_000 + dutch.chance.randint(0, 300),
                **{facet: dutch.codes(facet) for facet in CODES},
            )
        )
    return made


def questions(documents: Sequence[SearchDocument]) -> list[SearchRequest]:
    """Of every form: words of one document or of any, phrases, exclusions, facets, orders, pages."""
    dutch = Dutch(20_232)
    return [SearchRequest.from_params(dict(_params(dutch, documents))) for _ in range(QUESTIONS)]


def _params(dutch: Dutch, documents: Sequence[SearchDocument]) -> Iterator[tuple[str, list[str]]]:
    yield "q", [" ".join(_clauses(dutch, documents))]
    if dutch.often(0.45):
        for facet in dutch.chance.sample(list(CODES), k=dutch.chance.randint(1, 3)):
            yield facet, dutch.chance.choices(CODES[facet], k=dutch.chance.randint(1, 4))
    if dutch.often(0.2):
        yield "sorteer", [dutch.chance.choice(["nieuwste", "oudste", "titel"])]
    if dutch.often(0.25):
        yield "pagina", [str(dutch.chance.randint(2, 6))]


def _clauses(dutch: Dutch, documents: Sequence[SearchDocument]) -> Iterator[str]:
    told = _told(dutch.chance.choice(documents))
    kind = dutch.chance.choice(["none", "any", "any", "own", "own", "own", "phrase", "phrase", "both", "without"])
    if kind == "any":
        yield from (dutch.word() for _ in range(dutch.chance.randint(1, 2)))
    if kind in {"own", "both", "without"}:
        yield from dutch.chance.choices(told, k=dutch.chance.choice([1, 2, 2, 3, 6]))
    if kind in {"phrase", "both"}:
        at = dutch.chance.randrange(len(told))
        yield '"' + " ".join(told[at : at + dutch.chance.choice([1, 2, 2, 3])]) + '"'
    if kind == "without":
        yield "-" + dutch.word()
        if dutch.often(0.3):
            yield f'-"{dutch.word()} {dutch.word()}"'


def _told(told: SearchDocument) -> list[str]:
    return [word for values in told.texts.values() for value in values for word in value.replace('"', " ").split()]
