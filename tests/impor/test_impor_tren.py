"""Two imports a year apart: what changed equals a count of both workbooks made here."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import openpyxl
import pytest

from pembuat import Dunia, Induk
from sipd_desktop.base.paths import resources
from sipd_desktop.services.impor.jalankan import impor_berkas
from sipd_desktop.services.impor.konteks import Konteks
from sipd_desktop.services.laporan.daftar import find_laporan
from sipd_desktop.services.laporan.jenis import Diminta
from sipd_desktop.services.laporan.terbit import issue
from sipd_desktop.services.petak.tren import Tren, open_tren

CONTOH = resources() / "contoh"
BERKAS = "sdgs_desa_individu.xlsx"
DULU, KINI = date(2025, 9, 1), date(2026, 9, 15)
MENCARI, BEKERJA = "Sedang Mencari Pekerjaan", "Bekerja"
_AWAL = 4


def columns(sheet) -> dict[str, int]:
    return {str(c.value): n for n, c in reversed(list(enumerate(sheet[3], start=1)))}


def read_work(path: Path) -> dict[str, tuple[str, date]]:
    """NIK to the answer of P201 and the birth date, as the workbook has them."""
    sheet = openpyxl.load_workbook(path)["Individu"]
    at = columns(sheet)
    found = {}
    for cells in sheet.iter_rows(min_row=_AWAL, values_only=True):
        born = cells[at["P106"] - 1]
        day = born.date() if hasattr(born, "date") else date.fromisoformat(str(born)[:10])
        found[str(cells[at["NIK"] - 1])] = (str(cells[at["P20"] - 1]), day)
    return found


def change_work(path: Path, to: Path) -> None:
    """Every third seeker found work; every fortieth worker lost it; the last ten are left out."""
    book = openpyxl.load_workbook(path)
    sheet = book["Individu"]
    at = columns(sheet)["P20"]
    seen = {MENCARI: 0, BEKERJA: 0}
    for row in range(_AWAL, sheet.max_row + 1):
        cell = sheet.cell(row, at)
        if cell.value in seen:
            seen[cell.value] += 1
            if cell.value == MENCARI and seen[MENCARI] % 3 == 0:
                cell.value = BEKERJA
            elif cell.value == BEKERJA and seen[BEKERJA] % 40 == 0:
                cell.value = MENCARI
    sheet.delete_rows(sheet.max_row - 9, 10)
    book.save(to)


def seekers(answers: dict[str, tuple[str, date]], day: date) -> set[str]:
    """NIK of those of 15 to 64 who look for work."""
    found = set()
    for nik, (work, born) in answers.items():
        age = day.year - born.year - ((day.month, day.day) < (born.month, born.day))
        if work == MENCARI and 15 <= age <= 64:
            found.add(nik)
    return found


@pytest.fixture(scope="module")
def dua(induk: Induk, tmp_path_factory: pytest.TempPathFactory):
    """A folder with both surveys; two seekers died and one moved in between."""
    folder = tmp_path_factory.mktemp("tren")
    dunia: Dunia = induk.open(folder / "data", remake=False)
    change_work(CONTOH / BERKAS, folder / BERKAS)
    files = ((CONTOH / BERKAS, DULU), (folder / BERKAS, KINI))
    for path, day in files:
        impor_berkas(
            dunia.buku, dunia.pengguna, path, acuan=KINI, kering=False, konteks=Konteks(tanggal=day)
        )
    old, new = (read_work(path) for path, _ in files)
    known = {n for (n,) in dunia.sql("SELECT nik FROM warga WHERE nik IS NOT NULL")}
    both = old.keys() & new.keys() & known
    gone = sorted(seekers(old, DULU) & both)[:3]
    for nik, status in zip(gone, (2, 2, 3), strict=True):
        dunia.run(
            "UPDATE warga SET status_dasar = ?, tanggal_status = '2026-01-10' WHERE nik = ?",
            status,
            nik,
        )
    here = both - set(gone)
    yield dunia, seekers(old, DULU) & here, seekers(new, KINI) & here, gone
    dunia.close()


def tren(dunia: Dunia) -> Tren:
    return dunia.read(open_tren, dunia.petugas)


def test_then_now_new_and_gone_are_those_of_the_two_files(dua) -> None:
    dunia, then, now, gone = dua
    row = next(r for r in tren(dunia).baris if r.jenis == "penganggur")
    assert (row.dulu, row.kini) == (len(then), len(now))
    assert (row.baru, row.hilang, row.tetap) == (
        len(now - then),
        len(then - now),
        len(then & now),
    )
    assert min(row.baru, row.hilang, row.tetap) > 0
    assert row.pergi == len(gone) == 3


def test_who_died_or_moved_is_named_apart(dua) -> None:
    dunia, _, _, gone = dua
    names = dict(
        dunia.sql(f"SELECT nama, status_dasar FROM warga WHERE nik IN ({','.join('?' * 3)})", *gone)
    )
    told = {p.nama: p for p in tren(dunia).pergi if "Penganggur, mencari kerja" in p.masalah}
    assert told.keys() == names.keys()
    for nama, status in names.items():
        assert told[nama].sebab == {2: "meninggal", 3: "pindah"}[status]
        assert told[nama].tanggal == date(2026, 1, 10)


def test_the_paper_counts_only_what_was_confirmed_and_names_nobody(dua) -> None:
    dunia, then, now, _ = dua
    minta = Diminta(None, "2026-09", today=KINI, petugas=dunia.petugas)
    report = find_laporan("tren-masalah")

    def line() -> tuple[str, ...]:
        made, _ = dunia.act(issue, report, minta)
        names = [n for (n,) in dunia.sql("SELECT nama FROM warga")]
        assert not [n for n in names if n in repr(made.lembar)]
        (found,) = [r for r in made.lembar.blok[0].baris if r[0].startswith("Penganggur")]
        return found[1:]

    assert line() == ("-",) * 6
    dunia.run("UPDATE masalah SET status = 'terkonfirmasi' WHERE jenis = 'penganggur'")

    def covered(number: int) -> str:
        return "-" if not number else "<5" if number < 5 else str(number)

    expected = (len(then), len(now), len(now - then), len(then - now), len(then & now), 3)
    assert line() == tuple(covered(n) for n in expected)
    dunia.run("UPDATE masalah SET status = NULL WHERE jenis = 'penganggur'")
