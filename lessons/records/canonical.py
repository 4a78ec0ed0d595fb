"""One way to write a document as text, and its hash: the same content is always the same bytes."""

import hashlib
import json
from typing import Any


def canonical(document: dict[str, Any]) -> str:
    """``document`` as JSON text with sorted keys, without needless space, Unicode as it is."""
    return json.dumps(document, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)


def sha256(text: str) -> str:
    """The SHA-256 of ``text`` in UTF-8, as hexadecimal text."""
    return hashlib.sha256(text.encode()).hexdigest()
