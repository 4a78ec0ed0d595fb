"""The folders of an embedded index: one for each generation, a pointer to the one that answers, and its sequence.

    <root>/current              the name of the folder that answers
    <root>/<name>/manifest.json what the index was made by
    <root>/<name>/sequence      goes up with every change that becomes visible

Every file is replaced whole, so that a reader sees the old one or the new one.
"""

import json
import os
import secrets
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from search.engines.base import IndexMismatch, IndexMissing

_POINTER: Final = "current"
_MANIFEST: Final = "manifest.json"
_SEQUENCE: Final = "sequence"

Manifest = Mapping[str, str | int]


@dataclass(frozen=True)
class Moment:
    """A state of an index: ``sequence`` tells two states apart, ``generation`` is the content it is complete up to."""

    sequence: int
    generation: int


class Generations:
    """The generations below one folder. Nothing is made before `create`."""

    def __init__(self, root: Path) -> None:
        self._root = root

    def current(self) -> str:
        """The name of the generation that answers.

        Raises:
            IndexMissing: none does.
        """
        try:
            return (self._root / _POINTER).read_text()
        except FileNotFoundError as error:
            raise IndexMissing(f"No search index in {self._root}: build it first.") from error

    def folder(self, name: str) -> Path:
        """Where a generation is kept."""
        return self._root / name

    def create(self, manifest: Manifest) -> str:
        """Make the folder of a new generation, which does not answer yet."""
        made = datetime.now(UTC).strftime("%Y%m%dT%H%M%S")
        name = f"idx-{manifest['schema']}-{manifest['fingerprint']}-{made}-{secrets.token_hex(2)}"
        self.folder(name).mkdir(parents=True)
        _replace(self.folder(name) / _MANIFEST, json.dumps(manifest, indent=1))
        self.mark(name, Moment(0, 0))
        return name

    def check(self, name: str, manifest: Manifest) -> None:
        """Refuse a generation that was made by something else.

        Raises:
            IndexMismatch: with what differs.
            IndexMissing: the generation is not there.
        """
        try:
            made_by = json.loads((self.folder(name) / _MANIFEST).read_text())
        except FileNotFoundError as error:
            raise IndexMissing(f"The search index {name} is gone: build it again.") from error
        differing = sorted(key for key in {*made_by, *manifest} if made_by.get(key) != manifest.get(key))
        if differing:
            raise IndexMismatch(f"The search index {name} was made by another {', '.join(differing)}: build it again.")

    def moment(self, name: str) -> Moment:
        """The present state of a generation."""
        sequence, generation = (self.folder(name) / _SEQUENCE).read_text().split()
        return Moment(int(sequence), int(generation))

    def mark(self, name: str, moment: Moment) -> None:
        """Tell the readers of a generation its state."""
        _replace(self.folder(name) / _SEQUENCE, f"{moment.sequence} {moment.generation}")

    def publish(self, name: str) -> None:
        """Let a generation answer from now on. The one before it stays, for readers that are still at work."""
        pointer = self._root / _POINTER
        before = pointer.read_text() if pointer.exists() else ""
        _replace(pointer, name)
        for folder in self._root.glob("idx-*"):
            if folder.name not in (name, before):
                shutil.rmtree(folder, ignore_errors=True)

    def discard(self, name: str) -> None:
        """Remove a generation that never answered."""
        shutil.rmtree(self.folder(name), ignore_errors=True)


def _replace(path: Path, text: str) -> None:
    beside = path.with_name(f"{path.name}.new")
    with beside.open("w") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    beside.replace(path)
