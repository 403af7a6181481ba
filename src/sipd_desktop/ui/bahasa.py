"""Indonesian for the words that Qt itself puts on the screen; Qt ships none.

Standard buttons, the menu of a text box, the file dialog: a small table, asked by their English
source text without its mnemonic mark.
"""

from __future__ import annotations

from PySide6.QtCore import QLocale, QTranslator
from PySide6.QtWidgets import QApplication

KATA: dict[str, str] = {
    "OK": "Baik",
    "Save": "Simpan",
    "Save All": "Simpan semua",
    "Open": "Buka",
    "Yes": "Ya",
    "Yes to All": "Ya, semua",
    "No": "Tidak",
    "No to All": "Tidak, semua",
    "Abort": "Hentikan",
    "Retry": "Ulangi",
    "Ignore": "Abaikan",
    "Close": "Tutup",
    "Cancel": "Batal",
    "Discard": "Jangan simpan",
    "Help": "Bantuan",
    "Apply": "Terapkan",
    "Reset": "Kembalikan",
    "Restore Defaults": "Kembalikan ke awal",
    "Undo": "Batalkan",
    "Redo": "Ulangi lagi",
    "Cut": "Potong",
    "Copy": "Salin",
    "Paste": "Tempel",
    "Delete": "Hapus",
    "Select All": "Pilih semua",
    "Clear": "Kosongkan",
    "Copy Link Location": "Salin alamat",
    "Look in:": "Cari di:",
    "Directory:": "Folder:",
    "Folder": "Folder",
    "File name:": "Nama berkas:",
    "File &name:": "Nama berkas:",
    "Files of type:": "Jenis berkas:",
    "Choose": "Pilih",
    "Back": "Kembali",
    "Forward": "Maju",
    "Parent Directory": "Folder di atasnya",
    "Create New Folder": "Folder baru",
    "List View": "Tampilan daftar",
    "Detail View": "Tampilan rinci",
    "New Folder": "Folder baru",
    "Rename": "Ganti nama",
    "Show hidden files": "Tampilkan berkas tersembunyi",
    "My Computer": "Komputer ini",
    "Computer": "Komputer",
    "Name": "Nama",
    "Size": "Ukuran",
    "Type": "Jenis",
    "Date Modified": "Tanggal diubah",
    "All Files (*)": "Semua berkas (*)",
    "Find Directory": "Cari folder",
    "Save As": "Simpan sebagai",
    "Remove": "Hapus",
    "Show Details...": "Lihat rincian...",
    "Hide Details...": "Tutup rincian...",
    "Print": "Cetak",
    "Scroll here": "Gulir ke sini",
    "Left edge": "Tepi kiri",
    "Right edge": "Tepi kanan",
    "Top": "Paling atas",
    "Bottom": "Paling bawah",
    "Page up": "Halaman naik",
    "Page down": "Halaman turun",
    "Scroll up": "Gulir naik",
    "Scroll down": "Gulir turun",
}


class KataIndonesia(QTranslator):
    """Answers Qt's own texts from the table above."""

    def translate(
        self,
        context: str,
        sourceText: str,
        _disambiguation: str | None = None,
        _n: int = -1,
    ) -> str | None:
        if not context.startswith("Q"):
            return None
        return KATA.get(sourceText) or KATA.get(sourceText.replace("&", ""))

    def isEmpty(self) -> bool:
        return False


def install_bahasa(app: QApplication) -> None:
    """Put the table and Indonesian number forms in use, once per application."""
    if app.findChild(KataIndonesia) is not None:
        return
    QLocale.setDefault(QLocale(QLocale.Language.Indonesian, QLocale.Country.Indonesia))
    app.installTranslator(KataIndonesia(app))
