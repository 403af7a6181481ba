"""The start page by keys: one large button for each phase, the digits, moving the day, printing."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
import shell_ruang
from pypdf import PdfReader
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QDialog
from shell_ruang import HARI, press, settle
from tombol import Tombol

from sipd_desktop.rules.jadwal import Jadwal
from sipd_desktop.services.hari.hari import start_hari
from sipd_desktop.services.hari.keadaan import close_hari
from sipd_desktop.services.rencana import open_rencana, set_jadwal
from sipd_desktop.ui.pages.beranda_jadwal import AturJadwal, PindahHari

buka, isi, isi_induk, masuk = (
    shell_ruang.buka,
    shell_ruang.isi,
    shell_ruang.isi_induk,
    shell_ruang.masuk,
)

SIAP = HARI - timedelta(days=2)


@pytest.fixture
def jadwal(masuk, isi):
    """The schedule says the day the window is at; nothing was started yet."""
    sesi = masuk.window.sesi
    with masuk.window.ruang.buku.write() as conn:
        changes = set_jadwal(conn, sesi.petugas, isi.posyandu, Jadwal(tanggal=HARI.day))
    masuk.tasks.data_changed.emit(changes)
    return masuk


def go_to(aplikasi, day: date, qtbot):
    aplikasi.window.sesi.choose(tanggal=day)
    settle(aplikasi, qtbot.waitUntil)
    page = aplikasi.window.bingkai.page
    page.focus_start()
    return page


def write(aplikasi, fn):
    with aplikasi.window.ruang.buku.write() as conn:
        made = fn(conn)
    aplikasi.tasks.data_changed.emit(made[1] if isinstance(made, tuple) else made)


def dialog(kind: type[QDialog]) -> QDialog:
    return next(w for w in QApplication.topLevelWidgets() if isinstance(w, kind) and w.isVisible())


def doors(page) -> list[str]:
    return [button.accessibleName() for button in page.pintu.tombol]


def test_large_button_of_each_phase(jadwal, isi, qtbot) -> None:
    sesi = jadwal.window.sesi
    seen = {}
    for offset in (-9, -2, 0):
        page = go_to(jadwal, HARI + timedelta(offset), qtbot)
        seen[offset] = page.tombol.accessibleName()
    write(jadwal, lambda c: start_hari(c, sesi.petugas, posyandu_id=isi.posyandu, tanggal=HARI))
    page = go_to(jadwal, HARI, qtbot)
    seen[0.5] = page.tombol.accessibleName()
    page = go_to(jadwal, HARI + timedelta(1), qtbot)
    seen[1] = page.tombol.accessibleName()
    assert seen == {
        -9: "Laporan SKDN",
        -2: "Cetak Lembar Hari Buka",
        0: "Mulai hari buka",
        0.5: "Lanjutkan hari buka",
        1: "Lanjutkan hari buka (susulan)",
    }


def test_phase_tells_what_it_is_about(jadwal, qtbot) -> None:
    page = go_to(jadwal, SIAP, qtbot)
    assert page.hari.text() == "Lusa hari buka: Sabtu, 21 November 2026"
    assert page.ket.text() == "Jadwal: tanggal 21 tiap bulan."
    assert dict(page.kelompok.texts()) == {"Balita": "1", "Dewasa": "2", "Lansia": "1"}
    assert page.daftar.texts() == [("RT 002 / RW 001, Krajan", "1 balita, 1 lansia")]
    assert page.bekal.isVisible()
    assert "Februari dan Agustus" in page.bekal.ket.text()
    calm = go_to(jadwal, HARI - timedelta(9), qtbot)
    assert calm.ket.text() == "Hari buka berikutnya Sabtu, 21 November 2026, 9 hari lagi."
    assert not calm.bekal.isVisible()
    assert not calm.hadir.isVisible()


def test_moving_the_day_takes_two_keys_and_one_takes_it_back(jadwal, isi, qtbot) -> None:
    page = go_to(jadwal, SIAP, qtbot)
    keys = Tombol(jadwal.window)
    keys.press("F4")
    asked = dialog(PindahHari)
    qtbot.waitUntil(lambda: QApplication.focusWidget() is asked)
    offered = asked.usul
    assert offered[0] == (date(2026, 11, 22), "mundur sehari")
    keys.type("1")
    settle(jadwal, qtbot.waitUntil)
    assert keys.jumlah == 2
    assert page.hari.text() == "3 hari lagi hari buka: Minggu, 22 November 2026"
    assert page.ket.text().endswith("Bulan ini dipindah dari 21 November 2026.")
    jadwal.window.activateWindow()  # a desktop does so when the dialog is gone
    qtbot.waitUntil(lambda: QApplication.focusWidget() is not None)
    press(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    settle(jadwal, qtbot.waitUntil)
    with jadwal.window.ruang.buku.read() as conn:
        assert open_rencana(conn, isi.posyandu, SIAP).tanggal == HARI


def test_schedule_is_set_from_the_first_page(masuk, isi, qtbot) -> None:
    page = masuk.window.bingkai.page
    assert page.ket.text() == "Jadwal hari buka belum diatur."
    assert "Atur jadwal" in doors(page)
    page.focus_start()
    press(Qt.Key.Key_F4)
    asked = dialog(AturJadwal)
    asked.pakai_minggu.setChecked(True)
    asked.hari.setCurrentIndex(1)
    asked.minggu.setCurrentIndex(1)
    assert asked.jadwal() == Jadwal(hari=1, minggu=2)
    assert "Selasa, 8 Desember 2026" in asked.contoh.text()
    asked.take()
    settle(masuk, qtbot.waitUntil)
    with masuk.window.ruang.buku.read() as conn:
        assert open_rencana(conn, isi.posyandu, HARI).tanggal == date(2026, 12, 8)


def test_sheet_of_the_day_leaves_with_three_keys(jadwal, qtbot, tmp_path: Path) -> None:
    """U-12: Enter shows it, Enter saves it, and one more in the window that asks where to."""
    go_to(jadwal, SIAP, qtbot)
    keys = Tombol(jadwal.window)
    keys.press("Enter")
    frame = jadwal.window.bingkai
    assert frame.key == "cetak"
    asked: list[str] = []

    def where(_parent, name: str) -> Path:
        asked.append(name)
        keys.jumlah += 1  # Enter in that window
        return tmp_path / name

    frame.page.ask_path = where
    keys.press("Enter")  # the sheet may still be on its way
    settle(jadwal, qtbot.waitUntil)
    settle(jadwal, qtbot.waitUntil)
    assert asked == ["lembar-hari-buka-2026-11-21.pdf"]
    assert keys.jumlah == 3
    (made,) = tmp_path.glob("*.pdf")
    assert "Kenari" in PdfReader(made).pages[0].extract_text().title()
    with jadwal.window.ruang.buku.read() as conn:
        held = conn.exec_driver_sql("SELECT count(*) FROM lembar_hari").scalar_one()
        noted = conn.exec_driver_sql(
            "SELECT count(*) FROM tindakan WHERE verb = 'mengekspor'"
        ).scalar_one()
    assert (held, noted) == (1, 1)


def test_preview_turns_pages_changes_paper_and_holds_nothing(jadwal, qtbot) -> None:
    go_to(jadwal, SIAP, qtbot)
    press(Qt.Key.Key_2)  # karcis antrean
    settle(jadwal, qtbot.waitUntil)
    page = jadwal.window.bingkai.page
    assert page.jenis.key == "karcis-antrean"
    assert page.utama.hasFocus()
    press(Qt.Key.Key_Escape)
    press(Qt.Key.Key_Return)
    settle(jadwal, qtbot.waitUntil)
    assert page.jenis.key == "lembar-hari-buka"
    count = len(page.susunan)
    assert count >= 2
    for _ in range(count + 2):
        press(Qt.Key.Key_PageDown)
    assert page.gambar.nomor == count - 1
    press(Qt.Key.Key_PageUp)
    assert page.gambar.nomor == count - 2
    assert page.letak.text().startswith(f"Halaman {count - 1} dari {count}")
    page.kertas.tombol["A4"].click()
    settle(jadwal, qtbot.waitUntil)
    assert page.susunan.lembar.kertas == "A4"
    with jadwal.window.ruang.buku.read() as conn:
        assert conn.exec_driver_sql("SELECT count(*) FROM lembar_hari").scalar_one() == 0


def test_printer_gets_every_page(jadwal, qtbot, tmp_path: Path) -> None:
    from PySide6.QtPrintSupport import QPrinter

    from sipd_desktop.ui.laporan.cetak import set_paper

    go_to(jadwal, SIAP, qtbot)
    press(Qt.Key.Key_Return)
    settle(jadwal, qtbot.waitUntil)
    page = jadwal.window.bingkai.page
    out = tmp_path / "printer.pdf"

    def ask(_parent, susunan):
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        printer.setOutputFileName(str(out))
        set_paper(printer, susunan)
        return printer

    page.has_printer = lambda: True
    page.ask_printer = ask
    press(Qt.Key.Key_Return)
    settle(jadwal, qtbot.waitUntil)
    printed = PdfReader(out)
    assert len(printed.pages) == len(page.susunan)
    assert float(printed.pages[0].mediabox.height) * 25.4 / 72 == pytest.approx(330, abs=0.4)
    assert "Kenari" in printed.pages[0].extract_text().title()


def test_summary_is_copied_with_one_key_and_drawn_as_a_code(jadwal, isi, qtbot) -> None:
    sesi = jadwal.window.sesi

    def day(conn):
        hari, changes = start_hari(conn, sesi.petugas, posyandu_id=isi.posyandu, tanggal=HARI)
        return changes | close_hari(conn, sesi.petugas, hari.id)

    write(jadwal, day)
    page = go_to(jadwal, HARI, qtbot)
    assert doors(page) == ["Ringkasan WA", "Lembar akhir hari", "Laporan SKDN"]
    QGuiApplication.clipboard().clear()
    press(Qt.Key.Key_1)
    settle(jadwal, qtbot.waitUntil)
    shown = jadwal.window.bingkai.page
    text = shown.teks.toPlainText()
    assert "Posyandu Melati 2" in text
    assert shown.kode.pixmap().width() >= 300
    keys = Tombol(jadwal.window)
    keys.press("Enter")
    settle(jadwal, qtbot.waitUntil)
    assert keys.jumlah == 1
    assert QGuiApplication.clipboard().text() == text
    assert "tersalin" in jadwal.window.bingkai.pesan.teks()
    jadwal.window.lock()
    assert shown.teks.toPlainText() == ""


def test_end_of_the_day_in_two_keys(jadwal, isi, qtbot) -> None:
    """U-11: from the first page, the day's figures, who is missing and who goes to the bidan."""
    sesi = jadwal.window.sesi
    write(jadwal, lambda c: start_hari(c, sesi.petugas, posyandu_id=isi.posyandu, tanggal=HARI))
    go_to(jadwal, HARI + timedelta(1), qtbot)
    keys = Tombol(jadwal.window)
    keys.type("3")
    settle(jadwal, qtbot.waitUntil)
    page = jadwal.window.bingkai.page
    assert keys.jumlah <= 2
    assert page.jenis.key == "akhir-hari"
    assert len(page.susunan) == 1


def test_susulan_takes_the_window_to_the_date_of_the_day(jadwal, isi, qtbot) -> None:
    sesi = jadwal.window.sesi
    write(jadwal, lambda c: start_hari(c, sesi.petugas, posyandu_id=isi.posyandu, tanggal=HARI))
    go_to(jadwal, HARI + timedelta(1), qtbot)
    press(Qt.Key.Key_Return)
    settle(jadwal, qtbot.waitUntil)
    assert sesi.tanggal == HARI
    assert jadwal.window.bingkai.key == "hari"
