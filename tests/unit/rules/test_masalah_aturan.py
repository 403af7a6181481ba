"""Rules of masalah: the true counts of the sample workbook, edges of each threshold, vaccines."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import replace
from datetime import date

import pytest

from contoh_sdgs import TANGGAL, read_contoh
from sipd_desktop.base.paths import resources
from sipd_desktop.rules.masalah import (
    Aturan,
    Bantuan,
    DataKeluarga,
    DataOrang,
    Keluarga,
    Orang,
    Setelan,
    jenis_tertutup,
    load_angka,
    read_table,
)
from sipd_desktop.rules.masalah_keluarga import judge_keluarga
from sipd_desktop.rules.masalah_vaksin import (
    Suntikan,
    find_suntikan,
    judge_vaksin,
    list_suntikan,
    load_dosis,
)
from sipd_desktop.rules.masalah_warga import judge_orang, list_riwayat, list_tertutup

CONTOH = resources() / "contoh"
ATURAN = Aturan(TANGGAL)


@pytest.fixture(scope="module")
def hitungan() -> Counter[str]:
    found: Counter[str] = Counter()
    for home in read_contoh(CONTOH / "sdgs_desa_individu.xlsx"):
        found.update(t.jenis for t in judge_keluarga(home, ATURAN))
        for who in home.anggota:
            kinds = [t.jenis + (f".{t.kode}" if t.kunci else "") for t in judge_orang(who, ATURAN)]
            found.update(kinds)
            found.update(f"tertutup.{k}" for k in list_tertutup(who.data or DataOrang(TANGGAL, "")))
    return found


def test_counts_of_the_sample_are_the_true_ones(hitungan: Counter[str]) -> None:
    """TBC and pasung are counted where they belong: behind the closed door."""
    true = json.loads((CONTOH / "ringkasan.json").read_text("utf-8"))
    rules, facts = true["aturan_sdgs"], true["sdgs"]
    assert hitungan["penganggur"] == rules["penganggur_15_64"]
    assert hitungan["tidak_sekolah"] == rules["tidak_sekolah_7_18"]
    assert hitungan["miskin"] == rules["keluarga_miskin_600rb"]
    assert hitungan["miskin_kronis"] == rules["keluarga_miskin_kronis"]
    assert hitungan["bansos"] == facts["keluarga_bansos"]
    assert hitungan["penyakit_menular.covid19"] == facts["covid19"]
    assert hitungan["lain.gizi_buruk"] == facts["gizi_buruk"]
    assert hitungan["penyakit_kronis"] + hitungan["tertutup.tbc"] == facts["penyakit_kronis"]
    assert hitungan["disabilitas"] + hitungan["tertutup.jiwa"] == facts["disabilitas"]


def test_every_threshold_is_dated_sourced_and_within_its_range() -> None:
    assert len(load_angka()) >= 15
    for row in load_angka().values():
        assert row.min <= row.nilai <= row.maks, row.kode
        assert row.sumber
        assert row.tanda in ("pasti", "K", "?")
        assert row.berlaku <= date(2026, 1, 1)
    sources = set(read_table()["sumber"])
    for part in ("dosis", "sekolah", "td"):
        assert {row["sumber"] for row in read_table()[part]} <= sources


def orang(umur: int, **data: object) -> Orang:
    lahir = date(TANGGAL.year - umur, 1, 1)
    made = DataOrang(TANGGAL, "sdgs", **data)  # type: ignore[arg-type]
    return Orang("x", "L", lahir, made, made, made)


def kinds(who: Orang, aturan: Aturan = ATURAN) -> set[str]:
    return {t.jenis for t in judge_orang(who, aturan)}


@pytest.mark.parametrize(("umur", "ya"), [(14, False), (15, True), (64, True), (65, False)])
def test_working_age(umur: int, ya: bool) -> None:
    assert ("penganggur" in kinds(orang(umur, kondisi_kerja=4))) is ya


@pytest.mark.parametrize(
    ("umur", "nilai", "ya"),
    [
        (6, {}, False),
        (7, {}, True),
        (18, {}, True),
        (19, {}, False),
        (12, {"sekolah_kini": True}, False),
        (12, {"sekolah_kini": None}, False),
        (12, {"kondisi_kerja": 1}, False),
        (17, {"pendidikan": 4}, False),
        (17, {"pendidikan": 3}, True),
        (17, {"pendidikan": 9}, False),
        (17, {"pendidikan": None}, False),
    ],
)
def test_school_age(umur: int, nilai: dict[str, object], ya: bool) -> None:
    base: dict[str, object] = {"sekolah_kini": False, "pendidikan": 2, "kondisi_kerja": 3}
    assert ("tidak_sekolah" in kinds(orang(umur, **{**base, **nilai}))) is ya


def rumah(anggota: tuple[Orang, ...] = (), **data: object) -> Keluarga:
    made = DataKeluarga(TANGGAL, "sdgs", **data)  # type: ignore[arg-type]
    return Keluarga("k", anggota, made, made)


def home_kinds(home: Keluarga, aturan: Aturan = ATURAN) -> set[str]:
    return {t.jenis for t in judge_keluarga(home, aturan)}


def test_the_line_itself_is_not_poor_and_a_setting_moves_it() -> None:
    at_line = rumah(jumlah_anggota=3, pengeluaran=1_800_000)
    assert "miskin" not in home_kinds(at_line)
    below = rumah(jumlah_anggota=3, pengeluaran=1_799_999)
    assert "miskin" in home_kinds(below)
    own = Setelan("MISKIN.GARIS", 700_000, date(2026, 9, 1))
    assert "miskin" in home_kinds(at_line, Aturan(TANGGAL, [own]))
    later = Setelan("MISKIN.GARIS", 700_000, date(2026, 10, 1))
    assert "miskin" not in home_kinds(at_line, Aturan(TANGGAL, [later]))
    assert Aturan(TANGGAL, [own]).versi == "2026.1+2026-09-01"


@pytest.mark.parametrize(
    ("pencari", "kronis"),
    [
        (orang(59, kondisi_kerja=5), False),
        (orang(60, kondisi_kerja=5), True),
        (orang(40, kondisi_kerja=5, disabilitas=("netra",)), True),
        (orang(40, kondisi_kerja=5, disabilitas=("Dipasung",)), True),
        (orang(40, kondisi_kerja=4), True),
    ],
)
def test_chronic_is_poor_without_an_able_earner(pencari: Orang, kronis: bool) -> None:
    home = rumah((pencari,), jumlah_anggota=2, pengeluaran=500_000)
    assert ("miskin_kronis" in home_kinds(home)) is kronis
    assert "miskin_kronis" not in home_kinds(
        rumah((pencari,), jumlah_anggota=2, pengeluaran=5_000_000)
    )


def test_members_of_whom_nothing_is_known_do_not_make_it_chronic() -> None:
    silent = replace(orang(30), data=None)
    assert "miskin_kronis" not in home_kinds(
        rumah((silent,), jumlah_anggota=1, pengeluaran=100_000)
    )


def test_without_spending_aid_and_two_signs_make_a_guess() -> None:
    signs = {"lantai": "tanah", "air_minum": "sungai"}
    assert "miskin" in home_kinds(rumah(bantuan=("pkh",), **signs))
    assert "miskin" not in home_kinds(rumah(**signs))
    assert "miskin" not in home_kinds(rumah(bantuan=("pkh",), lantai="tanah"))


def test_programmes_run_out_and_who_gets_none_is_told() -> None:
    poor = rumah(jumlah_anggota=1, pengeluaran=1)
    assert "belum_bansos" in home_kinds(poor)
    running = replace(poor, bantuan=(Bantuan("PKH", date(2026, 1, 1), date(2026, 12, 31)),))
    assert home_kinds(running) & {"bansos", "belum_bansos"} == {"bansos"}
    over = replace(poor, bantuan=(Bantuan("PKH", date(2025, 1, 1), date(2025, 12, 31)),))
    assert home_kinds(over) & {"bansos", "belum_bansos"} == {"belum_bansos"}
    assert "belum_bansos" in home_kinds(rumah(desil=4, pengeluaran=9_000_000))
    assert "belum_bansos" not in home_kinds(rumah(desil=5, pengeluaran=9_000_000))


@pytest.mark.parametrize(
    ("data", "ya"),
    [
        ({"lantai": "tanah", "dinding": "rendah"}, True),
        ({"lantai": "tanah"}, False),
        ({"lantai": "keramik", "dinding": "baik", "atap": "genteng"}, False),
        ({"lantai": "bambu", "luas_lantai": 21, "jumlah_anggota": 3}, True),
        ({"lantai": "bambu", "luas_lantai": 22, "jumlah_anggota": 3}, False),
    ],
)
def test_poor_house(data: dict[str, object], ya: bool) -> None:
    assert ("rumah" in home_kinds(rumah(**data))) is ya


@pytest.mark.parametrize(
    ("jamban", "ya"), [("sendiri", False), ("bersama", True), ("umum", True), ("", False)]
)
def test_latrine(jamban: str, ya: bool) -> None:
    assert ("jamban" in home_kinds(rumah(jamban=jamban))) is ya


@pytest.mark.parametrize(
    ("daftar", "teks", "jenis"),
    [
        ("penyakit", "TBC Paru-Paru", "tbc"),
        ("penyakit", "tbc", "tbc"),
        ("penyakit", "TBC kelenjar", "tbc"),
        ("penyakit", "HIV/AIDS", "hiv"),
        ("penyakit", "Gila/stress", "jiwa"),
        ("disabilitas", "Dipasung", "jiwa"),
        ("penyakit", "Diabetes", ""),
        ("penyakit", "Paru-paru", ""),
        ("disabilitas", "Tunanetra", ""),
    ],
)
def test_closed_answers_are_known(daftar: str, teks: str, jenis: str) -> None:
    assert jenis_tertutup(daftar, teks) == jenis


def test_the_reason_never_names_a_closed_answer() -> None:
    who = orang(40, penyakit=("TBC Paru-Paru", "diabetes"), disabilitas=("mental", "netra"))
    told = " ".join(t.alasan for t in judge_orang(who, ATURAN)).lower()
    assert "tbc" not in told
    assert "mental" not in told
    assert "diabetes" in told


def test_old_answers_about_passing_illness_are_riwayat() -> None:
    data = DataOrang(date(2025, 9, 15), "sdgs", penyakit=("covid19", "diabetes"))
    who = Orang("x", "L", date(1990, 1, 1), data, data, data)
    assert kinds(who) == {"penyakit_kronis"}
    assert list_riwayat(data, ATURAN) == ("Covid-19",)
    assert list_riwayat(replace(data, tanggal=date(2025, 9, 16)), ATURAN) == ()


# vaccines

HARI = Aturan(date(2026, 11, 21))


def anak(lahir: date, *dosis: Suntikan, jk: str = "P", aturan: Aturan = HARI) -> dict[str, str]:
    found = judge_vaksin(Orang("x", jk, lahir), dosis, aturan)
    return {t.kunci: t.alasan for t in found}


def lengkap(sampai: date) -> list[Suntikan]:
    return [Suntikan(d.antigen, d.ke, sampai) for d in load_dosis()]


def test_unknown_doses_say_by_age_and_only_what_is_due_now() -> None:
    told = anak(date(2026, 8, 21))["anak"]
    assert told.startswith("Menurut umur sudah waktunya:")
    assert "lihat Buku KIA" in told
    assert "DPT-HB-Hib 2" in told
    assert "DPT-HB-Hib 3" not in told
    assert "JE" not in told
    assert anak(date(2024, 10, 1)) == {}  # 25 bulan: tidak ada lagi yang rutin


def test_known_doses_are_followed_up_to_59_months() -> None:
    got = [Suntikan("dpt", n, date(2025, 1, 1)) for n in (1, 2)]
    told = anak(date(2024, 8, 1), *got)["anak"]
    assert "Perlu dikejar:" in told
    assert "DPT-HB-Hib 3" in told
    assert "DPT-HB-Hib 1" not in told
    assert "Rotavirus" not in told  # lewat umur, tidak diberikan lagi
    assert anak(date(2022, 11, 21), *lengkap(date(2024, 1, 1))) == {}


def test_the_interval_to_the_dose_before_is_waited_for() -> None:
    young = [Suntikan("dpt", 1, date(2026, 11, 1))]
    assert "DPT-HB-Hib 2" not in anak(date(2026, 7, 1), *young)["anak"]
    older = [Suntikan("dpt", 1, date(2026, 10, 1))]
    assert "DPT-HB-Hib 2" in anak(date(2026, 7, 1), *older)["anak"]


@pytest.mark.parametrize(
    ("umur", "jk", "isi"),
    [
        (7, "L", ("Campak-Rubela", "DT kelas 1")),
        (8, "L", ("Td kelas 2",)),
        (11, "L", ("Td kelas 5",)),
        (11, "P", ("Td kelas 5", "HPV")),
        (9, "P", ()),
        (12, "P", ()),
    ],
)
def test_school_doses(umur: int, jk: str, isi: tuple[str, ...]) -> None:
    told = anak(date(2026 - umur, 2, 1), jk=jk).get("sekolah", "")
    assert all(text in told for text in isi)
    assert bool(told) is bool(isi)
    assert ("HPV" in told) is ("HPV" in isi)


def test_a_school_dose_given_and_the_setting_for_later_hpv() -> None:
    lahir = date(2013, 2, 1)  # 13 tahun
    assert anak(lahir) == {}
    own = Aturan(date(2026, 11, 21), [Setelan("HPV.SUSULAN", 15, date(2026, 1, 1))])
    assert "HPV" in anak(lahir, aturan=own)["sekolah"]
    assert anak(lahir, Suntikan("hpv", 1, date(2025, 8, 1)), aturan=own) == {}


@pytest.mark.parametrize(
    ("dosis", "isi"),
    [
        ((), "belum tercatat"),
        ((Suntikan("td", 1, date(2026, 10, 1)),), "Berikutnya T2"),
        ((Suntikan("td", 1, date(2026, 11, 1)),), ""),
        ((Suntikan("td", 5, date(2020, 1, 1)),), ""),
    ],
)
def test_td_of_a_pregnant_woman(dosis: tuple[Suntikan, ...], isi: str) -> None:
    who = Orang("x", "P", date(1995, 1, 1))
    told = {t.kunci: t.alasan for t in judge_vaksin(who, dosis, HARI, hamil=True)}
    assert bool(told) is bool(isi)
    assert isi in told.get("td", "")
    assert judge_vaksin(who, dosis, HARI) == ()


def test_covid_is_off_until_the_desa_turns_it_on() -> None:
    who = Orang("x", "L", date(1990, 1, 1))
    assert judge_vaksin(who, (), HARI) == ()
    on = Aturan(date(2026, 11, 21), [Setelan("COVID.AKTIF", 1, date(2026, 1, 1))])
    (found,) = judge_vaksin(who, (Suntikan("covid19", 1),), on)
    assert found.alasan == "Vaksin Covid-19 tercatat 1 dari 2 dosis."
    assert judge_vaksin(who, (Suntikan("covid19", 2),), on) == ()
    assert judge_vaksin(Orang("x", "L", date(2016, 1, 1)), (), on) == ()


@pytest.mark.parametrize(
    ("teks", "antigen", "ke"),
    [
        ("DPT-HB-Hib 2", "dpt", 2),
        ("Polio tetes 1", "opv", 1),
        ("bcg", "bcg", None),
        ("Campak", "mr", None),
        ("TT3", "td", 3),
        ("Sinovac", "covid19", None),
    ],
)
def test_names_of_doses(teks: str, antigen: str, ke: int | None) -> None:
    found = find_suntikan(teks)
    assert found is not None
    assert (found.antigen, found.ke) == (antigen, ke)


def test_doses_in_the_words_of_the_bidan() -> None:
    day = date(2026, 11, 21)
    found = list_suntikan("Imunisasi DPT-HB-Hib 1, polio tetes 2 dan vitamin", day)
    assert found == (Suntikan("dpt", 1, day), Suntikan("opv", 2, day))
