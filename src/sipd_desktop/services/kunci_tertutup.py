"""Who may read closed notes: readers, their four words, and the keys they share.

Each kind (jiwa, HIV, ...) has a key; its private half is sealed to every reader, and a reader's own
key is wrapped with four words that lie nowhere. So the laptop's passphrase, a copy of its file or
the centre open nothing. A second reader is let in by one who can already read.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, select

from sipd_desktop.base.errors import UserError
from sipd_desktop.base.ids import new_id
from sipd_desktop.bidang.umum.tertutup import JENIS_TERTUTUP
from sipd_desktop.services.catat import Changes, Niat, Petugas
from sipd_desktop.services.siapkan import make_kata_sandi
from sipd_desktop.storage.kursor import list_kursor
from sipd_desktop.storage.tables import SYNCED
from sipd_desktop.wire.segel import seal, unseal, unwrap, wrap
from sipd_desktop.wire.sign import new_seal_key

_KUNCI, _PEMBACA = SYNCED["kunci_tertutup"].c, SYNCED["pembaca_tertutup"].c
_KADER = SYNCED["kader"].c


@dataclass(frozen=True, slots=True)
class KunciTerbuka:
    """What a reader can open until the screen is locked; only in memory, never shown."""

    kader_id: str
    kunci: Mapping[str, str] = field(repr=False)
    """Number of a key to its private half."""


@dataclass(frozen=True, slots=True)
class Pembaca:
    """A reader who waits to be let in."""

    id: str
    nama: str


def list_jenis(conn: Connection) -> tuple[tuple[str, str], ...]:
    """Kinds of closed notes this laptop is enrolled for: (key, label)."""
    held = list_kursor(conn)
    return tuple((k, label) for k, label in JENIS_TERTUTUP if f"tertutup:{k}:desa" in held)


def has_words(conn: Connection, kader_id: str) -> bool:
    """Whether this account is a reader: it has four words of its own."""
    return _reader(conn, kader_id) is not None


def has_key(conn: Connection, jenis: str) -> bool:
    """Whether notes of this kind can be sealed here."""
    query = select(_KUNCI.id).where(_KUNCI.jenis == jenis)
    return conn.execute(query.limit(1)).first() is not None


def make_reader(conn: Connection, petugas: Petugas) -> tuple[str, Changes]:
    """Make the acting account a reader; returns the four words, which are shown once.

    Kinds that have no key yet get one at once; for the others a reader lets her in. Raises
    `tertutup-bukan-di-laptop-ini`.
    """
    jenis = [k for k, _ in list_jenis(conn)]
    if not jenis:
        raise UserError("tertutup-bukan-di-laptop-ini")
    assert petugas.akun is not None
    sandi, pembaca_id = make_kata_sandi(), new_id()
    private, public = new_seal_key()
    values = {"kader_id": petugas.akun, "pubkey": public, "bungkus": wrap(private, sandi)}
    niat = Niat(conn, petugas)
    niat.insert("pembaca_tertutup", pembaca_id, values, "mendaftarkan")
    have = set(conn.execute(select(_KUNCI.jenis)).scalars())
    for kind in jenis:
        if kind not in have:
            key_private, key_public = new_seal_key()
            _give(niat, kind, (new_id(), key_private, key_public), (pembaca_id, public))
    return sandi, niat.done()


def _give(niat: Niat, jenis: str, kunci: tuple[str, str, str], pembaca: tuple[str, str]) -> None:
    """Seal a key (number, private, public) to a reader (id, public)."""
    number, private, public = kunci
    values = {"jenis": jenis, "kunci": number, "pubkey": public, "pembaca_id": pembaca[0]}
    sealed = seal(pembaca[1], number, "kunci", private)
    niat.insert("kunci_tertutup", new_id(), {**values, "bungkus": sealed}, "memberi-akses")


def unlock(conn: Connection, kader_id: str, sandi: str) -> KunciTerbuka:
    """Open what this reader may open; raises `tertutup-sandi-salah`, `tertutup-belum-pembaca`."""
    reader = _reader(conn, kader_id)
    if reader is None:
        raise UserError("tertutup-belum-pembaca")
    private = unwrap(reader.bungkus or "", sandi)
    if private is None:
        raise UserError("tertutup-sandi-salah")
    rows = conn.execute(select(_KUNCI.kunci, _KUNCI.bungkus).where(_KUNCI.pembaca_id == reader.id))
    opened = {number: unseal(private, number, "kunci", sealed or "") for number, sealed in rows}
    return KunciTerbuka(kader_id, {n: k for n, k in opened.items() if k is not None})


def newest_key(conn: Connection, jenis: str) -> tuple[str, str]:
    """(number, public half) to seal a new note with; raises `tertutup-belum-ada-kunci`."""
    query = select(_KUNCI.kunci, _KUNCI.pubkey).where(_KUNCI.jenis == jenis)
    row = conn.execute(query.order_by(_KUNCI.kunci.desc())).first()
    if row is None:
        raise UserError("tertutup-belum-ada-kunci")
    return str(row.kunci), str(row.pubkey)


def list_waiting(conn: Connection, terbuka: KunciTerbuka) -> tuple[Pembaca, ...]:
    """Readers who lack a key that this one can give."""
    query = (
        select(_PEMBACA.id, _KADER.nama)
        .join(SYNCED["kader"], _KADER.id == _PEMBACA.kader_id)
        .where(_KADER.deleted_at.is_(None), _KADER.aktif.isnot(0), _KADER.jabatan == "bidan")
        .order_by(_KADER.nama, _PEMBACA.id)
    )
    given = _given(conn)
    return tuple(
        Pembaca(i, nama or "")
        for i, nama in conn.execute(query)
        if set(terbuka.kunci) - given.get(i, set())
    )


def let_in(conn: Connection, petugas: Petugas, terbuka: KunciTerbuka, pembaca_id: str) -> Changes:
    """Seal to another reader every key this one can open."""
    target = conn.execute(select(_PEMBACA.pubkey).where(_PEMBACA.id == pembaca_id)).scalar_one()
    missing = set(terbuka.kunci) - _given(conn).get(pembaca_id, set())
    niat = Niat(conn, petugas)
    for number, jenis, public in _keys(conn, missing):
        _give(niat, jenis, (number, terbuka.kunci[number], public), (pembaca_id, str(target)))
    return niat.done()


def _keys(conn: Connection, numbers: Iterable[str]) -> list[tuple[str, str, str]]:
    query = select(_KUNCI.kunci, _KUNCI.jenis, _KUNCI.pubkey).distinct()
    rows = conn.execute(query.where(_KUNCI.kunci.in_(sorted(numbers))).order_by(_KUNCI.kunci))
    return [(str(n), str(j), str(p)) for n, j, p in rows]


def _given(conn: Connection) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for pembaca_id, number in conn.execute(select(_KUNCI.pembaca_id, _KUNCI.kunci)):
        found.setdefault(str(pembaca_id), set()).add(str(number))
    return found


def _reader(conn: Connection, kader_id: str) -> Any:
    """The newest reader key of an account, or None."""
    query = select(_PEMBACA.id, _PEMBACA.bungkus).where(_PEMBACA.kader_id == kader_id)
    return conn.execute(query.order_by(_PEMBACA.id.desc())).first()
