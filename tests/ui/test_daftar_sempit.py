"""A list of people: the name is never given up for the word beside it."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QRect
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from sipd_desktop.ui.hari.daftar import BarisDaftar, Daftar


def picture(qtbot: QtBot, lebar: int, kanan: str) -> QImage:
    """One row, without the room at the right."""
    made = Daftar("Antrean")
    qtbot.addWidget(made)
    made.resize(lebar, 120)
    made.show_rows([BarisDaftar("Melati Contoh", "4 bln", "10", kanan, "a")])
    made.show()
    row = made.visualRect(made.isi.index(0))
    shot = made.viewport().grab().toImage()
    return shot.copy(QRect(0, 0, row.width(), row.height() // 2))


@pytest.mark.parametrize("lebar", [170, 200])
def test_in_a_narrow_list_the_name_stands_whole(qtbot: QtBot, lebar: int) -> None:
    assert picture(qtbot, lebar, "belum ditimbang") == picture(qtbot, lebar, "")


def test_in_a_wide_list_the_word_stands_beside_the_name(qtbot: QtBot) -> None:
    assert picture(qtbot, 500, "belum ditimbang") != picture(qtbot, 500, "")
