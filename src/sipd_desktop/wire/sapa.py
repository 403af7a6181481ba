"""Who a laptop is to the centre: taking in, its own id, the sealed code, and the hello."""

from __future__ import annotations

from msgspec import Struct

from sipd_desktop.wire.messages import MAX_BYTES, MAX_CHANGES, PROTOKOL, TOKEN_SECONDS


class EnrolRequest(Struct, kw_only=True):
    """A laptop asks to be taken in with a one-time code."""

    kode: str
    pubkey: str
    perangkat: str = ""
    nama: str = ""
    app: str = ""
    skema: int = 0
    kode_desa: str | None = None
    contoh: bool = False
    kosong: bool = True


class DesaInfo(Struct, kw_only=True):
    """The desa a laptop belongs to; `kode` is ten digits."""

    kode: str
    nama: str | None = None


class EnrolAnswer(Struct, kw_only=True):
    """What a laptop keeps of its enrolment."""

    device_id: str
    desa: DesaInfo
    lingkup: list[str]
    contoh: bool
    pusat_pubkey: str
    pusat_ttd: str = ""
    """Ed25519 key (hex) with which the centre signs carried files; empty: it makes none."""


class KlonRequest(Struct, kw_only=True):
    """A laptop whose file was copied asks for an id of its own, under its token."""

    perangkat: str
    pubkey: str


class KlonAnswer(Struct, kw_only=True):
    """The id it got."""

    device_id: str


class TitipRequest(Struct, kw_only=True):
    """A laptop deposits its next recovery code, sealed to the centre, under its token.

    `nomor` grows with every code of this laptop; `dipakai` is the number of a code that let
    somebody in since the last deposit, with the laptop's own time of it.
    """

    nomor: int
    segel: str
    dipakai: int | None = None
    waktu: str = ""


class TitipAnswer(Struct, kw_only=True):
    """The number that lies at the centre now."""

    nomor: int


class NonceAnswer(Struct, kw_only=True):
    """First half of a hello."""

    nonce: str
    waktu: str
    skema: int
    protokol: int = PROTOKOL


class HelloRequest(Struct, kw_only=True):
    """Second half of a hello: the signed nonce and where the laptop believes to stand."""

    device: str
    nonce: str
    sig: str
    incarnation: int
    app: str = ""
    skema: int = 0
    max_n: int = 0
    chain: str = ""


class LingkupHead(Struct, kw_only=True):
    """One lingkup of the laptop and the last seq at which it changed."""

    kunci: str
    head: int


class HelloAnswer(Struct, kw_only=True):
    """A session: token, limits, and where the server stands with this laptop."""

    token: str
    desa: DesaInfo
    lingkup: list[LingkupHead]
    acked_n: int
    chain: str
    incarnation: int
    head: int
    contoh: bool
    waktu: str
    skema: int = 0
    pusat_ttd: str = ""
    berlaku_detik: int = TOKEN_SECONDS
    max_perubahan: int = MAX_CHANGES
    max_byte: int = MAX_BYTES
