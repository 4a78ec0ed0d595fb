"""Reads a content file: YAML, or Markdown with YAML front matter, and knows on which line each value stands."""

import re
from dataclasses import dataclass
from functools import reduce
from operator import getitem
from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel, ValidationError

Model = TypeVar("Model", bound=BaseModel)
Where = tuple[int | str, ...]

FRONT_MATTER = re.compile(r"\A---\n(?P<yaml>.*?\n)---\n(?P<body>.*)\Z", re.DOTALL)
SECTION = re.compile(r"^## (?P<heading>.+)$", re.MULTILINE)


class ContentError(Exception):
    """What is wrong with the content, one line a fault: file, line, field, what it should be."""

    def __init__(self, faults: list[str]) -> None:
        super().__init__("\n".join(faults))
        self.faults = faults


@dataclass(frozen=True)
class ContentFile:
    """A file that was read: its values, and where they stand."""

    path: Path
    data: Any
    node: yaml.Node | None
    first_line: int = 1

    def line(self, where: Where) -> int:
        """The line, from 1, of the value at ``where`` (keys and positions), or of what it is missing from."""
        node = self.node
        line = node.start_mark.line if node else 0
        for step in where:
            found = child(node, step)
            if found is None:
                break
            line, node = found
        return line + self.first_line

    def fault(self, where: Where, text: str) -> str:
        """One line that names file, line and field."""
        field = ".".join(str(step) for step in where) or "file"
        return f"{self.path}:{self.line(where)}: {field}: {text}"

    def read_as(self, model: type[Model], *where: int | str) -> Model:
        """The values at ``where``, or all of them, as a ``model``.

        Raises:
            ContentError: a value is missing, unknown or of another kind.
        """
        try:
            return model.model_validate(reduce(getitem, where, self.data))
        except ValidationError as error:
            faults = [self.fault((*where, *fault["loc"]), fault["msg"]) for fault in error.errors()]
            raise ContentError(faults) from error


def child(node: yaml.Node | None, step: int | str) -> tuple[int, yaml.Node] | None:
    """Line (from 0) and node of one step down, or None where there is no such value."""
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            if key.value == step:
                return key.start_mark.line, value
    if isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
        return node.value[step].start_mark.line, node.value[step]
    return None


def read_text(path: Path) -> str:
    """The text of a file.

    Raises:
        ContentError: it cannot be read, or is not in UTF-8.
    """
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise ContentError([f"{path}:{line}: file: is not in UTF-8"]) from error
    except OSError as error:
        raise ContentError([f"{path}:1: file: cannot be read ({error.strerror})"]) from error


def parse(path: Path, text: str, first_line: int = 1) -> ContentFile:
    """The YAML of ``text``.

    Raises:
        ContentError: it is no YAML.
    """
    try:
        return ContentFile(path, yaml.safe_load(text), yaml.compose(text, Loader=yaml.SafeLoader), first_line)
    except yaml.MarkedYAMLError as error:
        line = (error.problem_mark.line if error.problem_mark else 0) + first_line
        raise ContentError([f"{path}:{line}: file: {error.problem}"]) from error


def read_yaml(path: Path) -> ContentFile:
    """A YAML file.

    Raises:
        ContentError: it is no YAML.
    """
    return parse(path, read_text(path))


def read_markdown(path: Path, headings: dict[str, str]) -> ContentFile:
    """A Markdown file with front matter; each section under a heading of ``headings`` becomes the value it names.

    Raises:
        ContentError: there is no front matter, it is no YAML, or a heading is unknown.
    """
    text = read_text(path)
    found = FRONT_MATTER.match(text)
    if found is None:
        raise ContentError([f"{path}:1: file: begin with front matter between two lines of three hyphens"])
    file = parse(path, found["yaml"], first_line=2)
    body = found["body"]
    marks = list(SECTION.finditer(body))
    for mark, following in zip(marks, [*marks[1:], None], strict=True):
        name = headings.get(mark["heading"].strip())
        if name is None:
            line = text[: found.start("body") + mark.start()].count("\n") + 1
            raise ContentError([f"{path}:{line}: {mark['heading']}: unknown heading; use one of {', '.join(headings)}"])
        file.data[name] = body[mark.end() : following.start() if following else len(body)].strip()
    return file
