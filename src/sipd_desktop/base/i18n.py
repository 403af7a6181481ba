"""`N_` marks Indonesian source text in modules that know no Qt."""

from __future__ import annotations


def N_(text: str) -> str:
    """Return the text itself; the tool finds the literal, `ui/text.py` translates at display."""
    return text
