"""The one registry of sentences: what a code means to a person, in plain Indonesian.

Each part of the program keeps its own file; a test keeps codes and sentences equal. A sentence tells
what happened, whether the data is safe, and what to do now.
"""

from __future__ import annotations

import importlib
import pkgutil

from sipd_desktop.base.errors import UserError


def _collect() -> dict[str, str]:
    found: dict[str, str] = {}
    for module in pkgutil.iter_modules(__path__):
        part = importlib.import_module(f"{__name__}.{module.name}").PESAN
        for code, text in part.items():  # a test refuses two sentences for one code
            found.setdefault(code, text)
    return found


PESAN: dict[str, str] = _collect()


class _Gaps(dict[str, object]):
    def __missing__(self, key: str) -> str:
        return "…"


def sentence(code: str | UserError, **params: object) -> str:
    """The sentence of a code, its gaps filled; an unknown code says so honestly."""
    if isinstance(code, UserError):
        params = {**code.params, **params}
        code = code.code
    text = PESAN.get(code)
    if text is None:
        return f"Terjadi hal yang belum dikenal ({code}). Data yang sudah tersimpan tetap aman."
    return text.format_map(_Gaps(params))
