"""The flashdisk card: three presses, honest words, nothing lost when the stick goes away."""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from pendataan_buatan import add_pendataan
from server.conftest import serve
from server.proses import SANDI as SANDI_PUSAT
from sipd_desktop.app import Aplikasi
from sipd_desktop.base import clock, ids
from sipd_desktop.base.pesan import sentence
from sipd_desktop.services import sinkron
from sipd_desktop.services.catat import Changes, Niat
from sipd_desktop.services.gabung_keluar import write_hari
from sipd_desktop.services.hari.hadir import mark_hadir
from sipd_desktop.services.hari.hari import start_hari
from sipd_desktop.storage.engine import Buku
from sipd_desktop.storage.keadaan import get_state, set_state
from sipd_desktop.ui.masalah.segar import PenyegarMasalah
from sipd_desktop.ui.pages.kartu_paket import KartuPaket
from sipd_desktop.ui.pages.kirim import KirimPage
from sipd_desktop.ui.pages.paket_kata import CABUT
from sipd_desktop.wire import paket, paket_berkas
from sipd_server import bundle, embedded
from sipd_server.app import make_app
from sipd_server.enrol import make_code, posyandu_scope
from sipd_server.store import Store
from ui import shell_ruang
from ui.shell_ruang import HARI, KODE, Isi, all_texts, press, settle, type_text

isi_induk, isi, buka, masuk = (
    shell_ruang.isi_induk,
    shell_ruang.isi,
    shell_ruang.buka,
    shell_ruang.masuk,
)


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(paket, "_OPS", 1)
    monkeypatch.setattr(paket, "_MEM", 1024 * 1024)


@pytest.fixture
def stik(tmp_path: Path) -> Path:
    folder = tmp_path / "STIK BU SITI"
    folder.mkdir()
    return folder


@pytest.fixture
def pusat(tmp_path: Path) -> Iterator[tuple[Store, str]]:
    store = embedded.open_store(tmp_path / "pusat", SANDI_PUSAT)
    with serve(make_app(store)) as alamat:
        yield store, alamat
    store.close()


def kartu_of(aplikasi: Aplikasi, sticks: list[Path], qtbot) -> KartuPaket:
    """The card on the page Kirim & terima, with these sticks plugged in."""
    window = aplikasi.window
    window.bingkai.sesi.go("kirim")
    settle(aplikasi, qtbot.waitUntil)
    (page,) = window.findChildren(KirimPage)
    page.paket.tempat._lister = lambda: list(sticks)
    return page.paket


def enrol(aplikasi: Aplikasi, pusat: tuple[Store, str]) -> None:
    store, alamat = pusat
    buku = aplikasi.window.bingkai.sesi.ruang.buku
    kode, _ = make_code(store, KODE, posyandu_scope(KODE, ()), now=clock.now())
    sinkron.daftar(buku, alamat, kode)
    with buku.write() as conn:  # sesudah mendaftar tidak ada internet lagi
        set_state(conn, "url", "http://127.0.0.1:1")


def wait_result(aplikasi: Aplikasi, kartu: KartuPaket, qtbot) -> str:
    qtbot.waitUntil(lambda: kartu.hasil.isVisible(), timeout=20_000)
    settle(aplikasi, qtbot.waitUntil)
    return kartu.hasil.besar.text()


def test_send_and_receive_by_stick_take_two_presses_each(
    masuk: Aplikasi, pusat: tuple[Store, str], stik: Path, qtbot
) -> None:
    enrol(masuk, pusat)
    sticks: list[Path] = []
    kartu = kartu_of(masuk, sticks, qtbot)
    qtbot.waitUntil(kartu.kirim.isVisible)
    kartu.kirim.setFocus()
    press(Qt.Key.Key_Return)
    assert kartu.tempat.kosong.isVisible()
    sticks.append(stik)
    kartu.tempat.look()  # colok: muncul sendiri
    assert not kartu.tempat.kosong.isVisible()
    assert QApplication.focusWidget() is kartu.tempat.tombol[0]
    press(Qt.Key.Key_Return)
    assert wait_result(masuk, kartu, qtbot) == CABUT
    (path,) = stik.iterdir()
    told = bundle.take_bundle(pusat[0], path.read_bytes(), clock.now())
    assert told.diterima == told.perubahan > 5
    (stik / "sipd-balasan.sipd").write_bytes(told.balasan)
    press(Qt.Key.Key_Return)  # Selesai
    kartu.terima.setFocus()
    press(Qt.Key.Key_Return)
    press(Qt.Key.Key_Return)
    assert wait_result(masuk, kartu, qtbot) == CABUT
    assert f"sudah menerima {told.perubahan} catatan" in kartu.hasil.ket.text()
    assert sinkron.count_belum_terkirim(masuk.window.bingkai.sesi.ruang.buku) == 0


def test_what_a_save_means_is_in_the_file(
    masuk: Aplikasi, pusat: tuple[Store, str], stik: Path, qtbot
) -> None:
    """The dugaan that follows from the save just before is written to the stick with it."""
    enrol(masuk, pusat)
    kartu = kartu_of(masuk, [stik], qtbot)
    sesi = masuk.window.sesi
    sesi.findChild(PenyegarMasalah).tenang.setInterval(3_600_000)

    def work(conn):
        home = conn.exec_driver_sql("SELECT id FROM keluarga").scalars().first()
        add_pendataan(conn, sesi.petugas, "keluarga", home, "2026-11-20",
                      sumber="kader", jamban="tidak_ada")  # fmt: skip
        acts = conn.exec_driver_sql("SELECT id FROM tindakan WHERE objek_jenis = 'isian'")
        return Changes(frozenset({"isian"}), tuple(acts.scalars()))

    sesi.write(masuk.window, work)
    kartu.start_kirim()
    kartu.tempat.dipilih.emit(stik)
    assert wait_result(masuk, kartu, qtbot) == CABUT
    with sesi.ruang.buku.read() as conn:
        frozen = "SELECT count(*) FROM outbox WHERE tbl = 'masalah' AND n IS NOT NULL"
        assert conn.exec_driver_sql(frozen).scalar() == 1


def test_a_pulled_stick_says_so_and_loses_nothing(
    masuk: Aplikasi, pusat: tuple[Store, str], stik: Path, qtbot, monkeypatch
) -> None:
    enrol(masuk, pusat)
    buku = masuk.window.bingkai.sesi.ruang.buku
    before = sinkron.count_belum_terkirim(buku)
    kartu = kartu_of(masuk, [stik], qtbot)
    real = os.write

    def pulled(handle: int, data: bytes) -> int:
        real(handle, data[:50])
        raise OSError(errno.ENODEV, "cabut")

    monkeypatch.setattr(paket_berkas.os, "write", pulled)
    kartu.start_kirim()
    press(Qt.Key.Key_Return)
    assert wait_result(masuk, kartu, qtbot) == "Belum berhasil"
    assert kartu.hasil.ket.text() == sentence("flashdisk-tercabut")
    assert list(stik.iterdir()) == []
    assert sinkron.count_belum_terkirim(buku) == before


def acts(buku: Buku) -> tuple[int, str]:
    """How many acts there are, and the head of their chain."""
    with buku.read() as conn:
        count = conn.exec_driver_sql("SELECT count(*) FROM tindakan").scalar_one()
        return int(count), get_state(conn, "tindakan_h")


def test_two_laptops_join_a_day_by_stick_with_four_words(
    masuk: Aplikasi, isi: Isi, stik: Path, qtbot, tmp_path: Path
) -> None:
    sesi = masuk.window.bingkai.sesi
    buku = sesi.ruang.buku
    with buku.write() as conn:
        hari, _ = start_hari(conn, sesi.petugas, posyandu_id=isi.posyandu, tanggal=HARI)
    copy = tmp_path / "laptop2.db"
    raw = buku.raw()
    raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    raw.close()
    shutil.copyfile(buku.path, copy)
    other = Buku(copy, sesi.ruang._key)
    with other.write() as conn:
        set_state(conn, "device", ids.new_id())
        niat = Niat(conn, sesi.petugas)
        niat.insert(
            "warga", new := ids.new_id(), {"nama": "PENDATANG", "posyandu_id": isi.posyandu}
        )
        niat.done()
        mark_hadir(conn, sesi.petugas, hari.id, new)

    write_hari(
        other,
        sesi.petugas,
        stik / "dari-laptop-2.sipd",
        hari.id,
        kode="abjad kucing lampau padi",
    )
    other.close()
    kartu = kartu_of(masuk, [stik], qtbot)
    kartu.gabung.setFocus()
    press(Qt.Key.Key_Return)
    press(Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is kartu.hari.ambil
    press(Qt.Key.Key_Return)
    press(Qt.Key.Key_Return)  # flashdisk pertama
    qtbot.waitUntil(kartu.hari.kode.isVisible, timeout=15_000)
    settle(masuk, qtbot.waitUntil)
    type_text("abjakucilamppasi")
    press(Qt.Key.Key_Return)
    qtbot.waitUntil(
        lambda: kartu.hari.kode.isVisible() and bool(kartu.hari.kode.salah.text()), timeout=15_000
    )
    kartu.hari.kode.kata.reset()
    kartu.hari.kode.kata.focus_start()
    type_text("abjakucilamppadi")
    press(Qt.Key.Key_Return)
    qtbot.waitUntil(kartu.hari.lihat.isVisible, timeout=15_000)
    settle(masuk, qtbot.waitUntil)
    told = kartu.hari.lihat.ket.text()
    assert "1 orang hadir" in told
    assert "catatan baru" in told
    assert "PENDATANG" not in told
    before = acts(buku)
    press(Qt.Key.Key_Return)  # the Enter of habit takes nothing
    settle(masuk, qtbot.waitUntil)
    assert kartu.hari.lihat.isVisible()
    with buku.read() as conn:
        assert conn.exec_driver_sql("SELECT count(*) FROM kehadiran").scalar() == 1
    assert acts(buku) == before, "the trial left nothing"
    type_text("g")
    assert wait_result(masuk, kartu, qtbot) == CABUT
    with buku.read() as conn:
        assert conn.exec_driver_sql("SELECT count(*) FROM kehadiran").scalar() == 2
    kartu.hari.write_to(stik)
    assert wait_result(masuk, kartu, qtbot) == CABUT
    words = kartu.hasil.kode.text().split()
    assert len(words) == 4
    masuk.window.lock()
    shown = " ".join(all_texts(masuk.window))
    assert " ".join(words) not in shown
