"""The family page masks numbers; looking at one is an act in the history."""

from __future__ import annotations

import pytest

from pembuat import BULAN_LALU, HARI_INI, Dunia, make_keluarga, make_warga
from sipd_desktop.base.errors import UserError
from sipd_desktop.services.beranda import open_beranda
from sipd_desktop.services.hari.hadir import list_belum
from sipd_desktop.services.keluarga import open_keluarga, reveal_kk
from sipd_desktop.services.orang import get_orang, list_posyandu

KK = "3399071508241234"


@pytest.fixture
def rumah(dunia: Dunia) -> str:
    with dunia.buku.write() as conn:
        home = make_keluarga(conn, dunia.petugas, no_kk=KK)
        make_warga(
            conn,
            dunia.petugas,
            "SRI",
            keluarga_id=home,
            shdk=3,
            tanggal_lahir="1998-01-01",
            hamil=True,
        )
        make_warga(
            conn, dunia.petugas, "JOKO", keluarga_id=home, shdk=1, tanggal_lahir="1960-01-01"
        )
        make_warga(
            conn, dunia.petugas, "ALYA", keluarga_id=home, shdk=4, tanggal_lahir="2024-08-15"
        )
    return home


def test_members_by_their_place_with_group_and_this_month(dunia: Dunia, rumah: str) -> None:
    page = dunia.read(open_keluarga, rumah, HARI_INI)
    assert page.kepala == "JOKO"
    told = [(a.orang.nama, a.kelompok, a.bulan_ini, a.is_kepala) for a in page.anggota]
    assert told == [
        ("JOKO", "Lansia", "", True),
        ("SRI", "Ibu hamil", "", False),
        ("ALYA", "Balita", "belum", False),
    ]
    assert page.anggota[0].hubungan
    dunia.timbang(dunia.hari(), page.anggota[2].orang.id, "9.4")
    page = dunia.read(open_keluarga, rumah, HARI_INI)
    assert page.anggota[2].bulan_ini == "sudah ditimbang"
    assert dunia.read(open_keluarga, rumah, BULAN_LALU).anggota[2].bulan_ini == "belum"


def test_numbers_are_masked_everywhere_on_it(dunia: Dunia, rumah: str) -> None:
    page = dunia.read(open_keluarga, rumah, HARI_INI)
    assert page.kk_samar == "3399********1234"
    niks = [nik for (nik,) in dunia.sql("SELECT nik FROM warga")]
    text = repr(page)
    assert KK not in text
    assert not [nik for nik in niks if nik in text]
    assert all(len(a.orang.nik_ekor) == 4 for a in page.anggota)


def test_looking_at_the_number_is_written_down(dunia: Dunia, rumah: str) -> None:
    before = dunia.one("SELECT count(*) FROM tindakan")
    assert dunia.act(reveal_kk, rumah) == KK
    row = dunia.sql(
        "SELECT verb, objek_jenis, objek, pelaku FROM tindakan ORDER BY urut DESC LIMIT 1"
    )
    assert row == [("melihat", "keluarga", rumah, dunia.pengguna.id)]
    assert dunia.one("SELECT count(*) FROM tindakan") == before + 1
    assert KK not in repr(dunia.sql("SELECT * FROM tindakan"))


def test_unknown_or_voided_household_is_told(dunia: Dunia, rumah: str) -> None:
    dunia.run("UPDATE keluarga SET deleted_at = 'x' WHERE id = ?", rumah)
    for service in (lambda: dunia.read(open_keluarga, rumah, HARI_INI),
                    lambda: dunia.act(reveal_kk, "tidak-ada")):  # fmt: skip
        with pytest.raises(UserError, match="keluarga-tidak-ada"):
            service()


def test_household_without_number_says_so(dunia: Dunia) -> None:
    with dunia.buku.write() as conn:
        home = make_keluarga(conn, dunia.petugas, no_kk=None)
    page = dunia.read(open_keluarga, home, HARI_INI)
    assert (page.kk_samar, page.kepala, page.anggota) == ("belum ada", "", ())
    assert dunia.act(reveal_kk, home) == ""


def test_age_is_told_in_months_for_a_balita(dunia: Dunia) -> None:
    child = dunia.balita()
    orang = dunia.read(get_orang, child, HARI_INI)
    assert (orang.umur, orang.umur_bulan, orang.is_balita) == ("27 bln (2 th 3 bln)", 27, True)
    with pytest.raises(UserError, match="orang-tidak-ada"):
        dunia.read(get_orang, "x", HARI_INI)


def test_start_page_tells_the_day_and_what_needs_attention(dunia: Dunia) -> None:
    posyandu = dunia.read(list_posyandu)[0][0]
    alya, bagas = dunia.balita("ALYA"), dunia.balita("BAGAS")
    dunia.balita("TANPA TANGGAL", tanggal_lahir=None)
    start = dunia.read(open_beranda, posyandu, HARI_INI)
    assert start.hari is None
    assert (start.angka.sasaran, start.angka.belum, start.terakhir) == (2, 2, "")
    assert start.perhatian == (("orang belum ada tanggal lahir", 1),)
    for day, kg in ((BULAN_LALU.replace(month=9), "10.6"), (BULAN_LALU, "10.7")):
        hari = dunia.hari(day)
        dunia.timbang(hari, alya, kg)
        dunia.timbang(hari, bagas, "7.9")
    start = dunia.read(open_beranda, posyandu, HARI_INI)
    assert start.terakhir == "Hari buka terakhir 17 Okt 2026: 2 ditimbang dari 2."
    assert ("anak di bawah garis merah", 1) in start.perhatian
    hari = dunia.hari()
    dunia.timbang(hari, alya, "11.0")
    start = dunia.read(open_beranda, posyandu, HARI_INI)
    assert start.hari is not None
    assert (start.angka.ditimbang, start.skdn["D"], start.skdn["S"]) == (1, 1, 2)
    assert len(dunia.read(list_belum, hari)) == 1
