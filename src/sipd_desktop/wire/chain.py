"""The two hash chains: over the changes of a device, and over its tindakan.

The first tells a restored or cloned laptop from a retried batch; the second shows that no act was
taken out of the riwayat afterwards. Links are hex text of SHA-256; both begin with 32 zero bytes.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping

from sipd_desktop.bidang import REGISTERS
from sipd_desktop.wire.canonical import canonical

ZERO = "00" * 32
TINDAKAN_FIELDS: tuple[str, ...] = tuple(f.key for f in REGISTERS["tindakan"].fields)


def next_link(prev: str, body: bytes) -> str:
    """The link after `prev` for one more body."""
    return hashlib.sha256(bytes.fromhex(prev) + body).hexdigest()


def links_over(prev: str, bodies: Iterable[bytes]) -> list[str]:
    """The link after each body, in order; empty for no bodies."""
    links: list[str] = []
    at = bytes.fromhex(prev)
    for body in bodies:
        at = hashlib.sha256(at + body).digest()
        links.append(at.hex())
    return links


def is_link(text: object) -> bool:
    """Whether this is the hex text of a link."""
    return isinstance(text, str) and len(text) == 64 and not text.strip("0123456789abcdef")


def tindakan_link(prev: str, fields: Mapping[str, object]) -> str:
    """`h` of one tindakan: its declared values in declared order, missing ones as null."""
    return next_link(prev, canonical([fields.get(key) for key in TINDAKAN_FIELDS]))
