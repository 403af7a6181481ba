"""How the hari buka screens hold up: names for a screen reader, paper order, 150 %, no cut word."""

from __future__ import annotations

import pytest
from dunia_hari import Jendela, copy_dunia
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QProgressBar,
    QPushButton,
    QWidget,
)
from tombol import Tombol

from sipd_desktop.ui.hari.anak import AnakPage
from sipd_desktop.ui.hari.halaman import HariPage
from sipd_desktop.ui.laporan.skdn import SkdnPage
from sipd_desktop.ui.theme import apply_theme


@pytest.fixture(params=[1.0, 1.5])
def zoom(request, qapp):
    apply_theme(qapp, request.param)
    yield request.param
    apply_theme(qapp, 1.0)


@pytest.fixture
def dunia(tmp_path_factory):
    made = copy_dunia(tmp_path_factory, None)
    yield made
    made.ruang.close()


@pytest.fixture
def open_page(qtbot, dunia):
    windows = []

    def make(page):
        made = Jendela(dunia, page)
        qtbot.addWidget(made)
        windows.append(made)
        made.setMinimumSize(1024, 500)
        made.resize(1366, 520)  # what the frame of the window leaves at 150 %
        made.show()
        made.activateWindow()
        return made

    yield make
    for made in windows:
        made.finish()


def settle(qtbot, made):
    qtbot.waitUntil(made.tasks.is_idle, timeout=10_000)
    QApplication.processEvents()
    qtbot.waitUntil(made.tasks.is_idle, timeout=10_000)
    qtbot.wait(150)


def states(qtbot, made):
    """Every panel in turn, filled."""
    page, keys = made.page, Tombol(made)
    page.open()
    settle(qtbot, made)
    yield "mulai"
    keys.press("Enter")
    settle(qtbot, made)
    yield "cari kosong"
    keys.type("si")
    settle(qtbot, made)
    yield "hasil"
    keys.press("Esc").type("qqzzx")
    settle(qtbot, made)
    yield "tidak ada"
    keys.press("Esc").type("dimas").press("Enter")
    settle(qtbot, made)
    yield "timbang kosong"
    keys.type("94").press("Enter")
    settle(qtbot, made)
    yield "ditolak"
    keys.type("12,6").press("Enter").type("84").press("Enter")
    settle(qtbot, made)
    yield "ditanya"
    keys.press("F8")
    settle(qtbot, made)
    yield "arti"
    keys.press("Enter", "Enter")
    settle(qtbot, made)
    keys.press("Esc").type("hani").press("Enter")
    settle(qtbot, made)
    keys.type("5,1")
    settle(qtbot, made)
    yield "bulan pertama"
    keys.press("Esc", "F3").type("Bunga").press("Enter", "Enter")
    settle(qtbot, made)
    yield "baru"
    keys.press("F6")
    settle(qtbot, made)
    yield "belum"
    keys.press("F7")
    settle(qtbot, made)
    yield "tutup"


def words(widget):
    return widget.accessibleName() or (
        widget.text() if isinstance(widget, QAbstractButton | QLabel) else ""
    )


def unnamed(root):
    kinds = (QAbstractButton, QLineEdit, QComboBox, QProgressBar)
    return [
        widget.objectName() or type(widget).__name__
        for widget in root.findChildren(QWidget)
        if widget.isVisible()
        and not widget.objectName().startswith("qt_")
        and (isinstance(widget, kinds) or widget.focusPolicy() & Qt.FocusPolicy.TabFocus)
        and not words(widget)
    ]


def cut(root):
    """Labels and buttons in sight whose words do not fit their width or height."""
    found = []
    for widget in root.findChildren(QWidget):
        if not widget.isVisible() or not isinstance(widget, QLabel | QPushButton):
            continue
        text = widget.text()
        if not text:
            continue
        if isinstance(widget, QPushButton):
            narrow = widget.width() < widget.sizeHint().width()
            low = widget.height() < widget.sizeHint().height() - 1
        elif widget.wordWrap():
            narrow = False
            low = widget.height() < widget.heightForWidth(widget.width()) - 1
        else:
            narrow = widget.width() < widget.sizeHint().width()
            low = widget.height() < widget.sizeHint().height() - 1
        if narrow or low:
            found.append(text)
    return found


def test_every_control_has_a_name_and_no_word_is_cut(qtbot, open_page, zoom):
    made = open_page(HariPage)
    wrong = {}
    for state in states(qtbot, made):
        for what, found in (("tanpa nama", unnamed(made.page)), ("terpotong", cut(made.page))):
            if found:
                wrong[f"{state}, {what}"] = found
    assert wrong == {}, f"zoom {zoom}"


def test_sheet_and_report_too(qtbot, open_page, dunia, zoom):
    wrong = {}
    anak, skdn = open_page(AnakPage), open_page(SkdnPage)
    anak.page.open(warga_id=dunia.anak["ALYA PUTRI"])
    skdn.page.open()
    for made in (anak, skdn):
        settle(qtbot, made)
        made.page.focus_start()
        wrong[type(made.page).__name__] = unnamed(made.page) + cut(made.page)
    Tombol(skdn).press("Enter")
    settle(qtbot, skdn)
    wrong["daftar"] = unnamed(skdn.page) + cut(skdn.page)
    assert not any(wrong.values()), (zoom, wrong)


def test_zoom_changed_while_a_child_is_open_cuts_nothing(qtbot, qapp, open_page):
    apply_theme(qapp, 1.0)
    made = open_page(HariPage)
    for state in states(qtbot, made):
        if state == "timbang kosong":
            break
    boxes = [made.page.meja.ukur.baris[k].kotak for k in ("berat_badan", "tanggal_bb_lalu")]
    before = [box.minimumWidth() for box in boxes]
    apply_theme(qapp, 1.5)
    settle(qtbot, made)
    assert [box.minimumWidth() for box in boxes] == [round(wide * 1.5) for wide in before]
    assert cut(made.page) == []
    apply_theme(qapp, 1.0)


def test_tab_walks_the_weighing_in_paper_order(qtbot, qapp, open_page):
    apply_theme(qapp, 1.0)
    made = open_page(HariPage)
    keys = Tombol(made)
    made.page.open()
    settle(qtbot, made)
    keys.press("Enter")
    settle(qtbot, made)
    keys.type("hani").press("Enter")
    settle(qtbot, made)
    walked = []
    for _ in range(12):
        name = QApplication.focusWidget().objectName()
        if name and name not in walked:
            walked.append(name)
        keys.press("Tab")
    assert [name for name in walked if name.startswith(("kotak-", "tik-"))] == [
        "kotak-berat_badan",
        "kotak-tinggi_badan",
        "kotak-lila",
        "kotak-lingkar_kepala",
        "kotak-bb_lalu",
        "kotak-tanggal_bb_lalu",
        "tik-edema",
        "tik-asi_eksklusif",
    ]


def test_shift_enter_goes_back(qtbot, qapp, open_page):
    apply_theme(qapp, 1.0)
    made = open_page(HariPage)
    keys = Tombol(made)
    made.page.open()
    settle(qtbot, made)
    keys.press("Enter")
    settle(qtbot, made)
    keys.type("alya").press("Enter")
    settle(qtbot, made)
    keys.type("11,2").press("Enter", "Shift+Enter")
    assert made.page.meja.ukur.baris["berat_badan"].kotak.hasFocus()
