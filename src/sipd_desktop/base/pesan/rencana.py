"""Sentences about the planned hari buka and its papers."""

from __future__ import annotations

PESAN: dict[str, str] = {
    "rencana-sudah-lewat": (
        "Tanggal itu sudah lewat, jadi hari buka tidak dipindah. Pilih hari ini atau sesudahnya."
    ),
    "rencana-sudah-dibuka": (
        "Hari buka bulan itu sudah dimulai, jadi tanggalnya tidak dipindah. Catatan aman."
    ),
}
