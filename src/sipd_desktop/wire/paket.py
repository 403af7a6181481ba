"""The carried file (`.sipd`): records on a flashdisk, sealed, signed, and whole or refused.

Layout, all numbers big-endian: `magic 8 | kind 1 | device 16 | key of signer 32 | salt 16 |
wrapped file key 80 | parts 2 | size table (stored 4, inflated 4) per part | parts | signature 64`.
Part 0 is the header, the others are what it announces; there are no names of files inside. Order of
trust when reading: shape and sizes, then the signature over everything before it, then the seal,
and only then is anything inflated or parsed (docs/paket.md).
"""

from __future__ import annotations

import gzip
import hashlib
import secrets
import struct
import uuid
import zlib
from collections.abc import Sequence
from dataclasses import dataclass

from nacl import bindings
from nacl.exceptions import CryptoError
from nacl.public import PrivateKey, PublicKey, SealedBox
from nacl.pwhash import argon2id
from nacl.signing import SigningKey, VerifyKey

from sipd_desktop.base.errors import UserError

MAGIC, VERSI = b"SIPD\x1aPK", b"1"
KIRIM, BALASAN, GABUNG = "K", "B", "G"
"""Laptop to centre; centre to laptop; laptop to laptop."""
AKHIRAN = ".sipd"
MAX_BERKAS = 64_000_000
MAX_BAGIAN, MAX_ISI_BAGIAN = 1_000, 8_000_000
MAX_ISI, MAX_RASIO = 200_000_000, 100
"""Caps of docs/trust-and-ux.md S-06: all parts inflated, and how far one part may inflate."""
_OPS, _MEM = 3, 64 * 1024 * 1024
_HEAD = struct.Struct(">7sc1s16s32s16s80sH")
_ENTRY = struct.Struct(">II")
_TAG, _SIG, _KEY = 16, 64, 32


@dataclass(frozen=True, slots=True)
class Amplop:
    """The outside of a file whose sizes add up; nothing in it is believed yet."""

    jenis: str
    perangkat: str
    pubkey: str
    garam: bytes
    bungkus: bytes
    tabel: tuple[tuple[int, int], ...]
    data: bytes

    @property
    def awal(self) -> int:
        """Where the first part begins."""
        return _HEAD.size + _ENTRY.size * len(self.tabel)

    @property
    def sidik(self) -> str:
        """SHA-256 of the whole file, hex: the name of this very file."""
        return hashlib.sha256(self.data).hexdigest()


def read_amplop(data: bytes) -> Amplop:
    """Look at the outside only. UserError `paket-bukan`, `paket-lebih-baru`, `paket-terlalu-besar`,
    `paket-tidak-lengkap`."""
    if len(data) > MAX_BERKAS:
        raise UserError("paket-terlalu-besar")
    if data[: len(MAGIC)] != MAGIC:
        raise UserError("paket-bukan")
    if data[len(MAGIC) : len(MAGIC) + 1] not in (VERSI, b""):
        raise UserError("paket-lebih-baru")
    if len(data) < _HEAD.size:
        raise UserError("paket-tidak-lengkap")
    _, _, jenis, perangkat, pubkey, garam, bungkus, count = _HEAD.unpack_from(data)
    start = _HEAD.size + _ENTRY.size * count
    if not 1 <= count <= MAX_BAGIAN or len(data) < start:
        raise UserError("paket-tidak-lengkap")
    tabel = tuple(_ENTRY.iter_unpack(data[_HEAD.size : start]))
    if sum(plain for _, plain in tabel) > MAX_ISI or any(_too_large(s, p) for s, p in tabel):
        raise UserError("paket-terlalu-besar")
    if start + sum(stored for stored, _ in tabel) + _SIG != len(data):
        raise UserError("paket-tidak-lengkap")
    return Amplop(
        jenis.decode("ascii", "replace"),
        str(uuid.UUID(bytes=perangkat)),
        pubkey.hex(),
        garam,
        bungkus,
        tabel,
        data,
    )


def _too_large(stored: int, plain: int) -> bool:
    return plain > MAX_ISI_BAGIAN or plain > MAX_RASIO * stored


def check_tanda(amplop: Amplop, pubkey: str) -> None:
    """The signature, by a key known beforehand; UserError `paket-palsu`. Parses nothing."""
    if pubkey != amplop.pubkey:
        raise UserError("paket-palsu")
    try:
        key = VerifyKey(bytes.fromhex(pubkey))
        key.verify(_signed(amplop.data[:-_SIG]), amplop.data[-_SIG:])
    except (CryptoError, ValueError, TypeError) as error:
        raise UserError("paket-palsu") from error


class Isi:
    """The inside of a verified file: `bagian(i)` opens one part at a time."""

    def __init__(self, amplop: Amplop, kunci: bytes) -> None:
        self._amplop, self._kunci = amplop, kunci
        self._aad = hashlib.sha256(amplop.data[: amplop.awal]).digest()
        self._at = [amplop.awal]
        for stored, _ in amplop.tabel:
            self._at.append(self._at[-1] + stored)

    def __len__(self) -> int:
        return len(self._amplop.tabel)

    def gzipped(self, number: int) -> bytes:
        """A part as it was packed; UserError `paket-palsu`."""
        sealed = self._amplop.data[self._at[number] : self._at[number + 1]]
        try:
            return bytes(_decrypt(sealed, self._aad, _nonce(number), self._kunci))
        except (CryptoError, ValueError) as error:
            raise UserError("paket-palsu") from error

    def bagian(self, number: int) -> bytes:
        """A part, inflated to exactly the size the table promised; UserError `paket-palsu`."""
        return inflate(self.gzipped(number), self._amplop.tabel[number][1])


def inflate(packed: bytes, size: int) -> bytes:
    """Inflate to exactly `size` bytes, never more than one further byte."""
    unzip = zlib.decompressobj(wbits=31)
    try:
        plain = unzip.decompress(packed, size + 1)
    except zlib.error as error:
        raise UserError("paket-palsu") from error
    if len(plain) != size or not unzip.eof or unzip.unused_data:
        raise UserError("paket-palsu")
    return plain


# --- who can open it


def open_segel(amplop: Amplop, privkey: bytes) -> Isi:
    """Open with a private X25519 key; UserError `paket-bukan-untuk-kita`."""
    try:
        kunci = SealedBox(PrivateKey(privkey)).decrypt(amplop.bungkus)
    except (CryptoError, ValueError, TypeError) as error:
        raise UserError("paket-bukan-untuk-kita") from error
    return Isi(amplop, bytes(kunci))


def open_kode(amplop: Amplop, kode: str) -> Isi:
    """Open with the words read out at the other laptop; UserError `paket-kode-salah`."""
    kek = _kek(kode, amplop.garam)
    sealed, nonce = amplop.bungkus[: _KEY + _TAG], amplop.bungkus[_KEY + _TAG : _KEY + _TAG + 24]
    try:
        kunci = _decrypt(sealed, _who(amplop.perangkat, amplop.pubkey), nonce, kek)
    except (CryptoError, ValueError) as error:
        raise UserError("paket-kode-salah") from error
    return Isi(amplop, bytes(kunci))


def plain_kode(kode: str) -> str:
    """Words as they are compared: lower case, one space."""
    return " ".join(kode.lower().split())


def _kek(kode: str, garam: bytes) -> bytes:
    return bytes(argon2id.kdf(_KEY, plain_kode(kode).encode(), garam, _OPS, _MEM))


def _who(perangkat: str, pubkey: str) -> bytes:
    return b"sipd-gabung-1" + uuid.UUID(perangkat).bytes + bytes.fromhex(pubkey)


# --- making one


def make_segel(
    jenis: str, perangkat: str, seed: str, penerima: bytes, parts: Sequence[bytes]
) -> bytes:
    """A file for one receiver, given as a public X25519 key; `seed` signs it (hex)."""
    kunci = secrets.token_bytes(_KEY)
    bungkus = SealedBox(PublicKey(penerima)).encrypt(kunci)
    return _make(jenis, perangkat, seed, kunci, bytes(16), bytes(bungkus), parts)


def make_kode(perangkat: str, seed: str, kode: str, parts: Sequence[bytes]) -> bytes:
    """A file for whoever is told the words; they are not in it."""
    kunci, garam = secrets.token_bytes(_KEY), secrets.token_bytes(16)
    nonce = secrets.token_bytes(24)
    who = _who(perangkat, SigningKey(bytes.fromhex(seed)).verify_key.encode().hex())
    bungkus = bytes(_encrypt(kunci, who, nonce, _kek(kode, garam))) + nonce
    return _make(GABUNG, perangkat, seed, kunci, garam, bungkus.ljust(80, b"\0"), parts)


def _make(
    jenis: str,
    perangkat: str,
    seed: str,
    kunci: bytes,
    garam: bytes,
    bungkus: bytes,
    parts: Sequence[bytes],
) -> bytes:
    packed = [gzip.compress(part, 6, mtime=0) for part in parts]
    tabel = [(len(z) + _TAG, len(part)) for z, part in zip(packed, parts, strict=True)]
    total = sum(s for s, _ in tabel) + _HEAD.size + _ENTRY.size * len(tabel) + _SIG
    if len(parts) > MAX_BAGIAN or total > MAX_BERKAS or any(_too_large(s, p) for s, p in tabel):
        raise UserError("paket-terlalu-besar")
    signer = SigningKey(bytes.fromhex(seed))
    head = _HEAD.pack(
        MAGIC,
        VERSI,
        jenis.encode(),
        uuid.UUID(perangkat).bytes,
        bytes(signer.verify_key),
        garam,
        bungkus,
        len(tabel),
    ) + b"".join(_ENTRY.pack(*entry) for entry in tabel)
    aad = hashlib.sha256(head).digest()
    body = [bytes(_encrypt(z, aad, _nonce(n), kunci)) for n, z in enumerate(packed)]
    data = b"".join((head, *body))
    return data + signer.sign(_signed(data)).signature


def _signed(data: bytes) -> bytes:
    return b"sipd-paket-1\n" + hashlib.sha512(data).digest()


def _nonce(number: int) -> bytes:
    """The file key is used for this file only, so counting is enough."""
    return number.to_bytes(24, "big")


_encrypt = bindings.crypto_aead_xchacha20poly1305_ietf_encrypt
_decrypt = bindings.crypto_aead_xchacha20poly1305_ietf_decrypt
