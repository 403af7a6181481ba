"""Made-up SDGs Desa workbooks: any cells under the real headers of both layouts."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from lembar_buatan import nik, write_xlsx

from sipd_desktop.services.impor.hasil import Baris
from sipd_desktop.services.impor.sdgs_kolom import INDIVIDU, Tanya
from sipd_desktop.services.impor.sdgs_kolom_keluarga import KELUARGA

KK = "3399070101150001"
AMIN = nik(12, 5, 1980)
ORANG = {
    "Nomor KK": KK,
    "NIK": AMIN,
    "P103": "AMIN CONTOH",
    "P104": "Laki-laki",
    "P106": "12-05-1980",
}
RUMAH = {"No KK": KK, "NIK KK": AMIN, "P206": "AMIN CONTOH", "P207": "Jl. Mawar RT 003 RW 002"}


def header(layout: Sequence[Tanya], *, kode: bool = True) -> list[list[str]]:
    """Section titles, labels and, unless told otherwise, the row of codes."""
    rows = [["Data"], [t.label for t in layout]]
    return [*rows, [t.kode for t in layout]] if kode else rows


def row(layout: Sequence[Tanya], values: Mapping[str, Any]) -> list[Any]:
    """One row with these answers by code."""
    unknown = values.keys() - {t.kode for t in layout}
    assert not unknown, unknown
    return [values.get(t.kode, "") for t in layout]


def individu(tmp_path: Path, *people: Mapping[str, Any], **kw: Any) -> Path:
    """A workbook of people; each has an identity unless it brings its own."""
    made = [row(INDIVIDU, {**ORANG, **p}) for p in people]
    return write_xlsx(tmp_path / "i.xlsx", [*header(INDIVIDU), *made], nama="Individu", **kw)


def keluarga(tmp_path: Path, *homes: Mapping[str, Any]) -> Path:
    """A workbook of households."""
    made = [row(KELUARGA, {**RUMAH, **h}) for h in homes]
    return write_xlsx(tmp_path / "k.xlsx", [*header(KELUARGA), *made], nama="Keluarga")


def pendataan(baris: Baris) -> dict[str, Any]:
    """What a row says, its `jawaban` unpacked."""
    (found,) = [x for x in baris.lampiran if x.tbl == "isian"]
    values = dict(found.nilai)
    values["jawaban"] = json.loads(str(values.get("jawaban") or "{}"))
    return values
