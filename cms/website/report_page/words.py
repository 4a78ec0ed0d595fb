"""How labels are strung together in a sentence."""

from collections.abc import Iterable

from cms.website.formats import joined


def uncapitalised(label: str) -> str:
    """The label inside a sentence: "Mbo" becomes "mbo", "RAP" stays."""
    return label if label[1:2].isupper() else label[:1].lower() + label[1:]


def listed(labels: Iterable[str]) -> str:
    """Labels as one phrase: "Primair onderwijs, voortgezet onderwijs en mbo"; nothing for no labels."""
    first, *rest = list(labels) or [""]
    return joined([first, *map(uncapitalised, rest)])
