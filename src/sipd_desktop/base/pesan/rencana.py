"""Sentences about the planned hari buka and its papers."""

from __future__ import annotations

PESAN: dict[str, str] = {
    "rencana-sudah-lewat": (
        "Tanggal itu sudah lewat, jadi hari buka tidak dipindah. Pilih hari ini atau sesudahnya."
    ),
    "rencana-sudah-dibuka": (
        "Hari buka bulan itu sudah dimulai, jadi tanggalnya tidak dipindah. Catatan aman."
    ),
    "rencana-belum-ada": (
        "Bulan itu belum ada hari buka dan jadwalnya belum diatur, jadi lembar ini belum bisa dibuat. "
        "Pilih tanggalnya, atau atur jadwal di Beranda."
    ),
    "laporan-perlu-posyandu": (
        "Lembar ini dibuat untuk satu Posyandu, jadi sebutkan Posyandu yang mana."
    ),
    "laporan-perlu-tanggal": (
        "Lembar ini dibuat untuk satu hari buka, jadi sebutkan tanggal atau bulannya."
    ),
    "laporan-perlu-bulan": "Laporan ini dibuat untuk satu bulan, jadi sebutkan bulannya.",
}
