"""Markdown of authors as harmless HTML, and as plain text for the index. Bounded in time, whatever stands in it.

Authors write headings, lists, tables, links and footnotes. HTML is no part of it: a tag is shown as it was typed.
What comes out of the converter is cleaned once more.
"""

import html
import re
import zlib
from functools import lru_cache
from xml.etree.ElementTree import Element

import nh3
from markdown import Markdown
from markdown.extensions.footnotes import FootnoteExtension
from markdown.treeprocessors import Treeprocessor
from markupsafe import Markup

#: Longer texts are cut: some eight thousand words are more than any part of a report needs.
LONGEST = 50_000
CUT = "\n\n(De rest van deze tekst is te lang om te tonen.)"
#: The converter's time grows with the square of the number of brackets. A text with more has no links.
MOST_BRACKETS = 400
#: Quotes and lists may be nested this deep; what is deeper is taken back to this depth.
DEEPEST = 8
#: Texts whose conversion is remembered: it costs milliseconds, and the same reports are read again and again.
KEPT = 1000

TAGS = {"p", "br", "em", "strong", "code", "pre", "blockquote", "ul", "ol", "li", "a", "hr", "h3", "h4", "sup", "div"}
TABLE_TAGS = {"table", "thead", "tbody", "tr", "th", "td"}
ATTRIBUTES = {"a": {"href", "title"}, "sup": {"id"}, "li": {"id"}, "div": {"class"}, "ol": {"start"}}
SCHEMES = {"https", "http", "mailto"}

_HEADINGS = {f"h{level}" for level in range(1, 7)}
_NESTED = re.compile(rf"^[ \t]*(?:(?:>|[-+*]|\d{{1,9}}\.)[ \t]*){{{DEEPEST}}}")
_MARKERS = re.compile(r"^(?:[ \t]*(?:>|[-+*]|\d{1,9}\.))+")
_INDENT = re.compile(rf"^(?: {{4}}|\t| {{1,3}}\t){{{DEEPEST},}}")
_BLOCK_END = re.compile(r"</(?:p|li|h3|h4|td|th|tr|pre|blockquote|div)>|<br ?/?>|<hr ?/?>")
_PARAGRAPHS = re.compile(r"\n[ \t]*\n")
_MARKUP = re.compile(r"[\[\]<>&`\\_*#~|]|://|@|^[ \t]*(?:[-+=:]|\d+\.)|^(?: {4}|\t)| {2}$", re.MULTILINE)
"""Without any of these, a text holds its words alone."""
_ADDRESS = re.compile(r"(?:https?://|mailto:|/(?:casus|les|regios)/|#fn)", re.IGNORECASE)
_NOTE_MARK = re.compile(r"<sup[^>]*>.*?</sup>|↩")


class Headings(Treeprocessor):
    """An author's highest heading becomes h3, all others h4: h1 and h2 belong to the page."""

    def run(self, root: Element) -> None:
        """Rename the headings of one text."""
        found = [element for element in root.iter() if element.tag in _HEADINGS]
        highest = min((element.tag for element in found), default="h3")
        for element in found:
            element.tag = "h3" if element.tag == highest else "h4"


class Notes(FootnoteExtension):
    """Footnotes whose ids carry a number made of the text, so that two texts on one page never share one."""

    def __init__(self, text: str) -> None:
        super().__init__(UNIQUE_IDS=True, BACKLINK_TITLE="Terug naar de tekst bij noot {}")
        self.unique_prefix = zlib.crc32(text.encode("utf-8"))


@lru_cache(maxsize=KEPT)
def to_html(text: str) -> Markup:
    """``text`` as HTML that may stand in a public page, below an h2.

    Only links to the web, to mail and to what is public here remain. A text that cannot be converted is shown as typed.
    """
    text = tame(text)
    if not text.strip():
        return Markup("")
    try:
        made = converter(text).convert(text)
    except RecursionError:
        made = "".join(f"<p>{html.escape(part)}</p>" for part in text.split("\n\n") if part.strip())
    cleaned = nh3.clean(
        made,
        tags=TAGS | TABLE_TAGS,
        attributes=ATTRIBUTES,
        attribute_filter=harmless,
        url_schemes=SCHEMES,
        clean_content_tags={"script", "style"},
        link_rel="noopener",
    )
    return Markup(cleaned)  # noqa: S704  # cleaned on the line above


@lru_cache(maxsize=KEPT)
def to_text(text: str) -> str:
    """``text`` without marks, for the index and for passages: one line per paragraph, heading, item or cell."""
    if not _MARKUP.search(text):
        return "\n".join(" ".join(part.split()) for part in _PARAGRAPHS.split(tame(text)) if part.strip())
    marked = _NOTE_MARK.sub("", str(to_html(text))).replace("\n", " ")
    plain = html.unescape(nh3.clean(_BLOCK_END.sub("\n", marked), tags=set()))
    return "\n".join(line for line in (" ".join(row.split()) for row in plain.splitlines()) if line)


def converter(text: str) -> Markdown:
    """A converter for this text alone; HTML in it is text."""
    made = Markdown(extensions=["tables", "sane_lists", Notes(text)])
    made.preprocessors.deregister("html_block")
    made.inlinePatterns.deregister("html")
    made.treeprocessors.register(Headings(made), "headings", 1)
    return made


def tame(text: str) -> str:
    """``text`` without what makes converting it dangerous or slow: half characters, endless length, depth, brackets."""
    text = text.encode("utf-8", "ignore").decode("utf-8").replace("\x00", "")
    if len(text) > LONGEST:
        text = text[:LONGEST] + CUT
    if text.count("[") > MOST_BRACKETS:
        text = text.replace("[", r"\[")
    return "\n".join(shallow(line) for line in text.splitlines())


def shallow(line: str) -> str:
    """``line`` nested no deeper than allowed."""
    nested = _NESTED.match(line)
    if nested:
        return nested.group() + _MARKERS.sub("", line[nested.end() :])
    return _INDENT.sub(" " * 4 * DEEPEST, line)


def harmless(tag: str, attribute: str, value: str) -> str | None:
    """The value of an attribute where it may stand: links name a scheme, something public here, or a note."""
    if attribute == "href" and not _ADDRESS.match(value):
        return None
    if tag == "div" and value != "footnote":
        return None
    return value
