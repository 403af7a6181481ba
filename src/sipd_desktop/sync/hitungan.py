"""The counters of one exchange while it runs; `services.sinkron` freezes them into a receipt."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from sipd_desktop.wire.messages import Rejected


@dataclass(slots=True)
class Hitungan:
    """What happened so far; `digest_ok` stays None until the contents were compared."""

    frozen: int = 0
    pushed: int = 0
    acked: int = 0
    conflicts: int = 0
    pulled: int = 0
    digest_ok: bool | None = None
    rejected: list[Rejected] = field(default_factory=list)
    kinds: set[str] = field(default_factory=set)
    """Tables a pull touched, for the pages that show them."""

    def note_rejected(self, rejected: Iterable[Rejected]) -> None:
        """Remember what the centre set aside."""
        self.rejected += rejected
