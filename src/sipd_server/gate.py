"""Admission: a bounded number of requests work on the database, a bounded line waits, no more.

Beyond that the answer is 503 with a random Retry-After, given before the body is read, so that a
whole province coming back after an outage is spread out instead of piling up.
"""

from __future__ import annotations

import os
import random
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import TypeVar

import anyio
import anyio.to_thread

from sipd_server.refusal import Refusal

T = TypeVar("T")
RETRY_SECONDS = (30, 300)


def retry_after() -> str:
    """Seconds to wait, random so that laptops do not come back together."""
    return str(random.randint(*RETRY_SECONDS))


class Gate:
    """`slots` requests work at once, `line` more may be in the house, reading or waiting."""

    def __init__(self, slots: int | None = None, line: int = 256) -> None:
        self.slots = slots or max(4, 2 * (os.cpu_count() or 1))
        self.room = self.slots + line
        self._inside = 0
        self._limiter: anyio.CapacityLimiter | None = None

    @asynccontextmanager
    async def enter(self) -> AsyncIterator[None]:
        """Be in the house; refusal 503 when it is full."""
        if self._inside >= self.room:
            raise Refusal(503, "sibuk", retry=True)
        self._inside += 1
        try:
            yield
        finally:
            self._inside -= 1

    async def work(self, job: Callable[[], T]) -> T:
        """Run a job on a worker thread once a slot is free."""
        if self._limiter is None:
            self._limiter = anyio.CapacityLimiter(self.slots)
        return await anyio.to_thread.run_sync(job, limiter=self._limiter)
