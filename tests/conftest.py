"""Before any test imports Qt: no display needed, and settings never touch the real account.

`ruang` is a prepared, opened folder with its first user; it is copied from one made once per run.
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
