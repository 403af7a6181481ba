"""A small Posyandu on a real encrypted folder, for the tests of the hari buka screens.

Eight children of three RT, an earlier day in October for most of them, today is 21 November 2026.
All people are made up.
"""

from __future__ import annotations

import json
import shutil
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QLabel, QMainWindow, QVBoxLayout, QWidget

from sipd_desktop.base.ids import new_id
from sipd_desktop.services.buka import Pengguna, Ruang, list_pengguna, open_ruang
from sipd_desktop.services.catat import Changes, Niat
from sipd_desktop.services.hari.baris import NilaiUkur
from sipd_desktop.services.hari.hari import start_hari
from sipd_desktop.services.hari.ukur import save_ukur
from sipd_desktop.services.orang import list_posyandu
from sipd_desktop.services.pin import save_akun
from sipd_desktop.services.siapkan import prepare_folder
from sipd_desktop.services.urungkan import undo
from sipd_desktop.storage.engine import Buku
from sipd_desktop.storage.folder import DB
from sipd_desktop.ui.actions import AKSI, make_action
from sipd_desktop.ui.sesi import Sesi
from sipd_desktop.ui.tasks import Tasks

HARI_INI = date(2026, 11, 21)
BULAN_LALU = date(2026, 10, 17)
SANDI = "abjad kucing abjad kucing"

# nama, jk, lahir, ibu, rt, berat Oktober, tinggi Oktober
ANAK = (
    ("ALYA PUTRI", "P", date(2024, 8, 15), "SRI WAHYUNI", "002", "10.9", "85.0"),
    ("BAGAS PRATAMA", "L", date(2025, 10, 3), "DEWI LESTARI", "002", "8.9", "74.0"),
    ("CITRA NURAINI", "P", date(2026, 4, 11), "ANI SUSANTI", "001", "7.1", "66.0"),
    ("DIMAS SETIAWAN", "L", date(2023, 1, 20), "RATNA SARI", "001", "13.8", "95.0"),
    ("MOCH. FAJAR HIDAYAT", "L", date(2022, 6, 2), "UMI KULSUM", "003", "15.1", "102.5"),
    ("SITI AMINAH", "P", date(2024, 2, 28), "NUR HAYATI", "003", "11.6", "89.0"),
    ("GILANG RAMADHAN", "L", date(2025, 3, 30), "SUMIATI", "003", None, None),
    ("HANI KARTIKA", "P", date(2026, 9, 5), "YUNI ASTUTI", "001", None, None),
)
NIK = "3399074{:02d}5080{:03d}"


@dataclass
class Dunia:
    """An open folder with people, and who is logged in."""

    ruang: Ruang
    pengguna: Pengguna
    posyandu: tuple[tuple[str, str], ...]
    anak: dict[str, str]
    kader: dict[str, str]

    def read(self, fn: Any) -> Any:
        with self.ruang.buku.read() as conn:
            return fn(conn)

    def write(self, fn: Any) -> Any:
        with self.ruang.buku.write() as conn:
            return fn(conn)

    def isian(self, nama: str, hari_id: str) -> dict[str, Any]:
        """The stored body of today's weighing of a child, straight from the file."""
        sql = "SELECT body FROM isian WHERE subjek = ? AND hari_buka_id = ? AND deleted_at IS NULL"
        row = self.read(lambda c: c.exec_driver_sql(sql, (self.anak[nama], hari_id)).one_or_none())
        return json.loads(row[0]) if row else {}


def make_dunia(folder: Path, *, kms: bool | None = True) -> Dunia:
    """Prepare the folder, its people, and the day of last month."""
    prepare_folder(
        folder,
        kode_desa="33.99.07.2004",
        nama_desa="Sukamaju",
        posyandu=["Melati 2:001/001,002/001,003/001"],
        nama="Bu Siti",
        sandi=SANDI,
        contoh=True,
    )
    ruang = open_ruang(folder, SANDI)
    with ruang.buku.write() as conn:
        ketua = list_pengguna(conn)[0]
        posyandu = list_posyandu(conn)
        niat = Niat(conn, ketua.petugas)
        kader = {n: new_id() for n in ("Bu Aminah", "Bu Rina")}
        for nama, key in kader.items():
            row = {"posyandu_id": posyandu[0][0], "nama": nama, "jabatan": "kader", "aktif": True}
            niat.insert("kader", key, row)
            save_akun(conn, key, izin_oleh=ketua.id)
        anak: dict[str, str] = {}
        for place, row in enumerate(ANAK):
            anak[row[0]] = _insert(niat, place, row, posyandu[0][0], kms)
        niat.done()
        hari, _ = start_hari(conn, ketua.petugas, posyandu_id=posyandu[0][0], tanggal=BULAN_LALU)
        for nama, _, _, _, _, berat, tinggi in ANAK:
            if berat:
                nilai = NilaiUkur(Decimal(berat), Decimal(tinggi), "berdiri")
                save_ukur(conn, ketua.petugas, hari.id, anak[nama], nilai)
    return Dunia(ruang, ketua, posyandu, anak, kader)


def _insert(niat: Niat, place: int, row: tuple, posyandu: str, kms: bool | None) -> str:
    nama, jk, lahir, ibu, rt, _, _ = row
    keluarga, warga = new_id(), new_id()
    kk = {"no_kk": f"33990701012000{place:02d}", "rt": rt, "rw": "001", "posyandu_id": posyandu}
    niat.insert("keluarga", keluarga, kk)
    values = {
        "nik": NIK.format(place, place + 1),
        "keluarga_id": keluarga,
        "nama": nama,
        "jenis_kelamin": 1 if jk == "L" else 2,
        "tanggal_lahir": lahir.isoformat(),
        "nama_ibu": ibu,
        "shdk": 4,
        "status_dasar": 1,
        "posyandu_id": posyandu,
        "punya_kms": kms,
    }
    niat.insert("warga", warga, values)
    return warga


class Jendela(QMainWindow):
    """A bare window around one page: its keys, Ctrl+Z, and the message bar as a label."""

    def __init__(self, dunia: Dunia, make_page: Any, *, tanggal: date = HARI_INI) -> None:
        super().__init__()
        self.dunia = dunia
        self.tasks = Tasks(self)
        self.tasks.attach(dunia.ruang.buku)
        self.sesi = Sesi(
            dunia.ruang,
            self.tasks,
            dunia.pengguna,
            posyandu=dunia.posyandu,
            tanggal=tanggal,
            parent=self,
        )
        self.pergi: list[tuple[str, dict]] = []
        self.pesan = QLabel(self)
        self._undo: tuple[str, ...] = ()
        self.page = make_page(self.sesi)
        body = QWidget(self)
        box = QVBoxLayout(body)
        box.setContentsMargins(12, 8, 12, 8)
        box.addWidget(self.page, 1)
        box.addWidget(self.pesan)
        self.setCentralWidget(body)
        calls = {**self.page.handlers(), "batalkan": self._take_back}
        for row in AKSI:
            if row.id in calls:
                make_action(row, self, calls[row.id])
        self.sesi.message_asked.connect(self._say)
        self.sesi.go_asked.connect(lambda key, kw: self.pergi.append((key, kw)))
        self.sesi.data_changed.connect(self._changed)
        self.sesi.context_changed.connect(self.page.reload)
        self.tasks.refused.connect(lambda e: self.pesan.setText(e.code))

    def _say(self, text: str, undo_ids: tuple[str, ...]) -> None:
        self._undo = undo_ids or self._undo
        self.pesan.setText(text)

    def _changed(self, changes: Changes) -> None:
        if changes.kinds & self.page.kinds:
            self.page.reload()

    def _take_back(self) -> None:
        ids, self._undo = self._undo, ()
        petugas = self.sesi.petugas
        self.sesi.write(
            self,
            lambda conn: undo(conn, petugas, ids),
            lambda _c: self.pesan.setText("Dibatalkan"),
        )

    def finish(self) -> None:
        self.tasks.close()


_MASTER: dict[bool | None, tuple[Path, bytes]] = {}


def copy_dunia(tmp_path_factory: pytest.TempPathFactory, kms: bool | None = True) -> Dunia:
    """A fresh copy of the prepared folder (made once per run), opened with its key."""
    if kms not in _MASTER:
        folder = tmp_path_factory.mktemp("induk") / "data"
        made = make_dunia(folder, kms=kms)
        _MASTER[kms] = folder, made.ruang._key
        made.ruang.close()
    master, key = _MASTER[kms]
    folder = tmp_path_factory.mktemp("hari") / "data"
    shutil.copytree(master, folder)
    stack = ExitStack()
    buku = Buku(folder / DB, key)
    stack.callback(buku.close)
    return describe(Ruang(folder, buku, "sandi", key, stack))


def open_dunia(folder: Path) -> Dunia:
    """Open a prepared folder with its passphrase."""
    return describe(open_ruang(folder, SANDI))


def describe(ruang: Ruang) -> Dunia:
    """Who is in an open folder."""
    with ruang.buku.read() as conn:
        warga = conn.exec_driver_sql("SELECT nama, id FROM warga").all()
        people = list_pengguna(conn)
        posyandu = list_posyandu(conn)
    kader = {p.nama: p.id for p in people}
    return Dunia(ruang, people[0], posyandu, dict(map(tuple, warga)), kader)
