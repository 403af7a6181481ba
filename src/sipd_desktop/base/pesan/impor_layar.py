"""Sentences of the import page: what a person stopped or may still choose."""

from __future__ import annotations

PESAN: dict[str, str] = {
    "impor-dibatalkan": (
        "Impor dihentikan. Belum ada yang disimpan, data di laptop tidak berubah. "
        "Berkasnya bisa dipilih lagi kapan saja."
    ),
}
