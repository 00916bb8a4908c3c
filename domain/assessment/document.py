"""Documents that are frozen: one text for one content, and its sum."""

import json
from hashlib import sha256
from typing import Any


def canonical(content: Any) -> str:
    """The one JSON text of a content: keys sorted, no blanks, no escapes but those JSON needs.

    Numbers are whole; points and rates are text already.
    """
    return json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def sum_of(document: str) -> str:
    """The SHA-256 of a document's UTF-8 bytes, hexadecimal."""
    return sha256(document.encode()).hexdigest()
