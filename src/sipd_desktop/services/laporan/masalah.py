"""From what was asked to the sheets of Potensi & Masalah; the registry of reports names these."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection

from sipd_desktop.bidang.umum.masalah import JENIS_MASALAH, STATUS_MASALAH
from sipd_desktop.services.laporan.jenis import Dibuat
from sipd_desktop.services.laporan.lembar_masalah import (
    Bingkai,
    lembar_daftar,
    lembar_peta,
    lembar_petak,
    lembar_potensi,
)
from sipd_desktop.services.laporan.lembar_tren import lembar_tren
from sipd_desktop.services.petak.daftar import list_view
from sipd_desktop.services.petak.kotak import Kotak, teks_data
from sipd_desktop.services.petak.lihatan import TIDAK_DIISI, Lihatan
from sipd_desktop.services.petak.sumber import open_kotak
from sipd_desktop.services.petak.tren import open_tren
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

_PER: dict[str, Per] = {"rt": "rt", "rw": "rw", "dasawisma": "dasawisma"}


@dataclass(frozen=True, slots=True)
class Permintaan:
    """What a sheet of Potensi & Masalah is made from; `pilihan` is of the kind it understands."""

    petugas: Petugas
    acuan: date
    bingkai: Bingkai
    unit: str = ""
    """Of which Posyandu; empty for all on this laptop."""
    pilihan: object = None


Pembuat = Callable[[Connection, Permintaan], Dibuat]


def make_daftar(conn: Connection, minta: Permintaan) -> Dibuat:
    """The list of a view (`Lihatan`, else all that is open)."""
    view = minta.pilihan if isinstance(minta.pilihan, Lihatan) else Lihatan()
    rows = list_view(conn, minta.petugas, view, minta.acuan, minta.unit, keluar=True)
    return Dibuat(lembar_daftar(rows, describe(view), minta.bingkai), {"masalah": len(rows)})


def make_petak(conn: Connection, minta: Permintaan) -> Dibuat:
    """The grid by `rt`, `rw` or `dasawisma` (else by RT)."""
    kotak = _kotak(conn, minta, _PER.get(str(minta.pilihan), "rt"))
    total = {row.jenis: row.sel[0].pasti for row in kotak.baris if not row.tertutup}
    return Dibuat(lembar_petak(kotak, minta.bingkai), total)


def make_peta_rt(conn: Connection, minta: Permintaan) -> Dibuat:
    """The tile map of one kind (else of the first that occurs)."""
    kotak = _kotak(conn, minta, "rt")
    shown = [row for row in kotak.baris if not row.tertutup]
    wish = str(minta.pilihan) if any(row.jenis == minta.pilihan for row in shown) else ""
    line = next(row for row in shown if row.jenis == pick_jenis(kotak, wish))
    peta = make_peta(kotak, line.jenis, load_letak(conn), teks_data(line))
    return Dibuat(lembar_peta(peta, minta.bingkai), {line.jenis: line.sel[0].pasti})


def make_tren(conn: Connection, minta: Permintaan) -> Dibuat:
    """Two days of pendataan (a pair of dates, else the first and the last there are)."""
    first, last = minta.pilihan if isinstance(minta.pilihan, tuple) else (None, None)
    tren = open_tren(conn, minta.petugas, first, last, minta.unit, keluar=True)
    figures = {row.jenis: row.kini for row in tren.baris if not row.tertutup}
    return Dibuat(lembar_tren(tren, minta.bingkai), figures)


def make_potensi(conn: Connection, minta: Permintaan) -> Dibuat:
    """Potensi noted by hand, counted and told: of places, not of a Posyandu."""
    wish = minta.pilihan if isinstance(minta.pilihan, SaringPotensi) else SaringPotensi()
    asked = (conn, minta.petugas, minta.acuan, wish)
    noted, counted = list_potensi(*asked), list_turunan(*asked)
    told = [row for row in list_kuesioner(*asked) if row.jenis != JAWABAN_LAIN]
    parts = (LABEL_POTENSI.get(wish.jenis, ""), f'"{wish.kata}"' if wish.kata else "")
    text = ", ".join(filter(None, parts))
    sheet = lembar_potensi(sort_potensi((*noted, *counted, *told)), text, minta.bingkai)
    figures = {"dicatat": len(noted), "dihitung": len(counted), "kuesioner": len(told)}
    return Dibuat(sheet, figures)


def _kotak(conn: Connection, minta: Permintaan, per: Per) -> Kotak:
    return open_kotak(conn, minta.petugas, per, minta.acuan, minta.unit, keluar=True)


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
