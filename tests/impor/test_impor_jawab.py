"""A proposal answered after its import was stored counts at once, and goes back with it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from lembar_buatan import ACUAN, KEPALA, nik, orang, write_xlsx

from pembuat import Dunia
from sipd_desktop.base.errors import UserError
from sipd_desktop.services.catat import Niat
from sipd_desktop.services.impor.batal import Pembatalan, cancel_impor
from sipd_desktop.services.impor.batch import list_batch, open_batch
from sipd_desktop.services.impor.hasil import Bacaan
from sipd_desktop.services.impor.jalankan import impor_berkas
from sipd_desktop.services.impor.jawab_usul import Terjawab, answer_usul, reopen_usul
from sipd_desktop.services.impor.pilih_orang import UsulTerbuka, list_usul
from sipd_desktop.services.impor.riwayat import plan_batal
from sipd_desktop.services.impor.tahan import had_tertutup, pack, unpack
from sipd_desktop.storage.bentuk import dump, image_of
from sipd_desktop.storage.kursor import LEAVING, drop_leaving
from sipd_desktop.storage.rekam import fetch_rows
from sipd_desktop.sync.terapkan import applying

KEPALA_IBU = [*KEPALA, "NAMA IBU", "HOBI", "P401"]
SEMUA = ("warga", "keluarga", "isian")


def impor(dunia: Dunia, tmp_path: Path, *rows: list[Any]) -> Bacaan:
    path = write_xlsx(tmp_path / "d.xlsx", [KEPALA_IBU, *rows])
    return impor_berkas(dunia.buku, dunia.pengguna, path, acuan=ACUAN, kering=False).bacaan


def bayi(nama: str, **more: Any) -> list[Any]:
    given = {"nik": None, "tgl": "01-09-2026", "jk": "P", "shdk": "Anak", "kawin": "BK"}
    return [*orang(nama=nama, **({"kerja": None} | given | more)), "SITI AMINAH", "melamun", ""]


def answer(dunia: Dunia, soal: UsulTerbuka, warga_id: str | None) -> Terjawab:
    done: Terjawab = dunia.act(answer_usul, soal, warga_id, acuan=ACUAN)
    return done


def waiting(dunia: Dunia) -> tuple[UsulTerbuka, ...]:
    found: tuple[UsulTerbuka, ...] = dunia.read(list_usul, dunia.petugas)
    return found


def cancel(dunia: Dunia, batch: str) -> Pembatalan:
    done: Pembatalan = dunia.act(cancel_impor, batch, acuan=ACUAN)
    return done


def ekspor(dunia: Dunia) -> str:
    """All living rows with all their fields."""
    lines = []
    for tbl in SEMUA:
        ids = [i for (i,) in dunia.sql(f"SELECT id FROM {tbl} WHERE deleted_at IS NULL")]
        with dunia.buku.read() as conn:
            rows = fetch_rows(conn, tbl, ids)
        lines += [f"{tbl} {i} {dump(image_of(tbl, rows[i]))}" for i in sorted(rows)]
    return "\n".join(lines)


def names(dunia: Dunia) -> list[str]:
    return [n for (n,) in dunia.sql("SELECT nama FROM warga WHERE deleted_at IS NULL ORDER BY 1")]


def test_the_same_person_is_joined_at_once_and_the_whole_goes_back(
    dunia: Dunia, tmp_path: Path
) -> None:
    impor(dunia, tmp_path, bayi("By. Ny. Siti"))
    before = ekspor(dunia)
    rows = [
        bayi("ALYA PUTRI", nik=nik(1, 9, 2026, wanita=True)),
        orang(kk="3399070202150002", nik=nik(2, 5, 1980), tgl="02-05-1980", nama="JOKO"),
    ]
    made = impor(dunia, tmp_path, *rows)
    (soal,) = waiting(dunia)
    assert soal.di_berkas is not None
    assert (soal.di_berkas.nama, soal.di_berkas.nama_ibu) == ("ALYA PUTRI", "SITI AMINAH")
    done = answer(dunia, soal, soal.calon[0].warga_id)
    assert done.is_langsung
    assert names(dunia) == ["ALYA PUTRI", "JOKO"]
    assert dunia.one("SELECT nik FROM warga WHERE nama = 'ALYA PUTRI'") == nik(
        1, 9, 2026, wanita=True
    )
    assert dunia.one("SELECT isi FROM impor_usul") is None, "the row is kept no longer"
    assert waiting(dunia) == ()
    joined = ekspor(dunia)
    assert impor(dunia, tmp_path, *rows).batch == "", "the same file brings nothing"

    told = dunia.read(list_batch, dunia.petugas)
    assert told[0].id == made.batch
    assert (len(told), told[0].hitungan["berubah"], told[0].hitungan["bentrok"]) == (2, 1, 0)
    first = dunia.read(open_batch, dunia.petugas, made.batch).baris[0]
    assert first.status == "berubah"
    assert "nama" in [k for t in first.tulisan for k, _, _ in t.isi]
    plan = dunia.read(plan_batal, dunia.petugas, made.batch)
    assert (plan.diubah >= 1, plan.disunting) == (True, 0), "an answer is nobody's later work"

    assert cancel(dunia, made.batch).sisa == ()
    assert ekspor(dunia) == before
    impor(dunia, tmp_path, *rows)
    assert ekspor(dunia) == joined, "the answer is remembered"


def test_someone_new_is_added_at_once_with_her_other_answers(dunia: Dunia, tmp_path: Path) -> None:
    impor(dunia, tmp_path, bayi("By. Ny. Siti"))
    before = ekspor(dunia)
    made = impor(dunia, tmp_path, bayi("ALYA PUTRI"))
    (soal,) = waiting(dunia)
    answer(dunia, soal, None)
    assert names(dunia) == ["ALYA PUTRI", "By. Ny. Siti"]
    who = dunia.one("SELECT id FROM warga WHERE nama = 'ALYA PUTRI'")
    assert "melamun" in str(dunia.sql("SELECT * FROM isian WHERE subjek = ?", who))
    assert impor(dunia, tmp_path, bayi("ALYA PUTRI")).batch == ""
    cancel(dunia, made.batch)
    assert ekspor(dunia) == before


def test_an_answer_alone_is_taken_back_and_asked_again(dunia: Dunia, tmp_path: Path) -> None:
    impor(dunia, tmp_path, bayi("By. Ny. Siti"))
    impor(dunia, tmp_path, bayi("ALYA PUTRI"))
    before = ekspor(dunia)
    (soal,) = waiting(dunia)
    done = answer(dunia, soal, soal.calon[0].warga_id)
    assert ekspor(dunia) != before
    dunia.act(reopen_usul, done, acuan=ACUAN)
    assert ekspor(dunia) == before
    assert waiting(dunia) == (soal,)
    answer(dunia, soal, None)
    assert names(dunia) == ["ALYA PUTRI", "By. Ny. Siti"]
    with pytest.raises(UserError, match="impor-sudah-dipilih"):
        answer(dunia, soal, None)


def test_one_person_is_not_given_to_two_rows(dunia: Dunia, tmp_path: Path) -> None:
    impor(dunia, tmp_path, bayi("By. Ny. Siti 1"), bayi("By. Ny. Siti 2"))
    impor(dunia, tmp_path, bayi("HASNA"), bayi("HUSNA"))
    one, two = waiting(dunia)
    first, second = (c.warga_id for c in one.calon)
    answer(dunia, one, first)
    with pytest.raises(UserError, match="impor-orang-terpakai"):
        answer(dunia, two, first)
    answer(dunia, two, second)
    assert names(dunia) == ["HASNA", "HUSNA"]


def test_equal_rows_keep_their_own_answers(dunia: Dunia, tmp_path: Path) -> None:
    rows = bayi("By. Ny. Siti"), bayi("By. Ny. Siti")
    impor(dunia, tmp_path, *rows)
    (soal,) = waiting(dunia)
    answer(dunia, soal, None)
    assert names(dunia) == ["By. Ny. Siti", "By. Ny. Siti"]
    assert impor(dunia, tmp_path, *rows).batch == ""


def test_work_since_the_answer_stays_when_the_import_goes_back(
    dunia: Dunia, tmp_path: Path
) -> None:
    impor(dunia, tmp_path, bayi("By. Ny. Siti"))
    made = impor(dunia, tmp_path, bayi("ALYA PUTRI"))
    (soal,) = waiting(dunia)
    who = soal.calon[0].warga_id
    answer(dunia, soal, who)
    with dunia.buku.write() as conn:
        niat = Niat(conn, dunia.petugas)
        niat.update("warga", who, {"nama": "ALYA PUTRI RAHAYU"})
        niat.done()
    assert dunia.read(plan_batal, dunia.petugas, made.batch).kolom == (("Nama", 1),)
    assert cancel(dunia, made.batch).sisa == (("Nama", 1),)
    assert names(dunia) == ["ALYA PUTRI RAHAYU"]


def test_closed_answers_of_a_held_row_are_not_kept_and_the_person_is_marked(
    dunia: Dunia, tmp_path: Path
) -> None:
    impor(dunia, tmp_path, bayi("By. Ny. Siti"))
    made = impor(dunia, tmp_path, [*bayi("ALYA PUTRI")[:-2], "sakit TBC", ""])
    held = dunia.one("SELECT isi FROM impor_usul")
    assert had_tertutup(held)
    assert "tbc" not in held.casefold()
    (soal,) = waiting(dunia)
    assert answer(dunia, soal, soal.calon[0].warga_id).is_tertutup
    assert dunia.one("SELECT tanya_bidan FROM warga") == 1
    cancel(dunia, made.batch)
    assert not dunia.one("SELECT tanya_bidan FROM warga")


def test_a_held_row_is_the_same_after_keeping(dunia: Dunia, tmp_path: Path) -> None:
    impor(dunia, tmp_path, bayi("By. Ny. Siti"))
    (row,) = impor(dunia, tmp_path, bayi("ALYA PUTRI", kerja="Penambang")).baris
    again = unpack(pack(row), row.row)
    assert (again.normal, again.temuan, again.lampiran) == (row.normal, row.temuan, row.lampiran)


def test_a_held_row_leaves_the_laptop_with_the_person_it_may_be(
    dunia: Dunia, tmp_path: Path
) -> None:
    impor(dunia, tmp_path, bayi("By. Ny. Siti"))
    impor(dunia, tmp_path, bayi("ALYA PUTRI"))
    (soal,) = waiting(dunia)
    who = soal.calon[0].warga_id
    with dunia.buku.write() as conn, applying(conn):
        conn.exec_driver_sql("UPDATE warga SET lingkup = ? WHERE id = ?", (LEAVING, who))
        conn.exec_driver_sql("DELETE FROM sync_dirty")
        while drop_leaving(conn, 10):
            pass
    assert dunia.one("SELECT count(*) FROM warga WHERE id = ?", who) == 0
    assert "ALYA" not in str(dunia.sql("SELECT * FROM impor_usul"))
