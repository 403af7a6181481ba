"""The start page: the phase around the hari buka and what it asks for, this month's figures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection

from sipd_desktop.base.tampil import tanggal_pendek
from sipd_desktop.rules.jadwal import SESUDAH_HARI, Fase, fase
from sipd_desktop.rules.kependudukan import batas_lapor_lahir
from sipd_desktop.rules.periode import Periode
from sipd_desktop.services.beda.daftar import count_beda
from sipd_desktop.services.hari.baris import Hari, RingkasHari
from sipd_desktop.services.hari.hadir import list_sasaran, ringkas
from sipd_desktop.services.hari.hari import find_hari, list_hari
from sipd_desktop.services.hari.keadaan import BATAS_TUTUP
from sipd_desktop.services.hari.sasaran import RingkasKelompok, ringkas_kelompok, ringkas_rencana
from sipd_desktop.services.laporan.bayi_nik import list_bayi
from sipd_desktop.services.laporan.sesudah import CEK_HARI, Sesudah, list_cek, open_sesudah
from sipd_desktop.services.laporan.siap import Siap, open_siap
from sipd_desktop.services.laporan.skdn import LaporanSkdn, angka_hari, open_skdn
from sipd_desktop.services.rencana import Rencana, open_rencana


@dataclass(frozen=True, slots=True)
class Beranda:
    """What the start page shows."""

    fase: Fase
    tanggal: date
    rencana: Rencana
    hari: Hari | None
    """Today's hari buka, once started."""
    lalu: Hari | None
    """The last hari buka before today."""
    angka: RingkasHari
    kelompok: tuple[RingkasKelompok, ...]
    """All groups: of today's day, else of the planned or present date."""
    siap: Siap | None
    """What to prepare; in the phase `siap`, and on the day before it is started."""
    sesudah: Sesudah | None
    """What is left of today's day, in the phase `sesudah` of the last one."""
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
    laporan = open_skdn(conn, posyandu_id, str(Periode.of(tanggal)), today=tanggal)
    before = [h for h in list_hari(conn, posyandu_id) if h.tanggal < tanggal]
    last = before[0] if before else None
    lalu = _month_of(conn, last, laporan)
    rencana = open_rencana(conn, posyandu_id, tanggal)
    now = fase(
        tanggal,
        rencana=rencana.tanggal,
        dimulai=hari is not None,
        terakhir=last.tanggal if last else None,
        terbuka=last is not None and last.status != "tutup",
    )
    about = hari or (last if now == "sesudah" else None)
    coming = rencana.tanggal if now == "siap" and rencana.tanggal else tanggal
    return Beranda(
        fase=now,
        tanggal=tanggal,
        rencana=rencana,
        hari=hari,
        lalu=last,
        angka=ringkas(conn, hari.id) if hari else _planned(conn, posyandu_id, coming, laporan),
        kelompok=(
            ringkas_kelompok(conn, hari.id) if hari else ringkas_rencana(conn, posyandu_id, coming)
        ),
        siap=open_siap(conn, posyandu_id, coming) if _prepares(now, hari) else None,
        sesudah=open_sesudah(conn, about, tanggal) if about else None,
        perhatian=_attention(conn, laporan, lalu, before, tanggal),
        terakhir=_last(last, lalu),
        periode=str(Periode.of(tanggal)),
        skdn=angka_hari(laporan),
        desa=laporan.desa,
        posyandu=laporan.posyandu,
        contoh=laporan.contoh,
    )


def _prepares(now: Fase, hari: Hari | None) -> bool:
    return now == "siap" or (now == "hari" and hari is None)


def sisa_hari(isi: Beranda) -> int | None:
    """Days until the planned day; None without one."""
    planned = isi.rencana.tanggal
    return (planned - isi.tanggal).days if planned else None


def _planned(
    conn: Connection, posyandu_id: str, tanggal: date, laporan: LaporanSkdn
) -> RingkasHari:
    blank = Hari("", posyandu_id, laporan.posyandu, tanggal, "buka", (None,) * 5, "", None, None)
    count = len(list_sasaran(conn, blank))
    return RingkasHari(sasaran=count, hadir=0, ditimbang=0, belum=count, ke_bidan=0)


def _attention(
    conn: Connection,
    laporan: LaporanSkdn,
    lalu: LaporanSkdn | None,
    before: Sequence[Hari],
    tanggal: date,
) -> tuple[tuple[str, int], ...]:
    """`lalu` is the month of the last hari buka, whose findings count until there are new ones."""
    unit = laporan.posyandu_id
    found_in = (lalu if lalu and not laporan.tabel.jumlah("D") else laporan).tabel
    late = [h for h in before if h.status != "tutup" and (tanggal - h.tanggal).days > BATAS_TUTUP]
    found = (
        ("hari buka belum ditutup", len(late)),
        ("orang yang dirujuk perlu dicek kabarnya", _due(conn, before, tanggal)),
        ("anak dua kali tidak naik", found_in.jumlah("2T")),
        ("anak di bawah garis merah", found_in.jumlah("BGM")),
        (
            f"anak belum punya NIK atau akta, lewat {batas_lapor_lahir()} hari",
            len(list_bayi(conn, unit, tanggal)),
        ),
        ("orang belum ada tanggal lahir", len(laporan.tabel.tanpa_lahir)),
        ("catatan beda, perlu dipilih", count_beda(conn)),
    )
    return tuple((text, count) for text, count in found if count)


def _due(conn: Connection, before: Sequence[Hari], tanggal: date) -> int:
    """How many of the last day's referred are to be asked after now."""
    if not before or (tanggal - before[0].tanggal).days > max(CEK_HARI.values()) + SESUDAH_HARI:
        return 0
    return sum(cek.is_due(tanggal) for cek in list_cek(conn, before[0]))


def _month_of(conn: Connection, last: Hari | None, laporan: LaporanSkdn) -> LaporanSkdn | None:
    """The figures of the month of the last hari buka."""
    if last is None:
        return None
    month = str(Periode.of(last.tanggal))
    return laporan if month == laporan.periode else open_skdn(conn, last.posyandu_id, month)


def _last(last: Hari | None, lalu: LaporanSkdn | None) -> str:
    if last is None or lalu is None:
        return ""
    weighed, target = lalu.tabel.jumlah("D"), lalu.tabel.jumlah("S")
    day = tanggal_pendek(last.tanggal)
    return f"Hari buka terakhir {day}: {weighed} ditimbang dari {target}."
