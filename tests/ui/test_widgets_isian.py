"""Typing a measure and searching: keys do what the paper habit expects, nothing unasked."""

from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QPushButton, QWidget

from sipd_desktop.ui.widgets.cari import SearchBox
from sipd_desktop.ui.widgets.isian_angka import MeasureField

ENTER, SHIFT = Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def berat(qtbot):
    field = MeasureField("Berat badan", "kg", singkat="BB")
    qtbot.addWidget(field)
    field.show()
    field.setFocus()
    return field


@pytest.mark.parametrize("typed", ["9,4", "9.4"])
def test_comma_and_dot_give_the_same_value(qtbot, berat, typed):
    seen = []
    berat.berubah.connect(seen.append)
    qtbot.keyClicks(berat.kotak, typed)
    assert berat.value() == Decimal("9.4")
    assert seen[-1] == Decimal("9.4")
    berat.kotak.clearFocus()
    assert berat.kotak.text().replace(".", ",") == "9,4"


def test_letters_and_a_second_decimal_are_not_taken(qtbot, berat):
    qtbot.keyClicks(berat.kotak, "9x,4k5")
    assert berat.kotak.text() == "9,4"


def test_a_letter_is_handed_up_as_a_command(qtbot, berat):
    with qtbot.waitSignal(berat.perintah) as caught:
        qtbot.keyClick(berat.kotak, "c")
    assert caught.args == ["C"]
    assert berat.kotak.text() == ""


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter])
def test_enter_goes_on_and_shift_enter_back(qtbot, berat, key):
    with qtbot.waitSignal(berat.maju):
        qtbot.keyClick(berat.kotak, key)
    with qtbot.waitSignal(berat.mundur):
        qtbot.keyClick(berat.kotak, key, SHIFT)


def test_enter_never_takes_the_suggestion(qtbot, berat):
    qtbot.keyClicks(berat.kotak, "94")
    berat.set_tanya("BB 94 kg? Mungkin 9,4.", Decimal("9.4"))
    for modifier in (Qt.KeyboardModifier.NoModifier, SHIFT):
        qtbot.keyClick(berat.kotak, ENTER, modifier)
    assert berat.value() == Decimal("94")
    assert "Mungkin 9,4" in berat.tanya()


def test_only_its_own_key_takes_the_suggestion(qtbot, berat):
    qtbot.keyClicks(berat.kotak, "94")
    berat.set_tanya("BB 94 kg? Mungkin 9,4.", Decimal("9.4"))
    with qtbot.waitSignals([berat.saran_dipakai, berat.berubah]):
        qtbot.keyClick(berat.kotak, "s")
    assert berat.value() == Decimal("9.4")
    assert berat.tanya() == ""


def test_the_suggestion_also_has_a_button(berat):
    berat.set_tanya("BB 94 kg?", Decimal("9.4"))
    button = next(b for b in berat.findChildren(QPushButton) if b.isVisible())
    assert "9,4" in button.text()
    button.click()
    assert berat.value() == Decimal("9.4")


def test_without_a_suggestion_s_is_a_command_like_others(qtbot, berat):
    with qtbot.waitSignal(berat.perintah) as caught:
        qtbot.keyClick(berat.kotak, "s")
    assert caught.args == ["S"]


def test_typing_again_takes_the_question_away(qtbot, berat):
    berat.set_value(Decimal("94"))
    berat.set_tanya("BB 94 kg? Mungkin 9,4.", Decimal("9.4"), keras=True)
    assert berat.kotak.property("salah") is True
    berat.kotak.selectAll()
    qtbot.keyClicks(berat.kotak, "9")
    assert berat.tanya() == ""
    assert berat.kotak.property("salah") is False


def test_what_stood_there_is_replaced_by_typing(qtbot, berat):
    berat.set_value(Decimal("10.9"))
    assert berat.kotak.text() == "10,9"
    berat.kotak.clearFocus()
    berat.kotak.setFocus()
    qtbot.keyClicks(berat.kotak, "11,2")
    assert berat.value() == Decimal("11.2")


def test_the_last_value_and_the_question_reach_the_screen_reader(berat):
    berat.set_lalu(Decimal("10.9"), "18 Okt")
    berat.set_tanya("Timbang ulang?")
    assert berat.kotak.accessibleName() == "Berat badan, kg"
    assert "lalu 10,9 kg  18 Okt" in berat.kotak.accessibleDescription()
    assert "Timbang ulang?" in berat.kotak.accessibleDescription()
    berat.set_lalu(None)
    assert "lalu" not in berat.kotak.accessibleDescription()


@pytest.mark.parametrize("typed", ["", ",", "12,"])
def test_half_a_number_is_no_error(qtbot, berat, typed):
    qtbot.keyClicks(berat.kotak, typed)
    assert berat.value() in (None, Decimal("12"))
    berat.kotak.clearFocus()
    assert not berat.kotak.text().endswith(",")


@pytest.fixture
def cari(qtbot):
    box = SearchBox("Cari anak", "Ketik nama")
    qtbot.addWidget(box)
    box.show()
    box.setFocus()
    return box


def test_search_tells_each_change_tidied(qtbot, cari):
    seen = []
    cari.dicari.connect(seen.append)
    qtbot.keyClicks(cari, " si  ti")
    assert seen[-1] == "si ti"


def test_enter_chooses_and_down_goes_to_the_list(qtbot, cari):
    qtbot.keyClicks(cari, "aly")
    with qtbot.waitSignal(cari.dipilih) as caught:
        qtbot.keyClick(cari, ENTER)
    assert caught.args == ["aly"]
    with qtbot.waitSignal(cari.ke_daftar):
        qtbot.keyClick(cari, Qt.Key.Key_Down)


def test_escape_empties_first_and_leaves_then(qtbot, cari):
    left = []
    cari.ditinggalkan.connect(lambda: left.append(1))
    qtbot.keyClicks(cari, "aly")
    qtbot.keyClick(cari, Qt.Key.Key_Escape)
    assert (cari.text(), left) == ("", [])
    qtbot.keyClick(cari, Qt.Key.Key_Escape)
    assert left == [1]


def test_an_empty_search_leaves_ctrl_z_to_the_page(qtbot):
    window, undone = QWidget(), []
    qtbot.addWidget(window)
    cari = SearchBox("Cari anak", "Ketik nama", window)
    QShortcut(QKeySequence("Ctrl+Z"), window, lambda: undone.append(1))
    window.show()
    window.activateWindow()
    cari.setFocus()
    qtbot.waitUntil(lambda: QApplication.focusWidget() is cari)
    qtbot.keyClick(cari, "z", Qt.KeyboardModifier.ControlModifier)
    assert undone == [1]
    qtbot.keyClicks(cari, "ab")
    qtbot.keyClick(cari, "z", Qt.KeyboardModifier.ControlModifier)
    assert undone == [1]
    assert cari.text() == ""
