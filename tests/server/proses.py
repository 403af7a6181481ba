"""A real sipd-server process on a free loopback port, for tests that need the whole thing.

with ServerProses(data=tmp_path / "pusat") as pusat:      # or url=pg_url
    kode = pusat.kode("3201012001", posyandu=["Melati"])
    requests.get(pusat.alamat + "/v1/sehat")
"""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any

SANDI = "melati kenanga dahlia mawar"


class ServerProses:
    """Starts at `start()` (or `with`); `stop()` asks it to end, `kill()` is kill -9."""

    def __init__(
        self,
        *,
        data: Path | None = None,
        url: str | None = None,
        port: int = 0,
        program: Sequence[str] | None = None,
        env: Mapping[str, str] | None = None,
    ) -> None:
        assert (data is None) != (url is None), "salah satu: data atau url"
        self._place = ["--data", str(data)] if data else ["--database-url", str(url)]
        self.port = port or _free_port()
        self.alamat = f"http://127.0.0.1:{self.port}"
        self._program = list(program or [sys.executable, "-m", "sipd_server.main"])
        self._env = {**os.environ, "SIPD_SANDI": SANDI, **(env or {})}
        self.process: subprocess.Popen[bytes] | None = None

    def start(self, *, wait: bool = True) -> ServerProses:
        self.process = subprocess.Popen(
            [*self._program, *self._place, "--port", str(self.port)],
            env=self._env,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
        )
        if wait:
            self.wait_ready()
        return self

    def wait_ready(self, seconds: float = 30) -> None:
        """Until it answers; AssertionError with its last words when it ends instead."""
        assert self.process
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            if self.process.poll() is not None:
                assert self.process.stderr
                raise AssertionError(self.process.stderr.read().decode(errors="replace"))
            if self.is_ready():
                return
            time.sleep(0.03)
        raise AssertionError("server tidak siap")

    def is_ready(self) -> bool:
        try:
            with urllib.request.urlopen(self.alamat + "/v1/sehat", timeout=2) as answer:
                return bool(json.load(answer)["ok"])
        except (OSError, urllib.error.URLError, ValueError):
            return False

    def stop(self) -> None:
        self._end(signal.SIGTERM)

    def kill(self) -> None:
        self._end(signal.SIGKILL)

    def _end(self, how: signal.Signals) -> None:
        if self.process is None:
            return
        if self.process.poll() is None:
            self.process.send_signal(how)
        self.process.wait(20)
        if self.process.stderr:
            self.process.stderr.close()
        self.process = None

    def kode(self, desa: str, *, posyandu: Sequence[str] = (), nama_desa: str = "") -> str:
        """A fresh enrolment code, made by a second process as a person would."""
        args = ["kode", "--desa", desa, "--json", *self._place]
        args += [a for p in posyandu for a in ("--posyandu", p)]
        args += ["--nama-desa", nama_desa] if nama_desa else []
        return str(self.run(*args)["kode"])

    def cabut(self, desa: str, perangkat: str) -> None:
        """Revoke a device."""
        self.run("cabut", "--desa", desa, "--perangkat", perangkat, "--json", *self._place)

    def run(self, *args: str) -> dict[str, Any]:
        """`sipd-server ARGS` in a process of its own; its JSON."""
        done = subprocess.run(
            [sys.executable, "-m", "sipd_server.main", *args],
            env=self._env,
            capture_output=True,
            check=False,
            timeout=60,
        )
        assert done.returncode == 0, done.stderr.decode(errors="replace")
        answer: dict[str, Any] = json.loads(done.stdout)
        return answer

    def __enter__(self) -> ServerProses:
        return self.start()

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        self.stop()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
