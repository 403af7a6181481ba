"""Where a masalah goes on: a record of this program by its id, or a plain entry for one elsewhere.

`tautan_id` is the id of a record, looked for in `_SUMBER`; a register that comes later (kasus,
rujukan, aspirasi) is one more line there and in `list_pilihan`. Number, day and to whom are of an
entry that this program does not hold.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, select

from sipd_desktop.base.errors import InvalidInput, Problem, UserError
from sipd_desktop.base.tampil import tanggal_pendek
from sipd_desktop.bidang import FORMS
from sipd_desktop.bidang.kesehatan.layanan_bidan import LAYANAN_BIDAN, RUJUK_KE
from sipd_desktop.bidang.umum.masalah import JENIS_MASALAH, STATUS_MASALAH, TAUTAN
from sipd_desktop.services.catat import Changes, Niat, Petugas
from sipd_desktop.services.gabung import ids_of
from sipd_desktop.services.masalah.baca import fetch_masalah
from sipd_desktop.services.masalah.boleh import TBL, Boleh
from sipd_desktop.spec.field import Wire
from sipd_desktop.storage.bentuk import parse
from sipd_desktop.storage.tables import SYNCED

_ISIAN, _M, _WARGA = SYNCED["isian"].c, SYNCED["masalah"].c, SYNCED["warga"].c
_TERBANYAK = 30
_PENDATAAN = "pendataan"
DITERUSKAN = ("terkonfirmasi", "ditangani")
"""Statuses that may go on: a dugaan never leaves, a closed one is done."""
_TERBUKA = ("terkonfirmasi", "ditangani", "selesai")
LABEL_TAUTAN = dict(TAUTAN)
KOLOM = ("tautan_jenis", "tautan_id", "tautan_nomor", "tautan_tanggal", "tautan_ke")


@dataclass(frozen=True, slots=True)
class Tautan:
    """Where it goes on; an empty `jenis` takes the link away.

    With `id` it is a record of this program, else what was written down of one elsewhere.
    """

    jenis: str = ""
    id: str = ""
    nomor: str = ""
    tanggal: date | None = None
    ke: str = ""


@dataclass(frozen=True, slots=True)
class PilihanTautan:
    """A record that can be chosen, with its words."""

    tautan: Tautan
    teks: str


def link(conn: Connection, petugas: Petugas, masalah_id: str, tautan: Tautan) -> Changes:
    """Say where it goes on. Raises InvalidInput, `masalah-tidak-ada`, `masalah-teruskan-benar`."""
    problems = []
    if tautan.jenis and tautan.jenis not in LABEL_TAUTAN:
        problems.append(Problem("tautan_jenis", "masalah-tanpa-tautan"))
    if tautan.jenis and not (tautan.id or tautan.nomor.strip() or tautan.ke.strip()):
        problems.append(Problem("tautan_ke", "masalah-tautan-kosong"))
    if problems:
        raise InvalidInput(tuple(problems))
    rows = fetch_masalah(conn, row_id=masalah_id)
    if not rows:
        raise UserError("masalah-tidak-ada")
    if tautan.jenis and rows[0]["status"] not in DITERUSKAN:
        raise UserError("masalah-teruskan-benar")
    niat = Niat(conn, petugas)
    niat.update(TBL, masalah_id, _patch(tautan), "menautkan")
    return niat.done()


def _patch(tautan: Tautan) -> dict[str, Wire]:
    made: dict[str, Wire] = dict.fromkeys(KOLOM)
    if tautan.jenis:
        day = tautan.tanggal.isoformat() if tautan.tanggal else None
        made |= {"tautan_jenis": tautan.jenis, "tautan_id": tautan.id or None}
        made |= {"tautan_nomor": tautan.nomor.strip() or None, "tautan_tanggal": day}
        made["tautan_ke"] = tautan.ke.strip() or None
    return made


def read_tautan(row: Mapping[str, Any]) -> Tautan:
    """The link as a row of masalah holds it."""
    day = row["tautan_tanggal"]
    return Tautan(
        jenis=row["tautan_jenis"] or "",
        id=row["tautan_id"] or "",
        nomor=row["tautan_nomor"] or "",
        tanggal=date.fromisoformat(day) if day else None,
        ke=row["tautan_ke"] or "",
    )


def words_of(conn: Connection, rows: Iterable[Mapping[str, Any]]) -> dict[str, str]:
    """Words of the link of each masalah that has one, by id of the masalah."""
    linked = {row["id"]: read_tautan(row) for row in rows if row["tautan_jenis"]}
    known = _load(conn, [t.id for t in linked.values() if t.id])
    return {key: _words(link, known) for key, link in linked.items()}


def _words(link: Tautan, known: Mapping[str, str]) -> str:
    label = str(LABEL_TAUTAN.get(link.jenis, link.jenis))
    if link.id:
        return f"{label}: {known.get(link.id, f'nomor {link.id}')}"
    parts = (
        f"nomor {link.nomor}" if link.nomor else "",
        tanggal_pendek(link.tanggal) if link.tanggal else "",
        f"kepada {link.ke}" if link.ke else "",
    )
    return f"{label} {', '.join(filter(None, parts))}"


def _load(conn: Connection, ids: Sequence[str]) -> dict[str, str]:
    """Words of the records of these ids, from wherever they are."""
    found: dict[str, str] = {}
    for read in _SUMBER if ids else ():
        found |= dict(read(conn, ids))
    return found


def _entries(conn: Connection, ids: Sequence[str]) -> Iterator[tuple[str, str]]:
    query = select(_ISIAN.id, _ISIAN.form, _ISIAN.tanggal, _ISIAN.body).where(_ISIAN.id.in_(ids))
    for row in conn.execute(query):
        yield row.id, _entry_words(row)


def _problems(conn: Connection, ids: Sequence[str]) -> Iterator[tuple[str, str]]:
    query = select(_M.id, _M.jenis, _M.status, _M.tanggal_status).where(_M.id.in_(ids))
    for row in conn.execute(query):
        yield row.id, _problem_words(row.jenis, row.status, row.tanggal_status)


_SUMBER: tuple[Callable[[Connection, Sequence[str]], Iterator[tuple[str, str]]], ...] = (
    _entries,
    _problems,
)


def list_pilihan(conn: Connection, petugas: Petugas, masalah_id: str) -> tuple[PilihanTautan, ...]:
    """Records of the same person and family to go on with: rujukan, kasus, other entries."""
    rows = fetch_masalah(conn, row_id=masalah_id)
    if not rows:
        raise UserError("masalah-tidak-ada")
    about = _about(conn, rows[0])
    found = [*_choose_entries(conn, about), *_choose_problems(conn, petugas, about, masalah_id)]
    order = [key for key, _ in TAUTAN]
    found.sort(key=lambda p: order.index(p.tautan.jenis))
    return tuple(found[:_TERBANYAK])


def _about(conn: Connection, row: Mapping[str, Any]) -> dict[str, str]:
    """Ids of whom it is about, and of the others of the household, to the name to say."""
    home = row["keluarga_id"]
    people = select(_WARGA.id, _WARGA.nama).where(
        _WARGA.keluarga_id == home, _WARGA.deleted_at.is_(None)
    )
    found = {i: n or "" for i, n in conn.execute(people)} if home else {}
    if home:
        found[home] = "keluarga"
    if row["subjek_jenis"] == "warga":
        found |= dict.fromkeys(ids_of(conn, row["siapa"]), row["nama"])
    return found


def _choose_entries(conn: Connection, about: Mapping[str, str]) -> Iterator[PilihanTautan]:
    query = (
        select(_ISIAN.id, _ISIAN.form, _ISIAN.tanggal, _ISIAN.body, _ISIAN.subjek)
        .where(_ISIAN.subjek.in_(list(about)), _ISIAN.deleted_at.is_(None))
        .order_by(_ISIAN.tanggal.desc(), _ISIAN.id)
    )
    for row in conn.execute(query):
        if row.form not in FORMS or row.form.startswith(_PENDATAAN):
            continue
        jenis = "rujukan" if _is_rujukan(row) else "catatan"
        yield PilihanTautan(Tautan(jenis, row.id), f"{_entry_words(row)}, {about[row.subjek]}")


def _choose_problems(
    conn: Connection, petugas: Petugas, about: Mapping[str, str], masalah_id: str
) -> Iterator[PilihanTautan]:
    allowed = Boleh(conn, petugas)
    for subject, nama in about.items():
        for row in fetch_masalah(conn, subjek=subject):
            open_one = row["status"] in _TERBUKA and row["id"] != masalah_id
            if open_one and row["subjek"] == subject and allowed.see(row, row["posyandu_id"]):
                words = _problem_words(row["jenis"], row["status"], row["tanggal"])
                yield PilihanTautan(Tautan("kasus", row["id"]), f"{words}, {nama}")


def _is_rujukan(row: Any) -> bool:
    return row.form == LAYANAN_BIDAN.key and parse(row.body).get("tindakan_bidan") == "dirujuk"


def _entry_words(row: Any) -> str:
    day = tanggal_pendek(date.fromisoformat(row.tanggal)) if row.tanggal else ""
    if _is_rujukan(row):
        to = dict(RUJUK_KE).get(parse(row.body).get("rujuk_ke") or "", "")
        return " ".join(filter(None, ("dari bidan", day, f"ke {to}" if to else "")))
    label = FORMS[row.form].label if row.form in FORMS else row.form
    return f"{label} {day}".strip()


def _problem_words(jenis: str, status: str | None, tanggal: str | None) -> str:
    label = dict(JENIS_MASALAH).get(jenis, jenis)
    state = str(dict(STATUS_MASALAH).get(status or "", "")).lower()
    day = tanggal_pendek(date.fromisoformat(tanggal)) if tanggal else ""
    return f"{label} ({', '.join(filter(None, (state, day)))})"
