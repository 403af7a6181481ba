"""`sipd daftar` and `sipd kirim` as scripts see them: one JSON document, exit codes, no Qt."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from server.conftest import serve
from server.proses import SANDI
from sipd_server import embedded
from sipd_server.app import make_app
from sync.alat import KODE_DESA
from sync.conftest import new_code
from sync.perantara import Perantara

KEYS = {
    "frozen", "pushed", "acked", "rejected", "conflicts", "pulled", "unsent", "digest_ok",
    "bytes_up", "bytes_down", "seconds",
}  # fmt: skip


class Sipd:
    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.env = {**os.environ, "SIPD_SANDI": SANDI, "SIPD_KONFIG": str(folder / "konfig")}

    def __call__(self, *args: str, text: bool = False) -> tuple[int, Any]:
        done = subprocess.run(
            [sys.executable, "-m", "sipd_desktop.cli", *args, "--data", str(self.folder / "d"),
             *([] if text else ["--json"])],
            env=self.env,
            capture_output=True,
            text=True,
            check=False,
            timeout=60,
        )  # fmt: skip
        return done.returncode, (done.stdout + done.stderr if text else json.loads(done.stdout))


@pytest.fixture
def sipd(tmp_path: Path) -> Sipd:
    run = Sipd(tmp_path)
    code, _ = run("siapkan", "--desa", KODE_DESA, "--nama-desa", "Sukamaju", "--posyandu",
                  "Melati", "--nama", "Siti", "--contoh")  # fmt: skip
    assert code == 0
    return run


def test_daftar_and_kirim_answer_with_the_promised_keys(sipd: Sipd, tmp_path: Path) -> None:
    store = embedded.open_store(tmp_path / "pusat", SANDI)
    with serve(make_app(store)) as alamat, Perantara(alamat) as line:
        code, told = sipd("kirim")
        assert (code, told["alasan"], told["unsent"]) == (1, "belum-terdaftar", 6)
        assert told.keys() >= KEYS
        code, told = sipd("daftar", line.alamat, "--kode", "SALAHSEMUA")
        assert (code, told["alasan"]) == (1, "kode-tidak-berlaku")
        code, told = sipd("daftar", "http://posyandu.example", "--kode", "X")
        assert (code, told["alasan"]) == (1, "alamat-tidak-aman")
        code, told = sipd("daftar", line.alamat, "--kode", new_code(store, "Melati"))
        assert (code, told["desa"], told["unsent"]) == (0, KODE_DESA, 6)
        code, told = sipd("kirim")
        assert code == 0
        assert told.keys() == KEYS
        assert (told["pushed"], told["acked"], told["unsent"]) == (6, 6, 0)
        assert (told["digest_ok"], told["rejected"], told["frozen"]) == (True, [], 6)
        line.faults = [("/v1/hello", "html")]
        code, told = sipd("kirim")
        assert (code, told["alasan"]) == (1, "bukan-server")
        assert told.keys() >= KEYS
        line.faults = [("/v1/hello", "503")]
        code, told = sipd("kirim")
        assert (code, told["alasan"], told["detik"]) == (1, "antre", 120)
        code, text = sipd("kirim", text=True)
        assert code == 1
        assert "menunggu" in text
        assert "aman" in text
    store.close()


def test_server_down_is_said_plainly(sipd: Sipd, tmp_path: Path) -> None:
    store = embedded.open_store(tmp_path / "pusat", SANDI)
    with serve(make_app(store)) as alamat:
        assert sipd("daftar", alamat, "--kode", new_code(store, "Melati"))[0] == 0
    store.close()
    code, told = sipd("kirim")
    assert (code, told["alasan"], told["unsent"]) == (1, "server-tak-terjangkau", 6)
    code, text = sipd("kirim", text=True)
    assert code == 1
    assert "aman" in text
    assert "Traceback" not in text


def test_kirim_loads_no_window_toolkit() -> None:
    program = (
        "import sys, sipd_desktop.cli.main, sipd_desktop.cli.kirim, sipd_desktop.cli.daftar;"
        "sys.exit(any(m.startswith('PySide6') for m in sys.modules))"
    )
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0
