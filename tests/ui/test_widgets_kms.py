"""The chart on the screen is read by arrow keys and told in words; its table twin has the same."""

import galeri  # noqa: F401 - puts the sample data on the path
import pytest
from contoh_cetak import anak
from PySide6.QtCore import QPointF, QRectF, Qt

from sipd_desktop.render.kms import bidang_of
from sipd_desktop.spec.lembar import DataKms
from sipd_desktop.ui.theme import px
from sipd_desktop.ui.widgets.kms_view import KmsView, kms_columns
from sipd_desktop.ui.widgets.tabel import TableModel

DATA = anak()


@pytest.fixture
def grafik(qtbot):
    view = KmsView(DATA)
    qtbot.addWidget(view)
    view.resize(800, 500)
    view.show()
    view.setFocus()
    return view


def test_the_newest_weighing_is_told_first(grafik):
    last = DATA.titik[-1]
    assert grafik.chosen() == len(DATA.titik) - 1
    assert grafik.accessibleName().startswith(f"{last.bulan}: ")
    assert grafik.accessibleName().endswith(last.kata)
    assert "kg" in grafik.accessibleName()
    assert f"dari {len(DATA.titik)}" in grafik.accessibleDescription()


def test_every_weighing_can_be_read_by_arrows(qtbot, grafik):
    heard, told = [], []
    grafik.dipilih.connect(told.append)
    qtbot.keyClick(grafik, Qt.Key.Key_Home)
    for _ in DATA.titik:
        heard.append(grafik.accessibleName())
        qtbot.keyClick(grafik, Qt.Key.Key_Right)
    assert [h.split(":")[0] for h in heard] == [t.bulan for t in DATA.titik]
    assert told == list(range(len(DATA.titik)))
    qtbot.keyClick(grafik, Qt.Key.Key_Left)
    assert grafik.chosen() == len(DATA.titik) - 2


def test_arrows_stop_at_the_ends(qtbot, grafik):
    told = []
    grafik.dipilih.connect(told.append)
    qtbot.keyClick(grafik, Qt.Key.Key_Right)
    qtbot.keyClick(grafik, Qt.Key.Key_End)
    assert told == []


def test_the_choice_is_seen(qtbot, grafik):
    one = grafik.grab().toImage()
    qtbot.keyClick(grafik, Qt.Key.Key_Left)
    assert grafik.grab().toImage() != one


def test_space_shows_all_sixty_months(qtbot, grafik):
    near = grafik.grab().toImage()
    qtbot.keyClick(grafik, Qt.Key.Key_Space)
    assert grafik.grab().toImage() != near
    qtbot.keyClick(grafik, Qt.Key.Key_Space)
    assert grafik.grab().toImage() == near


def test_a_click_chooses_the_nearest_weighing(qtbot, grafik):
    edge = px(3) + 1
    box = QRectF(grafik.rect()).adjusted(edge, edge, -edge, -edge)
    field = bidang_of(box, DATA, huruf=px(15))
    spot = field.at(DATA.titik[4].umur_bulan, DATA.titik[4].berat) + QPointF(2, 3)
    qtbot.mouseClick(grafik, Qt.MouseButton.LeftButton, pos=spot.toPoint())
    assert grafik.chosen() == 4


def test_points_in_any_order_are_read_by_age(qtbot):
    view = KmsView(DataKms(DATA.jk, DATA.titik[::-1], DATA.garis))
    qtbot.addWidget(view)
    assert view.accessibleName().startswith(DATA.titik[-1].bulan)


def test_clearing_leaves_no_weight_behind(grafik):
    grafik.clear()
    assert grafik.chosen() == -1
    assert "kg" not in grafik.accessibleName() + grafik.accessibleDescription()
    grafik.choose(0)
    grafik.grab()


def test_the_table_twin_has_every_point_and_mark():
    columns = kms_columns()
    model = TableModel(columns, DATA.titik)
    rows = [
        [model.index(r, c).data() for c in range(len(columns))] for r in range(model.rowCount())
    ]
    assert len(rows) == len(DATA.titik)
    for row, titik in zip(rows, DATA.titik, strict=True):
        assert row[0] == titik.bulan
        assert row[2].replace(",", ".") == f"{titik.berat:.1f}"
        assert row[3] == f"{titik.tanda} {titik.kata}"
