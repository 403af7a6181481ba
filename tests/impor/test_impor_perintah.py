"""`sipd impor`: one JSON document, exit codes, the list of problems, the reference date."""

from __future__ import annotations

import re
from pathlib import Path

import openpyxl
from lembar_buatan import ACUAN, KEPALA, nik, orang, write_xlsx

from pembuat import answer_of, run_sipd
from sipd_desktop.base.pesan.impor import PESAN


def _sheet(tmp_path: Path) -> Path:
    rows = [
        ["DAFTAR WARGA"],
        KEPALA,
        orang(),
        orang(no=2, nik="12345", nama="JOKO", shdk="Anak"),
        ["JUMLAH", "", "", "2 orang"],
    ]
    return write_xlsx(tmp_path / "warga.xlsx", rows)


def test_dry_run_tells_every_row_and_stores_nothing(folder: Path, tmp_path: Path) -> None:
    path, out = _sheet(tmp_path), tmp_path / "galat.xlsx"
    options = ("--kering", "--galat", out, "--json", "--tanggal-acuan", ACUAN)
    told = answer_of(run_sipd("impor", path, *options, data=folder))
    assert told["profil"] == "lainnya"
    assert told["sheet"] == "Sheet1"
    assert told["header_rows"] == [2]
    assert told["counts"] == {
        "accept": 1,
        "warn": 0,
        "reject": 1,
        "ignore": 1,
        "baru": 1,
        "berubah": 0,
        "sama": 0,
        "bentrok": 0,
    }
    first, second, third = told["rows"]
    assert (first["row"], first["outcome"], first["codes"]) == (3, "accept", [])
    assert first["normalized"]["nik"] == nik(12, 5, 1980)
    assert first["normalized"]["rt"] == "001"
    assert (second["row"], second["outcome"]) == (4, "reject")
    assert second["codes"] == ["NIK_PANJANG"]
    assert second["normalized"]["nik"] is None
    assert third == {"row": 5, "outcome": "ignore", "codes": ["BARIS_JUMLAH"], "normalized": {}}
    assert openpyxl.load_workbook(out).worksheets[0].max_row == 3
    stored = answer_of(run_sipd("impor", path, "--json", "--tanggal-acuan", ACUAN, data=folder))
    assert stored["counts"]["baru"] == 1
    again = answer_of(run_sipd("impor", path, "--json", "--tanggal-acuan", ACUAN, data=folder))
    assert (again["counts"]["baru"], again["counts"]["sama"]) == (0, 1)


def test_refusals_are_one_document_with_a_reason_and_exit_one(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "kosong.xlsx").write_bytes(b"")
    told = answer_of(run_sipd("impor", tmp_path / "kosong.xlsx", "--json", data=folder), 1)
    assert told["alasan"] == "impor-berkas-kosong"
    assert told["pesan"] == PESAN["impor-berkas-kosong"].format(berkas="kosong.xlsx")


def test_reference_date_decides_what_lies_in_the_future(folder: Path, tmp_path: Path) -> None:
    path = write_xlsx(tmp_path / "d.xlsx", [KEPALA, orang(nik=None, tgl="01-06-2026")])
    for acuan, outcome in (("2026-05-31", "reject"), ("2026-06-01", "warn")):
        told = answer_of(
            run_sipd("impor", path, "--kering", "--json", "--tanggal-acuan", acuan, data=folder)
        )
        assert told["rows"][0]["outcome"] == outcome


def test_a_named_sheet_is_read_instead_of_the_best(folder: Path, tmp_path: Path) -> None:
    path = write_xlsx(
        tmp_path / "d.xlsx",
        [KEPALA, orang(), orang(no=2, nik=nik(1, 2, 1990), tgl="01-02-1990")],
        sebelum=[("RT 02", [KEPALA, orang()])],
    )
    told = answer_of(
        run_sipd("impor", path, "--kering", "--json", "--lembar", "RT 02", data=folder)
    )
    assert (told["sheet"], len(told["rows"])) == ("RT 02", 1)
    refused = answer_of(
        run_sipd("impor", path, "--kering", "--json", "--lembar", "RT 09", data=folder), 1
    )
    assert refused["alasan"] == "impor-lembar-tidak-ada"


def test_progress_goes_to_standard_error_and_history_takes_an_import_back(
    folder: Path, tmp_path: Path
) -> None:
    path = _sheet(tmp_path)
    done = run_sipd("impor", path, "--json", "--tanggal-acuan", ACUAN, data=folder)
    batch = answer_of(done)["batch"]
    assert "Membuat salinan aman" in done.stderr
    assert re.search(r"Menyimpan \.\.\. \d dari 2", done.stderr)
    (listed,) = answer_of(run_sipd("impor", "--riwayat", "--json", data=folder))["riwayat"]
    assert (listed["batch"], listed["berkas"], listed["dibatalkan"]) == (batch, "warga.xlsx", None)
    assert (listed["counts"]["baru"], listed["counts"]["reject"]) == (1, 1)
    undone = answer_of(run_sipd("impor", "--batalkan", batch, "--json", data=folder))
    assert (undone["dikeluarkan"], undone["dikembalikan"], undone["sisa"]) == (2, 0, {})
    again = answer_of(run_sipd("impor", "--batalkan", batch, "--json", data=folder), 1)
    assert again["alasan"] == "impor-sudah-dibatalkan"


def test_context_is_given_on_the_command_line_or_asked_for(folder: Path, tmp_path: Path) -> None:
    head = [*KEPALA]
    head[KEPALA.index("RT/RW")] = "Catatan"
    path = write_xlsx(tmp_path / "d.xlsx", [head, orang(rtrw="")])
    asked = answer_of(run_sipd("impor", path, "--kering", "--json", data=folder))
    assert asked["pertanyaan"] == ["rt", "rw"]
    more = ("--rt", "3", "--rw", "01", "--tanggal-pendataan", "2025-03-01")
    told = answer_of(run_sipd("impor", path, "--kering", "--json", *more, data=folder))
    assert told["pertanyaan"] == []
    row = told["rows"][0]["normalized"]
    assert (row["rt"], row["rw"]) == ("003", "001")
    assert run_sipd("impor", path, "--rt", "tiga", data=folder).returncode == 2
    assert run_sipd("impor", data=folder).returncode == 2
