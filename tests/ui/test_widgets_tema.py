"""The look: Inter at four sizes, only colours of the palette, Indonesian on Qt's own buttons."""

import re

import pytest
from PySide6.QtGui import QFontInfo
from PySide6.QtWidgets import QComboBox, QDialogButtonBox, QLabel, QLineEdit, QPushButton

from sipd_desktop.base import paths
from sipd_desktop.render import warna
from sipd_desktop.ui import theme
from sipd_desktop.ui.icons import icon, list_icons, pixmap
from sipd_desktop.ui.widgets.bilah_pesan import MessageBar
from sipd_desktop.ui.widgets.temuan import TANDA, StatusChip

PALET = {v.upper() for v in vars(warna).values() if isinstance(v, str) and v[:1] == "#"}


@pytest.fixture(autouse=True)
def _theme(qapp):
    theme.apply_theme(qapp, 1.0)
    yield
    theme.apply_theme(qapp, 1.0)


@pytest.mark.parametrize("size", theme.UKURAN)
def test_the_sheet_uses_only_colours_of_the_palette(size):
    sheet = theme.style_sheet(size)
    assert "$" not in sheet
    assert {c.upper() for c in re.findall(r"#[0-9A-Fa-f]{6}\b", sheet)} <= PALET


def test_no_text_is_smaller_than_eleven_points():
    sizes = [int(n) for n in re.findall(r"font-size: (\d+)px", theme.style_sheet(1.0))]
    assert min([*sizes, theme.HURUF_DASAR]) * 72 / 96 >= 11


def test_lengths_grow_with_the_zoom_and_hex_colours_do_not():
    assert "min-height: 34px" in theme.style_sheet(1.0)
    assert "min-height: 51px" in theme.style_sheet(1.5)


def test_pictures_of_the_sheet_exist():
    names = re.findall(r'url\("([^"]+)"\)', theme.style_sheet(1.0))
    assert len(names) >= 4
    assert all((paths.resources() / "qss" / name.rsplit("/", 1)[1]).is_file() for name in names)


@pytest.mark.parametrize(
    ("asked", "taken"), [(1.0, 1.0), (1.2, 1.15), (130, 1.3), (9.0, 1.5), (150, 1.5), (0.2, 1.0)]
)
def test_a_size_is_one_of_four(asked, taken):
    assert theme.nearest_zoom(asked) == taken


def test_the_font_on_the_screen_is_ours(qapp):
    assert QFontInfo(qapp.font()).family() == "Inter"
    assert QFontInfo(theme.ui_font(16, 700)).bold()


@pytest.mark.parametrize("size", theme.UKURAN)
def test_controls_are_forty_four_high_with_and_without_focus(qapp, qtbot, size):
    theme.apply_theme(qapp, size)
    combo = QComboBox()
    combo.addItems(["Laki-laki"])
    parts = [QPushButton("Simpan"), QLineEdit("Bagas"), combo]
    parts[0].setProperty("peran", "utama")
    for part in parts:
        qtbot.addWidget(part)
        part.show()
        before = part.sizeHint().height()
        part.setFocus()
        assert before >= max(44, 44 * size - 2)
        assert part.sizeHint().height() == before


def test_every_icon_is_drawn_in_its_colour():
    names = list_icons()
    assert len(names) >= 30
    for name in names:
        image = pixmap(name, 24, warna.MERAH).toImage()
        inked = [
            image.pixelColor(x, y)
            for x in range(24)
            for y in range(24)
            if image.pixelColor(x, y).alpha() > 200
        ]
        assert inked, name
        if name != "sipd":
            assert all(c.red() > 120 and c.green() < 60 for c in inked), name


def test_an_unknown_icon_is_an_error():
    with pytest.raises(KeyError):
        icon("tidak-ada")


def test_standard_buttons_are_indonesian(qtbot):
    box = QDialogButtonBox()
    qtbot.addWidget(box)
    for which in QDialogButtonBox.StandardButton:
        if which.name in ("NoButton", "FirstButton", "LastButton"):
            continue
        button = box.addButton(which)
        word = button.text().replace("&", "")
        assert word not in ("", "OK", "Save", "Open", "Yes", "No", "Cancel", "Close", "Apply")
        assert not re.search(r"\b(All|Discard|Retry|Ignore|Help|Reset|Defaults|Abort)\b", word), (
            word
        )


def test_the_menu_of_a_text_box_is_indonesian(qtbot):
    edit = QLineEdit("teks")
    qtbot.addWidget(edit)
    words = [
        a.text().replace("&", "").split("\t")[0] for a in edit.createStandardContextMenu().actions()
    ]
    assert "Salin" in words
    assert "Copy" not in words


def test_a_chip_changes_its_ground_with_its_level(qtbot):
    chip = StatusChip(TANDA["N"])
    qtbot.addWidget(chip)
    chip.show()
    for letter in ("N", "BGM", "T"):
        chip.set_status(TANDA[letter])
        ground = chip.grab().toImage().pixelColor(chip.width() // 2, 3)
        assert ground.name().upper() == warna.KUAT[TANDA[letter].tingkat]


def test_words_of_people_are_never_read_as_markup(qtbot):
    bar = MessageBar()
    qtbot.addWidget(bar)
    bar.show_tersimpan("<b>Siti</b> 8,9 kg")
    label = next(x for x in bar.findChildren(QLabel) if "Siti" in x.text())
    assert label.textFormat().name == "PlainText"
