"""Who acts: the kader who did it, and the account that typed it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Petugas:
    """Ids of the kader who did it and of the account that typed it; rights go by the latter.

    Without `pencatat` the doer is the account. `sistem` is for what the program itself writes
    (preparing a folder, made-up people): no person acts with it.
    """

    pelaku: str | None = None
    pencatat: str | None = None
    sistem: bool = False

    @property
    def akun(self) -> str | None:
        """The account whose rights count."""
        return self.pencatat or self.pelaku

    def as_program(self) -> Petugas:
        """The same names in the history, with the rights of the program."""
        return Petugas(self.pelaku, self.pencatat, sistem=True)
