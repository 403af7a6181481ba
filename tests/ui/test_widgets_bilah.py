"""Bars, cards, cover and dialogs: what they say, which keys they take, what they keep covered."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from sipd_desktop.ui import theme
from sipd_desktop.ui.widgets.bilah_bawah import Keadaan, KeyHintBar, StatusBar, unsent_teks
from sipd_desktop.ui.widgets.bilah_pesan import ConfirmBar, MessageBar
from sipd_desktop.ui.widgets.dialog import make_kabar, make_tanya
from sipd_desktop.ui.widgets.judul import CodeLabel, EmptyState, SectionTitle
from sipd_desktop.ui.widgets.temuan import TANDA, StatusChip, TemuanBox
from sipd_desktop.ui.widgets.tombol import BigButton
from sipd_desktop.ui.widgets.tutup_layar import CoverWidget
from sipd_desktop.ui.widgets.zoom import ZoomController


def words(widget):
    """All words in sight."""
    return " | ".join(x.text() for x in widget.findChildren(QLabel) if x.isVisible() and x.text())


@pytest.fixture
def window(qtbot):
    made = QWidget()
    made.resize(900, 500)
    made.kotak = QLineEdit(made)
    QVBoxLayout(made).addWidget(made.kotak)
    qtbot.addWidget(made)
    made.show()
    made.activateWindow()
    made.kotak.setFocus()
    return made


# findings


@pytest.mark.parametrize("huruf", list(TANDA))
def test_a_chip_has_letter_word_and_icon(qtbot, huruf):
    chip = StatusChip(TANDA[huruf])
    qtbot.addWidget(chip)
    chip.show()
    assert TANDA[huruf].kata in words(chip)
    assert huruf in words(chip)
    assert any(not x.pixmap().isNull() for x in chip.findChildren(QLabel))
    assert chip.accessibleName() == f"Status {huruf}: {TANDA[huruf].kata}"


@pytest.fixture
def temuan(qtbot):
    box = TemuanBox()
    qtbot.addWidget(box)
    box.show()
    box.activateWindow()
    box.show_temuan(
        "Ke bidan hari ini",
        tingkat="perhatian",
        kata="Tidak naik",
        peka="gizi kurang",
        status=(TANDA["T"],),
    )
    return box


def test_what_may_shame_is_covered_for_eyes_and_ears(temuan):
    told = temuan.accessibleName() + temuan.accessibleDescription()
    assert "gizi" not in words(temuan) + told
    assert "Ke bidan hari ini" in words(temuan)
    assert "Tidak naik" in told


def test_one_key_uncovers_and_covers_it(qtbot, temuan):
    with qtbot.waitSignal(temuan.peka_dibuka):
        qtbot.keyClick(temuan, Qt.Key.Key_F8)
    assert "gizi kurang" in words(temuan)
    assert "gizi kurang" in temuan.accessibleDescription()
    qtbot.keyClick(temuan, Qt.Key.Key_F8)
    assert "gizi" not in words(temuan)


def test_the_next_child_is_covered_again(temuan):
    temuan.toggle_peka()
    temuan.show_temuan("Ukur ulang", tingkat="bahaya", peka="pendek")
    assert not temuan.is_peka_open()
    assert "pendek" not in words(temuan) + temuan.accessibleDescription()


def test_without_a_covered_word_the_key_does_nothing(temuan):
    temuan.clear("Ketik berat badan")
    temuan.toggle_peka()
    assert not temuan.is_peka_open()
    assert not any(b.isVisible() for b in temuan.findChildren(QPushButton))


# message bar


def test_saved_can_be_taken_back_once(qtbot):
    bar, undone = MessageBar(), []
    qtbot.addWidget(bar)
    bar.show_tersimpan("Bagas 8,9 kg", lambda: undone.append(1))
    assert bar.teks() == "Tersimpan: Bagas 8,9 kg"
    button = next(b for b in bar.findChildren(QPushButton) if "Batalkan tadi" in b.text())
    assert "Ctrl+Z" in button.text()
    button.click()
    bar.undo()
    assert undone == [1]


def test_a_new_message_takes_the_old_undo_away(qtbot):
    bar, undone = MessageBar(), []
    qtbot.addWidget(bar)
    bar.show_tersimpan("Bagas 8,9 kg", lambda: undone.append(1))
    bar.show_info("Semua beres.")
    bar.undo()
    assert (undone, bar.can_undo()) == ([], False)
    bar.show_warn("Tempat hampir habis.")
    assert bar.property("tingkat") == "perhatian"
    assert bar.accessibleName() == "Tempat hampir habis."
    bar.clear()
    assert bar.isHidden()


def test_an_undo_that_speaks_again_is_heard(qtbot):
    bar = MessageBar()
    qtbot.addWidget(bar)
    bar.show_tersimpan("Bagas", lambda: bar.show_tersimpan("Bagas seperti semula", lambda: None))
    bar.undo()
    assert bar.teks() == "Tersimpan: Bagas seperti semula"
    assert bar.can_undo()


# confirm


def test_the_cursor_is_on_the_harmless_answer_and_escape_gives_it(qtbot, window):
    bar = ConfirmBar(window)
    window.layout().addWidget(bar)
    answers = []
    bar.disetujui.connect(lambda: answers.append("ya"))
    bar.dibatalkan.connect(lambda: answers.append("tidak"))
    bar.ask("Pulihkan catatan?", "Pulihkan")
    assert "Tidak jadi" in QApplication.focusWidget().text()
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    bar.ask("Pulihkan catatan?", "Pulihkan")
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Escape)
    assert answers == ["tidak", "tidak"]
    assert bar.isHidden()
    bar.ask("Pulihkan catatan?", "Pulihkan")
    next(b for b in bar.findChildren(QPushButton) if b.text() == "Pulihkan").click()
    assert answers[-1] == "ya"


def test_a_dialog_names_its_act_and_defaults_to_the_harmless_answer(qtbot):
    box, agree = make_tanya(None, "Tandai meninggal?", "Bisa dikembalikan.", ya="Tandai meninggal")
    qtbot.addWidget(box)
    assert agree.text() == "Tandai meninggal"
    assert box.defaultButton() is box.escapeButton()
    assert box.defaultButton().text() == "Tidak jadi"
    told = make_kabar(None, "Selesai", "Catatan sudah dikirim.")
    qtbot.addWidget(told)
    assert [b.text() for b in told.buttons()] == ["Baik"]


# status and hints


@pytest.mark.parametrize(
    ("keadaan", "teks"),
    [
        (Keadaan(), "Semua catatan sudah terkirim"),
        (Keadaan(belum_terkirim=12), "12 catatan belum terkirim (aman di laptop ini)"),
        (Keadaan(belum_terkirim=1200, sedang_kirim=True), "Sedang mengirim, sisa 1.200 catatan"),
    ],
)
def test_sent_or_not_is_told_in_words(qtbot, keadaan, teks):
    bar = StatusBar()
    qtbot.addWidget(bar)
    bar.show_keadaan(keadaan)
    assert unsent_teks(keadaan) == teks
    assert teks in bar.accessibleDescription()


def test_offline_is_normal_and_never_red(qtbot):
    bar = StatusBar()
    qtbot.addWidget(bar)
    bar.resize(1200, 40)
    bar.show_keadaan(Keadaan(tersambung=False, terakhir_kirim="3 Nov", cadangan="kemarin 16.40"))
    bar.show()
    assert "Tanpa internet, tetap bisa bekerja" in words(bar)
    assert "Terakhir kirim: 3 Nov" in words(bar)
    assert "Salinan aman: kemarin 16.40" in words(bar)
    image = bar.grab().toImage()
    colors = (image.pixelColor(x, y) for x in range(0, 400) for y in range(image.height()))
    assert not any(c.red() > c.green() + 40 for c in colors)


def test_the_foot_keeps_one_row_with_short_words_and_whole_ones_for_who_asks(qtbot):
    bar = StatusBar()
    qtbot.addWidget(bar)
    bar.show_keadaan(Keadaan(False, 11_227, "22 Nov 2026 17.53", "hari ini 17.52"))
    bar.resize(5_000, 40)
    bar.show()
    wide = bar.sizeHint().width()
    bar.resize(wide + 1, 40)
    assert "11.227 catatan belum terkirim (aman di laptop ini)" in words(bar)
    bar.resize(wide - 1, 40)
    assert "11.227 belum terkirim" in words(bar)
    assert bar.layout().heightForWidth(wide - 1) == bar.layout().heightForWidth(5_000)
    assert "(aman di laptop ini)" in bar.accessibleDescription()
    bar.resize(wide + 1, 40)
    assert "Tanpa internet, tetap bisa bekerja" in words(bar)


def test_hints_are_told_and_go_on_in_the_next_row(qtbot):
    bar = KeyHintBar([("Enter", "simpan"), ("F3", "baru"), ("Ctrl+Z", "batalkan tadi")])
    qtbot.addWidget(bar)
    assert bar.accessibleDescription() == "Enter simpan, F3 baru, Ctrl+Z batalkan tadi"
    layout = bar.layout()
    assert layout.heightForWidth(150) > layout.heightForWidth(900)
    bar.set_hints([("Esc", "kembali")])
    assert bar.accessibleDescription() == "Esc kembali"


# words


def test_a_code_is_grouped_and_spelled(qtbot):
    label = CodeLabel("Kode pemulihan", "A7KQ009PXM2R")
    qtbot.addWidget(label)
    assert label.text() == "A7KQ 009P XM2R"
    assert label.accessibleDescription().startswith("A 7 K Q 0 0 9 P")
    label.set_kode("ABC-12")
    assert label.text() == "ABC-12"


def test_an_empty_place_teaches_and_offers(qtbot):
    empty = EmptyState("Belum ada yang datang.", tombol="Daftarkan baru", kunci="F3")
    qtbot.addWidget(empty)
    with qtbot.waitSignal(empty.dipilih):
        empty.tombol.click()
    assert empty.accessibleName() == "Belum ada yang datang."
    title = SectionTitle("Antrean", "3 dari 64")
    qtbot.addWidget(title)
    assert (title.accessibleName(), title.accessibleDescription()) == ("Antrean", "3 dari 64")


def test_a_button_shows_its_key_and_enter_presses_it(qtbot):
    button = BigButton("Kirim sekarang", ikon="send", kunci="F9")
    qtbot.addWidget(button)
    button.show()
    assert "F9" in button.text()
    assert button.accessibleName() == "Kirim sekarang"
    with qtbot.waitSignal(button.clicked):
        qtbot.keyClick(button, Qt.Key.Key_Return)


# cover


def test_one_key_covers_everything_and_escape_uncovers(qtbot, window):
    cover = CoverWidget(window)
    qtbot.keyClick(window.kotak, Qt.Key.Key_F12)
    assert cover.isVisible()
    assert cover.geometry() == window.rect()
    assert QApplication.focusWidget() is cover
    qtbot.keyClick(cover, Qt.Key.Key_Escape)
    assert cover.isHidden()
    assert QApplication.focusWidget() is window.kotak


def test_the_same_key_opens_it_again(qtbot, window):
    cover = CoverWidget(window)
    qtbot.keyClick(window.kotak, "b", Qt.KeyboardModifier.ControlModifier)
    assert cover.isVisible()
    qtbot.keyClick(cover, "b", Qt.KeyboardModifier.ControlModifier)
    assert cover.isHidden()


def test_no_other_key_reaches_what_is_covered(qtbot, window):
    fired = []
    QShortcut(QKeySequence("Ctrl+Z"), window, lambda: fired.append(1))
    cover = CoverWidget(window)
    cover.cover()
    for key in (Qt.Key.Key_Return, Qt.Key.Key_Tab, Qt.Key.Key_A):
        qtbot.keyClick(cover, key)
    qtbot.keyClick(cover, "z", Qt.KeyboardModifier.ControlModifier)
    qtbot.mouseClick(cover, Qt.MouseButton.LeftButton)
    assert fired == []
    assert window.kotak.text() == ""
    assert QApplication.focusWidget() is cover


def test_nothing_under_the_cover_can_be_seen(window):
    before = window.grab().toImage()
    window.kotak.setText("Alya Contoh")
    cover = CoverWidget(window)
    cover.cover()
    window.resize(1000, 600)
    QApplication.processEvents()
    assert cover.size() == window.size()
    with_name = window.grab().toImage()
    window.kotak.setText("Bagas")
    assert window.grab().toImage() == with_name
    assert with_name != before


# zoom


def test_zoom_keys_walk_through_the_four_sizes(qtbot, qapp, window):
    theme.apply_theme(qapp, 1.0)
    control, seen = ZoomController(window), []
    control.berubah.connect(seen.append)
    for _ in range(5):
        qtbot.keyClick(window.kotak, Qt.Key.Key_Plus, Qt.KeyboardModifier.ControlModifier)
    assert seen == [1.15, 1.3, 1.5]
    assert qapp.font().pixelSize() == 24
    qtbot.keyClick(window.kotak, Qt.Key.Key_Minus, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(window.kotak, Qt.Key.Key_0, Qt.KeyboardModifier.ControlModifier)
    assert seen[-2:] == [1.3, 1.0]
    assert qapp.font().pixelSize() == 16
