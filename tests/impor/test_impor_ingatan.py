"""A mapping chosen once in the window is used by every later import of that header."""

from __future__ import annotations

from pathlib import Path

from lembar_buatan import ACUAN, nik, write_xlsx

from pembuat import Dunia
from sipd_desktop.export.read_sheet import read_berkas
from sipd_desktop.services.buka import list_pengguna
from sipd_desktop.services.impor.cocok_kolom import open_cocokan
from sipd_desktop.services.impor.ingat_kolom import save_ingatan
from sipd_desktop.services.impor.jalankan import impor_berkas
from sipd_desktop.services.impor.judul import judul_di

JUDUL = ["Warga", "Lahirnya", "Kelamin apa", "Nomor penduduk"]


def _sheet(folder: Path, name: str, nama: str, urut: int) -> Path:
    row = [nama, "12-05-1980", "L", nik(12, 5, 1980, urut=urut)]
    return write_xlsx(folder / name, [JUDUL, row])


def test_the_same_header_needs_no_choosing_without_a_window(dunia: Dunia, tmp_path: Path) -> None:
    user = dunia.read(list_pengguna)[0]
    first = _sheet(tmp_path, "satu.xlsx", "BUDI", 1)
    sheet = read_berkas(first).lembar[0]
    chosen = {"nama": 0, "tanggal_lahir": 1, "jenis_kelamin": 2, "nik": 3}
    with dunia.buku.write() as conn:
        cocokan = open_cocokan(sheet, judul_di(sheet, 0), ACUAN, chosen)
        save_ingatan(conn, user.petugas, cocokan, "Daftar Pak RT")
    for number, nama in ((1, "BUDI"), (2, "SITI")):
        path = _sheet(tmp_path, f"{number}.xlsx", nama, number)
        made = impor_berkas(dunia.buku, user, path, acuan=ACUAN, kering=True)
        assert made.bacaan.counts()["baru"] == 1
        assert made.bacaan.baris[0].text("nama") == nama
        assert any("Daftar Pak RT" in note for note in made.bacaan.catatan)
