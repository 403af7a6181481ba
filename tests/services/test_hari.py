"""The day: started once on two laptops, its roster, who came, who has not, closed and signed."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

from pembuat import BULAN_LALU, HARI_INI, MAWAR_ID, MELATI_ID, Dunia, Induk, refused
from sipd_desktop.services.catat import Petugas
from sipd_desktop.services.hari.baris import NilaiUkur, PendatangBaru, RingkasHari
from sipd_desktop.services.hari.hadir import (
    list_antrean,
    list_belum,
    mark_hadir,
    ringkas,
    unmark_hadir,
)
from sipd_desktop.services.hari.hari import (
    find_hari,
    get_hari,
    list_hari,
    pelaku_of,
    set_bidan,
    set_petugas,
    start_hari,
)
from sipd_desktop.services.hari.keadaan import close_hari, reopen_hari
from sipd_desktop.services.hari.pendatang import register
from sipd_desktop.services.hari.ukur import save_ukur


def test_two_offline_laptops_start_the_same_day(induk: Induk, tmp_path: Path) -> None:
    one, two = induk.open(tmp_path / "satu"), induk.open(tmp_path / "dua")
    assert one.hari() == two.hari()
    assert one.hari(BULAN_LALU) != two.hari()
    assert one.hari(HARI_INI, MAWAR_ID) != one.hari()
    one.close()
    two.close()


def test_starting_again_continues_the_day_and_writes_nothing(dunia: Dunia) -> None:
    hari_id = dunia.hari()
    before = dunia.dump()
    hari, changes = dunia.act(start_hari, posyandu_id=MELATI_ID, tanggal=HARI_INI)
    assert (hari.id, changes.kinds, changes.tindakan) == (hari_id, frozenset(), ())
    assert dunia.dump() == before
    assert dunia.read(find_hari, MELATI_ID, HARI_INI).id == hari_id
    assert dunia.read(find_hari, MELATI_ID, BULAN_LALU) is None


def test_unknown_posyandu_is_refused(dunia: Dunia) -> None:
    refused("posyandu-tidak-ada", dunia.hari, posyandu="x")
    refused("hari-tidak-ada", dunia.read, get_hari, "x")


def test_roster_is_proposed_from_the_day_before_and_names_the_doer(dunia: Dunia) -> None:
    lama = dunia.hari(BULAN_LALU)
    dunia.act(set_petugas, lama, 2, "kader-timbang")
    dunia.act(set_petugas, lama, 4, "bidan")
    hari = dunia.read(get_hari, dunia.hari())
    assert hari.petugas == (None, "kader-timbang", None, "bidan", None)
    assert pelaku_of(hari, 2, "akun") == Petugas("kader-timbang", "akun")
    assert pelaku_of(hari, 3, "akun") == Petugas("akun", "akun")
    dunia.act(set_petugas, hari.id, 2, None)
    assert dunia.read(get_hari, hari.id).petugas[1] is None


def test_days_are_listed_newest_first(dunia: Dunia) -> None:
    days = [date(2026, 9, 19), HARI_INI, BULAN_LALU]
    for day in days:
        dunia.hari(day)
    dunia.hari(HARI_INI, MAWAR_ID)
    found = dunia.read(list_hari, MELATI_ID)
    assert [h.tanggal for h in found] == sorted(days, reverse=True)
    assert {h.posyandu for h in found} == {"Melati 2"}


def test_queue_numbers_go_up_and_stay(dunia: Dunia) -> None:
    hari = dunia.hari()
    children = [dunia.balita(f"ANAK {n}") for n in range(3)]
    assert [dunia.act(mark_hadir, hari, c)[0] for c in children] == [1, 2, 3]
    number, changes = dunia.act(mark_hadir, hari, children[1])
    assert (number, changes.kinds) == (2, frozenset())
    assert [a.nomor for a in dunia.read(list_antrean, hari)] == [1, 2, 3]


def test_number_of_one_who_went_is_given_back_or_to_nobody(dunia: Dunia) -> None:
    hari = dunia.hari()
    one, two, three = (dunia.balita(f"ANAK {n}") for n in range(3))
    dunia.act(mark_hadir, hari, one)
    dunia.act(mark_hadir, hari, two)
    dunia.act(unmark_hadir, hari, one)
    assert dunia.act(mark_hadir, hari, three)[0] == 3
    assert dunia.act(mark_hadir, hari, one)[0] == 1
    assert [a.orang.id for a in dunia.read(list_antrean, hari)] == [one, two, three]


def test_taking_back_one_who_never_came_writes_nothing(dunia: Dunia) -> None:
    hari, child = dunia.hari(), dunia.balita()
    before = dunia.dump()
    dunia.act(unmark_hadir, hari, child)
    assert dunia.dump() == before


def test_one_who_was_weighed_stays_in_the_queue(dunia: Dunia) -> None:
    hari, child = dunia.hari(), dunia.balita()
    dunia.timbang(hari, child, "9.4")
    refused("hadir-sudah-diukur", dunia.act, unmark_hadir, hari, child)


def test_weighed_means_came(dunia: Dunia) -> None:
    hari, child = dunia.hari(), dunia.balita()
    dunia.timbang(hari, child, "9.4")
    (row,) = dunia.read(list_antrean, hari)
    assert (row.nomor, row.orang.id, row.sudah_diukur) == (1, child, True)


def test_queue_shows_last_months_weight(dunia: Dunia) -> None:
    child = dunia.balita()
    dunia.timbang(dunia.hari(BULAN_LALU), child, "9.00")
    hari = dunia.hari()
    dunia.act(mark_hadir, hari, child)
    (row,) = dunia.read(list_antrean, hari)
    assert row.lalu == "9,0"
    assert not row.sudah_diukur


def test_who_has_not_come_by_rt(dunia: Dunia) -> None:
    hari = dunia.hari()
    citra = dunia.balita("CITRA", rt="002")
    alya = dunia.balita("ALYA", rt="001")
    bagas = dunia.balita("BAGAS", rt="001")
    dunia.balita("DI MAWAR", rt="003", posyandu_id=MAWAR_ID)
    dunia.balita("SUDAH BESAR", tanggal_lahir="2021-11-21")  # 60 bulan hari ini
    terakhir = dunia.balita("BESOK BESAR", rt="002", tanggal_lahir="2021-11-22")
    dunia.balita("LUAR", luar_wilayah=True)
    dunia.balita("PINDAH", status_dasar=3)
    dunia.balita("TANPA TANGGAL", tanggal_lahir=None)
    dunia.balita("LAHIR BESOK", tanggal_lahir="2026-11-22")
    groups = dunia.read(list_belum, hari)
    assert [(g.rw, g.rt) for g in groups] == [("001", "001"), ("001", "002")]
    assert [[o.id for o in g.orang] for g in groups] == [[alya, bagas], [terakhir, citra]]
    dunia.act(mark_hadir, hari, alya)
    assert [o.id for g in dunia.read(list_belum, hari) for o in g.orang] == [bagas, terakhir, citra]


def test_counts_beside_the_queue(dunia: Dunia) -> None:
    hari = dunia.hari()
    alya, bagas, citra = (dunia.balita(n) for n in ("ALYA", "BAGAS", "CITRA"))
    dunia.balita("DIMAS")
    dunia.timbang(hari, alya, "9.4", edema=True)  # bengkak: ke bidan
    dunia.act(mark_hadir, hari, bagas)
    dunia.timbang(hari, citra, None, lila=Decimal("15.0"))  # diukur, tidak ditimbang
    guest = PendatangBaru("TAMU", "L", date(2025, 1, 5), luar_wilayah=True)
    dunia.act(register, hari, guest)
    assert dunia.read(ringkas, hari) == RingkasHari(
        sasaran=4, hadir=4, ditimbang=1, belum=1, ke_bidan=1
    )


def test_signed_day_takes_no_entry_until_reopened(dunia: Dunia) -> None:
    hari, child, other = dunia.hari(), dunia.balita(), dunia.balita("BAGAS")
    dunia.timbang(hari, child, "9.4")
    dunia.act(close_hari, hari, {"S": 2, "D": 1})
    closed = dunia.read(get_hari, hari)
    assert closed.status == "tutup"
    assert closed.ditandatangani_oleh == dunia.pengguna.id
    assert closed.ditutup_pada
    assert dunia.one("SELECT ringkasan FROM hari_buka") == '{"D":1,"S":2}'
    before = dunia.dump()
    newcomer = PendatangBaru("HANI", "P", date(2026, 1, 1))
    nilai = NilaiUkur(catatan="x", edema=False)
    for service, *args in (
        (save_ukur, child, nilai),
        (mark_hadir, other),
        (unmark_hadir, child),
        (register, newcomer),
        (set_petugas, 1, "kader"),
        (set_bidan, "Bidan Ani"),
    ):
        refused("hari-sudah-ditutup", dunia.act, service, hari, *args)
    refused("hari-sudah-ditutup", dunia.act, close_hari, hari)
    assert dunia.dump() == before
    dunia.act(reopen_hari, hari)
    again = dunia.read(get_hari, hari)
    assert (again.status, again.ditutup_pada, again.ditandatangani_oleh) == ("buka", None, None)
    dunia.timbang(hari, child, "9.5")
    verbs = [v for (v,) in dunia.sql("SELECT verb FROM tindakan WHERE objek = ?", hari)]
    assert verbs == ["memulai", "menandatangani", "membuka-lagi"]


def test_signing_is_the_doers_act_typed_by_another(dunia: Dunia) -> None:
    hari, akun = dunia.hari(), dunia.pengguna.id
    with dunia.buku.write() as conn:
        close_hari(conn, Petugas(pelaku="bidan", pencatat=akun), hari, {})
    assert dunia.read(get_hari, hari).ditandatangani_oleh == "bidan"
    row = dunia.sql("SELECT pelaku, pencatat FROM tindakan ORDER BY urut DESC LIMIT 1")
    assert row == [("bidan", akun)]


def test_name_of_the_bidan_is_kept(dunia: Dunia) -> None:
    hari = dunia.hari()
    dunia.act(set_bidan, hari, "  Bidan Ani ")
    assert dunia.read(get_hari, hari).nama_bidan == "Bidan Ani"
    refused("isian-belum-benar", dunia.act, set_bidan, hari, "A" * 101)
    dunia.act(set_bidan, hari, "")
    assert dunia.read(get_hari, hari).nama_bidan == ""
