"""Words and columns of the history of imports."""

from __future__ import annotations

from typing import Any

from sipd_desktop.base.tampil import teks_ribuan
from sipd_desktop.services.impor.batch import Batch
from sipd_desktop.services.impor.profil import TULISAN_PROFIL
from sipd_desktop.services.impor.riwayat import BarisRiwayat
from sipd_desktop.ui.impor.kata import PER_SARINGAN
from sipd_desktop.ui.widgets.tabel import Column


def _status(row: BarisRiwayat) -> str:
    if row.baris.outcome == "reject":
        return "ditolak"
    return row.baris.status or "ditolak"


BARIS = (
    Column("nomor", "Baris", align="kanan"),
    Column("nama", "Nama", rentang=True),
    Column(
        "status",
        "Menjadi",
        lambda r: PER_SARINGAN[_status(r)].kata,
        tingkat=lambda r: PER_SARINGAN[_status(r)].tingkat,
    ),
)
UBAHAN = (
    Column("tentang", "Catatan"),
    Column("kolom", "Isian", lambda u: u.kolom or "-"),
    Column("lama", "Sebelum", lambda u: u.lama or "-", rentang=True),
    Column("baru", "Sesudah", lambda u: u.baru or "-", rentang=True),
)


def state(batch: Batch) -> str:
    """What became of an import, in a word or two."""
    if batch.dibatalkan:
        return "dibatalkan"
    return f"{batch.menunggu} perlu dipilih" if batch.menunggu else "tersimpan"


def level(batch: Batch) -> Any:
    """How that is shown."""
    if batch.dibatalkan:
        return "netral"
    return "perhatian" if batch.menunggu else "baik"


def about(batch: Batch) -> str:
    """What it was and did, in one line."""
    n = batch.hitungan
    parts = [
        f"{teks_ribuan(n[key])} {word}"
        for key, word in (
            ("baru", "baru"),
            ("berubah", "diperbarui"),
            ("sama", "sama"),
            ("bentrok", "perlu dipilih"),
            ("reject", "ditolak"),
        )
        if n.get(key)
    ]
    kind = TULISAN_PROFIL.get(batch.profil, "")
    who = f" oleh {batch.pencatat}" if batch.pencatat else ""
    said = f"{kind[:1].upper()}{kind[1:]}{who}. {', '.join(parts)}."
    if batch.sisa:
        kept = ", ".join(f"{label} ({count})" for label, count in batch.sisa)
        said += f" Yang tetap karena diubah sesudah impor: {kept}."
    return said
