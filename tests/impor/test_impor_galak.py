"""Hostile sheets: none ends the program, each gets a readable answer, nothing is a formula.

200 files here; `SIPD_GALAK=10000` runs ten thousand (docs/impor.md), `SIPD_GALAK_MULAI` others.
"""

from __future__ import annotations

import json
import os
import zipfile
from collections import Counter
from pathlib import Path

import pytest
from galak import write_galak
from lembar_buatan import ACUAN

from pembuat import Dunia
from sipd_desktop.base.errors import UserError
from sipd_desktop.base.pesan import sentence
from sipd_desktop.export.galat import BarisGalat, write_galat
from sipd_desktop.export.read_sheet import read_berkas
from sipd_desktop.services.buka import list_pengguna
from sipd_desktop.services.impor.hasil import ABAIKAN, PERINGATAN, TOLAK
from sipd_desktop.services.impor.jalankan import Impor, impor_berkas

BANYAK = int(os.environ.get("SIPD_GALAK", "200"))
MULAI = int(os.environ.get("SIPD_GALAK_MULAI", "0"))
BAGIAN = 8
_CODES = TOLAK | PERINGATAN | ABAIKAN


def _has_formula(path: Path) -> bool:
    with zipfile.ZipFile(path) as pack:
        sheets = [n for n in pack.namelist() if n.startswith("xl/worksheets/")]
        return any(b"<f>" in (xml := pack.read(n)) or b"<f " in xml for n in sheets)


def _check(made: Impor, galat: Path) -> None:
    json.dumps(made.bacaan.as_json(), ensure_ascii=False).encode()
    strange = {c for b in made.bacaan.baris for c in b.codes} - _CODES
    assert strange == set()
    counts = made.bacaan.counts()
    assert sum(counts[k] for k in ("accept", "warn", "reject", "ignore")) == len(made.bacaan.baris)
    assert not (galat.exists() and _has_formula(galat))


def _check_refusal(error: UserError) -> str:
    text = sentence(error)
    assert text.rstrip().endswith((".", "?")), text
    assert "Error" not in text
    assert error.code.startswith("impor-")
    return error.code


@pytest.mark.parametrize("bagian", range(BAGIAN))
def test_a_hostile_sheet_gets_an_answer(dunia: Dunia, tmp_path: Path, bagian: int) -> None:
    user = dunia.read(list_pengguna)[0]
    told: Counter[str] = Counter()
    for number in range(MULAI + bagian, MULAI + BANYAK, BAGIAN):
        path = write_galak(number, tmp_path)
        galat = tmp_path / "galat.xlsx"
        galat.unlink(missing_ok=True)
        try:
            made = impor_berkas(dunia.buku, user, path, acuan=ACUAN, kering=True, galat=galat)
        except UserError as error:
            told[_check_refusal(error)] += 1
        else:
            _check(made, galat)
            told["terbaca"] += 1
        path.unlink()
    assert told["terbaca"] > 0
    assert len(told) >= 4, "the files are hostile in more than one way"


def test_an_endless_number_stays_text_in_the_list_of_problems(tmp_path: Path) -> None:
    """The writer of workbooks would make a formula of it: found by these hostile files."""
    path = tmp_path / "galat.xlsx"
    rows = [BarisGalat([float("inf"), float("nan"), 5.0], "x", "y")]
    write_galat(
        path,
        lembar="Data",
        atas=[["A", "B", "C"]],
        gabungan=(),
        kolom_nomor=frozenset(),
        baris=rows,
    )
    assert not _has_formula(path)
    assert read_berkas(path).lembar[0].baris[1][:3] == ["inf", "nan", 5.0]


def test_a_package_whose_first_member_is_damaged_says_so(tmp_path: Path) -> None:
    path = tmp_path / "rusak.ods"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as pack:
        pack.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet " * 9)
        pack.writestr("content.xml", "<x/>")
    raw = bytearray(path.read_bytes())
    raw[38:44] = b"\xff" * 6  # inside the packed bytes of `mimetype`
    path.write_bytes(raw)
    with pytest.raises(UserError, match="impor-berkas-rusak"):
        read_berkas(path)
