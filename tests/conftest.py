"""Before any test imports Qt: no display needed, and settings never touch the real account.

A folder is copied from one made once per run. Its keys are cheap to try: what a key costs lies
beside it, so everything else is as it ships; `biaya_asli` gives a test the shipped cost.
"""

import os
import tempfile

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ["SIPD_KONFIG"] = tempfile.mkdtemp(prefix="sipd-konfig-")
os.environ["SIPD_TANPA_KEYRING"] = "1"

from collections.abc import Iterator
from pathlib import Path

import pytest

from pembuat import Dunia, Induk, make_induk
from sipd_desktop.services import pin
from sipd_desktop.storage import kunci
from sipd_desktop.wire import segel
from sipd_server import embedded, enrol

_BIAYA = (
    (kunci, "OPS", "MEM"),
    (pin, "OPS", "MEM"),
    (embedded, "OPS", "MEM"),
    (enrol, "_OPS", "_MEM"),
)
_ASLI = [(module, name, getattr(module, name)) for module, *names in _BIAYA for name in names]


@pytest.fixture(scope="session", autouse=True)
def _quick_keys() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        for module, ops, mem in _BIAYA:
            patch.setattr(module, ops, 1)
            patch.setattr(module, mem, 1024 * 1024)
        yield


@pytest.fixture
def biaya_asli(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keys cost what they cost in the program that ships."""
    for module, name, value in _ASLI:
        monkeypatch.setattr(module, name, value)


@pytest.fixture(scope="session")
def induk(tmp_path_factory: pytest.TempPathFactory) -> Induk:
    """A prepared folder to copy from; never opened itself."""
    return make_induk(tmp_path_factory.mktemp("induk") / "data")


@pytest.fixture
def dunia(induk: Induk, tmp_path: Path) -> Iterator[Dunia]:
    """A prepared, opened folder: two Posyandu, first user.

    Triggers and views are those its preparation just made; remaking them is four times the cost.
    """
    made = induk.open(tmp_path / "data", remake=False)
    yield made
    made.close()


@pytest.fixture
def folder(induk: Induk, tmp_path: Path) -> Path:
    """A prepared folder, closed: to be opened by the test."""
    return induk.copy(tmp_path / "data")


@pytest.fixture
def segel_cepat(monkeypatch: pytest.MonkeyPatch) -> None:
    """Sealing at the least cost, for tests that are not about its strength."""
    monkeypatch.setattr(segel, "OPS", 1)
    monkeypatch.setattr(segel, "MEM", 1024 * 1024)
