"""The quick rows and langkah 4 on a narrow window at 100 and 150 %: named controls, no word cut."""

from __future__ import annotations

import pytest
from dunia_umum import make_bidan, make_window, settle
from test_hari_rupa import cut, unnamed
from tombol import Tombol

from sipd_desktop.ui.theme import apply_theme


@pytest.fixture(params=[1.0, 1.5], ids=["100", "150"])
def zoom(qapp, request):
    apply_theme(qapp, request.param)
    yield request.param
    apply_theme(qapp, 1.0)


@pytest.fixture
def win(qtbot, tmp_path_factory, zoom):  # noqa: ARG001 - the look comes before the window
    made = make_window(qtbot, tmp_path_factory)
    made.setMinimumSize(1024, 500)
    made.resize(1366, 520)
    settle(qtbot, made)
    yield made
    made.finish()
    made.dunia.ruang.close()


def find(qtbot, win, keys, text):
    keys.press("F2").type(text)
    settle(qtbot, win)
    keys.press("Enter")
    settle(qtbot, win)


def states(qtbot, win):
    keys = Tombol(win)
    find(qtbot, win, keys, "kartini")
    yield "lansia"
    keys.type("625").press("Enter")
    settle(qtbot, win)
    yield "ditolak"
    keys.type("62,5").press("Enter", "Enter", "Enter").type("120110")
    settle(qtbot, win)
    yield "ditanya"
    keys.type("b")
    settle(qtbot, win)
    keys.press("Ctrl+S")
    settle(qtbot, win)
    find(qtbot, win, keys, "wahyuni")
    keys.type("k")
    settle(qtbot, win)
    yield "hamil ditanya"
    keys.type("01082026").press("Enter")
    settle(qtbot, win)
    yield "bumil"
    find(qtbot, win, keys, "rini")
    yield "remaja"
    keys.press("F2")
    settle(qtbot, win)
    yield "antrean"
    keys.press("F6")
    settle(qtbot, win)
    yield "belum"
    keys.press("Ctrl+4", "Enter")
    settle(qtbot, win)
    yield "bidan, dilihat kader"
    win.sesi.choose(pengguna=make_bidan(win.dunia))
    settle(qtbot, win)
    keys.press("Ctrl+4", "Enter")
    settle(qtbot, win)
    yield "bidan"
    keys.press("F8").type("r")
    settle(qtbot, win)
    yield "bidan merujuk"
    keys.press("F2", "F3")
    settle(qtbot, win)
    yield "baru"
    keys.press("F7")
    settle(qtbot, win)
    yield "tutup"


def test_every_control_has_a_name_and_no_word_is_cut(qtbot, win, zoom):
    wrong, seen = {}, 0
    for state in states(qtbot, win):
        seen += 1
        for what, found in (("tanpa nama", unnamed(win.page)), ("terpotong", cut(win.page))):
            if found:
                wrong[f"{state}, {what}"] = found
    assert wrong == {}, f"zoom {zoom}"
    assert seen == 13


@pytest.mark.parametrize("zoom", [1.0], ids=["100"], indirect=True)
def test_tab_walks_the_quick_row_as_enter_does(qtbot, win):
    keys = Tombol(win)
    find(qtbot, win, keys, "rini")
    panel = win.page.meja.umum.panel
    walked = []
    for _ in range(len(panel.baris) + len(panel.tik) + 1):
        walked.append(win.focusWidget())
        keys.press("Tab")
    wanted = [f.kotak for f in panel.baris.values()]
    wanted += [*panel.tik.values(), panel.tombol_simpan]
    assert walked == wanted
