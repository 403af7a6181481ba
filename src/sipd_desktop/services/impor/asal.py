"""Where each stored field came from: the value every import gave it, by import.

One local row per record and import holds all fields it newly gave as one JSON object; the newest
import that names a field is its base. Source and time stand once, in `impor_batch`. Whether a field
was edited by hand follows from comparing base and record. Taking an import back drops its rows.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from sqlalchemy import Connection, select

from sipd_desktop.services.impor.tiga_arah import Asal, Sumber, is_sama
from sipd_desktop.spec.field import Wire
from sipd_desktop.storage.bentuk import dump
from sipd_desktop.storage.tables import ASAL_NILAI, IMPOR_BATCH, IMPOR_PILIHAN

LAMA = "*"
"""Rows of versions that kept all imports of a record in one row, `{profil: {field: value}}`."""
TEKS_ASLI = ":asal"
"""Ending of a key that keeps the text of a code that was not understood."""
OPENSID = "opensid-penduduk"
DI_OPENSID = ":opensid"
"""Ending of a key that keeps what OpenSID gave, beside what another source gave for the field."""
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
                    found |= _base(fields, Sumber(profil), "")
            else:
                found |= _base(given, self._sumber.get(batch, Sumber("")), batch)
        return found


def _base(given: Mapping[str, Wire], sumber: Sumber, batch: str) -> dict[str, Asal]:
    """Fields of one import; what OpenSID gave also under the key that later imports leave alone."""
    found = {k: Asal(v, sumber, batch) for k, v in given.items()}
    if sumber.profil == OPENSID:
        found |= {k + DI_OPENSID: found[k] for k in given if ":" not in k}
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
        if ":" not in k
    }


@dataclass(slots=True)
class IsiOpenSid:
    """What OpenSID last gave for one record, and the ISO day of its first import; `lain` where a
    field is of another day."""

    nilai: dict[str, Wire] = field(default_factory=dict)
    sejak: str = ""
    lain: dict[str, str] = field(default_factory=dict)

    def hari(self, key: str) -> str:
        """The day of a field."""
        return self.lain.get(key, self.sejak)

    def keep(self, key: str, nilai: Wire, hari: str) -> None:
        """Take a value over that is not older."""
        if key not in self.nilai or hari >= self.hari(key):
            self.nilai[key], self.lain[key] = nilai, hari


def load_opensid(conn: Connection) -> dict[tuple[str, str], IsiOpenSid]:
    """What OpenSID holds as far as its imports on this laptop tell: by (table, id).

    A value that still waits for a person to choose is held there all the same.
    """
    days = {i: s.tanggal for i, s in load_sumber(conn).items() if s.profil == OPENSID}
    found: dict[tuple[str, str], IsiOpenSid] = {}
    asal, pilih = ASAL_NILAI.c, IMPOR_PILIHAN.c
    rows = select(asal.tbl, asal.id, asal.field, asal.nilai_impor)
    rows = rows.where(asal.field.in_([*days, LAMA])).order_by(asal.field)
    for tbl, row_id, batch, text in conn.execute(rows):
        given = json.loads(text)
        _take(found, (tbl, row_id), given.get(OPENSID, {}) if batch == LAMA else given, days, batch)
    open_rows = select(pilih.tbl, pilih.id, pilih.field, pilih.nilai, pilih.batch)
    for tbl, row_id, key, text, batch in conn.execute(open_rows.where(pilih.batch.in_(days))):
        one = found.setdefault((tbl, row_id), IsiOpenSid())
        one.keep(key, json.loads(text), days[batch])
    return found


def _take(
    found: dict[tuple[str, str], IsiOpenSid],
    key: tuple[str, str],
    given: dict[str, Wire],
    days: Mapping[str, str],
    batch: str,
) -> None:
    """One import of one record; nearly all records have only one, so that way is the quick one."""
    plain = {k.removesuffix(DI_OPENSID): v for k, v in given.items() if not k.endswith(TEKS_ASLI)}
    if key not in found:
        found[key] = IsiOpenSid(plain, days.get(batch, ""))
        return
    for name, value in plain.items():
        found[key].keep(name, value, days.get(batch, ""))
