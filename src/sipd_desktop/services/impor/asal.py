"""Where each stored field came from: the value every import gave it, by import.

One local row per record and import holds all fields it newly gave as one JSON object; the newest
import that names a field is its base. Source and time stand once, in `impor_batch`. Whether a field
was edited by hand follows from comparing base and record. Taking an import back drops its rows.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping

from sqlalchemy import Connection, select

from sipd_desktop.services.impor.tiga_arah import Asal, Sumber, is_sama
from sipd_desktop.spec.field import Wire
from sipd_desktop.storage.bentuk import dump
from sipd_desktop.storage.tables import ASAL_NILAI, IMPOR_BATCH

LAMA = "*"
"""Rows of versions that kept all imports of a record in one row, `{profil: {field: value}}`."""
TEKS_ASLI = ":asal"
"""Ending of a key that keeps the text of a code that was not understood."""
_TULIS = (
    "INSERT INTO asal_nilai (tbl, id, field, nilai_impor, batch) VALUES (?, ?, ?, ?, ?) "
    "ON CONFLICT (tbl, id, field) DO UPDATE SET nilai_impor = excluded.nilai_impor"
)
Teks = tuple[str, str]
"""(import, JSON of its fields)"""


class BacaAsal:
    """The provenance of all records (or of one), kept as text and taken apart where asked for."""

    def __init__(self, conn: Connection, satu: tuple[str, str] | None = None) -> None:
        self._sumber = load_sumber(conn)
        self._teks: dict[tuple[str, str], tuple[Teks, ...]] = {}
        asal = ASAL_NILAI.c
        query = select(asal.tbl, asal.id, asal.field, asal.nilai_impor)
        if satu:
            query = query.where(asal.tbl == satu[0], asal.id == satu[1])
        # the ids of imports rise with time; the old form comes first
        for tbl, row_id, batch, text in conn.execute(query.order_by(asal.field)):
            self._teks[tbl, row_id] = (*self._teks.get((tbl, row_id), ()), (batch, text))

    def of(self, tbl: str, row_id: str) -> dict[str, Asal]:
        """Base of each field of a record."""
        found: dict[str, Asal] = {}
        for batch, text in self._teks.get((tbl, row_id), ()):
            given = json.loads(text)
            if batch == LAMA:
                for profil, fields in given.items():
                    found |= {k: Asal(v, Sumber(profil)) for k, v in fields.items()}
            else:
                source = self._sumber.get(batch, Sumber(""))
                found |= {k: Asal(v, source, batch) for k, v in given.items()}
        return found


def load_sumber(conn: Connection) -> dict[str, Sumber]:
    """Profile and date of every import made here."""
    batch = IMPOR_BATCH.c
    query = select(batch.id, batch.profil, batch.tanggal, batch.tanggal_pasti, batch.waktu)
    return {
        i: Sumber(profil or "", tanggal or (waktu or "")[:10], bool(pasti))
        for i, profil, tanggal, pasti, waktu in conn.execute(query)
    }


def write_asal(
    conn: Connection, batch: str, rows: Iterable[tuple[str, str, Mapping[str, Wire]]]
) -> None:
    """Remember what an import gave: (table, id, fields)."""
    made = [(tbl, row_id, batch, dump(given), batch) for tbl, row_id, given in rows]
    if made:
        conn.exec_driver_sql(_TULIS, made)


def list_asal(
    conn: Connection, tbl: str, row_id: str, kini: Mapping[str, Wire]
) -> dict[str, tuple[Asal, bool]]:
    """Provenance of one record for the window: field to (what an import gave, edited by hand)."""
    return {
        k: (asal, not is_sama(kini.get(k), asal.nilai))
        for k, asal in BacaAsal(conn, (tbl, row_id)).of(tbl, row_id).items()
        if not k.endswith(TEKS_ASLI)
    }
