"""Lists and counts of masalah: whom an account may see, who still lives here, once per person.

`keluar=True` is for everything that leaves the Posyandu (print, sheet, report): dugaan are left out
and never counted. The dead, the moved and voided rows are gone from every list at once.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from sqlalchemy import Connection, select

from sipd_desktop.base.lipat import lipat
from sipd_desktop.bidang.umum.masalah import JENIS_MASALAH, STATUS_MASALAH
from sipd_desktop.rules.umur import umur_bulan
from sipd_desktop.services.catat import Petugas
from sipd_desktop.services.hak import Penjaga
from sipd_desktop.services.masalah.baca import fetch_masalah
from sipd_desktop.services.masalah.boleh import TBL, Boleh
from sipd_desktop.services.masalah.tautan import words_of
from sipd_desktop.storage.tables import SYNCED

_KADER, _POSYANDU = SYNCED["kader"].c, SYNCED["posyandu"].c
LABEL = {key: str(label) for key, label in JENIS_MASALAH}
LABEL_STATUS = {key: str(label) for key, label in STATUS_MASALAH}
DUGAAN = "dugaan"
TERBUKA = ("dugaan", "terkonfirmasi", "ditangani")
"""Statuses of what still asks for something; a list without a filter shows these."""
_MAJU = {"ditangani": 0, "terkonfirmasi": 1, "selesai": 2, "bukan": 3, "dugaan": 4}
_LAMA = 12
Per = Literal["rt", "rw", "dasawisma"]


@dataclass(frozen=True, slots=True)
class Saring:
    """What to show; empty fields do not filter. `acuan` is today as the screen has it."""

    jenis: tuple[str, ...] = ()
    status: tuple[str, ...] = TERBUKA
    rt: str = ""
    rw: str = ""
    dusun: str = ""
    dasawisma: str = ""
    posyandu: str = ""
    """Id of a Posyandu."""
    kata: str = ""
    lewat_tenggat: bool = False
    subjek: str = ""
    """Id of one person or household."""
    acuan: date | None = None


@dataclass(frozen=True, slots=True)
class MasalahBaris:
    """One masalah as lists show it; `nama` of a household is that of its head."""

    id: str
    jenis: str
    label: str
    kode: str
    status: str
    status_label: str
    subjek_jenis: str
    subjek: str
    keluarga_id: str | None
    nama: str
    rt: str
    rw: str
    dusun: str
    dasawisma: str
    posyandu: str
    posyandu_id: str | None
    tanggal: date | None
    alasan: str
    asal: str
    unit: str
    kader: str
    kader_id: str | None
    tenggat: date | None
    is_lama: bool
    """The data is older than twelve months."""
    is_lewat: bool
    """The due date has passed and it is not closed."""
    tautan: str
    """Where it goes on, in words; empty when nowhere yet."""


@dataclass(frozen=True, slots=True)
class Hitungan:
    """How many masalah of one kind a place has; parts of the place above `per` are filled too."""

    dusun: str
    rw: str
    rt: str
    dasawisma: str
    jenis: str
    jumlah: int


def list_masalah(
    conn: Connection, petugas: Petugas, saring: Saring | None = None, *, keluar: bool = False
) -> tuple[MasalahBaris, ...]:
    """Rows this account may see, worst wait first: overdue, then by place and name.

    Raises NotAllowed for a role that sees no person at all (`hak-hanya-angka`).
    """
    guard = Penjaga(conn, petugas, "")
    guard.check(TBL, "lihat", TBL, {}, posyandu_sendiri=True)
    rows = list(_rows(conn, petugas, saring or Saring(), keluar=keluar))
    rows.sort(key=lambda r: (not r.is_lewat, r.dusun, r.rw, r.rt, r.nama, r.label, r.id))
    return tuple(rows)


def count_masalah(
    conn: Connection,
    petugas: Petugas,
    per: Per = "rt",
    saring: Saring | None = None,
    *,
    keluar: bool = False,
) -> tuple[Hitungan, ...]:
    """Counts per place and kind. A role that sees only figures (pembina) never counts dugaan."""
    guard = Penjaga(conn, petugas, "")
    figures = guard.refused(TBL, "lihat", TBL, {}, posyandu_sendiri=True) is not None
    if figures:
        guard.check(TBL, "lihat", TBL, {}, hanya_angka=True)
    rows = _rows(conn, petugas, saring or Saring(), keluar=keluar or figures, semua=figures)
    found: Counter[tuple[str, str, str, str, str]] = Counter()
    for row in rows:
        rt = "" if per == "rw" else row.rt
        dasawisma = row.dasawisma if per == "dasawisma" else ""
        found[row.dusun, row.rw, rt, dasawisma, row.jenis] += 1
    return tuple(Hitungan(*key, jumlah=count) for key, count in sorted(found.items()))


def _rows(
    conn: Connection, petugas: Petugas, saring: Saring, *, keluar: bool, semua: bool = False
) -> Iterator[MasalahBaris]:
    wanted = set(saring.status or LABEL_STATUS) - ({DUGAAN} if keluar else set())
    allowed = Boleh(conn, petugas)
    best: dict[tuple[str, str, str], dict[str, Any]] = {}
    for row in fetch_masalah(conn, jenis=saring.jenis, subjek=saring.subjek):
        status = row["status"] or DUGAAN
        if status not in LABEL_STATUS or (status == DUGAAN and row["gugur"]):
            continue
        if not semua and not allowed.see(row, row["posyandu_id"]):
            continue
        key = (row["siapa"], row["jenis"], row["kode"] if row["jenis"] in _BERKUNCI else "")
        held = best.get(key)
        if held is None or _MAJU[status] < _MAJU[held["status"] or DUGAAN]:
            best[key] = row
    names, links = _names(conn), words_of(conn, best.values())
    for row in best.values():
        if (row["status"] or DUGAAN) in wanted:
            made = _baris(row, saring.acuan, *names, links.get(row["id"], ""))
            if _fits(made, saring):
                yield made


_BERKUNCI = ("penyakit_menular", "vaksinasi", "lain")
"""Kinds of which a person may have several, told apart by their code."""


def _names(conn: Connection) -> tuple[dict[str, str], dict[str, str]]:
    """Names of kader and of Posyandu."""
    kader = {i: n or "" for i, n in conn.execute(select(_KADER.id, _KADER.nama))}
    units = {i: n or "" for i, n in conn.execute(select(_POSYANDU.id, _POSYANDU.nama))}
    return kader, units


def read_baris(conn: Connection, row: Mapping[str, Any], acuan: date | None) -> MasalahBaris:
    """A row of `fetch_masalah` as lists show it."""
    return _baris(row, acuan, *_names(conn), words_of(conn, [row]).get(row["id"], ""))


def _baris(
    row: Mapping[str, Any],
    acuan: date | None,
    kader: Mapping[str, str],
    unit: Mapping[str, str],
    tautan: str,
) -> MasalahBaris:
    status = row["status"] or DUGAAN
    tanggal, tenggat = _day(row["tanggal"]), _day(row["tenggat"])
    old = bool(tanggal and acuan and umur_bulan(tanggal, acuan) >= _LAMA)
    late = bool(tenggat and acuan and tenggat < acuan and status in TERBUKA)
    return MasalahBaris(
        id=row["id"],
        jenis=row["jenis"] or "",
        label=LABEL.get(row["jenis"], row["jenis"] or ""),
        kode=row["kode"] or "",
        status=status,
        status_label=LABEL_STATUS.get(status, status),
        subjek_jenis=row["subjek_jenis"] or "",
        subjek=row["siapa"],
        keluarga_id=row["keluarga_id"],
        nama=row["nama"] or "",
        rt=row["rt"] or "",
        rw=row["rw"] or "",
        dusun=row["dusun"] or "",
        dasawisma=row["dasawisma"] or "",
        posyandu=unit.get(row["posyandu_id"] or "", ""),
        posyandu_id=row["posyandu_id"],
        tanggal=tanggal,
        alasan=row["alasan"] or "",
        asal=row["asal"] or "",
        unit=row["unit"] or "",
        kader=kader.get(row["kader_id"] or "", ""),
        kader_id=row["kader_id"],
        tenggat=tenggat,
        is_lama=old,
        is_lewat=late,
        tautan=tautan,
    )


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _fits(row: MasalahBaris, saring: Saring) -> bool:
    """Place, words and due date, after merged persons stand where they now live."""
    places = ("rt", "rw", "dusun", "dasawisma")
    if any(want and want != getattr(row, k) for k in places if (want := getattr(saring, k))):
        return False
    if saring.posyandu and saring.posyandu != row.posyandu_id:
        return False
    if saring.lewat_tenggat and not row.is_lewat:
        return False
    words = lipat(saring.kata).split()
    return not words or is_tentang(fold_baris(row), words)


def fold_baris(row: MasalahBaris) -> str:
    """The text in which words are looked for."""
    return lipat(f"{row.nama} {row.label} {row.alasan} {row.tautan}")


def is_tentang(text: str, words: Iterable[str]) -> bool:
    """Whether a folded text has all these folded words, or their beginnings."""
    return all(w in text for w in words)
