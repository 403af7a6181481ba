"""A throw-away PostgreSQL for tests: its own folder, a unix socket, gone at the end.

PostgreSQL refuses to run as root, so root starts it as `postgres` or `nobody`, in a folder that
user can reach. A machine without PostgreSQL fails these tests; it never skips them.

Use in another test folder: `from pg import pg_server, pg_url  # noqa: F401` in its conftest.
"""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import tempfile
import time
import uuid
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest


def _binaries() -> Path:
    for folder in sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True):
        if (folder / "initdb").exists():
            return folder
    found = shutil.which("initdb")
    assert found, "PostgreSQL tidak terpasang: pasang paket postgresql untuk menjalankan uji ini"
    return Path(found).parent


def _user() -> str | None:
    """Whom to run it as: nobody else unless we are root."""
    if os.geteuid() != 0:
        return None
    names = {p.pw_name for p in pwd.getpwall()}
    return "postgres" if "postgres" in names else "nobody"


# Ends with whoever started it, also when that was killed: then the pipe to its input closes.
_GUARD = 'exec 3<&0; "$@" </dev/null 3<&- & read gone <&3; kill -QUIT $!; wait $!; rm -rf "$PWD"'


class Postgres:
    """One cluster; `durable` leaves fsync on (benchmarks)."""

    def __init__(self, *, durable: bool = False) -> None:
        self._bin = _binaries()
        self._as = _user()
        self.folder = Path(tempfile.mkdtemp(prefix="sipd-pg-", dir="/tmp"))
        if self._as:
            shutil.chown(self.folder, self._as)
        self._data = self.folder / "data"
        self._run("initdb", "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "-N")
        settings = {"listen_addresses": "", "unix_socket_directories": str(self.folder)}
        settings |= {"max_connections": "100", "shared_buffers": "256MB"}
        if not durable:
            settings |= {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}
        flags = [f"--{k}={v}" for k, v in settings.items()]
        self._guard = subprocess.Popen(
            [
                *("/bin/sh", "-c", _GUARD, "guard"),
                *(str(self._bin / "postgres"), "-D", str(self._data)),
                *flags,
            ],
            user=self._as,
            cwd=self.folder,
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=(self.folder / "log").open("wb"),
        )
        self._wait_ready()

    def _wait_ready(self) -> None:
        for _ in range(600):
            try:
                psycopg.connect(self.url(), connect_timeout=5).close()
            except psycopg.OperationalError:
                assert self._guard.poll() is None, (self.folder / "log").read_text()
                time.sleep(0.05)
            else:
                return
        raise AssertionError((self.folder / "log").read_text())

    def _run(self, program: str, *args: str) -> None:
        done = subprocess.run(
            [str(self._bin / program), "-D", str(self._data), *args],
            user=self._as,
            cwd=self.folder,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            check=False,
        )
        assert done.returncode == 0, done.stderr.decode(errors="replace")

    def url(self, database: str = "postgres", user: str = "postgres") -> str:
        return f"postgresql://{user}@/{database}?host={self.folder}"

    def execute(self, statement: str, database: str = "postgres") -> None:
        with psycopg.connect(self.url(database), autocommit=True) as conn:
            conn.execute(statement)

    def new_database(self, template: str = "template1") -> str:
        """URL of a fresh database, as superuser; empty, or a copy of another."""
        name = "uji_" + uuid.uuid4().hex[:12]
        self.execute(f"CREATE DATABASE {name} TEMPLATE {template}")
        return self.url(name)

    def stop(self) -> None:
        assert self._guard.stdin
        self._guard.stdin.close()
        self._guard.wait(30)
        shutil.rmtree(self.folder, ignore_errors=True)


@pytest.fixture(scope="session")
def pg_server() -> Iterator[Postgres]:
    """One cluster per test process."""
    server = Postgres()
    yield server
    server.stop()


@pytest.fixture
def pg_url(pg_server: Postgres) -> str:
    """A fresh database for one test."""
    return pg_server.new_database()
