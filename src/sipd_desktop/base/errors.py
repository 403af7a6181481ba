"""Expected failures: a code and its parameters, never a sentence.

`UserError` is what can happen to an honest user; anything else that is raised is a bug. The
sentence of a code stands in `base/messages.py`, the one registry that both window and command
line read, and a test keeps the two sets equal. Parameters hold counts, file names and field
labels; never a person's name, NIK or diagnosis.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


class UserError(Exception):
    """Something an honest user can run into; `code` is the `alasan` of the command line."""

    def __init__(self, code: str, **params: object) -> None:
        super().__init__(code)
        self.code = code
        self.params = params


@dataclass(frozen=True, slots=True)
class Problem:
    """One finding about one field of an entry; `hard` refuses, otherwise it only asks."""

    field: str
    code: str
    hard: bool = True
    params: tuple[tuple[str, object], ...] = ()


class InvalidInput(UserError):
    """An entry that may not be saved, with the findings per field."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__("isian-belum-benar", jumlah=len(problems))
        self.problems = tuple(problems)


class NotAllowed(UserError):
    """The role of this user may not do this."""
