"""One row of a z-score table: text cells in, output cells out, for both WHO column sets.

A cell that cannot be read empties all outputs of its row; a weight or length of 0 counts as
missing (WHO's program still gives a number there, which is a typing error made into a finding).
Either way the row is kept and named.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Final, NamedTuple, TypeVar

from sipd_desktop.rules import antropometri, antropometri_sekolah
from sipd_desktop.rules.antropometri import Posisi
from sipd_desktop.rules.versi import aturan
from sipd_desktop.rules.who import SexWho
from sipd_desktop.rules.zskor import is_flagged

_TOO_BIG: Final = 1e6
_EMPTY: Final = frozenset({"", "NA"})
_SEX: Final[dict[str, SexWho]] = {
    "M": "M", "F": "F", "m": "M", "f": "F", "1": "M", "2": "F", "l": "M", "p": "F",
}  # fmt: skip
_MEASURE: Final[dict[str, Posisi]] = {
    "L": "l", "H": "h", "l": "l", "h": "h", "baring": "l", "berdiri": "h",
}  # fmt: skip
_OEDEMA: Final = {"n": False, "y": True, "ya": True, "1": True, "tidak": False, "2": False}

Value = TypeVar("Value")
Default = TypeVar("Default")


class Masalah(NamedTuple):
    """What is wrong with a row: column and cause."""

    kolom: str
    sebab: str


class Cacat(Exception):
    """A cell that cannot be read at all; its row gets empty outputs."""

    def __init__(self, kolom: str, sebab: str) -> None:
        super().__init__(kolom)
        self.masalah = Masalah(kolom, sebab)


Hasil = tuple[list[str], Masalah | None]


@dataclass(frozen=True, slots=True)
class Jenis:
    """One column set: its inputs and outputs in order, and the function of a row's input cells."""

    nama: str
    masukan: tuple[str, ...]
    keluaran: tuple[str, ...]
    hitung: Callable[[Sequence[str]], Hasil]


def number_text(value: float | None) -> str:
    """A number as WHO's vectors write it: shortest form, no trailing `.0`; empty for None."""
    if value is None:
        return ""
    return repr(value).removesuffix(".0")


def read_number(text: str, kolom: str) -> float | None:
    """A cell as number, decimal point or comma; None for an empty one; Cacat for anything else."""
    try:
        value = float(text)
    except ValueError:
        if text.strip() in _EMPTY:
            return None
        try:
            value = float(text.replace(",", ".", 1))
        except ValueError:
            raise Cacat(kolom, "bukan-angka") from None
    if "_" in text or not math.isfinite(value):
        raise Cacat(kolom, "bukan-angka")
    if not -_TOO_BIG <= value <= _TOO_BIG:
        raise Cacat(kolom, "terlalu-besar")
    return value


def anthro_cells(cells: Sequence[str]) -> Hasil:
    """Outputs of one row of 0-60 months; `cells` in the order of ANTHRO.masukan."""
    sex, age, weight, lenhei, measure, headc, muac, oedema = cells
    child = antropometri.Ukuran(
        read_code(sex, _SEX, "sex", None),
        read_number(age, "age_days"),
        read_number(weight, "weight_kg"),
        read_number(lenhei, "lenhei_cm"),
        read_code(measure, _MEASURE, "measure", ""),
        read_number(headc, "headc_cm"),
        read_number(muac, "muac_cm"),
        read_code(oedema, _OEDEMA, "oedema", False),
    )
    z = antropometri.score(child)
    outputs = [
        number_text(None if z.clenhei is None else round(z.clenhei, 6)),
        z.cmeasure,
        "1" if z.c9mo_flag else "0",
        number_text(None if z.cbmi is None else round(z.cbmi, 6)),
    ]
    for value, limits in zip(z[4:], _flags(_ANTHRO_FLAGS), strict=True):
        outputs += _z_and_flag(value, limits)
    return outputs, _impossible(
        ("age_days", child.age, True),
        ("weight_kg", child.weight, False),
        ("lenhei_cm", child.lenhei, False),
        ("headc_cm", child.headc, True),
        ("muac_cm", child.muac, True),
    )


def anthroplus_cells(cells: Sequence[str]) -> Hasil:
    """Outputs of one row of 5-19 years; `cells` in the order of ANTHROPLUS.masukan."""
    sex, age, weight, height, oedema = cells
    child = antropometri_sekolah.UkuranSekolah(
        read_code(sex, _SEX, "sex", None),
        read_number(age, "age_months"),
        read_number(weight, "weight_kg"),
        read_number(height, "height_cm"),
        read_code(oedema, _OEDEMA, "oedema", False),
    )
    z = antropometri_sekolah.score(child)
    pairs = [
        _z_and_flag(value, limits)
        for value, limits in zip(z[1:], _flags(_ANTHROPLUS_FLAGS), strict=True)
    ]
    outputs = [number_text(None if z.cbmi is None else round(z.cbmi, 6))]
    outputs += [value for value, _ in pairs]
    outputs += [flag for _, flag in pairs]
    return outputs, _impossible(
        ("age_months", child.age_months, True),
        ("weight_kg", child.weight, False),
        ("height_cm", child.height, False),
    )


_ANTHRO_FLAGS: Final = ("TBU", "BBU", "BBTB", "IMTU", "LKU", "LILAU")
_ANTHROPLUS_FLAGS: Final = ("TBU", "BBU", "IMTU")

ANTHRO: Final = Jenis(
    "anthro",
    (
        "sex",
        "age_days",
        "weight_kg",
        "lenhei_cm",
        "measure",
        "headc_cm",
        "muac_cm",
        "oedema",
    ),
    (
        *("clenhei", "cmeasure", "c9mo_flag", "cbmi"),
        *("zlen", "flen", "zwei", "fwei", "zwfl", "fwfl"),
        *("zbmi", "fbmi", "zhc", "fhc", "zac", "fac"),
    ),
    anthro_cells,
)
ANTHROPLUS: Final = Jenis(
    "anthroplus",
    ("sex", "age_months", "weight_kg", "height_cm", "oedema"),
    ("cbmi", "zhfa", "zwfa", "zbfa", "fhfa", "fwfa", "fbfa"),
    anthroplus_cells,
)


def read_code(text: str, codes: Mapping[str, Value], kolom: str, empty: Default) -> Value | Default:
    """A coded cell in any case; `empty` for an empty one; Cacat for an unknown code."""
    if text in codes:
        return codes[text]
    key = text.strip().lower()
    if key in codes:
        return codes[key]
    if key.upper() in _EMPTY:
        return empty
    raise Cacat(kolom, "kode-tak-dikenal")


@cache
def _flags(indeks: tuple[str, ...]) -> tuple[tuple[float, float], ...]:
    return tuple(aturan().bendera(name) for name in indeks)


@lru_cache(maxsize=8192)
def _z_and_flag(z: float | None, limits: tuple[float, float]) -> tuple[str, str]:
    """Texts of a z and its flag; remembered, because a table has few different z."""
    flagged = is_flagged(z, *limits)
    return ("", "") if z is None else (number_text(z), "1" if flagged else "0")


def _impossible(*values: tuple[str, float | None, bool]) -> Masalah | None:
    """The first column with a minus, or a 0 where 0 cannot be (the third item says it can)."""
    for kolom, value, may_be_zero in values:
        if value is not None and (value < 0 or (value == 0 and not may_be_zero)):
            return Masalah(kolom, "harus-lebih-dari-nol")
    return None
