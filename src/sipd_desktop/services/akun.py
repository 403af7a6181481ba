"""Accounts of this laptop: which kader may log in here, approved by whom, and their PIN.

A kader on the roster needs no account. One who is to log in is allowed on this very laptop by a
ketua, sekretaris or operator, who types their own PIN; so also a kader that came in by exchange.
The first user of the laptop needs nobody.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, select

from sipd_desktop.base.errors import NotAllowed, UserError
from sipd_desktop.services.buka import Pengguna, Ruang, list_pengguna
from sipd_desktop.services.catat import Changes, Niat, Petugas
from sipd_desktop.services.hak import may, require
from sipd_desktop.services.izin import may_enter
from sipd_desktop.services.pin import check_pin, has_pin, save_akun, set_pin
from sipd_desktop.storage.bentuk import parse_list
from sipd_desktop.storage.engine import Buku
from sipd_desktop.storage.kunci import OPERATOR
from sipd_desktop.storage.kunci_telepon import note_used, read_telepon
from sipd_desktop.storage.rekam import fetch_row
from sipd_desktop.storage.tables import SYNCED

_OBJEK = "masuk_laptop"
_PEMULIHAN = {"pemulihan": "memulihkan-sandi:amplop", OPERATOR: "memulihkan-sandi:telepon"}


@dataclass(frozen=True, slots=True)
class Akun:
    """A kader as the card of this laptop shows them."""

    pengguna: Pengguna
    boleh_masuk: bool
    punya_pin: bool
    bidang: tuple[str, ...] = ()
    """Keys of `BIDANG_TUGAS`."""


def list_akun(conn: Connection) -> tuple[Akun, ...]:
    """All active kader, the first user first, with what they may do at this laptop."""
    allowed, kader = _allowed(conn), SYNCED["kader"].c
    fields = {
        row.id: tuple(map(str, parse_list(row.bidang)))
        for row in conn.execute(select(kader.id, kader.bidang))
    }
    return tuple(
        Akun(p, p.id in allowed, has_pin(conn, p.id), fields.get(p.id, ()))
        for p in list_pengguna(conn)
    )


def list_masuk(conn: Connection) -> list[Pengguna]:
    """Those who may log in here; the tiles of login and lock screen."""
    allowed = _allowed(conn)
    return [p for p in list_pengguna(conn) if p.id in allowed]


def _allowed(conn: Connection) -> frozenset[str]:
    query = select(SYNCED["kader"].c.id).where(may_enter(conn))
    return frozenset(conn.execute(query).scalars())


def allow_akun(buku: Buku, petugas: Petugas, kader_id: str, pin: str) -> Changes:
    """Let a kader log in here; `pin` is that of the account that allows it.

    Three transactions of its own (the try is counted first). Raises NotAllowed, `akun-pin-belum`
    when the account has no PIN yet, and what `check_pin` answers.
    """
    akun = petugas.akun or ""
    with buku.read() as conn:
        _require(conn, petugas, "tambah", kader_id)
        if not has_pin(conn, akun):
            raise UserError("akun-pin-belum")
    problem = check_pin(buku, akun, pin)
    if problem is not None:
        raise problem
    with buku.write() as conn:
        niat = _noted(conn, petugas, "mengizinkan-masuk", "tambah", kader_id)
        save_akun(conn, kader_id, izin_oleh=akun, izin_pada=niat.moment)
        return niat.done()


def withdraw_akun(conn: Connection, petugas: Petugas, kader_id: str) -> Changes:
    """Take the login of a kader on this laptop away; the roster keeps the name. Not one's own."""
    if kader_id == petugas.akun:
        raise UserError("akun-diri-sendiri")
    niat = _noted(conn, petugas, "mencabut-masuk", "batalkan", kader_id)
    save_akun(conn, kader_id, izin_oleh=None, izin_pada=None, pin_hash=None, gagal=0)
    return niat.done()


def change_pin(conn: Connection, petugas: Petugas, kader_id: str, pin: str) -> Changes:
    """A new PIN for oneself, or for another by who may; the tries begin anew.

    Raises NotAllowed, `akun-belum-diizinkan`, `pin-bentuk`.
    """
    if kader_id not in _allowed(conn):
        raise UserError("akun-belum-diizinkan")
    niat = _noted(conn, petugas, "mengganti-pin", "ubah", kader_id)
    set_pin(conn, kader_id, pin)
    return niat.done()


def may_manage(conn: Connection, petugas: Petugas, posyandu_id: str) -> NotAllowed | None:
    """Whether this account may add kader here and let them in; else the refusal to show."""
    row = {"posyandu_id": posyandu_id}
    return may(conn, petugas, "akun", "tambah", tbl="kader", row=row) or may(
        conn, petugas, _OBJEK, "tambah", tbl="kader", row=row
    )


def change_sandi(ruang: Ruang, petugas: Petugas | None, sandi: str) -> None:
    """A new passphrase for this laptop; without `petugas` right after a recovery code opened it.

    It is in the history; after the operator's code without a name, for nobody has logged in yet.
    Raises NotAllowed, `sandi-terlalu-pendek`.
    """
    if petugas is None and ruang.dibuka_dengan not in _PEMULIHAN:
        raise NotAllowed("hak-akun-tidak-dikenal")
    if petugas is not None:
        with ruang.buku.read() as conn:
            require(conn, petugas, "laptop", "ubah")
    nomor = read_telepon(ruang.folder).nomor if ruang.dibuka_dengan == OPERATOR else 0
    ruang.change_sandi(sandi)
    verb = "mengganti-sandi" if petugas else _PEMULIHAN[ruang.dibuka_dengan]
    with ruang.buku.write() as conn:
        niat = Niat(conn, petugas or Petugas())
        niat.note(verb)
        if nomor:
            note_used(conn, nomor, niat.moment)
        niat.done()
    ruang.dibuka_dengan = "sandi"


def require_laptop(buku: Buku, petugas: Petugas) -> None:
    """Enrolling this laptop is for those who answer for it; raises NotAllowed."""
    with buku.read() as conn:
        require(conn, petugas, "laptop", "ubah")


def _noted(conn: Connection, petugas: Petugas, verb: str, aksi: str, kader_id: str) -> Niat:
    """An intent whose act is in the history: who let whom in, who changed whose PIN."""
    _require(conn, petugas, aksi, kader_id)
    niat = Niat(conn, petugas)
    niat.note(verb, "kader", kader_id)
    return niat


def _require(conn: Connection, petugas: Petugas, aksi: str, kader_id: str) -> None:
    row: Mapping[str, Any] | None = fetch_row(conn, "kader", kader_id)
    if row is None or row["deleted_at"] or row["aktif"] == 0:
        raise UserError("akun-tidak-ada")
    require(conn, petugas, _OBJEK, aksi, tbl="kader", row=row)
