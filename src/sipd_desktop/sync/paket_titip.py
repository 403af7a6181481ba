"""Bringing files of other laptops to the centre over the line; the bearer reads nothing."""

from __future__ import annotations

from sipd_desktop.base.errors import UserError
from sipd_desktop.storage.antrean import load_letak
from sipd_desktop.storage.engine import Buku
from sipd_desktop.sync.gerbang import Gerbang
from sipd_desktop.sync.identitas import load_identitas
from sipd_desktop.sync.pusat import Pusat, told
from sipd_desktop.sync.transport import Refused, SessionLost, Transport
from sipd_desktop.wire.messages import MAX_BUNDLE
from sipd_desktop.wire.paket_isi import JawabanPaket

_TELL = ("paket-",)


class Pembawa:
    """A session for bringing files; close it afterwards."""

    def __init__(self, buku: Buku, gerbang: Gerbang, transport: Transport | None = None) -> None:
        with gerbang, buku.read() as conn:
            self._who, self._at = load_identitas(conn), load_letak(conn)
        self._transport = transport or Transport(self._who.url)
        self._pusat = Pusat(self._transport)

    def open(self) -> None:
        """Say hello. Raises UserError."""
        at = self._at
        self._pusat.hello(self._who, inkarnasi=at.inkarnasi, max_n=at.n_akhir, chain=at.rantai)

    def carry(self, data: bytes) -> JawabanPaket:
        """Hand one file over; the answer holds its reply. Raises UserError."""
        if len(data) > MAX_BUNDLE:
            raise UserError("paket-terlalu-besar")
        for last in (False, True):
            try:
                return self._pusat.bundle(data)
            except SessionLost:
                if last:
                    raise UserError("server-gagal") from None
                self.open()
            except Refused as no:
                if no.alasan.startswith(_TELL):
                    raise UserError(no.alasan) from no  # kode dari pusat, kalimatnya ada di sini
                raise told(no) from no
        raise AssertionError

    def close(self) -> None:
        """Give the line back."""
        self._transport.close()
