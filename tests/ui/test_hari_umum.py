"""The quick row of every group, by keyboard on a real encrypted folder; every press is counted."""

from __future__ import annotations

from datetime import date

import pytest
from dunia_hari import HARI_INI
from dunia_umum import find, hari_id, is_searching, make_window, open_window, settle, stored
from tombol import Tombol

from sipd_desktop.services.hari.hari import start_hari
from sipd_desktop.services.hari.urutan_lembar import freeze_urutan
from sipd_desktop.ui.hari.kotak_td import is_complete, with_stroke
from sipd_desktop.ui.theme import apply_theme


@pytest.fixture(scope="module", autouse=True)
def look(qapp):
    apply_theme(qapp)


@pytest.fixture
def win(qtbot, tmp_path_factory):
    made = make_window(qtbot, tmp_path_factory)
    yield made
    made.finish()
    made.dunia.ruang.close()


@pytest.fixture
def keys(win):
    return Tombol(win)


def panel(win):
    return win.page.meja.umum.panel


def attendance(win, nama):
    sql = (
        "SELECT ke_bidan, alasan_bidan, nomor FROM kehadiran "
        "WHERE warga_id = ? AND hari_buka_id = ?"
    )
    values = (win.dunia.anak[nama], hari_id(win))
    return win.dunia.read(lambda c: c.exec_driver_sql(sql, values).one())


def test_a_found_dewasa_is_entered_whole_in_22_keys(qtbot, win, keys):
    keys.type("suparman")
    settle(qtbot, win)
    keys.reset()
    keys.press("Enter")
    settle(qtbot, win)
    keys.type("62,5").press("Enter").type("158").press("Enter").type("82").press("Enter")
    keys.type("12080").type("110").press("Enter")
    settle(qtbot, win)
    assert keys.jumlah <= 22
    assert is_searching(win)
    assert stored(win, "SUPARMAN WIJAYA") == {
        "berat_badan": "62.5",
        "tinggi_badan": "158.0",
        "lingkar_perut": "82.0",
        "sistolik": 120,
        "diastolik": 80,
        "gds": 110,
        "sumber": "alat",
    }
    assert win.pesan.text() == "Tersimpan: SUPARMAN WIJAYA. Dinilai bidan."


def test_the_enter_of_habit_after_a_blood_pressure_saves_nothing_too_soon(qtbot, win, keys):
    find(qtbot, win, keys, "suparman")
    keys.type("62").press("Enter", "Enter", "Enter").type("12080")
    assert panel(win).baris["gds"].kotak.hasFocus()
    keys.press("Enter")
    settle(qtbot, win)
    assert panel(win).baris["gds"].kotak.hasFocus()
    keys.type("110").press("Enter")
    settle(qtbot, win)
    assert stored(win, "SUPARMAN WIJAYA")["gds"] == 110


def test_without_a_meter_two_enters_after_the_pressure_save(qtbot, win, keys):
    find(qtbot, win, keys, "suparman")
    keys.type("62").press("Enter", "Enter", "Enter").type("9560").press("Enter", "Enter")
    settle(qtbot, win)
    assert is_searching(win)
    body = stored(win, "SUPARMAN WIJAYA")
    assert (body["sistolik"], body["diastolik"], body.get("gds")) == (95, 60, None)


@pytest.mark.parametrize(
    ("typed", "shown", "whole"),
    [
        ("12", "12", False),
        ("120", "120/", False),
        ("12080", "120/80", True),
        ("120110", "120/110", True),
        ("12011", "120/11", False),
        ("9560", "95/60", True),
        ("30099", "300/99", True),
    ],
)
def test_the_stroke_comes_by_itself(typed, shown, whole):
    assert with_stroke(typed) == shown
    assert is_complete(shown) is whole


def test_pressure_typed_with_its_stroke_is_the_same(qtbot, win, keys):
    find(qtbot, win, keys, "suparman")
    keys.press("Enter", "Enter", "Enter").type("120/80")
    assert panel(win).baris["td"].kotak.text() == "120/80"
    assert panel(win).baris["gds"].kotak.hasFocus()


def test_backspace_in_a_pressure_does_not_fight(qtbot, win, keys):
    find(qtbot, win, keys, "suparman")
    keys.press("Enter", "Enter", "Enter").type("120")
    box = panel(win).baris["td"].kotak
    assert box.text() == "120/"
    box.backspace()
    box.backspace()
    assert box.text() == "12"
    keys.type("580")
    assert box.text() == "125/80"


def test_bumil_in_three_boxes(qtbot, win, keys):
    find(qtbot, win, keys, "wahyuni")
    keys.reset()
    keys.type("k").press("Enter")
    settle(qtbot, win)
    assert keys.jumlah == 2
    assert panel(win).golongan.text() == "Ibu hamil"
    assert list(panel(win).baris) == ["berat_badan", "lila", "td"]
    keys.type("58,4").press("Enter").type("23,4").press("Enter").type("11070").press("Enter")
    settle(qtbot, win)
    assert is_searching(win)
    body = stored(win, "WAHYUNI LESTARI")
    assert (body["berat_badan"], body["lila"], body["sistolik"]) == ("58.4", "23.4", 110)


def test_what_was_typed_before_the_pregnancy_was_said_is_kept(qtbot, win, keys):
    find(qtbot, win, keys, "wahyuni")
    keys.type("58,4").press("Enter").type("k").type("01082026").press("Enter")
    settle(qtbot, win)
    assert panel(win).golongan.text() == "Ibu hamil, 16 minggu"
    assert panel(win).baris["berat_badan"].kotak.text() == "58,4"
    assert panel(win).baris["lila"].kotak.hasFocus()


def test_baru_melahirkan_needs_its_date(qtbot, win, keys):
    find(qtbot, win, keys, "wahyuni")
    keys.type("k").type("m").press("Enter")
    assert "belum diisi" in panel(win).hamil.galat.text()
    keys.type("05112026").press("Enter")
    settle(qtbot, win)
    assert panel(win).golongan.text() == "Ibu nifas"
    assert list(panel(win).baris) == ["td"]
    keys.type("11070").press("Enter")
    settle(qtbot, win)
    assert stored(win, "WAHYUNI LESTARI")["diastolik"] == 70


def test_esc_shuts_the_line_about_pregnancy_first(qtbot, win, keys):
    find(qtbot, win, keys, "wahyuni")
    keys.type("k")
    assert panel(win).hamil.isVisible()
    keys.press("Esc")
    settle(qtbot, win)
    assert not panel(win).hamil.isVisible()
    assert win.page.stack.currentWidget() is panel(win)
    assert panel(win).baris["berat_badan"].kotak.hasFocus()


def test_men_are_not_asked_about_pregnancy(qtbot, win, keys):
    find(qtbot, win, keys, "suparman")
    keys.type("k")
    assert not panel(win).hamil.isVisible()
    assert not panel(win).tombol_hamil.isVisible()


def test_hb_is_asked_of_girls_only_and_a_child_of_five_has_its_own_row(qtbot, win, keys):
    find(qtbot, win, keys, "rini")
    assert list(panel(win).baris)[-1] == "hb"
    keys.press("Esc")
    find(qtbot, win, keys, "joko")
    assert panel(win).golongan.text() == "Anak prasekolah"
    keys.type("17,2").press("Enter").type("108").press("Enter", "Enter")
    settle(qtbot, win)
    assert stored(win, "JOKO SUSILO")["berat_badan"] == "17.2"
    assert "0 dari 8" in win.page.antrean.sudah.text()


def test_last_values_stand_beside_the_boxes(qtbot, win, keys):
    find(qtbot, win, keys, "kartini")
    told = {key: f.kotak.accessibleDescription() for key, f in panel(win).baris.items()}
    assert told["berat_badan"] == "lalu 61,5 kg (Okt)"
    assert told["td"] == "lalu 130/80 (Okt)"
    assert "LO: L" in told["gds"]


def test_a_correction_saves_at_the_changed_box(qtbot, win, keys):
    find(qtbot, win, keys, "kartini")
    keys.type("62,5").press("Enter", "Ctrl+S")
    settle(qtbot, win)
    keys.reset()
    keys.press("Up", "Enter")
    settle(qtbot, win)
    keys.press("Shift+Enter")
    assert panel(win).baris["berat_badan"].kotak.hasFocus()
    keys.type("61,2").press("Enter")
    settle(qtbot, win)
    assert is_searching(win)
    assert keys.jumlah <= 8
    assert stored(win, "KARTINI MULYANI")["berat_badan"] == "61.2"


def test_the_second_langkah_begins_at_the_first_empty_box(qtbot, win, keys):
    find(qtbot, win, keys, "kartini")
    keys.type("62,5").press("Enter").type("157").press("Enter").type("84").press("Ctrl+S")
    settle(qtbot, win)
    keys.type("1").press("Enter")
    settle(qtbot, win)
    assert panel(win).baris["td"].kotak.hasFocus()
    keys.type("13585").type("140").press("Enter")
    settle(qtbot, win)
    body = stored(win, "KARTINI MULYANI")
    assert (body["lingkar_perut"], body["sistolik"], body["gds"]) == ("84.0", 135, 140)


def test_ctrl_z_takes_the_row_back(qtbot, win, keys):
    find(qtbot, win, keys, "kartini")
    keys.type("62,5").press("Ctrl+S")
    settle(qtbot, win)
    assert stored(win, "KARTINI MULYANI")
    keys.press("Ctrl+Z")
    settle(qtbot, win)
    assert stored(win, "KARTINI MULYANI") == {}
    assert win.page.antrean.daftar.isi.rows == ()


def test_enter_never_takes_the_suggestion_but_its_key_does(qtbot, win, keys):
    find(qtbot, win, keys, "suparman")
    field = panel(win).baris["berat_badan"]
    keys.type("625").press("Enter", "Enter")
    assert field.kotak.text() == "625"
    assert field.kotak.hasFocus()
    assert "62,5" in field.tanya()
    keys.type("s").press("Enter")
    assert field.kotak.text() == "62,5"
    assert panel(win).baris["tinggi_badan"].kotak.hasFocus()


def test_a_height_in_metres_is_understood(qtbot, win, keys):
    find(qtbot, win, keys, "suparman")
    keys.press("Enter").type("1,58").press("Enter").type("s").press("Enter")
    assert panel(win).baris["tinggi_badan"].kotak.text() == "158,0"
    assert panel(win).baris["lingkar_perut"].kotak.hasFocus()


def test_an_upside_down_pressure_is_never_stored(qtbot, win, keys):
    find(qtbot, win, keys, "suparman")
    keys.press("Enter", "Enter", "Enter").type("80120")
    field = panel(win).baris["td"]
    assert field.kotak.hasFocus()
    assert "Angka atas harus lebih besar" in field.tanya()
    keys.press("Ctrl+S")
    settle(qtbot, win)
    assert stored(win, "SUPARMAN WIJAYA") == {}


def test_lo_and_hi_of_the_meter_are_stored_as_such(qtbot, win, keys):
    find(qtbot, win, keys, "suparman")
    keys.press("Enter", "Enter", "Enter").type("12080").type("h").press("Enter")
    settle(qtbot, win)
    body = stored(win, "SUPARMAN WIJAYA")
    assert (body["gds_kode"], body.get("gds")) == ("HI", None)


def test_d_says_where_a_number_comes_from(qtbot, win, keys):
    find(qtbot, win, keys, "suparman")
    keys.type("62").press("Enter").type("158").type("d").press("Enter", "Ctrl+S")
    settle(qtbot, win)
    body = stored(win, "SUPARMAN WIJAYA")
    assert (body["sumber"], body["sumber_tinggi_badan"]) == ("alat", "buku")
    assert "sumber_berat_badan" not in body


def test_a_row_wholly_from_a_book_still_merges_with_one_from_the_scale(qtbot, win, keys):
    """The source of the row never differs between two laptops, only that of each number."""
    find(qtbot, win, keys, "suparman")
    keys.type("62").type("d").press("Ctrl+S")
    settle(qtbot, win)
    body = stored(win, "SUPARMAN WIJAYA")
    assert (body["sumber"], body["sumber_berat_badan"]) == ("alat", "buku")


def test_b_asks_the_bidan_and_b_again_takes_it_back(qtbot, win, keys):
    find(qtbot, win, keys, "kartini")
    keys.type("b")
    settle(qtbot, win)
    assert attendance(win, "KARTINI MULYANI") == (1, "diminta", 1)
    assert "Batal" in panel(win).tombol_bidan.text()
    keys.type("b")
    settle(qtbot, win)
    assert attendance(win, "KARTINI MULYANI") == (0, None, 1)


def test_h_notes_who_came_and_the_row_may_follow(qtbot, win, keys):
    find(qtbot, win, keys, "kartini")
    keys.type("h")
    settle(qtbot, win)
    assert is_searching(win)
    assert attendance(win, "KARTINI MULYANI") == (None, None, 1)
    (row,) = win.page.antrean.daftar.isi.rows
    assert (row.nomor, row.kanan) == ("1", "belum diukur")


def test_esc_keeps_what_was_typed_and_asks_nothing(qtbot, win, keys):
    find(qtbot, win, keys, "kartini")
    keys.type("62,5").press("Esc")
    settle(qtbot, win)
    assert "KARTINI MULYANI" in win.page.cari.petunjuk.text()
    find(qtbot, win, keys, "suparman")
    assert panel(win).baris["berat_badan"].kotak.text() == ""
    keys.press("Esc")
    find(qtbot, win, keys, "kartini")
    assert panel(win).baris["berat_badan"].kotak.text() == "62,5"


def test_keys_typed_before_the_sheet_is_read_are_kept(qtbot, win, keys):
    keys.type("suparman")
    settle(qtbot, win)
    keys.press("Enter").type("62,5").press("Enter").type("158")
    settle(qtbot, win)
    assert panel(win).baris["berat_badan"].kotak.text() == "62,5"
    assert panel(win).baris["tinggi_badan"].kotak.text() == "158"
    keys.press("Ctrl+S")
    settle(qtbot, win)
    assert stored(win, "SUPARMAN WIJAYA")["tinggi_badan"] == "158.0"


def test_locking_takes_every_name_and_number_off(qtbot, win, keys):
    find(qtbot, win, keys, "kartini")
    keys.type("62,5")
    win.page.clear()
    texts = [panel(win).nama.text(), panel(win).siapa.text()]
    texts += [f.kotak.text() for f in panel(win).baris.values()]
    texts += [f.kotak.accessibleDescription() for f in panel(win).baris.values()]
    assert not any("KARTINI" in t or "62" in t or "61" in t for t in texts)


def test_after_a_power_cut_the_same_person_and_box_come_back(qtbot, win, keys):
    find(qtbot, win, keys, "kartini")
    keys.type("62,5").press("Enter").type("15")
    win.page.meja.naskah.look()
    settle(qtbot, win)
    win.page.meja.naskah.tersimpan()  # as if the laptop had gone dark: nothing is written any more
    win.hide()
    again = open_window(qtbot, win.dunia, start=False)
    try:
        shown = panel(again)
        assert again.page.stack.currentWidget() is shown
        assert "KARTINI" in shown.nama.text()
        assert shown.baris["berat_badan"].kotak.text() == "62,5"
        assert shown.baris["tinggi_badan"].kotak.text() == "15"
        assert shown.baris["tinggi_badan"].kotak.hasFocus()
        Tombol(again).type("8").press("Ctrl+S")
        settle(qtbot, again)
        assert stored(again, "KARTINI MULYANI")["tinggi_badan"] == "158.0"
        drafts = again.dunia.read(
            lambda c: c.exec_driver_sql("SELECT count(*) FROM naskah").scalar_one()
        )
        assert drafts == 0
    finally:
        again.finish()


def test_a_grown_up_newcomer_in_forty_keys_without_a_mothers_name(qtbot, win, keys):
    keys.type("slamet riyadi")
    settle(qtbot, win)
    keys.press("F3").type("l").type("01071955").press("Enter")
    assert win.page.meja.baru.kotak["rt"].hasFocus()
    keys.type("2").press("Enter", "Enter")
    settle(qtbot, win)
    assert keys.jumlah <= 40
    assert panel(win).golongan.text() == "Lansia"
    assert panel(win).baris["berat_badan"].kotak.hasFocus()
    row = win.dunia.read(
        lambda c: c.exec_driver_sql(
            "SELECT shdk, nama_ibu FROM warga WHERE nama = 'Slamet Riyadi'"
        ).one()
    )
    assert tuple(row) == (None, None)


def test_counts_and_filter_beside_the_queue(qtbot, win, keys):
    for name in ("kartini", "suparman"):
        find(qtbot, win, keys, name)
        keys.type("h")
        settle(qtbot, win)
    queue = win.page.antrean
    assert queue.hadir.text() == "Hadir juga: 1 dewasa, 1 lansia"
    assert len(queue.daftar.isi.rows) == 2
    keys.press("Ctrl+G")
    assert [r.utama for r in queue.daftar.isi.rows] == ["SUPARMAN WIJAYA"]
    keys.press("Ctrl+G")
    assert [r.utama for r in queue.daftar.isi.rows] == ["KARTINI MULYANI"]
    keys.press("Ctrl+G")
    assert len(queue.daftar.isi.rows) == 2


def test_who_has_not_come_by_group_and_enter_opens_the_row(qtbot, win, keys):
    keys.press("F6")
    settle(qtbot, win)
    missing = win.page.ini.belum
    assert missing.judul.text() == "Belum datang: 8 dari 8 balita"
    keys.press("Ctrl+G")
    settle(qtbot, win)
    assert missing.judul.text() == "Belum datang: 1 dari 1 prasekolah"
    while missing.saring.kelompok != "lansia":
        keys.press("Ctrl+G")
        settle(qtbot, win)
    assert [r.utama for r in missing.daftar.isi.rows if not r.judul] == ["KARTINI MULYANI"]
    keys.press("Enter")
    settle(qtbot, win)
    assert win.page.stack.currentWidget() is panel(win)
    assert panel(win).golongan.text() == "Lansia"


def test_the_end_of_the_day_counts_every_group(qtbot, win, keys):
    find(qtbot, win, keys, "kartini")
    keys.type("62,5").press("Ctrl+S")
    settle(qtbot, win)
    keys.press("F7")
    settle(qtbot, win)
    told = win.page.ini.tutup.kelompok.text()
    assert "Balita 0 dari 8" in told
    assert "Lansia 1 dari 1" in told
    assert "Dewasa 0 dari 2" in told
    assert "Ibu hamil" not in told


def test_a_refused_save_of_a_child_leaves_the_row_that_is_open_by_then(qtbot, win, keys):
    """Another laptop closed the day meanwhile; Suparman stands at the table already."""
    find(qtbot, win, keys, "alya")
    keys.type("11,2").press("Enter")
    sql = "UPDATE hari_buka SET status = 'tutup' WHERE id = ?"
    win.dunia.write(lambda c: c.exec_driver_sql(sql, (hari_id(win),)))
    keys.press("Ctrl+S")
    win.page.meja.umum.choose(win.dunia.anak["SUPARMAN WIJAYA"], "SUPARMAN WIJAYA", "dewasa", "L")
    settle(qtbot, win)
    assert win.pesan.text() == "hari-sudah-ditutup"
    assert win.page.stack.currentWidget() is panel(win)
    assert "SUPARMAN" in panel(win).nama.text()
    keys.press("Esc")
    settle(qtbot, win)
    assert "ALYA" in win.page.cari.petunjuk.text()


def test_what_was_typed_on_one_day_does_not_come_up_on_another(qtbot, win, keys):
    find(qtbot, win, keys, "suparman")
    keys.type("62,5").press("Esc")
    settle(qtbot, win)
    unit, december = win.dunia.posyandu[0][0], date(2026, 12, 19)
    who = win.dunia.pengguna.petugas
    win.dunia.write(lambda c: start_hari(c, who, posyandu_id=unit, tanggal=december))
    win.sesi.choose(tanggal=december)
    settle(qtbot, win)
    find(qtbot, win, keys, "suparman")
    assert win.page.hari.tanggal == december
    assert win.page.stack.currentWidget() is panel(win)
    assert panel(win).baris["berat_badan"].kotak.text() == ""
    keys.type("61").press("Esc")
    settle(qtbot, win)
    january = date(2027, 1, 16)
    win.sesi.choose(tanggal=january)
    settle(qtbot, win)
    started = win.dunia.write(lambda c: start_hari(c, who, posyandu_id=unit, tanggal=january))
    win.page.begin(started[0])
    settle(qtbot, win)
    find(qtbot, win, keys, "suparman")
    assert win.page.hari.tanggal == january
    assert win.page.stack.currentWidget() is panel(win)
    assert panel(win).baris["berat_badan"].kotak.text() == ""


def test_a_grown_up_is_keyed_from_the_sheet_by_number(qtbot, win, keys):
    unit, who = win.dunia.posyandu[0][0], win.dunia.pengguna.petugas
    old = win.dunia.anak["KARTINI MULYANI"]
    order = win.dunia.write(lambda c: freeze_urutan(c, who, unit, HARI_INI, (old,)))[0].urutan
    keys.press("F11")
    settle(qtbot, win)
    box = win.page.jalan.susulan.kotak
    assert box.hasFocus()
    keys.type(str(order.index(old) + 1)).press("Enter")
    settle(qtbot, win)
    assert win.page.stack.currentWidget() is panel(win)
    assert "KARTINI" in panel(win).nama.text()
    keys.type("62,5").press("Ctrl+S")
    settle(qtbot, win)
    assert stored(win, "KARTINI MULYANI")["berat_badan"] == "62.5"
    assert box.hasFocus(), "the next number"
    assert win.page.jalan.susulan.isi.find(order.index(old) + 1).selesai
