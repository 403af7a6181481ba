"""Saved views of the list of masalah: a name and a filter, per account, on this laptop only."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any

from sqlalchemy import Connection

from sipd_desktop.base.errors import UserError
from sipd_desktop.services.petugas import Petugas
from sipd_desktop.storage.bentuk import dump, parse
from sipd_desktop.storage.keadaan import get_setelan, set_setelan

TIDAK_DIISI = "-"
"""As rt, rw or dasawisma of a view: those where it was never filled in."""
PALING_BANYAK = 30
_PANJANG = 60


@dataclass(frozen=True, slots=True)
class Lihatan:
    """What the list shows, as the boxes above it say; empty means all."""

    jenis: str = ""
    status: str = ""
    """One status, `semua`, or empty for what is open."""
    rt: str = ""
    rw: str = ""
    dusun: str = ""
    dasawisma: str = ""
    kata: str = ""
    lewat_tenggat: bool = False


@dataclass(frozen=True, slots=True)
class Tersimpan:
    """A view under its name."""

    nama: str
    lihatan: Lihatan


BAWAAN = (
    Tersimpan("Semua yang belum selesai", Lihatan()),
    Tersimpan("Dugaan, perlu dipastikan", Lihatan(status="dugaan")),
    Tersimpan("Lewat tenggat", Lihatan(lewat_tenggat=True)),
    Tersimpan("Sudah selesai", Lihatan(status="selesai")),
)
"""Views everybody has."""


def list_lihatan(conn: Connection, petugas: Petugas) -> tuple[Tersimpan, ...]:
    """The views this account saved, by name."""
    found = parse(get_setelan(conn, _key(petugas)))
    made = (Tersimpan(nama, _read(values)) for nama, values in found.items())
    return tuple(sorted(made, key=lambda t: t.nama.casefold()))


def save_lihatan(conn: Connection, petugas: Petugas, nama: str, lihatan: Lihatan) -> None:
    """Keep a view under a name, in the place of one of the same name.

    Raises `lihatan-tanpa-nama`, `lihatan-terlalu-banyak`.
    """
    tidy = " ".join(nama.split())[:_PANJANG]
    if not tidy:
        raise UserError("lihatan-tanpa-nama")
    found = parse(get_setelan(conn, _key(petugas)))
    found = {k: v for k, v in found.items() if k.casefold() != tidy.casefold()}
    if len(found) >= PALING_BANYAK:
        raise UserError("lihatan-terlalu-banyak", jumlah=PALING_BANYAK)
    found[tidy] = {f.name: getattr(lihatan, f.name) for f in fields(Lihatan)}
    set_setelan(conn, _key(petugas), dump(found))


def rename_lihatan(conn: Connection, petugas: Petugas, nama: str, baru: str) -> None:
    """Give a view another name; what it shows stays.

    Raises `lihatan-tanpa-nama`, `lihatan-tidak-ada`, `lihatan-nama-dipakai`.
    """
    tidy = " ".join(baru.split())[:_PANJANG]
    if not tidy:
        raise UserError("lihatan-tanpa-nama")
    found = parse(get_setelan(conn, _key(petugas)))
    if nama not in found:
        raise UserError("lihatan-tidak-ada")
    used = {k.casefold() for k in found if k != nama} | {t.nama.casefold() for t in BAWAAN}
    if tidy.casefold() in used:
        raise UserError("lihatan-nama-dipakai")
    made = {(tidy if k == nama else k): v for k, v in found.items()}
    set_setelan(conn, _key(petugas), dump(made))


def find_lihatan(conn: Connection, petugas: Petugas, nama: str) -> Lihatan:
    """A view by its name, one of everybody or of this account. Raises `lihatan-tidak-ada`."""
    wanted = " ".join(nama.split()).casefold()
    for view in (*BAWAAN, *list_lihatan(conn, petugas)):
        if view.nama.casefold() == wanted:
            return view.lihatan
    raise UserError("lihatan-tidak-ada")


def drop_lihatan(conn: Connection, petugas: Petugas, nama: str) -> None:
    """Forget a view; one that is not there is no matter."""
    found = parse(get_setelan(conn, _key(petugas)))
    found.pop(nama, None)
    set_setelan(conn, _key(petugas), dump(found))


def _key(petugas: Petugas) -> str:
    return f"lihatan_masalah:{petugas.akun or ''}"


def _read(values: Mapping[str, Any]) -> Lihatan:
    """A stored view; what this version does not know is left out."""
    known = {f.name: type(f.default) for f in fields(Lihatan)}
    kept: dict[str, Any] = {k: v for k, v in values.items() if type(v) is known.get(k)}
    return Lihatan(**kept)
