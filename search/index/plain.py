"""Markdown as the words in it: what is indexed of a narrative."""

import html
import re
from typing import Final

import markdown
import nh3

_MARKUP: Final = re.compile(r"[\[\]<>&`\\_*#|~]|://|^\s*[-+=]", re.MULTILINE)
"""Without any of these, a text holds its words alone."""


def plain(text: str) -> str:
    """The text of Markdown without marks, tags and addresses of links.

    Text that nests too deep to be read is taken as it stands: its words are found, whatever its marks.
    """
    if not _MARKUP.search(text):
        return text
    try:
        marked = markdown.markdown(text, output_format="html")
    except RecursionError:
        return text
    return html.unescape(nh3.clean(marked, tags=set(), attributes={}))
