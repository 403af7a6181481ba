"""What goes through one transaction: changes on their way in, and what is to be written after."""

from __future__ import annotations

from dataclasses import dataclass, field

from sipd_desktop.wire.check import Finding
from sipd_desktop.wire.messages import Change
from sipd_server.records import Key
from sipd_server.scope import Scope


@dataclass(frozen=True, slots=True)
class Sender:
    """Who sent changes, what that laptop holds, and when they were received."""

    device: str
    inkarnasi: int
    scope: Scope
    diterima: str
    received_ms: int


@dataclass(slots=True)
class Item:
    """One change on its way in."""

    n: int
    raw: bytes
    change: Change | Finding
    sender: Sender
    sick: bool = False
    """Writing it failed for a reason nobody foresaw: quarantine it as `sistem`."""
    replayed: bool = False
    stored: bool = False
    """It already has a row in the quarantine table."""

    @property
    def who(self) -> tuple[str, int, int]:
        """(device, incarnation, n): the order of replay, and its key in quarantine."""
        return self.sender.device, self.sender.inkarnasi, self.n

    @property
    def key(self) -> Key | None:
        """(tbl, id), or None when it cannot be read."""
        change = self.change
        return None if isinstance(change, Finding) else (change.tbl, change.id)


@dataclass(frozen=True, slots=True)
class Aside:
    """Why a change waits in quarantine, and the id, table or form that would release it."""

    code: str
    field: str | None = None
    waits: str | None = None


@dataclass(slots=True)
class Outcome:
    """What a transaction has to write besides the records."""

    changes: list[list[object]] = field(default_factory=list)
    aside: dict[tuple[str, int, int], tuple[Item, Aside]] = field(default_factory=dict)
    released: list[Item] = field(default_factory=list)
    keluar: list[list[object]] = field(default_factory=list)
    heads: dict[str, int] = field(default_factory=dict)
    erased: list[str] = field(default_factory=list)
    arrived: set[str] = field(default_factory=set)
    conflicts: dict[tuple[str, int, int], int] = field(default_factory=dict)
