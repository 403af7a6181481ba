"""Search that forgives: misspelt names, queue numbers, tails of NIK and No KK, odd input."""

from __future__ import annotations

import importlib.util
import random
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pembuat import HARI_INI, MAWAR_ID, MELATI_ID, Dunia, Induk
from sipd_desktop.base.lipat import lipat
from sipd_desktop.services.cari import Ketemu, search
from sipd_desktop.services.contoh.isi import fill_contoh
from sipd_desktop.services.hari.hadir import mark_hadir

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def ramai(induk: Induk, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Dunia]:
    """350 made-up households."""
    dunia = induk.open(tmp_path_factory.mktemp("ramai") / "data")
    fill_contoh(dunia.buku, dunia.petugas, kk=350, bulan=0, today=HARI_INI)
    yield dunia
    dunia.close()


@pytest.fixture(scope="module")
def benchmark_module() -> ModuleType:
    """The misspellings of the benchmark, so that test and figure mean the same."""
    spec = importlib.util.spec_from_file_location("ukur_cari", ROOT / "benchmarks" / "cari.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def names(found: tuple[Ketemu, ...]) -> list[str]:
    return [k.orang.nama for k in found]


def test_misspelt_names_are_found_among_350_households(
    ramai: Dunia, benchmark_module: ModuleType
) -> None:
    """Two words, one letter wrong, doubled or missing: in the top 10 in at least 90 % of 300."""
    people = ramai.sql("SELECT id, nama FROM warga ORDER BY id")
    assert len(people) > 900
    rng = random.Random(20261122)
    hits = 0
    with ramai.buku.read() as conn:
        for warga, nama in rng.sample(sorted(people, key=lambda p: p[1]), 300):
            typed = benchmark_module.misspell(rng, nama)
            found = search(conn, typed, tanggal=HARI_INI, posyandu_id=MELATI_ID, batas=10)
            hits += any(k.orang.id == warga for k in found)
    assert hits >= 270, hits


@pytest.mark.parametrize(
    ("stored", "typed"),
    [
        ("MOCH. FAJAR HIDAYAT", "muhammad fajar"),
        ("MUHAMMAD FAJAR", "moch fajar"),
        ("MUH. FAJAR", "mohamad"),
        ("SITTI KHADIJAH", "siti hadijah"),
        ("ST. AMINAH", "siti aminah"),
        ("YAYAH", "iaiah"),
        ("SOEHARTO", "suharto"),
        ("DJOKO TJAHJONO", "joko cahjono"),
        ("SYARIFAH", "sarifah"),
        ("SRI   WAHYUNI", "wahyuni sri"),
        ("ABD. ROHMAN", "abdul rohman"),
        ("NI'MAH", "nimah"),
        ("RAFFI AHMAD", "rafi ahmad"),
        ("ANDRÉ", "andre"),
        ("ALYA PUTRI MAHARANI", "alya maharani"),
        ("ALYA PUTRI MAHARANI", "alya put"),
        ("ALYA", "aly"),
    ],
)
def test_spellings_of_one_name_meet(dunia: Dunia, stored: str, typed: str) -> None:
    dunia.balita(stored)
    dunia.balita("BAGAS PRATAMA")
    assert names(dunia.read(search, typed, tanggal=HARI_INI))[:1] == [stored]


def test_letters_as_typed_stand_before_letters_that_only_sound_alike(dunia: Dunia) -> None:
    """ "kuwu" folds to "ku", which begins many names."""
    for nama in ("Kuganota", "Kumimira", "Kuwubaga", "Kurawuta"):
        dunia.balita(nama)
    with dunia.buku.read() as conn:
        found = search(conn, "kuwu", tanggal=HARI_INI, posyandu_id=MELATI_ID)
    assert names(found)[0] == "Kuwubaga"


def test_folding_loses_no_word() -> None:
    assert lipat("Hj. Siti binti Ahmad") == "siti binti ahmad"
    assert lipat(None) == lipat("") == ""


def test_mothers_name_finds_the_child_after_own_names(dunia: Dunia) -> None:
    dunia.balita("BAGAS", nama_ibu="DEWI LESTARI")
    dunia.balita("DEWI LESTARI", nama_ibu="ANI")
    assert names(dunia.read(search, "dewi lestari", tanggal=HARI_INI)) == ["DEWI LESTARI", "BAGAS"]


def test_todays_balita_who_has_not_come_stands_first(dunia: Dunia) -> None:
    hari = dunia.hari()
    grown = dunia.balita("SITI AMINAH", tanggal_lahir="1980-01-01")
    there = dunia.balita("SITI AMINAH", posyandu_id=MAWAR_ID)
    came = dunia.balita("SITI AMINAH")
    waits = dunia.balita("SITI AMINAH")
    dunia.act(mark_hadir, hari, came)
    found = dunia.read(search, "siti aminah", tanggal=HARI_INI, hari_id=hari, posyandu_id=MELATI_ID)
    assert [k.orang.id for k in found] == [waits, came, there, grown]
    assert [k.nomor for k in found] == [None, 1, None, None]


def test_one_to_three_digits_are_a_queue_number_of_this_day(dunia: Dunia) -> None:
    hari, other = dunia.hari(), dunia.hari(HARI_INI, MAWAR_ID)
    children = [dunia.balita(f"ANAK {n}") for n in range(12)]
    for child in children:
        dunia.act(mark_hadir, hari, child)
    dunia.act(mark_hadir, other, children[5])
    (found,) = dunia.read(search, "12", tanggal=HARI_INI, hari_id=hari)
    assert (found.orang.id, found.nomor) == (children[11], 12)
    (found,) = dunia.read(search, "012", tanggal=HARI_INI, hari_id=hari)
    assert found.nomor == 12
    assert dunia.read(search, "13", tanggal=HARI_INI, hari_id=hari) == ()
    assert dunia.read(search, "12", tanggal=HARI_INI) == ()


def test_measured_ones_are_marked(dunia: Dunia) -> None:
    hari, child = dunia.hari(), dunia.balita("ALYA")
    dunia.timbang(hari, child, "9.4")
    (found,) = dunia.read(search, "alya", tanggal=HARI_INI, hari_id=hari)
    assert found.sudah_diukur
    (found,) = dunia.read(search, "alya", tanggal=HARI_INI, hari_id=dunia.hari(HARI_INI, MAWAR_ID))
    assert not found.sudah_diukur


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("4321", ["ALYA"]),
        ("244321", ["ALYA"]),
        ("24.4321", ["ALYA"]),
        ("3399 0715 0824 4321", ["ALYA"]),
        ("4322", []),
        ("1508", []),
    ],
)
def test_tail_of_a_nik(dunia: Dunia, typed: str, found: list[str]) -> None:
    dunia.balita("ALYA", nik="3399071508244321")
    dunia.balita("BAGAS", nik="3399071508241234")
    assert names(dunia.read(search, typed, tanggal=HARI_INI)) == found


def test_tail_of_a_kk_finds_the_household_youngest_first(dunia: Dunia) -> None:
    child = dunia.balita("ALYA")
    home = dunia.one("SELECT keluarga_id FROM warga WHERE id = ?", child)
    dunia.balita("KAKAK", keluarga_id=home, tanggal_lahir="2022-01-01", nik=None)
    dunia.run("UPDATE keluarga SET no_kk = '3399071508776655'")
    assert names(dunia.read(search, "6655", tanggal=HARI_INI)) == ["ALYA", "KAKAK"]


def test_voided_people_are_not_found(dunia: Dunia) -> None:
    child = dunia.balita("ALYA PUTRI", nik="3399071508244321")
    dunia.run("UPDATE warga SET deleted_at = 'x' WHERE id = ?", child)
    assert dunia.read(search, "alya putri", tanggal=HARI_INI) == ()
    assert dunia.read(search, "4321", tanggal=HARI_INI) == ()


def test_new_names_are_found_at_once(dunia: Dunia) -> None:
    """The list of words is kept, but never longer than it is true."""
    dunia.balita("ALYA")
    assert names(dunia.read(search, "bagaskara", tanggal=HARI_INI)) == []
    child = dunia.balita("BAGASKARA")
    assert names(dunia.read(search, "bagaskra", tanggal=HARI_INI)) == ["BAGASKARA"]
    dunia.run("UPDATE warga SET nama = 'CITRAWATI' WHERE id = ?", child)
    assert names(dunia.read(search, "citrawti", tanggal=HARI_INI)) == ["CITRAWATI"]
    with dunia.buku.write() as conn:
        conn.exec_driver_sql("UPDATE warga SET nama = 'DIMASQI' WHERE id = ?", (child,))
        assert names(search(conn, "dimasqi", tanggal=HARI_INI)) == ["DIMASQI"]


def test_limit_is_kept(ramai: Dunia) -> None:
    assert len(ramai.read(search, "siti", tanggal=HARI_INI, batas=3)) == 3
    assert len(ramai.read(search, "s", tanggal=HARI_INI)) == 12


@pytest.mark.parametrize(
    "typed", ["", "   ", "'", '"', "*", "%", "²", "١٢", "a\x00b", "-", "()", "."]
)
def test_odd_input_finds_nobody_and_breaks_nothing(ramai: Dunia, typed: str) -> None:
    assert isinstance(ramai.read(search, typed, tanggal=HARI_INI), tuple)


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(typed=st.text(max_size=40) | st.from_regex(r"[a-z0-9'\" *:^()-]{0,30}", fullmatch=True))
def test_any_text_can_be_typed(ramai: Dunia, typed: str) -> None:
    found = ramai.read(search, typed, tanggal=HARI_INI)
    assert len(found) <= 12
    assert len({k.orang.id for k in found}) == len(found)
