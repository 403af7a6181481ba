"""Tables: rows as given, keyboard enough, widths that fit, words for the screen reader."""

from dataclasses import dataclass

import pytest
from galeri import BARIS, KOLOM
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester

from sipd_desktop.ui import theme
from sipd_desktop.ui.widgets.tabel import Column, TableModel, TableView


@dataclass(frozen=True, slots=True)
class Orang:
    nama: str
    umur: int | None = None


@pytest.fixture
def daftar(qtbot):
    view = TableView("Antrean", KOLOM)
    qtbot.addWidget(view)
    view.resize(900, 500)
    view.set_rows(BARIS)
    view.show()
    view.setFocus()
    return view


def test_the_model_keeps_the_rules_of_qt():
    model = TableModel(KOLOM, BARIS)
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    model.set_rows(BARIS * 2)
    model.set_rows(())


def test_a_cell_is_its_attribute_or_its_words():
    model = TableModel(
        (Column("nama", "Nama"), Column("umur", "Umur"), Column("x", "X", lambda o: o.nama[0])),
        (Orang("Siti", 3), Orang("Budi")),
    )
    cells = [[model.index(r, c).data() for c in range(3)] for r in range(2)]
    assert cells == [["Siti", "3", "S"], ["Budi", "", "B"]]


def test_a_screen_reader_hears_column_and_cell():
    model = TableModel((Column("nama", "Nama"), Column("umur", "Umur")), (Orang("Siti"),))
    role = Qt.ItemDataRole.AccessibleTextRole
    assert model.index(0, 0).data(role) == "Nama: Siti"
    assert model.index(0, 1).data(role) == "Umur: kosong"


def test_the_cursor_starts_on_the_first_row_and_moves_by_keys(qtbot, daftar):
    chosen = []
    daftar.dipilih.connect(chosen.append)
    assert daftar.row() == BARIS[0]
    for key, want in (
        (Qt.Key.Key_Down, BARIS[1]),
        (Qt.Key.Key_End, BARIS[-1]),
        (Qt.Key.Key_Home, BARIS[0]),
    ):
        qtbot.keyClick(daftar, key)
        assert daftar.row() == want
    assert chosen == [BARIS[1], BARIS[-1], BARIS[0]]


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter])
def test_enter_opens_the_row(qtbot, daftar, key):
    qtbot.keyClick(daftar, Qt.Key.Key_Down)
    with qtbot.waitSignal(daftar.dibuka) as caught:
        qtbot.keyClick(daftar, key)
    assert caught.args == [BARIS[1]]


def test_up_on_the_first_row_hands_the_cursor_back(qtbot, daftar):
    with qtbot.waitSignal(daftar.keluar_atas):
        qtbot.keyClick(daftar, Qt.Key.Key_Up)


def test_letters_are_for_the_search_box(qtbot, daftar):
    with qtbot.waitSignal(daftar.diketik) as caught:
        qtbot.keyClick(daftar, "b")
    assert caught.args == ["b"]


def test_tab_leaves_the_table(daftar):
    assert not daftar.tabKeyNavigation()


def test_a_click_opens_only_where_wished(qtbot):
    for wished in (False, True):
        view = TableView("Daftar", KOLOM, klik_membuka=wished)
        qtbot.addWidget(view)
        view.resize(900, 400)
        view.set_rows(BARIS)
        view.show()
        opened = []
        view.dibuka.connect(opened.append)
        place = view.visualRect(view.isi.index(2, 1)).center()
        qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)
        assert opened == ([BARIS[2]] if wished else [])


def test_the_choice_survives_new_rows(daftar):
    daftar.select(3)
    daftar.set_rows((*BARIS[2:], BARIS[0]))
    assert daftar.row() == BARIS[3]
    daftar.set_rows(BARIS, pilih=BARIS[1])
    assert daftar.row() == BARIS[1]
    daftar.set_rows(())
    assert daftar.row() is None


@pytest.mark.parametrize("size", theme.UKURAN)
def test_rows_are_high_enough_and_short_cells_are_not_cut(qapp, daftar, size):
    theme.apply_theme(qapp, size)
    daftar.resize(1300, 500)
    qapp.processEvents()
    assert daftar.rowHeight(0) >= 38 * size - 1
    for column in (0, 2, 3):
        longest = max(KOLOM[column].words(row) for row in BARIS)
        room = daftar.columnWidth(column) - theme.px(22)
        assert daftar.fontMetrics().horizontalAdvance(longest) < room
    theme.apply_theme(qapp, 1.0)


def test_columns_fill_the_table_or_scroll(qapp, daftar):
    daftar.resize(1300, 500)
    qapp.processEvents()
    total = sum(daftar.columnWidth(i) for i in range(len(KOLOM)))
    assert abs(total - daftar.viewport().width()) <= len(KOLOM)
    daftar.resize(300, 500)
    qapp.processEvents()
    assert daftar.horizontalScrollBar().maximum() > 0


def test_twenty_thousand_rows_are_shown_at_once(daftar):
    daftar.set_rows(BARIS * 3_400)
    daftar.select(20_000)
    assert daftar.currentIndex().row() == 20_000
