"""Every contract test runs twice: on the embedded store and on PostgreSQL."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import requests
import uvicorn

from pg import Postgres, pg_server, pg_url  # noqa: F401
from server.laptop import Laptop
from server.proses import SANDI
from sipd_desktop.base import clock
from sipd_server import embedded, postgres
from sipd_server.app import make_app
from sipd_server.enrol import make_code, posyandu_scope
from sipd_server.schema import PER_DESA
from sipd_server.store import Store

DESA = "3201012001"
DESA_LAIN = "3201012002"


@pytest.fixture(scope="session")
def pg_template(pg_server: Postgres) -> str:  # noqa: F811
    """Name of a prepared database; emptied for each test of the contract, or copied."""
    url = pg_server.new_database()
    postgres.open_store(url).close()
    return url.split("/")[3].split("?")[0]


@pytest.fixture(params=["tertanam", "postgresql"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    """An empty store of either kind."""
    opened = open_kind(request, request.param, tmp_path)
    yield opened
    opened.close()


def open_kind(request: pytest.FixtureRequest, kind: str, folder: Path) -> Store:
    """A fresh store of one kind."""
    if kind == "tertanam":
        return embedded.open_store(folder / "pusat", SANDI)
    server: Postgres = request.getfixturevalue("pg_server")
    template: str = request.getfixturevalue("pg_template")
    server.execute(f"TRUNCATE {', '.join((*PER_DESA, 'direktori'))}", template)
    return postgres.open_store(server.url(template))


@contextmanager
def serve(app: object) -> Iterator[str]:
    """Run an application in a thread of this process; yields its address."""
    config = uvicorn.Config(app, port=0, log_config=None, log_level="error", lifespan="off")
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    until = time.monotonic() + 10
    while not server.started and time.monotonic() < until:
        time.sleep(0.005)
    port = server.servers[0].sockets[0].getsockname()[1]
    yield f"http://127.0.0.1:{port}"
    server.should_exit = True
    thread.join(10)


@pytest.fixture
def alamat(store: Store) -> Iterator[str]:
    """Address of the server over that store, in this process."""
    with serve(make_app(store)) as address:
        yield address


@pytest.fixture
def http() -> Iterator[requests.Session]:
    with requests.Session() as session:
        yield session


@pytest.fixture
def laptop(store: Store, alamat: str, http: requests.Session) -> Callable[..., Laptop]:
    """Makes an enrolled laptop with an open session: `laptop()` whole desa, `laptop("Melati")`."""

    def make(*posyandu: str, desa: str = DESA) -> Laptop:
        code, _ = make_code(store, desa, posyandu_scope(desa, posyandu), now=clock.now())
        return Laptop(http, alamat).enrol(code).hello()

    return make
