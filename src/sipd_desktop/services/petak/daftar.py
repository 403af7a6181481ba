"""The list of masalah behind a view: filter, places to choose from, and leaving the program."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import Connection

from sipd_desktop.base.lipat import lipat
from sipd_desktop.bidang.umum.masalah import STATUS_MASALAH
from sipd_desktop.services.masalah.daftar import (
    TERBUKA,
    MasalahBaris,
    Saring,
    fold_baris,
    is_tentang,
    list_masalah,
)
from sipd_desktop.services.petak.lihatan import TIDAK_DIISI, Lihatan, Tersimpan, list_lihatan
from sipd_desktop.services.petak.wilayah import list_wilayah
from sipd_desktop.services.petugas import Petugas

Tempat = tuple[str, str, str, str]
_SEMUA = tuple(key for key, _ in STATUS_MASALAH)


@dataclass(frozen=True, slots=True)
class DaftarMasalah:
    """Rows of a view, and what the boxes above offer."""

    lihatan: Lihatan
    baris: tuple[MasalahBaris, ...]
    semua: tuple[tuple[str, MasalahBaris], ...]
    """The rows whatever the words, with the text they are looked for in."""
    tempat: tuple[tuple[Tempat, str], ...]
    tersimpan: tuple[Tersimpan, ...]


def to_saring(view: Lihatan, acuan: date, posyandu_id: str = "") -> Saring:
    """A view as the list of masalah understands it."""
    status = {"": TERBUKA, "semua": _SEMUA}.get(view.status, (view.status,))
    return Saring(
        jenis=(view.jenis,) if view.jenis else (),
        status=status,
        rt=_known(view.rt),
        rw=_known(view.rw),
        dusun=view.dusun,
        dasawisma=_known(view.dasawisma),
        posyandu=posyandu_id,
        kata=view.kata,
        lewat_tenggat=view.lewat_tenggat,
        acuan=acuan,
    )


def list_view(
    conn: Connection,
    petugas: Petugas,
    view: Lihatan,
    acuan: date,
    posyandu_id: str = "",
    *,
    keluar: bool = False,
) -> tuple[MasalahBaris, ...]:
    """The rows of a view; also of places that were never filled in. Raises NotAllowed."""
    rows = list_masalah(conn, petugas, to_saring(view, acuan, posyandu_id), keluar=keluar)
    empty = [k for k in ("rt", "rw", "dasawisma") if getattr(view, k) == TIDAK_DIISI]
    return tuple(r for r in rows if not any(getattr(r, k) for k in empty))


def open_daftar(
    conn: Connection, petugas: Petugas, view: Lihatan, acuan: date, posyandu_id: str = ""
) -> DaftarMasalah:
    """A view for the screen. Raises NotAllowed."""
    places = [
        ((w.kunci[2], w.kunci[1], w.kunci[0], ""), w.nama)
        for w in list_wilayah(conn, "rt", posyandu_id)[1:]
        if w.kunci[2]
    ]
    rw = {p[1]: p[2] for p, _ in places if p[1]}
    homes = [(("", number, "", ""), f"RW {number}") for number in sorted(rw)]
    rows = list_view(conn, petugas, replace(view, kata=""), acuan, posyandu_id)
    every = tuple((fold_baris(r), r) for r in rows)
    found = _with_words(every, view.kata)
    return DaftarMasalah(view, found, every, (*homes, *places), list_lihatan(conn, petugas))


def narrow(made: DaftarMasalah, view: Lihatan) -> DaftarMasalah | None:
    """The same list for other words, without reading again; None when more differs than words."""
    if replace(view, kata=made.lihatan.kata) != made.lihatan:
        return None
    return replace(made, lihatan=view, baris=_with_words(made.semua, view.kata))


def _with_words(every: tuple[tuple[str, MasalahBaris], ...], kata: str) -> tuple[MasalahBaris, ...]:
    words = lipat(kata).split()
    return tuple(row for text, row in every if is_tentang(text, words))


def _known(part: str) -> str:
    return "" if part == TIDAK_DIISI else part
