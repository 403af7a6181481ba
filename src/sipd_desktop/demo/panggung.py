"""The stage of the demo: a fictional desa, its server, and a laptop with people and a past year.

Everything is done by the real programs, `sipd` and `sipd-server`, as an operator would.
"""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from sipd_desktop.base.clock import monotonic
from sipd_desktop.base.paths import resources

KODE_DESA = "33.99.07.2004"
DESA = "Sukamaju"
KETUA = "Siti Contoh"
POSYANDU = (
    "Melati 1:001/001,002/001,003/001,004/001,001/004,002/004,003/004",
    "Melati 2:001/002,002/002,003/002,001/003,002/003,003/003",
)
_SANDI_PUSAT = "melati kenanga dahlia mawar"


class Panggung:
    """Folders in a temporary place, the server process, and what each step reported."""

    def __init__(self) -> None:
        self._temp = tempfile.TemporaryDirectory(prefix="sipd-demo-", ignore_cleanup_errors=True)
        base = Path(self._temp.name)
        self.data, self._pusat = base / "laptop", base / "pusat"
        self._env = {
            **os.environ,
            "SIPD_KONFIG": str(base / "konfig"),
            "SIPD_TANPA_KEYRING": "1",
        }
        self._env.pop("SIPD_SANDI", None)
        self.sandi = ""
        os.environ.update({k: self._env[k] for k in ("SIPD_KONFIG", "SIPD_TANPA_KEYRING")})
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = int(probe.getsockname()[1])
        self.alamat = f"http://127.0.0.1:{self.port}"
        self._server: subprocess.Popen[bytes] | None = None

    def sipd(self, *args: str) -> dict[str, Any]:
        """Run one `sipd` command on the laptop's folder; its JSON."""
        return self._json(
            [
                sys.executable,
                "-m",
                "sipd_desktop.cli",
                args[0],
                "--data",
                str(self.data),
                *args[1:],
            ],
            self._env,
        )

    def _json(self, command: list[str], env: Mapping[str, str]) -> dict[str, Any]:
        done = subprocess.run(
            [*command, "--json"], env=dict(env), capture_output=True, text=True, check=False
        )
        if done.returncode:
            raise RuntimeError(f"{command[3:5]}: {done.stdout[-400:]} {done.stderr[-400:]}")
        answer: dict[str, Any] = json.loads(done.stdout)
        return answer

    def start_server(self) -> None:
        """Start sipd-server on loopback with its embedded, encrypted store."""
        env = {**self._env, "SIPD_SANDI": _SANDI_PUSAT}
        program = [sys.executable, "-m", "sipd_server.main", "--data", str(self._pusat)]
        self._server = subprocess.Popen(
            [*program, "--port", str(self.port)],
            env=env,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        until = monotonic() + 20
        while not self._is_ready():
            if self._server.poll() is not None or monotonic() > until:
                raise RuntimeError("sipd-server tidak mau mulai")
            time.sleep(0.05)

    def _is_ready(self) -> bool:
        try:
            with urllib.request.urlopen(self.alamat + "/v1/sehat", timeout=1) as answer:
                return bool(answer.status == 200)
        except (urllib.error.URLError, OSError):
            return False

    def kode(self) -> str:
        """A one-time code for the whole desa."""
        env = {**self._env, "SIPD_SANDI": _SANDI_PUSAT}
        command = [sys.executable, "-m", "sipd_server.main", "kode", "--data", str(self._pusat)]
        return str(self._json([*command, "--desa", KODE_DESA], env)["kode"])

    def _open_centre(self) -> str:
        """The centre runs, and has given out a code."""
        self.start_server()
        return self.kode()

    def prepare(self) -> dict[str, Any]:
        """Folder, server, enrolment, sample people, a year of weighings; what each reported."""
        units = [part for unit in POSYANDU for part in ("--posyandu", unit)]
        told: dict[str, Any] = {}
        with ThreadPoolExecutor(1) as beside:
            code = beside.submit(self._open_centre)
            told["siapkan"] = self.sipd(
                *("siapkan", "--desa", KODE_DESA, "--nama-desa", DESA),
                *("--nama", KETUA, "--contoh", *units),
            )
            self.sandi = str(told["siapkan"]["kata_sandi"])
            kode = code.result()
        self._env["SIPD_SANDI"] = self.sandi
        told["daftar"] = self.sipd("daftar", self.alamat, "--kode", kode)
        sheet = resources() / "contoh" / "penduduk_opensid.xlsx"
        told["impor"] = self.sipd("impor", str(sheet))
        told["contoh"] = self.sipd("contoh", "--kk", "0", "--bulan", "12")
        return told

    def close(self) -> None:
        """Stop the server and remove everything."""
        if self._server is not None:
            self._server.terminate()
            try:
                self._server.wait(10)
            except subprocess.TimeoutExpired:
                self._server.kill()
        self._temp.cleanup()
