"""One whole exchange: hello, freeze, push until empty, pull to head, compare. Keeps no state.

Everything durable is in the file and moves only in the transaction whose effect it describes, so an
exchange may be cut anywhere and begun again. It raises what stopped it; the counters say how far it
came.
"""

from __future__ import annotations

from collections.abc import Callable

from sipd_desktop.base.errors import UserError
from sipd_desktop.storage.antrean import count_unsent
from sipd_desktop.storage.engine import Buku
from sipd_desktop.sync.cocok import compare
from sipd_desktop.sync.freeze import freeze_steps
from sipd_desktop.sync.gerbang import Gerbang, Jalur
from sipd_desktop.sync.hitungan import Hitungan
from sipd_desktop.sync.identitas import load_identitas
from sipd_desktop.sync.pull import pull_all
from sipd_desktop.sync.pusat import Pusat, told
from sipd_desktop.sync.push import Kerja, push_all
from sipd_desktop.sync.sapa import Sapaan, say_hello
from sipd_desktop.sync.titip_kode import deposit_code
from sipd_desktop.sync.transport import Refused, SessionLost, Transport

_ROUNDS = 4
_STUCK = 3
"""Exchanges in a row that end early without any progress before giving up."""

MakeTransport = Callable[[str], Transport]


class Pertukaran:
    """One exchange of one open file; `run` once, then read `hitungan` and the bytes."""

    def __init__(
        self, buku: Buku, gerbang: Gerbang, make_transport: MakeTransport = Transport
    ) -> None:
        self._buku = buku
        self._gerbang = gerbang
        self._make = make_transport
        self.hitungan = Hitungan()
        self.transport: Transport | None = None

    def run(self) -> None:
        """Do it all. Raises UserError (also `Held`), or Dihentikan when the gate was closed."""
        self._with_line(self._until_done)

    def deposit(self) -> None:
        """Only say hello and leave the recovery code: right after an enrolment. Raises as `run`."""
        self._with_line(self._leave_code)

    def _leave_code(self, kerja: Kerja) -> None:
        try:
            say_hello(kerja)
            deposit_code(kerja)
        except (SessionLost, Refused) as error:
            raise UserError("server-gagal") from error

    def _with_line(self, work: Callable[[Kerja], None]) -> None:
        with self._gerbang, self._buku.read() as conn:
            url = load_identitas(conn).url
        self.transport = self._make(url)
        jalur = Jalur(self._gerbang)
        kerja = Kerja(self._buku, Pusat(self.transport), jalur, self._gerbang, self.hitungan)
        try:
            work(kerja)
        finally:
            jalur.close()
            self.transport.close()

    def _until_done(self, kerja: Kerja) -> None:
        """A line that breaks but moves something each time is worth another hello at once."""
        idle = 0
        while True:
            before = self._progress()
            try:
                return self._once(kerja)
            except SessionLost:
                stop: Exception = UserError("server-gagal")
            except Refused as no:
                if no.status not in (409, 410, 413):
                    raise told(no) from no
                stop = UserError("hitungan-berbeda")
            except UserError as error:
                if error.code != "server-tak-terjangkau" or self._progress() == before:
                    raise
                stop = error
            idle = 0 if self._progress() != before else idle + 1
            if idle >= _STUCK:
                raise stop

    def _progress(self) -> tuple[int, int]:
        return self.hitungan.pushed, self.hitungan.pulled

    def _once(self, kerja: Kerja) -> None:
        sapaan: Sapaan | None = say_hello(kerja)
        deposit_code(kerja)
        head = 0
        for _ in range(_ROUNDS):
            pushed = self.hitungan.pushed
            push_all(kerja, freeze_steps(self._buku, self._gerbang))
            if sapaan is not None and "operator" in sapaan.heads and self.hitungan.pushed != pushed:
                # the whole desa: what was just sent may have opened a lingkup (a first Posyandu)
                sapaan, pushed = say_hello(kerja), self.hitungan.pushed
            if sapaan is not None and self.hitungan.pushed == pushed:
                head = pull_all(kerja, sapaan.heads, sapaan.head)
            else:
                head = pull_all(kerja)
            sapaan = None
            with self._gerbang, self._buku.read() as conn:
                if not count_unsent(conn):
                    break
        self.hitungan.digest_ok = compare(kerja, head)
