"""Paper of the changes between two days of pendataan: confirmed cases, small counts covered."""

from __future__ import annotations

from sipd_desktop.base.tampil import tanggal_pendek
from sipd_desktop.services.laporan.lembar_masalah import Bingkai, make_sheet
from sipd_desktop.services.petak.kotak import SEDIKIT
from sipd_desktop.services.petak.tren import BarisTren, Tren
from sipd_desktop.spec.lembar import Catatan, Kolom, Lembar, Tabel

_CATATAN = (
    "Hanya orang dan keluarga yang masalahnya sudah dipastikan, dibandingkan dari jawaban mereka "
    "pada kedua tanggal. Dugaan tidak dicetak dan tidak dihitung.",
    "Pergi: punya masalah pada tanggal pertama, lalu meninggal atau pindah; di luar angka lain.",
    f"<{SEDIKIT}: ada, tetapi kurang dari {SEDIKIT}.",
)


def lembar_tren(tren: Tren, bingkai: Bingkai) -> Lembar:
    """The table of kinds; without two days a sheet that says so."""
    columns = (
        Kolom("Masalah", 3.0),
        *(Kolom(word, 1.0, "tengah") for word in ("Dulu", "Kini", "Baru")),
        *(Kolom(word, 1.0, "tengah") for word in ("Tidak lagi", "Tetap", "Pergi")),
    )
    body = tuple(_row(row) for row in tren.baris if not row.tertutup)
    table = Tabel(columns, body, teks_kosong="Belum ada dua tanggal pendataan.")
    return make_sheet("Perubahan masalah", _about(tren), (table, Catatan(_CATATAN)), bingkai)


def _about(tren: Tren) -> str:
    if tren.awal is None or tren.akhir is None or not tren.baris:
        return ""
    return (
        f"{tanggal_pendek(tren.awal)} dan {tanggal_pendek(tren.akhir)}; {tren.keluarga} keluarga "
        f"dan {tren.orang} orang didata pada kedua tanggal"
    )


def _row(row: BarisTren) -> tuple[str, ...]:
    numbers = (row.dulu, row.kini, row.baru, row.hilang, row.tetap, row.pergi)
    return (row.label, *(_figure(n) for n in numbers))


def _figure(number: int) -> str:
    if not number:
        return "-"
    return f"<{SEDIKIT}" if number < SEDIKIT else str(number)
