"""The calls of protocol 1, typed: what `Transport` carries and `docs/sinkronisasi.md` names.

A session is one token, in memory only. When the centre no longer knows it, `SessionLost` comes out
and the exchange says hello again.
"""

from __future__ import annotations

import msgspec

from sipd_desktop import __version__
from sipd_desktop.base.errors import UserError
from sipd_desktop.bidang import SKEMA
from sipd_desktop.sync.identitas import Identitas
from sipd_desktop.sync.transport import Refused, Transport
from sipd_desktop.wire.messages import (
    PROTOKOL,
    DigestAnswer,
    IdsAnswer,
    PullAnswer,
    PushAnswer,
    RowsAnswer,
)
from sipd_desktop.wire.paket_isi import JawabanPaket
from sipd_desktop.wire.sapa import (
    HelloAnswer,
    HelloRequest,
    KlonAnswer,
    KlonRequest,
    NonceAnswer,
    TitipAnswer,
    TitipRequest,
)
from sipd_desktop.wire.sign import sign_hello

_TELL = ("dicabut", "ditolak")


class Pusat:
    """The centre as this laptop talks to it."""

    def __init__(self, transport: Transport) -> None:
        self.transport = transport
        self._token = ""

    def hello(self, who: Identitas, *, inkarnasi: int, max_n: int, chain: str) -> HelloAnswer:
        """Open a session. Raises UserError, also `dicabut` and `ditolak`."""
        for last in (False, True):
            nonce = self.transport.get("hello", NonceAnswer, {"device": who.device})
            if nonce.protokol != PROTOKOL:
                raise UserError("program-terlalu-lama")
            request = HelloRequest(
                device=who.device,
                nonce=nonce.nonce,
                sig=sign_hello(who.seed, who.device, nonce.nonce),
                incarnation=inkarnasi,
                app=__version__,
                skema=SKEMA,
                max_n=max_n,
                chain=chain,
            )
            try:
                answer = self.transport.post("hello", HelloAnswer, msgspec.json.encode(request))
            except Refused as no:
                if no.alasan != "nonce":
                    raise told(no) from no
                if last:
                    raise UserError("server-gagal") from no
                continue
            self._token = answer.token
            return answer
        raise AssertionError

    def klon(self, perangkat: str, pubkey: str) -> str:
        """A device id of its own for a copied laptop; raises Refused 404 where unknown."""
        body = msgspec.json.encode(KlonRequest(perangkat=perangkat, pubkey=pubkey))
        return self.transport.post("klon", KlonAnswer, body, self._token).device_id

    def titip(self, request: TitipRequest) -> int:
        """Deposit the sealed recovery code; raises Refused 404 where unknown."""
        body = msgspec.json.encode(request)
        return self.transport.post("titip", TitipAnswer, body, self._token).nomor

    def push(self, packed: bytes) -> PushAnswer:
        """Send one gzipped batch."""
        return self.transport.post_packed("push", PushAnswer, packed, self._token)

    def bundle(self, data: bytes) -> JawabanPaket:
        """Hand a carried file over as it is."""
        return self.transport.post_raw("bundle", JawabanPaket, data, self._token)

    def pull(self, lingkup: str, since: int, limit: int, *, full: bool) -> PullAnswer:
        """One page of a lingkup's feed."""
        params: dict[str, str | int] = {"lingkup": lingkup, "since": since, "limit": limit}
        if full:
            params["full"] = 1
        return self.transport.get("pull", PullAnswer, params, self._token)

    def digest(self, lingkup: str, at: int) -> DigestAnswer:
        """Content digest of a lingkup; Refused 409 `head` when the desa has moved on."""
        return self.transport.get(
            "digest", DigestAnswer, {"lingkup": lingkup, "at": at}, self._token
        )

    def ids(self, lingkup: str, bucket: int) -> IdsAnswer:
        """Ids and content hashes of one bucket."""
        params: dict[str, str | int] = {"lingkup": lingkup, "bucket": bucket}
        return self.transport.get("ids", IdsAnswer, params, self._token)

    def rows(self, ids: list[tuple[str, str]]) -> RowsAnswer:
        """Full rows of (tbl, id), at most 500."""
        body = msgspec.json.encode({"ids": ids})
        return self.transport.post("rows", RowsAnswer, body, self._token)


def told(no: Refused) -> UserError:
    """A refusal as something a person can be told."""
    return UserError(no.alasan if no.alasan in _TELL else "ditolak", kode=no.alasan)
