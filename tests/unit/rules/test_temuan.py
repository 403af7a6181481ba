"""The judgement while typing: worst first, N never green beside something worse, no shame aloud.

Children are made from the WHO curves: `anak(bb=-3.2)` weighs what -3.2 SD of its age weighs.
"""

import re
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sipd_desktop.rules import who, zskor
from sipd_desktop.rules.kata_temuan import KE_BIDAN, SURAT, TEMUAN
from sipd_desktop.rules.kms import is_ago, is_bgm, kurva
from sipd_desktop.rules.penilaian import Penilaian, Tingkat
from sipd_desktop.rules.temuan import judge
from sipd_desktop.rules.ukuran import Ganti, Pengukuran, Timbang
from sipd_desktop.rules.versi import Aturan, Baris, aturan

HARI = date(2026, 11, 10)
A = aturan()


def lahir(umur_hari: int) -> date:
    return HARI - timedelta(umur_hari)


def cm(indeks: str, sd: float, umur: int, jk: str = "L") -> Decimal:
    return Decimal(str(round(kurva(indeks, jk, sd, [umur])[0], 2)))


def ukur(umur: int, *, bb: float = 0.0, tb: float = 0.0, **more: object) -> Pengukuran:
    """A child of `umur` days with this BB/U and TB/U, its arm and head at the median."""
    base: dict[str, object] = {
        "tanggal": HARI,
        "berat_badan": cm("BBU", bb, umur),
        "tinggi_badan": cm("TBU", tb, umur),
        "cara_ukur": "baring" if umur < 731 else "berdiri",
        "lingkar_kepala": cm("LKU", 0, umur),
        "lila": Decimal("15.0"),
    }
    return Pengukuran(**(base | more))  # type: ignore[arg-type]


def naik(berat: Decimal | None, gram: int = 900) -> list[Timbang]:
    """Last month's weight so that this month gained `gram`, and one before it that gained too."""
    assert berat is not None
    lalu = berat - Decimal(gram) / 1000
    return [Timbang(date(2026, 10, 10), lalu), Timbang(date(2026, 9, 10), lalu - 1)]


def kode(nilai: Penilaian) -> list[str]:
    return [row.kode for row in nilai.temuan]


def nilai(umur: int, *, gram: int = 900, **more: object) -> Penilaian:
    given_ = ukur(umur, **more)  # type: ignore[arg-type]
    riwayat = naik(given_.berat_badan, gram) if given_.berat_badan is not None else []
    return judge("L", lahir(umur), given_, riwayat)


def test_all_measured_and_well_and_gaining_is_green() -> None:
    hasil = nilai(500)
    assert kode(hasil) == ["N"]
    assert hasil.tingkat is Tingkat.BAIK
    assert (hasil.tanda, hasil.bgm, hasil.ago, hasil.dua_t) == ("N", False, False, False)
    assert hasil.versi_aturan == "2026.1"


@pytest.mark.parametrize(
    ("change", "first"),
    [
        ({"tinggi_badan": None}, "BELUM.PB"),
        ({"lila": None}, "BELUM.LILA"),
        ({"bb": -2.0}, "GIZI.GK"),
        ({"bb": -2.2, "tb": -1.98}, "BBU.K"),
        ({"bb": 1.5}, "GIZI.RGL"),
        ({"lila": Decimal("12.4")}, "LILA.KUNING"),
        ({"lila": Decimal("11.4")}, "GIZI_BURUK"),
        ({"edema": True}, "GIZI_BURUK"),
        ({"tb": -2.5}, "TBU.P"),
        ({"tanda_bahaya": ("MTBS.UMUM",)}, "BAHAYA"),
    ],
)
def test_n_is_never_green_beside_something_worse_or_missing(
    change: dict[str, object], first: str
) -> None:
    hasil = nilai(500, **change)
    assert kode(hasil)[0] == first
    assert hasil.tingkat is not Tingkat.BAIK
    if "edema" not in change:
        assert hasil.tanda == "N"
        assert "N" in kode(hasil)


def test_without_todays_height_bb_tb_is_not_judged_and_says_so() -> None:
    young, old = nilai(500, tinggi_badan=None), nilai(900, tinggi_badan=None)
    for hasil, row, do in ((young, "BB/PB", "Ukur PB"), (old, "BB/TB", "Ukur TB")):
        first = hasil.temuan[0]
        assert (first.kata, first.tindakan) == (f"{row} belum dinilai", do)
        assert first.tingkat is Tingkat.BELUM
        bbtb = hasil.hasil("BBTB")
        assert bbtb is not None
        assert (bbtb.z, bbtb.kelas, bbtb.sebab) == (None, None, "belum-diukur")


def test_a_missing_measure_is_never_a_class() -> None:
    hasil = judge("P", lahir(500), Pengukuran(HARI), [])
    assert [row.kelas for row in hasil.indeks] == [None] * 6
    assert {row.sebab for row in hasil.indeks} == {"belum-diukur"}
    assert (hasil.bgm, hasil.ago, hasil.lila, hasil.tanda) == (None, None, None, None)
    assert set(kode(hasil)) == {"BELUM.BB", "BELUM.PB", "BELUM.LILA"}


def test_lila_is_not_asked_for_before_six_months() -> None:
    assert kode(nilai(100, lila=None)) == ["N"]


def test_findings_are_sorted_worst_first() -> None:
    hasil = nilai(500, bb=-3.6, tb=-2.5, lila=Decimal("11.0"), gram=-100)
    levels = [row.tingkat for row in hasil.temuan]
    assert levels == sorted(levels)
    assert kode(hasil)[0] == "GIZI_BURUK"
    assert {"BGM", "T", "TBU.P", "LILA.MERAH"} <= set(kode(hasil))
    assert hasil.gabungan == {"GIZI_BURUK", "STUNTING", "WASTING", "UNDERWEIGHT"}


def test_first_t_goes_to_the_bidan_second_gets_a_letter() -> None:
    kini = ukur(500)
    assert kini.berat_badan is not None
    once = judge("L", lahir(500), kini, naik(kini.berat_badan, 100))
    assert (once.temuan[0].kode, once.temuan[0].tindakan) == ("T", KE_BIDAN)
    same = [Timbang(date(2026, 9 + i, 10), kini.berat_badan) for i in (0, 1)]
    twice = judge("L", lahir(500), kini, same)
    assert twice.dua_t
    assert (twice.temuan[0].kode, twice.temuan[0].tindakan) == ("2T", SURAT)
    assert "T" not in kode(twice)


def test_without_a_bidan_what_would_go_to_her_becomes_a_letter() -> None:
    kini = ukur(500, tb=-2.5)
    here = judge("L", lahir(500), kini, naik(kini.berat_badan))
    away = judge("L", lahir(500), kini, naik(kini.berat_badan), bidan_hadir=False)
    assert here.temuan[0].tindakan == KE_BIDAN
    assert away.temuan[0].tindakan == SURAT
    assert kode(here) == kode(away)


def test_bgm_gets_a_letter_and_the_line_itself_is_not_below() -> None:
    hasil = nilai(500, bb=-3.2, tb=-2.0)
    assert hasil.bgm
    assert "BGM" in kode(hasil)
    assert "BBU.SK" not in kode(hasil)
    assert TEMUAN["BGM"].tindakan == SURAT
    assert [is_bgm(z, A) for z in (None, -3.01, -3.0)] == [None, True, False]
    assert [is_ago(z, A) for z in (None, 1.0, 1.01)] == [None, False, True]


def test_above_the_orange_line_goes_to_the_bidan() -> None:
    hasil = nilai(500, bb=1.2, tb=1.5)
    assert hasil.ago
    assert kode(hasil) == ["AGO", "N"]


@given(st.integers(0, 1825), st.floats(-6, 5), st.sampled_from("LP"))
def test_the_dot_and_the_words_of_the_lines_never_disagree(umur: int, sd: float, jk: str) -> None:
    berat = Decimal(str(round(max(kurva("BBU", jk, sd, [umur])[0], 0.5), 2)))
    hasil = judge(jk, lahir(umur), Pengukuran(HARI, berat), [])
    red, orange = (kurva("BBU", jk, line, [umur])[0] for line in (-3, 1))
    z = hasil.hasil("BBU")
    assert z is not None
    if z.bendera:
        assert (hasil.bgm, hasil.ago) == (None, None)
        return
    if abs(float(berat) - red) > 0.01:
        assert hasil.bgm is (float(berat) < red)
    if abs(float(berat) - orange) > 0.01:
        assert hasil.ago is (float(berat) > orange)


@pytest.mark.parametrize(
    ("change", "finding", "indeks"),
    [
        ({"berat_badan": Decimal("30")}, "UKUR.BBU", "BBU"),
        ({"tinggi_badan": Decimal("120")}, "UKUR.TBU", "TBU"),
        ({"lingkar_kepala": Decimal("30")}, "UKUR.LKU", "LKU"),
        ({"lila": Decimal("30")}, "UKUR.LILAU", "LILAU"),
    ],
)
def test_an_implausible_value_is_kept_unclassed_and_asked_again(
    change: dict[str, object], finding: str, indeks: str
) -> None:
    hasil = nilai(500, **change)
    row = hasil.hasil(indeks)
    assert row is not None
    assert (row.z is not None, row.bendera, row.kelas) == (True, True, None)
    assert finding in kode(hasil)
    assert hasil.temuan[0].tindakan == "Ukur ulang"


def test_a_danger_sign_stands_before_measuring_again() -> None:
    hasil = nilai(500, berat_badan=Decimal("30"), tanda_bahaya=("NAPAS",))
    assert kode(hasil)[0] == "BAHAYA"


def test_oedema_is_gizi_buruk_without_any_weight_judgement() -> None:
    hasil = nilai(500, edema=True)
    assert hasil.gabungan == {"GIZI_BURUK"}
    assert (hasil.tanda, hasil.bgm, hasil.ago) == (None, None, None)
    assert [hasil.hasil(i).sebab for i in ("BBU", "BBTB", "IMTU")] == ["edema"] * 3  # type: ignore[union-attr]
    assert not {"N", "T", "O", "B", "BELUM.BBTB"} & set(kode(hasil))


def test_actions_never_name_a_state_and_naming_words_are_sensitive() -> None:
    naming = re.compile(
        r"stunting|gizi (buruk|kurang|lebih)|obesitas|pendek|garis merah|warna", re.I
    )
    shame = re.compile(r"stunting|buruk|kurang|pendek|obes|kepala|merah|kuning|edema", re.I)
    for row in TEMUAN.values():
        assert not shame.search(row.tindakan)
        if naming.search(row.kata):
            assert row.peka, row.kode
    assert not TEMUAN["T"].peka
    assert not TEMUAN["N"].peka


def test_words_speak_of_signs_not_of_diagnoses() -> None:
    for row in TEMUAN.values():
        if re.search(r"gizi (buruk|kurang)|stunting|obesitas", row.kata):
            assert "erindikasi" in row.kata
            assert "perlu dikonfirmasi" in row.kata


def test_the_kader_own_mark_stands_beside_ours() -> None:
    kini = ukur(500)
    riwayat = naik(kini.berat_badan, 100)
    hasil = judge("L", lahir(500), kini, riwayat, ganti=Ganti("N", "sejajar garis"))
    assert (hasil.tanda, hasil.tanda_otomatis, hasil.alasan_ganti) == ("N", "T", "sejajar garis")
    assert kode(hasil) == ["N"]


def test_an_own_mark_without_reason_or_ground_has_no_effect() -> None:
    kini = ukur(500)
    riwayat = naik(kini.berat_badan, 100)
    assert judge("L", lahir(500), kini, riwayat, ganti=Ganti("N", " ")).tanda == "T"
    hasil = judge("L", lahir(500), kini, [], ganti=Ganti("N", "sejajar"))
    assert (hasil.tanda, hasil.alasan_ganti) == ("B", "")


def test_o_and_b_are_not_judged_rather_than_good() -> None:
    kini = ukur(500)
    assert judge("L", lahir(500), kini, []).tingkat is Tingkat.BELUM
    old = [Timbang(date(2026, 8, 10), Decimal("9"))]
    hasil = judge("L", lahir(500), kini, old)
    assert (hasil.tanda, hasil.tingkat) == ("O", Tingkat.BELUM)


def test_least_weight_is_told() -> None:
    kini = ukur(500)
    riwayat = naik(kini.berat_badan, 100)
    hasil = judge("L", lahir(500), kini, riwayat)
    assert hasil.bb_minimal == riwayat[0].berat + Decimal("0.2")  # type: ignore[operator]


def test_standing_before_nine_months_is_remarked() -> None:
    assert "POSISI" in kode(nilai(200, cara_ukur="berdiri"))
    assert "POSISI" not in kode(nilai(200))
    assert "POSISI" not in kode(nilai(300, cara_ukur="berdiri"))


def test_lying_and_standing_are_corrected() -> None:
    low = nilai(900, tinggi_badan=Decimal("88.0"), cara_ukur="berdiri").hasil("TBU")
    high = nilai(900, tinggi_badan=Decimal("88.7"), cara_ukur="baring").hasil("TBU")
    assert low is not None
    assert high is not None
    assert low.z == high.z


def test_imt_speaks_where_the_length_is_outside_the_table() -> None:
    hasil = nilai(5, tinggi_badan=Decimal("44.0"), berat_badan=Decimal("1.75"))
    bbtb, imtu = hasil.hasil("BBTB"), hasil.hasil("IMTU")
    assert bbtb is not None
    assert imtu is not None
    assert (bbtb.z, bbtb.sebab) == (None, "tanpa-nilai")
    assert imtu.kode == "IMTU0.GB"
    assert "GIZI.GB" in kode(hasil)


@pytest.mark.parametrize("jk", [None, "", "X"])
def test_an_unknown_sex_is_asked_for_and_gives_no_class(jk: str | None) -> None:
    hasil = judge(jk, lahir(500), ukur(500), [])
    assert "BELUM.JK" in kode(hasil)
    assert all(row.z is None for row in hasil.indeks)
    assert hasil.bgm is None


def test_a_birth_after_the_measuring_gives_no_class() -> None:
    hasil = judge("L", HARI + timedelta(3), ukur(0), [])
    assert "BELUM.UMUR" in kode(hasil)
    assert all(row.z is None for row in hasil.indeks)


def test_from_five_years_the_school_tables_speak_and_no_mark_is_shown() -> None:
    kini = Pengukuran(HARI, Decimal("25"), Decimal("110"))
    hasil = judge("P", date(2021, 5, 1), kini, naik(kini.berat_badan))
    assert [row.indeks for row in hasil.indeks] == ["BBU", "TBU", "IMTU5"]
    assert "BUKAN_BALITA" in kode(hasil)
    assert "GIZI.OB" in kode(hasil)
    assert (hasil.bgm, hasil.ago) == (None, None)
    assert not {"N", "T", "2T"} & set(kode(hasil))


def test_the_day_before_the_fifth_birthday_is_still_balita() -> None:
    hasil = judge("L", date(2021, 11, 11), ukur(1825), [])
    assert hasil.umur_bulan == 59
    assert all(row.z is not None for row in hasil.indeks)
    assert "BUKAN_BALITA" not in kode(hasil)


def other(kode_: str, value: str) -> Aturan:
    """The rule table with one number changed."""
    row = A.angka[kode_]
    baris = Baris(row.kode, Decimal(value), row.satuan, row.sumber, row.tanda, row.berlaku)
    return Aturan(A.versi, A.berlaku, A.sumber, {**A.angka, kode_: baris}, A.kelas, A.kbm)


def test_unsure_rules_are_settings_not_constants() -> None:
    kini = ukur(500, bb=-2.5, tb=-2.0)
    riwayat = naik(kini.berat_badan, 100)
    assert judge("L", lahir(500), kini, riwayat).bgm is False
    assert judge("L", lahir(500), kini, riwayat, aturan=other("BGM.GARIS", "-2")).bgm is True
    kini = ukur(500)
    riwayat = naik(kini.berat_badan, 100)
    mild = judge("L", lahir(500), kini, riwayat, aturan=other("RUJUK.T", "2"))
    assert (mild.temuan[0].kode, mild.temuan[0].tingkat) == ("T", Tingkat.PERHATIAN)
    assert mild.temuan[0].tindakan != KE_BIDAN


@given(
    st.integers(0, 1825),
    st.sampled_from("LP"),
    st.none() | st.decimals("0.5", "58", places=2),
    st.none() | st.decimals("30", "150", places=1),
    st.none() | st.decimals("5", "35", places=1),
    st.none() | st.decimals("20", "65", places=1),
    st.booleans(),
    st.sampled_from([None, "baring", "berdiri"]),
)
def test_any_entry_within_the_limits_is_judged_with_at_least_one_finding(
    umur: int,
    jk: str,
    berat: Decimal | None,
    tinggi: Decimal | None,
    lila: Decimal | None,
    kepala: Decimal | None,
    edema: bool,
    cara: str | None,
) -> None:
    kini = Pengukuran(HARI, berat, tinggi, cara, kepala, lila, edema)  # type: ignore[arg-type]
    hasil = judge(jk, lahir(umur), kini, [Timbang(date(2026, 10, 1), Decimal("9"))])
    assert hasil.temuan
    assert hasil.tingkat == min(row.tingkat for row in hasil.temuan)
    if hasil.tingkat is Tingkat.BAIK:
        assert None not in (berat, tinggi)
        assert all(
            r.kode in ("BBU.N", "TBU.N", "BBTB.B", "LKU.N", None) or r.indeks == "IMTU"
            for r in hasil.indeks
        )


def test_curves_are_those_of_the_tables() -> None:
    lms = who.by_day("wfa").rows["F"][365]
    assert kurva("BBU", "P", -2, [365]) == (zskor.value_at(-2, lms),)
    with pytest.raises(ValueError, match="no WHO row"):
        kurva("LILAU", "L", 0, [90])
    with pytest.raises(ValueError, match="no WHO row"):
        kurva("BBU", "L", 0, [1827])
    assert kurva("BBU", "L", 0, []) == ()
