"""Push: batches in order until the outbox is empty, one receipt per batch.

While one batch is on the line the next is read and packed, and a receipt is written while the next
batch already travels; no connection of the file is held meanwhile. A crash at any point is an
answer that was lost: the next hello settles it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial

from sipd_desktop.base.clock import monotonic, now_text
from sipd_desktop.base.errors import UserError
from sipd_desktop.storage.antrean import Letak, load_letak
from sipd_desktop.storage.engine import Buku
from sipd_desktop.sync.gerbang import Gerbang, Jalur
from sipd_desktop.sync.hitungan import Hitungan
from sipd_desktop.sync.kiriman import Kiriman, Ukuran, read_kiriman
from sipd_desktop.sync.pusat import Pusat
from sipd_desktop.sync.tanda_terima import take_receipt
from sipd_desktop.sync.transport import Refused
from sipd_desktop.wire.messages import PushAnswer

_PART = 1000


@dataclass(slots=True)
class Kerja:
    """What one exchange works with."""

    buku: Buku
    pusat: Pusat
    jalur: Jalur
    gerbang: Gerbang
    hitungan: Hitungan
    max_perubahan: int = _PART
    max_byte: int = 1_000_000


def push_all(kerja: Kerja, freezing: Iterator[int]) -> None:
    """Send what is in the outbox and what `freezing` puts there, one slice per step.

    Raises UserError, Refused (409, 413) or SessionLost.
    """
    with kerja.gerbang, kerja.buku.read() as conn:
        letak, ukuran = load_letak(conn), Ukuran.load(conn)
    freeze = Pembeku(kerja, freezing)
    batch = freeze.next_batch(letak, ukuran)
    try:
        call = kerja.jalur.start(_sender(kerja.pusat, batch)) if batch else None
        while batch and call:
            after = _behind(letak, batch)
            freeze.work_until(call.done)
            following = freeze.next_batch(after, ukuran)
            answer, seconds = kerja.jalur.wait(call)
            _check(answer, batch)
            call = kerja.jalur.start(_sender(kerja.pusat, following)) if following else None
            ukuran.learn(batch.count, len(batch.packed), seconds)
            letak = _receive(kerja, letak, batch, answer, ukuran)
            batch = following
    except UserError as error:
        if error.code == "server-tak-terjangkau":
            _slow_down(kerja, ukuran)
        raise
    except Refused as no:
        if no.status == 413:
            _slow_down(kerja, ukuran)
        raise


class Pembeku:
    """Freezes on while an answer is out, and whenever the outbox has run dry."""

    def __init__(self, kerja: Kerja, steps: Iterator[int]) -> None:
        self._kerja = kerja
        self._steps = steps

    def _step(self) -> bool:
        made = next(self._steps, None)
        self._kerja.hitungan.frozen += made or 0
        return made is not None

    def work_until(self, done: Callable[[], bool]) -> None:
        """Freeze slice by slice until `done` or nothing is left."""
        while not done() and self._step():
            pass

    def next_batch(self, letak: Letak, ukuran: Ukuran) -> Kiriman | None:
        """The batch after this position; None when nothing waits and nothing is left to freeze."""
        batch = _read(self._kerja, letak, ukuran)
        while batch is None and self._step():
            batch = _read(self._kerja, letak, ukuran)
        return batch


def settle_lost_answer(kerja: Kerja, server_n: int) -> None:
    """Entries the centre took although its answer never came: the same bytes once more, because
    their receipt says which were set aside. At most two batches."""
    with kerja.gerbang, kerja.buku.read() as conn:
        letak, ukuran = load_letak(conn), Ukuran.load(conn)
    while letak.acked_n < server_n:
        batch = _read(kerja, letak, ukuran, server_n - letak.acked_n)
        assert batch is not None, "nomor yang diterima pusat tidak ada di laptop"
        answer = kerja.jalur.call(partial(kerja.pusat.push, batch.packed))
        with kerja.gerbang, kerja.buku.write() as conn:
            letak = take_receipt(conn, letak, batch.last, batch.chain, answer.rejected, now_text())
        kerja.hitungan.note_rejected(answer.rejected)


def _read(kerja: Kerja, letak: Letak, ukuran: Ukuran, most: int = _PART) -> Kiriman | None:
    with kerja.gerbang, kerja.buku.read() as conn:
        return read_kiriman(
            conn,
            letak,
            ukuran,
            max_perubahan=min(kerja.max_perubahan, most),
            max_byte=kerja.max_byte,
        )


def _sender(pusat: Pusat, batch: Kiriman) -> Callable[[], tuple[PushAnswer, float]]:
    def send() -> tuple[PushAnswer, float]:
        start = monotonic()
        answer = pusat.push(batch.packed)
        return answer, monotonic() - start

    return send


def _behind(letak: Letak, batch: Kiriman) -> Letak:
    """Where this laptop will stand once the batch is acknowledged."""
    return Letak(letak.inkarnasi, letak.n_akhir, letak.rantai_akhir, batch.last, batch.chain)


def _check(answer: PushAnswer, batch: Kiriman) -> None:
    """The receipt must be for exactly these bytes."""
    if answer.acked_n != batch.last or answer.chain != batch.chain:
        raise Refused(409, "rantai")


def _receive(
    kerja: Kerja, letak: Letak, batch: Kiriman, answer: PushAnswer, ukuran: Ukuran
) -> Letak:
    with kerja.gerbang, kerja.buku.write() as conn:
        letak = take_receipt(conn, letak, batch.last, batch.chain, answer.rejected, now_text())
        ukuran.store(conn)
    count = kerja.hitungan
    count.pushed += batch.count
    count.acked += batch.count - len(answer.rejected)
    count.conflicts += answer.conflicts
    count.note_rejected(answer.rejected)
    return letak


def _slow_down(kerja: Kerja, ukuran: Ukuran) -> None:
    ukuran.halve()
    with kerja.gerbang, kerja.buku.write() as conn:
        ukuran.store(conn)
