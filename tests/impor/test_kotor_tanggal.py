"""Birth dates as villages write them: every shape, the NIK as witness, the borders of age."""

from __future__ import annotations

from datetime import date, datetime, time
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from kotor_buatan import KOLOM, Kasus, beda_kasus
from lembar_buatan import nik

MEI = "1980-05-12"
_URUT = count(5000)


def lahir(cell: Any, codes: str = "", nilai: str | None = MEI, *, di_nik: str = MEI) -> Kasus:
    """A row whose NIK says `di_nik`; empty: it has no NIK."""
    number = ""
    if di_nik:
        y, m, d = map(int, di_nik.split("-"))
        number = nik(d, m, y, urut=next(_URUT))
    return Kasus({"TGL LAHIR": cell, "NIK": number}, codes, {"tanggal_lahir": nilai})


DITERIMA = [
    "12-05-1980", "12/05/1980", "12.05.1980", "12 05 1980", "12-5-1980", "12/5/80", "12.05.80",
    "12-05-80", "1980-05-12", "1980/05/12", "1980.05.12", "1980-5-12", "12 Mei 1980",
    "12 MEI 1980", "12-Mei-1980", "12-Mei-80", "12/Mei/1980", "12Mei1980", "12 mei 80",
    " 12-05-1980 ", "\u00a012-05-1980\u00a0", "'12-05-1980", "12 - 05 - 1980",
    "12\u201305\u20131980",
    "12-05-1980.", "12 Mei 1980,", "Senin, 12 Mei 1980", "1980-05-12 00:00:00",
    "1980-05-12T00:00:00", "12/05/1980 00:00", "12-05-1980 00:00:00", "12 May 1980", "12-May-80",
    date(1980, 5, 12), datetime.fromisoformat("1980-05-12T13:45"), 29353, 29353.0,
    29353.75, "29353",
    "12/05/1980 12:00:00 AM", "Contohan, 12-05-1980", "Tegal, 12 Mei 1980", "Tegal 12/05/1980",
]  # fmt: skip
BULAN = {
    1: "Januari januari JAN Jan. Jan",
    2: "Februari Pebruari Feb Peb",
    3: "Maret Mar MRT Mrt",
    4: "April Apr",
    5: "Mei MEI",
    6: "Juni Jun",
    7: "Juli Jul",
    8: "Agustus Agu Ags Agt Agst Aug",
    9: "September Sep Sept",
    10: "Oktober Okt Oct",
    11: "November Nopember Nov Nop",
    12: "Desember Des Dec",
}
BURUK = [
    ("31-02-1980", "TGL_TIDAK_VALID", None),
    ("31/04/1980", "TGL_TIDAK_VALID", None),
    ("29-02-1981", "TGL_TIDAK_VALID", None),
    ("29-02-1900", "TGL_TIDAK_VALID", None),
    ("00-05-1980", "TGL_TIDAK_VALID", None),
    ("12-00-1980", "TGL_TIDAK_VALID", None),
    ("32-01-1980", "TGL_TIDAK_VALID", None),
    ("12-Meu-1980", "TGL_TIDAK_VALID", None),
    ("tidak tahu", "TGL_TIDAK_VALID", None),
    ("?", "TGL_TIDAK_VALID", None),
    ("1980", "TGL_TIDAK_VALID", None),
    ("Mei 1980", "TGL_TIDAK_VALID", None),
    ("12-05", "TGL_TIDAK_VALID", None),
    ("12-05-980", "TGL_TIDAK_VALID", None),
    ("12-05-19800", "TGL_TIDAK_VALID", None),
    ("12-O5-1980", "TGL_TIDAK_VALID", None),
    ("12--05-1980 s/d", "TGL_TIDAK_VALID", None),
    ("12-05-1980 / 13-05-1980", "TGL_TIDAK_VALID", None),
    (-5, "TGL_TIDAK_VALID", None),
    (80_001, "TGL_TIDAK_VALID", None),
    (19_800_512, "TGL_TIDAK_VALID", None),
    (True, "TGL_TIDAK_VALID", None),
    (time(13, 45), "TGL_TIDAK_VALID", None),
    ("", "TGL_KOSONG", None),
    (None, "TGL_KOSONG", None),
    ("-", "TGL_KOSONG", None),
    ("\u00a0", "TGL_KOSONG", None),
]
NIK_SAKSI = [
    # day and month the other way round, and the NIK agrees with that
    ("05-12-1980", "TGL_TERTUKAR", MEI),
    ("05/12/80", "TGL_TERTUKAR", MEI),
    ("5 12 1980", "TGL_TERTUKAR", MEI),
    ("13-05-1980", "NIK_BEDA_TGL", "1980-05-13"),
    ("12-06-1980", "NIK_BEDA_TGL", "1980-06-12"),
    ("12-05-1981", "NIK_BEDA_TGL", "1981-05-12"),
    (date(1980, 5, 13), "NIK_BEDA_TGL", "1980-05-13"),
    ("13 Mei 1980", "NIK_BEDA_TGL", "1980-05-13"),
    ("05-12-1981", "NIK_BEDA_TGL", "1981-12-05"),
    # the century is the file's when it writes four digits
    ("12-05-1880", "TGL_USIA_TAK_WAJAR", "1880-05-12"),
]


@pytest.mark.parametrize(
    "kasus",
    [
        pytest.param([lahir(c) for c in DITERIMA], id="bentuk"),
        pytest.param(
            [
                lahir(f"7 {name} 1979", "", f"1979-{n:02d}-07", di_nik=f"1979-{n:02d}-07")
                for n, names in BULAN.items()
                for name in names.split()
            ],
            id="bulan",
        ),
        pytest.param([lahir(*x) for x in BURUK], id="buruk"),
        pytest.param([lahir(*x) for x in NIK_SAKSI], id="nik-saksi"),
        pytest.param(
            [
                lahir("12/13/1980", "TGL_TERTUKAR", "1980-12-13", di_nik="1980-12-13"),
                lahir("12/13/1980", "NIK_KOSONG TGL_TIDAK_VALID", None, di_nik=""),
                lahir("05/12/1980", "NIK_KOSONG", "1980-12-05", di_nik=""),
                lahir("16-09-2026", "NIK_KOSONG TGL_MASA_DEPAN", "2026-09-16", di_nik=""),
                lahir("15-09-2026", "NIK_KOSONG", "2026-09-15", di_nik=""),
                lahir("01-01-2062", "NIK_KOSONG TGL_MASA_DEPAN", "2062-01-01", di_nik=""),
                lahir(60_000, "NIK_KOSONG TGL_MASA_DEPAN", "2064-04-08", di_nik=""),
                lahir("15-09-1911", "NIK_KOSONG", "1911-09-15", di_nik=""),
                lahir("16-09-1910", "NIK_KOSONG", "1910-09-16", di_nik=""),
                lahir("15-09-1910", "NIK_KOSONG TGL_USIA_TAK_WAJAR", "1910-09-15", di_nik=""),
                lahir(1, "NIK_KOSONG TGL_USIA_TAK_WAJAR", "1900-01-01", di_nik=""),
                lahir("12-05-26", "NIK_KOSONG", "2026-05-12", di_nik=""),
                lahir("12-05-27", "NIK_KOSONG", "1927-05-12", di_nik=""),
                lahir("12-05-10", "NIK_KOSONG", "2010-05-12", di_nik=""),
                lahir("12-05-45", "NIK_KOSONG", "1945-05-12", di_nik=""),
                lahir("3 Nop 19", "", "2019-11-03", di_nik="2019-11-03"),
                lahir("", "NIK_KOSONG TGL_KOSONG", None, di_nik=""),
            ],
            id="tanpa-nik",
        ),
    ],
)
def test_birth_dates(tmp_path: Path, kasus: list[Kasus]) -> None:
    assert beda_kasus(tmp_path, kasus) == []


TEMPAT = [
    ("Tegal, 12-05-1980", "", "Tegal", MEI),
    ("TEGAL,12/05/1980", "", "TEGAL", MEI),
    ("Tegal / 12 Mei 1980", "", "Tegal", MEI),
    ("Tegal 12-5-80", "", "Tegal", MEI),
    ("Tegal; 12.05.1980", "", "Tegal", MEI),
    ("Tegal\n12 Mei 1980", "", "Tegal", MEI),
    ("Tegal - 12-05-1980", "", "Tegal", MEI),
    ("Kab. Tegal, 12 Mei 1980", "", "Kab. Tegal", MEI),
    ("Tegal, Jawa Tengah, 12-05-1980", "", "Tegal, Jawa Tengah", MEI),
    ("Tegal, 1980-05-12", "", "Tegal", MEI),
    ("12-05-1980, Tegal", "", "Tegal", MEI),
    ("12 Mei 1980 / Tegal", "", "Tegal", MEI),
    (", 12-05-1980", "", None, MEI),
    ("-, 12-05-1980", "", None, MEI),
    ("12-05-1980", "", None, MEI),
    (date(1980, 5, 12), "", None, MEI),
    (29353, "", None, MEI),
    ("Tegal, 05-12-1980", "TGL_TERTUKAR", "Tegal", MEI),
    ("Tegal, 13-05-1980", "NIK_BEDA_TGL", "Tegal", "1980-05-13"),
    ("Tegal", "TGL_KOSONG", "Tegal", None),
    ("Tegal, -", "TGL_KOSONG", "Tegal", None),
    ("", "TGL_KOSONG", None, None),
    ("Tegal, 31-02-1980", "TGL_TIDAK_VALID", "Tegal", None),
    ("Tegal, 12 Meu 1980", "TGL_TIDAK_VALID", "Tegal", None),
    ("Tegal, 12-05-2980", "TGL_MASA_DEPAN", "Tegal", "2980-05-12"),
]


@pytest.mark.parametrize("judul", ["TTL", "Tempat/Tgl Lahir", "TEMPAT, TANGGAL LAHIR"])
def test_place_and_date_in_one_cell(tmp_path: Path, judul: str) -> None:
    columns = [judul if k == "TGL LAHIR" else k for k in KOLOM if k != "TEMPAT LAHIR"]
    kasus = [
        Kasus({judul: cell, "NIK": nik(12, 5, 1980, urut=next(_URUT))}, codes,
              {"tempat_lahir": place, "tanggal_lahir": day})
        for cell, codes, place, day in TEMPAT
    ]  # fmt: skip
    assert beda_kasus(tmp_path, kasus, columns) == []
