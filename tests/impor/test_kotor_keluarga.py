"""Rows against each other: equal NIK, equal rows, heads of households; and what is no person."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from kotor_buatan import rows_of
from lembar_buatan import nik, write_csv, write_xlsx

KEPALA = ["NO", "NO KK", "NIK", "NAMA", "L/P", "TGL LAHIR", "SHDK", "RT", "RW", "AGAMA"]
KK = [f"339907010115{n:04d}" for n in range(10)]
N = [nik(12, 5, 1980, urut=n) for n in range(1, 40)]
KEP, ANAK, ISTRI = "Kepala Keluarga", "Anak", "Istri"


def o(kk: Any, number: Any, nama: str = "BUDI", shdk: Any = KEP, **lain: Any) -> list[Any]:
    """A person; everything else is clean."""
    isi = {"jk": "L", "tgl": "12-05-1980", "rt": 1, "rw": 2, "agama": "Islam"} | lain
    return [kk, number, nama, isi["jk"], isi["tgl"], shdk, isi["rt"], isi["rw"], isi["agama"]]


def codes_of(tmp_path: Path, people: Sequence[Sequence[Any]]) -> list[str]:
    rows = [KEPALA, *([n, *p] for n, p in enumerate(people, 1))]
    told = rows_of(write_xlsx(tmp_path / "k.xlsx", rows))
    return [" ".join(sorted(r["codes"])) for r in told]


G, D = "NIK_GANDA_KONFLIK", "DUPLIKAT_PERSIS"
T, K2 = "KK_TANPA_KEPALA", "KK_KEPALA_GANDA"
GANDA: dict[str, tuple[list[list[Any]], list[str]]] = {
    "nama lain": ([o(KK[1], N[1]), o(KK[2], N[1], "SITI")], [G, G]),
    "tanggal lain": (
        [o(KK[1], N[1]), o(KK[2], N[1], tgl="13-05-1980")],
        [G, f"NIK_BEDA_TGL {G}"],
    ),
    "tiga baris, satu lain": (
        [o(KK[1], N[1]), o(KK[1], N[1]), o(KK[2], N[1], "SITI")],
        [G, G, G],
    ),
    "beda tulisan NIK": ([o(KK[1], N[1]), o(KK[2], f"'{N[1]}\u00a0", "SITI")], [G, G]),
    "angka dan teks": (
        [o(KK[1], N[1]), o(KK[2], int(N[1]), "SITI")],
        [G, f"NIK_ANGKA {G}"],
    ),
    "persis": ([o(KK[1], N[1]), o(KK[1], N[1])], ["", D]),
    "persis tiga": ([o(KK[1], N[1])] * 3, ["", D, D]),
    "persis beda huruf besar": ([o(KK[1], N[1]), o(KK[1], N[1], "Budi")], ["", D]),
    "persis beda bentuk tanggal": ([o(KK[1], N[1]), o(KK[1], N[1], tgl="12 Mei 1980")], ["", D]),
    "persis beda bentuk kode": ([o(KK[1], N[1]), o(KK[1], N[1], agama=1, shdk="KK")], ["", D]),
    "sama orang isi lain": ([o(KK[1], N[1]), o(KK[1], N[1], agama="Hindu")], [K2, K2]),
    "tanpa NIK persis": (
        [o(KK[1], "", shdk=KEP), o(KK[1], "-", shdk=KEP)],
        ["NIK_KOSONG", f"{D} NIK_KOSONG"],
    ),
    "tanpa NIK beda orang": (
        [o(KK[1], "", "BUDI"), o(KK[1], "", "SITI", ANAK)],
        ["NIK_KOSONG", "NIK_KOSONG"],
    ),
    "bayi kembar tanpa nama": (
        [o(KK[1], N[1]), o(KK[1], "", "By. Ny. SITI", ANAK, tgl="1-9-2026"),
         o(KK[1], "", "By. Ny. SITI", ANAK, tgl="1-9-2026")],
        ["", "NIK_KOSONG", "NIK_KOSONG"],
    ),
    "NIK rusak tidak dibandingkan": (
        [o(KK[1], "12345"), o(KK[2], "12345", "SITI")],
        ["NIK_PANJANG", "NIK_PANJANG"],
    ),
    "pengganti tidak dibandingkan": (
        [o(KK[1], "9999999999999995"), o(KK[2], "9999999999999995", "SITI")],
        ["NIK_KOSONG", "NIK_KOSONG"],
    ),
}  # fmt: skip
RUMAH: dict[str, tuple[list[list[Any]], list[str]]] = {
    "lengkap": ([o(KK[1], N[1]), o(KK[1], N[2], "A", ANAK)], ["", ""]),
    "dua kepala": ([o(KK[1], N[1]), o(KK[1], N[2], "A"), o(KK[1], N[3], "B", ANAK)], [K2, K2, ""]),
    "tiga kepala": ([o(KK[1], N[1]), o(KK[1], N[2], "A"), o(KK[1], N[3], "B")], [K2] * 3),
    "tanpa kepala": ([o(KK[1], N[1], shdk=ISTRI), o(KK[1], N[2], "A", ANAK)], [T, T]),
    "sendiri kepala": ([o(KK[1], N[1])], [""]),
    "sendiri bukan kepala": ([o(KK[1], N[1], shdk=ANAK)], [T]),
    "hubungan kosong": ([o(KK[1], N[1], shdk=""), o(KK[1], N[2], "A", ANAK)], [T, T]),
    "hubungan asing": (
        [o(KK[1], N[1], shdk="Ketua"), o(KK[1], N[2], "A", ANAK)],
        [f"KODE_TIDAK_DIKENAL {T}", T],
    ),
    "kepala ditolak": (
        [o(KK[1], "12345"), o(KK[1], N[2], "A", ANAK)],
        ["NIK_PANJANG", ""],
    ),
    "satu kepala ditolak dari dua": (
        [o(KK[1], N[1]), o(KK[1], N[2], "A", tgl="31-02-1980")],
        ["", "TGL_TIDAK_VALID"],
    ),
    "anggota ditolak tidak diberi tanda": (
        [o(KK[1], N[1], shdk=ANAK), o(KK[1], "12345", "A", ANAK)],
        [T, "NIK_PANJANG"],
    ),
    "tanpa nomor KK": (
        [o("", N[1], shdk=ANAK), o("-", N[2], "A", ANAK)],
        ["KK_KOSONG", "KK_KOSONG"],
    ),
    "kepala salah ketik": ([o(KK[1], N[1], shdk="Kepala Kelurga")], ["KODE_MIRIP"]),
    "keluarga terpencar": (
        [o(KK[1], N[1]), o(KK[2], N[2], "A"), o(KK[1], N[3], "B", ANAK), o(KK[2], N[4], "C")],
        ["", K2, "", K2],
    ),
    "kepala ganda karena duplikat persis": (
        [o(KK[1], N[1]), o(KK[1], N[1]), o(KK[1], N[2], "A", ANAK)],
        ["", D, ""],
    ),
}


@pytest.mark.parametrize("nama", GANDA)
def test_equal_numbers(tmp_path: Path, nama: str) -> None:
    people, want = GANDA[nama]
    assert codes_of(tmp_path, people) == [" ".join(sorted(w.split())) for w in want]


@pytest.mark.parametrize("nama", RUMAH)
def test_heads_of_households(tmp_path: Path, nama: str) -> None:
    people, want = RUMAH[nama]
    assert codes_of(tmp_path, people) == [" ".join(sorted(w.split())) for w in want]


W = len(KEPALA)
BUKAN_ORANG: list[tuple[str, list[Any]]] = [
    ("BARIS_KOSONG", []),
    ("BARIS_KOSONG", [""] * W),
    ("BARIS_KOSONG", ["\u00a0", " ", "", "\t"]),
    ("BARIS_KOSONG", [7]),
    ("BARIS_JUMLAH", ["JUMLAH", "", "", "12 orang"]),
    ("BARIS_JUMLAH", ["", "", "Jumlah", 12]),
    ("BARIS_JUMLAH", ["TOTAL", "", "", "", 12]),
    ("BARIS_JUMLAH", ["", "", "", "Sub Total : 5"]),
    ("BARIS_JUMLAH", ["Jumlah KK = 3"]),
    ("BARIS_JUMLAH", ["", "", "", "JUMLAH L = 4, P = 5"]),
    ("HEADER_BERULANG", KEPALA),
    ("HEADER_BERULANG", [k.title() for k in KEPALA]),
    ("HEADER_BERULANG", [f" {k} " for k in KEPALA]),
    ("NOMOR_KOLOM", [f"({n})" for n in range(1, W + 1)]),
    ("NOMOR_KOLOM", list(range(1, W + 1))),
    ("NOMOR_KOLOM", [-n for n in range(1, W + 1)]),
    ("NOMOR_KOLOM", [f"{n}." for n in range(1, W + 1)]),
    ("NOMOR_KOLOM", list("abcdefghij")),
    ("NOMOR_KOLOM", ["I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X"]),
    ("NOMOR_KOLOM", ["(1)", "(2)", "(3)", "(4)", "(5)", "(6)", "(7)", "(8)=(6)+(7)", "(9)", ""]),
    ("CATATAN_KAKI", ["RT 001"]),
    ("CATATAN_KAKI", ["", "", "", "RT 003 RW 001"]),
    ("CATATAN_KAKI", ["", "", "", "DUSUN KRAJAN KULON"]),
    ("CATATAN_KAKI", ["Dusun: Krajan"]),
]
KAKI: list[list[Any]] = [
    ["*) NIK belum lengkap"],
    ["Keterangan:"],
    ["Catatan : data per September 2026"],
    ["", "", "", "", "", "", "Sukamaju, 15 September 2026"],
    ["", "", "", "", "", "", "Kepala Desa Sukamaju"],
    ["", "", "", "", "", "", "ttd"],
    ["", "", "", "", "", "", "SUTRISNO"],
    ["", "", "", "", "", "", "NIP. 19700101 199503 1 002"],
    ["Mengetahui,", "", "", "", "", "", "Ketua RT 001"],
    ["Dicetak tanggal 15-09-2026 10:30"],
    ["Halaman 1 dari 3"],
    ["### batas data"],
    ["L = Laki-laki, P = Perempuan"],
    ["Sumber: Dukcapil"],
]


def test_rows_in_the_middle_that_are_no_person(tmp_path: Path) -> None:
    first, last = [1, *o(KK[1], N[1])], [2, *o(KK[1], N[2], "A", ANAK)]
    rows = [KEPALA, first, *(cells for _, cells in BUKAN_ORANG), last]
    want = ["", *(code for code, _ in BUKAN_ORANG), ""]
    for path in (
        write_xlsx(tmp_path / "b.xlsx", rows),
        write_csv(tmp_path / "b.csv", rows),
    ):
        told = rows_of(path)
        assert [" ".join(r["codes"]) for r in told] == want
        assert {r["outcome"] for r in told[1:-1]} == {"ignore"}
        assert all(r["normalized"] == {} for r in told[1:-1])


@pytest.mark.parametrize("kaki", KAKI, ids=lambda k: " ".join(filter(None, k))[:20])
def test_a_footer_after_the_last_person(tmp_path: Path, kaki: list[Any]) -> None:
    rows = [KEPALA, [1, *o(KK[1], N[1])], [], kaki]
    told = rows_of(write_xlsx(tmp_path / "f.xlsx", rows))
    assert [r["codes"] for r in told] == [[], ["BARIS_KOSONG"], ["CATATAN_KAKI"]]


MASIH_ORANG: list[tuple[list[Any], str]] = [
    (o(KK[1], N[1], "TOTAL SUGIARTO"), ""),
    (o(KK[1], N[1], "JUMLAHWATI"), ""),
    (o(KK[1], "", "KADERIAH"), "NIK_KOSONG"),
    (o("", "", "KETUT CATATAN"), "KK_KOSONG NIK_KOSONG"),
    (o("", "", "AN. AHMAD"), "KK_KOSONG NIK_KOSONG"),
    (o("", "", "", "", tgl="12-05-1980"), "KK_KOSONG NAMA_KOSONG NIK_KOSONG"),
    (o(KK[1], N[1], tgl="", rt="", rw="", agama=""), "RTRW_KOSONG TGL_KOSONG"),
    (
        [KK[1], N[1], "", "", "", "", "", "", ""],
        f"JK_DARI_NIK {T} NAMA_KOSONG RTRW_KOSONG TGL_KOSONG",
    ),
]


@pytest.mark.parametrize(("cells", "codes"), MASIH_ORANG)
def test_a_person_who_looks_like_something_else(
    tmp_path: Path, cells: list[Any], codes: str
) -> None:
    rows = [KEPALA, [1, *o(KK[5], N[5])], [2, *cells], [3, *o(KK[6], N[6])]]
    told = rows_of(write_xlsx(tmp_path / "o.xlsx", rows))
    got = sorted(told[1]["codes"])
    want = sorted(codes.split())
    if "NAMA_KOSONG" in want:
        want = [c for c in want if c != T]  # a refused row claims no household
    assert got == want
