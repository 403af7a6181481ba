"""The SKDN page: every figure equals the list it opens; paper is exact; month and names."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

import openpyxl
import pytest
from dunia_hari import BULAN_LALU, HARI_INI, Jendela, copy_dunia
from PySide6.QtWidgets import QApplication
from tombol import Tombol

from sipd_desktop.services.hari.baris import NilaiUkur, PendatangBaru
from sipd_desktop.services.hari.hari import start_hari
from sipd_desktop.services.hari.pendatang import register
from sipd_desktop.services.hari.ukur import save_ukur
from sipd_desktop.services.laporan.lembar_skdn import BARIS
from sipd_desktop.ui.laporan.skdn import SkdnPage, months_before
from sipd_desktop.ui.laporan.tabel_angka import KOLOM, Sel
from sipd_desktop.ui.theme import apply_theme

MM = 72 / 25.4


@pytest.fixture(scope="module", autouse=True)
def look(qapp):
    apply_theme(qapp)


@pytest.fixture
def win(qtbot, tmp_path_factory):
    dunia = copy_dunia(tmp_path_factory)
    fill_november(dunia)
    made = Jendela(dunia, SkdnPage)
    qtbot.addWidget(made)
    made.resize(1366, 700)
    made.show()
    made.activateWindow()
    made.page.open()
    settle(qtbot, made)
    made.page.focus_start()
    yield made
    made.finish()
    dunia.ruang.close()


def fill_november(dunia):
    """Three children of the area and one guest; one rises, one does not, one has oedema."""
    petugas, posyandu = dunia.pengguna.petugas, dunia.posyandu[0][0]

    def work(conn):
        hari, _ = start_hari(conn, petugas, posyandu_id=posyandu, tanggal=HARI_INI)
        for nama, berat, edema in (
            ("ALYA PUTRI", "11.2", None),
            ("DIMAS SETIAWAN", "13.8", None),
            ("SITI AMINAH", "12.0", True),
        ):
            nilai = NilaiUkur(berat_badan=Decimal(berat), edema=edema)
            save_ukur(conn, petugas, hari.id, dunia.anak[nama], nilai)
        guest = PendatangBaru("Tamu Kecil", "L", date(2025, 1, 1), rt="009", luar_wilayah=True)
        guest_id, _ = register(conn, petugas, hari.id, guest)
        save_ukur(conn, petugas, hari.id, guest_id, NilaiUkur(berat_badan=Decimal("10.0")))

    dunia.write(work)


def settle(qtbot, made):
    qtbot.waitUntil(made.tasks.is_idle, timeout=10_000)
    QApplication.processEvents()
    qtbot.waitUntil(made.tasks.is_idle, timeout=10_000)


def figure(page, sel):
    row = [kode for kode, _ in BARIS].index(sel.kode)
    column = KOLOM.index((sel.golongan, sel.jk)) + 1
    return int(page.tabel.isi.index(row, column).data())


ALL = [Sel(kode, group, jk) for kode, _ in BARIS for group, jk in KOLOM]


def test_every_figure_equals_the_list_it_opens(win):
    page = win.page
    seen = 0
    for sel in ALL:
        page.open_list(sel)
        rows = page.daftar.tabel.isi.rows
        assert len(rows) == figure(page, sel), sel
        assert page.daftar.judul.text().endswith(f": {len(rows)} anak")
        assert len({o.id for o in rows}) == len(rows)
        seen += len(rows)
    assert seen > 40


def test_the_sums_are_the_sums_of_their_cells(win):
    page = win.page
    for kode, _ in BARIS:
        cells = sum(figure(page, Sel(kode, g, jk)) for g, jk in KOLOM if g and jk)
        assert cells == figure(page, Sel(kode)), kode


def test_the_guest_is_in_d_and_not_in_s(win):
    page = win.page
    assert [figure(page, Sel(k)) for k in ("S", "D", "LUAR", "N", "T", "X")] == [8, 4, 1, 1, 1, 1]
    page.open_list(Sel("LUAR"))
    assert [o.nama for o in page.daftar.tabel.isi.rows] == ["Tamu Kecil"]
    assert "dari luar wilayah" in page.catatan.text()


def test_arrows_and_enter_open_a_figure_and_esc_comes_back_to_it(win):
    page, keys = win.page, Tombol(win)
    keys.press("Down", "Down", "Enter")
    assert page.daftar.sel == Sel("D")
    assert page.daftar.tabel.hasFocus()
    assert [o.nama for o in page.daftar.tabel.isi.rows] == [
        "ALYA PUTRI",
        "DIMAS SETIAWAN",
        "SITI AMINAH",
        "Tamu Kecil",
    ]
    page.handlers()["kembali"]()
    assert page.tabel.hasFocus()
    assert page.tabel.isi.sel(page.tabel.currentIndex()) == Sel("D")
    assert "kembali" not in page.handlers()


def test_enter_on_a_name_opens_the_sheet_of_the_child(win):
    keys = Tombol(win)
    keys.press("Enter")
    win.page.daftar.tabel.select(0)
    keys.press("Enter")
    assert win.pergi == [("anak", {"warga_id": win.dunia.anak["ALYA PUTRI"]})]


def test_key_figures_are_buttons_to_their_lists(win):
    page = win.page
    assert page.angka["S"].text().strip() == "S  8"
    assert (
        page.angka["S"].accessibleName() == "S  Seluruh balita di wilayah: 8 anak, buka daftarnya"
    )
    page.angka["N"].click()
    assert [o.nama for o in page.daftar.tabel.isi.rows] == ["ALYA PUTRI"]


def test_a_cell_is_read_out_with_row_group_and_sex(win):
    from PySide6.QtCore import Qt

    row = [kode for kode, _ in BARIS].index("D")
    column = KOLOM.index(("24-59", "P")) + 1
    index = win.page.tabel.isi.index(row, column)
    told = index.data(Qt.ItemDataRole.AccessibleTextRole)
    assert told == "D  Ditimbang bulan ini, 24-59 bulan, perempuan: 2 anak"


def test_another_month_is_chosen(qtbot, win):
    page = win.page
    page.bulan.setCurrentIndex(page.bulan.findData("2026-10"))
    page.bulan.activated.emit(page.bulan.currentIndex())
    settle(qtbot, win)
    assert figure(page, Sel("D")) == 6
    assert f"{BULAN_LALU.day} Oktober 2026" in page.catatan.text()


@pytest.mark.parametrize(("kertas", "mm"), [("F4", (215, 330)), ("A4", (210, 297))])
def test_pdf_has_exactly_the_paper_chosen(qtbot, win, tmp_path, kertas, mm):
    page, target = win.page, tmp_path / "skdn.pdf"
    page.ask_path = lambda _parent, _nama: target
    page.kertas.tombol[kertas].setChecked(True)
    page.handlers()["cetak"]()
    settle(qtbot, win)
    box = re.search(rb"/MediaBox \[0 0 (\S+) (\S+)\]", target.read_bytes())
    assert [round(float(n) / MM, 2) for n in box.groups()] == pytest.approx(mm, abs=0.01)
    assert win.pesan.text() == "Berkas tersimpan: skdn.pdf"
    sql = "SELECT count(*) FROM tindakan WHERE verb = 'mengekspor'"
    assert win.dunia.read(lambda c: c.exec_driver_sql(sql).scalar_one()) == 1


def test_xlsx_holds_the_same_figures(qtbot, win, tmp_path):
    page, asked = win.page, []
    page.ask_path = lambda _parent, nama: asked.append(nama) or tmp_path / nama
    page.xlsx.click()
    settle(qtbot, win)
    assert asked == ["skdn-2026-11.xlsx"]
    sheet = openpyxl.load_workbook(tmp_path / asked[0]).active
    rows = {str(r[0].value).strip(): [c.value for c in r] for r in sheet.iter_rows() if r[0].value}
    for kode, label in BARIS:
        found = [v for v in rows[label.strip()][1:] if v is not None]
        assert found == [figure(page, Sel(kode, g, jk)) for g, jk in KOLOM], kode


def test_a_locked_screen_holds_no_names(win):
    page = win.page
    page.open_list(Sel("S"))
    page.clear()
    assert page.daftar.tabel.isi.rows == ()
    assert page.daftar.judul.text() == ""
    assert page.laporan is None


def test_months_go_back_over_the_new_year():
    assert months_before(date(2026, 2, 3), 4) == ["2026-02", "2026-01", "2025-12", "2025-11"]
