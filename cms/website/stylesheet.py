"""From the style sheets of a library to the part that our templates use. Pure: text in, text out.

A library's rule is kept when every class of it that carries the library's prefix occurs in a template. A theme's
variable is kept when a kept rule, or a kept variable, refers to it.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

LIBRARY_CLASS = re.compile(r"\b(?:nl|utrecht)-[a-zA-Z0-9_-]+")
SELECTOR_CLASS = re.compile(r"\.((?:nl|utrecht)-[a-zA-Z0-9_-]+)")
REFERENCE = re.compile(r"var\(\s*(--[\w-]+)")
DECLARATION = re.compile(r"(--[\w-]+)\s*:\s*([^;]*)")
NESTING = ("@media", "@supports", "@layer", "@container")
# Comments, strings and addresses are opaque: a semicolon or brace inside them means nothing.
PIECE = re.compile(
    r"""/\*.*?\*/|"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|url\([^"')]*\)|[{};]|\s+|[^{};"'\s/]+|.""", re.DOTALL
)


@dataclass
class Rule:
    """One rule: ``prelude { declarations }``, or a group of rules under an at-rule (``rules``)."""

    prelude: str
    declarations: str = ""
    rules: list["Rule"] = field(default_factory=list)


def _pieces(css: str) -> Iterator[str]:
    for match in PIECE.finditer(css):
        piece = match.group()
        if piece.startswith("/*"):
            continue
        yield " " if piece.isspace() else piece


def parse(css: str) -> list[Rule]:
    """The rules of a style sheet, without comments.

    Raises:
        ValueError: braces do not match.
    """
    top = Rule("")
    stack, text = [top], ""
    for piece in _pieces(css):
        if piece == "{":
            rule = Rule(" ".join(text.split()))
            stack[-1].rules.append(rule)
            stack.append(rule)
            text = ""
        elif piece == "}":
            if len(stack) == 1:
                raise ValueError("a closing brace without an opening one")
            stack.pop().declarations += text.strip()
            text = ""
        elif piece == ";" and not stack[-1].prelude:
            text = ""  # @charset, @import: a bundle has no use for them
        else:
            text += piece
    if len(stack) > 1:
        raise ValueError(f"{stack[-1].prelude} is not closed")
    return top.rules


def library_classes(texts: Iterable[str]) -> set[str]:
    """The names of library classes that occur in ``texts`` (templates and scripts)."""
    return {name for text in texts for name in LIBRARY_CLASS.findall(text)}


def _selectors(prelude: str) -> list[str]:
    parts, depth, current = [], 0, ""
    for character in prelude:
        depth += (character == "(") - (character == ")")
        if character == "," and not depth:
            parts.append(current.strip())
            current = ""
        else:
            current += character
    return [*parts, current.strip()]


def prune(rules: Iterable[Rule], used: set[str]) -> list[Rule]:
    """The rules whose library classes are all in ``used``; of a list of selectors only those that qualify."""
    kept = []
    for rule in rules:
        if rule.prelude.startswith(NESTING):
            inner = prune(rule.rules, used)
            if inner:
                kept.append(Rule(rule.prelude, rules=inner))
        elif rule.declarations:
            alive = [each for each in _selectors(rule.prelude) if set(SELECTOR_CLASS.findall(each)) <= used]
            if alive:
                kept.append(Rule(",".join(alive), rule.declarations))
    return kept


def variables(rules: Iterable[Rule]) -> dict[str, str]:
    """The custom properties that rules outside any at-rule define, with their values."""
    return {
        name: " ".join(value.split())
        for rule in rules
        if not rule.prelude.startswith("@")
        for name, value in DECLARATION.findall(rule.declarations)
    }


def needed(theme: dict[str, str], css: str, given: set[str]) -> dict[str, str]:
    """The part of ``theme`` that ``css`` leads to, through other variables too; ``given`` are defined elsewhere."""
    found: dict[str, str] = {}
    wanted = set(REFERENCE.findall(css))
    while wanted:
        name = wanted.pop()
        if name in theme and name not in found and name not in given:
            found[name] = theme[name]
            wanted.update(REFERENCE.findall(theme[name]))
    return {name: found[name] for name in theme if name in found}


def minified(rules: Iterable[Rule]) -> str:
    """Rules as text, without the space that only people read."""
    parts = []
    for rule in rules:
        body = minified(rule.rules) if rule.rules else _compact(rule.declarations)
        if body:
            parts.append(f"{_compact_prelude(rule.prelude)}{{{body}}}")
    return "".join(parts)


def _compact_prelude(prelude: str) -> str:
    return re.sub(r"\s*([>,])\s*", r"\1", prelude)


def _compact(declarations: str) -> str:
    parts = re.split(r"""("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')""", declarations)
    for index in range(0, len(parts), 2):
        plain = re.sub(r"(^|;)(\s*[\w-]+)\s*:\s*", r"\1\2:", parts[index])
        parts[index] = re.sub(r"\s+", " ", re.sub(r"\s*([;,])\s*", r"\1", plain))
    return "".join(parts).strip("; ")
