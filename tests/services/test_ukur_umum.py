"""The quick row of bumil, bufas, remaja, dewasa and lansia: raw values kept, nothing judged."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal

import pytest

from pembuat import BULAN_LALU, HARI_INI, MELATI_ID, Dunia, make_warga
from sipd_desktop.base.errors import InvalidInput, UserError
from sipd_desktop.bidang import FORMS
from sipd_desktop.bidang.kesehatan import PEMERIKSAAN
from sipd_desktop.rules.batas_umum import UKURAN
from sipd_desktop.rules.sasaran import KELOMPOK
from sipd_desktop.rules.tabel_sasaran import tabel_sasaran
from sipd_desktop.services.hari.hadir import list_antrean, ringkas, unmark_hadir
from sipd_desktop.services.hari.kehamilan import mark_hamil
from sipd_desktop.services.hari.sasaran import ringkas_kelompok
from sipd_desktop.services.hari.ukur_umum import (
    LembarUmum,
    check_lembar_umum,
    open_umum,
    save_umum,
)
from sipd_desktop.services.laporan.skdn import open_skdn
from sipd_desktop.services.urungkan import undo
from sipd_desktop.spec.field import Angka, Integer

D = Decimal
LENGKAP = {
    "berat_badan": D("62.5"),
    "tinggi_badan": D("158"),
    "lingkar_perut": D("82"),
    "sistolik": 120,
    "diastolik": 80,
    "gds": 110,
}


@pytest.fixture
def lansia(dunia: Dunia) -> str:
    return person(dunia, "MBAH KARTI", tanggal_lahir="1958-02-01")


def person(dunia: Dunia, nama: str, **values: object) -> str:
    with dunia.buku.write() as conn:
        return make_warga(conn, dunia.petugas, nama, **values)


def sheet(dunia: Dunia, hari: str, warga: str) -> LembarUmum:
    found: LembarUmum = dunia.read(open_umum, hari, warga)
    return found


def body_of(dunia: Dunia, warga: str) -> dict[str, object]:
    found: dict[str, object] = json.loads(
        dunia.one("SELECT body FROM isian WHERE subjek = ? AND deleted_at IS NULL", warga)
    )
    return found


def codes(lembar: LembarUmum, **nilai: object) -> list[tuple[str, bool]]:
    return [(p.code, p.hard) for p in check_lembar_umum(lembar, nilai)]


def test_each_group_has_its_form_in_the_catalogue() -> None:
    assert tuple(PEMERIKSAAN) == KELOMPOK
    assert all(FORMS[form.key] is form for form in PEMERIKSAAN.values())


def test_limits_of_the_declarations_are_those_of_the_dated_rows() -> None:
    checked = 0
    for kelompok, form in PEMERIKSAAN.items():
        if kelompok == "balita":
            continue
        for field in form.fields():
            if field.key in UKURAN:
                assert isinstance(field, Angka | Integer)
                low, high = tabel_sasaran().batas(kelompok, field.key)
                assert (D(str(field.min)), D(str(field.max))) == (low, high), (form.key, field.key)
                checked += 1
    assert checked > 25


def test_values_come_back_as_typed_with_unit_and_source(dunia: Dunia, lansia: str) -> None:
    hari = dunia.hari()
    dunia.act(save_umum, hari, lansia, {**LENGKAP, "sumber_gds": "buku"})
    assert body_of(dunia, lansia) == {
        "berat_badan": "62.5",
        "tinggi_badan": "158.0",
        "lingkar_perut": "82.0",
        "sistolik": 120,
        "diastolik": 80,
        "gds": 110,
        "sumber": "alat",
        "sumber_gds": "buku",
    }
    lembar = sheet(dunia, hari, lansia)
    assert lembar.form.key == "pemeriksaan_lansia"
    assert {k: lembar.nilai[k] for k in LENGKAP} == LENGKAP
    assert lembar.form.by_key()["gds"].unit == "mg/dL"


def test_the_view_of_the_form_holds_the_row(dunia: Dunia, lansia: str) -> None:
    dunia.act(save_umum, dunia.hari(), lansia, LENGKAP)
    query = "SELECT subjek, berat_badan, sistolik, sumber FROM v_pemeriksaan_lansia"
    assert dunia.sql(query) == [(lansia, 62.5, 120, "alat")]


def test_measured_means_came_and_counts_in_its_group(dunia: Dunia, lansia: str) -> None:
    hari = dunia.hari()
    dunia.act(save_umum, hari, lansia, LENGKAP)
    row = next(r for r in dunia.read(ringkas_kelompok, hari) if r.kode == "lansia")
    assert (row.hadir, row.diukur, row.belum) == (1, 1, 0)
    (queue,) = dunia.read(list_antrean, hari)
    assert (queue.nomor, queue.sudah_diukur, queue.kelompok) == (1, True, "lansia")
    with pytest.raises(UserError) as caught:
        dunia.act(unmark_hadir, hari, lansia)
    assert caught.value.code == "hadir-sudah-diukur"


def test_nothing_is_judged(dunia: Dunia, lansia: str) -> None:
    dunia.act(save_umum, dunia.hari(), lansia, {**LENGKAP, "sistolik": 190, "diastolik": 100})
    assert dunia.one("SELECT count(*) FROM hasil") == 0
    assert dunia.one("SELECT coalesce(ke_bidan, 0) FROM kehadiran") == 0


def test_skdn_and_the_balita_counts_do_not_move(dunia: Dunia, lansia: str) -> None:
    hari, child = dunia.hari(), dunia.balita()
    big = person(dunia, "TEPAT LIMA", tanggal_lahir="2021-11-21")
    dunia.timbang(hari, child, "11.2")
    before = dunia.read(open_skdn, MELATI_ID, "2026-11", today=HARI_INI).tabel
    weighed = dunia.read(ringkas, hari)
    dunia.act(save_umum, hari, lansia, LENGKAP)
    dunia.act(save_umum, hari, big, {"berat_badan": D("17.2"), "tinggi_badan": D("108")})
    assert dunia.read(open_skdn, MELATI_ID, "2026-11", today=HARI_INI).tabel == before
    after = dunia.read(ringkas, hari)
    assert (after.sasaran, after.ditimbang, after.belum) == (
        weighed.sasaran,
        weighed.ditimbang,
        weighed.belum,
    )


def test_two_langkah_fill_one_row(dunia: Dunia, lansia: str) -> None:
    hari = dunia.hari()
    dunia.act(save_umum, hari, lansia, {"berat_badan": D("62.5")})
    stored = sheet(dunia, hari, lansia).nilai
    dunia.act(save_umum, hari, lansia, {**stored, "sistolik": 120, "diastolik": 80})
    assert dunia.one("SELECT count(*) FROM isian") == 1
    assert body_of(dunia, lansia)["berat_badan"] == "62.5"
    assert body_of(dunia, lansia)["sistolik"] == 120


def test_saving_the_same_again_writes_nothing(dunia: Dunia, lansia: str) -> None:
    hari = dunia.hari()
    dunia.act(save_umum, hari, lansia, LENGKAP)
    before = dunia.dump()
    assert dunia.act(save_umum, hari, lansia, LENGKAP).tindakan == ()
    assert dunia.dump() == before


def test_undo_of_a_correction_brings_the_old_value_back(dunia: Dunia, lansia: str) -> None:
    hari = dunia.hari()
    dunia.act(save_umum, hari, lansia, LENGKAP)
    made = dunia.act(save_umum, hari, lansia, {**LENGKAP, "gds": 140})
    assert body_of(dunia, lansia)["gds"] == 140
    dunia.act(undo, made.tindakan)
    assert body_of(dunia, lansia)["gds"] == 110


def test_last_values_come_from_whichever_form_held_them(dunia: Dunia) -> None:
    """Before her pregnancy she was measured as dewasa: her height still stands beside the box."""
    ibu = person(dunia, "SRI WAHYUNI", tanggal_lahir="1997-01-01")
    dunia.act(save_umum, dunia.hari(BULAN_LALU), ibu, LENGKAP)
    dunia.act(mark_hamil, ibu, HARI_INI, hpht=date(2026, 8, 1))
    lembar = sheet(dunia, dunia.hari(), ibu)
    assert lembar.kelompok == "bumil"
    assert lembar.minggu == 16
    assert lembar.lalu["tinggi_badan"].nilai == D("158.0")
    assert lembar.lalu["berat_badan"].tanggal == BULAN_LALU
    assert lembar.nilai == {}


def test_who_is_only_flagged_as_pregnant_is_to_be_asked(dunia: Dunia) -> None:
    ibu = person(dunia, "SRI WAHYUNI", tanggal_lahir="1997-01-01", hamil=True)
    hari = dunia.hari()
    assert (sheet(dunia, hari, ibu).kelompok, sheet(dunia, hari, ibu).pasti) == ("bumil", False)
    dunia.act(mark_hamil, ibu, HARI_INI)
    assert sheet(dunia, hari, ibu).pasti


@pytest.mark.parametrize(
    ("nilai", "kode", "keras"),
    [
        ({"berat_badan": D("625")}, "berat-orang-mungkin-geser", True),
        ({"berat_badan": D("15")}, "berat-orang-mungkin-geser", True),
        ({"tinggi_badan": D("1.58")}, "tinggi-orang-mungkin-geser", True),
        ({"tinggi_badan": D("0")}, "tinggi-orang-di-luar-batas", True),
        ({"lingkar_perut": D("8.2")}, "perut-mungkin-geser", True),
        ({"sistolik": 120}, "td-belum-lengkap", True),
        ({"sistolik": 80, "diastolik": 120}, "td-terbalik", True),
        ({"sistolik": 120, "diastolik": 110}, "td-terlalu-dekat", False),
        ({"gds": 450}, "gds-tak-wajar", False),
        ({"gds": 53}, "gds-tak-wajar", False),
        ({"gds": 110, "gds_kode": "HI"}, "gds-dua-jawaban", True),
        ({"berat_badan": D("30"), "tinggi_badan": D("190")}, "berat-tinggi-orang-tak-cocok", False),
        (
            {"berat_badan": D("210"), "tinggi_badan": D("150")},
            "berat-tinggi-orang-tak-cocok",
            False,
        ),
    ],
)
def test_limits_refuse_and_doubts_ask(
    dunia: Dunia, lansia: str, nilai: dict[str, object], kode: str, keras: bool
) -> None:
    assert codes(sheet(dunia, dunia.hari(), lansia), **nilai) == [(kode, keras)]


def test_borders_of_the_limits_are_inside(dunia: Dunia, lansia: str) -> None:
    lembar = sheet(dunia, dunia.hari(), lansia)
    assert codes(lembar, sistolik=300, diastolik=200) == []
    assert codes(lembar, gds=54) == codes(lembar, gds=400) == []
    assert codes(lembar, sistolik=115, diastolik=100) == []
    assert codes(lembar, gds_kode="LO") == []


def test_a_suggestion_is_the_number_nearest_to_last_time(dunia: Dunia, lansia: str) -> None:
    dunia.act(save_umum, dunia.hari(BULAN_LALU), lansia, LENGKAP)
    (found,) = check_lembar_umum(sheet(dunia, dunia.hari(), lansia), {"berat_badan": D("624")})
    assert dict(found.params)["saran"] == D("62.4")


def test_hard_problems_write_nothing(dunia: Dunia, lansia: str) -> None:
    hari = dunia.hari()
    before = dunia.dump()
    with pytest.raises(InvalidInput):
        dunia.act(save_umum, hari, lansia, {"berat_badan": D("625")})
    with pytest.raises(UserError) as caught:
        dunia.act(save_umum, hari, lansia, {"sumber": "buku"})
    assert caught.value.code == "belum-ada-ukuran"
    assert dunia.dump() == before


@pytest.mark.parametrize(
    ("lahir", "kode"),
    [(None, "tanggal-lahir-kosong"), ("2026-12-01", "belum-lahir"), ("2025-01-01", "pakai-")],
)
def test_who_has_no_row_here_is_told(dunia: Dunia, lahir: str | None, kode: str) -> None:
    warga = person(dunia, "SESEORANG", tanggal_lahir=lahir)
    with pytest.raises(UserError) as caught:
        sheet(dunia, dunia.hari(), warga)
    assert caught.value.code.startswith(kode)
