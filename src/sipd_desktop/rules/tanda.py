"""The mark of a weighing: N naik, T tidak naik, O bulan lalu tidak ditimbang, B baru; and 2T.

Rule order (docs/aturan-gizi.md 4.2): oedema or no weight: no mark; no earlier weight at all: B;
none in the calendar month before: O; else the gain against KBM. The kader's own N or T replaces
ours only where ours is N or T; both are kept.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from sipd_desktop.base.errors import Problem
from sipd_desktop.rules.kbm import kbm, last_month
from sipd_desktop.rules.periode import Periode
from sipd_desktop.rules.ukuran import Ganti, Tanda, Timbang
from sipd_desktop.rules.umur import umur_bulan
from sipd_desktop.rules.versi import Aturan

Sebab = Literal["", "tanpa-berat", "edema", "edema-lalu", "pertama", "bulan-lalu-kosong", "kbm"]
"""Why there is no N or T: `kbm` = no KBM for this age; empty = there is one."""


@dataclass(frozen=True, slots=True)
class HasilTanda:
    """The mark in force, the automatic one, and what it was judged by (gram)."""

    tanda: Tanda | None
    otomatis: Tanda | None
    dua_t: bool = False
    kenaikan: int | None = None
    kbm: int | None = None
    sebab: Sebab = ""


def tandai(
    jk: str, lahir: date, kini: Timbang, riwayat: Sequence[Timbang], aturan: Aturan
) -> HasilTanda:
    """The mark of weighing `kini`; `riwayat` in any order, entries not before its month ignored.

    2T: the mark in force is T, and so is that of the weighing in the calendar month before.
    """
    hasil = _mark(jk, lahir, kini, riwayat, aturan)
    if hasil.tanda != "T":
        return hasil
    lalu = last_month(kini.tanggal, riwayat)
    dua_t = lalu is not None and _mark(jk, lahir, lalu, riwayat, aturan).tanda == "T"
    return HasilTanda(hasil.tanda, hasil.otomatis, dua_t, hasil.kenaikan, hasil.kbm, hasil.sebab)


def check_ganti(otomatis: Tanda | None, ganti: Ganti) -> tuple[Problem, ...]:
    """May the kader replace this mark: only N or T, and only with a reason."""
    if otomatis not in ("N", "T"):
        return (Problem("tanda_kader", "tanda-tak-bisa-diganti"),)
    if not ganti.alasan.strip():
        return (Problem("alasan_tanda", "tanda-perlu-alasan"),)
    return ()


def _mark(
    jk: str, lahir: date, kini: Timbang, riwayat: Sequence[Timbang], aturan: Aturan
) -> HasilTanda:
    if kini.berat is None:
        return HasilTanda(None, None, sebab="tanpa-berat")
    if kini.edema:
        return HasilTanda(None, None, sebab="edema")
    awal = Periode.of(kini.tanggal).awal
    if not any(t.berat is not None and t.tanggal < awal for t in riwayat):
        return HasilTanda("B", "B", sebab="pertama")
    lalu = last_month(kini.tanggal, riwayat)
    if lalu is None or lalu.berat is None:
        return HasilTanda("O", "O", sebab="bulan-lalu-kosong")
    if lalu.edema:
        return HasilTanda("O", "O", sebab="edema-lalu")
    gram = kbm(jk, umur_bulan(lahir, kini.tanggal), aturan)
    if gram is None:
        return HasilTanda("O", "O", sebab="kbm")
    kenaikan = kini.berat - lalu.berat
    otomatis: Tanda = "N" if kenaikan * 1000 >= gram else "T"
    tanda: Tanda = kini.tanda if kini.tanda in ("N", "T") else otomatis
    return HasilTanda(tanda, otomatis, kenaikan=_gram(kenaikan), kbm=gram)


def _gram(kg: Decimal) -> int:
    return int((kg * 1000).to_integral_value())
