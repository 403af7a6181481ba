"""Sheets and CSV keep text as text, and a failed write leaves the old file."""

import csv
import errno
import io
import os
import random
import stat
import string
import subprocess
import sys
from decimal import Decimal

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sipd_desktop.base.errors import UserError
from sipd_desktop.base.pesan.cetak import PESAN
from sipd_desktop.export import berkas
from sipd_desktop.export.berkas import atomic_write
from sipd_desktop.export.csv_file import safe_cell, write_csv, write_tabel_csv
from sipd_desktop.export.sel import clean_text
from sipd_desktop.export.xlsx import sheet_name, write_tabel_xlsx, write_xlsx
from sipd_desktop.spec.lembar import (
    AngkaKunci,
    Catatan,
    DataKms,
    DeretAngka,
    GrafikBatang,
    GrafikKms,
    Kelompok,
    Kolom,
    Lembar,
    Paragraf,
    Penanda,
    Tabel,
    TandaTangan,
    TitikKms,
)

NIK = "3399123110850003"
KOLOM = (Kolom("NIK"), Kolom("Nama"), Kolom("Berat", angka=True, rata="kanan"))


def contoh_lembar() -> Lembar:
    titik = TitikKms(7.5, 7.2, "Nov 2026", "N", "naik")
    return Lembar(
        judul="Laporan SKDN: November 2026",
        subjudul=("Posyandu Melati 2", "Desa Sukamaju"),
        blok=(
            DeretAngka((AngkaKunci("S", "64", "sasaran"),)),
            Tabel(
                kolom=(
                    Kolom("RT"),
                    Kolom("L", grup="Ditimbang", angka=True),
                    Kolom("P", grup="Ditimbang", angka=True),
                ),
                baris=(("001", "12", "13"), ("002", "7,5", "-")),
                jumlah=("Jumlah", "19,5", "13"),
                kelompok=(Kelompok(0, "Dusun Krajan"),),
            ),
            Paragraf("=1+1"),
            Catatan(("dua anak tanpa TB",)),
            GrafikBatang(("S", "D"), (("Okt", (64.0, None)),)),
            GrafikKms(DataKms("P", (titik,), ())),
            TandaTangan("Sukamaju, 22 November 2026", (Penanda("Ketua"),)),
        ),
        contoh=True,
    )


def read_csv(path):
    text = path.read_bytes().decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=";"))


def hostile(rng: random.Random) -> str:
    head = rng.choice(["=", "+", "-", "@", "\t", "\r", "\n", "\x00", "\x01=", " =", "'", "http://"])
    return head + "".join(
        rng.choices(string.printable + '=HYPERLINK("\x02é☃', k=rng.randint(0, 30))
    )


def test_no_hostile_text_becomes_a_formula_in_a_sheet(tmp_path):
    rng = random.Random(7)
    rows = [(hostile(rng), hostile(rng), hostile(rng)) for _ in range(1_500)]
    write_tabel_xlsx(tmp_path / "a.xlsx", KOLOM, rows)
    sheet = openpyxl.load_workbook(tmp_path / "a.xlsx").active
    cells = [cell for row in sheet.iter_rows(min_row=2) for cell in row]
    assert len(cells) == 4_500
    assert not [c for c in cells if c.data_type == "f" or c.hyperlink]
    got = [c.value or "" for row in sheet.iter_rows(min_row=2, max_col=2) for c in row]
    assert got == [clean_text(text) for row in rows for text in row[:2]]


def test_no_hostile_text_becomes_a_formula_in_csv(tmp_path):
    rng = random.Random(8)
    rows = [(hostile(rng), hostile(rng), hostile(rng)) for _ in range(1_500)]
    write_tabel_csv(tmp_path / "a.csv", KOLOM, rows)
    cells = [cell for row in read_csv(tmp_path / "a.csv")[1:] for cell in row]
    assert len(cells) == 4_500
    assert not [
        c for c in cells if c.lstrip()[:1] in tuple("=+-@") and c != "-" and not c[1:].isdigit()
    ]
    assert not [c for c in cells if c[:1] in tuple("\t\r\n\x00")]


@given(st.text(max_size=30))
@settings(max_examples=300)
def test_any_text_is_harmless_in_csv(text):
    cell = safe_cell(text)
    assert cell in ("-", "") or cell[0] not in "=+-@\t\r\n\x00"
    cell.encode("utf-8")


def test_nik_is_sixteen_digits_of_text_in_both(tmp_path):
    rows = [(NIK, "Siti", "8,4"), ("0012", "Budi", "menyusul")]
    write_tabel_xlsx(tmp_path / "a.xlsx", KOLOM, rows)
    write_tabel_csv(tmp_path / "a.csv", KOLOM, rows)
    sheet = openpyxl.load_workbook(tmp_path / "a.xlsx").active
    assert sheet["A2"].value == NIK
    assert sheet["A2"].data_type == "s"
    assert sheet["A2"].number_format == "@"
    assert sheet["A3"].value == "0012"
    assert sheet["C2"].value == 8.4
    assert sheet["C3"].value == "menyusul"
    assert read_csv(tmp_path / "a.csv")[1:] == [
        ["'" + NIK, "Siti", "8,4"],
        ["0012", "Budi", "menyusul"],
    ]


def test_numbers_are_given_with_a_comma_in_csv(tmp_path):
    write_tabel_csv(tmp_path / "a.csv", KOLOM, [("a", None, Decimal("-8.40")), ("b", 12, "-0,35")])
    assert read_csv(tmp_path / "a.csv")[1:] == [["a", "", "-8,40"], ["b", "12", "-0,35"]]


def test_a_whole_sheet_keeps_every_word(tmp_path):
    write_xlsx(tmp_path / "a.xlsx", contoh_lembar())
    write_csv(tmp_path / "a.csv", contoh_lembar())
    sheet = openpyxl.load_workbook(tmp_path / "a.xlsx").active
    values = [c.value for row in sheet.iter_rows() for c in row if c.value is not None]
    for word in ("Posyandu Melati 2", "Dusun Krajan", "001", "=1+1", "Ketua", "dua anak tanpa TB"):
        assert word in values
    assert 7.5 in values
    assert 7.2 in values
    assert any("CONTOH" in str(v) for v in values)
    assert sheet.title == "Laporan SKDN November 2026"
    assert "halaman" in sheet.oddFooter.right.text
    assert not [c for row in sheet.iter_rows() for c in row if c.data_type == "f"]
    lines = read_csv(tmp_path / "a.csv")
    assert ["002", "7,5", "-"] in lines
    assert ["'=1+1"] in lines
    assert ["CONTOH: bukan data orang sungguhan"] in lines


def test_a_sheet_name_is_always_allowed():
    assert sheet_name("a/b:c*[d]'e?") == "a b c d e"
    assert sheet_name("") == "Lembar"
    assert len(sheet_name("x" * 90)) == 31


def test_ragged_rows_are_refused():
    with pytest.raises(ValueError, match="sel"):
        Tabel(kolom=KOLOM, baris=(("satu",),))


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EACCES, errno.EIO])
@pytest.mark.parametrize("call", ["write", "fsync"])
def test_a_failed_write_keeps_the_old_file(tmp_path, monkeypatch, number, call):
    path = tmp_path / "laporan.xlsx"
    atomic_write(path, b"lama")

    def fail(*_args):
        raise OSError(number, "palsu")

    monkeypatch.setattr(berkas.os, call, fail)
    with pytest.raises(UserError) as caught:
        atomic_write(path, b"baru" * 1000)
    monkeypatch.undo()
    assert path.read_bytes() == b"lama"
    assert [p.name for p in tmp_path.iterdir()] == ["laporan.xlsx"]
    text = PESAN[caught.value.code].format(**caught.value.params)
    assert "laporan.xlsx" in text
    assert (caught.value.code == "tempat-berkas-penuh") == (number == errno.ENOSPC)


@pytest.mark.skipif(sys.platform != "linux", reason="batas ukuran berkas hanya di Linux")
def test_a_disk_that_is_really_full_gives_the_sentence(tmp_path):
    """A real refusal by the system (a file size limit), in a process of its own."""
    script = (
        "import resource, signal, sys; from pathlib import Path\n"
        "from sipd_desktop.base.errors import UserError\n"
        "from sipd_desktop.export.berkas import atomic_write\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))\n"
        "try: atomic_write(Path(sys.argv[1]), b'x' * 100_000)\n"
        "except UserError as error: sys.exit(0 if error.code == 'tempat-berkas-penuh' else 3)\n"
        "sys.exit(4)\n"
    )
    path = tmp_path / "a.csv"
    path.write_bytes(b"lama")
    done = subprocess.run([sys.executable, "-c", script, str(path)], check=False, timeout=60)
    assert done.returncode == 0
    assert path.read_bytes() == b"lama"
    assert len(list(tmp_path.iterdir())) == 1


def test_a_missing_folder_is_told(tmp_path):
    with pytest.raises(UserError) as caught:
        atomic_write(tmp_path / "tidak-ada" / "a.csv", b"x")
    assert caught.value.code == "folder-tidak-ada"


@pytest.mark.skipif(os.name == "nt", reason="hak berkas lain di Windows")
def test_a_written_file_is_readable_by_its_owner_only(tmp_path):
    atomic_write(tmp_path / "a.csv", b"x")
    assert stat.S_IMODE((tmp_path / "a.csv").stat().st_mode) == 0o600
