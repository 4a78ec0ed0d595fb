"""The question as the address line asks it: always valid, and able to give its own address again."""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final, Self
from urllib.parse import urlencode

from search.engines.fields import FACETS, NEWEST, RELEVANCE, SORTS

PAGE_SIZE: Final = 20
MAX_HITS: Final = 10_000
"""No engine is asked for a hit beyond this one."""
MAX_PAGE: Final = MAX_HITS // PAGE_SIZE
MAX_Q: Final = 500
MAX_VALUES: Final = 50
"""Selected values of one facet."""

NO_SUCH_PAGE = "Deze pagina bestaat niet. U ziet pagina {page}."
Q_CUT = f"Uw zoekvraag was te lang. Wij zoeken met de eerste {MAX_Q} tekens."
UNKNOWN_SORT = "Deze volgorde kennen wij niet. U ziet de gewone volgorde."
UNKNOWN_VALUE = "Een gekozen filter kennen wij niet. Wij zoeken zonder dat filter."
TOO_MANY_VALUES = f"U kunt per filter hooguit {MAX_VALUES} waarden kiezen. De andere tellen niet mee."

_CODE = re.compile(r"[a-z0-9](?:[a-z0-9_-]{0,63})")
_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
_JOINING = frozenset("\u00ad\u200c\u200d\u2060")


@dataclass(frozen=True)
class SearchRequest:
    """What is asked: words, chosen facet values, order and page. Made by `from_params`; equal when it asks the same."""

    q: str
    facets: tuple[tuple[str, tuple[str, ...]], ...]
    """Facets with a chosen value, in the order of the field list."""
    sort: str
    page: int
    notices: tuple[str, ...] = ()
    """What was not as asked, in Dutch, for the page."""

    def __eq__(self, other: object) -> bool:
        return isinstance(other, SearchRequest) and self.to_params() == other.to_params()

    def __hash__(self) -> int:
        return hash(tuple(self.to_params()))

    @classmethod
    def from_params(cls, params: Mapping[str, Sequence[str]]) -> Self:
        """Read the parameters of an address line (for Django: ``dict(request.GET.lists())``).

        Whatever stands there gives a valid request; what cannot be used is left out, and ``notices`` says so.
        Unknown parameters mean nothing.
        """
        notices: list[str] = []
        q = _clean_q(_last(params, "q"), notices)
        facets = ((facet, _codes(params.get(facet, ()), notices)) for facet in FACETS)
        return cls(
            q=q,
            facets=tuple((facet, codes) for facet, codes in facets if codes),
            sort=_sort(_last(params, "sorteer"), q, notices),
            page=_page(_last(params, "pagina"), notices),
            notices=tuple(dict.fromkeys(notices)),
        )

    def selected(self, facet: str) -> tuple[str, ...]:
        """The chosen codes of a facet."""
        return dict(self.facets).get(facet, ())

    def to_params(self) -> list[tuple[str, str]]:
        """The parameters that give this request again; what is as usual is left out."""
        params = [("q", self.q)] if self.q else []
        params += [(facet, code) for facet, codes in self.facets for code in codes]
        if self.sort != usual_sort(self.q):
            params.append(("sorteer", self.sort))
        if self.page != 1:
            params.append(("pagina", str(self.page)))
        return params

    def permalink(self) -> str:
        """The part of the address behind the path of the search page: ``?q=…``, or nothing for the empty request."""
        params = self.to_params()
        return f"?{urlencode(params)}" if params else ""

    def with_facet(self, facet: str, code: str) -> Self:
        """Also this code of this facet, from the first page."""
        return self._choose(facet, (*self.selected(facet), code))

    def without_facet(self, facet: str, code: str | None = None) -> Self:
        """Without this code of this facet, or without all of its codes; from the first page."""
        return self._choose(facet, (kept for kept in self.selected(facet) if code not in (None, kept)))

    def without_filters(self) -> Self:
        """The words alone, from the first page."""
        return replace(self, facets=(), page=1, notices=())

    def with_sort(self, sort: str) -> Self:
        """In another order, from the first page."""
        return replace(self, sort=_sort(sort, self.q, []), page=1, notices=())

    def with_page(self, page: int) -> Self:
        """Another page of the same answer."""
        return replace(self, page=min(max(page, 1), MAX_PAGE), notices=())

    def noting(self, *notices: str) -> Self:
        """The same question with these notices."""
        return replace(self, notices=notices)

    def _choose(self, facet: str, codes: Iterable[str]) -> Self:
        chosen = dict(self.facets) | {facet: _codes(tuple(codes), [])}
        facets = tuple((name, chosen[name]) for name in FACETS if chosen.get(name))
        return replace(self, facets=facets, page=1, notices=())


def _last(params: Mapping[str, Sequence[str]], name: str) -> str:
    values = params.get(name) or ("",)
    return values[-1]


def _seen(letter: str) -> str:
    if letter in _JOINING or unicodedata.category(letter) == "Cs":
        return ""
    return " " if unicodedata.category(letter) in _UNSEEN else letter


def _clean_q(text: str, notices: list[str]) -> str:
    """Text that can be shown, stored and sent: no control characters, no halves of characters, single spaces."""
    read = unicodedata.normalize("NFC", text[: 4 * MAX_Q])
    words = " ".join("".join(map(_seen, read)).split())
    if len(words) > MAX_Q or len(text) > 4 * MAX_Q:
        notices.append(Q_CUT)
    return words[:MAX_Q].rstrip()


def _codes(values: Sequence[str], notices: list[str]) -> tuple[str, ...]:
    lowered = [value[:100].strip().lower() for value in values if value]
    codes = tuple(dict.fromkeys(value for value in lowered if _CODE.fullmatch(value)))
    if any(not _CODE.fullmatch(value) for value in lowered):
        notices.append(UNKNOWN_VALUE)
    if len(codes) > MAX_VALUES:
        notices.append(TOO_MANY_VALUES)
    return codes[:MAX_VALUES]


def usual_sort(q: str) -> str:
    """The order that needs no naming."""
    return RELEVANCE if q else NEWEST


def _sort(value: str, q: str, notices: list[str]) -> str:
    """Without words there is no relevance: then the newest come first."""
    if value and value not in SORTS:
        notices.append(UNKNOWN_SORT)
    usable = value in SORTS and (q or value != RELEVANCE)
    return value if usable else usual_sort(q)


def _page(value: str, notices: list[str]) -> int:
    value = value.strip()
    if not value:
        return 1
    if value.isascii() and value.isdigit():
        page = min(int(value[:9]), MAX_PAGE) if len(value) <= 9 else MAX_PAGE
        page = max(page, 1)
    else:
        page = 1
    if str(page) != value.lstrip("0"):
        notices.append(NO_SUCH_PAGE.format(page=page))
    return page
