"""The start page follows the phase: what it counts before, on and after the hari buka."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from pembuat import BULAN_LALU, HARI_INI, MELATI_ID, Dunia, make_warga
from sipd_desktop.rules.jadwal import Jadwal
from sipd_desktop.services.beranda import Beranda, open_beranda
from sipd_desktop.services.hari.keadaan import close_hari
from sipd_desktop.services.hari.urutan_lembar import freeze_urutan
from sipd_desktop.services.rencana import set_jadwal


@pytest.fixture
def kampung(dunia: Dunia) -> Dunia:
    """The schedule says the 21st; one child fell below the red line last month."""
    dunia.act(set_jadwal, MELATI_ID, Jadwal(tanggal=21))
    alya = dunia.balita("ALYA", rt="001")
    dunia.balita("BAYI", rt="002", tanggal_lahir="2026-09-10")
    with dunia.buku.write() as conn:
        make_warga(conn, dunia.petugas, "SRI", hamil=True, rt="002")
        make_warga(conn, dunia.petugas, "KARTI", tanggal_lahir="1950-01-01", rt="002")
    hari = dunia.hari(BULAN_LALU)
    dunia.timbang(hari, alya, "7.1")
    dunia.act(close_hari, hari)
    return dunia


def at(dunia: Dunia, day: date) -> Beranda:
    found: Beranda = dunia.read(open_beranda, MELATI_ID, day)
    return found


def test_phase_of_each_day_around_the_hari_buka(kampung: Dunia) -> None:
    before = [at(kampung, HARI_INI + timedelta(n)).fase for n in range(-5, 1)]
    assert before == ["tenang", "tenang", "siap", "siap", "siap", "hari"]
    kampung.act(close_hari, kampung.hari(HARI_INI))
    after = [at(kampung, HARI_INI + timedelta(n)).fase for n in range(6)]
    assert after == ["hari", "sesudah", "sesudah", "sesudah", "tenang", "tenang"]


def test_preparing_counts_groups_rt_and_needs(kampung: Dunia) -> None:
    isi = at(kampung, date(2026, 11, 18))
    assert isi.siap is not None
    assert isi.siap.tanggal == HARI_INI
    groups = {k.kode: k.sasaran for k in isi.kelompok}
    assert (groups["balita"], groups["bumil"], groups["lansia"]) == (2, 1, 1)
    rt = [(r.alamat[:6], r.balita, r.ibu, r.lansia) for r in isi.siap.rt]
    assert rt == [("RT 001", 1, 0, 0), ("RT 002", 1, 1, 1)]
    assert isi.siap.kebutuhan == ()
    assert dict(isi.siap.dosis) == {
        "DPT-HB-Hib 1": 1, "Polio tetes 2 (OPV2)": 1, "Rotavirus 1": 1, "PCV 1": 1,
    }  # fmt: skip
    assert not isi.siap.lembar_dicetak
    kampung.act(freeze_urutan, MELATI_ID, HARI_INI)
    after = at(kampung, date(2026, 11, 18)).siap
    assert after is not None
    assert after.lembar_dicetak


def test_preparing_a_vitamin_month_counts_capsules(kampung: Dunia) -> None:
    kampung.act(close_hari, kampung.hari(date(2027, 1, 21)))
    siap = at(kampung, date(2027, 2, 19)).siap
    assert siap is not None
    assert dict(siap.kebutuhan) == {
        "Vitamin A merah (200.000 IU)": 1,
        "Obat cacing satu tablet (24-59 bulan)": 1,
    }


def test_after_the_day_visits_and_news_are_counted(kampung: Dunia) -> None:
    isi = at(kampung, BULAN_LALU + timedelta(1))
    rest = isi.sesudah
    assert rest is not None
    assert (rest.lewat, rest.susulan, rest.ringkas.belum) == (1, False, 1)
    assert [o.nama for g in rest.belum for o in g.orang] == ["BAYI"]
    assert [(c.orang.nama, c.tanggal) for c in rest.cek] == [("ALYA", BULAN_LALU + timedelta(7))]
    assert [a.orang.nama for a in rest.bidan] == ["ALYA"]


def test_news_of_the_referred_are_asked_for_when_due(kampung: Dunia) -> None:
    def asked(days: int) -> bool:
        rows = dict(at(kampung, BULAN_LALU + timedelta(days)).perhatian)
        return rows.get("orang yang dirujuk perlu dicek kabarnya") == 1

    assert [n for n in range(1, 14) if asked(n)] == [7, 8, 9, 10]


def test_open_day_asks_for_susulan_even_when_the_next_one_is_near(kampung: Dunia) -> None:
    kampung.hari(date(2026, 11, 20))
    assert at(kampung, HARI_INI).fase == "sesudah"


def test_day_left_open_is_told_until_it_is_closed(kampung: Dunia) -> None:
    hari = kampung.hari(HARI_INI)

    def told(days: int) -> int | None:
        return dict(at(kampung, HARI_INI + timedelta(days)).perhatian).get(
            "hari buka belum ditutup"
        )

    assert [told(n) for n in (1, 3, 4, 9)] == [None, None, 1, 1]
    kampung.act(close_hari, hari)
    assert told(9) is None
