"""NIK, No. KK, sex, name, RT and RW in every shape villages and their spreadsheets give them."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from kotor_buatan import KOLOM, Kasus, beda_kasus
from lembar_buatan import nik

N = nik(12, 5, 1980, urut=7001)
P = nik(12, 5, 1980, wanita=True, urut=7002)
KK = "3399070101157001"


def nik_sel(cell: Any, codes: str = "", nilai: str | None = None, **lain: Any) -> Kasus:
    """A row whose NIK cell is this; the cleaned NIK is expected back when it is usable."""
    return Kasus({"NIK": cell, **lain}, codes, {"nik": nilai})


_BERNIK = [nik(12, 5, 1980, urut=n) for n in range(7100, 7140)]
NIK_BAIK = [
    nik_sel(bentuk.format(n=n, a=n[:2], b=n[2:6], c=n[6:12], d=n[12:]), "", n)
    for n, bentuk in zip(
        _BERNIK,
        (
            "{n}", "'{n}", "\u2018{n}", "\u2019{n}\u00a0", "{n}'", " {n} ", "\u00a0{n}\u00a0",
            "{a}.{b}.{c}.{d}", "{a} {b} {c} {d}", "{a}{b}.{c}.{d}", "{a}\u00a0{b}\u00a0{c}{d}",
            "\t{n}", "{n}\n", "'{a}.{b} {c}\u00a0{d}'", "\u200b{n}\ufeff", "`{n}",
        ),
        strict=False,
    )
]  # fmt: skip
NIK_BURUK = [
    nik_sel(N[:15], "NIK_PANJANG"),
    nik_sel(N + "1", "NIK_PANJANG"),
    nik_sel("12345", "NIK_PANJANG"),
    nik_sel("339907.120580.000", "NIK_PANJANG"),
    nik_sel(339907120580, "NIK_PANJANG"),
    nik_sel(N[:15] + "O", "NIK_BUKAN_ANGKA"),
    nik_sel("O" + N[1:], "NIK_BUKAN_ANGKA"),
    nik_sel(N[:8] + "l" + N[9:], "NIK_BUKAN_ANGKA"),
    nik_sel("KTP hilang", "NIK_BUKAN_ANGKA"),
    nik_sel("339907-120580-0001", "NIK_BUKAN_ANGKA"),
    nik_sel("3399/0712/0580/0001", "NIK_BUKAN_ANGKA"),
    nik_sel(N + "?", "NIK_BUKAN_ANGKA"),
    nik_sel("3.39907E+15", "NIK_NOTASI_ILMIAH"),
    nik_sel("3,39907E+15", "NIK_NOTASI_ILMIAH"),
    nik_sel("3.39907120580001E+15", "NIK_NOTASI_ILMIAH"),
    nik_sel("3,4E+15", "NIK_NOTASI_ILMIAH"),
    nik_sel("3.39907e15", "NIK_NOTASI_ILMIAH"),
    nik_sel("'3.39907E+15", "NIK_NOTASI_ILMIAH"),
    nik_sel(3399071205800010, "NIK_PRESISI_HILANG"),
    nik_sel(3399071205800010.0, "NIK_PRESISI_HILANG"),
    nik_sel(3.39907e15, "NIK_PRESISI_HILANG"),
]
NIK_ANGKA = [
    nik_sel(int(n), "NIK_ANGKA", n) for n in (nik(12, 5, 1980, urut=u) for u in (7201, 7203, 7209))
] + [nik_sel(float(n), "NIK_ANGKA", n) for n in (nik(12, 5, 1980, urut=u) for u in (7212, 7215))]
NIK_KOSONG = [
    nik_sel(cell, "NIK_KOSONG", **{"NAMA": f"ORANG TANPA {chr(65 + i)}"})
    for i, cell in enumerate(
        (
            "", None, "-", "0", 0, 0.0, "\u00a0", " - ", "'", "--", "0000000000000000",
            "1111111111111111", "9999999999999999", "9999999999999994", "9999999999999995",
            "9999999999999996", "'0", "8888888888888888",
        )
    )
]  # fmt: skip
JK = [
    Kasus({"L/P": cell, "NIK": nik(12, 5, 1980, urut=7300 + i, wanita=sex == 2)}, "",
          {"jenis_kelamin": sex})
    for i, (cell, sex) in enumerate(
        [(c, 1) for c in (
            "L", "l", "Lk", "LK.", "L.", "Laki", "Laki-laki", "LAKI-LAKI", "Laki - Laki",
            "laki laki", "Laki2", "LAKI 2", "Pria", "1", 1, 1.0, " L ", "L\u00a0", "(L)", "01")]
        + [(c, 2) for c in (
            "P", "p", "Pr", "PR.", "Perempuan", "PEREMPUAN", "perempuan ", "Wanita", "W", "2", 2,
            2.0, "Prp", "P\u00a0", "pr", "(P)")]
    )
]  # fmt: skip
JK_BURUK = [
    Kasus({"L/P": "", "NIK": N}, "JK_DARI_NIK", {"jenis_kelamin": 1}),
    Kasus({"L/P": "-", "NIK": P}, "JK_DARI_NIK", {"jenis_kelamin": 2}),
    Kasus({"L/P": "X", "NIK": nik(12, 5, 1980, urut=7401)}, "JK_DARI_NIK", {"jenis_kelamin": 1}),
    Kasus({"L/P": 3, "NIK": nik(12, 5, 1980, urut=7402)}, "JK_DARI_NIK", {"jenis_kelamin": 1}),
    Kasus({"L/P": "?", "NIK": ""}, "NIK_KOSONG JK_TIDAK_DIKENAL", {"jenis_kelamin": None}),
    Kasus({"L/P": "", "NIK": "0"}, "NIK_KOSONG JK_TIDAK_DIKENAL", {"jenis_kelamin": None}),
    Kasus({"L/P": "L/P", "NIK": "-"}, "NIK_KOSONG JK_TIDAK_DIKENAL", {"jenis_kelamin": None}),
    Kasus({"L/P": "anak", "NIK": "-"}, "NIK_KOSONG JK_TIDAK_DIKENAL", {"jenis_kelamin": None}),
    Kasus({"L/P": "P", "NIK": nik(12, 5, 1980, urut=7405)}, "NIK_BEDA_JK", {"jenis_kelamin": 2}),
    Kasus({"L/P": "L", "NIK": nik(12, 5, 1980, wanita=True, urut=7406)}, "NIK_BEDA_JK",
          {"jenis_kelamin": 1, "tanggal_lahir": "1980-05-12"}),
    Kasus({"L/P": "2", "NIK": nik(13, 5, 1980, urut=7407)}, "NIK_BEDA_JK NIK_BEDA_TGL",
          {"jenis_kelamin": 2, "tanggal_lahir": "1980-05-12"}),
    Kasus({"L/P": "Perempaun", "NIK": nik(12, 5, 1980, wanita=True, urut=7408)}, "KODE_MIRIP",
          {"jenis_kelamin": 2}),
    # day 35 is neither a man's nor a woman's
    Kasus({"L/P": "L", "NIK": "3399073505807409"}, "NIK_BEDA_TGL", {"jenis_kelamin": 1}),
    Kasus({"L/P": "L", "NIK": "3399071213807410"}, "NIK_BEDA_TGL", {"jenis_kelamin": 1}),
]  # fmt: skip
NAMA = [
    Kasus({"NAMA": cell}, codes, {"nama": nilai})
    for cell, codes, nilai in [
        ("BUDI SANTOSO", "", "BUDI SANTOSO"),
        ("  budi   santoso ", "", "budi santoso"),
        ("budi\u00a0santoso", "", "budi santoso"),
        ("BUDI\nSANTOSO", "", "BUDI SANTOSO"),
        ("H. BUDI, S.Pd.", "", "H. BUDI, S.Pd."),
        ("Ma'ruf Nur-Aini", "", "Ma'ruf Nur-Aini"),
        ("JOS\u00c9", "", "JOS\u00c9"),
        ("BUD1 SANTOSO", "NAMA_KARAKTER", "BUD1 SANTOSO"),
        ("BUDI @ SANTOSO", "NAMA_KARAKTER", "BUDI @ SANTOSO"),
        ("BUDI/SANTOSO", "NAMA_KARAKTER", "BUDI/SANTOSO"),
        ("BUDI_SANTOSO", "NAMA_KARAKTER", "BUDI_SANTOSO"),
        ("BUDI*", "NAMA_KARAKTER", "BUDI*"),
        ("BUDI?", "NAMA_KARAKTER", "BUDI?"),
        ("12345", "NAMA_KARAKTER", "12345"),
        ("", "NAMA_KOSONG", None),
        (None, "NAMA_KOSONG", None),
        ("   ", "NAMA_KOSONG", None),
        ("\u00a0", "NAMA_KOSONG", None),
        ("-", "NAMA_KOSONG", None),
    ]
]
KK_SEL = [
    Kasus({"NO. KK": cell}, codes, {"no_kk": nilai})
    for cell, codes, nilai in [
        (KK, "", KK),
        (f"'{KK[:-1]}2", "", f"{KK[:-1]}2"),
        (f"33.99.070101.15700{3}", "", "3399070101157003"),
        (f"{KK[:-1]}4\u00a0", "", f"{KK[:-1]}4"),
        ("", "KK_KOSONG", None),
        ("-", "KK_KOSONG", None),
        (0, "KK_KOSONG", None),
        (None, "KK_KOSONG", None),
        ("0000000000000000", "KK_KOSONG", None),
        (KK[:15], "KK_PANJANG", None),
        (KK + "9", "KK_PANJANG", None),
        (33990701, "KK_PANJANG", None),
        ("3399O70101157001", "KK_BUKAN_ANGKA", None),
        ("numpang", "KK_BUKAN_ANGKA", None),
        ("3399-0701-0115-7001", "KK_BUKAN_ANGKA", None),
    ]
]
RTRW_DUA = [
    Kasus({"RT": rt, "RW": rw}, codes, {"rt": want_rt, "rw": want_rw})
    for rt, rw, codes, want_rt, want_rw in [
        ("001", "002", "", "001", "002"),
        (1, 2, "", "001", "002"),
        (1.0, 2.0, "", "001", "002"),
        ("1", "2", "", "001", "002"),
        ("RT 1", "RW 2", "", "001", "002"),
        ("RT.01", "RW.02", "", "001", "002"),
        ("rt 001", "rw002", "", "001", "002"),
        ("'001", "'002", "", "001", "002"),
        ("01\u00a0", " 02", "", "001", "002"),
        ("10", "12", "", "010", "012"),
        ("", "002", "RTRW_KOSONG", None, "002"),
        ("001", "", "RTRW_KOSONG", "001", None),
        ("", "", "RTRW_KOSONG", None, None),
        ("-", "-", "RTRW_KOSONG", None, None),
        ("0", "0", "RTRW_KOSONG", None, None),
        (0, 0, "RTRW_KOSONG", None, None),
        ("000", "000", "RTRW_KOSONG", None, None),
        ("001", "000", "RTRW_KOSONG", "001", None),
    ]
]
RTRW_SATU = [
    Kasus({"RT/RW": cell}, codes, {"rt": want_rt, "rw": want_rw})
    for cell, codes, want_rt, want_rw in [
        ("001/002", "", "001", "002"),
        ("1/2", "", "001", "002"),
        ("01 / 02", "", "001", "002"),
        ("1-2", "", "001", "002"),
        ("001 002", "", "001", "002"),
        ("RT 1 RW 2", "", "001", "002"),
        ("RT.001/RW.002", "", "001", "002"),
        ("RT 01 / RW 02", "", "001", "002"),
        ("RT001RW002", "", "001", "002"),
        ("rt.1 rw.2", "", "001", "002"),
        ("'001/002", "", "001", "002"),
        ("1\\2", "", "001", "002"),
        (date(2026, 2, 1), "RTRW_JADI_TANGGAL", "001", "002"),
        (datetime.fromisoformat("2026-02-01"), "RTRW_JADI_TANGGAL", "001", "002"),
        ("1-Feb", "RTRW_JADI_TANGGAL", "001", "002"),
        ("01-Feb", "RTRW_JADI_TANGGAL", "001", "002"),
        ("01/02/2026", "RTRW_JADI_TANGGAL", "001", "002"),
        ("2026-02-01 00:00:00", "RTRW_JADI_TANGGAL", "001", "002"),
        (date(2026, 12, 5), "RTRW_JADI_TANGGAL", "005", "012"),
        ("03-Agu", "RTRW_JADI_TANGGAL", "003", "008"),
        ("4-Des", "RTRW_JADI_TANGGAL", "004", "012"),
        ("", "RTRW_KOSONG", None, None),
        ("-", "RTRW_KOSONG", None, None),
        ("000/000", "RTRW_KOSONG", None, None),
        ("005/-", "RTRW_KOSONG", "005", None),
        ("005/000", "RTRW_KOSONG", "005", None),
        ("/003", "RTRW_KOSONG", None, "003"),
        ("5", "RTRW_KOSONG", "005", None),
        (5, "RTRW_KOSONG", "005", None),
    ]
]


@pytest.mark.parametrize(
    "kasus",
    [
        pytest.param(k, id=name)
        for name, k in (
            ("nik-baik", NIK_BAIK),
            ("nik-buruk", NIK_BURUK),
            ("nik-angka", NIK_ANGKA),
            ("nik-kosong", NIK_KOSONG),
            ("jk", JK),
            ("jk-buruk", JK_BURUK),
            ("nama", NAMA),
            ("kk", KK_SEL),
            ("rt-rw", RTRW_DUA),
        )
    ],
)
def test_numbers_names_and_places(tmp_path: Path, kasus: list[Kasus]) -> None:
    assert beda_kasus(tmp_path, kasus) == []


def test_rt_and_rw_in_one_cell(tmp_path: Path) -> None:
    columns = [*(k for k in KOLOM if k not in ("RT", "RW")), "RT/RW"]
    assert beda_kasus(tmp_path, RTRW_SATU, columns) == []
