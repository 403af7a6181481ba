"""The import page in the real window, for its tests: opened by the ketua, driven by keys."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import openpyxl
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from shell_ruang import Isi, press, settle, type_text

from sipd_desktop.app import Aplikasi
from sipd_desktop.base.paths import resources
from sipd_desktop.storage.engine import Buku
from sipd_desktop.ui.impor.halaman import ImporPage

CONTOH = resources() / "contoh"


@dataclass
class LayarImpor:
    """The window, the page, and how to wait for it."""

    aplikasi: Aplikasi
    isi: Isi
    wait: Callable[..., None]

    @property
    def halaman(self) -> ImporPage:
        page = self.aplikasi.window.bingkai.page
        assert isinstance(page, ImporPage)
        return page

    @property
    def buku(self) -> Buku:
        ruang = self.aplikasi.window.ruang
        assert ruang is not None
        return ruang.buku

    def tenang(self) -> None:
        settle(self.aplikasi, self.wait)

    def open_berkas(self, path: Path) -> None:
        """Drop a file on the page."""
        self.halaman.awal.dipilih.emit(path)
        self.tenang()

    def ketik(self, *keys: str | Qt.Key) -> None:
        for key in keys:
            if isinstance(key, str):
                type_text(key)
            else:
                press(key)
            self.tenang()

    def ctrl(self, letter: str) -> None:
        """A chord on whatever has the cursor."""
        press(Qt.Key(ord(letter.upper())), Qt.KeyboardModifier.ControlModifier)
        self.tenang()

    def sql(self, query: str, *args: Any) -> list[tuple[Any, ...]]:
        with self.buku.read() as conn:
            return [tuple(row) for row in conn.exec_driver_sql(query, args)]

    def potret(self, name: str) -> None:
        if os.environ.get("POTRET"):
            QApplication.processEvents()
            self.aplikasi.window.grab().save(f"{os.environ['POTRET']}/{name}.png")


def open_impor(masuk: Aplikasi, isi: Isi, wait: Callable[..., None]) -> LayarImpor:
    """The page as the ketua gets it from the menu."""
    window = masuk.window
    window.resize(1366, 740)
    window.show()
    window.bingkai.show_page("impor")
    made = LayarImpor(masuk, isi, wait)
    made.tenang()
    return made


def write_xlsx(path: Path, rows: list[list[Any]]) -> Path:
    """A workbook of one sheet."""
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    book.save(path)
    return path
