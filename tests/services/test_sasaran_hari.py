"""Groups of everyone on a hari buka: who is sasaran, who came, and pregnancy at the table."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from pembuat import HARI_INI, MAWAR_ID, MELATI_ID, Dunia, Induk, make_warga
from sipd_desktop.base.errors import InvalidInput, UserError
from sipd_desktop.rules.sasaran import KELOMPOK
from sipd_desktop.services.hari.hadir import list_belum, mark_hadir, ringkas
from sipd_desktop.services.hari.kehamilan import load_episode, mark_hamil, mark_selesai
from sipd_desktop.services.hari.sasaran import (
    RingkasKelompok,
    count_sasaran,
    list_kelompok,
    load_kelompok,
    ringkas_kelompok,
    ringkas_rencana,
)
from sipd_desktop.services.orang import get_orang
from sipd_desktop.services.urungkan import undo

LAHIR = {
    "balita": "2021-11-22",
    "apras": "2021-11-21",
    "remaja": "2020-11-21",
    "dewasa": "2007-11-21",
    "lansia": "1966-11-21",
}


def person(dunia: Dunia, nama: str, **values: object) -> str:
    with dunia.buku.write() as conn:
        return make_warga(conn, dunia.petugas, nama, **values)


def group(dunia: Dunia, warga: str, tanggal: date = HARI_INI) -> str | None:
    def ask(conn):  # type: ignore[no-untyped-def]
        return load_kelompok(conn, [get_orang(conn, warga, tanggal)], tanggal).get(warga)

    found: str | None = dunia.read(ask)
    return found


def counts(dunia: Dunia, hari: str) -> dict[str, RingkasKelompok]:
    return {row.kode: row for row in dunia.read(ringkas_kelompok, hari)}


def test_every_group_is_counted_from_age_on_the_day(dunia: Dunia) -> None:
    for kode, lahir in LAHIR.items():
        person(dunia, f"ORANG {kode}", tanggal_lahir=lahir)
    person(dunia, "DI MAWAR", posyandu_id=MAWAR_ID, tanggal_lahir="1950-01-01")
    person(dunia, "SUDAH PINDAH", status_dasar=3, tanggal_lahir="1950-01-01")
    person(dunia, "TAMU", luar_wilayah=True, tanggal_lahir="1950-01-01")
    person(dunia, "TANPA LAHIR", tanggal_lahir=None)
    found = dunia.read(count_sasaran, MELATI_ID, HARI_INI)
    assert found == dict.fromkeys(KELOMPOK, 0) | dict.fromkeys(LAHIR, 1)
    tomorrow = dunia.read(count_sasaran, MELATI_ID, HARI_INI + timedelta(days=1))
    assert (tomorrow["balita"], tomorrow["apras"]) == (0, 2)


def test_each_list_is_as_long_as_its_count_says(dunia: Dunia) -> None:
    for kode, lahir in LAHIR.items():
        person(dunia, f"ORANG {kode}", tanggal_lahir=lahir)
    ibu = person(dunia, "IBU", tanggal_lahir="1999-01-01", hamil=True)
    found = dunia.read(count_sasaran, MELATI_ID, HARI_INI)
    for kode in KELOMPOK:
        people = dunia.read(list_kelompok, MELATI_ID, HARI_INI, kode)
        assert len(people) == found[kode], kode
    assert [o.id for o in dunia.read(list_kelompok, MELATI_ID, HARI_INI, "bumil")] == [ibu]


def test_balita_of_the_counts_are_those_of_the_queue(dunia: Dunia) -> None:
    dunia.balita()
    person(dunia, "TEPAT LIMA TAHUN", tanggal_lahir=LAHIR["apras"])
    hari = dunia.hari()
    assert counts(dunia, hari)["balita"].sasaran == dunia.read(ringkas, hari).sasaran == 1


def test_who_came_counts_in_the_group_of_the_day(dunia: Dunia) -> None:
    lansia = person(dunia, "MBAH KARTI", tanggal_lahir="1958-02-01")
    person(dunia, "MBAH SIPON", tanggal_lahir="1950-02-01")
    tamu = person(dunia, "MBAH TAMU", tanggal_lahir="1949-02-01", luar_wilayah=True)
    hari = dunia.hari()
    before = {r.kode: r for r in dunia.read(ringkas_rencana, MELATI_ID, HARI_INI)}
    assert before["lansia"] == RingkasKelompok("lansia", "Lansia", 2, 0, 0, 2)
    dunia.act(mark_hadir, hari, lansia)
    dunia.act(mark_hadir, hari, tamu)
    assert counts(dunia, hari)["lansia"] == RingkasKelompok("lansia", "Lansia", 2, 2, 0, 1)


def test_who_has_not_come_of_any_group_stands_under_its_rt(dunia: Dunia) -> None:
    came = person(dunia, "MBAH DATANG", tanggal_lahir="1958-02-01", rt="001")
    person(dunia, "MBAH BELUM", tanggal_lahir="1958-02-01", rt="002")
    person(dunia, "MBAH LAIN", tanggal_lahir="1957-02-01", rt="002")
    dunia.balita()
    hari = dunia.hari()
    dunia.act(mark_hadir, hari, came)
    groups = dunia.read(list_belum, hari, "lansia")
    assert [(g.rt, [o.nama for o in g.orang]) for g in groups] == [
        ("002", ["MBAH BELUM", "MBAH LAIN"])
    ]
    assert sum(len(g.orang) for g in groups) == counts(dunia, hari)["lansia"].belum
    assert [o.nama for g in dunia.read(list_belum, hari) for o in g.orang] == ["ALYA PUTRI"]


def test_sedang_hamil_makes_her_bumil_and_undo_takes_it_back(dunia: Dunia) -> None:
    ibu = person(dunia, "SRI WAHYUNI", tanggal_lahir="1997-01-01")
    made = dunia.act(mark_hamil, ibu, HARI_INI)
    assert group(dunia, ibu) == "bumil"
    assert dunia.one("SELECT hamil FROM warga WHERE id = ?", ibu) == 1
    dunia.act(undo, made.tindakan)
    assert group(dunia, ibu) == "dewasa"
    assert dunia.one("SELECT hamil FROM warga WHERE id = ?", ibu) is None


def test_hpht_may_follow_on_the_same_pregnancy(dunia: Dunia) -> None:
    ibu = person(dunia, "SRI WAHYUNI", tanggal_lahir="1997-01-01")
    dunia.act(mark_hamil, ibu, date(2026, 9, 12))
    dunia.act(mark_hamil, ibu, HARI_INI, hpht=date(2026, 6, 1), sumber="buku")
    ((row,),) = (dunia.read(load_episode, [ibu])[ibu],)
    assert (row.dicatat, row.hpht) == (date(2026, 9, 12), date(2026, 6, 1))


def test_baru_melahirkan_makes_her_bufas_for_42_days(dunia: Dunia) -> None:
    ibu = person(dunia, "SRI WAHYUNI", tanggal_lahir="1997-01-01")
    dunia.act(mark_hamil, ibu, date(2026, 9, 12), hpht=date(2026, 2, 1))
    dunia.act(mark_selesai, ibu, HARI_INI, selesai=date(2026, 11, 5))
    assert group(dunia, ibu) == "bufas"
    assert group(dunia, ibu, date(2026, 12, 17)) == "bufas"
    assert group(dunia, ibu, date(2026, 12, 18)) == "dewasa"
    assert group(dunia, ibu, date(2026, 10, 17)) == "bumil"
    assert dunia.one("SELECT count(*) FROM kehamilan") == 1


def test_a_birth_is_noted_without_a_pregnancy_before(dunia: Dunia) -> None:
    ibu = person(dunia, "SRI WAHYUNI", tanggal_lahir="1997-01-01", hamil=True)
    assert group(dunia, ibu) == "bumil"
    dunia.act(mark_selesai, ibu, HARI_INI, selesai=date(2026, 11, 20))
    assert group(dunia, ibu) == "bufas"
    hari = dunia.hari()
    assert counts(dunia, hari)["bufas"].sasaran == 1
    assert counts(dunia, hari)["bumil"].sasaran == 0


def test_sudah_tidak_hamil_says_nothing_of_why(dunia: Dunia) -> None:
    ibu = person(dunia, "SRI WAHYUNI", tanggal_lahir="1997-01-01")
    dunia.act(mark_hamil, ibu, date(2026, 9, 12))
    dunia.act(mark_selesai, ibu, HARI_INI, selesai=HARI_INI, hasil="berakhir")
    assert group(dunia, ibu) == "dewasa"


@pytest.mark.parametrize("hpht", [date(2026, 11, 22), HARI_INI - timedelta(days=321)])
def test_an_impossible_hpht_is_refused(dunia: Dunia, hpht: date) -> None:
    ibu = person(dunia, "SRI WAHYUNI", tanggal_lahir="1997-01-01")
    before = dunia.dump()
    with pytest.raises(InvalidInput) as caught:
        dunia.act(mark_hamil, ibu, HARI_INI, hpht=hpht)
    assert caught.value.problems[0].code == "hpht-salah"
    assert dunia.dump() == before


@pytest.mark.parametrize("selesai", [date(2026, 11, 22), date(2026, 5, 31)])
def test_an_impossible_birth_is_refused(dunia: Dunia, selesai: date) -> None:
    ibu = person(dunia, "SRI WAHYUNI", tanggal_lahir="1997-01-01")
    dunia.act(mark_hamil, ibu, date(2026, 9, 12), hpht=date(2026, 6, 1))
    with pytest.raises(InvalidInput):
        dunia.act(mark_selesai, ibu, HARI_INI, selesai=selesai)


def test_a_man_is_not_marked_as_pregnant(dunia: Dunia) -> None:
    pak = person(dunia, "PAK BUDI", jenis_kelamin=1)
    with pytest.raises(UserError) as caught:
        dunia.act(mark_hamil, pak, HARI_INI)
    assert caught.value.code == "bukan-perempuan"


def test_two_laptops_note_one_pregnancy_of_the_day_as_one_row(
    induk: Induk, tmp_path: Path, dunia: Dunia
) -> None:
    ibu = person(dunia, "SRI WAHYUNI", tanggal_lahir="1997-01-01")
    other = induk.open(tmp_path / "laptop-2")
    try:
        dunia.act(mark_hamil, ibu, HARI_INI)
        with other.buku.write() as conn:
            made = make_warga(conn, other.petugas, "SRI WAHYUNI", keluarga_id=None)
            conn.exec_driver_sql("UPDATE warga SET id = ? WHERE id = ?", (ibu, made))
        other.act(mark_hamil, ibu, HARI_INI, hpht=date(2026, 6, 1))
        ids = [d.one("SELECT id FROM kehamilan") for d in (dunia, other)]
        assert ids[0] == ids[1]
    finally:
        other.close()
