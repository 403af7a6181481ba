"""The start page: today's day, what needs attention, this month's figures."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, func, select

from sipd_desktop.base.tampil import tanggal_pendek
from sipd_desktop.rules.periode import Periode
from sipd_desktop.services.hari.baris import Hari, RingkasHari
from sipd_desktop.services.hari.hadir import list_sasaran, ringkas
from sipd_desktop.services.hari.hari import find_hari, list_hari
from sipd_desktop.services.laporan.skdn import LaporanSkdn, angka_hari, open_skdn
from sipd_desktop.storage.tables import SYNCED


@dataclass(frozen=True, slots=True)
class Beranda:
    """What the start page shows."""

    hari: Hari | None
    """Today's hari buka, once started."""
    angka: RingkasHari
    perhatian: tuple[tuple[str, int], ...]
    """(what, how many), only what is not zero."""
    terakhir: str
    """The last hari buka before today, as a sentence; empty when there is none."""
    periode: str
    skdn: dict[str, int]
    desa: str
    posyandu: str
    contoh: bool


def open_beranda(conn: Connection, posyandu_id: str, tanggal: date) -> Beranda:
    """The start page of a Posyandu on a day."""
    hari = find_hari(conn, posyandu_id, tanggal)
    month = Periode.of(tanggal)
    laporan = open_skdn(conn, posyandu_id, str(month), today=tanggal)
    before = [h for h in list_hari(conn, posyandu_id) if h.tanggal < tanggal]
    return Beranda(
        hari=hari,
        angka=ringkas(conn, hari.id) if hari else _planned(conn, posyandu_id, tanggal, laporan),
        perhatian=_attention(conn, laporan, before, posyandu_id),
        terakhir=_last(conn, before, posyandu_id),
        periode=str(month),
        skdn=angka_hari(laporan),
        desa=laporan.desa,
        posyandu=laporan.posyandu,
        contoh=laporan.contoh,
    )


def _planned(
    conn: Connection, posyandu_id: str, tanggal: date, laporan: LaporanSkdn
) -> RingkasHari:
    blank = Hari("", posyandu_id, laporan.posyandu, tanggal, "buka", (None,) * 5, "", None, None)
    count = len(list_sasaran(conn, blank))
    return RingkasHari(sasaran=count, hadir=0, ditimbang=0, belum=count, ke_bidan=0)


def _attention(
    conn: Connection, laporan: LaporanSkdn, before: list[Hari], posyandu_id: str
) -> tuple[tuple[str, int], ...]:
    konflik = SYNCED["konflik"]
    open_cases = select(func.count()).where(
        konflik.c.putusan.is_(None), konflik.c.deleted_at.is_(None)
    )
    last = laporan
    if not laporan.tabel.jumlah("D") and before:
        last = open_skdn(conn, posyandu_id, str(Periode.of(before[0].tanggal)))
    found = (
        ("anak dua kali tidak naik", last.tabel.jumlah("2T")),
        ("anak di bawah garis merah", last.tabel.jumlah("BGM")),
        ("orang belum ada tanggal lahir", len(laporan.tabel.tanpa_lahir)),
        ("catatan beda, perlu dipilih", int(conn.execute(open_cases).scalar_one())),
    )
    return tuple((text, count) for text, count in found if count)


def _last(conn: Connection, before: list[Hari], posyandu_id: str) -> str:
    if not before:
        return ""
    table = open_skdn(conn, posyandu_id, str(Periode.of(before[0].tanggal))).tabel
    weighed, target = table.jumlah("D"), table.jumlah("S")
    day = tanggal_pendek(before[0].tanggal)
    return f"Hari buka terakhir {day}: {weighed} ditimbang dari {target}."
