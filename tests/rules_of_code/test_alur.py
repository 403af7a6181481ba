"""Every main flow U-01..U-14 has a test that plays it; docs/alur.md is the list."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
_BARIS = re.compile(r"^\| (U-\d\d) \|.*\| `(test_\w+)` \|$", re.M)


def test_each_flow_has_its_test() -> None:
    rows = _BARIS.findall((ROOT / "docs" / "alur.md").read_text("utf-8"))
    assert [kode for kode, _ in rows] == [f"U-{n:02d}" for n in range(1, 15)]
    sources = "\n".join(p.read_text("utf-8") for p in (ROOT / "tests").rglob("test_*.py"))
    missing = [name for _, name in rows if f"def {name}(" not in sources]
    assert missing == []
