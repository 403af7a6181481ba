"""What other laptops change reaches the operator's list, and the operator's mark reaches them."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from sipd_desktop.services.beda.daftar import list_beda
from sipd_desktop.services.beda.putus import decide
from sipd_desktop.services.buka import list_pengguna
from sipd_desktop.services.impor.jalankan import impor_berkas
from sipd_desktop.services.penduduk.dimasukkan import mark_dimasukkan
from sipd_desktop.services.penduduk.lengkapi import DataWarga, record_lengkapi
from sipd_desktop.services.penduduk.perubahan import list_perubahan
from sipd_desktop.services.urungkan import undo
from sync.alat import Laptop, exchange
from sync.conftest import Pendaftar

HARI = date(2026, 11, 21)
KOLOM = (
    "alamat", "dusun", "rw", "rt", "nama", "no_kk", "nik", "sex", "tempatlahir", "tanggallahir",
    "agama_id", "kk_level", "suku", "status_dasar",
)  # fmt: skip
DEDI = ("Jalan 1", "KRAJAN", "001", "001", "DEDI", "3399070101150001", "3399070101900001", 1,
        "Slawi", date(1990, 1, 1), 1, 1, "JAWA", 1)  # fmt: skip
SRI = ("Jalan 1", "KRAJAN", "001", "001", "SRI", "3399070101150001", "3399074505950001", 2,
       "Slawi", date(1995, 5, 5), 1, 3, "JAWA", 1)  # fmt: skip


def opensid(path: Path, *rows: tuple[Any, ...]) -> Path:
    book = openpyxl.Workbook()
    for row in (KOLOM, *rows):
        book.active.append(row)
    book.save(path)
    return path


def impor(one: Laptop, path: Path) -> None:
    with one.buku.read() as conn:
        pengguna = list_pengguna(conn)[0]
    impor_berkas(one.buku, pengguna, path, acuan=HARI, kering=False)


def act(one: Laptop, service: Any, *args: Any, **more: Any) -> Any:
    with one.buku.write() as conn:
        return service(conn, one.petugas, *args, **more)


def told(one: Laptop, **more: Any) -> list[tuple[str, str]]:
    with one.buku.read() as conn:
        return [(p.nama, p.rincian) for p in list_perubahan(conn, **more)]


@pytest.fixture
def dua(laptop_satu: Pendaftar, tmp_path: Path) -> tuple[Laptop, Laptop]:
    """A kader's laptop, and the operator's, who imported OpenSID."""
    a, op = laptop_satu("a"), laptop_satu("op", lingkup=())
    exchange(a, op)
    impor(op, opensid(tmp_path / "opensid.xlsx", DEDI, SRI))
    exchange(op, a)
    op.run("UPDATE kader SET jabatan = 'operator', posyandu_id = NULL")
    return a, op


def warga(one: Laptop, nama: str) -> str:
    return str(one.one("SELECT id FROM warga WHERE nama = ?", nama))


def test_the_list_is_complete_on_the_operators_laptop(dua: tuple[Laptop, Laptop]) -> None:
    a, op = dua
    assert told(a) == told(op) == []
    sri, dedi = warga(a, "SRI"), warga(a, "DEDI")
    act(a, record_lengkapi, sri, DataWarga(nama="SRI DEWI"), hari_ini=HARI)
    a.ubah("warga", dedi, suku="SUNDA")  # a form without an event
    exchange(a, op)
    assert sorted(told(op)) == [("DEDI", "Suku"), ("SRI DEWI", "Nama")]
    with op.buku.read() as conn:
        ids = [p.id for p in list_perubahan(conn)]
    made = act(op, mark_dimasukkan, ids, HARI)
    op.kirim()
    a.kirim()
    assert (told(op), told(a)) == ([], [])
    assert sorted(told(a, sudah=True)) == [("DEDI", "Suku"), ("SRI DEWI", "Nama")]
    a.ubah("warga", dedi, suku="BATAK")
    a.kirim()
    op.kirim()
    assert told(op) == [("DEDI", "Suku")]
    act(op, undo, made.tindakan)
    assert sorted(told(op)) == [("DEDI", "Suku"), ("SRI DEWI", "Nama")]


def test_a_second_operator_laptop_knows_what_the_first_entered(
    dua: tuple[Laptop, Laptop], laptop_satu: Pendaftar, tmp_path: Path
) -> None:
    a, op = dua
    dua_op = laptop_satu("op2", lingkup=())
    exchange(dua_op)
    impor(dua_op, opensid(tmp_path / "lagi.xlsx", DEDI, SRI))
    a.ubah("warga", warga(a, "DEDI"), suku="SUNDA")
    exchange(a, op, dua_op)
    assert told(op) == told(dua_op) == [("DEDI", "Suku")]
    with op.buku.read() as conn:
        ids = [p.id for p in list_perubahan(conn)]
    act(op, mark_dimasukkan, ids, HARI)
    op.kirim()
    dua_op.kirim()
    assert told(dua_op) == []


def test_a_decided_difference_is_told_on_every_laptop(laptop_satu: Pendaftar) -> None:
    """Also where nobody ever imported OpenSID."""
    a, b = laptop_satu("a"), laptop_satu("b")
    one = a.warga("ALYA", nik="3399075508240001")
    exchange(a, b)
    a.ubah("warga", one, nik="3399075508240002")
    b.ubah("warga", one, nik="3399075508240003")
    exchange(a, b)
    with a.buku.read() as conn:
        (case,) = list_beda(conn, HARI)
    made = act(a, decide, case.id, "lain")
    exchange(a, b)
    assert told(a) == told(b) == [("ALYA", "NIK")]
    act(a, undo, made.tindakan)
    exchange(a, b)
    assert told(a) == told(b) == []
