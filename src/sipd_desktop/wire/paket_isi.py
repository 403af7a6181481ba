"""What stands inside carried files of the road laptop - centre: headers and pages, as structs.

The other parts of a `KIRIM` file are push bodies, byte for byte as they would go over the line; the
other parts of a `BALASAN` file are `Halaman`.
"""

from __future__ import annotations

from typing import TypeVar

import msgspec
from msgspec import Struct

from sipd_desktop.base.errors import UserError
from sipd_desktop.wire.messages import DigestAnswer, PullAnswer, RawPullAnswer, Rejected
from sipd_desktop.wire.sapa import HelloAnswer

S = TypeVar("S")


class KepalaKirim(Struct, kw_only=True):
    """Header of a file to the centre. `nomor` only grows; `kursor`: seq received per lingkup."""

    desa: str
    perangkat: str
    nomor: int
    dibuat: str
    inkarnasi: int
    dari: int
    sampai: int
    rantai: str
    app: str = ""
    skema: int = 0
    kursor: dict[str, int] = {}


class KepalaBalasan(Struct, kw_only=True):
    """Header of the reply. `sapaan` is what a hello would have said right after the import.

    `ditolak` covers all numbers after `sesudah`; `kurang`: entries before those of the file are
    missing at the centre. `mulai`: seq per lingkup after which its pages begin; `sidik`: digest per
    lingkup at `sapaan.head`.
    """

    desa: str
    perangkat: str
    untuk: int
    nomor: int
    dibuat: str
    inkarnasi: int
    sesudah: int
    sapaan: HelloAnswer
    ditolak: list[Rejected] = []
    beda: int = 0
    kurang: bool = False
    ditinjau: bool = False
    mulai: dict[str, int] = {}
    sidik: dict[str, DigestAnswer] = {}


class Halaman(Struct, kw_only=True):
    """Full rows of one lingkup after seq `sesudah`, as a pull would give them."""

    lingkup: str
    sesudah: int
    halaman: PullAnswer


class RawHalaman(Struct, kw_only=True):
    """`Halaman` as the server writes it."""

    lingkup: str
    sesudah: int
    halaman: RawPullAnswer


class JawabanPaket(Struct, kw_only=True):
    """What `POST /v1/bundle` answers: counts for people, and the reply file (base64)."""

    perangkat: str
    nomor: int
    lagi: bool
    ditinjau: bool
    perubahan: int
    diterima: int
    ditolak: int
    beda: int
    kurang: bool
    balasan: bytes = b""


encode = msgspec.json.Encoder().encode


def read_bagian(plain: bytes, kind: type[S]) -> S:
    """A part as a struct; UserError `paket-palsu` for anything else."""
    try:
        plain.decode()
        return msgspec.json.decode(plain, type=kind)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        raise UserError("paket-palsu") from error
