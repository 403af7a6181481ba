"""Sealing what only a few may read: one text for a key, one key for a reader, one reader's words.

A sealed text says which record and field it belongs to, so that it cannot be put under another
person. It is padded, so that its length says little. Everything is text, to travel as any value.
"""

from __future__ import annotations

import base64
import json
import secrets

from nacl.exceptions import CryptoError
from nacl.public import PrivateKey, PublicKey, SealedBox
from nacl.pwhash import argon2id
from nacl.secret import SecretBox

OPS, MEM = 3, 64 * 1024 * 1024
"""Cost of trying a reader's four words once, as for the passphrase of the laptop."""
_STEP = 128
MAX_BYTES = 2_500
"""Bytes of one text; sealed and padded it stays below the 4,000 letters of its field."""


def seal(pubkey: str, record_id: str, field: str, text: str) -> str:
    """The text, sealed for whoever holds the private half of this key (hex)."""
    plain = json.dumps([record_id, field, text], ensure_ascii=False).encode()
    padded = plain + b" " * (-len(plain) % _STEP)
    return base64.b64encode(SealedBox(PublicKey(bytes.fromhex(pubkey))).encrypt(padded)).decode()


def unseal(privkey: str, record_id: str, field: str, sealed: str) -> str | None:
    """The text, or None when the key does not fit or it belongs to another record or field."""
    try:
        box = SealedBox(PrivateKey(bytes.fromhex(privkey)))
        found = json.loads(box.decrypt(base64.b64decode(sealed, validate=True)))
    except (CryptoError, ValueError, TypeError):
        return None
    if not isinstance(found, list) or len(found) != 3 or found[:2] != [record_id, field]:
        return None
    return str(found[2])


def kode_field(nomor: int) -> str:
    """The field name under which a laptop's recovery code of this number is sealed."""
    return f"kode-telepon:{nomor}"


def wrap(privkey: str, sandi: str) -> str:
    """A private key (hex), wrapped with words only its reader knows."""
    salt = secrets.token_bytes(argon2id.SALTBYTES)
    box = SecretBox(argon2id.kdf(32, _words(sandi), salt, opslimit=OPS, memlimit=MEM))
    return f"{OPS}.{MEM}.{salt.hex()}.{bytes(box.encrypt(bytes.fromhex(privkey))).hex()}"


def unwrap(wrapped: str, sandi: str) -> str | None:
    """The private key (hex), or None when the words are not those."""
    try:
        ops, mem, salt, isi = wrapped.split(".")
        hard = argon2id.kdf(
            32,
            _words(sandi),
            bytes.fromhex(salt),
            opslimit=min(int(ops), 4 * OPS),
            memlimit=min(int(mem), 4 * MEM),
        )
        return bytes(SecretBox(hard).decrypt(bytes.fromhex(isi))).hex()
    except (CryptoError, ValueError, TypeError):
        return None


def _words(sandi: str) -> bytes:
    return " ".join(sandi.split()).lower().encode()
