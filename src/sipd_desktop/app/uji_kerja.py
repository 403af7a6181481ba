"""Self-test, second half: prepare, log in, open every page, weigh, print, import.

Through the real window and the real services, in a throw-away folder marked as contoh.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from pathlib import Path

from PySide6.QtCore import QEventLoop
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from sipd_desktop.app import Aplikasi
from sipd_desktop.app.uji_isi import Rusak
from sipd_desktop.base import clock, ids, paths
from sipd_desktop.render.berkas import write_lembar
from sipd_desktop.render.png import write_png
from sipd_desktop.services.buka import Pengguna, Ruang, list_pengguna
from sipd_desktop.services.hari.baris import NilaiUkur, PendatangBaru
from sipd_desktop.services.hari.hari import start_hari
from sipd_desktop.services.hari.pendatang import register
from sipd_desktop.services.hari.ukur import open_lembar, save_ukur
from sipd_desktop.services.impor.jalankan import impor_berkas
from sipd_desktop.services.laporan.lembar_skdn import lembar_skdn
from sipd_desktop.services.laporan.skdn import open_skdn
from sipd_desktop.services.siapkan import prepare_folder
from sipd_desktop.storage.engine import connect, is_plain
from sipd_desktop.storage.folder import DB

DESA, POSYANDU = "3399072004", "Melati"
UMUR_HARI, BERAT, TINGGI = 400, Decimal("9.70"), Decimal("76.5")
CONTOH = "penduduk_opensid.xlsx"


class Kerja:
    """The steps of one trial day; each needs those before it and says so when they failed."""

    def __init__(self, place: Path) -> None:
        self.place = place
        self.folder = place / "data"
        self._sandi = ""
        self._aplikasi: Aplikasi | None = None
        self._broken: list[str] = []

    def prepare(self) -> str:
        """A new folder, encrypted on the disk and closed to a wrong key."""
        made = prepare_folder(
            self.folder,
            kode_desa=DESA,
            nama_desa="Contoh",
            posyandu=[POSYANDU],
            nama="Pemeriksa",
            contoh=True,
        )
        if is_plain(self.folder / DB):
            raise Rusak("berkas data tidak tersandi")
        try:
            connect(self.folder / DB, bytes(32)).close()
        except Exception as error:  # noqa: BLE001 - any refusal of the wrong key is right
            refused = type(error).__name__
        else:
            raise Rusak("berkas data terbuka dengan kunci yang salah")
        self._sandi = made.kata_sandi or ""
        return f"tersandi, kunci salah ditolak ({refused})"

    def open_window(self) -> str:
        """Log in by the four words and draw every page of the menu."""
        if not self._sandi:
            raise Rusak("tidak dijalankan: folder data belum siap")
        app = QApplication.instance() or QApplication(["sipd-desktop"])
        assert isinstance(app, QApplication)
        aplikasi = self._aplikasi = Aplikasi(self.folder)
        aplikasi.tasks.broke.connect(self._broken.append)
        aplikasi.start()
        masuk = aplikasi.window.masuk
        for box, word in zip(masuk.isian.kotak, self._sandi.split(), strict=True):
            box.setFocus()
            box.feed(word)
        masuk.open_with_words()
        _until(app, masuk.pin.isVisible)
        masuk.pin.selesai.emit()
        _until(app, lambda: aplikasi.window.bingkai is not None)
        frame = aplikasi.window.bingkai
        assert frame is not None
        doors = [page.key for page in frame.pages.values() if page.menu]
        for key in doors:
            frame.show_page(key)
            _until(app, aplikasi.tasks.is_idle)
            if _is_flat(aplikasi.window.grab().toImage()):
                raise Rusak(f"halaman {key} tidak tergambar")
        self._raise_broken()
        return f"{len(doors)} halaman dibuka"

    def weigh(self) -> str:
        """A newcomer of 13 months is weighed; the file gives back what was typed, judged."""
        ruang, user = self._opened()
        today = clock.today()
        unit = ids.posyandu_id(ids.desa_id(DESA), POSYANDU)
        with ruang.buku.write() as conn:
            hari, _ = start_hari(conn, user.petugas, posyandu_id=unit, tanggal=today)
            child = PendatangBaru("Anak Contoh", "L", today - timedelta(days=UMUR_HARI), "Ibu")
            warga, _ = register(conn, user.petugas, hari.id, child)
        nilai = NilaiUkur(berat_badan=BERAT, tinggi_badan=TINGGI, cara_ukur="baring")
        with ruang.buku.write() as conn:
            save_ukur(conn, user.petugas, hari.id, warga, nilai)
        with ruang.buku.read() as conn:
            stored = open_lembar(conn, hari.id, warga).nilai
            rows = conn.exec_driver_sql("SELECT count(*) FROM hasil WHERE nilai IS NOT NULL")
            judged = rows.scalar_one()
        if (stored.berat_badan, stored.tinggi_badan) != (BERAT, TINGGI):
            raise Rusak("timbangan yang disimpan tidak kembali sama")
        if not judged:
            raise Rusak("timbangan tidak dinilai")
        return f"satu anak, {judged} nilai dihitung"

    def report(self) -> str:
        """The month's SKDN counts that child, as PDF, XLSX and picture."""
        ruang, _ = self._opened()
        with ruang.buku.read() as conn:
            made = open_skdn(conn, None, f"{clock.today():%Y-%m}")
        if made.tabel.jumlah("D") != 1:
            raise Rusak("laporan tidak menghitung anak yang ditimbang")
        sheet = lembar_skdn(made)
        sizes = []
        for ending, magic in ((".pdf", b"%PDF-"), (".xlsx", b"PK"), (".csv", b"")):
            path = self.place / f"skdn{ending}"
            write_lembar(sheet, path)
            if not path.read_bytes().startswith(magic) or path.stat().st_size < 100:
                raise Rusak(f"laporan {ending} tidak benar")
            sizes.append(f"{ending[1:].upper()} {path.stat().st_size // 1024 + 1} KB")
        for path in write_png(self.place, "skdn", sheet):
            if _is_flat(QImage(str(path))):
                raise Rusak("gambar laporan kosong")
        return ", ".join([*sizes, "PNG"])

    def dry_import(self) -> str:
        """The sample list is read and compared; nothing is stored."""
        ruang, user = self._opened()
        made = impor_berkas(
            ruang.buku,
            user,
            paths.resources() / "contoh" / CONTOH,
            acuan=clock.today(),
            kering=True,
        )
        counts = made.bacaan.counts()
        if not counts["baru"]:
            raise Rusak("daftar contoh tidak terbaca")
        return f"{counts['baru']} orang terbaca, tidak disimpan"

    def close(self) -> str:
        """Close the window in order; anything that broke meanwhile is told here."""
        self.end()
        self._raise_broken()
        return "jendela tertutup, folder dilepas"

    def end(self) -> None:
        """Leave nothing open, whatever happened."""
        if self._aplikasi is not None:
            self._aplikasi.window.close()
            self._aplikasi.close()
            self._aplikasi = None

    def _opened(self) -> tuple[Ruang, Pengguna]:
        ruang = self._aplikasi.window.ruang if self._aplikasi else None
        if ruang is None:
            raise Rusak("tidak dijalankan: jendela belum terbuka")
        with ruang.buku.read() as conn:
            return ruang, list_pengguna(conn)[0]

    def _raise_broken(self) -> None:
        if self._broken:
            raise Rusak(self._broken.pop(0))


def _is_flat(image: QImage) -> bool:
    """Whether a picture is missing or of one colour."""
    if image.isNull():
        return True
    small = image.scaled(64, 64)
    return len({small.pixel(x, y) for x in range(64) for y in range(64)}) < 2


def _until(app: QApplication, done: Callable[[], bool], seconds: float = 60.0) -> None:
    end = clock.monotonic() + seconds
    while not done():
        app.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 50)
        if clock.monotonic() > end:
            raise Rusak("jendela tidak menjawab")
