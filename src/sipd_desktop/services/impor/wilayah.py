"""Which Posyandu serves the address of a row; remembered, since a desa has few RT."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sipd_desktop.rules.wilayah import posyandu_of
from sipd_desktop.spec.field import Wire


class Layanan:
    """The Posyandu of this laptop and the RT they list; one without a list serves everyone."""

    def __init__(self, posyandu: Sequence[tuple[str, Sequence[str]]]) -> None:
        self._posyandu = posyandu
        self._known: dict[tuple[str | None, ...], str | None] = {}

    def of(self, values: Mapping[str, Wire]) -> str | None:
        """The id of the Posyandu for dusun, rw, rt of these values; None when none serves them."""
        key = tuple(v if isinstance(v, str) else None for v in map(values.get, _KEYS))
        if key not in self._known:
            self._known[key] = posyandu_of(self._posyandu, *key)
        return self._known[key]


_KEYS = ("dusun", "rw", "rt")
