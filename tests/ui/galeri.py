"""Draws every widget to PNG at 100 and 150 %, to be looked at: `python tests/ui/galeri.py DIR`."""

import os
import sys
import tempfile
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).parents[1] / "render"))

from contoh_cetak import anak
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from sipd_desktop.ui import theme
from sipd_desktop.ui.widgets.bilah_bawah import Keadaan, KeyHintBar, StatusBar
from sipd_desktop.ui.widgets.bilah_pesan import ConfirmBar, MessageBar
from sipd_desktop.ui.widgets.cari import SearchBox
from sipd_desktop.ui.widgets.dialog import make_tanya
from sipd_desktop.ui.widgets.isian_angka import MeasureField
from sipd_desktop.ui.widgets.judul import CodeLabel, EmptyState, SectionTitle
from sipd_desktop.ui.widgets.kms_view import KmsView, kms_columns
from sipd_desktop.ui.widgets.tabel import Column, TableView
from sipd_desktop.ui.widgets.temuan import TANDA, StatusChip, TemuanBox
from sipd_desktop.ui.widgets.tombol import BigButton
from sipd_desktop.ui.widgets.tutup_layar import CoverWidget

LAYAR = (1366, 768)


@dataclass(frozen=True, slots=True)
class Baris:
    nomor: str
    nama: str
    umur: str
    lalu: str
    tanda: str
    ket: str = ""


BARIS = tuple(
    Baris(f"{n:03d}", nama, umur, lalu, tanda, ket)
    for n, (nama, umur, lalu, tanda, ket) in enumerate(
        (
            ("Alya Contoh", "2 th 3 bln", "10,9", "N", ""),
            ("Bagas Contoh Pratama Kusumawardhana", "1 th 1 bln", "8,7", "T", "sedang batuk"),
            ("Citra Contoh", "7 bln", "7,1", "2T", ""),
            ("Dimas Contoh", "3 th", "11,0", "O", "pulang kampung bulan lalu"),
            ("Eka Contoh", "4 bln", "-", "B", "baru pindah dari desa sebelah"),
            ("Fajar Contoh", "4 th 2 bln", "12,1", "BGM", ""),
        ),
        start=17,
    )
)
KOLOM = (
    Column("nomor", "No"),
    Column("nama", "Nama", rentang=True),
    Column("umur", "Umur", align="kanan"),
    Column("lalu", "BB lalu (kg)", align="kanan", tip="Berat bulan lalu"),
    Column(
        "tanda",
        "Tanda",
        lambda b: f"{b.tanda} {TANDA[b.tanda].kata}",
        tingkat=lambda b: TANDA[b.tanda].tingkat,
    ),
    Column("ket", "Keterangan", rentang=True),
)


def _page(*parts: QWidget, scroll: bool = True) -> QWidget:
    page = QWidget()
    box = QVBoxLayout(page)
    box.setContentsMargins(0, 0, 0, 0)
    inner = QWidget()
    column = QVBoxLayout(inner)
    column.setContentsMargins(20, 14, 20, 14)
    column.setSpacing(12)
    for part in parts:
        column.addWidget(part)
    if scroll:
        column.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setWidget(inner)
        box.addWidget(area, 1)
    else:
        box.addWidget(inner, 1)
    return page


def timbang() -> QWidget:
    """The parts of the weighing panel."""
    berat = MeasureField("Berat badan", "kg", singkat="BB")
    berat.set_value(Decimal("94"))
    berat.set_lalu(Decimal("10.9"), "18 Okt 2026")
    berat.set_tanya("BB 94 kg terlalu besar untuk umur 2 tahun. Mungkin 9,4?", Decimal("9.4"))
    tinggi = MeasureField("Tinggi badan", "cm", singkat="TB")
    tinggi.set_value(Decimal("86.5"))
    tinggi.set_lalu(Decimal("86.0"), "18 Okt 2026")
    keras = MeasureField("Lingkar lengan atas", "cm", singkat="LiLA")
    keras.set_value(Decimal("140"))
    keras.set_tanya("LiLA 140 cm tidak mungkin. Ketik ulang.", keras=True)
    temuan = TemuanBox()
    temuan.show_temuan(
        "Ke bidan hari ini",
        tingkat="perhatian",
        kata="Berat tidak naik dua kali",
        peka="Hasil skrining: gizi kurang (BB/TB)",
        status=(TANDA["2T"],),
    )
    temuan.toggle_peka()
    baik = TemuanBox()
    baik.show_temuan("Sudah baik, lanjutkan", tingkat="baik", status=(TANDA["N"],))
    kosong = TemuanBox()
    left, right = QWidget(), QWidget()
    for side, parts in ((left, (berat, tinggi, keras)), (right, (temuan, baik, kosong))):
        box = QVBoxLayout(side)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(12)
        for part in parts:
            box.addWidget(part)
        box.addStretch(1)
    both = QWidget()
    row = QHBoxLayout(both)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(20)
    row.addWidget(left, 1)
    row.addWidget(right, 1)
    pesan = MessageBar()
    pesan.show_tersimpan("Bagas 8,9 kg", lambda: None)
    page = _page(
        SectionTitle("Timbang dan ukur", "017 Alya Contoh, perempuan, 27 bln (2 th 3 bln)"),
        both,
        BigButton("Simpan dan berikutnya", ikon="circle-check", kunci="Enter"),
    )
    page.layout().addWidget(pesan)
    page.layout().addWidget(StatusBar())
    berat.setFocus()
    return page


def tabel() -> QWidget:
    """Search, table, hints."""
    cari = SearchBox("Cari orang", "Cari: nama, nomor antrean, 4 angka terakhir NIK atau KK")
    daftar = TableView("Antrean", KOLOM)
    daftar.set_rows(BARIS * 3)
    daftar.select(1)
    tombol = KeyHintBar(
        (
            ("Enter", "buka"),
            ("F3", "baru"),
            ("F4", "ubah"),
            ("Ctrl+Z", "batalkan tadi"),
            ("Esc", "kembali"),
            ("F12", "tutup layar"),
            ("F1", "bantuan"),
        )
    )
    page = _page(
        SectionTitle("Antrean", "3 dari 64 balita sudah ditimbang"),
        cari,
        daftar,
        tombol,
        scroll=False,
    )
    status = StatusBar()
    status.show_keadaan(Keadaan(True, 12, "3 Nov 2026", "kemarin 16.40"))
    page.layout().addWidget(status)
    daftar.setFocus()
    return page


def kata() -> QWidget:
    """Chips, codes, empty places, questions, warnings."""
    chips = QWidget()
    grid = QGridLayout(chips)
    grid.setContentsMargins(0, 0, 0, 0)
    for i, status in enumerate(TANDA.values()):
        grid.addWidget(StatusChip(status), i // 3, i % 3)
    tanya = ConfirmBar()
    tanya.ask(
        "Pulihkan catatan dari salinan 21 Nov 2026 16.40? Catatan sesudah itu diganti.", "Pulihkan"
    )
    info, warn, bahaya = MessageBar(), MessageBar(), MessageBar()
    info.show_info("3 catatan perlu diperiksa sebelum diterima desa.")
    warn.show_warn("Tempat di laptop hampir habis. Catatan masih bisa disimpan.")
    bahaya.show_warn("Berkas rusak, mungkin karena listrik padam. Panggil operator.", bahaya=True)
    kode = CodeLabel("Kode pemulihan", "A7KQ0O9PXM2RT4WZ8BCD")
    buttons = QWidget()
    row = QHBoxLayout(buttons)
    row.setContentsMargins(0, 0, 0, 0)
    for peran, teks in (
        ("utama", "Kirim sekarang"),
        ("", "Kirim lewat flashdisk"),
        ("bahaya", "Hapus"),
    ):
        row.addWidget(BigButton(teks, ikon="send" if peran != "bahaya" else "x", peran=peran))
    row.addStretch(1)
    kosong = EmptyState(
        "Belum ada yang datang. Ketik nama anak pertama lalu Enter.",
        ikon="users",
        tombol="Daftarkan baru",
        kunci="F3",
    )
    return _page(chips, kode, buttons, tanya, info, warn, bahaya, kosong)


def kms() -> QWidget:
    """Chart and its table twin."""
    page = QWidget()
    row = QHBoxLayout(page)
    row.setContentsMargins(20, 14, 20, 14)
    data = anak()
    grafik = KmsView(data)
    daftar = TableView("Isi grafik", kms_columns())
    daftar.set_rows(data.titik)
    kartu = QFrame()
    kartu.setProperty("peran", "kartu")
    box = QVBoxLayout(kartu)
    box.addWidget(SectionTitle("Isi grafik sebagai tabel"))
    box.addWidget(daftar)
    row.addWidget(grafik, 3)
    row.addWidget(kartu, 2)
    grafik.setFocus()
    return page


def tutup() -> QWidget:
    """The covered screen."""
    page = tabel()
    CoverWidget(page).cover()
    return page


def dialog() -> QWidget:
    """A question as a dialog."""
    box, _agree = make_tanya(
        None,
        "Tandai meninggal?",
        "Warga ini tidak akan muncul lagi di daftar sasaran. "
        "Catatan lama tetap ada dan bisa dikembalikan dari riwayat.",
        ya="Tandai meninggal",
    )
    return box


HALAMAN = {f.__name__: f for f in (timbang, tabel, kata, kms, tutup, dialog)}


def remove(page: QWidget) -> None:
    """Really delete a page: a style change would go on visiting one that only waits for it."""
    page.close()
    page.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def draw(folder: Path) -> list[Path]:
    """All pages at both sizes; returns the files."""
    app = QApplication.instance() or QApplication([])
    files = []
    for size in (1.0, 1.5):
        theme.apply_theme(app, size)
        for name, build in HALAMAN.items():
            page = build()
            if name != "dialog":
                page.setProperty("galeri", True)
                page.resize(*LAYAR)
            page.show()
            app.processEvents()
            files.append(folder / f"{name}-{round(size * 100)}.png")
            page.grab().save(str(files[-1]))
            remove(page)
    theme.apply_theme(app, 1.0)
    return files


if __name__ == "__main__":
    target = Path(sys.argv[1] if len(sys.argv) > 1 else tempfile.mkdtemp(prefix="galeri-"))
    target.mkdir(parents=True, exist_ok=True)
    sys.stdout.write("\n".join(map(str, draw(target))) + "\n")
