"""The background exchange: by itself, after saves, after every failure, gone within a second."""

from __future__ import annotations

import threading
import time
from pathlib import Path

import pytest

from sipd_desktop.services.pekerja import Pekerja
from sipd_desktop.services.sinkron import HasilKirim
from sipd_desktop.sync.transport import Transport
from sync.alat import Laptop
from sync.conftest import Pendaftar
from sync.perantara import Perantara


class Catatan:
    """Results as they come."""

    def __init__(self) -> None:
        self.all: list[HasilKirim] = []
        self._new = threading.Condition()

    def __call__(self, hasil: HasilKirim) -> None:
        with self._new:
            self.all.append(hasil)
            self._new.notify_all()

    def wait(self, count: int, seconds: float = 20) -> list[HasilKirim]:
        with self._new:
            assert self._new.wait_for(lambda: len(self.all) >= count, seconds), self.all
            return list(self.all)


def _worker(laptop: Laptop, seen: Catatan, **more: object) -> Pekerja:
    settings: dict[str, object] = {"start_s": 0.01, "debounce_s": 0.05, "chance": lambda: 0.0}
    return Pekerja(laptop.buku, seen, **{**settings, **more})  # type: ignore[arg-type]


def test_sends_after_the_start_and_after_a_save(laptop_satu: Pendaftar) -> None:
    laptop, seen = laptop_satu("a"), Catatan()
    worker = _worker(laptop, seen)
    worker.start()
    assert seen.wait(1)[0].unsent == 0
    laptop.warga("Sri")
    worker.nudge()
    second = seen.wait(2)[1]
    assert second.pushed == 2
    assert worker.seconds_to_next > 60  # berikutnya rutin
    worker.stop()


def test_tries_again_after_every_kind_of_failure(laptop_satu: Pendaftar, alamat_satu: str) -> None:
    with Perantara(alamat_satu) as line:
        laptop, seen = laptop_satu("a", lewat=line.alamat), Catatan()
        kinds = ["putus-kirim", "html", "502", "503", "kosong", "alih"]
        line.retry_after = "1"
        line.faults = [("/v1/hello", kind) for kind in kinds]
        worker = _worker(laptop, seen)
        worker.start()
        results = seen.wait(len(kinds) + 1, 60)
        assert [r.selesai for r in results] == [False] * len(kinds) + [True]
        worker.stop()


def test_never_returns_before_the_centre_allows(laptop_satu: Pendaftar, alamat_satu: str) -> None:
    with Perantara(alamat_satu) as line:
        laptop, seen = laptop_satu("a", lewat=line.alamat), Catatan()
        line.faults, line.retry_after = [("/v1/hello", "503")], "90"
        worker = _worker(laptop, seen)
        worker.start()
        assert seen.wait(1)[0].alasan == "antre"
        laptop.warga("Sri")
        worker.nudge()
        time.sleep(0.3)
        assert worker.seconds_to_next > 80
        assert len(seen.all) == 1
        worker.send_now()  # tombol: ditolak dengan sebab, tanpa menyentuh jalur
        assert seen.wait(2)[1].alasan == "antre"
        assert len([r for r in line.requests if "hello" in r]) == 1
        worker.stop()


def test_survives_a_fault_of_the_program_itself(
    laptop_satu: Pendaftar, caplog: pytest.LogCaptureFixture
) -> None:
    laptop, seen = laptop_satu("a"), Catatan()
    faults: list[int] = []

    def broken(url: str) -> Transport:
        if len(faults) < 2:
            faults.append(1)
            raise RuntimeError("rahasia Sri 3201010101800001")
        return Transport(url)

    worker = _worker(laptop, seen, make_transport=broken)
    worker.start()
    results = seen.wait(3)
    assert [r.alasan for r in results] == ["kesalahan-program", "kesalahan-program", None]
    assert "RuntimeError" in caplog.text
    assert "3201" not in caplog.text
    worker.stop()


def _stop_while(laptop: Laptop, line: Perantara, path: str) -> None:
    arrived, release = threading.Event(), threading.Event()

    def hang(asked: str) -> None:
        if asked.startswith(path):
            arrived.set()
            release.wait(20)

    line.before = hang
    worker = _worker(laptop, Catatan())
    worker.start()
    assert arrived.wait(20)
    start = time.monotonic()
    worker.stop()
    assert time.monotonic() - start < 1.5
    before = laptop.one("SELECT total_changes()"), laptop.contents()
    release.set()
    line.before = lambda _path: None
    time.sleep(0.3)
    assert laptop.contents() == before[1]  # jawaban yang terlambat tidak menulis apa pun
    laptop.kirim_baik()


@pytest.mark.parametrize("path", ["/v1/hello", "/v1/push", "/v1/pull", "/v1/digest"])
def test_stops_within_a_second_while_an_answer_is_out(
    path: str, laptop_satu: Pendaftar, alamat_satu: str
) -> None:
    with Perantara(alamat_satu) as line:
        laptop = laptop_satu("a", lewat=line.alamat)
        laptop.warga("Sri")
        _stop_while(laptop, line, path)


def test_button_and_background_never_exchange_at_once(
    laptop_satu: Pendaftar, alamat_satu: str
) -> None:
    with Perantara(alamat_satu) as line:
        laptop, seen = laptop_satu("a", lewat=line.alamat), Catatan()
        for i in range(200):
            laptop.warga(f"Anak {i}")
        worker = _worker(laptop, seen)
        worker.start()
        hasil = [laptop.kirim() for _ in range(3)]
        assert all(h.alasan is None for h in hasil)
        background = seen.wait(1)[0]
        assert background.pushed + sum(h.pushed for h in hasil) == len(laptop.contents())
        worker.stop()


def test_change_that_came_from_the_centre_starts_no_exchange(laptop_satu: Pendaftar) -> None:
    laptop, seen = laptop_satu("a"), Catatan()
    worker = _worker(laptop, seen)
    worker.start()
    seen.wait(1)
    worker.nudge()
    time.sleep(0.4)
    assert len(seen.all) == 1
    assert worker.seconds_to_next > 60
    worker.send_now()  # tombol tetap bertukar
    seen.wait(2)
    worker.stop()


def test_window_that_fails_to_listen_does_not_end_the_exchange(laptop_satu: Pendaftar) -> None:
    laptop, seen = laptop_satu("a"), Catatan()

    def deaf(hasil: HasilKirim) -> None:
        seen(hasil)
        raise RuntimeError

    worker = Pekerja(laptop.buku, deaf, start_s=0.01)
    worker.start()
    seen.wait(1)
    worker.send_now()
    seen.wait(2)
    worker.stop()


def test_waits_quietly_before_the_first_enrolment(tmp_path: Path) -> None:
    laptop, seen = Laptop(tmp_path / "a"), Catatan()
    called: list[str] = []

    def make(url: str) -> Transport:
        called.append(url)
        return Transport(url)

    worker = _worker(laptop, seen, make_transport=make)
    worker.start()
    time.sleep(0.2)
    assert called == []
    assert worker.seconds_to_next > 60
    worker.stop()
    laptop.close()
