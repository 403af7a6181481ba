"""The plan and its writing on a real encrypted folder: match, merge, never lose a local edit."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from lembar_buatan import ACUAN, KEPALA, KK, nik, orang, write_xlsx

from pembuat import MAWAR_ID, MELATI_ID, SANDI, Dunia, Induk, make_warga
from sipd_desktop.base.errors import NotAllowed, UserError
from sipd_desktop.base.paths import resources
from sipd_desktop.bidang import REGISTERS
from sipd_desktop.services.buka import Pengguna
from sipd_desktop.services.catat import Niat
from sipd_desktop.services.impor.hasil import Bacaan
from sipd_desktop.services.impor.jalankan import impor_berkas
from sipd_desktop.storage.rekam import fetch_rows

CONTOH = resources() / "contoh"
BUDI = nik(12, 5, 1980)
LAIN = [*KEPALA, "ALAMAT", "NAMA IBU"]


def impor(dunia: Dunia, path: Path, *, kering: bool = False) -> Bacaan:
    return impor_berkas(dunia.buku, dunia.pengguna, path, acuan=ACUAN, kering=kering).bacaan


def sheet(tmp_path: Path, *rows: list[Any], head: list[str] | None = None) -> Path:
    return write_xlsx(tmp_path / "d.xlsx", [head or KEPALA, *rows])


def satu(dunia: Dunia, tbl: str = "warga", **where: object) -> dict[str, Any]:
    keys = " AND ".join(f"{k} = ?" for k in where) or "1"
    (row_id,) = dunia.sql(f"SELECT id FROM {tbl} WHERE {keys}", *where.values())
    with dunia.buku.read() as conn:
        return dict(fetch_rows(conn, tbl, [row_id[0]])[row_id[0]])


def edit(dunia: Dunia, row_id: str, tbl: str = "warga", **values: Any) -> None:
    with dunia.buku.write() as conn:
        niat = Niat(conn, dunia.petugas)
        niat.update(tbl, row_id, values)
        niat.done()


def four(bacaan: Bacaan) -> tuple[int, int, int, int]:
    counts = bacaan.counts()
    return counts["baru"], counts["berubah"], counts["sama"], counts["bentrok"]


def homes(bacaan: Bacaan) -> dict[str, int]:
    return {k: n for k, n in bacaan.keluarga.items() if n}


def test_sample_gives_its_true_counts_and_a_second_time_nothing(dunia: Dunia) -> None:
    path = CONTOH / "penduduk_opensid.xlsx"
    dry = impor(dunia, path, kering=True)
    assert four(dry) == (1166, 0, 0, 0)
    assert dunia.one("SELECT count(*) FROM warga") == 0
    first = impor(dunia, path)
    assert four(first) == (1166, 0, 0, 0)
    assert homes(first) == {"baru": 350}
    assert dunia.one("SELECT count(*) FROM warga") == 1166
    assert dunia.one("SELECT count(*) FROM keluarga") == 350
    assert dunia.one("SELECT count(*) FROM keluarga WHERE kepala_id IS NULL") == 0
    before = dunia.dump()
    again = impor(dunia, path)
    assert four(again) == (0, 0, 1166, 0)
    assert homes(again) == {"sama": 350}
    assert dunia.dump() == before


def test_every_stored_value_passes_the_check_of_its_field(dunia: Dunia) -> None:
    for name in ("penduduk_opensid.xlsx", "penduduk_siak.csv", "sdgs_desa_individu.xlsx"):
        impor(dunia, CONTOH / name)
    from sipd_desktop.storage.bentuk import image_of

    for tbl in ("warga", "keluarga"):
        with dunia.buku.read() as conn:
            ids = [i for (i,) in conn.exec_driver_sql(f"SELECT id FROM {tbl}")]
            rows = fetch_rows(conn, tbl, ids)
        for row in rows.values():
            image = image_of(tbl, row)
            bad = [k for k, v in image.items() if REGISTERS[tbl].by_key()[k].check(v)]
            assert not bad


def test_other_sources_find_the_same_people(dunia: Dunia) -> None:
    impor(dunia, CONTOH / "penduduk_opensid.xlsx")
    siak = impor(dunia, CONTOH / "penduduk_siak.csv")
    assert siak.counts()["baru"] == 0
    assert siak.counts()["bentrok"] == 0
    before = dunia.one("SELECT count(*) FROM warga")
    sdgs = impor(dunia, CONTOH / "sdgs_desa_individu.xlsx")
    assert sdgs.counts()["baru"] == 14  # hanya_di_sdgs
    assert dunia.one("SELECT count(*) FROM warga") == before + 14


def test_a_lower_source_does_not_turn_back_what_siak_gave(dunia: Dunia) -> None:
    impor(dunia, CONTOH / "penduduk_opensid.xlsx")
    impor(dunia, CONTOH / "penduduk_siak.csv")
    before = dunia.dump()
    again = impor(dunia, CONTOH / "penduduk_opensid.xlsx")
    assert four(again) == (0, 0, 1166, 0)
    assert dunia.dump()["warga"] == before["warga"]
    assert dunia.dump()["keluarga"] == before["keluarga"]


def test_blanks_never_overwrite(dunia: Dunia, tmp_path: Path) -> None:
    impor(dunia, sheet(tmp_path, orang()))
    row = orang(kerja=None, kawin="-", rtrw=None, dusun=None)
    again = impor(dunia, sheet(tmp_path, row))
    assert four(again) == (0, 0, 1, 0)
    assert satu(dunia)["pekerjaan"] == 9
    assert satu(dunia, "keluarga")["rt"] == "001"


def test_a_changed_value_nobody_edited_follows_the_file(dunia: Dunia, tmp_path: Path) -> None:
    impor(dunia, sheet(tmp_path, orang()))
    changed = impor(dunia, sheet(tmp_path, orang(kerja="Pedagang")))
    assert four(changed) == (0, 1, 0, 0)
    assert satu(dunia)["pekerjaan"] == 84
    assert four(impor(dunia, sheet(tmp_path, orang(kerja="Pedagang")))) == (0, 0, 1, 0)


def test_a_local_edit_stays_and_only_a_new_value_of_the_file_conflicts(
    dunia: Dunia, tmp_path: Path
) -> None:
    impor(dunia, sheet(tmp_path, orang()))
    edit(dunia, satu(dunia)["id"], pekerjaan=65)
    assert four(impor(dunia, sheet(tmp_path, orang()))) == (0, 0, 1, 0)
    assert satu(dunia)["pekerjaan"] == 65
    conflict = impor(dunia, sheet(tmp_path, orang(kerja="Pedagang", kawin="CM")))
    assert four(conflict) == (0, 0, 0, 1)
    assert conflict.bentrok == {2: ["pekerjaan"]}
    assert satu(dunia)["pekerjaan"] == 65
    assert satu(dunia)["status_kawin"] == 4  # kolom lain tetap masuk
    assert four(impor(dunia, sheet(tmp_path, orang(kerja="Pedagang", kawin="CM")))) == (0, 0, 0, 1)


def test_a_value_typed_before_any_import_wins(dunia: Dunia, tmp_path: Path) -> None:
    with dunia.buku.write() as conn:
        make_warga(
            conn,
            dunia.petugas,
            "BUDI SANTOSO",
            nik=BUDI,
            jenis_kelamin=1,
            tanggal_lahir="1980-05-12",
            tempat_lahir="Kota Contoh",
            keluarga_id=None,
        )
    made = impor(dunia, sheet(tmp_path, orang()))
    assert made.bentrok == {2: ["tempat_lahir"]}
    assert satu(dunia)["tempat_lahir"] == "Kota Contoh"
    assert satu(dunia)["pekerjaan"] == 9
    assert satu(dunia)["keluarga_id"] == satu(dunia, "keluarga")["id"]


def test_letter_case_alone_changes_nothing(dunia: Dunia, tmp_path: Path) -> None:
    impor(dunia, sheet(tmp_path, orang()))
    again = impor(dunia, sheet(tmp_path, orang(nama="Budi Santoso", dusun="KRAJAN")))
    assert four(again) == (0, 0, 1, 0)
    assert satu(dunia)["nama"] == "BUDI SANTOSO"


def test_a_nik_that_comes_later_is_filled_in(dunia: Dunia, tmp_path: Path) -> None:
    impor(dunia, sheet(tmp_path, orang(nik=None)))
    assert satu(dunia)["nik"] is None
    assert four(impor(dunia, sheet(tmp_path, orang(nik=None)))) == (0, 0, 1, 0)
    assert four(impor(dunia, sheet(tmp_path, orang()))) == (0, 1, 0, 0)
    assert satu(dunia)["nik"] == BUDI
    assert four(impor(dunia, sheet(tmp_path, orang(nik="-")))) == (0, 0, 1, 0)


def test_people_without_nik_and_household_are_found_by_name_date_and_mother(
    dunia: Dunia, tmp_path: Path
) -> None:
    row = [*orang(nik=None, kk=None), "", "SUMIATI"]
    impor(dunia, sheet(tmp_path, row, head=LAIN))
    assert satu(dunia)["keluarga_id"] is None
    assert four(impor(dunia, sheet(tmp_path, row, head=LAIN))) == (0, 0, 1, 0)
    other = [*orang(nik=None, kk=None), "", "MARYAM"]
    assert four(impor(dunia, sheet(tmp_path, other, head=LAIN))) == (1, 0, 0, 0)


def test_nik_of_a_stored_other_person_is_a_conflict_not_an_overwrite(
    dunia: Dunia, tmp_path: Path
) -> None:
    impor(dunia, sheet(tmp_path, orang()))
    made = impor(dunia, sheet(tmp_path, orang(nama="DEWI LESTARI", tgl="01-01-1999", jk="P")))
    assert four(made) == (0, 0, 0, 1)
    assert satu(dunia)["nama"] == "BUDI SANTOSO"


def test_people_missing_from_a_file_stay(dunia: Dunia, tmp_path: Path) -> None:
    other = orang(nik=nik(1, 1, 2020), nama="AHMAD", tgl="01-01-2020", shdk="Anak", kawin="BK")
    impor(dunia, sheet(tmp_path, orang(), other))
    impor(dunia, sheet(tmp_path, orang()))
    assert dunia.one("SELECT count(*) FROM warga WHERE deleted_at IS NULL") == 2


def test_a_voided_person_is_not_brought_back(dunia: Dunia, tmp_path: Path) -> None:
    impor(dunia, sheet(tmp_path, orang()))
    with dunia.buku.write() as conn:
        niat = Niat(conn, dunia.petugas)
        niat.void("warga", str(conn.exec_driver_sql("SELECT id FROM warga").scalar_one()))
        niat.done()
    assert four(impor(dunia, sheet(tmp_path, orang()))) == (0, 0, 0, 1)
    assert dunia.one("SELECT count(*) FROM warga") == 1


def test_a_merged_person_is_found_under_both_numbers(dunia: Dunia, tmp_path: Path) -> None:
    twice = orang(no=2, nik=nik(12, 5, 1980, urut=7), shdk="Lainnya")
    impor(dunia, sheet(tmp_path, orang(), twice))
    stays, goes = satu(dunia, nik=BUDI)["id"], satu(dunia, nik=nik(12, 5, 1980, urut=7))["id"]
    edit(dunia, goes, digabung_ke=stays)
    again = impor(dunia, sheet(tmp_path, orang(nik=nik(12, 5, 1980, urut=7))))
    assert four(again) == (0, 0, 1, 0)
    assert dunia.one("SELECT count(*) FROM warga") == 2


def test_two_rows_about_one_person_store_one_and_stay_stable(dunia: Dunia, tmp_path: Path) -> None:
    rows = [orang(), orang(no=2, nik=None, kerja="Pedagang")]
    first = impor(dunia, sheet(tmp_path, *rows))
    assert four(first) == (1, 0, 0, 1)
    before = dunia.dump()
    assert four(impor(dunia, sheet(tmp_path, *rows))) == (0, 0, 1, 1)
    assert dunia.dump()["warga"] == before["warga"]


def test_refused_rows_are_not_stored(dunia: Dunia, tmp_path: Path) -> None:
    made = impor(dunia, sheet(tmp_path, orang(), orang(nik="123", nama="JOKO", shdk="Anak")))
    assert made.counts()["reject"] == 1
    assert dunia.one("SELECT count(*) FROM warga") == 1


def test_posyandu_follows_the_rt_and_is_empty_where_none_serves(
    dunia: Dunia, tmp_path: Path
) -> None:
    rows = [
        orang(kk=KK, rtrw="001/001"),
        orang(kk="3399070202150002", nik=nik(2, 2, 1982), tgl="02-02-1982", rtrw="003/001"),
        orang(kk="3399070303150003", nik=nik(3, 3, 1983), tgl="03-03-1983", rtrw="009/001"),
        orang(kk=None, nik=nik(4, 4, 1984), tgl="04-04-1984", rtrw="2/1"),
    ]
    impor(dunia, sheet(tmp_path, *rows))
    found = dunia.sql("SELECT tanggal_lahir, posyandu_id FROM warga ORDER BY tanggal_lahir")
    assert [p for _, p in found] == [MELATI_ID, MAWAR_ID, None, MELATI_ID]
    homes = dunia.sql("SELECT rt, posyandu_id FROM keluarga ORDER BY rt")
    assert homes == [("001", MELATI_ID), ("003", MAWAR_ID), ("009", None)]


def test_a_household_that_moves_takes_its_members_along(dunia: Dunia, tmp_path: Path) -> None:
    child = orang(nik=nik(1, 1, 2020), nama="AHMAD", tgl="01-01-2020", shdk="Anak", kawin="BK")
    elsewhere = orang(nik=nik(1, 1, 2019), nama="AMIN", tgl="01-01-2019", shdk="Anak", kawin="BK")
    rows = [orang(), child, elsewhere]
    for row in rows:
        row[KEPALA.index("RT/RW")] = "001/001"
    impor(dunia, sheet(tmp_path, *rows))
    edit(dunia, satu(dunia, nama="AMIN")["id"], posyandu_id=None)
    edit(dunia, satu(dunia, nama="AMIN")["id"], posyandu_id=MAWAR_ID)
    for row in rows:
        row[KEPALA.index("RT/RW")] = "003/001"
    moved = impor(dunia, sheet(tmp_path, *rows))
    assert four(moved) == (0, 3, 0, 0)
    assert homes(moved) == {"berubah": 1}
    places = dict(dunia.sql("SELECT nama, posyandu_id FROM warga"))
    assert places == dict.fromkeys(("BUDI SANTOSO", "AHMAD", "AMIN"), MAWAR_ID)


def test_head_of_household_is_linked_and_pregnancy_is_yes_or_no(
    dunia: Dunia, tmp_path: Path
) -> None:
    head = [*KEPALA, "hamil"]
    wife = orang(nik=nik(3, 4, 1985, wanita=True), nama="SITI", jk="P", tgl="03-04-1985")
    wife[KEPALA.index("SHDK")] = "Istri"
    impor(dunia, sheet(tmp_path, [*orang(), 1], [*wife, 1], head=head))
    assert satu(dunia, "keluarga")["kepala_id"] == satu(dunia, nama="BUDI SANTOSO")["id"]
    assert satu(dunia, nama="SITI")["hamil"] == 1
    assert satu(dunia, nama="BUDI SANTOSO")["hamil"] is None


def test_text_of_an_unknown_code_is_kept_beside(dunia: Dunia, tmp_path: Path) -> None:
    impor(dunia, sheet(tmp_path, orang(kerja="Astronot")))
    assert satu(dunia)["pekerjaan"] is None
    assert "Astronot" in dunia.one("SELECT nilai_impor FROM asal_nilai WHERE tbl = 'warga'")


def test_only_ketua_and_operator_import(dunia: Dunia, tmp_path: Path) -> None:
    path = sheet(tmp_path, orang())
    me = dunia.pengguna
    for jabatan in ("kader", "sekretaris", "bidan"):
        other = Pengguna(me.id, me.nama, jabatan, me.posyandu_id)
        with pytest.raises(NotAllowed):
            impor_berkas(dunia.buku, other, path, acuan=ACUAN, kering=False)
    operator = Pengguna(me.id, me.nama, "operator", me.posyandu_id)
    made = impor_berkas(dunia.buku, operator, path, acuan=ACUAN, kering=True)
    assert made.bacaan.counts()["baru"] == 1


def test_nothing_is_stored_when_the_list_of_problems_cannot_be_written(
    dunia: Dunia, tmp_path: Path
) -> None:
    path, away = sheet(tmp_path, orang()), tmp_path / "tiada" / "galat.xlsx"
    with pytest.raises(UserError) as caught:
        impor_berkas(dunia.buku, dunia.pengguna, path, acuan=ACUAN, kering=False, galat=away)
    assert caught.value.code == "folder-tidak-ada"
    assert dunia.one("SELECT count(*) FROM warga") == 0


_KILLED = """
import os, signal, sys
from datetime import date
from pathlib import Path
from sqlalchemy import event
from sipd_desktop.services.buka import find_pengguna, open_ruang
from sipd_desktop.services.impor.jalankan import impor_berkas
ruang = open_ruang(Path(sys.argv[1]), sys.argv[2])
with ruang.buku.read() as conn:
    user = find_pengguna(conn, None)
left = int(sys.argv[4])
def count(conn, cursor, statement, parameters, context, executemany):
    global left
    if statement.lstrip()[:6].upper() in ("INSERT", "UPDATE"):
        left -= 1
        if left == 0:
            os.kill(os.getpid(), signal.SIGKILL)
event.listen(ruang.buku.engine, "after_cursor_execute", count)
impor_berkas(ruang.buku, user, Path(sys.argv[3]), acuan=date(2026, 9, 15), kering=False)
print("selesai")
"""


@pytest.mark.skipif(os.name == "nt", reason="tidak ada SIGKILL")
def test_a_kill_in_the_middle_leaves_nothing_and_the_next_run_everything(
    induk: Induk, tmp_path: Path
) -> None:
    mine = Induk(induk.copy(tmp_path / "data"), induk.kode, induk.key)
    rows = [orang(nik=nik(n, 5, 1980), tgl=f"{n:02d}-05-1980", nama="BUDI") for n in range(1, 29)]
    path = sheet(tmp_path, *rows)

    def run(at: int) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-c", _KILLED, str(mine.folder), SANDI, str(path), str(at)],
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )

    for at in (1, 3, 5):
        done = run(at)
        assert done.returncode == -9, done.stderr
        left = mine.reopen()
        assert left.one("SELECT count(*) FROM warga") == 0
        assert left.one("SELECT count(*) FROM keluarga") == 0
        assert left.one("SELECT count(*) FROM impor_batch") == 0
        left.close()
    assert run(0).stdout.strip() == "selesai"
    whole = mine.reopen()
    assert whole.one("SELECT count(*) FROM warga") == 28
    assert four(impor(whole, path)) == (0, 0, 28, 0)
    whole.close()
