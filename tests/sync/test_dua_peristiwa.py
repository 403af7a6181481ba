"""Births, deaths, moves and merges of two laptops that do not know of each other."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from sipd_desktop.services.beda.daftar import count_beda, list_beda
from sipd_desktop.services.hari.baris import NilaiUkur
from sipd_desktop.services.hari.hadir import list_antrean, list_belum
from sipd_desktop.services.hari.hari import start_hari
from sipd_desktop.services.hari.sasaran import list_kelompok
from sipd_desktop.services.hari.ukur import save_ukur
from sipd_desktop.services.laporan.kunjungan import open_kunjungan
from sipd_desktop.services.laporan.skdn import open_skdn
from sipd_desktop.services.laporan.undangan import open_undangan
from sipd_desktop.services.orang import get_orang
from sipd_desktop.services.penduduk.dimasukkan import mark_dimasukkan
from sipd_desktop.services.penduduk.gabungkan import record_gabung, record_pisah
from sipd_desktop.services.penduduk.lahir import Bayi, record_lahir
from sipd_desktop.services.penduduk.lengkapi import DataWarga, record_lengkapi
from sipd_desktop.services.penduduk.meninggal import record_meninggal
from sipd_desktop.services.penduduk.perubahan import list_perubahan
from sipd_desktop.services.penduduk.pindah import record_pindah
from sipd_desktop.services.urungkan import undo
from sync.alat import MELATI, Laptop, exchange
from sync.conftest import Pendaftar

HARI = date(2026, 11, 21)


def act(one: Laptop, service: Any, *args: Any, **more: Any) -> Any:
    with one.buku.write() as conn:
        return service(conn, one.petugas, *args, **more)


def child(one: Laptop, nama: str, **more: Any) -> str:
    kk = one.tambah("keluarga", {"rt": "001", "rw": "001", "posyandu_id": MELATI})
    values = {"keluarga_id": kk, "tanggal_lahir": "2024-08-15", "status_dasar": 1}
    return one.warga(nama, punya_kms=True, **{**values, **more})


def weigh(one: Laptop, anak: str) -> str:
    with one.buku.write() as conn:
        hari, _ = start_hari(conn, one.petugas, posyandu_id=MELATI, tanggal=HARI)
        save_ukur(conn, one.petugas, hari.id, anak, NilaiUkur(berat_badan=Decimal("9.40")))
    return str(hari.id)


def day(one: Laptop) -> str:
    with one.buku.write() as conn:
        return str(start_hari(conn, one.petugas, posyandu_id=MELATI, tanggal=HARI)[0].id)


def called(one: Laptop, hari: str) -> set[str]:
    """Who is invited, missed, visited or queued on this laptop."""
    with one.buku.read() as conn:
        found = {o.id for o in list_kelompok(conn, MELATI, HARI, "balita")}
        found |= {o.id for g in list_belum(conn, hari) for o in g.orang}
        found |= {a.orang.id for a in list_antrean(conn, hari) if not a.sudah_diukur}
        found |= {o.id for rt in open_undangan(conn, MELATI, HARI).rt for o in rt.anak}
        kunjungan = open_kunjungan(conn, MELATI, HARI)
        found |= {o.id for _, people in kunjungan.belum for o in people}
        found |= {c.orang.id for c in kunjungan.cek}
    return found


def figures(one: Laptop) -> dict[str, int]:
    with one.buku.read() as conn:
        table = open_skdn(conn, MELATI, "2026-11", today=HARI).tabel
    return {k: table.jumlah(k) for k in ("S", "D", "LUAR")}  # type: ignore[arg-type]


def differences(one: Laptop) -> int:
    with one.buku.read() as conn:
        return count_beda(conn)


def test_a_death_leaves_every_list_on_the_other_laptop_too(laptop_satu: Pendaftar) -> None:
    a, b = laptop_satu("a"), laptop_satu("b")
    anak, lain = child(a, "ALYA"), child(a, "BIMA")
    exchange(a, b)
    hari = day(b)
    assert called(b, hari) == {anak, lain}
    made = act(a, record_meninggal, anak, HARI, hari_ini=HARI, sebab="sakit")
    exchange(a, b)
    assert called(b, hari) == {lain}
    act(a, undo, made.tindakan)
    exchange(a, b)
    assert called(b, hari) == {anak, lain}
    assert differences(a) == differences(b) == 0


def test_both_note_the_same_death_and_it_is_one_event(laptop_satu: Pendaftar) -> None:
    a, b = laptop_satu("a"), laptop_satu("b")
    anak = child(a, "ALYA")
    exchange(a, b)
    for one in (a, b):
        act(one, record_meninggal, anak, HARI, hari_ini=HARI)
    exchange(a, b)
    for one in (a, b):
        assert one.all("SELECT jenis, tanggal FROM peristiwa") == [("meninggal", "2026-11-21")]
        assert one.one("SELECT status_dasar FROM warga WHERE id = ?", anak) == 2
        assert differences(one) == 0


def test_two_dates_of_one_death_wait_for_a_person_as_one_difference(
    laptop_satu: Pendaftar,
) -> None:
    a, b = laptop_satu("a"), laptop_satu("b")
    anak = child(a, "ALYA")
    exchange(a, b)
    for one, tanggal in ((a, date(2026, 11, 19)), (b, date(2026, 11, 20))):
        act(one, record_meninggal, anak, tanggal, hari_ini=HARI)
    exchange(a, b)
    for one in (a, b):
        assert one.one("SELECT count(*) FROM peristiwa") == 1
        with one.buku.read() as conn:
            cases = list_beda(conn, HARI)
        assert [c.kolom for c in cases] == ["tanggal"]
    assert called(a, day(a)) == set()


def test_moved_on_one_laptop_and_weighed_on_the_other(laptop_satu: Pendaftar) -> None:
    """The weighing stands: the child counts in D where it came, and is not looked for any more."""
    a, b = laptop_satu("a"), laptop_satu("b")
    anak, lain = child(a, "ALYA"), child(a, "BIMA")
    exchange(a, b)
    act(a, record_pindah, [anak], HARI, hari_ini=HARI, ke="Slawi")
    hari = weigh(b, anak)
    exchange(a, b)
    assert figures(a) == figures(b) == {"S": 1, "D": 1, "LUAR": 1}
    assert called(a, hari) == called(b, hari) == {lain}
    assert differences(a) == 0


def test_merged_on_one_laptop_while_the_other_edits_the_one_that_goes(laptop: Pendaftar) -> None:
    a, b = laptop("a"), laptop("b")
    keep, gone = child(a, "ALYA PUTRI"), child(a, "ALYA", nik="3399075508240001")
    exchange(a, b)
    act(a, record_gabung, keep, gone, HARI)
    act(b, record_lengkapi, gone, DataWarga(nama="ALYA P"), hari_ini=HARI)
    hari = weigh(b, gone)
    exchange(a, b)
    for one in (a, b):
        assert figures(one) == {"S": 1, "D": 1, "LUAR": 0}
        with one.buku.read() as conn:
            assert get_orang(conn, gone, HARI).id == keep
            assert [x.orang.id for x in list_antrean(conn, hari)] == [keep]
        assert one.one("SELECT nama FROM warga WHERE id = ?", gone) == "ALYA P"
        assert one.one("SELECT nik FROM warga WHERE id = ?", keep) == "3399075508240001"
    act(b, record_pisah, gone)
    exchange(a, b)
    for one in (a, b):
        assert one.one("SELECT digabung_ke FROM warga WHERE id = ?", gone) is None
        assert figures(one)["S"] == 2
    assert a.contents() == b.contents()


def test_merged_both_ways_round_nobody_disappears(laptop_satu: Pendaftar) -> None:
    a, b = laptop_satu("a"), laptop_satu("b")
    one_id, two_id = child(a, "ALYA"), child(a, "ALIA")
    exchange(a, b)
    act(a, record_gabung, one_id, two_id, HARI)
    act(b, record_gabung, two_id, one_id, HARI)
    exchange(a, b)
    for one in (a, b):
        with one.buku.read() as conn:
            assert len(list_kelompok(conn, MELATI, HARI, "balita")) == 1
    assert a.contents() == b.contents()


def test_a_birth_and_the_operators_mark_travel(laptop_satu: Pendaftar) -> None:
    a, op = laptop_satu("a"), laptop_satu("op", lingkup=())
    kk = a.tambah("keluarga", {"rt": "001", "rw": "001", "posyandu_id": MELATI})
    ibu = a.warga("SRI", keluarga_id=kk, shdk=3, tanggal_lahir="1997-01-01", status_dasar=1)
    made = act(a, record_lahir, ibu, (Bayi("P"), Bayi("L")), HARI, hari_ini=HARI)
    exchange(a, op)
    op.run("UPDATE kader SET jabatan = 'operator', posyandu_id = NULL")
    with op.buku.read() as conn:
        rows = list_perubahan(conn)
    assert {p.warga_id for p in rows} == set(made.bayi)
    act(op, mark_dimasukkan, [rows[0].id], HARI)
    op.kirim()
    a.kirim()
    with a.buku.read() as conn:
        assert [p.id for p in list_perubahan(conn)] == [rows[1].id]
