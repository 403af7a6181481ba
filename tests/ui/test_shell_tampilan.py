"""All screens of the shell at every size: no word cut, everything named, everything by keyboard."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
import shell_ruang
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QCheckBox,
    QComboBox,
    QLabel,
    QLineEdit,
    QPushButton,
    QRadioButton,
    QScrollArea,
    QTableView,
    QWidget,
)
from shell_ruang import KENARI, press, settle, type_text

from sipd_desktop.ui import theme
from sipd_desktop.ui.bilah_atas import TombolPanjang

buka, isi, isi_induk, masuk = (
    shell_ruang.buka,
    shell_ruang.isi,
    shell_ruang.isi_induk,
    shell_ruang.masuk,
)
WINDOWS = {1.0: [(1366, 768), (1024, 600)], 1.5: [(1366, 768)]}
CASES = [(size, window) for size, windows in WINDOWS.items() for window in windows]
BANNED = re.compile(
    r"\b(sync|sinkron\w*|server|database|token|null|error|upload|download|file|"
    r"password|login|logout|UUID|record|sesi|meja|cacat)\b",
    re.IGNORECASE,
)


@pytest.fixture(params=CASES, ids=lambda c: f"{round(c[0] * 100)}%-{c[1][0]}")
def case(request):
    return request.param


def resize(aplikasi, case) -> None:
    size, window = case
    aplikasi.window.zoom.set_zoom(size)
    aplikasi.window.resize(*window)
    QApplication.processEvents()


def screens_before_login(aplikasi, isi, qtbot) -> Iterator[str]:
    masuk = aplikasi.window.masuk
    yield "masuk"
    type_text("ku")
    yield "masuk, saran"
    masuk.isian.reset()
    masuk.isian.focus_start()
    type_text("abjakuciabjaabja")
    press(Qt.Key.Key_Return)
    qtbot.waitUntil(masuk.salah.isVisible, timeout=15_000)
    yield "masuk, salah"
    masuk.ask_recovery()
    masuk.pulih.press()
    yield "pemulihan"
    type_text(isi.kode_pemulihan)
    press(Qt.Key.Key_Return)
    qtbot.waitUntil(masuk.baru.isVisible, timeout=15_000)
    yield "sandi baru"
    masuk.baru.pilihan.sendiri.click()
    masuk.baru.press()
    yield "sandi baru, sendiri"
    masuk.baru.pilihan.dibuatkan.click()
    masuk.baru.press()
    qtbot.waitUntil(masuk.baru.kata.isVisible, timeout=15_000)
    yield "sandi baru, kata"
    masuk.baru.press()
    qtbot.waitUntil(lambda: bool(masuk.petak.tombol), timeout=15_000)
    yield "siapa"
    press(Qt.Key.Key_Return)
    qtbot.waitUntil(masuk.pin.isVisible)
    yield "pin"
    masuk.pin.nanti.click()
    qtbot.waitUntil(lambda: aplikasi.window.bingkai is not None)
    settle(aplikasi, qtbot.waitUntil)


def screens_at_work(aplikasi, isi, qtbot) -> Iterator[str]:
    window = aplikasi.window
    for key, kw in (
        ("beranda", {}),
        ("cari", {"teks": ""}),
        ("cari", {"teks": "kenari"}),
        ("keluarga", {"keluarga_id": isi.keluarga, "warga_id": isi.anak}),
        ("kirim", {}),
        ("laptop", {}),
        ("cetak", {"laporan": "akhir-hari"}),
        ("ringkasan", {}),
    ):
        window.sesi.go(key, **kw)
        settle(aplikasi, qtbot.waitUntil)
        yield f"{key} {kw.get('teks', '')}"
        window.sesi.message(f"Tersimpan: {KENARI[0]} 11,2 kg", ("x",))
        yield f"{key}, pesan"
        window.bingkai.pesan.clear()
        window.bingkai.toggle_help()
        yield f"{key}, bantuan"
        window.bingkai.toggle_help()
    window.lock()
    settle(aplikasi, qtbot.waitUntil)
    yield "terkunci"


def screens_at_first_start(aplikasi, qtbot) -> Iterator[str]:
    page = aplikasi.window.siapkan
    yield "siapkan"
    page.posyandu.add()
    page.sandi.sendiri.click()
    page.prepare()
    yield "siapkan, salah"
    page.sandi.dibuatkan.click()
    page.kode.setText("33.99.07.2004")
    page.desa.setText("Sukamaju")
    page.posyandu.boxes()[0].setText("Anggrek Bulan Timur 12")
    page.nama.setText("Siti")
    page.prepare()
    qtbot.waitUntil(lambda: page.currentIndex() == 1, timeout=15_000)
    yield "kartu kunci"


def cut_texts(window: QWidget) -> list[str]:
    """Words that do not fit the widget they stand in."""
    for _ in range(3):
        QApplication.processEvents()
    found = [
        cut_label(label)
        for label in window.findChildren(QLabel)
        if label.isVisible() and label.text()
    ]
    for button in window.findChildren(QAbstractButton):
        if not button.isVisible() or not button.text() or isinstance(button, TombolPanjang):
            continue
        need = button.sizeHint()
        if button.width() < need.width() - 1 or button.height() < need.height() - 1:
            found.append(f"tombol {button.size().toTuple()}<{need.toTuple()}: {button.text()}")
    for table in window.findChildren(QTableView):
        if table.isVisible():
            found += cut_headings(table)
    return [text for text in found if text]


def cut_label(label: QLabel) -> str:
    """What is cut of a label: lines below, or words at the side."""
    lines = label.heightForWidth(label.width()) if label.wordWrap() else 0
    need = lines or label.fontMetrics().height()
    if label.height() < need - 1:
        return f"tinggi {label.height()}<{need}: {label.text()[:60]}"
    if not label.wordWrap() and label.width() < label.sizeHint().width() - 1:
        return f"lebar {label.width()}: {label.text()[:60]}"
    return ""


def cut_headings(table: QTableView) -> list[str]:
    head, model = table.horizontalHeader(), table.model()
    return [
        f"kepala: {model.headerData(n, Qt.Orientation.Horizontal)}"
        for n in range(model.columnCount())
        if head.sectionSize(n) < head.sectionSizeHint(n) - 1
    ]


def outside(window: QWidget) -> list[str]:
    """Controls that hang over the side of the window (downwards there is a scroll bar)."""
    found = []
    for kind in (QAbstractButton, QLineEdit, QComboBox, QTableView):
        for widget in window.findChildren(kind):
            if widget.isVisible():
                right = widget.mapTo(window, widget.rect().topRight()).x()
                if right > window.width():
                    found.append(f"{widget.accessibleName()} {right}")
    return found


def check(window: QWidget, name: str) -> None:
    assert cut_texts(window) == [], name
    assert outside(window) == [], name


def test_no_word_is_cut_before_the_login(isi, buka, qtbot, case) -> None:
    aplikasi = buka(isi.folder)
    resize(aplikasi, case)
    for name in screens_before_login(aplikasi, isi, qtbot):
        check(aplikasi.window, name)


def test_no_word_is_cut_at_work(masuk, isi, qtbot, case) -> None:
    resize(masuk, case)
    for name in screens_at_work(masuk, isi, qtbot):
        check(masuk.window, name)


def test_no_word_is_cut_at_the_first_start(tmp_path, buka, qtbot, case) -> None:
    aplikasi = buka(tmp_path / "baru")
    resize(aplikasi, case)
    for name in screens_at_first_start(aplikasi, qtbot):
        check(aplikasi.window, name)


@pytest.mark.parametrize("contoh", [False, True])
def test_the_menu_stays_in_one_row_and_every_door_keeps_its_name(masuk, case, contoh) -> None:
    resize(masuk, case)
    top = masuk.window.bingkai.atas
    top.contoh.setVisible(contoh)
    top._fit_menu()
    QApplication.processEvents()
    doors = [b for b in top.tombol.values() if b.isVisible()]
    assert len(doors) == 7
    assert len({b.geometry().top() for b in doors}) == 1
    assert all(b.width() >= b.sizeHint().width() for b in doors)
    assert all(d.text() and d.text() != " " for d in doors[1:])
    assert top.tombol["potensi"].accessibleName() == "Potensi & Masalah"
    assert top.tombol["potensi"].text().strip().startswith("3  Potensi")


@pytest.mark.parametrize(
    ("key", "where"),
    [("Key_F4", "perubahan"), ("Key_F6", "ganda"), ("Key_F7", "cetak"), ("Key_F8", "cetak")],
)
def test_the_lists_about_everyone_open_by_key_from_the_search_box(
    masuk, qtbot, key: str, where: str
) -> None:
    masuk.window.bingkai.show_page("cari")
    settle(masuk, qtbot.waitUntil)
    press(getattr(Qt.Key, key))
    settle(masuk, qtbot.waitUntil)
    assert masuk.window.bingkai.key == where


def test_the_page_of_this_laptop_opens_at_its_top_with_one_row_per_kader(masuk, qtbot) -> None:
    masuk.window.resize(1366, 768)
    masuk.window.bingkai.show_page("laptop")
    settle(masuk, qtbot.waitUntil)
    page = masuk.window.bingkai.page
    area = page.findChild(QScrollArea)
    assert area.verticalScrollBar().value() == 0
    grid = page.kader._grid
    rows = {grid.getItemPosition(n)[0] for n in range(grid.count())}
    assert rows == {0, 1}, "the ketua and the kader"


def test_long_names_at_the_top_are_shortened_not_cut(masuk, qtbot) -> None:
    masuk.window.zoom.set_zoom(1.5)
    sesi, atas = masuk.window.sesi, masuk.window.bingkai.atas
    sesi.posyandu = ((sesi.posyandu_id, "Anggrek Bulan Purnama Dusun Krajan Wetan"),)
    sesi.context_changed.emit()
    settle(masuk, qtbot.waitUntil)
    masuk.window.resize(1366, 768)
    QApplication.processEvents()
    assert atas.posyandu.text().endswith("\u2026")
    assert "Krajan Wetan" in atas.posyandu.accessibleName()
    room = atas.posyandu.fontMetrics().horizontalAdvance(atas.posyandu.text())
    assert room < atas.posyandu.width()
    assert outside(masuk.window) == []


def unnamed(window: QWidget) -> list[str]:
    kinds = (QAbstractButton, QLineEdit, QComboBox, QTableView)
    return [
        f"{type(w).__name__} {w.objectName()}"
        for kind in kinds
        for w in window.findChildren(kind)
        if w.isVisible()
        and not w.objectName().startswith("qt_")
        and not w.accessibleName()
        and not getattr(w, "text", str)().strip()
    ]


def small(window: QWidget) -> list[str]:
    """Main controls are at least 44 px high at 100 %, quiet ones 32."""
    found = []
    for button in window.findChildren(QPushButton):
        if button.isVisible() and button.height() < theme.px(40):
            found.append(f"{button.text()} {button.height()}")
    for box in window.findChildren(QLineEdit):
        inner = isinstance(box.parent(), (QComboBox,))
        if box.isVisible() and not inner and box.height() < theme.px(40):
            found.append(f"{box.accessibleName()} {box.height()}")
    return found


def words(window: QWidget) -> list[str]:
    kinds = (QLabel, QPushButton, QCheckBox, QRadioButton)
    texts = [w.text() for kind in kinds for w in window.findChildren(kind) if w.isVisible()]
    texts += [w.placeholderText() for w in window.findChildren(QLineEdit) if w.isVisible()]
    return [t for t in texts if BANNED.search(t)]


def test_controls_are_named_large_and_in_plain_words(isi, buka, qtbot) -> None:
    aplikasi = buka(isi.folder)
    for name in screens_before_login(aplikasi, isi, qtbot):
        assert unnamed(aplikasi.window) == [], name
        assert small(aplikasi.window) == [], name
        assert words(aplikasi.window) == [], name
    for name in screens_at_work(aplikasi, isi, qtbot):
        assert unnamed(aplikasi.window) == [], name
        assert small(aplikasi.window) == [], name
        assert words(aplikasi.window) == [], name


def test_tab_goes_round_and_is_caught_nowhere(masuk, isi, qtbot) -> None:
    for key in ("beranda", "cari", "keluarga", "kirim", "laptop"):
        masuk.window.sesi.go(key, **({"keluarga_id": isi.keluarga} if key == "keluarga" else {}))
        settle(masuk, qtbot.waitUntil)
        start, seen = QApplication.focusWidget(), []
        for _ in range(60):
            press(Qt.Key.Key_Tab)
            seen.append(QApplication.focusWidget())
            if seen[-1] is start:
                break
        assert seen[-1] is start, key
        reach = {w.accessibleName() for w in seen if w is not None}
        assert "Kunci" in reach, key


def test_each_screen_has_at_most_one_primary_button(masuk, isi, qtbot) -> None:
    for name in screens_at_work(masuk, isi, qtbot):
        main = [
            b.text()
            for b in masuk.window.findChildren(QPushButton)
            if b.isVisible() and b.property("peran") == "utama"
        ]
        assert len(main) <= 1, (name, main)
