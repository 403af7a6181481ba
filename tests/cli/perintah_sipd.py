"""`sipd` through its real entry point in the test's own process."""

from __future__ import annotations

import json
from collections.abc import Callable

from sipd_desktop.base.pesan import PESAN

Run = Callable[..., tuple[int, str, str]]


def told(result: tuple[int, str, str], code: int = 0) -> dict[str, object]:
    assert result[0] == code, result
    lines = result[1].splitlines()
    assert len(lines) == 1, "one document and nothing else"
    found = json.loads(lines[0])
    assert isinstance(found, dict)
    if code == 1:
        assert found["alasan"] in PESAN
        assert found["pesan"]
    return found
