"""`sipd contoh`: only for folders without real people; the same seed gives the same people."""

from __future__ import annotations

from pathlib import Path

import pytest

from pembuat import HARI_INI, MAWAR_ID, MELATI_ID, Dunia, Induk, answer_of, run_sipd
from sipd_desktop.base.errors import UserError
from sipd_desktop.bidang import FORMS, REGISTERS
from sipd_desktop.bidang.kesehatan import PEMERIKSAAN
from sipd_desktop.services.contoh.isi import fill_contoh
from sipd_desktop.services.hari.sasaran import count_sasaran
from sipd_desktop.services.hari.ukur_umum import check_lembar_umum, open_umum
from sipd_desktop.services.periksa import check_buku
from sipd_desktop.storage.bentuk import image_of
from sipd_desktop.storage.keadaan import set_state
from sipd_desktop.storage.rekam import fetch_row


def is_contoh(dunia: Dunia) -> bool:
    return dunia.sql("SELECT nilai FROM setelan WHERE kunci = 'contoh'") == [("1",)]


def fill(dunia: Dunia, kk: int, bulan: int) -> object:
    return fill_contoh(dunia.buku, dunia.petugas, kk=kk, bulan=bulan, today=HARI_INI)


def test_empty_unmarked_folder_becomes_contoh(folder: Path, induk: Induk) -> None:
    answer = answer_of(run_sipd("contoh", "--kk", 20, "--bulan", 2, "--json", data=folder))
    assert answer["keluarga"] == 20
    assert answer["hari_buka"] == 4
    dunia = Induk(folder, "", induk.key).reopen()
    assert is_contoh(dunia)
    assert dunia.one("SELECT count(*) FROM warga") == answer["warga"]
    weighed = "SELECT count(*) FROM isian WHERE form = 'pemeriksaan_balita'"
    assert dunia.one(weighed) == answer["penimbangan"] > 0
    others = "SELECT count(*) FROM isian WHERE form <> 'pemeriksaan_balita'"
    assert dunia.one(others) == answer["pemeriksaan_lain"] > 0
    dunia.close()


@pytest.mark.parametrize("kk", [0, 3])
def test_unmarked_folder_with_people_is_refused_untouched(
    induk: Induk, tmp_path: Path, kk: int
) -> None:
    dunia = induk.open(tmp_path / "data")
    child = dunia.balita()
    dunia.run("UPDATE warga SET deleted_at = 'x' WHERE id = ?", child)  # even a voided person
    before = dunia.dump()
    dunia.close()
    done = run_sipd("contoh", "--kk", kk, "--bulan", 2, "--json", data=tmp_path / "data")
    assert answer_of(done, 1)["alasan"] == "bukan-folder-contoh"
    again = Induk(tmp_path / "data", "", induk.key).reopen()
    assert again.dump() == before
    again.close()


def test_marked_folder_takes_more(dunia: Dunia) -> None:
    fill(dunia, 10, 1)
    people = dunia.one("SELECT count(*) FROM warga")
    fill(dunia, 0, 3)
    assert dunia.one("SELECT count(*) FROM warga") == people
    assert dunia.one("SELECT count(DISTINCT tanggal) FROM hari_buka") == 3
    fill(dunia, 5, 0)
    assert dunia.one("SELECT count(*) FROM warga") > people


def test_folder_enrolled_at_a_real_desa_is_refused_even_when_empty(dunia: Dunia) -> None:
    dunia.write(set_state, "url", "https://pusat.contoh.id")
    with pytest.raises(UserError, match="bukan-folder-contoh"):
        fill(dunia, 1, 0)
    assert not is_contoh(dunia)


def test_same_seed_gives_the_same_people_and_weighings(induk: Induk, tmp_path: Path) -> None:
    found = []
    for place in ("satu", "dua"):
        dunia = induk.open(tmp_path / place)
        fill(dunia, 15, 3)
        found.append(
            (
                dunia.sql("SELECT nik, nama, tanggal_lahir FROM warga ORDER BY nama, nik"),
                dunia.sql("SELECT tanggal, body FROM isian ORDER BY tanggal, body"),
            )
        )
        dunia.close()
    assert found[0] == found[1]
    assert len(found[0][1]) > 5


def test_everything_made_up_is_valid_and_can_be_sent(dunia: Dunia) -> None:
    fill(dunia, 60, 4)
    for tbl, register in REGISTERS.items():
        for (row_id,) in dunia.sql(f"SELECT id FROM {tbl}"):
            row = dunia.read(fetch_row, tbl, row_id)
            form = FORMS[row["form"]].by_key() if tbl == "isian" else {}
            for key, value in image_of(tbl, row).items():
                field = register.field(key) or form[key]
                assert field.check(value) is None, (tbl, key, value)
    assert all(c.baik for c in check_buku(dunia.buku))
    missing = "SELECT count(*) FROM tindakan WHERE pelaku IS NULL OR objek IS NULL"
    assert dunia.one(missing) == 0
    unsent = dunia.one("SELECT count(*) FROM sync_dirty")
    assert unsent == sum(dunia.one(f"SELECT count(*) FROM {tbl}") for tbl in REGISTERS)


def test_every_group_comes_and_no_made_up_value_would_be_refused(dunia: Dunia) -> None:
    made = fill_contoh(dunia.buku, dunia.petugas, kk=150, bulan=3, today=HARI_INI)
    assert made.kehamilan > 0
    shown = {form for (form,) in dunia.sql("SELECT DISTINCT form FROM isian")}
    assert shown == {form.key for form in PEMERIKSAAN.values()}
    counts = dunia.read(count_sasaran, MELATI_ID, HARI_INI)
    assert min(counts[k] for k in ("bumil", "lansia", "dewasa", "remaja")) > 0
    checked = 0
    for hari, warga in dunia.sql(
        "SELECT hari_buka_id, subjek FROM isian WHERE form = 'pemeriksaan_lansia' LIMIT 20"
    ):
        lembar = dunia.read(open_umum, hari, warga)
        assert not [p for p in check_lembar_umum(lembar, lembar.nilai) if p.hard]
        checked += 1
    assert checked == 20


def test_no_two_people_share_a_nik_and_no_nik_can_be_real(dunia: Dunia) -> None:
    fill(dunia, 200, 0)
    rows = [nik for (nik,) in dunia.sql("SELECT nik FROM warga WHERE nik IS NOT NULL")]
    assert len(rows) == len(set(rows))
    assert {nik[:6] for nik in rows} == {"339907"}, "a regency that does not exist"
    kk = [k for (k,) in dunia.sql("SELECT no_kk FROM keluarga")]
    assert len(kk) == len(set(kk))


def test_each_posyandu_gets_its_own_people_and_days(dunia: Dunia) -> None:
    fill(dunia, 40, 2)
    by_home = "SELECT w.posyandu_id, k.rt FROM warga w JOIN keluarga k ON k.id = w.keluarga_id"
    places = set(dunia.sql(f"SELECT DISTINCT * FROM ({by_home})"))
    assert places == {(MELATI_ID, "001"), (MELATI_ID, "002"), (MAWAR_ID, "003")}
    wrong = (
        "SELECT count(*) FROM isian i JOIN hari_buka h ON h.id = i.hari_buka_id "
        "JOIN warga w ON w.id = i.subjek WHERE w.posyandu_id != h.posyandu_id"
    )
    assert dunia.one(wrong) == 0


def test_progress_goes_to_standard_error(folder: Path) -> None:
    done = run_sipd("contoh", "--kk", 5, "--bulan", 1, "--json", data=folder)
    answer_of(done)
    assert "keluarga" in done.stderr
