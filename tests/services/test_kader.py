"""Kader of a Posyandu: added, taken off, back again; the history says who did it."""

from __future__ import annotations

import pytest

from pembuat import MELATI_ID, Dunia
from sipd_desktop.base.errors import NotAllowed, UserError
from sipd_desktop.services.akun import list_akun
from sipd_desktop.services.buka import list_pengguna
from sipd_desktop.services.catat import Petugas
from sipd_desktop.services.kader import add_kader, retire_kader, set_bidang
from sipd_desktop.services.lihat import mask_tertutup
from sipd_desktop.services.urungkan import undo


def names(dunia: Dunia) -> list[str]:
    with dunia.ruang.buku.read() as conn:
        return [p.nama for p in list_pengguna(conn)]


def test_added_kader_can_be_chosen_and_is_sent(dunia: Dunia) -> None:
    with dunia.ruang.buku.write() as conn:
        kader, changes = add_kader(conn, dunia.petugas, posyandu_id=MELATI_ID, nama="  Bu  Rina ")
    assert "Bu Rina" in names(dunia)
    assert len(changes.tindakan) == 1
    with dunia.ruang.buku.read() as conn:
        query = "SELECT count(*) FROM sync_dirty WHERE tbl = 'kader' AND id = ?"
        assert conn.exec_driver_sql(query, (kader,)).scalar_one() == 1


def test_same_name_twice_is_refused_and_a_retired_one_comes_back(dunia: Dunia) -> None:
    with dunia.ruang.buku.write() as conn:
        kader, _ = add_kader(conn, dunia.petugas, posyandu_id=MELATI_ID, nama="Bu Rina")
    with dunia.ruang.buku.write() as conn, pytest.raises(UserError, match="kader-sudah-ada"):
        add_kader(conn, dunia.petugas, posyandu_id=MELATI_ID, nama="bu rina")
    with dunia.ruang.buku.write() as conn:
        retire_kader(conn, dunia.petugas, kader)
    assert "Bu Rina" not in names(dunia)
    with dunia.ruang.buku.write() as conn:
        again, _ = add_kader(conn, dunia.petugas, posyandu_id=MELATI_ID, nama="Bu Rina")
    assert again == kader
    assert "Bu Rina" in names(dunia)


def test_nobody_takes_themselves_off_and_a_name_is_needed(dunia: Dunia) -> None:
    assert dunia.petugas.pelaku
    with dunia.ruang.buku.write() as conn, pytest.raises(UserError, match="kader-diri-sendiri"):
        retire_kader(conn, dunia.petugas, dunia.petugas.pelaku)
    with dunia.ruang.buku.write() as conn, pytest.raises(UserError, match="nama-kader-kosong"):
        add_kader(conn, dunia.petugas, posyandu_id=MELATI_ID, nama="  ")


def test_a_field_opens_what_is_kept_to_it_and_nobody_gives_it_to_herself(dunia: Dunia) -> None:
    with dunia.ruang.buku.write() as conn:
        kader, _ = add_kader(conn, dunia.petugas, posyandu_id=MELATI_ID, nama="Bu Rina")
    row = {"id": "x", "posyandu_id": MELATI_ID, "nama": "Tuti", "cacat": 2}

    def seen() -> object:
        who = Petugas(kader)
        return dunia.read(mask_tertutup, who, "warga", row, milik_sendiri=False)["cacat"]

    assert seen() is None
    with dunia.ruang.buku.write() as conn:
        changes = set_bidang(conn, dunia.petugas, kader, ["sosial", "kesehatan"])
    assert seen() == 2
    akun = next(a for a in dunia.read(list_akun) if a.pengguna.id == kader)
    assert akun.bidang == ("kesehatan", "sosial"), "in the order of the regulation"
    with dunia.ruang.buku.write() as conn:
        assert undo(conn, dunia.petugas, changes.tindakan)
    assert seen() is None
    for who, code in ((dunia.petugas.pelaku, "bidang-sendiri-ditetapkan"), ("?", "akun-tidak-ada")):
        with dunia.ruang.buku.write() as conn, pytest.raises(UserError, match=code):
            set_bidang(conn, dunia.petugas, who or "", ["sosial"])
    with dunia.ruang.buku.write() as conn, pytest.raises(NotAllowed):
        set_bidang(conn, Petugas(kader), dunia.petugas.pelaku or "", ["sosial"])
