"""People and households laid out in odd ways: the cells, and what each row should become."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from kotor_buatan import rows_of
from lembar_buatan import nik, write_xlsx

KK1, KK2 = "3399070101150001", "3399070101150002"
N1 = nik(12, 5, 1980)
N2 = nik(3, 4, 1985, wanita=True)
N3 = nik(1, 2, 2010)
N4 = nik(7, 8, 1970)
N5 = nik(9, 10, 1975, wanita=True)
Baris = Sequence[Any]
Mau = Mapping[int, tuple[str, Mapping[str, Any]]]
"""Row of the sheet to (codes or why it is ignored, values)."""


def beda(tmp_path: Path, rows: Sequence[Baris], mau: Mau, **kw: Any) -> list[str]:
    """Differences of every row below the header from what it should be; unnamed rows are wrong."""
    told = {r["row"]: r for r in rows_of(write_xlsx(tmp_path / "susunan.xlsx", rows, **kw))}
    lines = [f"baris {n} tidak disebut: {r['codes']}" for n, r in told.items() if n not in mau]
    for number, (codes, values) in mau.items():
        row = told.get(number)
        if row is None:
            lines.append(f"baris {number} tidak ada")
            continue
        if sorted(row["codes"]) != sorted(codes.split()):
            lines.append(f"baris {number}: {row['codes']}, seharusnya {codes!r}")
        lines += [
            f"baris {number}: {k} = {row['normalized'].get(k)!r}, seharusnya {v!r}"
            for k, v in values.items()
            if row["normalized"].get(k) != v
        ]
    return lines


RUMAH1 = {"no_kk": KK1, "alamat": "Jl. Mawar 1", "rt": "001", "rw": "002"}
RUMAH2 = {"no_kk": KK2, "alamat": "Jl. Melati 9", "rt": "003", "rw": "002"}
SEKALI = ["NO", "NO KK", "ALAMAT", "RT", "RW", "NAMA", "NIK", "L/P", "TTL", "SHDK"]


def sekali(no: Any, rumah: Sequence[Any], *orang: Any) -> list[Any]:
    return [no, *rumah, *orang]


ORANG = [
    ["BUDI", N1, "L", "Tegal, 12-05-1980", "Kepala Keluarga"],
    ["SITI", N2, "P", "Tegal, 03-04-1985", "Istri"],
    ["AGUS", N3, "L", "Tegal, 01-02-2010", "Anak"],
    ["JOKO", N4, "L", "Brebes, 07-08-1970", "Kepala Keluarga"],
    ["SRI", N5, "P", "Brebes, 09-10-1975", "Istri"],
]
R1, R2 = [KK1, "Jl. Mawar 1", "1", "2"], [KK2, "Jl. Melati 9", 3, 2]
KOSONG = ["", "", "", ""]
