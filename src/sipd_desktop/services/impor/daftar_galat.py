"""From judged rows to the workbook of problems: a sentence per reason beside the original cells."""

from __future__ import annotations

from pathlib import Path

from sipd_desktop.base.pesan.impor import MASALAH
from sipd_desktop.export.galat import BarisGalat, write_galat
from sipd_desktop.services.impor.hasil import Bacaan, Baris, Temuan
from sipd_desktop.services.impor.kelompok import is_kelompok
from sipd_desktop.services.impor.kolom import TULISAN

_NOMOR = ("nik", "no_kk")


def write_daftar_galat(path: Path, bacaan: Bacaan) -> int:
    """Write all refused and doubtful rows; returns how many. Raises as `export.atomic_write`."""
    rows: list[BarisGalat] = []
    found = 0
    group: BarisGalat | None = None
    for baris, cells in zip(bacaan.baris, bacaan.isi, strict=True):
        if is_kelompok(baris):
            group = BarisGalat(cells, "", "")
        elif baris.outcome in ("reject", "warn"):
            rows += [group] if group else []
            rows.append(BarisGalat(cells, *sentences(baris)))
            found, group = found + 1, None
    write_galat(
        path,
        lembar=bacaan.sheet,
        atas=bacaan.atas,
        gabungan=bacaan.gabungan_atas,
        kolom_nomor=frozenset(bacaan.kolom[k] for k in _NOMOR if k in bacaan.kolom),
        baris=rows,
    )
    return found


def sentences(baris: Baris) -> tuple[str, str]:
    """(problem, advice) of a row: one sentence per reason, refusing ones first."""
    refused = "Ditolak. " if baris.outcome == "reject" else ""
    pairs = [pair_of(t) for t in baris.temuan if t.kode in MASALAH]
    wrong = list(dict.fromkeys(p[0] for p in pairs))
    advice = list(dict.fromkeys(p[1] for p in pairs))
    return refused + " ".join(wrong), " ".join(advice)


def pair_of(temuan: Temuan) -> tuple[str, str]:
    """(problem, advice) of one reason."""
    gaps = {
        "kolom": TULISAN.get(temuan.kolom, temuan.kolom),
        "asal": temuan.asal,
        "usul": temuan.usul,
    }
    wrong, advice = MASALAH[temuan.kode]
    return wrong.format_map(gaps), advice.format_map(gaps)
