"""Use cases of the exchange for window and `sipd`: enrol, send and receive, what waits, receipts.

`kirim` and `daftar` write no synced record. Numbers shown to people are counted from the tables at
the moment they are asked for, never remembered.
"""

from __future__ import annotations

import json
import logging
import platform
import threading
from dataclasses import dataclass, fields
from datetime import timedelta

import msgspec

from sipd_desktop.base.clock import instant_text, monotonic, now, parse_instant
from sipd_desktop.base.errors import UserError
from sipd_desktop.storage.antrean import (
    KEEP_DAYS,
    count_unsent,
    list_ditolak,
    prune_acked,
)
from sipd_desktop.storage.antrean import Ditolak as Ditolak
from sipd_desktop.storage.engine import Buku
from sipd_desktop.storage.folder import KUNCI
from sipd_desktop.storage.keadaan import get_state, set_state
from sipd_desktop.sync import daftar as enrolment
from sipd_desktop.sync.alamat import check_alamat
from sipd_desktop.sync.daftar import Terdaftar as Terdaftar
from sipd_desktop.sync.exchange import MakeTransport, Pertukaran
from sipd_desktop.sync.gerbang import Dihentikan, Gerbang
from sipd_desktop.sync.identitas import find_identitas
from sipd_desktop.sync.jadwal import hold_left, hold_until
from sipd_desktop.sync.transport import Held, Transport

_log = logging.getLogger(__name__)
KEEP_RECEIPTS = 500
SATU = threading.Lock()
"""One exchange at a time: the button, the background, and files on a stick together."""


@dataclass(frozen=True, slots=True)
class HasilKirim:
    """One exchange, finished or not; `ke_json` is the contract of `sipd kirim` (DESIGN 7).

    `digest_ok` None = not compared. `alasan` and `params` only when it did not finish.
    """

    frozen: int = 0
    pushed: int = 0
    acked: int = 0
    rejected: tuple[dict[str, object], ...] = ()
    conflicts: int = 0
    pulled: int = 0
    unsent: int = 0
    digest_ok: bool | None = None
    bytes_up: int = 0
    bytes_down: int = 0
    seconds: float = 0.0
    alasan: str | None = None
    params: tuple[tuple[str, object], ...] = ()
    kinds: frozenset[str] = frozenset()
    """Tables a pull touched."""
    backoff: float = 0.0
    """Seconds the centre wants before the next routine exchange."""

    @property
    def selesai(self) -> bool:
        """Whether the exchange went through to its end."""
        return self.alasan is None

    def ke_json(self) -> dict[str, object]:
        """The keys of `sipd kirim --json`."""
        keys = [f.name for f in fields(self)[:11]]
        told: dict[str, object] = {key: getattr(self, key) for key in keys}
        told["rejected"] = list(self.rejected)
        if self.alasan is not None:
            told["alasan"] = self.alasan
            told.update(self.params)
        return told


@dataclass(frozen=True, slots=True)
class Bukti:
    """A receipt: when an exchange finished, and its numbers."""

    nomor: int
    waktu: str
    isi: dict[str, object]


@dataclass(frozen=True, slots=True)
class KeadaanKirim:
    """For the status bar: enrolled where, what waits, the last receipt, the last failure."""

    terdaftar: bool
    url: str
    desa_nama: str
    belum_terkirim: int
    ditolak: int
    terakhir_selesai: str | None
    gagal_alasan: str | None
    gagal_waktu: str | None
    tahan_detik: int
    selisih_jam_detik: int


def daftar(
    buku: Buku, alamat: str, kode: str, make_transport: MakeTransport = Transport
) -> Terdaftar:
    """Enrol this laptop with a one-time code. Raises UserError.

    Enrolling again with a new code is allowed: at the same centre it renews address and lingkup, at
    another one every record is sent there from the beginning.
    """
    url = check_alamat(alamat)
    transport = make_transport(url)
    try:
        done = enrolment.enrol(buku, url, kode, platform.node() or "laptop", transport)
    finally:
        transport.close()
    if (buku.path.parent / KUNCI).exists():
        try:
            Pertukaran(buku, Gerbang(), make_transport).deposit()
        except UserError as error:  # the first exchange does it
            _log.warning("kode pemulihan belum dititipkan: %s", error.code)
    return done


def kirim(
    buku: Buku,
    *,
    gerbang: Gerbang | None = None,
    make_transport: MakeTransport = Transport,
) -> HasilKirim:
    """One whole exchange, now. An expected failure comes back as `alasan`, not as an exception."""
    with SATU:
        return _kirim(buku, gerbang or Gerbang(), make_transport)


def _kirim(buku: Buku, gate: Gerbang, make_transport: MakeTransport) -> HasilKirim:
    start = monotonic()
    exchange = Pertukaran(buku, gate, make_transport)
    problem: UserError | None = None
    try:
        _check_hold(buku)
        exchange.run()
    except UserError as error:
        problem = error
    except Dihentikan:
        problem = UserError("dihentikan")
    if problem is not None and problem.code == "dihentikan":
        return _result(exchange, start, -1, problem)
    return _close(buku, exchange, start, problem)


def _close(buku: Buku, exchange: Pertukaran, start: float, problem: UserError | None) -> HasilKirim:
    with buku.read() as conn:
        unsent = count_unsent(conn)
    result = _result(exchange, start, unsent, problem)
    try:
        _remember(buku, result, problem)
    except UserError as error:  # disk penuh: hasilnya tetap disampaikan
        if result.selesai:
            return _result(exchange, start, unsent, error)
    return result


def _result(
    exchange: Pertukaran, start: float, unsent: int, problem: UserError | None
) -> HasilKirim:
    count, line = exchange.hitungan, exchange.transport
    return HasilKirim(
        frozen=count.frozen,
        pushed=count.pushed,
        acked=count.acked,
        rejected=tuple(msgspec.to_builtins(r) for r in count.rejected),
        conflicts=count.conflicts,
        pulled=count.pulled,
        unsent=unsent,
        digest_ok=count.digest_ok,
        bytes_up=line.bytes_up if line else 0,
        bytes_down=line.bytes_down if line else 0,
        seconds=round(monotonic() - start, 3),
        alasan=problem.code if problem else None,
        params=tuple(problem.params.items()) if problem else (),
        kinds=frozenset(count.kinds),
        backoff=line.backoff if line else 0.0,
    )


def _check_hold(buku: Buku) -> None:
    with buku.read() as conn:
        until, seconds = get_state(conn, "tahan_sampai"), get_state(conn, "tahan_detik")
    if until:
        left = hold_left(parse_instant(until), float(seconds or 0), now())
        if left > 0:
            raise UserError("antre", detik=max(1, round(left)))


def _remember(buku: Buku, result: HasilKirim, problem: UserError | None) -> None:
    """Receipt or failure, the hold of the centre, and tidying, in one short transaction."""
    moment = now()
    with buku.write() as conn:
        if isinstance(problem, Held):
            until = hold_until(moment, problem.seconds)
            set_state(conn, "tahan_sampai", instant_text(until))
            set_state(conn, "tahan_detik", problem.seconds)
        if result.selesai:
            set_state(conn, "tahan_sampai", None)
            set_state(conn, "gagal_alasan", None)
            set_state(conn, "gagal_waktu", None)
            conn.exec_driver_sql(
                "INSERT INTO bukti_kirim(waktu, isi) VALUES (?, ?)",
                (instant_text(moment), json.dumps(result.ke_json())),
            )
            prune_acked(conn, instant_text(moment - timedelta(days=KEEP_DAYS)))
            conn.exec_driver_sql(
                "DELETE FROM bukti_kirim WHERE nomor <= (SELECT max(nomor) FROM bukti_kirim) - ?",
                (KEEP_RECEIPTS,),
            )
        else:
            set_state(conn, "gagal_alasan", result.alasan)
            set_state(conn, "gagal_waktu", instant_text(moment))


def count_belum_terkirim(buku: Buku) -> int:
    """How many changes the centre has not confirmed, counted now."""
    with buku.read() as conn:
        return count_unsent(conn)


def list_bukti(buku: Buku, limit: int = 50) -> list[Bukti]:
    """Receipts of finished exchanges, newest first."""
    with buku.read() as conn:
        rows = conn.exec_driver_sql(
            "SELECT nomor, waktu, isi FROM bukti_kirim ORDER BY nomor DESC LIMIT ?", (limit,)
        ).all()
    return [Bukti(row[0], row[1], json.loads(row[2])) for row in rows]


def list_belum_diterima(buku: Buku) -> list[Ditolak]:
    """Entries the centre has set aside and why; they block nothing and stay in the file."""
    with buku.read() as conn:
        return list_ditolak(conn)


def read_keadaan(buku: Buku) -> KeadaanKirim:
    """All the status bar and the page Kirim & terima show."""
    with buku.read() as conn:
        who = find_identitas(conn)
        last = conn.exec_driver_sql(
            "SELECT waktu FROM bukti_kirim ORDER BY nomor DESC LIMIT 1"
        ).scalar_one_or_none()
        until = get_state(conn, "tahan_sampai")
        seconds = float(get_state(conn, "tahan_detik", "0") or 0)
        left = hold_left(parse_instant(until), seconds, now()) if until else 0.0
        return KeadaanKirim(
            terdaftar=who is not None,
            url=who.url if who else "",
            desa_nama=get_state(conn, "desa_nama"),
            belum_terkirim=count_unsent(conn),
            ditolak=len(list_ditolak(conn)),
            terakhir_selesai=last,
            gagal_alasan=get_state(conn, "gagal_alasan") or None,
            gagal_waktu=get_state(conn, "gagal_waktu") or None,
            tahan_detik=round(left),
            selisih_jam_detik=int(get_state(conn, "selisih_jam", "0") or 0),
        )
