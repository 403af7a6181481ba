"""A newcomer in one short form: without NIK, to the mother's household, never a second time."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from pembuat import BULAN_LALU, HARI_INI, MAWAR_ID, MELATI_ID, Dunia, make_keluarga, make_warga
from sipd_desktop.base.errors import InvalidInput, UserError
from sipd_desktop.services.catat import Niat
from sipd_desktop.services.hari.baris import PendatangBaru
from sipd_desktop.services.hari.hadir import list_antrean
from sipd_desktop.services.hari.pendatang import check_pendatang, register
from sipd_desktop.services.laporan.skdn import open_skdn
from sipd_desktop.services.orang import get_orang
from sipd_desktop.services.pindah import list_usul, move

BARU = PendatangBaru("Hani  Kartika", "P", date(2026, 9, 5), "Yuni Astuti", rt="1", rw="1")


def add(dunia: Dunia, data: PendatangBaru, hari: str | None = None) -> str:
    warga, changes = dunia.act(register, hari or dunia.hari(), data)
    assert {"warga", "kehadiran"} <= changes.kinds
    return str(warga)


def test_newcomer_without_nik_gets_a_number_and_a_household(dunia: Dunia) -> None:
    hari = dunia.hari()
    warga = add(dunia, BARU, hari)
    orang = dunia.read(get_orang, warga, HARI_INI)
    assert (orang.nama, orang.jk, orang.rt, orang.rw) == ("Hani Kartika", "P", "001", "001")
    assert orang.nik_ekor == ""
    assert [a.orang.id for a in dunia.read(list_antrean, hari)] == [warga]
    row = dunia.sql("SELECT no_kk, posyandu_id FROM keluarga WHERE id = ?", orang.keluarga_id)
    assert row == [(None, MELATI_ID)]
    assert dunia.sql("SELECT nik, sumber, shdk FROM warga") == [(None, "pendaftaran", 4)]


def test_two_newcomers_without_nik_are_two_people(dunia: Dunia) -> None:
    assert add(dunia, BARU) != add(dunia, replace(BARU, nama="Hani Dua"))


def test_newcomer_joins_the_household_of_the_mother_in_the_same_rt(dunia: Dunia) -> None:
    with dunia.buku.write() as conn:
        home = make_keluarga(conn, dunia.petugas, rt="001")
        make_warga(conn, dunia.petugas, "YUNI ASTUTI", keluarga_id=home)
        make_warga(conn, dunia.petugas, "YUNI ASTUTI", rt="002")
    warga = add(dunia, BARU)
    assert dunia.one("SELECT keluarga_id FROM warga WHERE id = ?", warga) == home


@pytest.mark.parametrize(
    "other",
    [
        {"rt": "002"},
        {"rt": "001", "rw": "002"},
        {"rt": "001", "jenis_kelamin": 1},
        {"rt": "001", "nama": "YUNI ASTUTIK"},
    ],
)
def test_newcomer_never_joins_a_household_that_is_only_alike(
    dunia: Dunia, other: dict[str, object]
) -> None:
    with dunia.buku.write() as conn:
        make_warga(conn, dunia.petugas, str(other.pop("nama", "YUNI ASTUTI")), **other)
    warga = add(dunia, BARU)
    assert dunia.one("SELECT no_kk IS NULL FROM keluarga k JOIN warga w ON w.keluarga_id = k.id "
                     "WHERE w.id = ?", warga) == 1  # fmt: skip


def test_two_mothers_of_one_name_mean_a_household_of_its_own(dunia: Dunia) -> None:
    with dunia.buku.write() as conn:
        homes = [make_keluarga(conn, dunia.petugas, rt="001") for _ in range(2)]
        for home in homes:
            make_warga(conn, dunia.petugas, "YUNI ASTUTI", keluarga_id=home)
    warga = add(dunia, BARU)
    assert dunia.one("SELECT keluarga_id FROM warga WHERE id = ?", warga) not in homes


NIK = "3399074509260001"


@pytest.mark.parametrize("state", ["hidup", "dibatalkan", "digabung"])
def test_nik_that_is_known_is_refused_also_of_a_voided_row(dunia: Dunia, state: str) -> None:
    other = dunia.balita("LAIN", nik=NIK, rt="002")
    if state == "dibatalkan":
        with dunia.buku.write() as conn:
            niat = Niat(conn, dunia.petugas)
            niat.void("warga", other)
            niat.done()
    if state == "digabung":
        dunia.run("UPDATE warga SET digabung_ke = ? WHERE id = ?", dunia.balita("DIA"), other)
    hari = dunia.hari()
    before = dunia.dump()
    with pytest.raises(UserError) as caught:
        dunia.act(register, hari, replace(BARU, nik=f" {NIK} "))
    assert caught.value.code == "nik-sudah-ada"
    assert caught.value.params == {"rt": "002"}
    assert dunia.dump() == before


@pytest.mark.parametrize(
    ("change", "field", "code"),
    [
        ({"nama": "  "}, "nama", "nama-kosong"),
        ({"nama": "A" * 101}, "nama", "isian-panjang"),
        ({"nama": "A\x00B"}, "nama", "isian-nul"),
        ({"nama_ibu": "A" * 101}, "nama_ibu", "isian-panjang"),
        ({"dusun": "A" * 101}, "dusun", "isian-panjang"),
        ({"jk": ""}, "jk", "jk-kosong"),
        ({"jk": "X"}, "jk", "jk-kosong"),
        ({"tanggal_lahir": date(2026, 11, 22)}, "tanggal_lahir", "belum-lahir"),
        ({"nik": "123"}, "nik", "nik-bentuk"),
        ({"nik": "339907450926000O"}, "nik", "nik-bentuk"),
        ({"nik": "١" * 16}, "nik", "nik-bentuk"),
        ({"rt": "dua"}, "rt", "isian-angka"),
        ({"rt": "²"}, "rt", "isian-angka"),
        ({"rw": "12345"}, "rw", "isian-angka"),
    ],
)
def test_what_cannot_be_is_told_by_field(
    dunia: Dunia, change: dict[str, object], field: str, code: str
) -> None:
    data = replace(BARU, **change)  # type: ignore[arg-type]
    assert (field, code) in {(p.field, p.code) for p in check_pendatang(data, HARI_INI)}
    hari = dunia.hari()
    before = dunia.dump()
    with pytest.raises(InvalidInput):
        dunia.act(register, hari, data)
    assert dunia.dump() == before


def test_good_form_has_no_problem() -> None:
    assert check_pendatang(BARU, HARI_INI) == ()
    assert check_pendatang(replace(BARU, nik=NIK, rt="", rw=""), HARI_INI) == ()


def figures(dunia: Dunia, posyandu: str = MELATI_ID) -> dict[str, int]:
    tabel = dunia.read(open_skdn, posyandu, "2026-11", today=HARI_INI).tabel
    return {k: tabel.jumlah(k) for k in ("S", "K", "D", "LUAR")}


def test_guest_from_outside_counts_in_d_and_not_in_s(dunia: Dunia) -> None:
    hari = dunia.hari()
    warga = add(dunia, replace(BARU, luar_wilayah=True), hari)
    dunia.timbang(hari, warga, "4.9")
    assert figures(dunia) == {"S": 0, "K": 0, "D": 1, "LUAR": 1}
    assert dunia.read(get_orang, warga, HARI_INI).luar_wilayah


def test_newcomer_of_the_area_counts_in_both(dunia: Dunia) -> None:
    hari = dunia.hari()
    dunia.timbang(hari, add(dunia, BARU, hari), "4.9")
    assert figures(dunia) == {"S": 1, "K": 0, "D": 1, "LUAR": 0}


def test_newcomer_from_an_rt_of_the_other_posyandu_belongs_there(dunia: Dunia) -> None:
    hari = dunia.hari()
    dunia.timbang(hari, add(dunia, replace(BARU, rt="003"), hari), "4.9")
    assert figures(dunia) == {"S": 0, "K": 0, "D": 1, "LUAR": 1}
    assert figures(dunia, MAWAR_ID) == {"S": 1, "K": 0, "D": 0, "LUAR": 0}


def test_newcomer_whose_posyandu_is_not_on_this_laptop_is_a_guest_until_moved_home(
    dunia: Dunia,
) -> None:
    """The centre would refuse a record of a Posyandu this laptop does not hold."""
    dunia.run("INSERT INTO lingkup_kursor(kunci, kursor) VALUES (?, 0)", f"pos:{MELATI_ID}")
    hari = dunia.hari()
    who, _ = dunia.act(register, hari, replace(BARU, rt="003", rw="001"))
    where = "SELECT posyandu_id, luar_wilayah FROM warga WHERE id = ?"
    assert dunia.sql(where, who) == [(MELATI_ID, 1)]
    (usul,) = dunia.read(list_usul, MELATI_ID)
    assert (usul.rt, usul.usul) == ("003", MAWAR_ID)
    dunia.act(move, MAWAR_ID, keluarga=usul.keluarga)
    assert dunia.sql(where, who) == [(MAWAR_ID, None)]


def test_a_newcomer_can_be_registered_on_a_past_day(dunia: Dunia) -> None:
    hari = dunia.hari(BULAN_LALU)
    add(dunia, replace(BARU, tanggal_lahir=BULAN_LALU), hari)
    with pytest.raises(InvalidInput):
        dunia.act(register, hari, replace(BARU, tanggal_lahir=HARI_INI))
