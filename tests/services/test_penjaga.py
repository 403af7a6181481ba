"""The keeper: a backup when something changed, none when nothing did, given up at once."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from pembuat import Dunia, Induk
from sipd_desktop.base.clock import instant_text, monotonic, now
from sipd_desktop.base.errors import UserError
from sipd_desktop.services import penjaga
from sipd_desktop.services.cadangan import back_up, list_cadangan, read_keadaan_cadangan
from sipd_desktop.services.penjaga import Penjaga, back_up_at_close, routine
from sipd_desktop.storage import rak
from sipd_desktop.storage.cadangan import verify_backup


class Kabar:
    """What the keeper told, waited for."""

    def __init__(self) -> None:
        self.semua: list[str] = []
        self._new = threading.Semaphore(0)

    def __call__(self, text: str) -> None:
        self.semua.append(text)
        self._new.release()

    def wait(self) -> str:
        assert self._new.acquire(timeout=20)
        return self.semua[-1]


@pytest.fixture
def dunia(folder: Path, induk: Induk) -> Iterator[Dunia]:
    made = Induk(folder, "", induk.key).tend()
    yield made
    made.close()


@pytest.fixture
def often(monkeypatch: pytest.MonkeyPatch) -> None:
    """Half an hour is a tenth of a second here."""
    monkeypatch.setattr(penjaga, "SETIAP_S", 0.1)
    monkeypatch.setattr(penjaga, "ULANG_S", 0.1)


@pytest.mark.usefixtures("often")
def test_keeper_backs_up_what_changed_and_only_that(dunia: Dunia) -> None:
    folder, told = dunia.ruang.folder, Kabar()
    keeper = Penjaga(dunia.buku, told, awal_s=0.0)
    dunia.balita("SATU")
    keeper.start()
    assert told.wait() == ""
    assert list_cadangan(folder)[0].isi.alasan == "berkala"
    count = len(list_cadangan(folder))
    for _ in range(3):
        told.wait()
    assert len(list_cadangan(folder)) == count, "nothing changed, nothing is made"
    dunia.balita("DUA")
    told.wait()
    told.wait()
    assert len(list_cadangan(folder)) == count + 1
    keeper.stop()


@pytest.mark.usefixtures("often")
def test_failure_is_told_and_tried_again(dunia: Dunia, monkeypatch: pytest.MonkeyPatch) -> None:
    told, keeper_fails = Kabar(), [True, True, False]

    def sometimes(buku: object, alasan: str, **more: object) -> object:
        if keeper_fails.pop(0):
            raise UserError("cadangan-tempat-penuh")
        return back_up(buku, alasan, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(penjaga, "back_up", sometimes)
    dunia.balita("SATU")
    keeper = Penjaga(dunia.buku, told, awal_s=0.0)
    keeper.start()
    for _ in range(3):
        told.wait()
    keeper.stop()
    assert told.semua[:3] == ["cadangan-tempat-penuh", "cadangan-tempat-penuh", ""]


@pytest.mark.usefixtures("often")
def test_once_a_month_a_restore_is_tried_and_a_bad_backup_is_replaced(dunia: Dunia) -> None:
    folder, told = dunia.ruang.folder, Kabar()
    dunia.balita("SATU")
    made = back_up(dunia.buku, "uji")
    assert made is not None
    notes = folder / rak.FOLDER / "catatan.json"
    notes.write_text(f'{{"mulai": "{instant_text(now() - timedelta(days=31))}"}}')
    raw = bytearray(made.path.read_bytes())
    raw[7000] ^= 1
    made.path.write_bytes(raw)
    keeper = Penjaga(dunia.buku, told, awal_s=0.0)
    keeper.start()
    assert told.wait() == ""
    keeper.stop()
    assert read_keadaan_cadangan(folder).latihan_baik is True
    assert made.path.with_suffix(".gagal").read_bytes() == bytes(raw), "kept, but no backup"
    newest = list_cadangan(folder)[0].path
    assert verify_backup(newest, dunia.buku.key).baris["warga"] == 1, "a sound one took its place"


def test_stopping_is_quick_and_a_call_at_the_close_gives_up(dunia: Dunia) -> None:
    folder = dunia.ruang.folder
    dunia.balita("SATU")
    keeper = Penjaga(dunia.buku, lambda _text: None)
    keeper.start()
    before = monotonic()
    keeper.stop()
    assert monotonic() - before < 1.5
    with pytest.raises(UserError):
        keeper.check()
    count = len(list_cadangan(folder))
    back_up_at_close(dunia.buku, lambda: True)
    assert len(list_cadangan(folder)) == count
    back_up_at_close(dunia.buku, lambda: False)
    assert list_cadangan(folder)[0].isi.alasan == "tutup"


def test_command_line_has_backups_too_but_not_at_every_command(dunia: Dunia) -> None:
    folder = dunia.ruang.folder
    dunia.balita("SATU")
    count = len(list_cadangan(folder))
    routine(dunia.buku)
    assert len(list_cadangan(folder)) == count, "the last one is younger than a day"
    routine(dunia.buku, hours=0)
    assert len(list_cadangan(folder)) == count + 1
    routine(dunia.buku, hours=0)
    assert len(list_cadangan(folder)) == count + 1, "nothing changed"
