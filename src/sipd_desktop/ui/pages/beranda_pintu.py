"""Which doors the start page shows in each phase, and its headline; words only, no widget.

The first door is the one large button that Enter presses; the others have the digits 1 to 4.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from sipd_desktop.base.tampil import tanggal_panjang
from sipd_desktop.services.beranda import Beranda, sisa_hari

Tujuan = Literal[
    "hari", "lembar", "undangan", "karcis", "kunjungan", "pindah", "jadwal", "ringkasan",
    "akhir", "skdn", "susulan",
]  # fmt: skip
"""Where a door leads; the page has one method for each."""


@dataclass(frozen=True, slots=True)
class Pintu:
    """One button."""

    ke: Tujuan
    teks: str
    ikon: str = ""


_LEMBAR = Pintu("lembar", "Cetak Lembar Hari Buka", "printer")
_UNDANGAN = Pintu("undangan", "Undangan per RT", "users")
_KARCIS = Pintu("karcis", "Karcis antrean", "list-check")
_KUNJUNGAN = Pintu("kunjungan", "Daftar kunjungan", "list-check")
_RINGKASAN = Pintu("ringkasan", "Ringkasan WA", "message-circle")
_AKHIR = Pintu("akhir", "Lembar akhir hari", "printer")
_SKDN = Pintu("skdn", "Laporan SKDN", "file-text")
_MULAI = Pintu("hari", "Mulai hari buka sekarang", "calendar-event")
_PINDAH = Pintu("pindah", "Ganti tanggal", "calendar-event")
_JADWAL = Pintu("jadwal", "Atur jadwal", "calendar-event")


def list_pintu(isi: Beranda) -> tuple[Pintu, ...]:
    """The doors of a phase, the large one first."""
    if isi.fase == "siap":
        return (_LEMBAR, _UNDANGAN, _KARCIS, _PINDAH, _MULAI)
    if isi.fase == "hari":
        return _of_the_day(isi)
    if isi.fase == "sesudah":
        return _of_the_days_after(isi)
    return (_SKDN, Pintu("lembar", "Siapkan hari buka", "printer"), _PINDAH, _MULAI, _RINGKASAN)


def _of_the_day(isi: Beranda) -> tuple[Pintu, ...]:
    if isi.hari is None:
        change = _PINDAH if isi.rencana.tanggal else _JADWAL
        return (Pintu("hari", "Mulai hari buka", "calendar-event"), _LEMBAR, _KARCIS, change)
    if isi.hari.status == "tutup":
        look = Pintu("hari", "Lihat hari buka", "calendar-event")
        return (look, _RINGKASAN, _AKHIR, _SKDN)
    return (Pintu("hari", "Lanjutkan hari buka", "calendar-event"), _LEMBAR, _KARCIS)


def _of_the_days_after(isi: Beranda) -> tuple[Pintu, ...]:
    assert isi.sesudah is not None
    if isi.sesudah.susulan:
        more = Pintu("susulan", "Lanjutkan hari buka (susulan)", "pencil")
        return (more, _KUNJUNGAN, _RINGKASAN, _AKHIR, _SKDN)
    visits = Pintu("kunjungan", "Cetak daftar kunjungan", "printer")
    return (visits, _RINGKASAN, _AKHIR, _SKDN)


_KEADAAN = {
    "jeda": "Sedang jeda: tulis di Lembar Hari Buka, lanjutkan kapan saja.",
    "susulan": "Sedang susulan: mengetik dari Lembar Hari Buka.",
}


def judul_fase(isi: Beranda) -> str:
    """The headline: today, or the day that counts now."""
    today = tanggal_panjang(isi.tanggal, hari=True)
    planned = isi.rencana.tanggal
    if isi.fase == "siap" and planned:
        return f"{_kapan(sisa_hari(isi))} hari buka: {tanggal_panjang(planned, hari=True)}"
    if isi.fase == "sesudah" and isi.sesudah:
        return f"Sesudah hari buka {tanggal_panjang(isi.sesudah.hari.tanggal, hari=True)}"
    if isi.hari is not None and isi.hari.status == "tutup":
        return f"{today} - hari buka sudah ditutup"
    return f"{today} - hari buka Posyandu" if isi.hari or planned == isi.tanggal else today


def ket_fase(isi: Beranda) -> str:
    """The line below: what is planned, or what is still open."""
    if isi.fase == "sesudah" and isi.sesudah:
        return _ket_sesudah(isi)
    if isi.hari is not None:
        return _KEADAAN.get(isi.hari.status, "")
    planned = isi.rencana.tanggal
    if planned is None:
        words = isi.rencana.kata
        known = f" Tertulis \u201c{words}\u201d, belum bisa dibaca." if words else ""
        return f"Jadwal hari buka belum diatur.{known}"
    if isi.fase == "tenang":
        when = tanggal_panjang(planned, hari=True)
        return f"Hari buka berikutnya {when}, {sisa_hari(isi)} hari lagi.{_moved(isi)}"
    if isi.fase == "siap":
        return f"{_schedule(isi)}{_moved(isi)}"
    return ""


def _kapan(left: int | None) -> str:
    return "Besok" if left == 1 else "Lusa" if left == 2 else f"{left} hari lagi"


def _schedule(isi: Beranda) -> str:
    jadwal = isi.rencana.jadwal
    return f"Jadwal: {jadwal.teks()}." if jadwal else ""


def _moved(isi: Beranda) -> str:
    if not isi.rencana.dipindah or isi.rencana.biasa is None:
        return ""
    return f" Bulan ini dipindah dari {tanggal_panjang(isi.rencana.biasa)}."


def _ket_sesudah(isi: Beranda) -> str:
    assert isi.sesudah is not None
    after = isi.sesudah
    if after.susulan:
        missing = f" {after.belum_diukur} anak hadir belum ditimbang." if after.belum_diukur else ""
        return f"Masih terbuka untuk susulan sampai {tanggal_panjang(after.batas)}.{missing}"
    signed = (
        "sudah ditutup dan ditandatangani" if after.hari.ditandatangani_oleh else "sudah ditutup"
    )
    return f"Hari buka {signed}. Laporan siap dilihat."
