"""Moves between Posyandu, and lingkup gained and lost, seen from real laptops and a real centre."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from sipd_desktop.base import clock, ids
from sipd_desktop.base.errors import UserError
from sipd_desktop.services.cari import search
from sipd_desktop.services.hari.baris import NilaiUkur
from sipd_desktop.services.hari.hadir import list_antrean, list_belum, mark_hadir, ringkas
from sipd_desktop.services.hari.hari import start_hari
from sipd_desktop.services.hari.ukur import open_lembar, save_ukur
from sipd_desktop.services.keluarga import open_keluarga
from sipd_desktop.services.laporan.skdn import LaporanSkdn, list_angka, open_skdn
from sipd_desktop.services.orang import DI_LAIN, get_orang
from sipd_desktop.services.periksa import check_buku
from sipd_desktop.services.pindah import move
from sipd_server.devices import Ubahan, change_scope
from sipd_server.store import Store
from sync.alat import KODE_DESA, MAWAR, MELATI, Laptop
from sync.conftest import Pendaftar

HARI = date(2026, 11, 21)


BOTH = ("Melati", "Mawar")
"""Every laptop knows both Posyandu of the desa; `lingkup` says whose people it holds."""


def family(one: Laptop, nama: str, posyandu: str = MELATI) -> tuple[str, str]:
    """A household with one girl of 27 months; (keluarga, warga)."""
    kk = one.tambah("keluarga", {"rt": "001", "rw": "001", "posyandu_id": posyandu})
    more = {"keluarga_id": kk, "tanggal_lahir": "2024-08-15", "status_dasar": 1}
    return kk, one.warga(nama, posyandu, punya_kms=True, **more)


def weigh(one: Laptop, anak: str, berat: str = "9.40", posyandu: str = MELATI) -> str:
    with one.buku.write() as conn:
        hari, _ = start_hari(conn, one.petugas, posyandu_id=posyandu, tanggal=HARI)
        save_ukur(conn, one.petugas, hari.id, anak, NilaiUkur(berat_badan=Decimal(berat)))
    return hari.id


def pindah(one: Laptop, posyandu: str, *keluarga: str) -> None:
    with one.buku.write() as conn:
        move(conn, one.petugas, posyandu, keluarga=keluarga)


def skdn(one: Laptop, posyandu: str) -> LaporanSkdn:
    with one.buku.read() as conn:
        return open_skdn(conn, posyandu, "2026-11", today=HARI)


def figures(one: Laptop, posyandu: str) -> dict[str, int]:
    """S, D, LUAR; every figure as long as its list."""
    laporan = skdn(one, posyandu)
    for kode in ("S", "D", "N", "T", "O", "B", "X", "LUAR"):
        assert len(list_angka(laporan, kode)) == laporan.tabel.jumlah(kode)
    marks = sum(laporan.tabel.jumlah(k) for k in ("N", "T", "O", "B", "X"))
    assert marks == laporan.tabel.jumlah("D")
    return {k: laporan.tabel.jumlah(k) for k in ("S", "D", "LUAR")}  # type: ignore[arg-type]


def healthy(one: Laptop) -> None:
    bad = [b for b in check_buku(one.buku) if not b.baik]
    assert bad == []


def count_of(one: Laptop, *ids_: str) -> int:
    """How often these ids occur in rows of this laptop that show a person."""
    marks = ", ".join("?" * len(ids_))
    return sum(
        one.one(f"SELECT count(*) FROM {tbl} WHERE {column} IN ({marks})", *ids_)
        for tbl, column in (
            ("warga", "id"),
            ("keluarga", "id"),
            ("isian", "subjek"),
            ("perubahan", "objek"),
            ("asal_nilai", "id"),
        )
    )


def test_a_family_that_moved_is_counted_where_weighed_and_at_home_and_crashes_nothing(
    laptop: Pendaftar,
) -> None:
    a, b, op = (
        laptop("a", posyandu=BOTH),
        laptop("b", lingkup=("Mawar",), posyandu=BOTH),
        laptop("op", lingkup=(), posyandu=BOTH),
    )
    kk, anak = family(a, "ALYA")
    _, tetap = family(a, "BIMA")
    hari = weigh(a, anak)
    weigh(a, tetap)
    a.kirim_baik()
    pindah(a, MAWAR, kk)
    a.kirim_baik()
    for one in (b, op, a):
        one.kirim_baik()
    assert count_of(a, kk, anak) == 0
    assert count_of(b, kk, anak) == count_of(op, kk, anak) >= 3
    assert figures(a, MELATI) == {"S": 1, "D": 2, "LUAR": 1}
    assert figures(b, MAWAR) == {"S": 1, "D": 0, "LUAR": 0}
    assert figures(op, MELATI) == {"S": 1, "D": 2, "LUAR": 1}
    assert figures(op, MAWAR) == {"S": 1, "D": 0, "LUAR": 0}
    with a.buku.read() as conn:
        names = [(x.nomor, x.orang.nama) for x in list_antrean(conn, hari)]
        assert names == [(1, DI_LAIN), (2, "BIMA")]
        assert ringkas(conn, hari).ditimbang == 2
        assert list_belum(conn, hari) == ()
        (found,) = search(conn, "1", tanggal=HARI, hari_id=hari, posyandu_id=MELATI)
        assert (found.orang.nama, found.nomor) == (DI_LAIN, 1)
        for ask in (lambda: get_orang(conn, anak, HARI), lambda: open_lembar(conn, hari, anak)):
            with pytest.raises(UserError, match="orang-tidak-ada"):
                ask()
    for one in (a, b, op):
        healthy(one)


def test_a_person_who_moved_without_her_family_still_has_a_page(laptop_satu: Pendaftar) -> None:
    a, b = laptop_satu("a", posyandu=BOTH), laptop_satu("b", lingkup=("Mawar",), posyandu=BOTH)
    _, anak = family(a, "ALYA")
    a.kirim_baik()
    with a.buku.write() as conn:
        move(conn, a.petugas, MAWAR, warga=[anak])
    a.kirim_baik()
    b.kirim_baik()
    with b.buku.read() as conn:
        page = open_keluarga(conn, get_orang(conn, anak, HARI).keluarga_id or "", HARI)
    assert [m.orang.nama for m in page.anggota] == ["ALYA"]
    assert page.alamat == "Catatan keluarganya ada di Posyandu lain"


def test_a_late_weighing_of_the_old_posyandu_reaches_the_new_one(laptop: Pendaftar) -> None:
    a, a2 = laptop("a", posyandu=BOTH), laptop("a2", posyandu=BOTH)
    b = laptop("b", lingkup=("Mawar",), posyandu=BOTH)
    kk, anak = family(a, "ALYA")
    for one in (a, a2):
        one.kirim_baik()
    pindah(a, MAWAR, kk)
    a.kirim_baik()
    weigh(a2, anak, "9.90")
    hasil = a2.kirim_baik()
    assert hasil.rejected == ()
    for one in (b, a2, a):
        one.kirim_baik()
    assert b.one("SELECT count(*) FROM isian WHERE subjek = ?", anak) == 1
    assert count_of(a2, anak) == 0
    assert figures(a2, MELATI)["D"] == figures(a, MELATI)["D"] == 1


def test_who_is_entered_for_another_lingkup_is_sent_there_and_leaves(laptop: Pendaftar) -> None:
    """Moved or left without a Posyandu before the first exchange: sent as made here, then moved."""
    a, b = laptop("a", posyandu=BOTH), laptop("b", lingkup=("Mawar",), posyandu=BOTH)
    op = laptop("op", lingkup=(), posyandu=BOTH)
    kk, anak = family(a, "ALYA")
    pindah(a, MAWAR, kk)
    tanpa = a.tambah("warga", {"nama": "TANPA"})
    assert a.kirim_baik().rejected == ()
    for one in (b, op, a):
        one.kirim_baik()
    assert count_of(a, kk, anak, tanpa) == 0
    assert op.one("SELECT lingkup FROM warga WHERE id = ?", tanpa) == "operator"
    assert b.one("SELECT posyandu_id FROM warga WHERE id = ?", anak) == MAWAR
    assert count_of(b, tanpa) == 0
    op.ubah("warga", tanpa, posyandu_id=MELATI)
    for one in (op, a):
        one.kirim_baik()
    assert a.image("warga", tanpa) is not None
    assert op.one("SELECT lingkup FROM warga WHERE id = ?", tanpa) == f"pos:{MELATI}"


def test_a_second_conflicting_move_waits_for_a_person_on_both_laptops(laptop: Pendaftar) -> None:
    op, lain = laptop("op", lingkup=(), posyandu=BOTH), laptop("lain", lingkup=(), posyandu=BOTH)
    kk, _ = family(op, "ALYA")
    for one in (op, lain):
        one.kirim_baik()
    pindah(op, MAWAR, kk)
    third = ids.posyandu_id(ids.desa_id(KODE_DESA), "Kenanga")
    lain.tambah("posyandu", {"nama": "Kenanga", "nama_awal": "Kenanga"}, third)
    pindah(lain, third, kk)
    op.kirim_baik()
    assert lain.kirim_baik().conflicts == 2
    op.kirim_baik()
    for one in (op, lain):
        cases = one.all("SELECT kolom, nilai_dipakai, nilai_lain FROM konflik")
        assert cases == [("posyandu_id", f'"{MAWAR}"', f'"{third}"')] * 2
        assert one.one("SELECT posyandu_id FROM keluarga") == MAWAR
        assert one.one("SELECT lingkup FROM warga WHERE nama = 'ALYA'") == f"pos:{MAWAR}"


def test_a_child_of_another_posyandu_is_found_and_weighed_here(laptop: Pendaftar) -> None:
    both = laptop("ab", lingkup=BOTH, posyandu=BOTH)
    a, b = laptop("a", posyandu=BOTH), laptop("b", lingkup=("Mawar",), posyandu=BOTH)
    _, tamu = family(b, "DEWI", MAWAR)
    b.kirim_baik()
    both.kirim_baik()
    with both.buku.write() as conn:
        hari, _ = start_hari(conn, both.petugas, posyandu_id=MELATI, tanggal=HARI)
        (found,) = search(conn, "dewi", tanggal=HARI, hari_id=hari.id, posyandu_id=MELATI)
        assert mark_hadir(conn, both.petugas, hari.id, found.orang.id)[0] == 1
    weigh(both, tamu)
    for one in (both, a, b, both):
        one.kirim_baik()
    assert figures(both, MELATI) == figures(a, MELATI) == {"S": 0, "D": 1, "LUAR": 1}
    assert figures(both, MAWAR) == figures(b, MAWAR) == {"S": 1, "D": 0, "LUAR": 0}
    assert b.one("SELECT count(*) FROM isian WHERE subjek = ?", tamu) == 1
    assert count_of(a, tamu) == 0


def change(store: Store, one: Laptop, **ubahan: object) -> None:
    device = one.state("device")
    change_scope(store, KODE_DESA, device, Ubahan(**ubahan), clock.now())  # type: ignore[arg-type]


def test_a_lost_posyandu_is_sent_first_then_dropped_and_a_gained_one_is_whole(
    laptop: Pendaftar, store: Store
) -> None:
    a, b = laptop("a", posyandu=BOTH), laptop("b", lingkup=("Mawar",), posyandu=BOTH)
    _, alya = family(a, "ALYA")
    _, bima = family(b, "BIMA", MAWAR)
    for one in (a, b):
        one.kirim_baik()
    weigh(a, alya)
    baru = a.warga("BARU", MELATI)
    change(store, a, tambah=("Mawar",), lepas=("Melati",))
    change(store, b, tambah=("Melati",))
    hasil = a.kirim_baik()
    assert hasil.rejected == ()
    assert hasil.pushed > 0
    assert count_of(a, alya, baru) == 0
    assert count_of(a, bima) > 0
    healthy(a)
    assert a.kirim_baik().pulled == 0
    b.kirim_baik()
    assert b.one("SELECT count(*) FROM isian WHERE subjek = ?", alya) == 1
    assert b.image("warga", baru) is not None
    change(store, a, tambah=("Melati",))
    a.kirim_baik()
    b.kirim_baik()
    assert a.contents() == b.contents()
    healthy(a)
    a.ubah("warga", alya, suku="SUNDA")
    assert a.kirim_baik().rejected == ()


def test_a_connection_cut_during_the_loss_loses_nothing(
    laptop_satu: Pendaftar, tertanam: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every place a line can break: after each of the calls of such an exchange."""
    from sipd_desktop.sync.transport import Transport

    a = laptop_satu("a", posyandu=BOTH)
    op = laptop_satu("op", lingkup=(), posyandu=BOTH)
    sebelum = Transport._send
    made = []
    for call in range(1, 9):
        change(tertanam, a, tambah=("Melati",), lepas=("Mawar",) if call > 1 else ())
        a.kirim_baik()
        made.append(family(a, f"ANAK {call}")[1])
        weigh(a, made[-1])
        change(tertanam, a, tambah=("Mawar",), lepas=("Melati",))
        left = [call]

        def cut(self: Transport, request: object, left: list[int] = left) -> object:
            left[0] -= 1
            if left[0] == 0:
                raise UserError("server-tak-terjangkau")
            return sebelum(self, request)

        monkeypatch.setattr(Transport, "_send", cut)
        a.kirim()
        monkeypatch.setattr(Transport, "_send", sebelum)
        assert left[0] <= 0, "the line was cut"
        assert a.kirim_baik().rejected == ()
        assert count_of(a, *made) == 0
        healthy(a)
    op.kirim_baik()
    marks = ", ".join("?" * len(made))
    assert op.one(f"SELECT count(*) FROM isian WHERE subjek IN ({marks})", *made) == len(made)
