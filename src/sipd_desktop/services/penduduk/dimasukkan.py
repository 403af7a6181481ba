"""The operator's word: these changes stand in OpenSID now.

The mark keeps a digest of each field as it was entered, so that a later change is told again, on
every laptop. A line without an event gets one here, marked at once.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import Connection

from sipd_desktop.base.errors import UserError
from sipd_desktop.base.ids import new_id
from sipd_desktop.services.catat import Changes, Niat, Petugas
from sipd_desktop.services.gabung import load_kini
from sipd_desktop.services.hak import require
from sipd_desktop.services.isi_opensid import BIDANG, label_of
from sipd_desktop.services.penduduk.banding import compare_opensid, entered_now
from sipd_desktop.services.penduduk.perubahan import (
    BARU,
    RUMAH_BERUBAH,
    Perubahan,
    fields_of,
    list_perubahan,
    members_of,
)
from sipd_desktop.spec.field import Wire
from sipd_desktop.storage.bentuk import dump
from sipd_desktop.storage.rekam import fetch_row, fetch_rows

_VERB = "memasukkan-opensid"


def mark_dimasukkan(
    conn: Connection, petugas: Petugas, ids: Sequence[str], tanggal: date
) -> Changes:
    """The operator has entered these in OpenSID; Ctrl+Z takes the mark back.

    Of an event that was taken back here, the mark goes: it is put right there. Raises NotAllowed,
    `perubahan-tidak-dipilih`.
    """
    if not ids:
        raise UserError("perubahan-tidak-dipilih")
    require(conn, petugas, "perubahan_penduduk", "ubah")
    niat = Niat(conn, petugas)
    events = fetch_rows(conn, "peristiwa", list(ids)).values()
    derived = [p for p in _derived(conn, ids) if p.tanpa_peristiwa]
    with_home = _relations(conn, events)
    for row in events:
        patch = _marked(conn, row, fields_of(row), tanggal)
        if row["deleted_at"]:
            patch = {"sudah_dimasukkan": None, "isi_dimasukkan": None}
        niat.update_row("peristiwa", row, patch, _VERB)
    for line in derived:
        _add(niat, line, tanggal)
    for warga_id, fields in with_home:
        _add_event(niat, warga_id, fields, tanggal)
    return niat.done()


def unmark_dimasukkan(conn: Connection, petugas: Petugas, ids: Sequence[str]) -> Changes:
    """These were not entered after all: they stand in the list again, at any time after.

    Raises NotAllowed, `perubahan-tidak-dipilih`.
    """
    if not ids:
        raise UserError("perubahan-tidak-dipilih")
    require(conn, petugas, "perubahan_penduduk", "ubah")
    niat = Niat(conn, petugas)
    open_again: dict[str, Wire] = {"sudah_dimasukkan": None, "isi_dimasukkan": None}
    for row in fetch_rows(conn, "peristiwa", list(ids)).values():
        niat.update_row("peristiwa", row, open_again, _VERB)
    return niat.done()


def _derived(conn: Connection, ids: Sequence[str]) -> list[Perubahan]:
    wanted = {i for i in ids if ":" in i}
    return [p for p in list_perubahan(conn) if p.id in wanted] if wanted else []


def _relations(
    conn: Connection, events: Iterable[Mapping[str, Any]]
) -> list[tuple[str, tuple[str, ...]]]:
    """Members whose relation changed with the household: entered together with its event."""
    live = [r for r in events if r["jenis"] in RUMAH_BERUBAH and not r["deleted_at"]]
    homes = {r[k] for r in live for k in ("keluarga_id", "keluarga_lama")} - {None}
    if not homes:
        return []
    beda, own = compare_opensid(conn).beda, {r["warga_id"] for r in live}
    found = []
    for member in members_of(conn, homes):
        fields = tuple(k for k in beda.get(("warga", member), ()) if k in ("shdk", "keluarga_id"))
        if fields and member not in own:
            found.append((member, fields))
    return found


def _marked(
    conn: Connection, event: Mapping[str, Any], fields: Iterable[str], tanggal: date
) -> dict[str, Wire]:
    """The mark of an event, with the digests of what it enters."""
    wanted = set(fields)
    digests: dict[str, str] = {}
    for tbl, row_id in (("warga", event["warga_id"]), ("keluarga", event["keluarga_id"])):
        row = fetch_row(conn, tbl, row_id) if row_id else None
        if row is not None:
            digests |= entered_now(tbl, row, [k for k in BIDANG[tbl] if k in wanted])
    text = dump(digests) if digests else None
    return {"sudah_dimasukkan": tanggal.isoformat(), "isi_dimasukkan": text}


def _add(niat: Niat, line: Perubahan, tanggal: date) -> None:
    assert line.tanpa_peristiwa is not None
    if line.label == BARU:
        fields, note = BIDANG["warga"] + BIDANG["keluarga"], BARU
    else:
        tbl = line.tanpa_peristiwa[0]
        fields = tuple(k for k in BIDANG[tbl] if label_of(tbl, k) in line.rincian.split(", "))
        note = line.rincian
    _add_event(niat, line.warga_id, fields, tanggal, note)


def _add_event(
    niat: Niat, warga_id: str, fields: Sequence[str], tanggal: date, note: str = ""
) -> None:
    """An event for what had none: added open and then marked, so that undo takes it out again."""
    row = fetch_row(niat.conn, "warga", warga_id)
    assert row is not None
    event_id = new_id()
    values: dict[str, Wire] = {
        "jenis": "ubah",
        "warga_id": warga_id,
        "keluarga_id": row["keluarga_id"],
        "tanggal": tanggal.isoformat(),
        "catatan": note or ", ".join(label_of("warga", k) for k in fields),
    }
    niat.insert("peristiwa", event_id, values, _VERB)
    made = fetch_row(niat.conn, "peristiwa", event_id)
    assert made is not None
    niat.update_row("peristiwa", made, _marked(niat.conn, made, fields, tanggal), _VERB)


def people_of(conn: Connection, ids: Sequence[str]) -> tuple[str, ...]:
    """The people of these lines, each once, after merging; those taken back left out."""
    kini = load_kini(conn)
    rows = fetch_rows(conn, "peristiwa", list(ids))
    lines = {p.id: p.warga_id for p in _derived(conn, ids)}
    found = []
    for i in ids:
        if i in lines:
            found.append(lines[i])
        elif i in rows and not rows[i]["deleted_at"]:
            found.append(rows[i]["warga_id"])
    return tuple(dict.fromkeys(kini.get(w, w) for w in found))
