"""The guide is true: its pictures are the program's, its keys exist, its words are plain."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PANDUAN = ROOT / "docs" / "panduan"
PEMAIN = ("pintu", "sutradara", "desa")
HALAMAN = sorted(PANDUAN.glob("*.md"))
_GAMBAR = re.compile(r"!\[[^\]]+\]\((gambar/[^)]+\.png)\)")
_TAUTAN = re.compile(r"(?<!!)\[[^\]]+\]\(([^)#]+)\)")
_TOMBOL = re.compile(r"\*\*((?:Ctrl\+)?(?:F\d{1,2}|[A-Z0-9]))\*\*")
_ASING = re.compile(
    r"\b(?:sync|sinkron|server|database|token|backup|upload|error|null|login)\b", re.I
)


def test_there_are_eight_pages() -> None:
    assert len(HALAMAN) == 9


def test_every_picture_is_there_used_and_made_by_the_demo() -> None:
    used = {name for page in HALAMAN for name in _GAMBAR.findall(page.read_text("utf-8"))}
    have = {f"gambar/{p.name}" for p in (PANDUAN / "gambar").glob("*.png")}
    assert used == have
    demo = ROOT / "src/sipd_desktop/demo"
    play = "\n".join((demo / f"{n}.py").read_text("utf-8") for n in PEMAIN)
    shots = set(re.findall(r'shot\("([^"]+)"\)', play)) | set(re.findall(r'shot="([^"]+)"', play))
    assert {Path(n).stem for n in have} - {"07-cari-nama"} <= shots


@pytest.mark.parametrize("page", HALAMAN, ids=lambda p: p.stem)
def test_links_lead_somewhere(page: Path) -> None:
    for target in _TAUTAN.findall(page.read_text("utf-8")):
        assert (page.parent / target).exists(), target


@pytest.mark.parametrize("page", HALAMAN, ids=lambda p: p.stem)
def test_keys_named_in_the_guide_exist(page: Path) -> None:
    sources = "\n".join(p.read_text("utf-8") for p in (ROOT / "src/sipd_desktop/ui").rglob("*.py"))
    for key in set(_TOMBOL.findall(page.read_text("utf-8"))):
        known = f'"{key}"' in sources or key == "Ctrl+4"
        assert known, f"{page.name}: tombol {key} tidak ada di program"


@pytest.mark.parametrize("page", HALAMAN, ids=lambda p: p.stem)
def test_words_are_plain(page: Path) -> None:
    assert _ASING.findall(page.read_text("utf-8")) == []
