"""Nonces and tokens: they live in memory only, so a restart merely means saying hello again.

A token is 256 random bits; only its hash is the key here. The desa and the lingkup of a request
come from this entry and from nowhere else.
"""

from __future__ import annotations

import hashlib
import secrets
import threading
from dataclasses import dataclass

from sipd_desktop.base import clock
from sipd_desktop.wire.messages import TOKEN_SECONDS
from sipd_server.scope import Scope

NONCE_SECONDS = 120
MAX_NONCES = 50_000


@dataclass(frozen=True, slots=True)
class Session:
    """What a token stands for."""

    desa: str
    device: str
    inkarnasi: int
    scope: Scope
    ditinjau: bool = False
    """A person has looked at what a laptop that was shut out had left, and lets it in."""


class Sessions:
    """All nonces and tokens of one process; safe to use from several threads."""

    def __init__(self) -> None:
        self._nonces: dict[str, tuple[str, float]] = {}
        self._tokens: dict[str, tuple[Session, float]] = {}
        self._lock = threading.Lock()

    def new_nonce(self, device: str) -> str:
        """A nonce for whoever says to be this device."""
        nonce = secrets.token_hex(16)
        now = clock.monotonic()
        with self._lock:
            _drop_old(self._nonces, now)
            while len(self._nonces) >= MAX_NONCES:
                self._nonces.pop(next(iter(self._nonces)))
            self._nonces[nonce] = (device, now + NONCE_SECONDS)
        return nonce

    def take_nonce(self, nonce: str, device: str) -> bool:
        """Use a nonce up; False when it is unknown, too old or another device's."""
        with self._lock:
            found = self._nonces.pop(nonce, None)
        return found is not None and found[0] == device and found[1] > clock.monotonic()

    def new_token(self, session: Session) -> str:
        """A token for a session."""
        token = secrets.token_urlsafe(32)
        now = clock.monotonic()
        with self._lock:
            _drop_old(self._tokens, now)
            self._tokens[_key(token)] = (session, now + TOKEN_SECONDS)
        return token

    def find(self, token: str) -> Session | None:
        """The session of a token, or None when unknown or too old."""
        with self._lock:
            found = self._tokens.get(_key(token))
        return found[0] if found and found[1] > clock.monotonic() else None


def _key(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def _drop_old(
    entries: dict[str, tuple[str, float]] | dict[str, tuple[Session, float]], now: float
) -> None:
    """All entries of one kind live equally long, so the old ones are in front."""
    for key in list(entries):
        if entries[key][1] > now:
            return
        del entries[key]
