"""docs/menambah-formulir.md, performed as written on a copy of the program."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

AKAR = Path(__file__).resolve().parents[2]
PANDUAN = AKAR / "docs" / "menambah-formulir.md"
_BERKAS = re.compile(r"<!-- berkas: (\S+) -->\n```python\n(.*?)```", re.S)
_GANTI = re.compile(r"<!-- ganti: (\S+) -->\n```diff\n(.*?)```", re.S)


def follow(panduan: str, program: Path) -> list[str]:
    """Do what the walkthrough says; returns the files that were written."""
    touched = []
    for name, text in _BERKAS.findall(panduan):
        assert not (program / name).exists(), "contoh panduan sudah ada di program"
        (program / name).write_text(text, "utf-8")
        touched.append(name)
    for name, block in _GANTI.findall(panduan):
        old = "".join(f"{line[1:]}\n" for line in block.splitlines() if line.startswith("-"))
        new = "".join(f"{line[1:]}\n" for line in block.splitlines() if line.startswith("+"))
        have = (program / name).read_text("utf-8")
        assert have.count(old) == 1, f"{name}: baris yang diganti tidak cocok lagi"
        (program / name).write_text(have.replace(old, new), "utf-8")
        touched.append(name)
    return touched


def test_a_new_form_becomes_page_view_exchange_export_and_report(tmp_path: Path) -> None:
    program = tmp_path / "program"
    skip = shutil.ignore_patterns("__pycache__", "*.egg-info")
    for part in ("src", "resources"):
        shutil.copytree(AKAR / part, program / part, ignore=skip)
    assert len(follow(PANDUAN.read_text("utf-8"), program)) == 3
    baru = program / "src"
    path = [str(baru), str(AKAR / "tests"), str(AKAR / "tests" / "ui")]
    done = subprocess.run(
        [sys.executable, str(AKAR / "tests" / "e2e" / "formulir_baru.py"),
         str(AKAR / "src"), str(baru), str(tmp_path)],
        env={**os.environ, "PYTHONPATH": os.pathsep.join(path), "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        check=False,
        cwd=tmp_path,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-4000:]
    told = json.loads(done.stdout)

    offered = told["halaman"]["ditawarkan"]
    assert "kelas_ibu" not in offered["Dedi Kurnia"], "eligible is asked"
    assert told["halaman"]["tersembunyi_dulu"]
    assert told["halaman"]["lalu_tampak"]
    entry = {
        "materi": "persalinan",
        "pertemuan_ke": 3,
        "didampingi": 1,
        "biaya": 12.5,
        "berikut": "2026-12-12",
        "tanggal": "2026-11-21",
    }
    assert told["tampilan"] == [entry]
    codes = [r["code"] for r in told["pusat_lama"]["rejected"]]
    assert "tidak-dikenal-form" in codes, "an older centre sets the new form aside"
    assert told["lalu"]["digest_ok"] is True, "after its update it takes it by itself"
    assert told["laptop_dua"]["digest_ok"] is True
    assert told["tampilan_dua"] == [entry]
    for name in ("daftar.pdf", "daftar.xlsx", "daftar.csv"):
        assert told[name]["angka"] == {"isian": 1}
        assert (tmp_path / name).stat().st_size > 200
    rows = (tmp_path / "daftar.csv").read_text("utf-8-sig")
    assert "Persalinan dan nifas" in rows
    assert "12,5" in rows
    assert "Sri Kenari" in rows
    assert (tmp_path / "kosong.pdf").read_bytes().startswith(b"%PDF")
