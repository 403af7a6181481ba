"""Births and deaths: one act each, taken back whole, and every list of people knows at once."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from pembuat import BULAN_LALU, HARI_INI, MELATI_ID, Dunia, make_keluarga, make_warga
from sipd_desktop.base.errors import InvalidInput, UserError
from sipd_desktop.services.cari import search
from sipd_desktop.services.catat import Petugas
from sipd_desktop.services.hari.hadir import (
    list_antrean,
    list_belum,
    list_sasaran,
    mark_hadir,
    ringkas,
)
from sipd_desktop.services.hari.hari import get_hari
from sipd_desktop.services.hari.ke_bidan import set_ke_bidan
from sipd_desktop.services.hari.kehamilan import mark_hamil
from sipd_desktop.services.hari.sasaran import count_sasaran, list_kelompok
from sipd_desktop.services.hari.susulan import open_susulan
from sipd_desktop.services.hari.urutan_lembar import freeze_urutan
from sipd_desktop.services.keluarga import open_keluarga
from sipd_desktop.services.laporan.kunjungan import open_kunjungan
from sipd_desktop.services.laporan.sesudah import list_cek, open_sesudah
from sipd_desktop.services.laporan.skdn import list_angka, open_skdn
from sipd_desktop.services.laporan.tiket import open_tiket
from sipd_desktop.services.laporan.undangan import open_undangan
from sipd_desktop.services.penduduk.batal import revoke_status
from sipd_desktop.services.penduduk.lahir import Bayi, list_ibu, record_lahir
from sipd_desktop.services.penduduk.lembar import find_pasangan, open_lembar
from sipd_desktop.services.penduduk.meninggal import open_meninggal, record_meninggal
from sipd_desktop.services.urungkan import undo


def rumah(dunia: Dunia, **more: Any) -> tuple[str, str, str]:
    """A couple; (keluarga, suami, istri)."""
    with dunia.buku.write() as conn:
        kk = make_keluarga(conn, dunia.petugas, **more)
        him = make_warga(
            conn, dunia.petugas, "DEDI", keluarga_id=kk, jenis_kelamin=1, shdk=1, agama=1
        )
        her = make_warga(conn, dunia.petugas, "SRI", keluarga_id=kk, shdk=3, agama=1)
    return kk, him, her


def lahir(dunia: Dunia, ibu: str, *bayi: Bayi, tanggal: date = HARI_INI, **more: Any) -> Any:
    return dunia.act(record_lahir, ibu, bayi or (Bayi("P"),), tanggal, hari_ini=HARI_INI, **more)


def wafat(dunia: Dunia, warga: str, tanggal: date = HARI_INI, **more: Any) -> Any:
    return dunia.act(record_meninggal, warga, tanggal, hari_ini=HARI_INI, **more)


def row(dunia: Dunia, warga: str) -> dict[str, Any]:
    with dunia.buku.read() as conn:
        found = conn.exec_driver_sql("SELECT * FROM warga WHERE id = ?", (warga,)).mappings().one()
        return dict(found)


def test_a_baby_stands_under_its_mother_and_ends_the_pregnancy(dunia: Dunia) -> None:
    kk, _, ibu = rumah(dunia)
    dunia.act(mark_hamil, ibu, BULAN_LALU, hpht=date(2026, 2, 20))
    assert [(i.orang.id, i.hamil) for i in dunia.read(list_ibu, kk, HARI_INI)] == [(ibu, True)]
    made = lahir(dunia, ibu, Bayi("L", berat=Decimal("3.1"), panjang=Decimal(49)))
    (bayi,) = made.bayi
    got = row(dunia, bayi)
    wanted = {
        "nama": "BAYI NY. SRI",
        "jenis_kelamin": 1,
        "tanggal_lahir": "2026-11-21",
        "keluarga_id": kk,
        "posyandu_id": MELATI_ID,
        "shdk": 4,
        "ibu_id": ibu,
        "nama_ibu": "SRI",
        "nama_ayah": "DEDI",
        "agama": 1,
        "nik": None,
        "berat_lahir": "3.10",
        "panjang_lahir": "49.0",
        "akta_lahir": 0,
        "status_dasar": 1,
    }
    assert {k: got[k] for k in wanted} == wanted
    assert dunia.sql("SELECT hasil_kehamilan, tanggal_selesai FROM kehamilan") == [
        ("melahirkan", "2026-11-21")
    ]
    events = dunia.sql("SELECT jenis, warga_id, tanggal, keluarga_id FROM peristiwa")
    assert events == [("lahir", bayi, "2026-11-21", kk)]
    assert [o.id for o in dunia.read(list_kelompok, MELATI_ID, HARI_INI, "balita")] == [bayi]
    assert [o.id for o in dunia.read(list_kelompok, MELATI_ID, HARI_INI, "bufas")] == [ibu]
    assert dunia.read(count_sasaran, MELATI_ID, HARI_INI)["bumil"] == 0


def test_a_birth_is_taken_back_whole_until_the_baby_was_weighed(dunia: Dunia) -> None:
    _, _, ibu = rumah(dunia)
    dunia.act(mark_hamil, ibu, BULAN_LALU, hpht=date(2026, 2, 20))
    made = lahir(dunia, ibu)
    dunia.act(undo, made.changes.tindakan)
    assert dunia.one("SELECT count(*) FROM peristiwa WHERE deleted_at IS NULL") == 0
    assert dunia.one("SELECT tanggal_selesai FROM kehamilan") is None
    assert dunia.read(list_kelompok, MELATI_ID, HARI_INI, "balita") == ()
    again = lahir(dunia, ibu)
    dunia.timbang(dunia.hari(), again.bayi[0], "3.2")
    with pytest.raises(UserError, match="sudah-diubah-lagi"):
        dunia.act(undo, again.changes.tindakan)


def test_twins_are_two_babies_with_names_of_their_own(dunia: Dunia) -> None:
    _, _, ibu = rumah(dunia)
    made = lahir(dunia, ibu, Bayi("L"), Bayi("P"))
    assert [row(dunia, i)["nama"] for i in made.bayi] == ["BAYI NY. SRI I", "BAYI NY. SRI II"]
    assert dunia.one("SELECT count(*) FROM peristiwa WHERE jenis = 'lahir'") == 2


def test_a_birth_noted_twice_is_asked_about_and_a_late_twin_goes_on(dunia: Dunia) -> None:
    kk, _, ibu = rumah(dunia)
    lahir(dunia, ibu, tanggal=date(2026, 11, 20))
    before = dunia.dump()
    with pytest.raises(UserError, match="lahir-mungkin-sudah-ada"):
        lahir(dunia, ibu)
    assert dunia.dump() == before
    late = lahir(dunia, ibu, tetap=True)
    assert row(dunia, late.bayi[0])["nama"] == "BAYI NY. SRI II"
    assert row(dunia, late.bayi[0])["keluarga_id"] == kk


@pytest.mark.parametrize(
    ("bayi", "tanggal", "code"),
    [
        (Bayi(""), HARI_INI, "jk-kosong"),
        (Bayi("L", berat=Decimal(31)), HARI_INI, "berat-lahir-tak-mungkin"),
        (Bayi("L", panjang=Decimal(490)), HARI_INI, "panjang-lahir-tak-mungkin"),
        (Bayi("L"), date(2026, 11, 22), "peristiwa-belum-terjadi"),
        (Bayi("L"), date(1990, 1, 1), "peristiwa-sebelum-lahir"),
    ],
)
def test_an_impossible_birth_changes_nothing(
    dunia: Dunia, bayi: Bayi, tanggal: date, code: str
) -> None:
    _, _, ibu = rumah(dunia)
    before = dunia.dump()
    with pytest.raises(InvalidInput) as refused:
        lahir(dunia, ibu, bayi, tanggal=tanggal)
    assert [p.code for p in refused.value.problems] == [code]
    assert dunia.dump() == before


def test_an_operator_notes_a_birth_and_the_mother_counts_as_bufas_all_the_same(
    dunia: Dunia,
) -> None:
    """Pregnancies are not the operator's to write; the birth itself tells the lists."""
    _, _, ibu = rumah(dunia)
    dunia.act(mark_hamil, ibu, BULAN_LALU, hpht=date(2026, 2, 20))
    dunia.run("UPDATE kader SET jabatan = 'operator', posyandu_id = NULL")
    made = lahir(dunia, ibu)
    assert made.kehamilan_ditutup is False
    assert dunia.one("SELECT tanggal_selesai FROM kehamilan") is None
    assert [o.id for o in dunia.read(list_kelompok, MELATI_ID, HARI_INI, "bufas")] == [ibu]
    assert dunia.read(list_kelompok, MELATI_ID, HARI_INI, "bumil") == ()


def everywhere(dunia: Dunia, hari: str) -> set[str]:
    """Ids of everyone who stands in a list of people to invite, call, weigh or visit."""
    found: set[str] = set()
    with dunia.buku.read() as conn:
        found |= {o.id for g in list_belum(conn, hari) for o in g.orang}
        for kode in ("balita", "apras", "remaja", "bumil", "bufas", "dewasa", "lansia"):
            found |= {o.id for o in list_kelompok(conn, MELATI_ID, HARI_INI, kode)}
        found |= {o.id for o in list_sasaran(conn, get_hari(conn, hari))}
        for rt in open_undangan(conn, MELATI_ID, HARI_INI).rt:
            found |= {o.id for o in (*rt.anak, *rt.lain)}
        kunjungan = open_kunjungan(conn, MELATI_ID, HARI_INI)
        found |= {o.id for _, people in kunjungan.belum for o in people}
        found |= {c.orang.id for c in kunjungan.cek}
        found |= {c.orang.id for c in list_cek(conn, get_hari(conn, hari))}
        found |= {a.orang.id for a in list_antrean(conn, hari)}
        found |= {a.orang.id for a in open_sesudah(conn, get_hari(conn, hari), HARI_INI).bidan}
        found |= {b.orang.id for b in open_susulan(conn, hari).baris}
        found |= {k.orang.id for k in search(conn, "alya", tanggal=HARI_INI, hari_id=hari)}
    return found


def test_who_died_leaves_every_list_and_comes_back_when_it_was_a_mistake(dunia: Dunia) -> None:
    anak, lain = dunia.balita("ALYA"), dunia.balita("BIMA")
    hari = dunia.hari()
    dunia.act(freeze_urutan, MELATI_ID, HARI_INI)
    dunia.act(mark_hadir, hari, anak)
    dunia.act(set_ke_bidan, hari, anak, on=True)
    assert {anak, lain} <= everywhere(dunia, hari)
    tickets = dunia.read(open_tiket, MELATI_ID, HARI_INI).jumlah
    made = wafat(dunia, anak, sebab="  sakit ")
    assert everywhere(dunia, hari) & {anak, lain} == {lain}
    assert dunia.read(ringkas, hari).sasaran == 1
    assert dunia.read(open_tiket, MELATI_ID, HARI_INI).jumlah <= tickets
    assert dunia.sql("SELECT jenis, tanggal, sebab FROM peristiwa") == [
        ("meninggal", "2026-11-21", "sakit")
    ]
    with pytest.raises(UserError, match="orang-sudah-meninggal"):
        dunia.act(mark_hadir, hari, anak)
    with pytest.raises(UserError, match="sudah-meninggal"):
        wafat(dunia, anak)
    dunia.act(undo, made.tindakan)
    assert {anak, lain} <= everywhere(dunia, hari)
    assert row(dunia, anak)["tanggal_status"] is None


def test_a_child_that_died_still_counts_in_the_months_it_lived(dunia: Dunia) -> None:
    anak = dunia.balita("ALYA")
    dunia.timbang(dunia.hari(BULAN_LALU), anak, "9.4")
    wafat(dunia, anak, date(2026, 11, 3))
    october = dunia.read(open_skdn, MELATI_ID, "2026-10", today=HARI_INI)
    assert [o.id for o in list_angka(october, "S")] == [anak]
    assert [october.tabel.jumlah(k) for k in ("S", "K", "D")] == [1, 1, 1]
    november = dunia.read(open_skdn, MELATI_ID, "2026-11", today=HARI_INI)
    assert november.tabel.jumlah("S") == 0


def test_the_family_page_waits_for_nobody_who_died(dunia: Dunia) -> None:
    kk, him, ibu = rumah(dunia)
    (bayi,) = lahir(dunia, ibu).bayi
    wafat(dunia, bayi)
    page = dunia.read(open_keluarga, kk, HARI_INI)
    (shown,) = [a for a in page.anggota if a.orang.id == bayi]
    assert (shown.kelompok, shown.bulan_ini) == ("", "")
    assert dunia.read(open_meninggal, him, HARI_INI).is_kepala is True
    assert dunia.read(open_meninggal, ibu, HARI_INI).is_kepala is False


def test_a_death_noted_again_after_it_was_taken_back_is_one_event(dunia: Dunia) -> None:
    anak = dunia.balita()
    dunia.act(undo, wafat(dunia, anak, date(2026, 11, 1)).tindakan)
    wafat(dunia, anak, date(2026, 11, 2))
    assert dunia.sql("SELECT tanggal, deleted_at FROM peristiwa") == [("2026-11-02", None)]


def test_a_kader_may_note_births_and_deaths_of_her_own_posyandu(dunia: Dunia) -> None:
    _, _, ibu = rumah(dunia)
    who = dunia.one("SELECT id FROM kader")
    dunia.run("UPDATE kader SET jabatan = 'kader'")
    petugas = Petugas(who, who)
    with dunia.buku.write() as conn:
        made = record_lahir(conn, petugas, ibu, (Bayi("P"),), HARI_INI, hari_ini=HARI_INI)
        gone = record_meninggal(conn, petugas, made.bayi[0], HARI_INI, hari_ini=HARI_INI)
        undo(conn, petugas, gone.tindakan)
        undo(conn, petugas, made.changes.tindakan)
    assert dunia.one("SELECT count(*) FROM peristiwa WHERE deleted_at IS NULL") == 0


def keluarga(dunia: Dunia, *people: tuple[str, int, int, int | None]) -> dict[str, str]:
    """A family of (nama, sex, relation, marital state); their ids, and of the household `kk`."""
    with dunia.buku.write() as conn:
        kk = make_keluarga(conn, dunia.petugas)
        made = {
            nama: make_warga(
                conn, dunia.petugas, nama, keluarga_id=kk, jenis_kelamin=jk, shdk=shdk,
                status_kawin=kawin,
            )
            for nama, jk, shdk, kawin in people
        }  # fmt: skip
    return {**made, "kk": kk}


@pytest.mark.parametrize(
    ("people", "found"),
    [
        ((("A", 1, 1, 2), ("B", 2, 3, 2)), "B"),
        ((("A", 2, 3, 2), ("B", 1, 1, None)), "B"),
        ((("A", 1, 4, 2), ("B", 2, 5, 2), ("C", 1, 1, 2)), "B"),
        ((("A", 1, 1, 2), ("B", 2, 3, 2), ("C", 2, 3, 2)), None),  # two wives: not for us to say
        ((("A", 1, 1, 2), ("B", 2, 3, 3)), None),  # divorced
        ((("A", 1, 1, 3), ("B", 2, 3, 2)), None),
        ((("A", 1, 1, 2), ("B", 2, 4, 2)), None),
        ((("A", 1, 4, 2), ("B", 2, 5, 2), ("C", 2, 5, 2)), None),
    ],
)
def test_who_may_be_widowed_is_only_proposed_where_there_is_no_doubt(
    dunia: Dunia, people: tuple[tuple[str, int, int, int | None], ...], found: str | None
) -> None:
    r = keluarga(dunia, *people)
    page = dunia.read(open_lembar, r["kk"], HARI_INI)
    (dead,) = [a for a in page.anggota if a.orang.nama == "A"]
    spouse = find_pasangan(page.anggota, dead)
    assert (spouse.orang.nama if spouse else None) == found


def test_widowhood_and_the_next_head_are_one_act_and_go_back_with_it(dunia: Dunia) -> None:
    r = keluarga(dunia, ("DEDI", 1, 1, 2), ("SRI", 2, 3, 2), ("ANAK", 1, 4, 1))
    before = {i: row(dunia, r[i]) for i in ("DEDI", "SRI", "ANAK")}
    wafat(dunia, r["ANAK"])
    assert row(dunia, r["SRI"])["status_kawin"] == 2, "nothing follows by itself"
    made = wafat(dunia, r["DEDI"], cerai_mati=r["SRI"], kepala_baru=r["SRI"])
    assert [row(dunia, r["SRI"])[k] for k in ("status_kawin", "shdk")] == [4, 1]
    events = dunia.sql("SELECT jenis FROM peristiwa WHERE deleted_at IS NULL ORDER BY 1")
    assert events == [("ganti_kepala",), ("meninggal",), ("meninggal",), ("ubah",)]
    dunia.act(undo, made.tindakan)
    for key in ("status_kawin", "shdk", "status_dasar", "tanggal_status"):
        assert row(dunia, r["SRI"])[key] == before["SRI"][key]
        assert row(dunia, r["DEDI"])[key] == before["DEDI"][key]


def test_a_death_taken_back_weeks_later_ends_the_widowhood_and_leaves_one_head(
    dunia: Dunia,
) -> None:
    r = keluarga(dunia, ("DEDI", 1, 1, 2), ("SRI", 2, 3, 2))
    wafat(dunia, r["DEDI"], cerai_mati=r["SRI"], kepala_baru=r["SRI"])
    dunia.act(revoke_status, r["DEDI"])
    assert row(dunia, r["SRI"])["status_kawin"] == 2
    assert [row(dunia, r[i])["shdk"] for i in ("DEDI", "SRI")] == [9, 1]
