"""The list of changes for OpenSID: what happened since the operator last entered it there.

Every peristiwa without `sudah_dimasukkan` stands in it, and every person or household that differs
from what OpenSID holds (`banding`) without such an event. One that was marked and then taken back
stands in it too, so that it is put right there. The mark is set by a person, never by exporting.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, and_, or_, select

from sipd_desktop.base.clock import parse_instant
from sipd_desktop.bidang.umum.peristiwa import JENIS_PERISTIWA
from sipd_desktop.services.gabung import load_kini
from sipd_desktop.services.isi_opensid import BIDANG, DENGAN_TANGAN, keys_of, label_of
from sipd_desktop.services.orang import HIDUP, KELUARGA, WARGA
from sipd_desktop.services.penduduk.banding import Banding, Kunci, compare_opensid
from sipd_desktop.storage.rekam import fetch_rows
from sipd_desktop.storage.tables import SYNCED

_PERISTIWA = SYNCED["peristiwa"].c
_LABEL = {key: str(label) for key, label in JENIS_PERISTIWA}
_LEWAT_IMPOR = ("lahir", "datang", "ubah")
"""What OpenSID takes from its import; it refuses a changed status, household or address there."""
RUMAH_BERUBAH = ("pisah_kk", "ganti_kepala")
"""Kinds that change the relations of the whole household."""
BARU = "Belum ada di OpenSID"
_POTONG = 500


@dataclass(frozen=True, slots=True)
class Perubahan:
    """One event to enter, or one record that OpenSID holds otherwise (`tanpa_peristiwa`)."""

    id: str
    jenis: str
    label: str
    tanggal: date
    warga_id: str
    nama: str
    nik_ekor: str
    rt: str
    rw: str
    rincian: str
    """Where from or to, or the fields that changed."""
    dibatalkan: bool
    """Was entered there, and taken back here since."""
    dimasukkan: date | None
    lewat_impor: bool
    tanpa_peristiwa: Kunci | None = None

    @property
    def cara(self) -> str:
        """How it gets into OpenSID."""
        if self.dibatalkan:
            return "dibatalkan di sini: betulkan di OpenSID"
        return "lewat impor" if self.lewat_impor else "ketik di OpenSID"


def list_perubahan(
    conn: Connection, *, posyandu_id: str | None = None, sudah: bool = False
) -> tuple[Perubahan, ...]:
    """What is still to enter (or with `sudah` what was entered), the oldest first."""
    rows = _select_events(conn, sudah=sudah)
    if sudah:
        made = [_to_row(r) for r in rows if _is_in(r, posyandu_id)]
        return tuple(made)
    banding = compare_opensid(conn)
    open_rows = [r for r in rows if r["deleted_at"] is None]
    made = [_to_row(r) for r in rows if _is_in(r, posyandu_id) and not (_is_settled(r, banding))]
    made += _without_event(conn, banding, _covered(conn, open_rows), posyandu_id)
    return tuple(sorted(made, key=lambda p: p.tanggal))


def _is_in(row: Mapping[Any, Any], posyandu_id: str | None) -> bool:
    return posyandu_id is None or row["posyandu_id"] == posyandu_id


def _select_events(conn: Connection, *, sudah: bool) -> list[Mapping[Any, Any]]:
    marked = _PERISTIWA.sudah_dimasukkan.is_not(None)
    live = _PERISTIWA.deleted_at.is_(None)
    wanted = and_(live, marked) if sudah else or_(and_(live, ~marked), and_(~live, marked))
    query = (
        select(
            SYNCED["peristiwa"],
            WARGA.nama,
            WARGA.nik,
            WARGA.posyandu_id,
            KELUARGA.rt,
            KELUARGA.rw,
        )
        .select_from(
            SYNCED["peristiwa"]
            .outerjoin(SYNCED["warga"], WARGA.id == _PERISTIWA.warga_id)
            .outerjoin(SYNCED["keluarga"], KELUARGA.id == WARGA.keluarga_id)
        )
        .where(wanted)
        .order_by(_PERISTIWA.tanggal, _PERISTIWA.created_at, _PERISTIWA.id)
    )
    return [r for r in conn.execute(query).mappings() if r["tanggal"]]


def _to_row(row: Mapping[Any, Any]) -> Perubahan:
    entered = row["sudah_dimasukkan"]
    parts = (row["dari_ke"], row["catatan"])
    by_hand = row["jenis"] == "ubah" and bool(set(_fields(row)) & DENGAN_TANGAN)
    return Perubahan(
        id=row["id"],
        jenis=row["jenis"],
        label=_LABEL.get(row["jenis"], row["jenis"]),
        tanggal=date.fromisoformat(row["tanggal"]),
        warga_id=row["warga_id"],
        nama=row["nama"] or "Di Posyandu lain",
        nik_ekor=(row["nik"] or "")[-4:],
        rt=row["rt"] or "",
        rw=row["rw"] or "",
        rincian=", ".join(p for p in parts if p),
        dibatalkan=row["deleted_at"] is not None,
        dimasukkan=date.fromisoformat(entered) if entered else None,
        lewat_impor=row["jenis"] in _LEWAT_IMPOR and not by_hand,
    )


def _fields(row: Mapping[Any, Any]) -> tuple[str, ...]:
    """What a correction touched, of person and household."""
    note = row["catatan"] or ""
    return keys_of("warga", note) + keys_of("keluarga", note)


def fields_of(row: Mapping[Any, Any]) -> tuple[str, ...]:
    """Fields that are entered with an event."""
    if row["jenis"] == "ubah":
        return _fields(row)
    if row["jenis"] in ("pindah", "meninggal"):
        return BIDANG["warga"]
    if row["jenis"] in RUMAH_BERUBAH:
        return ("shdk", "keluarga_id", *BIDANG["keluarga"])
    if row["jenis"] in ("lahir", "datang"):
        return BIDANG["warga"] + BIDANG["keluarga"]
    return ()


def _is_settled(row: Mapping[Any, Any], banding: Banding) -> bool:
    """A correction that OpenSID holds already: it was imported from there since, or put back."""
    if row["jenis"] != "ubah" or row["deleted_at"] is not None:
        return False
    about = {"warga": ("warga", row["warga_id"]), "keluarga": ("keluarga", row["keluarga_id"])}
    named = _fields(row)
    if not named or len(named) != len((row["catatan"] or "").split(",")):
        return False
    for tbl, key in about.items():
        own = set(named) & set(BIDANG[tbl])
        if own and (key not in banding.kenal or own & set(banding.beda.get(key, ()))):
            return False
    return True


def _covered(conn: Connection, rows: Iterable[Mapping[Any, Any]]) -> dict[Kunci, set[str]]:
    """Fields that are entered with an event that still waits."""
    found: dict[Kunci, set[str]] = {}
    kini = load_kini(conn)
    homes: set[str] = set()
    for row in rows:
        keys = set(fields_of(row))
        found.setdefault(("warga", kini.get(row["warga_id"], row["warga_id"])), set()).update(keys)
        for home in (row["keluarga_id"], row["keluarga_lama"]):
            if home:
                found.setdefault(("keluarga", home), set()).update(keys)
        if row["jenis"] in RUMAH_BERUBAH:
            homes |= {row["keluarga_id"], row["keluarga_lama"]} - {None}
    for member in members_of(conn, homes):
        found.setdefault(("warga", member), set()).update(("shdk", "keluarga_id"))
    return found


def members_of(conn: Connection, keluarga: Iterable[str]) -> list[str]:
    """Everybody of these households."""
    wanted, found = sorted(keluarga), list[str]()
    for start in range(0, len(wanted), _POTONG):
        part = WARGA.keluarga_id.in_(wanted[start : start + _POTONG])
        found += conn.execute(select(WARGA.id).where(part)).scalars()
    return found


def _without_event(
    conn: Connection,
    banding: Banding,
    covered: Mapping[Kunci, set[str]],
    posyandu_id: str | None,
) -> list[Perubahan]:
    left = {
        key: tuple(f for f in fields if f not in covered.get(key, ()))
        for key, fields in banding.beda.items()
        if key[1] not in banding.baru
    }
    unknown = [i for i in banding.baru if "nama" not in covered.get(("warga", i), ())]
    people = fetch_rows(conn, "warga", [*unknown, *(i for t, i in left if t == "warga")])
    wanted = {i for t, i in left if t == "keluarga"}
    wanted |= {p["keluarga_id"] or "" for p in people.values()}
    homes = fetch_rows(conn, "keluarga", sorted(wanted))
    heads = _heads(conn, [i for (t, i), fields in left.items() if t == "keluarga" and fields])
    made = [_derived(("warga", i), people[i], homes, ()) for i in unknown]
    for (tbl, row_id), fields in left.items():
        if tbl == "warga":
            row = people[row_id]
            living = (row["status_dasar"] or HIDUP) == HIDUP
            told = fields if living else tuple(f for f in fields if f == "status_dasar")
            if told:
                made.append(_derived((tbl, row_id), row, homes, told))
        elif fields and row_id in heads:
            made.append(_derived((tbl, row_id), heads[row_id], homes, fields))
    shown = [p for p, unit in made if posyandu_id in (None, unit)]
    return sorted(shown, key=lambda p: (p.nama, p.id))


def _heads(conn: Connection, keluarga: Sequence[str]) -> dict[str, Mapping[str, Any]]:
    """Of each household its head, else its first member who lives."""
    found: dict[str, Mapping[str, Any]] = {}
    people = fetch_rows(conn, "warga", members_of(conn, keluarga))
    order = sorted(people.values(), key=lambda r: (r["shdk"] is None, r["shdk"], r["id"]))
    for row in order:
        if not row["deleted_at"] and (row["status_dasar"] or HIDUP) == HIDUP:
            found.setdefault(row["keluarga_id"], row)
    return found


def _derived(
    about: Kunci,
    orang: Mapping[str, Any],
    homes: Mapping[str, Mapping[str, Any]],
    fields: Sequence[str],
) -> tuple[Perubahan, str | None]:
    """The line, and the Posyandu it belongs to."""
    home = homes.get(orang["keluarga_id"], {})
    changed = home if about[0] == "keluarga" else orang
    made = Perubahan(
        id=":".join(about),
        jenis="ubah",
        label=_LABEL["ubah"] if fields else BARU,
        tanggal=parse_instant(changed["updated_at"]).astimezone().date(),
        warga_id=orang["id"],
        nama=orang["nama"] or "",
        nik_ekor=(orang["nik"] or "")[-4:],
        rt=home.get("rt") or "",
        rw=home.get("rw") or "",
        rincian=", ".join(label_of(about[0], f) for f in fields),
        dibatalkan=False,
        dimasukkan=None,
        lewat_impor=not set(fields) & DENGAN_TANGAN,
        tanpa_peristiwa=about,
    )
    return made, orang["posyandu_id"]


def count_perubahan(conn: Connection, *, posyandu_id: str | None = None) -> int:
    """How many lines wait to be entered."""
    return len(list_perubahan(conn, posyandu_id=posyandu_id))
