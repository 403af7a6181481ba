"""SKDN as the field counts it; every figure opens a list of exactly so many children."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pembuat import BULAN_LALU, HARI_INI, MAWAR_ID, MELATI_ID, Dunia, Induk
from sipd_desktop.base.errors import UserError
from sipd_desktop.rules.skdn import GOLONGAN, KODE
from sipd_desktop.services.contoh.isi import fill_contoh
from sipd_desktop.services.hari.baris import NilaiUkur
from sipd_desktop.services.hari.hari import set_bidan
from sipd_desktop.services.hari.keadaan import close_hari
from sipd_desktop.services.hari.ukur import save_ukur
from sipd_desktop.services.laporan.lembar_skdn import BARIS, lembar_skdn, persen
from sipd_desktop.services.laporan.skdn import (
    LaporanSkdn,
    angka_hari,
    find_posyandu,
    list_angka,
    open_skdn,
)
from sipd_desktop.spec.lembar import Catatan, Tabel


def skdn(dunia: Dunia, posyandu: str | None = MELATI_ID, periode: str = "2026-11") -> LaporanSkdn:
    found: LaporanSkdn = dunia.read(open_skdn, posyandu, periode, today=HARI_INI)
    return found


def figures(laporan: LaporanSkdn, kode: str = "SKDN") -> list[int]:
    return [laporan.tabel.jumlah(k) for k in kode]  # type: ignore[arg-type]


def cells() -> Iterator[tuple[Any, Any, Any]]:
    return itertools.product(KODE, (None, *GOLONGAN), (None, "L", "P", "?"))


def check_whole(laporan: LaporanSkdn) -> None:
    """What must be true of any month."""
    tabel = laporan.tabel
    for kode, group, jk in cells():
        children = list_angka(laporan, kode, group, jk)
        ids = {o.id for o in children}
        assert len(children) == len(ids) == tabel.jumlah(kode, group, jk)
        assert not jk or {o.jk or "?" for o in children} <= {jk}

    def members(kode: Any) -> set[str]:
        return {o.id for o in list_angka(laporan, kode)}

    marks = [members(k) for k in ("N", "T", "O", "B", "X")]
    assert set().union(*marks) == members("D")
    assert sum(map(len, marks)) == len(members("D")), "one mark each"
    assert members("K") <= members("S")
    assert members("D") - members("S") == members("LUAR")
    assert members("LUAR").isdisjoint(members("S"))
    assert members("D'") == members("N") | members("T")
    assert members("2T") <= members("T")
    assert members("BGM") | members("AGO") <= members("D")
    for kode in KODE:
        parts = [tabel.jumlah(kode, g, j) for g in GOLONGAN for j in ("L", "P", "?")]
        assert sum(parts) == tabel.jumlah(kode)


@pytest.fixture(scope="module")
def setahun(induk: Induk, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Dunia]:
    """120 households and eight months of weighings at two Posyandu."""
    dunia = induk.open(tmp_path_factory.mktemp("setahun") / "data")
    fill_contoh(dunia.buku, dunia.petugas, kk=120, bulan=8, today=HARI_INI)
    yield dunia
    dunia.close()


@pytest.mark.parametrize("posyandu", [MELATI_ID, MAWAR_ID, None])
@pytest.mark.parametrize("periode", ["2026-02", "2026-03", "2026-10", "2026-11", "2026-12"])
def test_every_figure_equals_its_list(setahun: Dunia, posyandu: str | None, periode: str) -> None:
    laporan = skdn(setahun, posyandu, periode)
    check_whole(laporan)
    weighed = "2026-03" <= periode <= "2026-10"
    assert (laporan.tabel.jumlah("D") > 5) == weighed
    assert laporan.tabel.jumlah("S") > 0


def test_all_posyandu_together_are_the_sum(setahun: Dunia) -> None:
    whole, *parts = (skdn(setahun, p, "2026-10").tabel for p in (None, MELATI_ID, MAWAR_ID))
    for kode in KODE:
        assert whole.jumlah(kode) == sum(p.jumlah(kode) for p in parts)


def test_printed_table_shows_the_figures_that_open_lists(setahun: Dunia) -> None:
    laporan = skdn(setahun, MELATI_ID, "2026-10")
    sheet = lembar_skdn(laporan, "A4")
    table = next(b for b in sheet.blok if isinstance(b, Tabel))
    for (kode, label), row in zip(BARIS, table.baris, strict=True):
        cells = [len(list_angka(laporan, kode, g, j)) for g in GOLONGAN for j in ("L", "P")]
        cells += [len(list_angka(laporan, kode, None, j)) for j in ("L", "P", None)]
        assert row == (label, *map(str, cells))
    assert {k for k, _ in BARIS} == set(KODE)


def test_k_is_of_s_and_d_needs_a_weight(dunia: Dunia) -> None:
    hari = dunia.hari()
    alya, bagas = dunia.balita("ALYA"), dunia.balita("BAGAS", punya_kms=False)
    dunia.balita("CITRA", punya_kms=None)
    dunia.timbang(hari, alya, "9.4")
    dunia.timbang(hari, bagas, None, lila=Decimal("14.0"))
    assert figures(skdn(dunia), "SKD") == [3, 1, 1]


def test_two_days_in_a_month_give_one_d_by_the_later_one(dunia: Dunia) -> None:
    child = dunia.balita()
    dunia.timbang(dunia.hari(BULAN_LALU), child, "10.9")
    dunia.timbang(dunia.hari(date(2026, 11, 7)), child, "11.2")  # N
    dunia.timbang(dunia.hari(HARI_INI), child, "10.9")  # T
    laporan = skdn(dunia)
    assert figures(laporan, "SDNT") == [1, 1, 0, 1]
    assert laporan.hari == (date(2026, 11, 7), HARI_INI)
    assert laporan.tanggal_acuan == HARI_INI
    check_whole(laporan)


@pytest.mark.parametrize(
    ("lahir", "counts"),
    [
        ("2021-11-22", True),  # turns 60 months the day after
        ("2021-11-21", False),  # turns 60 months on the day
        ("2026-11-21", True),  # born on the day
        ("2026-11-22", False),  # born the day after
    ],
)
def test_s_is_counted_on_the_date_of_the_day(dunia: Dunia, lahir: str, counts: bool) -> None:
    dunia.hari()
    dunia.balita(tanggal_lahir=lahir)
    assert skdn(dunia).tabel.jumlah("S") == counts


def test_month_without_a_day_counts_s_today_or_at_its_end(dunia: Dunia) -> None:
    dunia.balita(tanggal_lahir="2021-11-25")
    assert skdn(dunia).tanggal_acuan == HARI_INI
    assert skdn(dunia).tabel.jumlah("S") == 1
    past = skdn(dunia, periode="2026-10")
    assert past.tanggal_acuan == date(2026, 10, 31)
    later = dunia.read(open_skdn, MELATI_ID, "2026-11", today=date(2027, 1, 5))
    assert (later.tanggal_acuan, later.tabel.jumlah("S")) == (date(2026, 11, 30), 0)


def test_child_of_another_posyandu_is_d_there_and_s_at_home(dunia: Dunia) -> None:
    child = dunia.balita(posyandu_id=MAWAR_ID)
    dunia.timbang(dunia.hari(), child, "9.4")
    here, home, desa = skdn(dunia), skdn(dunia, MAWAR_ID), skdn(dunia, None)
    assert figures(here, "SKD") == [0, 0, 1]
    assert here.tabel.jumlah("LUAR") == 1
    assert figures(home, "SKD") == [1, 1, 0]
    assert figures(desa, "SKD") == [1, 1, 1]
    assert desa.tabel.jumlah("LUAR") == 0
    for laporan in (here, home, desa):
        check_whole(laporan)


def test_child_weighed_at_both_posyandu_is_one_child_of_the_desa(dunia: Dunia) -> None:
    child = dunia.balita()
    dunia.timbang(dunia.hari(date(2026, 11, 7), MAWAR_ID), child, "9.4")
    dunia.timbang(dunia.hari(), child, "9.4")
    assert [figures(skdn(dunia, p), "SD") for p in (MELATI_ID, MAWAR_ID, None)] == [
        [1, 1], [0, 1], [1, 1]
    ]  # fmt: skip


@pytest.mark.parametrize("gone", [{"status_dasar": 2}, {"status_dasar": 3}, {"luar_wilayah": True}])
def test_who_does_not_live_here_is_not_in_s(dunia: Dunia, gone: dict[str, object]) -> None:
    child = dunia.balita(**gone)
    dunia.timbang(dunia.hari(), child, "9.4")
    laporan = skdn(dunia)
    assert figures(laporan, "SKD") == [0, 0, 1]
    check_whole(laporan)


def test_voided_things_do_not_count(dunia: Dunia) -> None:
    alya, bagas = dunia.balita("ALYA"), dunia.balita("BAGAS")
    hari = dunia.hari()
    dunia.timbang(hari, alya, "9.4")
    dunia.timbang(hari, bagas, "9.4")
    dunia.run("UPDATE isian SET deleted_at = 'x' WHERE subjek = ?", alya)
    assert figures(skdn(dunia), "SD") == [2, 1]
    dunia.run("UPDATE warga SET deleted_at = 'x' WHERE id = ?", bagas)
    assert figures(skdn(dunia), "SD") == [1, 0]
    dunia.run("UPDATE hari_buka SET deleted_at = 'x'")
    dunia.run("UPDATE warga SET deleted_at = NULL")
    assert figures(skdn(dunia), "SD") == [2, 0]


def test_people_without_birth_date_are_told_of_and_not_counted(dunia: Dunia) -> None:
    dunia.balita(tanggal_lahir=None)
    dunia.balita("ADA")
    laporan = skdn(dunia)
    assert figures(laporan, "S") == [1]
    assert len(laporan.tabel.tanpa_lahir) == 1
    (notes,) = [b.butir for b in lembar_skdn(laporan).blok if isinstance(b, Catatan)]
    assert "1 orang tanpa tanggal lahir tidak dihitung di sini." in notes


def test_child_of_unknown_sex_is_in_the_total(dunia: Dunia) -> None:
    child = dunia.balita(jenis_kelamin=None)
    dunia.timbang(dunia.hari(), child, "9.4")
    laporan = skdn(dunia)
    assert figures(laporan, "SD") == [1, 1]
    assert laporan.tabel.jumlah("S", None, "L") == laporan.tabel.jumlah("S", None, "P") == 0
    check_whole(laporan)


def test_ratios_are_never_over_nothing(dunia: Dunia) -> None:
    laporan = skdn(dunia)
    assert all(r.persen is None for r in laporan.tabel.rasio())
    assert {persen(laporan.tabel, r.kode) for r in laporan.tabel.rasio()} == {"-"}
    dunia.balita("A")
    dunia.balita("B")
    dunia.timbang(dunia.hari(), dunia.balita("C"), "9.4")
    assert persen(skdn(dunia).tabel, "D/S") == "33,3 % (1 dari 3)"


def test_signature_and_bidan_stand_on_the_sheet(dunia: Dunia) -> None:
    hari = dunia.hari()
    dunia.act(set_bidan, hari, "Bidan Ani")
    dunia.balita()
    laporan = skdn(dunia)
    assert (laporan.ditandatangani, laporan.nama_bidan) == ("", "Bidan Ani")
    dunia.act(close_hari, hari, angka_hari(laporan))
    assert skdn(dunia).ditandatangani == "Bu Siti"
    assert dunia.one("SELECT ringkasan FROM hari_buka") == (
        '{"B":0,"BGM":0,"D":0,"K":1,"N":0,"O":0,"S":1,"T":0}'
    )


@pytest.mark.parametrize("text", ["2026", "2026-13", "11-2026", "", "2026-1", "２０２６-11"])
def test_wrong_month_is_told(dunia: Dunia, text: str) -> None:
    with pytest.raises(UserError, match="periode-salah"):
        skdn(dunia, MELATI_ID, text)


def test_posyandu_is_found_by_its_name(dunia: Dunia) -> None:
    assert dunia.read(find_posyandu, " melati  2 ") == MELATI_ID
    with pytest.raises(UserError, match="posyandu-tidak-ada"):
        dunia.read(find_posyandu, "melati")
    with pytest.raises(UserError, match="posyandu-tidak-ada"):
        skdn(dunia, "tidak-ada")


# --- any folder

ANAK = st.fixed_dictionaries(
    {
        "umur_hari": st.integers(-40, 1900),
        "jenis_kelamin": st.sampled_from([1, 2, None]),
        "posyandu_id": st.sampled_from([MELATI_ID, MAWAR_ID, None]),
        "punya_kms": st.sampled_from([True, False, None]),
        "luar_wilayah": st.sampled_from([True, None]),
        "status_dasar": st.sampled_from([1, None, 2]),
        "timbang": st.lists(
            st.tuples(
                st.sampled_from([date(2026, 9, 19), BULAN_LALU, date(2026, 11, 7), HARI_INI]),
                st.sampled_from([MELATI_ID, MAWAR_ID]),
                st.integers(-5, 5),
                st.booleans(),
            ),
            max_size=4,
        ),
        "gabung": st.sampled_from([None, None, None, 0, 1]),
    }
)


@settings(
    max_examples=20,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(anak=st.lists(ANAK, max_size=6))
def test_any_folder_keeps_the_rules_of_skdn(
    induk: Induk, tmp_path_factory: pytest.TempPathFactory, anak: list[dict[str, Any]]
) -> None:
    dunia = induk.open(tmp_path_factory.mktemp("acak") / "data", remake=False)
    try:
        children = [_make(dunia, number, values) for number, values in enumerate(anak)]
        for values, child in zip(anak, children, strict=True):
            if values["gabung"] is not None and values["gabung"] < len(children):
                dunia.run(
                    "UPDATE warga SET digabung_ke = ? WHERE id = ?",
                    children[values["gabung"]], child,
                )  # fmt: skip
        for posyandu in (MELATI_ID, MAWAR_ID, None):
            check_whole(skdn(dunia, posyandu))
        desa = skdn(dunia, None)
        assert desa.tabel.jumlah("S") <= len(anak)
        assert desa.tabel.jumlah("D") <= len(anak)
    finally:
        dunia.close()


def _make(dunia: Dunia, number: int, values: dict[str, Any]) -> str:
    lahir = HARI_INI - timedelta(days=values["umur_hari"])
    keys = ("jenis_kelamin", "posyandu_id", "punya_kms", "luar_wilayah", "status_dasar")
    child = dunia.balita(
        f"ANAK {number}", tanggal_lahir=lahir.isoformat(), **{k: values[k] for k in keys}
    )
    for day, posyandu, off, edema in values["timbang"]:
        if 0 <= (day - lahir).days < 1826:
            kg = Decimal(4) + Decimal((day - lahir).days) / 150 + Decimal(off) / 10
            try:
                dunia.act(
                    save_ukur,
                    dunia.hari(day, posyandu),
                    child,
                    NilaiUkur(round(kg, 2), edema=edema or None),
                )
            except UserError as error:
                assert error.code == "bukan-balita"  # noqa: PT017
    return child
