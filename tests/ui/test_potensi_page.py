"""Potensi & Masalah in the window: by keys from the grid to the family, noting a potensi."""

from __future__ import annotations

import pytest
import shell_ruang
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from shell_ruang import KENARI, all_texts, picture, press, settle
from tombol import Tombol

from sipd_desktop.base.ids import masalah_id, new_id
from sipd_desktop.services.buka import list_pengguna
from sipd_desktop.services.catat import Niat
from sipd_desktop.services.petak.lihatan import Lihatan
from sipd_desktop.ui import theme

buka, isi, isi_induk, masuk = (
    shell_ruang.buka,
    shell_ruang.isi,
    shell_ruang.isi_induk,
    shell_ruang.masuk,
)


@pytest.fixture
def berisi(masuk, isi, qtbot):
    """One family with a latrine problem that was confirmed."""
    window = masuk.window
    window.resize(1366, 768)
    with window.ruang.buku.write() as conn:
        niat = Niat(conn, list_pengguna(conn)[0].petugas)
        row = {"subjek_jenis": "keluarga", "subjek": isi.keluarga, "jenis": "jamban"}
        row |= {
            "status": "terkonfirmasi",
            "tanggal": "2025-09-15",
            "alasan": "Buang air di sungai.",
            "unit": "rumah_air",
        }
        niat.insert("masalah", masalah_id(isi.keluarga, "jamban", ""), row)
        niat.done()
    settle(masuk, qtbot.waitUntil)
    return masuk


@pytest.fixture
def halaman(berisi, qtbot):
    press(Qt.Key.Key_3, Qt.KeyboardModifier.AltModifier)
    settle(berisi, qtbot.waitUntil)
    return berisi.window.bingkai.page


def test_from_the_grid_to_the_family_by_keys(berisi, halaman, qtbot) -> None:
    keys = Tombol(berisi.window)
    assert berisi.window.bingkai.key == "potensi"
    assert halaman.petak.kotak.hasFocus()
    assert halaman.petak.kotak.isi.rowCount() == 1
    assert "Keluarga miskin kronis" in halaman.petak.tidak_ada.text()
    keys.press("Down")
    assert "1 terkonfirmasi atau ditangani, 0 dugaan, dari 1 keluarga" in halaman.petak.kata.text()
    assert "15 Sep 2025 (lama)" in halaman.petak.kata.text()
    picture(berisi, "petak")
    keys.reset()
    keys.press("Enter")
    settle(berisi, qtbot.waitUntil)
    assert halaman.tab is halaman.daftar
    (row,) = halaman.daftar.tabel.isi.rows
    assert (row.nama, row.label) == ("Dedi Kurnia", "Belum punya jamban sehat")
    assert halaman.daftar.rinci.text().startswith("Buang air di sungai.")
    assert "Unit Rumah, air dan jamban." in halaman.daftar.rinci.text()
    keys.press("Enter")
    settle(berisi, qtbot.waitUntil)
    assert keys.jumlah == 2
    assert berisi.window.bingkai.key == "keluarga"
    keys.press("Esc")
    settle(berisi, qtbot.waitUntil)
    assert halaman.tab is halaman.daftar


def test_a_view_is_saved_chosen_and_forgotten(berisi, halaman, qtbot) -> None:
    keys = Tombol(berisi.window)
    keys.press("Ctrl+2")
    settle(berisi, qtbot.waitUntil)
    saring = halaman.daftar.saring
    keys.type("sungai")
    settle(berisi, qtbot.waitUntil)
    qtbot.waitUntil(lambda: halaman.daftar.jumlah.text() == "1 masalah, 1 orang atau keluarga")
    assert saring.simpan.isVisible()
    saring.simpan.click()
    settle(berisi, qtbot.waitUntil)
    keys.type("Dekat sungai").press("Enter")
    settle(berisi, qtbot.waitUntil)
    assert saring.nama_lihatan() == "Dekat sungai"
    saring.ganti.click()
    settle(berisi, qtbot.waitUntil)
    keys.type("Sungai RT 2").press("Enter")
    settle(berisi, qtbot.waitUntil)
    assert saring.nama_lihatan() == "Sungai RT 2"
    halaman.daftar.cetak.click()
    settle(berisi, qtbot.waitUntil)
    report = berisi.window.bingkai.page
    assert report.lihatan.isVisible()
    assert report.lihatan.currentText() == "Sungai RT 2"
    picture(berisi, "cetak-lihatan")
    report.lihatan.setCurrentIndex(report.lihatan.findText("Lewat tenggat"))
    report.lihatan.activated.emit(report.lihatan.currentIndex())
    settle(berisi, qtbot.waitUntil)
    assert report.minta.pilihan == Lihatan(lewat_tenggat=True)
    assert report.susunan is not None
    keys.press("Esc")
    settle(berisi, qtbot.waitUntil)
    saring.set_lihatan(Lihatan())
    saring.lihatan.setCurrentIndex(saring.lihatan.findText("Sungai RT 2"))
    saring.lihatan.activated.emit(saring.lihatan.currentIndex())
    assert saring.kata.text() == "sungai"
    saring.hapus.click()
    settle(berisi, qtbot.waitUntil)
    assert saring.lihatan.findText("Sungai RT 2") < 0


def test_words_are_found_in_what_was_read(berisi, halaman, qtbot) -> None:
    """A letter is answered at once; only another place, kind or status is read again."""
    keys = Tombol(berisi.window)
    keys.press("Ctrl+2")
    settle(berisi, qtbot.waitUntil)
    daftar = halaman.daftar
    assert len(daftar.tabel.isi.rows) == 1
    for words, found in (("gunung", 0), ("", 1), ("kurnia sunga", 1), ("sungai gunung", 0)):
        daftar.saring.kata.setText(words)
        assert len(daftar.tabel.isi.rows) == found, words
        assert not daftar._wait.isActive()
    daftar.saring._choose(daftar.saring.status, "ditangani")
    daftar.saring.kata.setText("kurnia")
    assert daftar._wait.isActive()
    qtbot.waitUntil(lambda: not daftar._wait.isActive())
    settle(berisi, qtbot.waitUntil)
    assert daftar.tabel.isi.rows == ()
    berisi.window.sesi.choose(posyandu_id="")
    halaman.reload()
    settle(berisi, qtbot.waitUntil)
    daftar.saring._choose(daftar.saring.status, "")
    daftar.load()
    settle(berisi, qtbot.waitUntil)
    assert [r.nama for r in daftar.tabel.isi.rows] == ["Dedi Kurnia"]


def test_a_potensi_is_noted_by_keys_and_taken_back(berisi, halaman, qtbot) -> None:
    keys = Tombol(berisi.window)
    halaman._go_to(len(halaman.tabs) - 1)
    settle(berisi, qtbot.waitUntil)
    keys.press("F3")
    settle(berisi, qtbot.waitUntil)
    assert berisi.window.bingkai.key == "potensi_baru"
    keys.press("1", "Enter").type("Mushola").press("Enter", "Enter", "Enter", "Enter")
    keys.type("2").press("Enter", "Enter", "Enter", "Enter")
    keys.type("Pak Karno 081234567890").press("Enter", "Enter")
    picture(berisi, "potensi-baru")
    keys.press("Enter")
    settle(berisi, qtbot.waitUntil)
    assert berisi.window.bingkai.page is halaman
    assert [(p.nama, p.rt, p.kontak_samar) for p in halaman.potensi.tabel.isi.rows] == [
        ("Mushola", "002", "P******890")
    ]
    keys.press("Ctrl+Z")
    settle(berisi, qtbot.waitUntil)
    assert halaman.potensi.tabel.isi.rows == ()
    assert "F3" in halaman.potensi.kosong.accessibleName()


def test_a_tile_is_moved_by_keys_and_opens_its_list(berisi, halaman, qtbot) -> None:
    keys = Tombol(berisi.window)
    keys.press("Ctrl+3")
    peta = halaman.peta
    settle(berisi, qtbot.waitUntil)
    assert peta.jenis.currentData() == "jamban"
    assert peta.kata.text() == "RT 002, RW 001: 1 dari 1 keluarga (100 %)."
    keys.press("Space", "Right", "Down", "Space")
    settle(berisi, qtbot.waitUntil)
    assert list(peta.peta.isi.letak) == [(1, 1)]
    assert berisi.window.bingkai.page is halaman
    keys.press("Enter")
    settle(berisi, qtbot.waitUntil)
    assert halaman.tab is halaman.daftar
    assert [r.label for r in halaman.daftar.tabel.isi.rows] == ["Belum punya jamban sehat"]
    keys.press("Ctrl+4")
    settle(berisi, qtbot.waitUntil)
    assert halaman.tren.kosong.accessibleName().startswith("Belum ada pendataan.")


def test_family_and_person_show_six_fields_and_the_card_is_one_key_away(berisi, isi, qtbot) -> None:
    keys = Tombol(berisi.window)
    berisi.window.sesi.go("keluarga", keluarga_id=isi.keluarga)
    settle(berisi, qtbot.waitUntil)
    page = berisi.window.bingkai.page
    assert page.rumah.text() == "Rumah belum didata."
    assert page.nama.width() > page.width() / 2, "a long name has the whole line"
    assert len({r.bidang for r in page.bidang.isi.rows} - {""}) >= 6
    keys.press("F6")
    settle(berisi, qtbot.waitUntil)
    assert berisi.window.bingkai.key == "orang"
    page = berisi.window.bingkai.page
    assert page.nama.text() == "Dedi Kurnia"
    assert "NIK 3399********0002" in page.siapa.text()
    names = [r.apa for r in page.bidang.isi.rows]
    page.bidang.select(names.index("Belum punya jamban sehat"))
    assert page.rinci.text() == "Buang air di sungai."
    picture(berisi, "orang")
    keys.press("Enter")
    settle(berisi, qtbot.waitUntil)
    assert berisi.window.bingkai.key == "masalah"
    keys.press("Esc")
    settle(berisi, qtbot.waitUntil)
    keys.press("Ctrl+P")
    settle(berisi, qtbot.waitUntil)
    report = berisi.window.bingkai.page
    assert report.jenis.key == "lembar-orang"
    assert report.susunan is not None
    picture(berisi, "lembar-orang")
    keys.press("Esc")
    settle(berisi, qtbot.waitUntil)
    keys.press("F4")
    assert page.riwayat.isVisible()
    page.clear()
    assert not [t for t in all_texts(page) if "Dedi" in t or "3399" in t]


def test_a_wrong_date_is_said_beside_its_question(berisi, qtbot) -> None:
    berisi.window.sesi.go("potensi_baru")
    settle(berisi, qtbot.waitUntil)
    page = berisi.window.bingkai.page
    page.isian.set_nilai({"jenis": "lahan", "nama": "Kebun", "tanggal": "2030-01-01"})
    page.save()
    assert "melewati hari ini" in page.isian.tanya["tanggal"].galat.text()
    assert berisi.window.bingkai.key == "potensi_baru"


def test_at_150_percent_every_part_is_reachable(berisi, halaman, qtbot) -> None:
    theme.apply_theme(QApplication.instance(), 1.5)
    for number, tab in enumerate(halaman.tabs):
        halaman._go_to(number)
        settle(berisi, qtbot.waitUntil)
        picture(berisi, f"bagian-{number}-150")
        assert halaman.bilah.geometry().right() <= halaman.width()
        area = halaman.tumpuk.currentWidget()
        assert tab.width() <= area.viewport().width(), "wider than the page: cut off"
        assert berisi.window.height() <= 768


def test_nothing_personal_stays_when_the_screen_is_locked(berisi, halaman, qtbot) -> None:
    for number in range(len(halaman.tabs)):
        halaman._go_to(number)
        settle(berisi, qtbot.waitUntil)
    assert any("Dedi" in t for t in all_texts(halaman))
    halaman.clear()
    assert not [t for t in all_texts(halaman) if "Dedi" in t or KENARI[0] in t or "sungai" in t]


def test_an_answer_of_a_questionnaire_becomes_a_potensi_with_enter(berisi, halaman, qtbot) -> None:
    with berisi.window.ruang.buku.write() as conn:
        niat = Niat(conn, list_pengguna(conn)[0].petugas)
        for kode, question, answer in (("P303", "Kelompok tani", "3"), ("P301", "Embung", "1")):
            row = {"sumber_data": "sdgs", "tanggal": "2026-09-01", "rt": "002", "rw": "001"}
            row |= {"kode": kode, "pertanyaan": question, "nilai": answer}
            niat.insert("pendataan_wilayah", new_id(), row)
        niat.done()
    keys = Tombol(berisi.window)
    keys.press("Ctrl+5")
    settle(berisi, qtbot.waitUntil)
    table = halaman.potensi.tabel
    assert [(r.label, r.nama) for r in table.isi.rows] == [
        ("Fasilitas", "Embung"),
        ("Jawaban lain", "Kelompok tani"),
    ]
    table.select(1)
    assert "Jadikan potensi" in halaman.potensi.buka.text()
    picture(berisi, "jawaban-lain")
    keys.press("Enter")
    settle(berisi, qtbot.waitUntil)
    page = berisi.window.bingkai.page
    assert berisi.window.bingkai.key == "potensi_baru"
    nilai = page.isian.nilai()
    assert (nilai["nama"], nilai["rt"], nilai["tanggal"]) == ("Kelompok tani", "002", "2026-09-01")
    keys.press("3")
    picture(berisi, "jadikan-potensi")
    page.isian.set_nilai({**page.isian.nilai(), "satuan": "kelompok"})
    page.save()
    settle(berisi, qtbot.waitUntil)
    assert [(r.label, r.nama, r.jumlah) for r in table.isi.rows] == [
        ("Fasilitas", "Embung", "1 buah"),
        ("Kelompok", "Kelompok tani", "3 kelompok"),
    ]
    keys.press("Ctrl+Z")
    settle(berisi, qtbot.waitUntil)
    assert "Jawaban lain" in [r.label for r in table.isi.rows]
