"""The four boxes: short form, whole words, run together, pasted, corrected, by keys alone."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from sipd_desktop.ui.kata_sandi import list_kata
from sipd_desktop.ui.pages.isian_sandi import IsianSandi

WORDS = [w for w in list_kata() if len(w) >= 6]
EMPAT = (WORDS[3], WORDS[400], WORDS[90], WORDS[700])
SANDI = " ".join(EMPAT)


@pytest.fixture
def isian(qtbot) -> IsianSandi:
    made = IsianSandi()
    qtbot.addWidget(made)
    made.resize(700, 90)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    made.focus_start()
    return made


def type_text(text: str) -> None:
    """Keys go to whatever has the cursor, as they do for a person."""
    for ch in text:
        focus = QApplication.focusWidget()
        assert focus is not None
        QTest.keyClicks(focus, ch)


def press(key: Qt.Key) -> None:
    focus = QApplication.focusWidget()
    assert focus is not None
    QTest.keyClick(focus, key)


def test_four_letters_and_a_space_each(isian, qtbot) -> None:
    with qtbot.waitSignal(isian.diminta):
        type_text(" ".join(w[:4] for w in EMPAT))
        press(Qt.Key.Key_Return)
    assert isian.sandi() == SANDI


@pytest.mark.parametrize("gap", ["", " "])
def test_whole_words_with_and_without_spaces(isian, gap: str) -> None:
    type_text(gap.join(EMPAT))
    press(Qt.Key.Key_Return)
    assert isian.sandi() == SANDI


def test_short_forms_run_together(isian) -> None:
    empat = ("abjad", "kucing", "abjad", "kucing")
    type_text("".join(w[:4] for w in empat))
    press(Qt.Key.Key_Return)
    assert isian.sandi() == " ".join(empat)


def test_sixteen_letters_and_enter_are_enough(isian, qtbot) -> None:
    keys = "".join(w[:4] for w in ("abjad", "kucing", "abjad", "kucing"))
    assert len(keys) == 16
    with qtbot.waitSignal(isian.diminta):
        type_text(keys)
        press(Qt.Key.Key_Return)


def test_pasted_passphrase_is_spread_over_the_boxes(isian) -> None:
    QApplication.clipboard().setText(SANDI)
    isian.kotak[0].paste()
    assert isian.sandi() == SANDI


def test_correction_with_backspace_reaches_the_box_before(isian) -> None:
    type_text(EMPAT[0] + " ")
    assert isian.kotak[1].hasFocus()
    press(Qt.Key.Key_Backspace)
    assert isian.kotak[0].hasFocus()
    for _ in EMPAT[0]:
        press(Qt.Key.Key_Backspace)
    assert isian.kotak[0].text() == ""
    type_text(EMPAT[2][:4] + " ")
    assert isian.kotak[0].text() == EMPAT[2]


def test_unknown_word_is_marked_and_suggestions_are_shown(isian) -> None:
    type_text("ku")
    assert isian.saran.text().startswith("Mungkin: ku")
    type_text("qx")
    assert isian.kotak[0].property("salah")
    assert "Tidak ada kata" in isian.saran.text()


def test_own_passphrase_goes_in_one_line(isian, qtbot) -> None:
    isian.set_kata(False)
    with qtbot.waitSignal(isian.diminta):
        type_text("Rumahku Hijau 1998!")
        press(Qt.Key.Key_Return)
    assert isian.sandi() == "Rumahku Hijau 1998!"
    isian.reset()
    assert isian.sandi() == ""


def test_words_hide_when_the_box_is_left(isian) -> None:
    type_text(EMPAT[0] + " ")
    assert isian.kotak[0].displayText() != EMPAT[0]
    isian.set_visible_text(True)
    assert isian.kotak[0].displayText() == EMPAT[0]
