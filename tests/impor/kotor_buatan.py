"""Messy sheets with what every row should become: the expectations stand beside the cells.

`Kasus` is one row: the cells that differ from a clean person, the reason codes, the values.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from lembar_buatan import ACUAN, nik, write_xlsx

from sipd_desktop.services.impor.baca import read_isi_berkas
from sipd_desktop.services.impor.hasil import PERINGATAN, TOLAK

KOLOM = (
    "NO", "NO. KK", "NIK", "NAMA", "L/P", "TEMPAT LAHIR", "TGL LAHIR", "AGAMA", "PENDIDIKAN",
    "PEKERJAAN", "STATUS KAWIN", "SHDK", "GOL. DARAH", "RT", "RW", "DUSUN", "ALAMAT", "NAMA IBU",
    "NAMA AYAH",
)  # fmt: skip


@dataclass(frozen=True)
class Kasus:
    """The cells by heading, the codes in one text, the values by canonical name."""

    isi: Mapping[str, Any]
    codes: str = ""
    nilai: Mapping[str, Any] = field(default_factory=dict)

    @property
    def hasil(self) -> str:
        """The outcome that follows from the codes."""
        found = set(self.codes.split())
        assert found <= TOLAK | PERINGATAN, found
        return "reject" if found & TOLAK else ("warn" if found else "accept")


def bersih(nomor: int) -> dict[str, Any]:
    """A clean head of a household of one, different for each number."""
    return {
        "NO": nomor,
        "NO. KK": f"339907010115{nomor:04d}",
        "NIK": nik(12, 5, 1980, urut=nomor),
        "NAMA": "BUDI SANTOSO",
        "L/P": "L",
        "TEMPAT LAHIR": "Contohan",
        "TGL LAHIR": "12-05-1980",
        "AGAMA": "Islam",
        "PENDIDIKAN": "SLTA/Sederajat",
        "PEKERJAAN": "Petani/Pekebun",
        "STATUS KAWIN": "Kawin",
        "SHDK": "Kepala Keluarga",
        "GOL. DARAH": "O",
        "RT": "001",
        "RW": "002",
        "DUSUN": "Krajan",
        "ALAMAT": "Jl. Mawar 1",
        "NAMA IBU": "SITI",
        "NAMA AYAH": "JOKO",
    }


def baris_kasus(
    kasus: Sequence[Kasus],
    kolom: Sequence[str] = KOLOM,
    dasar: Callable[[int], dict[str, Any]] = bersih,
) -> list[list[Any]]:
    """One row per case; `dasar` is a clean person of a number."""
    made = []
    for nomor, satu in enumerate(kasus, 1):
        unknown = satu.isi.keys() - set(kolom)
        assert not unknown, unknown
        cells = dasar(nomor) | dict(satu.isi)
        made.append([cells.get(k, "") for k in kolom])
    return made


def beda_berkas(path: Path, kasus: Sequence[Kasus], **kw: Any) -> list[str]:
    """What differs between a file's rows and the cases, a line each; empty when all is as told."""
    rows = [r for r in rows_of(path, **kw) if r["outcome"] != "ignore"]
    if len(rows) != len(kasus):
        return [f"{len(rows)} baris orang, seharusnya {len(kasus)}"]
    return [line for row, satu in zip(rows, kasus, strict=True) for line in _beda(row, satu)]


def rows_of(path: Path, **kw: Any) -> list[dict[str, Any]]:
    """The rows of the document that `sipd impor --json` gives."""
    told: Any = read_isi_berkas(path, ACUAN, **kw).as_json()
    rows: list[dict[str, Any]] = told["rows"]
    return rows


def _beda(row: Mapping[str, Any], satu: Kasus) -> list[str]:
    told: dict[str, Any] = {"hasil": row["outcome"], "kode": sorted(row["codes"])}
    want: dict[str, Any] = {"hasil": satu.hasil, "kode": sorted(satu.codes.split())}
    told |= {k: row["normalized"].get(k) for k in satu.nilai}
    want |= dict(satu.nilai)
    return [
        f"baris {row['row']} {satu.isi}: {k} = {told[k]!r}, seharusnya {want[k]!r}"
        for k in want
        if told[k] != want[k]
    ]


def beda_kasus(
    tmp_path: Path,
    kasus: Sequence[Kasus],
    kolom: Sequence[str] = KOLOM,
    dasar: Callable[[int], dict[str, Any]] = bersih,
) -> list[str]:
    """The same for cases written under one plain header."""
    rows = [list(kolom), *baris_kasus(kasus, kolom, dasar)]
    return beda_berkas(write_xlsx(tmp_path / "kotor.xlsx", rows), kasus)
