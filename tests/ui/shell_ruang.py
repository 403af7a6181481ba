"""Real folders for the tests of the window: prepared, with a few synthetic families."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from PySide6.QtCore import QAbstractListModel, QEvent, QModelIndex, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from sipd_desktop.app import Aplikasi
from sipd_desktop.base import clock, ids, paths
from sipd_desktop.services.buka import list_pengguna, open_ruang
from sipd_desktop.services.catat import Niat
from sipd_desktop.services.hari.baris import NilaiUkur
from sipd_desktop.services.hari.hari import start_hari
from sipd_desktop.services.hari.keadaan import close_hari
from sipd_desktop.services.hari.ukur import save_ukur
from sipd_desktop.services.pin import save_akun
from sipd_desktop.services.siapkan import prepare_folder
from sipd_desktop.ui import theme

SANDI = "abjad kucing abjad kucing"
HARI = date(2026, 11, 21)
KODE = "3399072004"
KENARI = ("Kenari Putri Ayu", "Sri Kenari", "3399072109240001", "3399072004050007")
"""Names and numbers that must never be seen after a lock."""


@dataclass
class Isi:
    """What was made: the folder, its keys, and the ids to look for."""

    folder: Path
    kode_pemulihan: str
    posyandu: str
    ketua: str
    kader: str
    keluarga: str
    anak: str


def make_folder(folder: Path, *, contoh: bool = False, posyandu: int = 1) -> Isi:
    """A prepared folder with two kader, one family with a balita, and one day last month."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(clock, "now", clock_on(date(2026, 10, 18)))
        return _make_folder(folder, contoh=contoh, posyandu=posyandu)


def _make_folder(folder: Path, *, contoh: bool, posyandu: int) -> Isi:
    names = ["Melati 2", "Mawar", "Kenanga"][:posyandu]
    siap = prepare_folder(
        folder,
        kode_desa=KODE,
        nama_desa="Sukamaju",
        posyandu=names,
        nama="Siti Aminah",
        sandi=SANDI,
        contoh=contoh,
    )
    with open_ruang(folder, SANDI) as ruang:
        with ruang.buku.read() as conn:
            ketua = list_pengguna(conn)[0]
        unit = ids.posyandu_id(ids.desa_id(KODE), names[0])
        made = Isi(folder, siap.kode_pemulihan, unit, ketua.id, "", "", "")
        with ruang.buku.write() as conn:
            _fill(Niat(conn, ketua.petugas), made)
        with ruang.buku.write() as conn:
            hari, _ = start_hari(conn, ketua.petugas, posyandu_id=unit, tanggal=date(2026, 10, 18))
            save_ukur(
                conn, ketua.petugas, hari.id, made.anak, NilaiUkur(berat_badan=Decimal("10.9"))
            )
            close_hari(conn, ketua.petugas, hari.id)
    return made


def _fill(niat: Niat, made: Isi) -> None:
    made.kader, made.keluarga, made.anak = ids.new_id(), ids.new_id(), ids.new_id()
    kader = {"posyandu_id": made.posyandu, "nama": "Aminah", "jabatan": "kader", "aktif": True}
    niat.insert("kader", made.kader, kader)
    save_akun(niat.conn, made.kader, izin_oleh=made.ketua)
    keluarga = {
        "no_kk": KENARI[3],
        "alamat": "Jalan Sawah 4",
        "rt": "002",
        "rw": "001",
        "dusun": "Krajan",
        "posyandu_id": made.posyandu,
    }
    niat.insert("keluarga", made.keluarga, keluarga)
    shared = {"keluarga_id": made.keluarga, "posyandu_id": made.posyandu}
    people = (
        (ids.new_id(), "Dedi Kurnia", 1, "1992-03-04", 1, "3399070403920002"),
        (ids.new_id(), KENARI[1], 2, "1997-06-14", 3, "3399075406970003"),
        (made.anak, KENARI[0], 2, "2024-08-11", 4, KENARI[2]),
        (ids.new_id(), "Karti Wiryo", 2, "1958-01-02", 8, "3399074201580004"),
    )
    for row_id, nama, jk, lahir, shdk, nik in people:
        values = {"nama": nama, "jenis_kelamin": jk, "tanggal_lahir": lahir, "shdk": shdk}
        values |= {"nik": nik, "status_dasar": 1, "nama_ibu": KENARI[1] if shdk == 4 else ""}
        niat.insert("warga", row_id, {**values, **shared})
    niat.done()


def log_in(aplikasi: Aplikasi, wait: Callable[..., None], sandi: str = SANDI) -> None:
    """From the passphrase to the first page, by keys and clicks."""
    window = aplikasi.window
    wait(lambda: QApplication.focusWidget() is not None)
    type_text(" ".join(word[:4] for word in sandi.split()))
    press(Qt.Key.Key_Return)
    past = lambda: window.bingkai is not None or window.masuk.pin.isVisible()  # noqa: E731
    wait(lambda: bool(window.masuk.petak.tombol) or past(), timeout=15_000)
    if window.masuk.petak.tombol:
        press(Qt.Key.Key_Return)
    wait(past, timeout=15_000)
    if window.bingkai is None:
        window.masuk.pin.nanti.click()
    wait(lambda: window.bingkai is not None, timeout=15_000)
    settle(aplikasi, wait)


def settle(aplikasi: Aplikasi, wait: Callable[..., None]) -> None:
    """Until nothing runs any more, answers of answers included."""
    for _ in range(3):
        wait(aplikasi.tasks.is_idle, timeout=15_000)
        QApplication.processEvents()


def type_text(text: str) -> None:
    """Keys go to whatever has the cursor, as they do for a person."""
    for ch in text:
        focus = QApplication.focusWidget()
        assert focus is not None, "tidak ada kursor"
        QTest.keyClicks(focus, ch)


def press(key: Qt.Key, mods: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    """One key to whatever has the cursor."""
    focus = QApplication.focusWidget()
    assert focus is not None, "tidak ada kursor"
    QTest.keyClick(focus, key, mods)


_BEGAN = clock.monotonic()


def clock_on(day: date) -> Callable[[], datetime]:
    """A clock of this day that goes on from nine in the morning: acts are stamped with it too."""
    start = datetime(day.year, day.month, day.day, 2, tzinfo=UTC)
    return lambda: start + timedelta(seconds=clock.monotonic() - _BEGAN)


_ROLES = (
    Qt.ItemDataRole.DisplayRole,
    Qt.ItemDataRole.AccessibleTextRole,
    Qt.ItemDataRole.ToolTipRole,
    *range(Qt.ItemDataRole.UserRole, Qt.ItemDataRole.UserRole + 5),
)


def all_texts(root: QWidget) -> list[str]:
    """Every text of every widget below, shown or not: labels, boxes, tables, names, tips."""
    found: list[str] = []
    for widget in (root, *root.findChildren(QWidget)):
        for name in ("text", "title", "windowTitle", "toPlainText", "placeholderText"):
            read = getattr(widget, name, None)
            if callable(read):
                found.append(str(read()))
        found += [widget.accessibleName(), widget.accessibleDescription(), widget.toolTip()]
        model = widget.model() if hasattr(widget, "model") else None
        if model is not None:
            top = QModelIndex()
            is_list = isinstance(model, QAbstractListModel)
            found += [
                str(model.index(r, c).data(role) or "")
                for r in range(model.rowCount(top))
                for c in range(1 if is_list else model.columnCount(top))
                for role in _ROLES
            ]
    return found


@pytest.fixture(scope="session")
def isi_induk(tmp_path_factory: pytest.TempPathFactory) -> Isi:
    """Made once; copied for each test."""
    return make_folder(tmp_path_factory.mktemp("shell") / "data", posyandu=2)


@pytest.fixture
def isi(isi_induk: Isi, tmp_path: Path) -> Isi:
    """A folder of its own."""
    folder = tmp_path / "data"
    shutil.copytree(isi_induk.folder, folder)
    return replace(isi_induk, folder=folder)


@pytest.fixture
def buka(qtbot, monkeypatch) -> Iterator[Callable[..., Aplikasi]]:
    """Starts the program on a folder with a clock that is right; ends it after the test."""
    made: list[Aplikasi] = []
    (paths.config_dir() / "layar.json").unlink(missing_ok=True)

    def start(folder: Path, today: date = HARI) -> Aplikasi:
        now = clock_on(today)
        monkeypatch.setattr(clock, "now", now)
        aplikasi = Aplikasi(folder, today=lambda: today, kini=now)
        made.append(aplikasi)
        aplikasi.start()
        qtbot.waitUntil(lambda: QApplication.focusWidget() is not None)
        return aplikasi

    yield start
    for aplikasi in made:
        aplikasi.window.close()
        aplikasi.close()
        aplikasi.window.deleteLater()
        aplikasi.deleteLater()
    app = QApplication.instance()
    app.sendPostedEvents(None, QEvent.Type.DeferredDelete)  # the look goes through what is left
    if theme.zoom() != 1.0:
        theme.apply_theme(app, 1.0)
    QApplication.processEvents()


@pytest.fixture
def masuk(isi: Isi, buka, qtbot) -> Aplikasi:
    """The program with the ketua logged in, no PIN."""
    aplikasi = buka(isi.folder)
    log_in(aplikasi, qtbot.waitUntil)
    return aplikasi


def picture(aplikasi, name: str) -> None:
    """Keeps a picture of the window where a folder for them is named."""
    if folder := os.environ.get("SIPD_GAMBAR"):
        aplikasi.window.grab().save(f"{folder}/{name}.png")


def lock(aplikasi, qtbot) -> None:
    """Ctrl+L, and the lock is up."""
    press(Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    assert aplikasi.window.terkunci
    settle(aplikasi, qtbot.waitUntil)
