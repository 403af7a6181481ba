"""What a cell of an exported table may hold, and how hostile text is made harmless."""

from __future__ import annotations

import re
from decimal import Decimal

Sel = str | int | Decimal | None

MAX_TEXT = 32_000  # a spreadsheet cell holds 32,767 characters
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")


def clean_text(text: str) -> str:
    """Text without control characters or lone surrogates, one kind of line end, cut to a cell."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    clean = _CONTROL.sub("", lines).encode("utf-8", "replace").decode("utf-8")
    return clean if len(clean) <= MAX_TEXT else clean[: MAX_TEXT - 1] + "\u2026"
