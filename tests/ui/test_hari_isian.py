"""Where Enter goes while weighing, apart from any widget."""

from datetime import date
from decimal import Decimal

import pytest

from sipd_desktop.base.errors import Problem
from sipd_desktop.services.hari.baris import Hari, LembarUkur, NilaiUkur, Orang, UkurLalu
from sipd_desktop.services.hari.ukur import check_lembar, judge_lembar
from sipd_desktop.ui.hari import kata, kolom
from sipd_desktop.ui.hari.isian_ukur import IsianUkur, read_tanggal_ketik

HARI = Hari(
    "h",
    "p",
    "Melati 2",
    date(2026, 11, 21),
    "buka",
    (None, None, None, "bidan", None),
    "",
    None,
    None,
)


def make_lembar(
    lahir=date(2024, 8, 15), umur_bulan=27, nilai=None, lalu=("10.9", "86.0"), jk="P", hari=HARI
):
    riwayat = ()
    if lalu:
        dulu = NilaiUkur(berat_badan=Decimal(lalu[0]), tinggi_badan=Decimal(lalu[1]))
        riwayat = (UkurLalu(date(2026, 10, 18), dulu, "N", umur_bulan - 1, "i"),)
    orang = Orang(
        "w",
        "ALYA PUTRI",
        jk,
        lahir,
        "27 bln (2 th 3 bln)",
        umur_bulan,
        "SRI",
        "002",
        "001",
        "",
        None,
        "0123",
        False,
        None,
    )
    return LembarUkur(
        hari, orang, 17, nilai or NilaiUkur(), riwayat, not riwayat, True, Decimal("11.1")
    )


def type_in(isian, key, text):
    isian.teks[key] = text
    return isian.enter(key, check_lembar)


def test_enter_goes_from_weight_to_height_to_arm():
    isian = IsianUkur(make_lembar())
    assert type_in(isian, "berat_badan", "11,2").field == "tinggi_badan"
    step = type_in(isian, "tinggi_badan", "86,5")
    assert (step.gerak, step.field) == ("ke", "lila")


def test_enter_on_an_empty_box_after_the_height_saves():
    isian = IsianUkur(make_lembar())
    type_in(isian, "berat_badan", "11,2")
    type_in(isian, "tinggi_badan", "86,5")
    assert isian.enter("lila", check_lembar).gerak == "simpan"
    assert isian.nilai().berat_badan == Decimal("11.2")
    assert isian.nilai().cara_ukur == "berdiri"


def test_enter_on_empty_height_saves_the_weight_alone_without_a_position():
    isian = IsianUkur(make_lembar())
    type_in(isian, "berat_badan", "11.2")
    assert isian.enter("tinggi_badan", check_lembar).gerak == "simpan"
    assert isian.nilai().cara_ukur is None


def test_enter_on_empty_weight_does_not_save():
    step = IsianUkur(make_lembar()).enter("berat_badan", check_lembar)
    assert (step.gerak, step.field) == ("ke", "tinggi_badan")


def test_nothing_at_all_is_not_saved():
    isian = IsianUkur(make_lembar())
    step = isian.enter("tinggi_badan", check_lembar)
    assert step.gerak == "tahan"
    assert step.problem.code == "belum-ada-ukuran"


def test_enter_never_takes_the_suggested_number():
    isian = IsianUkur(make_lembar())
    for _ in range(3):
        step = type_in(isian, "berat_badan", "94")
        assert step.gerak == "tahan"
        assert step.problem.hard
        assert isian.teks["berat_badan"] == "94"


def test_a_slipped_comma_comes_with_the_number_probably_meant():
    isian = IsianUkur(make_lembar())
    problem = type_in(isian, "berat_badan", "110").problem
    assert kata.saran(problem) == Decimal("11.0")
    assert isian.teks["berat_badan"] == "110"


def test_a_soft_finding_holds_once_and_the_same_number_is_then_kept():
    isian = IsianUkur(make_lembar(lalu=("10.9", "88.0")))
    type_in(isian, "berat_badan", "11,2")
    first = type_in(isian, "tinggi_badan", "84")
    assert (first.gerak, first.problem.hard) == ("tahan", False)
    assert isian.enter("tinggi_badan", check_lembar).gerak == "ke"


def test_another_doubtful_number_is_asked_again():
    isian = IsianUkur(make_lembar(lalu=("10.9", "88.0")))
    type_in(isian, "tinggi_badan", "84")
    assert type_in(isian, "tinggi_badan", "83").gerak == "tahan"


def test_a_text_that_is_no_number_holds_the_cursor():
    isian = IsianUkur(make_lembar())
    step = type_in(isian, "berat_badan", "1,,2")
    assert step.problem == Problem("berat_badan", "isian-angka")


def test_a_correction_saves_at_the_changed_box():
    stored = NilaiUkur(
        berat_badan=Decimal("8.60"), tinggi_badan=Decimal("86.5"), cara_ukur="berdiri"
    )
    isian = IsianUkur(make_lembar(nilai=stored))
    assert isian.teks["berat_badan"] == "8,6"
    assert isian.enter("berat_badan", check_lembar).gerak == "ke"
    isian.teks["berat_badan"] = "10,9"
    assert isian.enter("berat_badan", check_lembar).gerak == "simpan"


def test_first_month_leads_to_the_buku_kia_and_then_saves():
    isian = IsianUkur(make_lembar(lalu=None))
    type_in(isian, "berat_badan", "11,2")
    type_in(isian, "tinggi_badan", "86,5")
    assert isian.enter("lila", check_lembar).field == "bb_lalu"
    assert isian.enter("bb_lalu", check_lembar).gerak == "simpan"


def test_last_months_weight_needs_its_date_and_then_decides_the_mark():
    lembar = make_lembar(lalu=None)
    isian = IsianUkur(lembar)
    isian.teks |= {"berat_badan": "11,2", "tinggi_badan": "86,5", "lila": "15"}
    assert judge_lembar(lembar, isian.nilai()).tanda == "B"
    assert type_in(isian, "bb_lalu", "10,9").field == "tanggal_bb_lalu"
    assert isian.enter("tanggal_bb_lalu", check_lembar).problem.code == "tanggal-bb-lalu-kosong"
    assert type_in(isian, "tanggal_bb_lalu", "18102026").gerak == "simpan"
    assert judge_lembar(lembar, isian.nilai()).tanda == "N"


def test_untouched_ticks_stay_unasked():
    isian = IsianUkur(make_lembar())
    assert isian.nilai().edema is None
    isian.tik["edema"] = True
    assert isian.berubah
    assert isian.nilai().edema is True


def test_oedema_stops_the_judgement_of_the_weight():
    lembar = make_lembar()
    isian = IsianUkur(lembar)
    isian.teks["berat_badan"] = "11,2"
    assert judge_lembar(lembar, isian.nilai()).tanda == "N"
    isian.tik["edema"] = True
    judged = judge_lembar(lembar, isian.nilai())
    assert judged.tanda is None
    assert kata.to_status(judged).tindakan.startswith("Surat rujukan")


@pytest.mark.parametrize(
    ("bulan", "umur", "expected"),
    [
        (11, 3, ("edema", "asi_eksklusif")),
        (11, 27, ("edema",)),
        (2, 8, ("edema", "vitamin_a")),
        (8, 27, ("edema", "vitamin_a", "obat_cacing")),
    ],
)
def test_ticks_are_offered_by_age_and_month(bulan, umur, expected):
    hari = Hari("h", "p", "M", date(2026, bulan, 21), "buka", (None,) * 5, "", None, None)
    assert kolom.list_centang(make_lembar(umur_bulan=umur, hari=hari)) == expected


@pytest.mark.parametrize(("umur", "cara"), [(23, "baring"), (24, "berdiri")])
def test_position_is_proposed_by_age(umur, cara):
    assert IsianUkur(make_lembar(umur_bulan=umur)).cara == cara


@pytest.mark.parametrize("text", ["05082024", "5-8-2024", "05/08/24", "050824", "5 Agustus 2024"])
def test_dates_are_read_day_first(text):
    assert read_tanggal_ketik(text, date(2026, 11, 21)) == date(2024, 8, 5)


@pytest.mark.parametrize("text", ["31022024", "5", "2024", "32-1-2024", "besok"])
def test_dates_that_are_none_are_refused(text):
    with pytest.raises(ValueError):
        read_tanggal_ketik(text, date(2026, 11, 21))


def test_the_large_word_is_an_action_and_sensitive_words_wait_for_a_key():
    lembar = make_lembar()
    isian = IsianUkur(lembar)
    isian.teks |= {"berat_badan": "7,6", "tinggi_badan": "86,5"}
    judged = judge_lembar(lembar, isian.nilai())
    status = kata.to_status(judged)
    shown = " ".join((status.tindakan, status.kata, *status.lain)).lower()
    for word in ("gizi", "stunting", "pendek", "kurang", "garis merah"):
        assert word not in shown
    assert "garis merah" in status.peka
    assert status.tindakan == judged.temuan[0].tindakan


def test_a_letter_always_has_its_word():
    lembar = make_lembar()
    isian = IsianUkur(lembar)
    isian.teks["berat_badan"] = "11,2"
    status = kata.to_status(judge_lembar(lembar, isian.nilai()))
    assert (status.tindakan, status.tanda) == ("Ukur TB", "N")
    assert kata.tren(lembar) == ("Okt 10,9 N Naik",)


def test_last_month_stands_beside_the_box():
    lembar = make_lembar()
    assert kata.lalu(lembar, "berat_badan") == (Decimal("10.9"), "Okt")
    assert kata.lalu(lembar, "lila") is None
    assert kata.minimal_teks(lembar, NilaiUkur()) == "minimal 11,1 agar N (Naik)"


def test_numbers_in_findings_have_a_decimal_comma():
    text = kata.problem_teks(
        Problem(
            "berat_badan",
            "berat-mungkin-geser",
            True,
            (("nilai", Decimal("94")), ("saran", Decimal("9.4"))),
        )
    )
    assert "9,4" in text
    assert "9.4" not in text
