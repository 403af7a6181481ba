"""What an account may do with masalah, asked once per Posyandu and kind instead of per row."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

from sqlalchemy import Connection

from sipd_desktop.bidang.hak import objek_nilai
from sipd_desktop.rules.hak import read_matriks
from sipd_desktop.services.catat import Petugas
from sipd_desktop.services.hak import Penjaga

TBL = "masalah"


class Boleh:
    """Answers of the roles matrix for one account, remembered."""

    def __init__(self, conn: Connection, petugas: Petugas) -> None:
        self._guard = Penjaga(conn, petugas, "")
        self._known: dict[tuple[object, ...], bool] = {}
        self._objek: dict[object, tuple[tuple[str, frozenset[str]], ...]] = {}
        self._places: dict[tuple[object, object], str | None] = {}

    def write(self, aksi: str, row: Mapping[str, Any]) -> bool:
        """Whether this account may add or change such a row."""
        return self._ask(aksi, row, self._place(row))

    def see(self, row: Mapping[str, Any], posyandu_id: str | None) -> bool:
        """Whether it may see a row about somebody of this Posyandu."""
        return self._ask("lihat", row, posyandu_id)

    def _place(self, row: Mapping[str, Any]) -> str | None:
        key = (row["subjek_jenis"], row["subjek"])
        if key not in self._places:
            self._places[key] = self._guard.tempat.posyandu_of(TBL, row)
        return self._places[key]

    def _ask(self, aksi: str, row: Mapping[str, Any], posyandu_id: str | None) -> bool:
        said = tuple(row.get(c) for c in _kolom_nilai())
        objects = self._objek.get(said)
        if objects is None:
            keys = (TBL, *sorted(objek_nilai(TBL, row)))
            objects = tuple((k, frozenset(read_matriks().objek[k].aksi)) for k in keys)
            self._objek[said] = objects
        return all(
            self._one(o, aksi if aksi in acts else "ubah", row, posyandu_id) for o, acts in objects
        )

    def _one(self, objek: str, aksi: str, row: Mapping[str, Any], posyandu_id: str | None) -> bool:
        # hanya membatalkan bertanya siapa yang membuat catatan itu
        key = (objek, aksi, posyandu_id, row["id"] if aksi == "batalkan" else None)
        if key not in self._known:
            own = {
                "posyandu_sendiri": posyandu_id is None or self._guard.tempat.is_own(posyandu_id)
            }
            problem = self._guard.refused(objek, aksi, TBL, row, **own)
            self._known[key] = problem is None
        return self._known[key]


@cache
def _kolom_nilai() -> tuple[str, ...]:
    """Columns of masalah whose value decides which further objects guard a row."""
    keys = (key.partition(".") for key in read_matriks().nilai)
    return tuple(column for name, _, column in keys if name == TBL)
