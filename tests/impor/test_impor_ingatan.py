"""A mapping chosen once in the window is used by every later import of that header."""

from __future__ import annotations

from pathlib import Path

from lembar_buatan import ACUAN, nik, write_xlsx

from pembuat import Dunia
from sipd_desktop.export.read_sheet import read_berkas
from sipd_desktop.services.buka import list_pengguna
from sipd_desktop.services.impor.cocok_kolom import open_cocokan
from sipd_desktop.services.impor.ingat_kolom import list_ingatan, rename_ingatan, save_ingatan
from sipd_desktop.services.impor.jalankan import impor_berkas
from sipd_desktop.services.impor.judul import Judul, judul_di

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


def test_a_name_given_by_a_person_stays_and_only_storing_counts_as_use(
    dunia: Dunia, tmp_path: Path
) -> None:
    user = dunia.read(list_pengguna)[0]
    path = _sheet(tmp_path, "satu.xlsx", "BUDI", 1)
    chosen = {"nama": 0, "tanggal_lahir": 1, "jenis_kelamin": 2}
    cocokan = open_cocokan(read_berkas(path).lembar[0], judul_di_awal(path), ACUAN, chosen)
    dunia.act(save_ingatan, cocokan, "satu")
    dunia.act(rename_ingatan, cocokan.sidik, "Daftar Pak RT")
    more = {**chosen, "nik": 3}
    cocokan = open_cocokan(read_berkas(path).lembar[0], judul_di_awal(path), ACUAN, more)
    dunia.act(save_ingatan, cocokan, "satu lagi")
    (kept,) = dunia.read(list_ingatan)
    assert (kept.nama, kept.kolom, kept.dipakai, kept.terakhir) == ("Daftar Pak RT", more, 0, "")
    for kering in (True, False):
        impor_berkas(dunia.buku, user, path, acuan=ACUAN, kering=kering)
    (kept,) = dunia.read(list_ingatan)
    assert kept.dipakai == 1
    assert kept.terakhir


def judul_di_awal(path: Path) -> Judul:
    found = judul_di(read_berkas(path).lembar[0], 0)
    assert found is not None
    return found
