"""Released limits of civil registration: one dated JSON file in `data/kependudukan/`."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Final

_FOLDER = Path(__file__).parent / "data" / "kependudukan"
VERSI: Final = "2026.1"


@cache
def batas_lapor_lahir() -> int:
    """Days after birth within which it must be reported (LAHIR.LAPOR.HARI)."""
    raw = json.loads((_FOLDER / f"{VERSI}.json").read_text("utf-8"))
    return next(int(r["nilai"]) for r in raw["angka"] if r["kode"] == "LAHIR.LAPOR.HARI")
