"""The file to the centre: all that has no receipt, frozen, in the batches the line would carry."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from sqlalchemy import Connection

from sipd_desktop import __version__
from sipd_desktop.base.clock import instant_text, now
from sipd_desktop.base.errors import UserError
from sipd_desktop.bidang import SKEMA
from sipd_desktop.storage.antrean import Letak, load_letak
from sipd_desktop.storage.engine import Buku
from sipd_desktop.storage.keadaan import get_state, set_state
from sipd_desktop.storage.kursor import list_kursor
from sipd_desktop.sync.freeze import freeze_all
from sipd_desktop.sync.gerbang import Gerbang
from sipd_desktop.sync.identitas import Identitas, load_identitas
from sipd_desktop.sync.kiriman import MAX_INFLATED, join_kiriman
from sipd_desktop.wire.paket import KIRIM, make_segel
from sipd_desktop.wire.paket_isi import KepalaKirim, encode

BATCH = 250
"""Changes per batch: what a power cut during the import can cost."""


@dataclass(frozen=True, slots=True)
class KirimanBerkas:
    """A finished file: its number, how many changes it holds, frozen for it now, and its bytes."""

    nomor: int
    perubahan: int
    frozen: int
    data: bytes


def make_kirim(buku: Buku, gerbang: Gerbang) -> KirimanBerkas:
    """Freeze, number and seal. UserError `belum-terdaftar`, `paket-terlalu-besar`."""
    with gerbang, buku.read() as conn:
        load_identitas(conn)
    frozen = freeze_all(buku, gerbang)
    with gerbang, buku.write() as conn:
        nomor = _next_number(conn)
    with gerbang, buku.read() as conn:
        who, letak = load_identitas(conn), load_letak(conn)
        penerima = get_state(conn, "pusat_pubkey")
        parts = [encode(_kepala(conn, who, letak, nomor)), *_batches(conn, letak)]
    data = make_segel(KIRIM, who.device, who.seed, bytes.fromhex(penerima), parts)
    return KirimanBerkas(nomor, letak.n_akhir - letak.acked_n, frozen, data)


def note_written(conn: Connection, kiriman: KirimanBerkas) -> None:
    """The file is on the stick and verified: remember when and how much, for people."""
    set_state(conn, "paket_waktu", instant_text(now()))
    set_state(conn, "paket_perubahan", kiriman.perubahan)


def _next_number(conn: Connection) -> int:
    """Only grows, also in a restored file, so that no two files of one laptop share a number."""
    nomor = max(int(get_state(conn, "paket_nomor", "0")) + 1, int(now().timestamp() * 1000))
    set_state(conn, "paket_nomor", nomor)
    return nomor


def _kepala(conn: Connection, who: Identitas, letak: Letak, nomor: int) -> KepalaKirim:
    if not get_state(conn, "pusat_pubkey"):
        raise UserError("belum-terdaftar")
    return KepalaKirim(
        desa=who.desa,
        perangkat=who.device,
        nomor=nomor,
        dibuat=instant_text(now()),
        inkarnasi=letak.inkarnasi,
        dari=letak.acked_n + 1,
        sampai=letak.n_akhir,
        rantai=letak.rantai,
        app=__version__,
        skema=SKEMA,
        kursor=list_kursor(conn),
    )


def _batches(conn: Connection, letak: Letak) -> Iterator[bytes]:
    at = letak
    while at.acked_n < letak.n_akhir:
        rows = conn.exec_driver_sql(
            "SELECT n, body, chain FROM outbox WHERE inkarnasi = ? AND n > ? AND n <= ? "
            "ORDER BY n LIMIT ?",
            (at.inkarnasi, at.acked_n, letak.n_akhir, BATCH),
        ).all()
        size, count = 0, 0
        for row in rows:
            size += len(row.body) + 1
            if count and size > MAX_INFLATED:
                break
            count += 1
        yield join_kiriman(conn, at, rows[:count])
        at = replace(at, acked_n=rows[count - 1].n, rantai=rows[count - 1].chain)
