"""Where a text answers the question: the words that match, exactly as the analysis matched them."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from search.analysis import Piece, Token, index_forms, pieces_of, tokens_of
from search.planner.plan import Marks

SNIPPET_WORDS: Final = 40
_BEFORE: Final = 0.2
"""The part of a snippet that stands before its first marked word, so that the sentence can be followed."""


class Segment(NamedTuple):
    """A piece of a text, unescaped; the pieces of a text joined are the text."""

    text: str
    marked: bool


@dataclass(frozen=True)
class Snippet:
    """A part of a text around what matches, and whether something was left out before and after it."""

    segments: tuple[Segment, ...]
    cut_before: bool
    cut_after: bool


class _Span(NamedTuple):
    """A marked stretch of a text and what it answers."""

    start: int
    end: int
    answers: str


def highlight(text: str, marks: Marks) -> list[Segment]:
    """The text (one value, plain) in pieces: words that match are marked, phrases only where all of it stands."""
    spans = _spans(text, pieces_of(text), marks) if answers(text, marks) else []
    return list(_segments(text, spans, 0, len(text)))


def answers(text: str, marks: Marks) -> bool:
    """Whether anything in the text would be marked; in a sixth of the time that finding the places takes."""
    if not (marks.stems or marks.exacts or marks.phrases):
        return False
    exacts, stems = index_forms(text)
    if not marks.stems.isdisjoint(stems.split()) or not marks.exacts.isdisjoint(exacts.split()):
        return True
    written = f" {exacts} "  # no word has a space in it
    return any(f" {' '.join(phrase)} " in written for phrase in marks.phrases)


def snippet(text: str, marks: Marks, words: int = SNIPPET_WORDS) -> Snippet:
    """The stretch of ``words`` words that answers most of the question; the beginning when nothing matches."""
    pieces = [piece for piece in pieces_of(text) if piece.stems]
    spans = _spans(text, pieces, marks)
    first = _best_start(pieces, spans, words)
    shown = pieces[first : first + words]
    start = shown[0].start if first else 0
    end = shown[-1].end if first + words < len(pieces) else len(text)
    within = [span for span in spans if start <= span.start and span.end <= end]
    return Snippet(tuple(_segments(text, within, start, end)), cut_before=start > 0, cut_after=end < len(text))


def _best_start(pieces: Sequence[Piece], spans: Sequence[_Span], words: int) -> int:
    """The number of the word at which the window starts: most different answers, then most marks, then the first."""
    if len(pieces) <= words or not spans:
        return 0
    starts = [piece.start for piece in pieces]
    best, best_value = 0, (0, 0)
    for span in spans:
        at = max(0, bisect_right(starts, span.start) - 1 - int(words * _BEFORE))
        at = min(at, len(pieces) - words)
        begin, end = pieces[at].start, pieces[at + words - 1].end
        inside = [other.answers for other in spans if begin <= other.start and other.end <= end]
        value = len(set(inside)), len(inside)
        if value > best_value:
            best, best_value = at, value
    return best


def _spans(text: str, pieces: Iterable[Piece], marks: Marks) -> list[_Span]:
    """The marked stretches in order, none inside or over another: the longer one stands."""
    spans: list[_Span] = []
    for start, end in _runs(pieces, marks):
        tokens = list(tokens_of(text, start, end))
        found = [*_phrase_spans(tokens, marks.phrases), *_word_spans(tokens, marks)]
        for span in sorted(found, key=lambda each: (each.start, -each.end)):
            if not spans or span.start >= spans[-1].end:
                spans.append(span)
    return spans


def _runs(pieces: Iterable[Piece], marks: Marks) -> Iterator[tuple[int, int]]:
    """Where something may be marked, from and to: only there are the words looked at. A phrase stands in one, whole."""
    if not (marks.stems or marks.exacts or marks.phrases):
        return
    exacts = marks.exacts.union(*marks.phrases)
    start = end = -1
    for piece in pieces:
        if not piece.stems:
            continue  # a dash between two words breaks no phrase
        if not marks.stems.isdisjoint(piece.stems.split()) or not exacts.isdisjoint(piece.exacts.split()):
            start, end = piece.start if start < 0 else start, piece.end
        elif start >= 0:
            yield start, end
            start = -1
    if start >= 0:
        yield start, end


def _word_spans(tokens: Sequence[Token], marks: Marks) -> Iterator[_Span]:
    for token in tokens:
        if token.stem in marks.stems or (token.exact in marks.exacts and not token.part):
            yield _Span(token.start, token.end, token.stem)


def _phrase_spans(tokens: Sequence[Token], phrases: Sequence[tuple[str, ...]]) -> Iterator[_Span]:
    places = [token for token in tokens if not token.part]
    written = [token.exact for token in places]
    for phrase in phrases:
        for first in range(len(written) - len(phrase) + 1):
            if tuple(written[first : first + len(phrase)]) == phrase:
                yield _Span(places[first].start, places[first + len(phrase) - 1].end, " ".join(phrase))


def _segments(text: str, spans: Sequence[_Span], start: int, end: int) -> Iterator[Segment]:
    at = start
    for span in spans:
        if span.start > at:
            yield Segment(text[at : span.start], marked=False)
        yield Segment(text[span.start : span.end], marked=True)
        at = span.end
    if at < end:
        yield Segment(text[at:end], marked=False)
