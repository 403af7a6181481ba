"""Weighing one child: the sheet, first-month rule, refusals, corrections, remembered judgement."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from pembuat import BULAN_LALU, HARI_INI, MAWAR_ID, MELATI_ID, Dunia
from sipd_desktop.base.errors import InvalidInput, UserError
from sipd_desktop.services.hari import hasil
from sipd_desktop.services.hari.anak import KOLOM, open_anak
from sipd_desktop.services.hari.baris import LembarUkur, NilaiUkur
from sipd_desktop.services.hari.riwayat import measured_ids, weighed_ids
from sipd_desktop.services.hari.ukur import (
    check_lembar,
    judge_lembar,
    minimal_lembar,
    open_lembar,
    save_ukur,
)
from sipd_desktop.services.laporan.skdn import open_skdn

D = Decimal


def sheet(dunia: Dunia, hari: str, child: str) -> LembarUkur:
    found: LembarUkur = dunia.read(open_lembar, hari, child)
    return found


def test_sheet_of_a_new_child_is_empty_and_asks(dunia: Dunia) -> None:
    hari, child = dunia.hari(), dunia.balita(punya_kms=None)
    lembar = sheet(dunia, hari, child)
    assert lembar.nilai == NilaiUkur()
    assert lembar.riwayat == ()
    assert lembar.lalu is None
    assert lembar.bulan_pertama
    assert lembar.tanya_kms
    assert lembar.bb_minimal is None
    assert lembar.nomor is None


def test_values_come_back_as_typed(dunia: Dunia) -> None:
    hari, child = dunia.hari(), dunia.balita()
    nilai = NilaiUkur(
        berat_badan=D("9.40"),
        tinggi_badan=D("79.5"),
        cara_ukur="berdiri",
        lila=D("14.2"),
        lingkar_kepala=D("46.0"),
        edema=False,
        asi_eksklusif=True,
        vitamin_a=True,
        obat_cacing=False,
        catatan="sehat",
    )
    dunia.act(save_ukur, hari, child, nilai)
    lembar = sheet(dunia, hari, child)
    assert lembar.nilai == nilai
    assert lembar.nomor == 1


def test_first_month_rule_takes_last_months_weight_from_the_book(dunia: Dunia) -> None:
    hari, child = dunia.hari(), dunia.balita()
    nilai = NilaiUkur(D("11.4"), bb_lalu=D("11.0"), tanggal_bb_lalu=date(2026, 10, 14))
    lembar = sheet(dunia, hari, child)
    assert judge_lembar(lembar, NilaiUkur(D("11.4"))).tanda == "B"
    assert judge_lembar(lembar, nilai).tanda == "N"
    assert judge_lembar(lembar, replace(nilai, berat_badan=D("11.1"))).tanda == "T"
    assert minimal_lembar(lembar, nilai) == D("11.2")
    dunia.act(save_ukur, hari, child, nilai)
    assert open_skdn_mark(dunia) == {"N": 1}
    later = dunia.hari(date(2026, 12, 19))
    assert not sheet(dunia, later, child).bulan_pertama


def open_skdn_mark(dunia: Dunia, periode: str = "2026-11") -> dict[str, int]:
    tabel = dunia.read(open_skdn, MELATI_ID, periode, today=HARI_INI).tabel
    return {k: n for k in ("N", "T", "O", "B", "X") if (n := tabel.jumlah(k))}


@pytest.mark.parametrize(
    ("change", "field", "code"),
    [
        ({"bb_lalu": D("11.0")}, "tanggal_bb_lalu", "tanggal-bb-lalu-kosong"),
        ({"bb_lalu": D("11.0"), "tanggal_bb_lalu": HARI_INI}, "tanggal_bb_lalu",
         "tanggal-bb-lalu-salah"),
        ({"bb_lalu": D("11.0"), "tanggal_bb_lalu": date(2024, 8, 14)}, "tanggal_bb_lalu",
         "tanggal-bb-lalu-salah"),
        ({"tanda_kader": "T"}, "alasan_tanda", "tanda-perlu-alasan"),
        ({"berat_badan": D("94")}, "berat_badan", "berat-mungkin-geser"),
        ({"tinggi_badan": D("7.9")}, "tinggi_badan", "tinggi-mungkin-geser"),
        ({"catatan": "x" * 501}, "catatan", "isian-panjang"),
        ({"catatan": "a\x00"}, "catatan", "isian-nul"),
    ],
)  # fmt: skip
def test_hard_problems_refuse_and_write_nothing(
    dunia: Dunia, change: dict[str, Any], field: str, code: str
) -> None:
    hari, child = dunia.hari(), dunia.balita()
    nilai = replace(NilaiUkur(D("9.4")), **change)
    assert (field, code) in {
        (p.field, p.code) for p in check_lembar(sheet(dunia, hari, child), nilai)
    }
    before = dunia.dump()
    with pytest.raises(InvalidInput) as caught:
        dunia.act(save_ukur, hari, child, nilai)
    assert (field, code) in {(p.field, p.code) for p in caught.value.problems}
    assert all(p.hard for p in caught.value.problems)
    assert dunia.dump() == before


def test_soft_problem_carries_a_suggestion_and_is_saved_when_kept(dunia: Dunia) -> None:
    hari, child = dunia.hari(), dunia.balita()
    nilai = NilaiUkur(D("1.14"))
    (found,) = [
        p for p in check_lembar(sheet(dunia, hari, child), nilai) if p.field == "berat_badan"
    ]
    assert not found.hard
    assert dict(found.params)["saran"] == D("11.4")
    dunia.act(save_ukur, hari, child, nilai)
    assert sheet(dunia, hari, child).nilai.berat_badan == D("1.14"), "never the suggestion"


@pytest.mark.parametrize(
    ("child", "code"),
    [
        ({"tanggal_lahir": None}, "tanggal-lahir-kosong"),
        ({"tanggal_lahir": "2026-11-22"}, "belum-lahir"),
        ({"tanggal_lahir": "2021-11-21"}, "bukan-balita"),
    ],
)
def test_who_cannot_be_weighed_as_balita_is_told(
    dunia: Dunia, child: dict[str, Any], code: str
) -> None:
    hari, made = dunia.hari(), dunia.balita(**child)
    with pytest.raises(UserError, match=code):
        sheet(dunia, hari, made)
    with pytest.raises(UserError, match=code):
        dunia.timbang(hari, made, "9.4")


def test_last_day_as_balita_still_counts(dunia: Dunia) -> None:
    hari, child = dunia.hari(), dunia.balita(tanggal_lahir="2021-11-22")
    dunia.timbang(hari, child, "15.0")
    assert sheet(dunia, hari, child).orang.umur_bulan == 59


@pytest.mark.parametrize(
    "nilai", [NilaiUkur(), NilaiUkur(catatan="x"), NilaiUkur(cara_ukur="baring")]
)
def test_nothing_measured_is_no_entry(dunia: Dunia, nilai: NilaiUkur) -> None:
    hari, child = dunia.hari(), dunia.balita()
    with pytest.raises(UserError, match="belum-ada-ukuran"):
        dunia.act(save_ukur, hari, child, nilai)
    assert dunia.sql("SELECT * FROM kehadiran") == []


def test_vitamin_a_alone_is_an_entry_but_no_measure(dunia: Dunia) -> None:
    """The laptop at langkah 4 has no scale: the child still waits for her weighing."""
    hari, child = dunia.hari(), dunia.balita()
    dunia.act(save_ukur, hari, child, NilaiUkur(vitamin_a=True))
    assert dunia.sql("SELECT langkah FROM kehadiran") == [(1,)]
    assert dunia.read(measured_ids, hari) == dunia.read(weighed_ids, hari) == set()
    dunia.timbang(hari, child, "9.4", vitamin_a=True)
    assert dunia.sql("SELECT langkah FROM kehadiran") == [(3,)]
    assert dunia.read(measured_ids, hari) == {child}


def test_a_correction_changes_the_one_entry(dunia: Dunia) -> None:
    hari, child = dunia.hari(), dunia.balita()
    dunia.timbang(hari, child, "4.9", catatan="salah")
    dunia.timbang(hari, child, "9.4")
    assert dunia.sql("SELECT count(*) FROM isian") == [(1,)]
    assert sheet(dunia, hari, child).nilai == NilaiUkur(D("9.40"))
    lama = dunia.sql("SELECT lama, baru FROM perubahan WHERE field = 'berat_badan'")
    assert lama == [('"4.90"', '"9.40"')]
    verbs = dunia.sql("SELECT verb FROM tindakan WHERE objek_jenis = 'isian' ORDER BY urut")
    assert verbs == [("menimbang",), ("mengubah",)]


def test_saving_the_same_again_writes_nothing(dunia: Dunia) -> None:
    hari, child = dunia.hari(), dunia.balita()
    dunia.timbang(hari, child, "9.4", edema=False)
    before = dunia.dump()
    assert dunia.timbang(hari, child, "9.40", edema=False).tindakan == ()
    assert dunia.dump() == before


def test_correction_never_drops_what_a_newer_version_wrote(dunia: Dunia) -> None:
    hari, child = dunia.hari(), dunia.balita()
    dunia.timbang(hari, child, "9.4")
    dunia.run("UPDATE isian SET body = json_set(body, '$.ukuran_baru', 7)")
    dunia.timbang(hari, child, "9.5")
    assert dunia.one("SELECT json_extract(body, '$.ukuran_baru') FROM isian") == 7


def test_oedema_sends_to_the_bidan_and_gives_no_mark(dunia: Dunia) -> None:
    child = dunia.balita()
    dunia.timbang(dunia.hari(BULAN_LALU), child, "9.0")
    hari = dunia.hari()
    lembar = sheet(dunia, hari, child)
    made = judge_lembar(lembar, NilaiUkur(D("9.4"), edema=True))
    assert made.tanda is None
    assert "ODEM.BILATERAL" in {t.kode for t in made.temuan}
    dunia.timbang(hari, child, "9.4", edema=True)
    assert dunia.sql("SELECT ke_bidan FROM kehadiran WHERE hari_buka_id = ?", hari) == [(1,)]
    assert open_skdn_mark(dunia) == {"X": 1}
    dunia.timbang(hari, child, "9.4", edema=False)
    assert open_skdn_mark(dunia) in ({"N": 1}, {"T": 1})


def test_kms_is_asked_once(dunia: Dunia) -> None:
    child = dunia.balita(punya_kms=None)
    first = dunia.hari(BULAN_LALU)
    assert sheet(dunia, first, child).tanya_kms
    dunia.timbang(first, child, "9.0")
    assert sheet(dunia, first, child).tanya_kms, "not answered: still asked"
    dunia.act(save_ukur, first, child, NilaiUkur(D("9.0")), punya_kms=False)
    assert not sheet(dunia, first, child).tanya_kms
    assert not sheet(dunia, dunia.hari(), child).tanya_kms
    assert dunia.one("SELECT punya_kms FROM warga WHERE id = ?", child) == 0


def test_least_weight_of_this_month_is_last_months_plus_kbm(dunia: Dunia) -> None:
    child = dunia.balita()  # perempuan, 27 bulan: KBM 200 g
    dunia.timbang(dunia.hari(BULAN_LALU), child, "10.90")
    hari = dunia.hari()
    lembar = sheet(dunia, hari, child)
    assert lembar.bb_minimal == D("11.10") == minimal_lembar(lembar, NilaiUkur())
    assert judge_lembar(lembar, NilaiUkur(D("11.10"))).tanda == "N"
    assert judge_lembar(lembar, NilaiUkur(D("11.09"))).tanda == "T"


def test_month_in_between_without_weighing_is_o(dunia: Dunia) -> None:
    child = dunia.balita()
    dunia.timbang(dunia.hari(date(2026, 9, 19)), child, "10.7")
    lembar = sheet(dunia, dunia.hari(), child)
    assert lembar.bb_minimal is None
    assert judge_lembar(lembar, NilaiUkur(D("11.0"))).tanda == "O"


def test_kaders_own_mark_with_a_reason_stands_beside_ours(dunia: Dunia) -> None:
    child = dunia.balita()
    dunia.timbang(dunia.hari(BULAN_LALU), child, "10.9")
    hari = dunia.hari()
    dunia.timbang(hari, child, "11.0", tanda_kader="N", alasan_tanda="garis KMS naik")
    made = judge_lembar(sheet(dunia, hari, child), sheet(dunia, hari, child).nilai)
    assert (made.tanda, made.tanda_otomatis) == ("N", "T")
    assert open_skdn_mark(dunia) == {"N": 1}


def test_history_of_all_posyandu_is_read(dunia: Dunia) -> None:
    child = dunia.balita()
    dunia.timbang(dunia.hari(BULAN_LALU, MAWAR_ID), child, "10.9")
    lembar = sheet(dunia, dunia.hari(), child)
    assert [r.nilai.berat_badan for r in lembar.riwayat] == [D("10.90")]
    assert lembar.bb_minimal == D("11.10")


def test_sheet_of_the_child_says_the_same_in_chart_and_table(dunia: Dunia) -> None:
    child = dunia.balita()
    weights = {date(2026, 8, 15): "10.5", date(2026, 9, 19): "10.6", BULAN_LALU: "10.7"}
    for day, kg in weights.items():
        dunia.timbang(dunia.hari(day), child, kg, tinggi_badan=D("84.0"), cara_ukur="berdiri")
    page = dunia.read(open_anak, child, HARI_INI)
    assert [t.tanda for t in page.titik] == ["B", "T", "2T"]
    assert [t.berat for t in page.titik] == [10.5, 10.6, 10.7]
    assert page.titik[0].umur_bulan == pytest.approx(730 / 30.4375)
    assert page.kolom == KOLOM
    assert [len(row) for row in page.baris] == [len(KOLOM)] * 3
    assert page.baris[0][:4] == (
        "Okt 2026",
        "26 bln (2 th 2 bln)",
        "10,7",
        "2T Dua kali tidak naik",
    )
    assert page.titik[2].teks == "Okt 2026: 10,7 kg, dua kali tidak naik"
    assert sorted(page.pita) == [-3, -2, -1, 0, 1, 2, 3]
    assert page.baris[0][5] != "belum dinilai"


# --- the remembered judgement


@pytest.fixture
def judged(monkeypatch: pytest.MonkeyPatch) -> list[date]:
    """Days judged anew."""
    days: list[date] = []
    real = hasil.judge_nilai

    def spy(jk: str, lahir: date, tanggal: date, *args: Any, **more: Any) -> Any:
        days.append(tanggal)
        return real(jk, lahir, tanggal, *args, **more)

    monkeypatch.setattr(hasil, "judge_nilai", spy)
    return days


def report(dunia: Dunia, judged: list[date]) -> list[date]:
    judged.clear()
    dunia.read(open_skdn, MELATI_ID, "2026-11", today=HARI_INI)
    return sorted(judged)


def test_remembered_judgement_is_used_while_nothing_changed(
    dunia: Dunia, judged: list[date]
) -> None:
    child = dunia.balita()
    dunia.timbang(dunia.hari(BULAN_LALU), child, "10.9", cara_ukur="baring")
    hari = dunia.hari()
    dunia.act(
        save_ukur,
        hari,
        child,
        NilaiUkur(D("11.2"), bb_lalu=D("10.9"), tanggal_bb_lalu=BULAN_LALU, edema=False),
    )
    assert report(dunia, judged) == []


@pytest.mark.parametrize(
    ("change", "again"),
    [
        ("UPDATE warga SET tanggal_lahir = '2024-09-15'", [HARI_INI]),
        ("UPDATE warga SET jenis_kelamin = 1", [HARI_INI]),
        (
            "UPDATE isian SET body = json_set(body, '$.berat_badan', '11.00') "
            "WHERE tanggal = '2026-10-17'",
            [HARI_INI],
        ),
        (
            "UPDATE isian SET body = json_set(body, '$.berat_badan', '11.00') "
            "WHERE tanggal = '2026-11-21'",
            [HARI_INI],
        ),
        ("UPDATE isian SET deleted_at = 'x' WHERE tanggal = '2026-10-17'", [HARI_INI]),
    ],
)
def test_changed_input_is_judged_again(
    dunia: Dunia, judged: list[date], change: str, again: list[date]
) -> None:
    child = dunia.balita()
    dunia.timbang(dunia.hari(BULAN_LALU), child, "10.9")
    dunia.timbang(dunia.hari(), child, "11.2")
    assert open_skdn_mark(dunia) == {"N": 1}
    dunia.run(change)
    assert report(dunia, judged) == again


def test_new_judgement_tells_the_new_truth(dunia: Dunia) -> None:
    child = dunia.balita()
    dunia.timbang(dunia.hari(BULAN_LALU), child, "10.9")
    dunia.timbang(dunia.hari(), child, "11.2")
    dunia.run("UPDATE isian SET body = json_set(body, '$.berat_badan', '11.10') "
              "WHERE tanggal = '2026-10-17'")  # fmt: skip
    assert open_skdn_mark(dunia) == {"T": 1}
    dunia.run("UPDATE isian SET deleted_at = 'x' WHERE tanggal = '2026-10-17'")
    assert open_skdn_mark(dunia) == {"B": 1}


def test_judgements_never_travel(dunia: Dunia) -> None:
    dunia.timbang(dunia.hari(), dunia.balita(), "11.2")
    assert dunia.one("SELECT count(*) FROM hasil") > 3
    assert {t for (t,) in dunia.sql("SELECT DISTINCT tbl FROM sync_dirty")}.isdisjoint({"hasil"})
    body = dunia.one("SELECT body FROM isian")
    assert "tanda" not in body
    assert '"z' not in body
