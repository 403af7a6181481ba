"""Saving the list of problem rows of a file."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QWidget

from sipd_desktop.base.tampil import teks_ribuan
from sipd_desktop.services.impor.daftar_galat import write_daftar_galat
from sipd_desktop.services.impor.hasil import Bacaan
from sipd_desktop.ui.laporan.simpan import ask_path
from sipd_desktop.ui.sesi import Sesi


def ask_galat(page: QWidget, sesi: Sesi, bacaan: Bacaan) -> None:
    """Ask where, write it beside the work, and say what to do with it."""
    path = ask_path(page, f"Daftar galat {Path(bacaan.berkas).stem}.xlsx")
    if path is None:
        return

    def told(rows: int) -> None:
        sesi.message(
            f"Daftar galat tersimpan: {path.name}, {teks_ribuan(rows)} baris. "
            "Perbaiki, simpan, lalu impor berkas itu."
        )

    sesi.tasks.job(page, lambda: write_daftar_galat(path, bacaan), told)
