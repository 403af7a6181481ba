"""From what was asked to the sheets of Potensi & Masalah; the registry of reports names these."""

from __future__ import annotations

from datetime import date

from sqlalchemy import Connection

from sipd_desktop.bidang.umum.masalah import JENIS_MASALAH, STATUS_MASALAH
from sipd_desktop.services.laporan.lembar_masalah import (
    Bingkai,
    lembar_daftar,
    lembar_peta,
    lembar_petak,
    lembar_potensi,
)
from sipd_desktop.services.petak.daftar import list_view
from sipd_desktop.services.petak.kotak import teks_data
from sipd_desktop.services.petak.lihatan import TIDAK_DIISI, Lihatan
from sipd_desktop.services.petak.sumber import open_kotak
from sipd_desktop.services.petak.ubin import load_letak, make_peta, pick_jenis
from sipd_desktop.services.petak.wilayah import Per
from sipd_desktop.services.petugas import Petugas
from sipd_desktop.services.potensi.daftar import (
    JAWABAN_LAIN,
    LABEL_POTENSI,
    SaringPotensi,
    list_potensi,
    sort_potensi,
)
from sipd_desktop.services.potensi.kuesioner import list_kuesioner
from sipd_desktop.services.potensi.turunan import list_turunan
from sipd_desktop.spec.lembar import Lembar

_PER: dict[str, Per] = {"rt": "rt", "rw": "rw", "dasawisma": "dasawisma"}


def make_daftar(
    conn: Connection,
    petugas: Petugas,
    pilihan: object,
    acuan: date,
    unit: str,
    bingkai: Bingkai,
) -> tuple[Lembar, dict[str, int]]:
    """The list of a view (`Lihatan`, else all that is open)."""
    view = pilihan if isinstance(pilihan, Lihatan) else Lihatan()
    rows = list_view(conn, petugas, view, acuan, unit, keluar=True)
    return lembar_daftar(rows, describe(view), bingkai), {"masalah": len(rows)}


def make_petak(
    conn: Connection,
    petugas: Petugas,
    pilihan: object,
    acuan: date,
    unit: str,
    bingkai: Bingkai,
) -> tuple[Lembar, dict[str, int]]:
    """The grid by `rt`, `rw` or `dasawisma` (else by RT)."""
    per = _PER.get(str(pilihan), "rt")
    kotak = open_kotak(conn, petugas, per, acuan, unit, keluar=True)
    total = {row.jenis: row.sel[0].pasti for row in kotak.baris if not row.tertutup}
    return lembar_petak(kotak, bingkai), total


def make_peta_rt(
    conn: Connection,
    petugas: Petugas,
    pilihan: object,
    acuan: date,
    unit: str,
    bingkai: Bingkai,
) -> tuple[Lembar, dict[str, int]]:
    """The tile map of one kind (else of the first that occurs)."""
    kotak = open_kotak(conn, petugas, "rt", acuan, unit, keluar=True)
    shown = [row for row in kotak.baris if not row.tertutup]
    wish = str(pilihan) if any(row.jenis == pilihan for row in shown) else ""
    line = next(row for row in shown if row.jenis == pick_jenis(kotak, wish))
    peta = make_peta(kotak, line.jenis, load_letak(conn), teks_data(line))
    return lembar_peta(peta, bingkai), {line.jenis: line.sel[0].pasti}


def make_potensi(
    conn: Connection,
    petugas: Petugas,
    pilihan: object,
    acuan: date,
    _unit: str,
    bingkai: Bingkai,
) -> tuple[Lembar, dict[str, int]]:
    """Potensi noted by hand and counted out of the pendataan: of places, not of a Posyandu."""
    wish = pilihan if isinstance(pilihan, SaringPotensi) else SaringPotensi()
    noted = list_potensi(conn, petugas, acuan, wish)
    counted = list_turunan(conn, petugas, acuan, wish)
    parts = (LABEL_POTENSI.get(wish.jenis, ""), f'"{wish.kata}"' if wish.kata else "")
    text = ", ".join(filter(None, parts))
    told = [r for r in list_kuesioner(conn, petugas, acuan, wish) if r.jenis != JAWABAN_LAIN]
    sheet = lembar_potensi(sort_potensi((*noted, *counted, *told)), text, bingkai)
    return sheet, {"dicatat": len(noted), "dihitung": len(counted), "kuesioner": len(told)}


def describe(view: Lihatan) -> str:
    """A view in words, for the heading of its paper."""
    jenis, status = dict(JENIS_MASALAH), dict(STATUS_MASALAH)
    where = {"RT": view.rt, "RW": view.rw, "Dasawisma": view.dasawisma}
    parts = (
        jenis.get(view.jenis, "Semua masalah"),
        {"": "belum selesai", "semua": "semua status"}.get(view.status)
        or status.get(view.status, view.status).lower(),
        *(
            f"{word} belum diisi" if part == TIDAK_DIISI else f"{word} {part}"
            for word, part in where.items()
            if part
        ),
        view.dusun.title(),
        f'"{view.kata}"' if view.kata else "",
        "lewat tenggat" if view.lewat_tenggat else "",
    )
    return ", ".join(filter(None, parts))
