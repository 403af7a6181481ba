"""Choosing between a file and a record, one person or two, and who is missing from a file."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from lembar_buatan import ACUAN, KEPALA, KK, nik, orang, write_xlsx

from pembuat import Dunia, make_warga
from sipd_desktop.base.errors import UserError
from sipd_desktop.services.catat import Niat
from sipd_desktop.services.impor.hasil import Bacaan
from sipd_desktop.services.impor.hilang import list_hilang
from sipd_desktop.services.impor.jalankan import impor_berkas
from sipd_desktop.services.impor.nama_bayi import Bayi, read_bayi
from sipd_desktop.services.impor.pilih import choose_bentrok, list_bentrok
from sipd_desktop.services.impor.pilih_orang import choose_orang, list_usul
from sipd_desktop.storage.rekam import fetch_row

LAIN = [*KEPALA, "NAMA IBU"]
LAHIR = "01-09-2026"


def impor(dunia: Dunia, path: Path, *, kering: bool = False) -> Bacaan:
    return impor_berkas(dunia.buku, dunia.pengguna, path, acuan=ACUAN, kering=kering).bacaan


def sheet(tmp_path: Path, *rows: list[Any], head: list[str] | None = None) -> Path:
    return write_xlsx(tmp_path / "d.xlsx", [head or KEPALA, *rows])


def four(bacaan: Bacaan) -> tuple[int, int, int, int]:
    counts = bacaan.counts()
    return counts["baru"], counts["berubah"], counts["sama"], counts["bentrok"]


def edit(dunia: Dunia, **values: Any) -> None:
    with dunia.buku.write() as conn:
        niat = Niat(conn, dunia.petugas)
        niat.update("warga", conn.exec_driver_sql("SELECT id FROM warga").scalar_one(), values)
        niat.done()


def bentrok(dunia: Dunia, tmp_path: Path) -> None:
    """One import, a local edit, and a file that says something else."""
    impor(dunia, sheet(tmp_path, orang()))
    edit(dunia, pekerjaan=65)
    impor(dunia, sheet(tmp_path, orang(kerja="Pedagang")))


def choose(dunia: Dunia, putusan: str) -> None:
    (soal,) = dunia.read(list_bentrok, dunia.petugas)
    dunia.act(choose_bentrok, soal, putusan, acuan=ACUAN)


def test_a_difference_is_shown_in_words_with_its_file(dunia: Dunia, tmp_path: Path) -> None:
    bentrok(dunia, tmp_path)
    (soal,) = dunia.read(list_bentrok, dunia.petugas)
    assert (soal.label, soal.nama) == ("Pekerjaan", "BUDI SANTOSO")
    assert soal.kini.casefold() == "guru"
    assert soal.berkas.casefold() == "pedagang"
    assert (soal.nama_berkas, soal.row) == ("d.xlsx", 2)


def test_keeping_is_remembered_and_only_another_value_asks_again(
    dunia: Dunia, tmp_path: Path
) -> None:
    bentrok(dunia, tmp_path)
    before = dunia.one("SELECT count(*) FROM impor_batch")
    choose(dunia, "tetap")
    assert four(impor(dunia, sheet(tmp_path, orang(kerja="Pedagang")))) == (0, 0, 1, 0)
    assert dunia.one("SELECT pekerjaan FROM warga") == 65
    assert dunia.one("SELECT count(*) FROM impor_batch") == before
    assert four(impor(dunia, sheet(tmp_path, orang(kerja="Sopir")))) == (0, 0, 0, 1)
    choose(dunia, "tetap")
    for kerja in ("Pedagang", "Sopir", "Pedagang"):
        assert four(impor(dunia, sheet(tmp_path, orang(kerja=kerja)))) == (0, 0, 1, 0)


def test_taking_the_file_writes_it_and_later_files_lead_again(dunia: Dunia, tmp_path: Path) -> None:
    bentrok(dunia, tmp_path)
    choose(dunia, "berkas")
    assert dunia.one("SELECT pekerjaan FROM warga") == 84
    assert dunia.read(list_bentrok, dunia.petugas) == ()
    assert four(impor(dunia, sheet(tmp_path, orang(kerja="Pedagang")))) == (0, 0, 1, 0)
    assert four(impor(dunia, sheet(tmp_path, orang(kerja="Sopir")))) == (0, 1, 0, 0)


def test_a_question_is_answered_once_and_goes_when_it_settled_itself(
    dunia: Dunia, tmp_path: Path
) -> None:
    bentrok(dunia, tmp_path)
    (soal,) = dunia.read(list_bentrok, dunia.petugas)
    edit(dunia, pekerjaan=84)
    assert dunia.read(list_bentrok, dunia.petugas) == ()
    dunia.act(choose_bentrok, soal, "tetap", acuan=ACUAN)
    with pytest.raises(UserError, match="impor-sudah-dipilih"):
        dunia.act(choose_bentrok, soal, "berkas", acuan=ACUAN)


@pytest.mark.parametrize(
    ("nama", "want"),
    [
        ("Bayi Ny. Siti Aminah", Bayi(("siti", "aminah"))),
        ("BY. NY. SITI", Bayi(("siti",))),
        ("By Ny Siti 2", Bayi(("siti",))),
        ("Bayi Ibu Siti", Bayi(("siti",))),
        ("An. Ny. Siti", Bayi(("siti",))),
        ("By. Ny. Siti an. Alya Putri", Bayi(("siti",), ("alya", "putri"))),
        ("Bayi Ny. Siti a.n. Alya", Bayi(("siti",), ("alya",))),
        ("An. Alya Putri", None),
        ("BAYU SAPUTRA", None),
        ("Siti Bayinah", None),
    ],
)
def test_labels_of_babies_are_recognised(nama: str, want: Bayi | None) -> None:
    assert read_bayi(nama) == want


def bayi(nama: str, **more: Any) -> list[Any]:
    """A newborn under her mother Siti."""
    given = {"nik": None, "tgl": LAHIR, "jk": "P", "shdk": "Anak", "kawin": "BK", "kerja": None}
    return [*orang(nama=nama, **(given | more)), "SITI AMINAH"]


@pytest.mark.parametrize(
    ("stored", "given"),
    [
        (bayi("By. Ny. Siti"), bayi("ALYA PUTRI", nik=nik(1, 9, 2026, wanita=True))),
        (bayi("ALYA PUTRI"), bayi("Bayi Ny. Siti Aminah", tgl="02-09-2026")),
        (bayi("Bayi Ibu Siti"), bayi("ALYA PUTRI", kk="3399070202150002")),
        (bayi("By Ny Siti"), bayi("Bayi Ny. Siti Aminah")),
        (bayi("ALYA PUTRI RAHAYU"), bayi("ALYA PUTRI RAHAYUU")),
    ],
)
def test_a_baby_and_the_named_child_are_proposed_as_one(
    dunia: Dunia, tmp_path: Path, stored: list[Any], given: list[Any]
) -> None:
    impor(dunia, sheet(tmp_path, stored, head=LAIN))
    child = dunia.one("SELECT id FROM warga")
    dry = impor(dunia, sheet(tmp_path, given, head=LAIN), kering=True)
    assert four(dry) == (0, 0, 0, 1)
    usul = dry.baris[0].usul
    assert usul is not None
    assert usul.calon == (child,)
    dunia.act(choose_orang, usul, child)
    done = impor(dunia, sheet(tmp_path, given, head=LAIN))
    assert dunia.one("SELECT count(*) FROM warga") == 1
    assert done.baris[0].usul is None
    named = [n for n in (stored[3], given[3]) if read_bayi(n) is None]
    assert dunia.one("SELECT nama FROM warga") in (named or [given[3]])
    assert impor(dunia, sheet(tmp_path, given, head=LAIN)).batch == ""


def test_someone_new_is_remembered_too(dunia: Dunia, tmp_path: Path) -> None:
    impor(dunia, sheet(tmp_path, bayi("By. Ny. Siti"), head=LAIN))
    path = sheet(tmp_path, bayi("ALYA PUTRI"), head=LAIN)
    made = impor(dunia, path)
    assert four(made) == (0, 0, 0, 1)
    (waits,) = dunia.read(list_usul, dunia.petugas)
    assert [c.nama for c in waits.calon] == ["By. Ny. Siti"]
    assert (waits.usul.alasan, waits.row) == ("bayi", 2)
    assert impor(dunia, path).batch == ""  # asked already
    dunia.act(choose_orang, waits.usul, None)
    assert dunia.read(list_usul, dunia.petugas) == ()
    assert four(impor(dunia, path)) == (1, 0, 0, 0)
    assert four(impor(dunia, path)) == (0, 0, 1, 0)
    assert dunia.one("SELECT count(*) FROM warga") == 2


def test_twins_are_never_taken_for_one(dunia: Dunia, tmp_path: Path) -> None:
    boy = bayi("By. Ny. Siti", jk="L")
    girl = bayi("By. Ny. Siti")
    assert four(impor(dunia, sheet(tmp_path, boy, girl, head=LAIN))) == (2, 0, 0, 0)
    assert four(impor(dunia, sheet(tmp_path, boy, girl, head=LAIN))) == (0, 0, 2, 0)
    girls = [bayi("HASNA", jk="P"), bayi("HUSNA", jk="P")]
    made = impor(dunia, sheet(tmp_path, *girls, head=LAIN))
    assert four(made) == (0, 0, 0, 2)
    assert dunia.one("SELECT count(*) FROM warga") == 2


def test_equal_rows_of_two_babies_are_asked_not_dropped(dunia: Dunia, tmp_path: Path) -> None:
    path = sheet(tmp_path, bayi("By. Ny. Siti"), bayi("By. Ny. Siti"), head=LAIN)
    made = impor(dunia, path)
    assert (four(made), made.counts()["reject"]) == ((1, 0, 0, 1), 0)
    usul = made.baris[1].usul
    assert usul is not None
    assert (usul.alasan, usul.calon) == ("kembar", ())
    dunia.act(choose_orang, usul, None)
    assert four(impor(dunia, path)) == (1, 0, 1, 0)
    assert four(impor(dunia, path)) == (0, 0, 2, 0)
    assert dunia.one("SELECT count(*) FROM warga") == 2


def test_two_stored_babies_are_both_offered_and_one_row_takes_one(
    dunia: Dunia, tmp_path: Path
) -> None:
    first, second = bayi("By. Ny. Siti 1"), bayi("By. Ny. Siti 2")
    assert four(impor(dunia, sheet(tmp_path, first, second, head=LAIN))) == (2, 0, 0, 0)
    path = sheet(tmp_path, bayi("HASNA"), bayi("HUSNA"), head=LAIN)
    dry = impor(dunia, path, kering=True)
    one, two = (b.usul for b in dry.baris)
    assert one is not None
    assert two is not None
    assert (one.alasan, len(one.calon), two.alasan) == ("kembar", 2, "kembar")
    dunia.act(choose_orang, one, one.calon[0])
    dunia.act(choose_orang, two, one.calon[1])
    assert four(impor(dunia, path)) == (0, 2, 0, 0)
    found = dunia.sql("SELECT nama FROM warga ORDER BY nama")
    assert found == [("HASNA",), ("HUSNA",)]


def test_a_choice_must_be_one_of_the_offered(dunia: Dunia, tmp_path: Path) -> None:
    impor(dunia, sheet(tmp_path, bayi("By. Ny. Siti"), head=LAIN))
    dry = impor(dunia, sheet(tmp_path, bayi("ALYA PUTRI"), head=LAIN), kering=True)
    with pytest.raises(UserError, match="impor-bukan-calon"):
        dunia.act(choose_orang, dry.baris[0].usul, "orang-lain")


def test_a_name_alike_of_another_mother_or_sex_is_someone_new(dunia: Dunia, tmp_path: Path) -> None:
    impor(dunia, sheet(tmp_path, bayi("ALYA PUTRI RAHAYU", kk=None), head=LAIN))
    other = bayi("ALYA PUTRI RAHAYUU", kk=None)
    other[-1] = "MARYAM"
    boy = bayi("ALYA PUTRI RAHAYUU", kk=None, jk="L")
    assert four(impor(dunia, sheet(tmp_path, other, boy, head=LAIN))) == (2, 0, 0, 0)


def test_a_voided_person_comes_back_only_when_someone_says_so(dunia: Dunia, tmp_path: Path) -> None:
    path = sheet(tmp_path, orang())
    impor(dunia, path)
    who = dunia.one("SELECT id FROM warga")
    with dunia.buku.write() as conn:
        niat = Niat(conn, dunia.petugas)
        niat.void("warga", who)
        niat.done()
    dry = impor(dunia, path, kering=True)
    assert dry.baris[0].usul is not None
    dunia.act(choose_orang, dry.baris[0].usul, who)
    assert four(impor(dunia, path)) == (1, 0, 0, 0)
    row = dunia.read(fetch_row, "warga", who)
    assert row["deleted_at"] is None


def test_people_missing_from_a_file_of_their_rt_are_listed_and_stay(
    dunia: Dunia, tmp_path: Path
) -> None:
    def person(n: int, rt: str) -> list[Any]:
        kk = f"33990701011500{int(rt):02d}"
        return orang(
            nik=nik(n, 5, 1980, urut=int(rt)),
            tgl=f"{n:02d}-05-1980",
            nama=f"BUDI {'ABCDEFGHI'[n]}",
            kk=kk,
            rtrw=f"{rt}/001",
            shdk="Kepala Keluarga" if n == 1 else "Anak",
        )

    everyone = [person(n, rt) for rt in ("001", "002") for n in (1, 2, 3, 4)]
    impor(dunia, sheet(tmp_path, *everyone))
    with dunia.buku.write() as conn:
        make_warga(conn, dunia.petugas, "TAMU", keluarga_id=None)
    made = impor(dunia, sheet(tmp_path, *everyone[:3], everyone[4]), kering=True)
    names = [dunia.one("SELECT nama FROM warga WHERE id = ?", i) for i in made.hilang]
    assert names == ["BUDI E"]  # RT 002 hanya satu dari empat: bukan daftar seluruh RT
    changed = [person(5, "001"), *everyone[:3]]
    batch = impor(dunia, sheet(tmp_path, *changed)).batch
    (left,) = dunia.read(list_hilang, dunia.petugas, batch)
    assert (left.nama, left.rt, left.no_kk) == ("BUDI E", "001", KK)
    assert dunia.one("SELECT count(*) FROM warga WHERE deleted_at IS NULL") == 10
