"""Documents to measure with: as long as real reports, made of the words that such reports use; always the same ones."""

import random
from itertools import cycle, islice

from search.engines.fields import FACETS, TEXT_FIELDS, Passage, SearchDocument

SENTENCES = (
    "Drie scholen hadden te weinig docenten voor techniek, terwijl vakmensen een halve dag wilden lesgeven.",
    "De begeleiders kregen vier uur per week om startende leraren in hun eerste twee jaar te bezoeken.",
    "Wij zouden de invalpool niet meer doen zonder afspraken over wie de kosten van ziekte draagt.",
    "Zij-instromers die een vaste begeleider hadden, vielen minder vaak uit dan hun voorgangers.",
    "Het onderwijsloket beantwoordde 412 vragen van overstappers; 61 van hen begonnen aan een opleiding.",
    "De beroepsgroep had vanaf het begin een stem, maar de werkdruk in het po bleef een bezwaar.",
    "Schoolbesturen betaalden samen een projectleider, die de regio's afspraken over gegevens liet maken.",
    "Onderwijsassistenten konden in deeltijd doorgroeien tot leraar, met behoud van salaris en pensioen.",
)
CODES = tuple(f"code-{number}" for number in range(8))


def text(words: int) -> str:
    """A text of about so many words."""
    length = sum(len(sentence.split()) for sentence in SENTENCES) // len(SENTENCES)
    return " ".join(islice(cycle(SENTENCES), max(1, words // length)))


def documents(amount: int) -> list[SearchDocument]:
    """So many documents with all facets and three lessons each."""
    chance = random.Random(amount)  # noqa: S311 -- the same documents each time

    def some(least: int, most: int) -> list[str]:
        return chance.sample(SENTENCES, k=chance.randint(least, most))

    return [
        SearchDocument(
            n=number,
            key=f"casusrapport:{number}",
            texts={field.name: [" ".join(some(2, 8) * (12 if field.name == "body" else 1))] for field in TEXT_FIELDS},
            facets={facet: chance.sample(CODES, k=chance.randint(1, 3)) for facet in FACETS},
            sorts={"published": 20_000 + number % 900, "title": f"rapport {number}"},
            passages=[
                Passage(f"{number}-{place}", {"statement": some(1, 1), "explanation": some(1, 3)}, "weer-doen")
                for place in range(3)
            ],
        )
        for number in range(1, amount + 1)
    ]
