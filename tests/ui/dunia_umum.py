"""Grown-ups, a girl and a child of five for the tests of the quick rows; all are made up."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from dunia_hari import BULAN_LALU, HARI_INI, Dunia, Jendela, copy_dunia
from PySide6.QtWidgets import QApplication
from tombol import Tombol

from sipd_desktop.base.ids import hari_buka_id, new_id
from sipd_desktop.services.buka import Pengguna, list_pengguna
from sipd_desktop.services.catat import Niat
from sipd_desktop.services.hari.hari import find_hari
from sipd_desktop.services.hari.ukur_umum import save_umum
from sipd_desktop.services.kader import add_kader
from sipd_desktop.ui.hari.halaman import HariPage

# nama, jk, lahir, rt
ORANG = (
    ("KARTINI MULYANI", "P", date(1958, 2, 1), "001"),
    ("SUPARMAN WIJAYA", "L", date(1990, 3, 14), "002"),
    ("WAHYUNI LESTARI", "P", date(1997, 1, 1), "002"),
    ("RINI ANGGRAINI", "P", date(2012, 6, 1), "003"),
    ("JOKO SUSILO", "L", date(2021, 3, 9), "003"),
)


def make_orang(dunia: Dunia) -> None:
    """Add them to the folder; the first was measured in October."""
    posyandu = dunia.posyandu[0][0]

    def work(conn: Any) -> None:
        niat = Niat(conn, dunia.pengguna.petugas)
        for place, (nama, jk, lahir, rt) in enumerate(ORANG):
            keluarga, warga = new_id(), new_id()
            home = {"rt": rt, "rw": "001", "posyandu_id": posyandu}
            niat.insert("keluarga", keluarga, home)
            values = {
                "nik": f"33990741{place:02d}589{place + 700:03d}",
                "keluarga_id": keluarga,
                "nama": nama,
                "jenis_kelamin": 1 if jk == "L" else 2,
                "tanggal_lahir": lahir.isoformat(),
                "status_dasar": 1,
                "posyandu_id": posyandu,
            }
            niat.insert("warga", warga, values)
            dunia.anak[nama] = warga
        niat.done()
        hari = find_hari(conn, posyandu, BULAN_LALU)
        nilai = {
            "berat_badan": Decimal("61.5"),
            "tinggi_badan": Decimal(158),
            "sistolik": 130,
            "diastolik": 80,
        }
        save_umum(conn, dunia.pengguna.petugas, hari.id, dunia.anak["KARTINI MULYANI"], nilai)

    dunia.write(work)


def settle(qtbot: Any, made: Jendela) -> None:
    """All work done and shown, also what the answers asked for."""
    qtbot.waitUntil(made.tasks.is_idle, timeout=10_000)
    QApplication.processEvents()
    qtbot.waitUntil(made.tasks.is_idle, timeout=10_000)
    qtbot.wait(10)


def open_window(qtbot: Any, dunia: Dunia, *, start: bool = True) -> Jendela:
    """With `start` the day is begun and the cursor stands in the empty search box."""
    made = Jendela(dunia, HariPage, tanggal=HARI_INI)
    qtbot.addWidget(made)
    made.resize(1366, 680)
    made.show()
    made.activateWindow()
    made.page.open()
    settle(qtbot, made)
    if start:
        Tombol(made).press("Enter")
        settle(qtbot, made)
    return made


def make_window(qtbot: Any, tmp_path_factory: pytest.TempPathFactory) -> Jendela:
    """A fresh folder with children and grown-ups, its day running."""
    dunia = copy_dunia(tmp_path_factory)
    make_orang(dunia)
    return open_window(qtbot, dunia)


def make_bidan(dunia: Dunia) -> Pengguna:
    """A bidan of the Posyandu, and her account."""

    def work(conn: Any) -> str:
        made, _ = add_kader(
            conn,
            dunia.pengguna.petugas,
            posyandu_id=dunia.posyandu[0][0],
            nama="Bidan Rina",
            jabatan="bidan",
        )
        return made

    made = dunia.write(work)
    return next(p for p in dunia.read(list_pengguna) if p.id == made)


def hari_id(win: Jendela) -> str:
    return hari_buka_id(win.dunia.posyandu[0][0], HARI_INI.isoformat())


def stored(win: Jendela, nama: str) -> dict[str, Any]:
    return win.dunia.isian(nama, hari_id(win))


def is_searching(win: Jendela) -> bool:
    box = win.page.cari.kotak
    return win.page.stack.currentWidget() is win.page.cari and box.hasFocus() and not box.text()


def find(qtbot, win, keys, text):
    keys.type(text)
    settle(qtbot, win)
    keys.press("Enter")
    settle(qtbot, win)
