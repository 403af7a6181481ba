"""The words of a carried file before it is taken: who wrote it, when, how many, what changes."""

from __future__ import annotations

from datetime import date, timezone

from sipd_desktop.base import clock
from sipd_desktop.base.tampil import tanggal_hari, teks_ribuan, waktu
from sipd_desktop.services.gabung_hari import Pratinjau

CABUT = "BOLEH DICABUT"
"""Said only after the file was read back from the stick and found right."""


def preview_words(made: Pratinjau, zona: timezone) -> tuple[str, str]:
    """Heading and explanation of a day that may be joined."""
    day = tanggal_hari(date.fromisoformat(made.tanggal))
    when = waktu(clock.parse_instant(made.dibuat), zona)
    hasil = made.hasil
    lines = [
        f"Ditulis laptop {made.laptop} pada {when}: {teks_ribuan(made.hadir)} orang hadir, "
        f"{teks_ribuan(made.isian)} catatan.",
        f"Bila digabung: {teks_ribuan(hasil.baru)} catatan baru, {teks_ribuan(hasil.berubah)} "
        f"dilengkapi, {teks_ribuan(hasil.sama)} sudah sama.",
    ]
    if hasil.beda:
        lines.append(
            f"{teks_ribuan(hasil.beda)} berbeda: keduanya disimpan, dipilih di Catatan beda."
        )
    if hasil.lewat:
        lines.append(f"{teks_ribuan(hasil.lewat)} nilai tidak wajar akan dilewati.")
    lines.append("Belum ada yang berubah. Tekan G untuk menggabungkan.")
    return f"Hari buka Posyandu {made.posyandu}, {day}", "\n".join(lines)
