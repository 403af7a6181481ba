"""`dev.py demo --headless` does what it says: the whole day, a picture of every screen, papers."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from openpyxl import load_workbook
from pypdf import PdfReader
from PySide6.QtGui import QImage

pytestmark = pytest.mark.xdist_group("demo")  # one demo per run, not one per worker

SCREENS = (
    "masuk", "kode-pemulihan", "beranda", "laptop-ini", "mulai-hari", "cari-kosong", "cari-nama",
    "timbang-status", "timbang-koma-geser", "bulan-pertama", "antrean", "pendatang-baru",
    "batalkan-tadi", "belum-datang", "tutup-hari", "hari-ditutup", "lembar-anak", "keluarga",
    "skdn", "skdn-daftar", "kirim-sesudah", "terkunci", "hari-150", "skdn-150", "impor-periksa",
    "impor-hasil", "kotak-masalah", "daftar-masalah", "masalah-ditangani", "orang", "peta-rt",
    "potensi",
)  # fmt: skip


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    out = tmp_path_factory.mktemp("demo") / "demo-output"
    done = subprocess.run(
        [sys.executable, "-m", "sipd_desktop.demo", "--headless", "--keluar", str(out)],
        capture_output=True,
        text=True,
        timeout=170,
        env={k: v for k, v in os.environ.items() if k not in ("SIPD_SANDI", "DISPLAY")},
        check=False,
    )
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-2000:]
    return out, done.stdout


def test_ten_lines_tell_what_was_done(demo: tuple[Path, str]) -> None:
    lines = demo[1].splitlines()
    assert [line.split(".")[0] for line in lines[:10]] == [str(n) for n in range(1, 11)]


def test_every_screen_has_a_picture_of_the_laptop_s_size(demo: tuple[Path, str]) -> None:
    names = {p.stem.split("-", 1)[1]: p for p in demo[0].glob("*.png")}
    assert set(SCREENS) <= set(names)
    for path in names.values():
        image = QImage(str(path))
        assert (image.width(), image.height()) == (1366, 768), path.name


def test_papers_have_the_exact_size_and_the_same_figures(demo: tuple[Path, str]) -> None:
    for name, size in (("skdn-f4.pdf", (215.0, 330.0)), ("skdn-a4.pdf", (210.0, 297.0))):
        box = PdfReader(demo[0] / name).pages[0].mediabox
        measured = [float(v) / 72 * 25.4 for v in (box.width, box.height)]
        assert measured == pytest.approx(size, abs=0.01)
    cells = [
        str(c.value) for row in load_workbook(demo[0] / "skdn.xlsx").worksheets[0] for c in row
    ]
    assert any(c.startswith("S  Seluruh balita") for c in cells)


def test_everything_sent_was_received(demo: tuple[Path, str]) -> None:
    receipt = json.loads((demo[0] / "bukti-kirim.json").read_text())
    assert receipt["pushed"] == receipt["acked"] > 15_000  # residents, a year, and the survey
    assert receipt["unsent"] == 0
    assert receipt["digest_ok"] is True
