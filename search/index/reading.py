"""The present state of public things, as documents for the engines."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, field

import structlog

from lessons.records.opened import Withdrawn
from search.engines.fields import PreparedDocument, prepare
from search.index.kinds import KINDS, full_key

log = structlog.get_logger(__name__)


@dataclass
class Reading:
    """What some keys are now: documents, nothing public, or something that no document could be made of.

    Each by the key that it has in the index (``"casusrapport:12"``).
    """

    documents: dict[str, PreparedDocument] = field(default_factory=dict)
    absent: list[str] = field(default_factory=list)
    failed: dict[str, Exception] = field(default_factory=dict)


def read_present(keys: Collection[tuple[str, str]]) -> Reading:
    """Read what these kinds and keys are now. What is wrong with one of them does not stop the others."""
    reading = Reading()
    by_kind: dict[str, list[str]] = defaultdict(list)
    for kind, key in keys:
        if kind in KINDS and key.isdecimal():
            by_kind[kind].append(key)
        else:
            reading.absent.append(full_key(kind, key))
    for kind, wanted in by_kind.items():
        _read_kind(kind, wanted, reading)
    return reading


def _read_kind(name: str, keys: Collection[str], reading: Reading) -> None:
    kind = KINDS[name]
    sources = kind.sources(keys)
    for key in keys:
        full = full_key(name, key)
        if key not in sources:
            reading.absent.append(full)
            continue
        try:
            reading.documents[full] = prepare(kind.document(sources[key]))
        except Withdrawn:
            reading.absent.append(full)
        except Exception as error:  # whatever is wrong with one document, the others must be found
            log.exception("no document could be made", key=full)
            reading.failed[full] = error
