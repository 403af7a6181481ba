"""Versions of fields for joining a day: read from the history, remembered where it cannot tell.

An own write is numbered by its row in `perubahan`; what came from the other laptop stands in
`gabung_versi` (`kini` = it is the value in use). Nothing is remembered for laptops never joined.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sqlalchemy import Connection

from sipd_desktop.storage.citra import id_list
from sipd_desktop.wire.gabung import SEMUA, Tahu, Versi

Kini = dict[str, Versi]


class PetaVersi:
    """Current and seen versions of some rows of one table."""

    def __init__(self, conn: Connection, tbl: str, ids: Sequence[str], device: str) -> None:
        self.kini: dict[str, Kini] = {}
        self.tahu: dict[str, Tahu] = {}
        self._device = device
        wanted = id_list(ids)
        foreign = self._read_foreign(conn, tbl, wanted)
        self._read_history(conn, tbl, wanted, foreign)

    def _read_foreign(self, conn: Connection, tbl: str, wanted: str) -> dict[str, Kini]:
        found: dict[str, Kini] = {}
        for row in conn.exec_driver_sql(
            "SELECT id, field, perangkat, urut, waktu, kini FROM gabung_versi "
            "WHERE tbl = ? AND id IN (SELECT value FROM json_each(?))",
            (tbl, wanted),
        ):
            self._see(row.id, row.field, row.perangkat, row.urut)
            if row.kini:
                versi = Versi(row.perangkat, row.urut, row.waktu or "")
                found.setdefault(row.id, {})[row.field] = versi
        self.kini = {row_id: dict(kini) for row_id, kini in found.items()}
        return found

    def _read_history(
        self, conn: Connection, tbl: str, wanted: str, foreign: dict[str, Kini]
    ) -> None:
        """Oldest first, so that the last write of a field is the one in use."""
        for nomor, objek, field, waktu, device in conn.exec_driver_sql(
            "SELECT nomor, objek, field, waktu, device FROM perubahan WHERE objek_jenis = ? "
            "AND objek IN (SELECT value FROM json_each(?)) ORDER BY nomor",
            (tbl, wanted),
        ):
            if device in (self._device, "", None):
                versi = Versi(self._device, nomor, waktu or "")
                self._see(objek, field, self._device, nomor)
            else:  # dari laptop lain: lewat berkas tercatat di gabung_versi, lewat pusat tidak
                versi = foreign.get(objek, {}).get(field) or Versi(device, 0, waktu or "")
            self.kini.setdefault(objek, {})[field] = versi

    def _see(self, row_id: str, field: str, device: str, urut: int) -> None:
        seen = self.tahu.setdefault(row_id, {}).setdefault(field, {})
        seen[device] = max(seen.get(device, -1), urut)

    def current(self, row_id: str, made: str) -> Kini:
        """Versions of a row; `made` is when it was made, where nothing else is known."""
        kini = self.kini.get(row_id, {})
        return kini if SEMUA in kini else {SEMUA: Versi(self._device, 0, made), **kini}


def remember(
    conn: Connection, tbl: str, row_id: str, seen: Tahu, kini: Iterable[tuple[str, Versi]]
) -> None:
    """Note versions taken into account, and those now in use; only ever grows."""
    rows = [
        (tbl, row_id, field, device, urut)
        for field, devices in seen.items()
        for device, urut in devices.items()
    ]
    if rows:
        conn.exec_driver_sql(
            "INSERT INTO gabung_versi(tbl, id, field, perangkat, urut, kini) "
            "VALUES (?, ?, ?, ?, ?, 0) ON CONFLICT(tbl, id, field, perangkat) DO UPDATE "
            "SET urut = excluded.urut WHERE excluded.urut > urut",
            rows,
        )
    for field, versi in kini:
        conn.exec_driver_sql(
            "UPDATE gabung_versi SET kini = 0 WHERE tbl = ? AND id = ? AND field = ?",
            (tbl, row_id, field),
        )
        conn.exec_driver_sql(
            "INSERT INTO gabung_versi(tbl, id, field, perangkat, urut, waktu, kini) "
            "VALUES (?, ?, ?, ?, ?, ?, 1) ON CONFLICT(tbl, id, field, perangkat) DO UPDATE SET "
            "urut = excluded.urut, waktu = excluded.waktu, kini = 1 WHERE excluded.urut >= urut",
            (tbl, row_id, field, versi.perangkat, versi.urut, versi.waktu),
        )
