"""A refusal on the wire: status, code, and the few numbers that go with it."""

from __future__ import annotations


class Refusal(Exception):
    """Ends a request with `{"alasan": code, ...}`; a transaction it leaves is rolled back."""

    def __init__(self, status: int, alasan: str, *, retry: bool = False, **more: int) -> None:
        super().__init__(alasan)
        self.status = status
        self.alasan = alasan
        self.retry = retry
        self.more = more


def refuse_odd_text(*texts: tuple[str, int]) -> None:
    """400 `bentuk` for a text longer than its limit, or with a NUL, which no database keeps."""
    if any(len(text) > limit or "\x00" in text for text, limit in texts):
        raise Refusal(400, "bentuk")
