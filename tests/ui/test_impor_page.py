"""Importing in the real window: choose, look, store, take back; by keys."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import openpyxl
import pytest
import shell_ruang
from layar_impor import CONTOH, LayarImpor, open_impor, write_xlsx
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from shell_ruang import Isi, all_texts

from sipd_desktop.app import Aplikasi
from sipd_desktop.services.buka import list_pengguna
from sipd_desktop.services.catat import Niat
from sipd_desktop.ui.impor import galat
from sipd_desktop.ui.impor.hilang import HilangPage
from sipd_desktop.ui.impor.periksa import KOLOM
from sipd_desktop.ui.impor.pilih import PilihImporPage
from sipd_desktop.ui.impor.riwayat import RiwayatImporPage

buka, isi, isi_induk, masuk = (
    shell_ruang.buka,
    shell_ruang.isi,
    shell_ruang.isi_induk,
    shell_ruang.masuk,
)


@pytest.fixture
def layar(masuk: Aplikasi, isi: Isi, qtbot) -> LayarImpor:
    return open_impor(masuk, isi, qtbot.waitUntil)


def test_a_file_is_looked_at_stored_and_taken_back(layar: LayarImpor) -> None:
    page = layar.halaman
    assert QApplication.focusWidget() is page.awal.tombol
    layar.potret("impor-awal")
    before = layar.sql("SELECT count(*) FROM warga WHERE deleted_at IS NULL")
    layar.open_berkas(CONTOH / "penduduk_opensid.xlsx")
    assert "OpenSID: 1.166 orang, 350 keluarga" in page.periksa.kalimat.text()
    assert page.periksa.saring.tombol["baru"].text().startswith("1.166")
    layar.potret("impor-periksa")
    layar.ketik(Qt.Key.Key_Down, Qt.Key.Key_Return)
    layar.potret("impor-baris")
    assert layar.sql("SELECT count(*) FROM warga WHERE deleted_at IS NULL") == before
    layar.ctrl("S")
    layar.wait(lambda: page.tumpuk.currentWidget() is page.hasil, timeout=20_000)
    layar.tenang()
    layar.potret("impor-hasil")
    ((now,),) = layar.sql("SELECT count(*) FROM warga WHERE deleted_at IS NULL")
    assert now == before[0][0] + 1166
    layar.ctrl("Z")
    layar.tenang()
    assert layar.sql("SELECT count(*) FROM warga WHERE deleted_at IS NULL") == before
    layar.potret("impor-batal")


JUDUL = ["No", "Warga", "Lahirnya", "Gender", "Nomor NIK nya", "Ibunya", "Nama Ibuu", "Hobi"]
ASING = [
    [1, "RATNA CEMPAKA", "12-05-1990", "P", "3399075205900001", "SUTINI", "SUTINI", "menjahit"],
    [2, "JOKO CEMPAKA", "03-01-1988", "L", "3399070301880002", "WAGINI", "WAGINI", "mancing"],
]


def asing(folder: Path, name: str, rows: list[list[object]] | None = None) -> Path:
    """A list with headings that nobody knows."""
    return write_xlsx(folder / name, [["DATA WARGA"], JUDUL, *(rows or ASING)])


def map_by_keys(layar: LayarImpor) -> None:
    """Warga -> Nama, Lahirnya -> Tanggal lahir, Gender, NIK."""
    layar.ketik(Qt.Key.Key_Down, Qt.Key.Key_Return, "nama", Qt.Key.Key_Return)
    layar.ketik(Qt.Key.Key_Return, "tanggal l", Qt.Key.Key_Return)


def test_unknown_headings_are_mapped_by_keys_and_the_next_file_is_known(
    layar: LayarImpor, tmp_path: Path
) -> None:
    page = layar.halaman
    layar.open_berkas(asing(tmp_path, "warga.xlsx"))
    assert page.tumpuk.currentWidget() is page.cocok
    assert "Nama dan Tanggal lahir" in page.cocok.kabar.text()
    layar.potret("impor-cocok")
    map_by_keys(layar)
    layar.potret("impor-cocok-2")
    assert page.cocok.cocokan.peta["nama"] == 1
    assert page.cocok.cocokan.peta["tanggal_lahir"] == 2
    layar.ctrl("S")
    assert page.tumpuk.currentWidget() is page.periksa
    assert [r.baris.text("nama") for r in page.periksa.tabel.isi.rows] == [
        "RATNA CEMPAKA",
        "JOKO CEMPAKA",
    ]
    layar.potret("impor-cocok-3")
    layar.aplikasi.window.zoom.set_zoom(1.5)
    layar.ketik(Qt.Key.Key_F4, Qt.Key.Key_Return)
    layar.potret("impor-cocok-150")
    layar.ketik(Qt.Key.Key_Escape, Qt.Key.Key_Escape)
    layar.aplikasi.window.zoom.set_zoom(1.0)
    layar.open_berkas(asing(tmp_path, "warga-lagi.xlsx", ASING[:1]))
    assert page.tumpuk.currentWidget() is page.periksa, "the same header needs no choosing"
    assert "warga" in page.periksa.berkas.text()
    layar.ketik(Qt.Key.Key_F4)
    assert page.tumpuk.currentWidget() is page.cocok
    page.cocok.lupa.click()
    layar.tenang()
    assert page.tumpuk.currentWidget() is page.cocok, "forgotten: asked again"
    assert not layar.sql("SELECT 1 FROM pemetaan_kolom")


def test_a_suggestion_is_taken_by_its_own_key_and_never_by_enter(
    layar: LayarImpor, tmp_path: Path
) -> None:
    page = layar.halaman
    layar.open_berkas(asing(tmp_path, "warga.xlsx"))
    places = [c.judul for c in page.cocok.cocokan.kolom]
    page.cocok.tabel.select(places.index("Nama Ibuu"))
    assert page.cocok.tabel.row().saran == "nama_ibu"
    assert "nama_ibu" not in page.cocok.cocokan.peta
    layar.ketik(Qt.Key.Key_Return, Qt.Key.Key_Return)
    assert "nama_ibu" not in page.cocok.cocokan.peta, "Enter twice takes no suggestion"
    page.cocok.tabel.select(places.index("Nama Ibuu"))
    layar.ketik("s")
    assert page.cocok.cocokan.peta["nama_ibu"] == places.index("Nama Ibuu")
    page.cocok.tabel.select(places.index("Nama Ibuu"))
    layar.ketik(Qt.Key.Key_Delete)
    assert "nama_ibu" not in page.cocok.cocokan.peta


BAYI = [
    "NIK",
    "No KK",
    "Nama",
    "Jenis Kelamin",
    "Tanggal Lahir",
    "Nama Ibu",
    "RT",
    "RW",
    "Alamat",
    "Agama",
]


def daftar(folder: Path, name: str, *rows: list[object]) -> Path:
    """A list with headings everybody knows."""
    return write_xlsx(folder / name, [BAYI, *rows])


def store(layar: LayarImpor, path: Path) -> None:
    """Open a file and store it."""
    layar.open_berkas(path)
    assert layar.halaman.tumpuk.currentWidget() is layar.halaman.periksa
    layar.ctrl("S")
    layar.wait(lambda: layar.halaman.tumpuk.currentWidget() is layar.halaman.hasil, timeout=20_000)
    layar.tenang()


KK = "3399072004050007"
BUDI = "3399070403920002"


def test_a_difference_is_chosen_with_one_key_and_asked_again_after_undo(
    layar: LayarImpor, tmp_path: Path
) -> None:
    row = [BUDI, KK, "DEDI KURNIA", "L", "04-03-1992", "", "002", "001", "Jalan Baru 9"]
    store(layar, daftar(tmp_path, "satu.xlsx", row))
    assert layar.halaman.hasil.pilih.isVisible()
    layar.potret("impor-hasil-pilih")
    layar.halaman.hasil.pilih.click()
    layar.tenang()
    page = layar.aplikasi.window.bingkai.page
    assert isinstance(page, PilihImporPage)
    layar.potret("impor-pilih")
    layar.aplikasi.window.zoom.set_zoom(1.5)
    layar.tenang()
    layar.potret("impor-pilih-150")
    layar.ketik(Qt.Key.Key_Return)
    assert layar.sql("SELECT alamat FROM keluarga") == [("Jalan Sawah 4",)], "Enter takes nothing"
    layar.ketik("2")
    assert layar.sql("SELECT alamat FROM keluarga") == [("Jalan Baru 9",)]
    assert page.daftar.isi.rows == ()
    layar.ctrl("Z")
    assert layar.sql("SELECT alamat FROM keluarga") == [("Jalan Sawah 4",)]
    assert len(page.daftar.isi.rows) == 1
    layar.ketik("1")
    assert page.daftar.isi.rows == ()
    assert layar.sql("SELECT alamat FROM keluarga") == [("Jalan Sawah 4",)]


def test_a_baby_with_a_name_now_is_the_same_child_by_one_key(
    layar: LayarImpor, tmp_path: Path
) -> None:
    page = layar.halaman
    baby = ["", KK, "BAYI NY SRI KENARI", "P", "01-11-2026", "SRI KENARI", "002", "001", ""]
    store(layar, daftar(tmp_path, "bayi.xlsx", baby))
    named = [
        "3399074111260001", KK, "MELATI PUTRI", "P", "01-11-2026", "SRI KENARI", "002", "001", "",
    ]  # fmt: skip
    layar.open_berkas(daftar(tmp_path, "bernama.xlsx", named))
    assert page.periksa.tabel.isi.rows[0].golongan == "bentrok"
    layar.ketik("5")
    layar.potret("impor-calon")
    layar.aplikasi.window.zoom.set_zoom(1.5)
    layar.ketik("1", "5")
    first = page.periksa.rincian.calon.tombol[0]
    assert "BAYI NY SRI KENARI" in page.periksa.rincian.calon.ket[0].text()
    layar.wait(lambda: first.visibleRegion().boundingRect().height() > first.height() // 2)
    for button in (page.periksa.simpan, page.periksa.galat):
        assert not button.visibleRegion().isEmpty(), "the buttons stay in sight at 150 %"
    layar.potret("impor-calon-150")
    layar.ketik("a")
    assert page.periksa.tabel.isi.rows[0].golongan == "berubah"
    layar.ctrl("Z")
    assert page.periksa.tabel.isi.rows[0].golongan == "bentrok", "asked again after undo"
    layar.ketik("5", "a")
    layar.ctrl("S")
    layar.wait(lambda: page.tumpuk.currentWidget() is page.hasil, timeout=20_000)
    found = layar.sql("SELECT nama FROM warga WHERE tanggal_lahir = '2026-11-01'")
    assert found == [("MELATI PUTRI",)]


def test_who_a_row_is_answered_after_storing_counts_at_once(
    layar: LayarImpor, tmp_path: Path
) -> None:
    baby = ["", KK, "BAYI NY SRI KENARI", "P", "01-11-2026", "SRI KENARI", "002", "001", ""]
    store(layar, daftar(tmp_path, "bayi.xlsx", baby))
    named = [
        "3399074111260001", KK, "MELATI PUTRI", "P", "01-11-2026", "SRI KENARI", "002", "001", "",
    ]  # fmt: skip
    store(layar, daftar(tmp_path, "bernama.xlsx", named))
    born = "SELECT nama FROM warga WHERE tanggal_lahir = '2026-11-01' AND deleted_at IS NULL"
    layar.ketik("p")
    page = layar.aplikasi.window.bingkai.page
    assert isinstance(page, PilihImporPage)
    assert "MELATI PUTRI, lahir 1 Nov 2026, ibu SRI KENARI" in page.apa.text()
    layar.potret("impor-pilih-orang")
    assert layar.sql(born) == [("BAYI NY SRI KENARI",)]
    layar.ketik("1")
    assert layar.sql(born) == [("MELATI PUTRI",)]
    assert "isi berkas digabungkan" in layar.aplikasi.window.bingkai.pesan.teks()
    layar.ctrl("Z")
    assert layar.sql(born) == [("BAYI NY SRI KENARI",)]
    assert len(page.daftar.isi.rows) == 1
    layar.ketik("0")
    assert sorted(layar.sql(born)) == [("BAYI NY SRI KENARI",), ("MELATI PUTRI",)]


def test_a_number_in_full_is_noted_and_hidden_again(layar: LayarImpor, tmp_path: Path) -> None:
    other = "3399072004050099"
    row = [BUDI, other, "DEDI KURNIA", "L", "04-03-1992", "", "002", "001", "Jalan Baru 9"]
    store(layar, daftar(tmp_path, "pindah.xlsx", row))
    layar.halaman.hasil.pilih.click()
    layar.tenang()
    page = layar.aplikasi.window.bingkai.page
    assert isinstance(page, PilihImporPage)
    assert [b.field for b in page.daftar.isi.rows] == ["keluarga_id"]
    looked = "SELECT verb, objek_jenis FROM tindakan WHERE verb LIKE 'melihat%'"
    seen = " ".join(all_texts(page))
    assert KK not in seen
    assert other not in seen
    assert layar.sql(looked) == []
    layar.ketik("n")
    assert page.kartu[0].nilai.text() == KK
    assert layar.sql(looked) == [("melihat", "warga")]
    layar.ketik("n")
    assert KK not in " ".join(all_texts(page))
    layar.ketik("n")
    assert len(layar.sql(looked)) == 1, "noted once per person and login"


def test_an_old_import_is_shown_row_by_row_and_taken_back_but_for_later_work(
    layar: LayarImpor, tmp_path: Path
) -> None:
    new = ["3399075205900001", "", "RATNA CEMPAKA", "P", "12-05-1990", "SUTINI", "002", "001", ""]
    dedi = [BUDI, KK, "DEDI KURNIA", "L", "04-03-1992", "", "002", "001", "", "Islam"]
    store(layar, daftar(tmp_path, "dua.xlsx", new, dedi))
    layar.ketik(Qt.Key.Key_Escape, "r")
    page = layar.aplikasi.window.bingkai.page
    assert isinstance(page, RiwayatImporPage)
    assert [r.nama for r in page.baris.isi.rows] == ["RATNA CEMPAKA", "Dedi Kurnia"]
    layar.ketik(Qt.Key.Key_Return, Qt.Key.Key_Down)
    layar.potret("impor-riwayat")
    layar.aplikasi.window.zoom.set_zoom(1.5)
    layar.tenang()
    layar.potret("impor-riwayat-150")
    layar.aplikasi.window.zoom.set_zoom(1.0)
    assert ("Agama", "", "Islam") in [(u.kolom, u.lama, u.baru) for u in page.ubahan.isi.rows]
    with layar.buku.write() as conn:
        ((dedi_id,),) = conn.exec_driver_sql("SELECT id FROM warga WHERE nik = ?", (BUDI,))
        niat = Niat(conn, layar.aplikasi.window.sesi.petugas)
        niat.update("warga", dedi_id, {"agama": 2})
        niat.done()
    layar.ketik(Qt.Key.Key_Escape, "b")
    layar.potret("impor-riwayat-batal")
    assert page.tanya.isVisible()
    asked = page.tanya.accessibleName()
    assert "1 catatan sudah diubah orang sesudah impor; yang diubah itu tetap: Agama (1)" in asked
    layar.ketik(Qt.Key.Key_Return)
    assert not page.tanya.isVisible(), "the harmless answer has the cursor"
    layar.ketik("b")
    page.tanya.disetujui.emit()
    layar.tenang()
    people = layar.sql("SELECT nama FROM warga WHERE deleted_at IS NULL AND nama LIKE 'RATNA%'")
    assert people == []
    assert layar.sql("SELECT agama FROM warga WHERE nik = ?", BUDI) == [(2,)], "work since stays"
    assert "Agama (1)" in page.ket.text()
    layar.potret("impor-riwayat-sesudah")
    assert page.daftar.row().dibatalkan


def test_a_file_of_sdgs_is_asked_for_its_day_and_place_and_the_sheets_can_be_changed(
    layar: LayarImpor,
) -> None:
    page = layar.halaman
    layar.open_berkas(CONTOH / "sdgs_desa_individu.xlsx")
    assert "SDGs Desa" in page.periksa.kalimat.text()
    assert page.periksa.tanya.isVisible()
    assert page.periksa.tanya.tanggal.isVisible()
    layar.potret("impor-sdgs")
    page.periksa.tanya.tanggal.setFocus()
    layar.ketik("31-12-2029", Qt.Key.Key_Return)
    assert "melewati hari ini" in page.periksa.tanya.keluhan.text()
    page.periksa.tanya.tanggal.clear()
    layar.ketik("05-11-2026", Qt.Key.Key_Return)
    assert page.tumpuk.currentWidget() is page.periksa
    assert not page.periksa.tanya.tanggal.isVisible(), "answered once, not asked again"
    assert page.proses.isi.bacaan.tanggal == date(2026, 11, 5)
    assert page.periksa.lembar.count() > 1
    layar.aplikasi.window.zoom.set_zoom(1.5)
    layar.tenang()
    layar.potret("impor-sdgs-150")
    layar.ketik(Qt.Key.Key_Down)
    layar.potret("impor-sdgs-150b")
    layar.ketik(Qt.Key.Key_F4)
    assert page.tumpuk.currentWidget() is page.periksa, "its columns have a fixed meaning"


GALAT = [
    ["3399070403920002", KK, "DEDI KURNIA", "L", "31-02-1992", "", "002", "001", "", ""],
    ["339907040392000O", KK, "BUDI CEMPAKA", "L", "04-03-1992", "", "002", "001", "", "Islm"],
    ["3399075205900001", "", "RATNA CEMPAKA", "P", "12-05-1990", "SUTINI", "", "", "", "Mars"],
]


def test_each_cell_says_what_is_wrong_and_the_problem_rows_come_back_mended(
    layar: LayarImpor, tmp_path: Path, monkeypatch
) -> None:
    page = layar.halaman
    layar.open_berkas(daftar(tmp_path, "kacau.xlsx", *GALAT))
    counts = {k: b.text().split()[0] for k, b in page.periksa.saring.tombol.items()}
    assert (counts["ditolak"], counts["baru"], counts["dilihat"]) == ("2", "1", "1")
    layar.ketik("6")
    assert page.periksa.saring.tombol["ditolak"].isChecked()
    seen = " ".join(all_texts(page.periksa.rincian))
    assert "31-02-1992" in seen
    assert "tidak ada di kalender" in seen
    layar.ketik(Qt.Key.Key_Down)
    layar.potret("impor-galat")
    assert "3399********000O" in " ".join(all_texts(page.periksa))
    assert "339907040392000O" not in " ".join(all_texts(page.periksa))
    layar.ketik("n")
    assert "339907040392000O" in " ".join(all_texts(page.periksa.rincian))
    out = tmp_path / "galat.xlsx"
    monkeypatch.setattr(galat, "ask_path", lambda *_a: out)
    layar.ctrl("G")
    book = openpyxl.load_workbook(out)
    heads = [c.value for c in book.worksheets[0][1]]
    assert heads == [*BAYI, "Masalah", "Saran"]
    assert book.worksheets[0].max_row == 4
    layar.aplikasi.window.lock()
    QApplication.processEvents()
    left = " ".join(all_texts(layar.aplikasi.window.bingkai))
    assert "CEMPAKA" not in left
    assert "3399075205900001" not in left


def test_a_kader_has_no_door_and_is_told_who_may(masuk: Aplikasi, isi: Isi, qtbot) -> None:
    layar = open_impor(masuk, isi, qtbot.waitUntil)
    window = masuk.window
    door = window.bingkai.atas.tombol["impor"]
    assert door.isVisible()
    with layar.buku.read() as conn:
        kader = next(p for p in list_pengguna(conn) if p.id == isi.kader)
    window.sesi.choose(pengguna=kader)
    layar.tenang()
    assert not door.isVisible()
    assert layar.halaman.tumpuk.currentWidget() is layar.halaman.tolak
    assert "hanya boleh dilakukan ketua atau operator" in layar.halaman.tolak.accessibleName()


def test_who_is_not_in_the_file_is_listed_and_never_taken_out(
    layar: LayarImpor, tmp_path: Path
) -> None:
    rows = [
        [BUDI, KK, "DEDI KURNIA", "L", "04-03-1992", "", "002", "001", "", "Islam"],
        ["3399075406970003", KK, "SRI KENARI", "P", "14-06-1997", "", "002", "001", "", "Islam"],
        ["3399072109240001", KK, "KENARI PUTRI AYU", "P", "11-08-2024", "", "002", "001", "", ""],
    ]
    store(layar, daftar(tmp_path, "rt.xlsx", *rows))
    assert layar.halaman.hasil.hilang.isVisible()
    layar.halaman.hasil.hilang.click()
    layar.tenang()
    page = layar.aplikasi.window.bingkai.page
    assert isinstance(page, HilangPage)
    layar.potret("impor-hilang")
    assert [h.nama for h in page.daftar.isi.rows] == ["Karti Wiryo"]
    assert "3399074201580004" not in " ".join(all_texts(page))
    layar.ketik("m")
    frame = layar.aplikasi.window.bingkai
    assert frame.key == "peristiwa"
    assert layar.sql("SELECT 1 FROM warga WHERE nama = 'Karti Wiryo' AND deleted_at IS NULL")


def test_reading_is_stopped_by_escape_and_nothing_is_left(
    layar: LayarImpor, tmp_path: Path
) -> None:
    page = layar.halaman
    page.open_berkas(CONTOH / "sdgs_desa_individu.xlsx")
    assert page.tumpuk.currentWidget() is page.sibuk
    assert QApplication.focusWidget() is page.sibuk.batal
    layar.ketik(Qt.Key.Key_Escape)
    assert page.tumpuk.currentWidget() is page.mula
    assert "Impor dihentikan" in page.awal.keluhan.text()
    assert page.proses.isi is None
    page.open_berkas(tmp_path / "tidak-ada.xlsx")
    layar.tenang()
    assert "tidak ditemukan" in page.awal.keluhan.text()


def test_a_file_that_only_adds_to_known_families_names_them(layar: LayarImpor) -> None:
    layar.open_berkas(CONTOH / "penduduk_opensid.xlsx")
    layar.ctrl("S")
    layar.open_berkas(CONTOH / "bantuan_opensid.xlsx")
    page = layar.halaman.periksa
    assert "48 keluarga" in page.kalimat.text()
    columns = [c for c in KOLOM if c.key in ("nama", "nik")]
    shown = [[c.words(r) for c in columns] for r in page.tabel.isi.rows if r.baris.status]
    assert len(shown) == 48
    assert all(name and number.startswith("KK 3399") for name, number in shown)
    told = KOLOM[-1].words(page.tabel.isi.rows[0])
    assert told.startswith("Penerimaan bantuan ")
    assert told.endswith(" ditambahkan.")
    assert "48 mendapat catatan baru" in page.rencana.text()
    layar.ketik(Qt.Key.Key_Down)
    assert "ditambahkan" in " ".join(all_texts(page.rincian))
    layar.potret("impor-bantuan")
    layar.aplikasi.window.zoom.set_zoom(1.5)
    layar.tenang()
    layar.potret("impor-bantuan-150")
