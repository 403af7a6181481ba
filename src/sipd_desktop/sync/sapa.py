"""Hello and what follows from it: the table of docs/sync.md 3.4, until both sides agree.

Each finding is repaired in one transaction and the hello said again, so that a crash between two
steps leads back to the same table.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from functools import partial

from sqlalchemy import Connection

from sipd_desktop.base.clock import now, parse_instant
from sipd_desktop.base.errors import UserError
from sipd_desktop.base.ids import new_id
from sipd_desktop.storage.antrean import Letak, load_letak
from sipd_desktop.storage.keadaan import get_state, set_state
from sipd_desktop.storage.kursor import hold_lingkup, list_kursor
from sipd_desktop.sync.identitas import keep_ttd, load_identitas, set_device
from sipd_desktop.sync.inkarnasi import (
    can_send_again,
    new_incarnation,
    next_incarnation,
    receive_again,
    send_again,
    send_rows_again,
)
from sipd_desktop.sync.push import Kerja, settle_lost_answer
from sipd_desktop.sync.tanda_terima import chain_at
from sipd_desktop.sync.transport import Refused
from sipd_desktop.wire.sapa import HelloAnswer
from sipd_desktop.wire.sign import new_sign_key

_TRIES = 6
_CLOCK_S = 60


class Temuan(Enum):
    """What comparing the two counts shows."""

    SAMA = "sama"
    JAWABAN_HILANG = "jawaban hilang"
    PUSAT_DIPULIHKAN = "pusat dipulihkan"
    PUSAT_TERLALU_LAMA = "pusat dipulihkan dari salinan yang terlalu lama"
    LAPTOP_DIPULIHKAN = "laptop dipulihkan"


@dataclass(frozen=True, slots=True)
class Sapaan:
    """An agreed session: desa head at hello, head per lingkup."""

    head: int
    heads: dict[str, int]


def say_hello(kerja: Kerja) -> Sapaan:
    """Open a session and settle every difference of counting. Raises UserError."""
    can_klon = True
    for _ in range(_TRIES):
        with kerja.gerbang, kerja.buku.read() as conn:
            who, letak = load_identitas(conn), load_letak(conn)
        answer = kerja.jalur.call(
            partial(
                kerja.pusat.hello,
                who,
                inkarnasi=letak.inkarnasi,
                max_n=letak.n_akhir,
                chain=letak.rantai,
            )
        )
        if answer.desa.kode != who.desa:
            raise UserError("desa-berbeda")
        kerja.max_perubahan = answer.max_perubahan
        kerja.max_byte = answer.max_byte
        with kerja.gerbang, kerja.buku.read() as conn:
            found = judge(conn, letak, answer)
        if can_klon and answer.incarnation > letak.inkarnasi:
            can_klon = _become_own_device(kerja, answer)
        elif found is Temuan.SAMA:
            return _begin(kerja, answer)
        else:
            _settle(kerja, found, answer)
    raise UserError("hitungan-berbeda")


def judge(conn: Connection, letak: Letak, answer: HelloAnswer) -> Temuan:
    """Compare our position with the centre's, within our own incarnation."""
    n = answer.acked_n
    if n == letak.acked_n:
        same = answer.chain == letak.rantai
        return Temuan.SAMA if same else Temuan.LAPTOP_DIPULIHKAN
    if n < letak.acked_n:
        if can_send_again(conn, letak, n, answer.chain):
            return Temuan.PUSAT_DIPULIHKAN
        return Temuan.PUSAT_TERLALU_LAMA
    if n <= letak.n_akhir and chain_at(conn, letak.inkarnasi, n) == answer.chain:
        return Temuan.JAWABAN_HILANG
    return Temuan.LAPTOP_DIPULIHKAN


def _settle(kerja: Kerja, found: Temuan, answer: HelloAnswer) -> None:
    if found is Temuan.JAWABAN_HILANG:
        settle_lost_answer(kerja, answer.acked_n)
    else:
        with kerja.gerbang, kerja.buku.write() as conn:
            if found is Temuan.PUSAT_DIPULIHKAN:
                send_again(conn, load_letak(conn), answer.acked_n, answer.chain)
            else:
                if found is Temuan.PUSAT_TERLALU_LAMA:
                    send_rows_again(conn, load_letak(conn).inkarnasi)
                new_incarnation(conn, next_incarnation(conn, answer.incarnation))
                receive_again(conn)


def _become_own_device(kerja: Kerja, answer: HelloAnswer) -> bool:
    """Another laptop goes by our name: ask for an id of our own. False: not to be had there; our
    incarnation has its own numbers, so that nothing mixes meanwhile.

    The wish is kept in the file in case its answer is lost.
    """
    with kerja.gerbang, kerja.buku.write() as conn:
        wish = get_state(conn, "klon").split()
        if len(wish) != 3:
            wish = [new_id(), *new_sign_key()]
            set_state(conn, "klon", " ".join(wish))
    device, seed, pubkey = wish
    try:
        device = kerja.jalur.call(lambda: kerja.pusat.klon(device, pubkey))
    except Refused as no:
        if no.status not in (404, 405, 409):
            raise
        with kerja.gerbang, kerja.buku.write() as conn:
            set_state(conn, "klon", None)
        return False
    with kerja.gerbang, kerja.buku.write() as conn:
        set_state(conn, "klon", None)
        set_device(conn, device, seed, pubkey)
        new_incarnation(conn, next_incarnation(conn, answer.incarnation))
        receive_again(conn)
    return True


def _begin(kerja: Kerja, answer: HelloAnswer) -> Sapaan:
    keys = [entry.kunci for entry in answer.lingkup]
    heads = {entry.kunci: entry.head for entry in answer.lingkup}
    off = _clock_off(answer.waktu)
    with kerja.gerbang, kerja.buku.read() as conn:
        at = list_kursor(conn)
        known = get_state(conn, "selisih_jam", "0")
        new_key = answer.pusat_ttd and not get_state(conn, "pusat_ttd")
    beyond = any(seq > answer.head for seq in at.values())
    if new_key or beyond or at.keys() != set(keys) or abs(off - int(known)) > _CLOCK_S:
        with kerja.gerbang, kerja.buku.write() as conn:
            keep_ttd(conn, answer.pusat_ttd)
            hold_lingkup(conn, keys)
            if beyond:
                receive_again(conn)
            set_state(conn, "selisih_jam", off)
    return Sapaan(answer.head, heads)


def _clock_off(waktu: str) -> int:
    """How far this laptop's clock is ahead of the centre's, in seconds, for a word to its user."""
    try:
        return round((now() - parse_instant(waktu)).total_seconds())
    except ValueError:
        return 0
