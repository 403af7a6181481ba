"""Potensi counted out of the sample workbook equal a count of its cells made here."""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import date
from statistics import median

import pytest
from lembar_buatan import ACUAN
from python_calamine import CalamineWorkbook

from pembuat import Dunia, Induk
from sipd_desktop.base.paths import resources
from sipd_desktop.services.impor.jalankan import impor_berkas
from sipd_desktop.services.impor.konteks import KOSONG, Konteks
from sipd_desktop.services.potensi.daftar import PotensiBaris
from sipd_desktop.services.potensi.turunan import list_turunan

CONTOH = resources() / "contoh"
BERKAS = "sdgs_desa_individu.xlsx"
SURVEI = Konteks(tanggal=date(2026, 9, 1))


def rows(sheet: str) -> list[dict[str, str]]:
    """Cells by code; of a code that comes twice the first column."""
    found = CalamineWorkbook.from_path(CONTOH / BERKAS).get_sheet_by_name(sheet).to_python()
    heads = [" ".join(str(h).split()).upper() for h in found[2]]
    return [
        dict(reversed([(h, str(c).strip()) for h, c in zip(heads, r, strict=True)]))
        for r in found[3:]
    ]


@pytest.fixture(scope="module")
def hasil(induk: Induk, tmp_path_factory: pytest.TempPathFactory):
    """The derived potensi, and the RT of each NIK and KK as the file holds them."""
    dunia: Dunia = induk.open(tmp_path_factory.mktemp("potensi") / "data", remake=False)
    for name, context in (("penduduk_opensid.xlsx", KOSONG), (BERKAS, SURVEI)):
        impor_berkas(
            dunia.buku, dunia.pengguna, CONTOH / name, acuan=ACUAN, kering=False, konteks=context
        )
    made = dunia.read(list_turunan, dunia.petugas, ACUAN)
    place = "k.rt || '/' || k.rw || '/' || coalesce(k.dusun, '')"
    people = dict(
        dunia.sql(f"SELECT w.nik, {place} FROM warga w JOIN keluarga k ON k.id = w.keluarga_id")
    )
    homes = dict(dunia.sql(f"SELECT k.no_kk, {place} FROM keluarga k"))
    yield made, people, homes
    dunia.close()


def counted(made: tuple[PotensiBaris, ...], awal: str, jenis: str) -> dict[tuple[str, str], int]:
    found = {}
    for row in made:
        if row.jenis == jenis and row.nama.startswith(awal) and row.orang is not None:
            found[row.nama.removeprefix(awal).upper(), f"{row.rt}/{row.rw}/{row.dusun}"] = row.orang
    return found


def test_main_work_and_sources_of_income(hasil) -> None:
    made, people, _ = hasil
    book = CalamineWorkbook.from_path(CONTOH / BERKAS)
    sources = book.get_sheet_by_name("Penghasilan").to_python()
    incomes = {str(n): str(row[0]).strip().upper() for n, row in enumerate(sources, start=1)}
    work: Counter[tuple[str, str]] = Counter()
    money: Counter[tuple[str, str]] = Counter()
    for row in rows("Individu"):
        where = people[row["NIK"]]
        job = row["P202"].upper()
        if job:
            named = row["P202 COMMENT"].upper() if job == "LAINNYA" else job
            work[named or job, where] += 1
        first, _, last = row["P204"].removesuffix(".0").partition("-")
        if first:
            lines = range(int(first), int(last or first) + 1)
            for source in {incomes[str(n)] for n in lines}:
                money[source, where] += 1
    prefix = "Sumber penghasilan: "
    got = counted(made, "", "keterampilan")
    assert counted(made, prefix, "keterampilan") == dict(money)
    jobs = {k: v for k, v in got.items() if not k[0].startswith(prefix.upper())}
    assert {k: v for k, v in jobs.items() if k[0] != "LAINNYA"} == {
        k: v for k, v in work.items() if k[0] != "LAINNYA"
    }


def test_gotong_royong(hasil) -> None:
    made, people, _ = hasil
    names = {"P507": "KERJA BAKTI", "P508": "SISKAMLING", "P509": "PESTA RAKYAT"}
    names |= {"P510": "MENOLONG WARGA YANG BERDUKA", "P511": "MENOLONG WARGA YANG SAKIT"}
    names |= {"P512": "MENOLONG WARGA YANG KECELAKAAN"}
    joined: Counter[tuple[str, str]] = Counter()
    for row in rows("Individu"):
        for code, name in names.items():
            if row[code] and float(row[code]) > 0:
                joined[name, people[row["NIK"]]] += 1
    assert counted(made, "", "gotong_royong") == dict(joined)


@pytest.mark.parametrize(
    ("awal", "nama"),
    [
        ("PAUD", "PAUD terdekat"),
        ("PUSK.", "Puskesmas terdekat"),
        ("POSYANDU", "Posyandu terdekat"),
        ("BIDAN.", "Bidan terdekat"),
    ],
)
def test_what_is_near_is_the_median_of_the_rt(hasil, awal: str, nama: str) -> None:
    made, _, homes = hasil
    far: dict[str, list[float]] = defaultdict(list)
    for row in rows("Keluarga"):
        if row.get(f"{awal} KM"):
            far[homes[row["NO KK"]]].append(float(row[f"{awal} KM"]))
    got = {
        f"{r.rt}/{r.rw}/{r.dusun}": float(r.jumlah.partition(" km")[0].replace(",", "."))
        for r in made
        if r.nama == nama
    }
    assert far
    assert got == {where: round(median(values), 1) for where, values in far.items()}


def test_how_they_travel_is_the_most_common_answer(hasil) -> None:
    made, _, homes = hasil
    ways: dict[str, Counter[str]] = defaultdict(Counter)
    minutes: dict[str, list[float]] = defaultdict(list)
    for row in rows("Keluarga"):
        ways[homes[row["NO KK"]]][row["BEROBAT T. JENIS"].capitalize()] += 1
        minutes[homes[row["NO KK"]]].append(float(row["BEROBAT T. MENIT"]))
    rows_of = {
        f"{r.rt}/{r.rw}/{r.dusun}": r for r in made if r.nama == "Angkutan ke tempat berobat"
    }
    got = {where: r.jumlah.partition(",")[0] for where, r in rows_of.items()}
    for where, row_of in rows_of.items():
        middle = f"{median(minutes[where]):g}".replace(".", ",")
        assert f", {middle} menit" in row_of.jumlah
    assert got.keys() == ways.keys()
    assert ways
    for where, way in got.items():
        assert ways[where][way] == max(ways[where].values())
