"""A centre in this process, on either database, and laptops enrolled at it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from pg import pg_server, pg_url  # noqa: F401
from server.conftest import serve
from server.proses import SANDI
from sipd_desktop.base import clock
from sipd_server import embedded, postgres
from sipd_server.app import make_app
from sipd_server.enrol import make_code, posyandu_scope
from sipd_server.store import Store
from sync.alat import KODE_DESA, Laptop

Pendaftar = Callable[..., Laptop]


def new_code(store: Store, *posyandu: str) -> str:
    """A one-time code for these Posyandu, or for the whole desa."""
    code, _ = make_code(store, KODE_DESA, posyandu_scope(KODE_DESA, posyandu), now=clock.now())
    return code


@pytest.fixture
def tertanam(tmp_path: Path) -> Iterator[Store]:
    """An empty embedded store."""
    opened = embedded.open_store(tmp_path / "pusat", SANDI)
    yield opened
    opened.close()


@pytest.fixture(params=["tertanam", "postgresql"])
def store(request: pytest.FixtureRequest) -> Iterator[Store]:
    """An empty store of either kind."""
    if request.param == "tertanam":
        yield request.getfixturevalue("tertanam")
        return
    opened = postgres.open_store(request.getfixturevalue("pg_url"))
    yield opened
    opened.close()


def _enroller(store: Store, alamat: str, tmp_path: Path) -> Iterator[Pendaftar]:
    made: list[Laptop] = []

    def make(
        nama: str,
        *,
        lingkup: tuple[str, ...] = ("Melati",),
        posyandu: tuple[str, ...] = ("Melati",),
        lewat: str = "",
    ) -> Laptop:
        laptop = Laptop(tmp_path / nama, posyandu=posyandu)
        laptop.daftar(lewat or alamat, new_code(store, *lingkup))
        made.append(laptop)
        return laptop

    yield make
    for laptop in made:
        laptop.close()


@pytest.fixture
def alamat(store: Store) -> Iterator[str]:
    """Address of a centre on either database."""
    with serve(make_app(store)) as address:
        yield address


@pytest.fixture
def laptop(store: Store, alamat: str, tmp_path: Path) -> Iterator[Pendaftar]:
    """Makes an enrolled laptop: `laptop("a")`, `laptop("op", lingkup=())` = whole desa."""
    yield from _enroller(store, alamat, tmp_path)


@pytest.fixture
def alamat_satu(tertanam: Store) -> Iterator[str]:
    """Address of a centre on the embedded store, where the database does not matter."""
    with serve(make_app(tertanam)) as address:
        yield address


@pytest.fixture
def laptop_satu(tertanam: Store, alamat_satu: str, tmp_path: Path) -> Iterator[Pendaftar]:
    """As `laptop`, on the embedded store only."""
    yield from _enroller(tertanam, alamat_satu, tmp_path)
