"""Closed notes between real laptops: who is not enrolled for them never holds one, and the centre
and a second bidan's laptop hold only what their readers can open."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import select

from sipd_desktop.base import clock
from sipd_desktop.services.catat import Petugas
from sipd_desktop.services.kader import add_kader
from sipd_desktop.services.kunci_tertutup import let_in, list_waiting, make_reader, unlock
from sipd_desktop.services.periksa import check_buku
from sipd_desktop.services.tertutup import CatatanBaru, list_catatan, save_catatan
from sipd_server.devices import Ubahan, change_scope
from sipd_server.schema import KIRIMAN, RECORD
from sipd_server.store import Store
from sync.alat import KODE_DESA, MELATI, Laptop
from sync.conftest import Pendaftar

pytestmark = pytest.mark.usefixtures("segel_cepat")

HARI = date(2026, 11, 21)


def bidan(one: Laptop, nama: str) -> tuple[Petugas, str]:
    """A bidan's account and her four words."""
    with one.buku.write() as conn:
        made, _ = add_kader(conn, one.petugas, posyandu_id=MELATI, nama=nama, jabatan="bidan")
        who = Petugas(made, made)
        return who, make_reader(conn, who)[0]


def read(one: Laptop, who: Petugas, words: str, orang: str) -> list[str | None]:
    with one.buku.read() as conn:
        key = unlock(conn, who.akun or "", words)
        return [note.isi for note in list_catatan(conn, who, orang, key)]


def closed_rows(one: Laptop) -> int:
    tables = ("catatan_tertutup", "kunci_tertutup")
    return sum(one.one(f"SELECT count(*) FROM {tbl}") for tbl in tables)


def test_notes_go_only_to_enrolled_laptops_and_open_only_for_readers(
    laptop: Pendaftar, store: Store
) -> None:
    a, b = laptop("bidan-a"), laptop("bidan-b")
    kader, op = laptop("kader"), laptop("op", lingkup=())
    for one in (a, b):
        change_scope(store, KODE_DESA, one.state("device"), Ubahan(tertutup=("jiwa",)), clock.now())
        one.kirim_baik()
    orang = a.warga("ALYA")
    satu, words = bidan(a, "Bu Rini")
    with a.buku.write() as conn:
        note = CatatanBaru("jiwa", HARI, "KENARI CEMAS", "KENARI KUNJUNGAN", tanda=True)
        save_catatan(conn, satu, orang, note)
    a.kirim_baik()
    for one in (b, kader, op):
        one.kirim_baik()
    assert closed_rows(kader) == closed_rows(op) == 0
    assert kader.one("SELECT count(*) FROM tindakan WHERE objek_jenis = 'catatan_tertutup'") == 0
    assert kader.one("SELECT tanya_bidan FROM warga WHERE id = ?", orang) == 1
    dua, words2 = bidan(b, "Bu Tuti")
    assert read(b, dua, words2, orang) == [None]
    for one in (b, a):
        one.kirim_baik()
    with a.buku.write() as conn:
        key = unlock(conn, satu.akun or "", words)
        (waits,) = list_waiting(conn, key)
        let_in(conn, satu, key, waits.id)
    for one in (a, b):
        one.kirim_baik()
    assert read(b, dua, words2, orang) == read(a, satu, words, orang) == ["KENARI CEMAS"]
    with store.read(KODE_DESA) as conn:
        kept = "".join(conn.execute(select(RECORD.c.fields)).scalars())
        assert "KENARI" not in kept
        assert conn.execute(select(KIRIMAN.c.isi)).first() is not None
    change_scope(store, KODE_DESA, b.state("device"), Ubahan(lepas_tertutup=("jiwa",)), clock.now())
    b.kirim_baik()
    assert closed_rows(b) == 0
    for one in (a, b, kader, op):
        assert one.kirim_baik().digest_ok
        assert [x for x in check_buku(one.buku) if not x.baik] == []
