"""Langkah 4 by keyboard: the list, the bidan's answers under her own name, the covered result."""

from __future__ import annotations

import json

import pytest
from dunia_umum import find, hari_id, is_searching, make_bidan, make_window, settle
from tombol import Tombol

from sipd_desktop.ui.theme import apply_theme


@pytest.fixture(scope="module", autouse=True)
def look(qapp):
    apply_theme(qapp)


@pytest.fixture
def win(qtbot, tmp_path_factory):
    """Dimas (findings) and Kartini (asked for by hand) are to see the bidan."""
    made = make_window(qtbot, tmp_path_factory)
    keys = Tombol(made)
    find(qtbot, made, keys, "dimas")
    keys.type("13,8").press("Enter").type("95,5").press("Enter", "Enter")
    settle(qtbot, made)
    find(qtbot, made, keys, "kartini")
    keys.type("62,5").press("Enter").type("b")
    settle(qtbot, made)
    keys.press("Ctrl+S")
    settle(qtbot, made)
    yield made
    made.finish()
    made.dunia.ruang.close()


@pytest.fixture
def keys(win):
    return Tombol(win)


def log_in(qtbot, win, pengguna):
    """As the lock screen does after the PIN."""
    win.sesi.choose(pengguna=pengguna)
    settle(qtbot, win)


def answers(win):
    sql = "SELECT body FROM isian WHERE form = 'layanan_bidan' AND deleted_at IS NULL"
    return [json.loads(b) for (b,) in win.dunia.read(lambda c: c.exec_driver_sql(sql).all())]


def open_bidan(qtbot, win, keys):
    keys.press("Ctrl+4")
    settle(qtbot, win)
    return win.page.bidan.panel


def test_the_list_tells_number_and_name_and_no_finding(qtbot, win, keys):
    panel = open_bidan(qtbot, win, keys)
    rows = panel.daftar.isi.rows
    assert [(r.nomor, r.utama, r.kanan) for r in rows] == [
        ("1", "DIMAS SETIAWAN", ""),
        ("2", "KARTINI MULYANI", ""),
    ]
    assert panel.judul.text() == "Bidan: 2 menunggu, 0 sudah"
    assert all("gizi" not in (r.kedua + r.kanan).lower() for r in rows)


def test_the_bidan_answers_in_three_keys_and_goes_on(qtbot, win, keys):
    log_in(qtbot, win, make_bidan(win.dunia))
    panel = open_bidan(qtbot, win, keys)
    keys.reset()
    keys.press("Enter")
    settle(qtbot, win)
    assert "DIMAS" in panel.nama.text()
    keys.type("p").press("Enter")
    settle(qtbot, win)
    assert keys.jumlah == 3
    assert answers(win) == [{"tindakan_bidan": "diperiksa"}]
    assert [r.utama for r in panel.daftar.isi.rows] == ["KARTINI MULYANI", "DIMAS SETIAWAN"]
    keys.press("Enter")
    settle(qtbot, win)
    assert "KARTINI" in panel.nama.text()


def test_referral_names_the_place_and_a_note_and_judges_the_screening(qtbot, win, keys):
    log_in(qtbot, win, make_bidan(win.dunia))
    open_bidan(qtbot, win, keys)
    keys.press("Enter")
    settle(qtbot, win)
    keys.type("r3xn").type("rujuk cepat").press("Enter")
    settle(qtbot, win)
    assert answers(win) == [
        {
            "tindakan_bidan": "dirujuk",
            "rujuk_ke": "rs",
            "skrining": "tidak_sesuai",
            "catatan_bidan": "rujuk cepat",
        }
    ]


def test_what_was_given_is_written_in_words(qtbot, win, keys):
    log_in(qtbot, win, make_bidan(win.dunia))
    open_bidan(qtbot, win, keys)
    keys.press("Enter")
    settle(qtbot, win)
    keys.type("g").type("pmt biskuit").press("Enter")
    settle(qtbot, win)
    assert answers(win) == [{"tindakan_bidan": "diberi", "diberikan": "pmt biskuit"}]
    keys.press("Ctrl+Z")
    settle(qtbot, win)
    assert answers(win) == []


def test_nothing_is_saved_before_it_says_what_was_done(qtbot, win, keys):
    log_in(qtbot, win, make_bidan(win.dunia))
    panel = open_bidan(qtbot, win, keys)
    keys.press("Enter")
    settle(qtbot, win)
    keys.press("Enter")
    settle(qtbot, win)
    assert answers(win) == []
    assert "Pilih dulu" in panel.jawaban.galat.text()


def test_a_kader_sees_the_list_but_no_answer_and_is_told_whose_it_is(qtbot, win, keys):
    panel = open_bidan(qtbot, win, keys)
    keys.press("Enter")
    settle(qtbot, win)
    assert "DIMAS" in panel.nama.text()
    assert not panel.jawaban.isVisible()
    assert "Ctrl+L" in panel.ket.text()


@pytest.mark.parametrize("key", ["A", "F8"])
def test_the_result_waits_for_a_key_and_is_covered_for_the_next(qtbot, win, keys, key):
    log_in(qtbot, win, make_bidan(win.dunia))
    panel = open_bidan(qtbot, win, keys)
    keys.press("Enter")
    settle(qtbot, win)
    assert panel.tindakan.text() == "Ke bidan hari ini"
    assert panel.rincian.text() == ""
    keys.press(key)
    assert "Berat badan 13,8" in panel.rincian.text()
    keys.press("Esc")
    settle(qtbot, win)
    assert panel.rincian.text() == ""
    keys.press("Down", "Enter")
    settle(qtbot, win)
    assert "KARTINI" in panel.nama.text()
    assert panel.rincian.text() == ""


def test_an_answer_that_was_begun_comes_back(qtbot, win, keys):
    log_in(qtbot, win, make_bidan(win.dunia))
    panel = open_bidan(qtbot, win, keys)
    keys.press("Enter")
    settle(qtbot, win)
    keys.type("rn").type("tunggu ibu").press("Esc")
    settle(qtbot, win)
    keys.press("Down", "Enter")
    settle(qtbot, win)
    assert panel.jawaban.catatan.text() == ""
    win.page.clear()
    open_bidan(qtbot, win, keys)
    keys.press("Enter")
    settle(qtbot, win)
    assert panel.jawaban.catatan.text() == "tunggu ibu"
    assert panel.jawaban.tindakan["dirujuk"].isChecked()
    keys.press("Enter")
    settle(qtbot, win)
    assert answers(win)[0]["catatan_bidan"] == "tunggu ibu"


def test_esc_leads_from_the_person_to_the_list_to_the_search(qtbot, win, keys):
    panel = open_bidan(qtbot, win, keys)
    keys.press("Enter")
    settle(qtbot, win)
    keys.press("Esc")
    assert panel.lembar is None
    assert panel.daftar.hasFocus()
    keys.press("Esc")
    settle(qtbot, win)
    assert is_searching(win)


def test_b_at_the_scale_asks_the_bidan_for_a_child(qtbot, win, keys):
    find(qtbot, win, keys, "siti")
    keys.type("b")
    settle(qtbot, win)
    assert "Ke bidan hari ini: SITI AMINAH" in win.pesan.text()
    assert win.page.stack.currentWidget() is win.page.meja.ukur
    keys.type("b")
    settle(qtbot, win)
    assert "Tidak lagi ke bidan" in win.pesan.text()


def test_the_bidan_countersigns_the_closed_day(qtbot, win, keys):
    keys.press("F7")
    settle(qtbot, win)
    keys.press("Enter")
    settle(qtbot, win)
    log_in(qtbot, win, make_bidan(win.dunia))
    panel = open_bidan(qtbot, win, keys)
    assert panel.tombol_sah.isVisible()
    assert "sudah ditutup" in panel.ket.text()
    panel.tombol_sah.click()
    settle(qtbot, win)
    assert panel.sah.text() == "Hari ini disahkan Bidan Rina."
    row = win.dunia.read(
        lambda c: c.exec_driver_sql(
            "SELECT disahkan_oleh IS NOT NULL FROM hari_buka WHERE id = ?", (hari_id(win),)
        ).scalar_one()
    )
    assert row == 1


def test_locking_takes_every_name_and_word_off(qtbot, win, keys):
    panel = open_bidan(qtbot, win, keys)
    keys.press("Enter")
    settle(qtbot, win)
    keys.press("F8")
    win.page.clear()
    shown = [panel.nama.text(), panel.siapa.text(), panel.rincian.text()]
    assert shown == ["", "", ""]
    assert panel.daftar.isi.rows == ()
