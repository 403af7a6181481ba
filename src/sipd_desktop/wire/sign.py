"""Keys and signatures: who a laptop is (Ed25519) and to whom a parcel is sealed (X25519).

All keys and signatures travel as lower-case hex. A hello signs the nonce of the server, so that
nothing heard on the line opens a second session.
"""

from __future__ import annotations

from hashlib import blake2b

from nacl.exceptions import CryptoError
from nacl.public import PrivateKey
from nacl.signing import SigningKey, VerifyKey

KEY_HEX = 64


def hello_bytes(device: str, nonce: str) -> bytes:
    """What the laptop signs at hello."""
    return f"sipd-hello-1\n{device}\n{nonce}".encode()


def new_sign_key() -> tuple[str, str]:
    """A fresh device key: (private seed, public key), hex."""
    key = SigningKey.generate()
    return bytes(key).hex(), bytes(key.verify_key).hex()


def new_seal_key() -> tuple[str, str]:
    """A fresh X25519 key for sealed parcels: (private, public), hex."""
    key = PrivateKey.generate()
    return bytes(key).hex(), bytes(key.public_key).hex()


def sign_hello(seed: str, device: str, nonce: str) -> str:
    """The signature a laptop sends with its hello, hex."""
    return SigningKey(bytes.fromhex(seed)).sign(hello_bytes(device, nonce)).signature.hex()


def verify_hello(pubkey: str, device: str, nonce: str, sig: str) -> bool:
    """Whether the signature is of this device's key over this nonce; never raises."""
    try:
        VerifyKey(bytes.fromhex(pubkey)).verify(hello_bytes(device, nonce), bytes.fromhex(sig))
    except (CryptoError, ValueError, TypeError):
        return False
    return True


def is_key(text: object) -> bool:
    """Whether this is a 32-byte key as lower-case hex."""
    return isinstance(text, str) and len(text) == KEY_HEX and not text.strip("0123456789abcdef")


def seal_of_sign_pub(pubkey: str) -> bytes:
    """The X25519 public key that belongs to an Ed25519 one (hex): to seal for a laptop."""
    return bytes(VerifyKey(bytes.fromhex(pubkey)).to_curve25519_public_key())


def seal_of_sign_seed(seed: str) -> bytes:
    """The private half of `seal_of_sign_pub`."""
    return bytes(SigningKey(bytes.fromhex(seed)).to_curve25519_private_key())


def sign_of_seal(privkey: str) -> tuple[str, str]:
    """The signing key (seed, public key; hex) a centre derives from its private sealing key."""
    seed = blake2b(b"sipd-ttd-1", digest_size=32, key=bytes.fromhex(privkey)).digest()
    return seed.hex(), bytes(SigningKey(seed).verify_key).hex()
