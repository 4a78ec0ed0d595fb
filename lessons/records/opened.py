"""The only reader of an edition's document. Whoever shows, indexes or hands out a report asks here."""

import json
import re
from typing import Any

from lessons.records.models import Edition, PublicRecord
from lessons.reports.document import term_codes


class Withdrawn(Exception):  # an answer to the reader (410), not a fault
    """The record is not public any more; every edition answers with the tombstone."""


class Erased(Withdrawn):
    """This edition was erased by law; its number and date remain."""


#: What stands where a passage was taken out.
MASK = "[weggelaten]"


def pattern(passage: str) -> re.Pattern[str]:
    """Finds ``passage`` whatever its spacing and Markdown emphasis, without case."""
    return re.compile(r"[\s*_]+".join(map(re.escape, passage.split())), re.IGNORECASE)


def masked(value: Any, patterns: list[re.Pattern[str]]) -> Any:
    """``value`` with every text in it masked; keys, numbers and identities stay as they are."""
    if isinstance(value, str):
        for found in patterns:
            value = found.sub(MASK, value)
        return value
    if isinstance(value, list):
        return [masked(item, patterns) for item in value]
    if isinstance(value, dict):
        return {key: item if key == "id" else masked(item, patterns) for key, item in value.items()}
    return value


def occurrences(value: Any, found: re.Pattern[str]) -> int:
    """How often ``found`` stands in the texts of ``value``."""
    if isinstance(value, str):
        return len(found.findall(value))
    if isinstance(value, list):
        return sum(occurrences(item, found) for item in value)
    if isinstance(value, dict):
        return sum(occurrences(item, found) for key, item in value.items() if key != "id")
    return 0


def standing_in(edition: Edition, passage: str) -> int:
    """How often ``passage`` stands in an edition, also where it is masked already."""
    return occurrences(json.loads(edition.document), pattern(passage)) if edition.document else 0


def editions_naming(name: str, code: str) -> list[Edition]:
    """All editions, those of withdrawn records too, that name ``code`` of the list of terms ``name``."""
    likely = Edition.objects.filter(document__contains=json.dumps(code)).select_related("record__page")
    return [edition for edition in likely if code in term_codes(json.loads(edition.document), name)]


def opened(record: PublicRecord, edition: Edition) -> dict[str, Any]:
    """The document of ``edition`` as the public may read it. Its shape is described in docs/record.md.

    Raises:
        Withdrawn: the record is withdrawn.
        Erased: this edition was erased.
    """
    if not record.is_open:
        raise Withdrawn(str(record))
    if not edition.document:
        raise Erased(str(edition))
    document: dict[str, Any] = json.loads(edition.document)
    if record.redactions:
        patterns = [pattern(redaction["passage"]) for redaction in record.redactions]
        document = {key: masked(value, patterns) for key, value in document.items()}
    return document


def shown_step(record: PublicRecord, edition: Edition) -> int:
    """The evidence step to show: the lower of the edition's own and what the RE lowered it to."""
    return edition.own_step if record.lowered_to is None else min(edition.own_step, record.lowered_to)
