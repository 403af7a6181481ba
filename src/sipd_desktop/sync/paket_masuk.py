"""The reply file of the centre, applied by the code of an exchange: a `Pusat` that answers from it.

The file is read whole, its signature checked by the centre's known key, every part opened once;
only then does anything change. Receipts settle like an answer that was lost on the line, pages go
in like a pull. A reply never shows that the centre lost something, unless it says so itself
(`kurang`): it may simply be older than the last exchange.
"""

# ruff: noqa: ARG002 - the calls of Pusat have arguments that a file does not need
from __future__ import annotations

import gzip
from dataclasses import dataclass
from datetime import timedelta

import msgspec
from sqlalchemy import Connection

from sipd_desktop.base.clock import instant_text, now
from sipd_desktop.base.errors import UserError
from sipd_desktop.storage.antrean import Letak, load_letak
from sipd_desktop.storage.engine import Buku
from sipd_desktop.storage.keadaan import get_state, set_state
from sipd_desktop.storage.kursor import list_kursor
from sipd_desktop.sync.cocok import compare
from sipd_desktop.sync.gerbang import Gerbang, Jalur
from sipd_desktop.sync.hitungan import Hitungan
from sipd_desktop.sync.identitas import Identitas, load_identitas
from sipd_desktop.sync.pull import pull_all
from sipd_desktop.sync.pusat import Pusat
from sipd_desktop.sync.push import Kerja
from sipd_desktop.sync.sapa import say_hello
from sipd_desktop.sync.transport import Refused
from sipd_desktop.wire.chain import ZERO
from sipd_desktop.wire.messages import (
    DigestAnswer,
    IdsAnswer,
    PullAnswer,
    PushAnswer,
    PushRequest,
    RowsAnswer,
)
from sipd_desktop.wire.paket import BALASAN, KIRIM, Amplop, Isi, check_tanda, open_segel
from sipd_desktop.wire.paket_isi import Halaman, KepalaBalasan, read_bagian
from sipd_desktop.wire.sapa import HelloAnswer
from sipd_desktop.wire.sign import seal_of_sign_seed


@dataclass(frozen=True, slots=True)
class HasilBalasan:
    """What a reply brought; `lagi_kirim`: another round is needed to be level with the centre."""

    hitungan: Hitungan
    untuk: int
    lagi_kirim: bool


@dataclass(frozen=True, slots=True)
class Lembaran:
    """Where a page lies: its part, the seq it begins after and the one it reaches."""

    bagian: int
    sesudah: int
    sampai: int


class PusatBerkas(Pusat):
    """The centre as one reply file knows it."""

    def __init__(self, isi: Isi, kepala: KepalaBalasan, letak: Letak, selisih: int) -> None:
        self._isi, self.kepala, self._letak = isi, kepala, letak
        self._waktu = instant_text(now() - timedelta(seconds=selisih))
        self.lembar: dict[str, list[Lembaran]] = {}
        for number in range(1, len(isi)):
            part = read_bagian(isi.bagian(number), Halaman)
            found = Lembaran(number, part.sesudah, part.halaman.next)
            self.lembar.setdefault(part.lingkup, []).append(found)

    def hello(self, who: Identitas, *, inkarnasi: int, max_n: int, chain: str) -> HelloAnswer:
        """Where the centre stood; nothing of ours when it cannot know this incarnation."""
        told = self.kepala.sapaan
        answer = msgspec.structs.replace(told, waktu=self._waktu)
        if inkarnasi != self.kepala.inkarnasi:
            return msgspec.structs.replace(answer, acked_n=0, chain=ZERO, incarnation=inkarnasi)
        if told.acked_n < self._letak.acked_n and not self.kepala.kurang:
            old = self._letak
            return msgspec.structs.replace(answer, acked_n=old.acked_n, chain=old.rantai)
        return answer

    def klon(self, perangkat: str, pubkey: str) -> str:
        """Not to be had from a file."""
        raise Refused(404, "tidak-ada")

    def push(self, packed: bytes) -> PushAnswer:
        """The receipt of a batch the centre has taken already."""
        batch = msgspec.json.decode(gzip.decompress(packed), type=PushRequest)
        last = batch.from_n + len(batch.changes) - 1
        return PushAnswer(
            acked_n=last,
            chain="",
            rejected=[r for r in self.kepala.ditolak if batch.from_n <= r.n <= last],
            conflicts=0,
            head=self.kepala.sapaan.head,
        )

    def pull(self, lingkup: str, since: int, limit: int, *, full: bool) -> PullAnswer:
        """The page that goes on after `since`; rows at or before it are left out."""
        reached = self.reached(lingkup)
        for place in self.lembar.get(lingkup, ()):
            if place.sesudah <= since < place.sampai:
                page = read_bagian(self._isi.bagian(place.bagian), Halaman).halaman
                page.rows = [row for row in page.rows if row.seq > since]
                page.keluar = [k for k in page.keluar if k.seq > since]
                page.head = reached
                return page
        return PullAnswer(rows=[], keluar=[], next=max(since, reached), head=max(since, reached))

    def digest(self, lingkup: str, at: int) -> DigestAnswer:
        """The digest at the moment of the reply."""
        found = self.kepala.sidik.get(lingkup)
        if found is None or at != self.kepala.sapaan.head:
            raise Refused(409, "head")
        return found

    def ids(self, lingkup: str, bucket: int) -> IdsAnswer:
        """Not to be had from a file."""
        raise Refused(404, "tidak-ada")

    def rows(self, ids: list[tuple[str, str]]) -> RowsAnswer:
        """Not to be had from a file; its pages hold full rows only."""
        return RowsAnswer(rows=[])

    def reached(self, lingkup: str) -> int:
        """Up to which seq the pages of a lingkup go."""
        pages = self.lembar.get(lingkup)
        return pages[-1].sampai if pages else self.kepala.mulai.get(lingkup, 0)

    def covers(self, kursor: dict[str, int]) -> bool:
        """Whether the pages go on where this laptop stands: no gap, no going back."""
        head = self.kepala.sapaan.head
        return all(
            seq <= head and self.kepala.mulai.get(key, head + 1) <= seq
            for key, seq in kursor.items()
        )


def take_balasan(buku: Buku, gerbang: Gerbang, amplop: Amplop) -> HasilBalasan:
    """Verify and apply a reply. UserError `paket-...`; nothing was changed then."""
    with gerbang, buku.read() as conn:
        pusat = open_balasan(conn, amplop)
        before = load_letak(conn)
    jalur = Jalur(gerbang)
    kerja = Kerja(buku, pusat, jalur, gerbang, Hitungan())
    try:
        again = _apply(kerja, pusat)
    finally:
        jalur.close()
    with gerbang, buku.write() as conn:
        after = load_letak(conn)
        set_state(conn, "paket_balasan", pusat.kepala.nomor)
    count = kerja.hitungan
    if after.inkarnasi == before.inkarnasi:
        count.pushed = max(after.acked_n - before.acked_n, 0)
        count.acked = max(count.pushed - len(count.rejected), 0)
    count.conflicts = pusat.kepala.beda if count.pushed else 0
    return HasilBalasan(count, pusat.kepala.untuk, again)


def open_balasan(conn: Connection, amplop: Amplop) -> PusatBerkas:
    """All checks of a reply, in the order of trust."""
    who, letak = load_identitas(conn), load_letak(conn)
    if amplop.jenis != BALASAN:
        raise UserError("paket-bukan-balasan" if amplop.jenis == KIRIM else "paket-bukan")
    ttd = get_state(conn, "pusat_ttd")
    if not ttd:
        raise UserError("paket-kunci-pusat")
    check_tanda(amplop, ttd)
    isi = open_segel(amplop, seal_of_sign_seed(who.seed))
    kepala = read_bagian(isi.bagian(0), KepalaBalasan)
    if kepala.desa != who.desa:
        raise UserError("paket-desa-lain")
    if kepala.perangkat != who.device:
        raise UserError("paket-bukan-untuk-kita")
    if kepala.nomor <= int(get_state(conn, "paket_balasan", "0")):
        raise UserError("paket-balasan-lama")
    if kepala.ditinjau:
        raise UserError("paket-ditinjau")
    if kepala.inkarnasi != letak.inkarnasi:
        raise UserError("paket-balasan-lain")
    if kepala.untuk != int(get_state(conn, "paket_nomor", "0")):
        kepala.kurang = False  # hanya balasan kiriman terakhir yang bisa tahu
    return PusatBerkas(isi, kepala, letak, int(get_state(conn, "selisih_jam", "0") or 0))


def _apply(kerja: Kerja, pusat: PusatBerkas) -> bool:
    """Settle the receipts, then the pages; True when another round is needed."""
    with kerja.gerbang, kerja.buku.read() as conn:
        known = list_kursor(conn)
    if any(seq > pusat.kepala.sapaan.head for seq in known.values()):
        return False  # sesudah balasan ini dibuat laptop sudah menyapa pusat lewat internet
    say_hello(kerja)
    with kerja.gerbang, kerja.buku.read() as conn:
        kursor = list_kursor(conn)
    if not pusat.covers(kursor):
        return True
    head = pull_all(kerja)
    kerja.hitungan.digest_ok = compare(kerja, head, mend=False)
    return pusat.kepala.kurang
