"""People and households beside what OpenSID holds of them: which fields it does not know yet.

What it holds is told by its own imports on this laptop, and by what the operator marked as entered
since (`peristiwa.isi_dimasukkan`: one digest per field). So an edit, an import from elsewhere, a
decided difference and a change of another laptop all show here, without an event of their own;
what OpenSID itself gave never does. Without an import from OpenSID there is nothing to compare.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, select

from sipd_desktop.bidang import REGISTERS
from sipd_desktop.services.gabung import load_kini
from sipd_desktop.services.impor.asal import IsiOpenSid, load_opensid
from sipd_desktop.services.impor.hilang import list_di_luar
from sipd_desktop.services.impor.tiga_arah import is_sama
from sipd_desktop.services.isi_opensid import BIDANG
from sipd_desktop.services.orang import HIDUP
from sipd_desktop.spec.field import Wire
from sipd_desktop.storage.bentuk import dump
from sipd_desktop.storage.tables import SYNCED

_PERISTIWA = SYNCED["peristiwa"].c
Kunci = tuple[str, str]
"""(`warga` or `keluarga`, id)"""


@dataclass(slots=True)
class Banding:
    """What OpenSID does not know yet, by record; `baru` are people it does not know at all."""

    beda: dict[Kunci, tuple[str, ...]] = field(default_factory=dict)
    kenal: set[Kunci] = field(default_factory=set)
    baru: set[str] = field(default_factory=set)


def digest_of(row_id: str, key: str, nilai: Wire) -> str:
    """A short digest of one value of one record; letter case makes no difference."""
    text = nilai.casefold() if isinstance(nilai, str) else nilai
    return hashlib.sha256(f"{row_id}:{key}:{dump(text)}".encode()).hexdigest()[:8]


def compare_opensid(conn: Connection) -> Banding:
    """Everything on this laptop beside what OpenSID holds."""
    held = _held(conn)
    found = Banding(kenal=set(held))
    if not held:
        return found
    marks = _marks(conn)
    known = {(tbl, k) for (tbl, _), isi in held.items() for k in isi.nilai}
    seen = {tbl: tuple(k for k in BIDANG[tbl] if (tbl, k) in known) for tbl in BIDANG}
    for tbl in BIDANG:
        for row_id, *values in _rows(conn, tbl, seen[tbl]):
            key = (tbl, row_id)
            if key not in held and key not in marks:
                continue
            isi, marked = held.get(key, IsiOpenSid()), marks.get(key, {})
            pairs = zip(seen[tbl], values, strict=True)
            beda = tuple(k for k, v in pairs if _is_news(key, k, v, isi, marked))
            if beda:
                found.beda[key] = beda
    entered = {i for (tbl, i), given in marks.items() if tbl == "warga" and "nama" in given}
    people = {i for tbl, i in held if tbl == "warga"}
    found.baru = set(list_di_luar(conn, people | entered))
    return found


def _held(conn: Connection) -> dict[Kunci, IsiOpenSid]:
    """What imports gave, of merged people under the record that stands."""
    kini = load_kini(conn)
    found: dict[Kunci, IsiOpenSid] = {}
    for (tbl, row_id), isi in load_opensid(conn).items():
        if tbl not in BIDANG:
            continue
        key = (tbl, kini.get(row_id, row_id) if tbl == "warga" else row_id)
        if key not in found or row_id == key[1]:
            found[key] = isi
    return found


def _marks(conn: Connection) -> dict[Kunci, dict[str, tuple[str, str]]]:
    """Field to (day, digest) of what was marked as entered, the newest mark last."""
    kini = load_kini(conn)
    query = (
        select(
            _PERISTIWA.warga_id,
            _PERISTIWA.keluarga_id,
            _PERISTIWA.sudah_dimasukkan,
            _PERISTIWA.isi_dimasukkan,
        )
        .where(_PERISTIWA.isi_dimasukkan.is_not(None), _PERISTIWA.sudah_dimasukkan.is_not(None))
        .where(_PERISTIWA.deleted_at.is_(None))
        .order_by(_PERISTIWA.sudah_dimasukkan, _PERISTIWA.updated_at, _PERISTIWA.id)
    )
    found: dict[Kunci, dict[str, tuple[str, str]]] = {}
    for warga, keluarga, day, text in conn.execute(query):
        for key, digest in json.loads(text).items():
            about = ("keluarga", keluarga) if key in BIDANG["keluarga"] else ("warga", warga)
            owner = (about[0], kini.get(about[1], about[1]))
            found.setdefault(owner, {})[key] = (day, digest)
    return found


def _rows(conn: Connection, tbl: str, keys: Iterable[str]) -> Iterable[Any]:
    """Id and columns of the records that stand for themselves."""
    columns = SYNCED[tbl].c
    wanted = (columns.id, *(columns[k] for k in keys))
    query = select(*wanted).where(columns.deleted_at.is_(None))
    if tbl == "warga":
        query = query.where(columns.digabung_ke.is_(None), columns.luar_wilayah.is_not(True))
    return conn.execute(query)


def _is_news(
    about: Kunci, key: str, stored: Any, isi: IsiOpenSid, marked: Mapping[str, tuple[str, str]]
) -> bool:
    """Whether OpenSID does not know the value of a column."""
    given = isi.nilai.get(key)
    if stored is None or (stored == given and key not in marked):
        return False
    now = REGISTERS[about[0]].by_key()[key].from_column(stored)
    if key == "status_dasar" and now == HIDUP and given is None:
        return False
    day, digest = marked.get(key, ("", ""))
    if digest and day >= isi.hari(key):
        return digest != digest_of(about[1], key, now)
    return now is not False if given is None else not is_sama(now, given)


def entered_now(tbl: str, row: Mapping[str, Any], keys: Iterable[str]) -> dict[str, str]:
    """The digests to keep when these fields of a stored record are marked as entered."""
    known = REGISTERS[tbl].by_key()
    return {
        k: digest_of(row["id"], k, known[k].from_column(row[k])) for k in keys if row[k] is not None
    }
