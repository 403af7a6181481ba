"""An older file is brought to the catalogue at start; what is there stays, nothing is dirty."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from sqlite_utils import Database, Migrations

from pembuat import Dunia, Induk
from sipd_desktop.bidang import REGISTERS
from sipd_desktop.services.periksa import check_buku
from sipd_desktop.storage.engine import Buku
from sipd_desktop.storage.pemicu import count_text, declared_triggers, text_table
from sipd_desktop.storage.skema import upgrade

WARGA = REGISTERS["warga"]


def triggers(dunia: Dunia) -> dict[str, str]:
    return dict(dunia.sql("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"))


def settle(dunia: Dunia) -> None:
    """As if all had been sent."""
    dunia.run("DELETE FROM sync_dirty")


def dirty(dunia: Dunia) -> set[tuple[str, str]]:
    return set(dunia.sql("SELECT tbl, id FROM sync_dirty"))


def drop_column(dunia: Dunia, tbl: str, column: str) -> None:
    """Make the file older: triggers and views that name the column go with it."""
    with dunia.buku.write() as conn:
        for kind in ("trigger", "view"):
            query = "SELECT name FROM sqlite_master WHERE type = ?"
            for (name,) in conn.exec_driver_sql(query, (kind,)).all():
                conn.exec_driver_sql(f'DROP {kind} "{name}"')
        conn.exec_driver_sql(f"ALTER TABLE {tbl} DROP COLUMN {column}")


def found_names(dunia: Dunia, word: str) -> list[str]:
    sql = "SELECT w.nama FROM cari_warga c JOIN warga w ON w.rid = c.rowid WHERE cari_warga MATCH ?"
    return [nama for (nama,) in dunia.sql(sql, f'"{word}"')]


def test_missing_column_is_added_and_old_values_stay(dunia: Dunia) -> None:
    child = dunia.balita("ALYA PUTRI")
    settle(dunia)
    drop_column(dunia, "warga", "suku")
    assert not check_buku(dunia.buku)[2].baik
    upgrade(dunia.buku)
    assert dunia.sql("SELECT nama, suku FROM warga WHERE id = ?", child) == [("ALYA PUTRI", None)]
    assert dirty(dunia) == set()
    assert all(c.baik for c in check_buku(dunia.buku))


def test_missing_table_view_index_and_trigger_are_made(dunia: Dunia) -> None:
    dunia.run("DROP TABLE impor_batch")
    dunia.run("DROP VIEW v_pemeriksaan_balita")
    dunia.run("DROP INDEX ix_warga_0_nik")
    dunia.run("DROP TRIGGER td_warga_u")
    upgrade(dunia.buku)
    have = {name for (name,) in dunia.sql("SELECT name FROM sqlite_master")}
    assert {"impor_batch", "v_pemeriksaan_balita", "ix_warga_0_nik", "td_warga_u"} <= have


def test_strange_trigger_view_and_index_are_removed(dunia: Dunia) -> None:
    dunia.run("CREATE TRIGGER asing AFTER INSERT ON warga BEGIN SELECT 1; END")
    dunia.run("CREATE VIEW asing_v AS SELECT 1 AS a")
    dunia.run("CREATE INDEX ix_warga_lama ON warga(suku)")
    upgrade(dunia.buku)
    assert triggers(dunia) == declared_triggers()
    assert dunia.sql("SELECT 1 FROM sqlite_master WHERE name IN ('asing_v', 'ix_warga_lama')") == []


def rename_names(db: Any) -> None:
    db.execute("UPDATE warga SET nama = 'BAGAS BARU' WHERE nama = 'ALYA PUTRI'")


def rebuild_table(db: Any) -> None:
    db["warga"].transform(rename={"suku": "suku_lama", "digabung_ke": "lama"})
    db.execute("UPDATE warga SET nama = 'CITRA BARU' WHERE nama = 'BAGAS BARU'")


def steps(*functions: Any) -> Migrations:
    made = Migrations("sipd")
    for function in functions:
        made()(function)
    return made


def test_migration_runs_once_keeps_triggers_and_marks_nothing(dunia: Dunia) -> None:
    calls: list[str] = []

    def m0001_nama(db: Any) -> None:
        calls.append("m0001")
        rename_names(db)

    dunia.balita("ALYA PUTRI")
    settle(dunia)
    for _ in range(3):
        upgrade(dunia.buku, steps(m0001_nama))
    assert calls == ["m0001"]
    assert dirty(dunia) == set()
    assert dunia.one("SELECT count(*) FROM perubahan WHERE field = 'nama'") == 0
    assert triggers(dunia) == declared_triggers()
    assert found_names(dunia, "bagas") == ["BAGAS BARU"]
    assert found_names(dunia, "alia") == []
    dunia.run("UPDATE warga SET nama = 'X'")  # and the dirty mark works again afterwards
    assert {tbl for tbl, _ in dirty(dunia)} == {"warga"}


def test_table_rebuild_gets_its_triggers_and_full_text_back(dunia: Dunia) -> None:
    child = dunia.balita("ALYA PUTRI")
    settle(dunia)
    upgrade(dunia.buku, steps(rename_names, rebuild_table))
    assert triggers(dunia) == declared_triggers()
    assert dirty(dunia) == set()
    assert found_names(dunia, "sitra") == [] == found_names(dunia, "bagas")
    assert found_names(dunia, "citra") == ["CITRA BARU"]
    assert dunia.one("SELECT suku IS NULL FROM warga WHERE id = ?", child) == 1
    unsent = ("warga", child)
    dunia.run("UPDATE warga SET suku = 'JAWA' WHERE id = ?", child)
    assert dirty(dunia) == {unsent}


def test_failed_migration_leaves_the_file_as_it_was(induk: Induk, tmp_path: Path) -> None:
    def m0002_gagal(db: Any) -> None:
        db.execute("UPDATE warga SET nama = 'RUSAK'")
        raise RuntimeError("langkah gagal")

    dunia = induk.open(tmp_path / "data")
    dunia.balita("ALYA PUTRI")
    settle(dunia)
    with pytest.raises(RuntimeError):
        upgrade(dunia.buku, steps(m0002_gagal))
    dunia.close()
    again = Induk(tmp_path / "data", induk.kode, induk.key).reopen()
    assert again.one("SELECT nama FROM warga") == "ALYA PUTRI"
    assert triggers(again) == declared_triggers()
    again.run("UPDATE warga SET nama = 'Y'")
    assert len(dirty(again)) == 1, "dirty marks are on again after the next start"
    again.close()


def test_new_file_needs_no_old_step(tmp_path: Path, induk: Induk) -> None:
    def never(_: Any) -> None:
        raise AssertionError("langkah lama dijalankan pada berkas baru")

    buku = Buku(tmp_path / "baru.db", induk.key)
    upgrade(buku, steps(never))
    upgrade(buku, steps(never))
    buku.close()


def test_full_text_out_of_step_is_filled_anew(dunia: Dunia) -> None:
    dunia.balita("ALYA PUTRI")
    dunia.balita("BAGAS PRATAMA")
    fts = text_table(WARGA)
    with dunia.buku.write() as conn:
        rid = conn.exec_driver_sql("SELECT rid FROM warga WHERE nama = 'ALYA PUTRI'").scalar_one()
        conn.exec_driver_sql(f"DELETE FROM {fts} WHERE rowid = ?", (rid,))
    assert found_names(dunia, "putri") == [] == found_names(dunia, "futri")
    upgrade(dunia.buku)
    assert found_names(dunia, "futri") == ["ALYA PUTRI"]
    assert dunia.read(count_text, WARGA) == 2


def test_full_text_follows_every_way_a_row_changes(dunia: Dunia) -> None:
    child = dunia.balita("MOCH. FAJAR")
    assert found_names(dunia, "muhamad") == ["MOCH. FAJAR"]
    dunia.run("UPDATE warga SET nama = 'SITTI AMINAH' WHERE id = ?", child)
    assert found_names(dunia, "muhamad") == []
    assert found_names(dunia, "siti") == ["SITTI AMINAH"]
    dunia.run("UPDATE sync_flag SET applying = 1")
    dunia.run("DELETE FROM warga WHERE id = ?", child)  # as a pull that leaves a lingkup does
    dunia.run("UPDATE sync_flag SET applying = 0")
    assert dunia.read(count_text, WARGA) == 0


def test_start_changes_no_row(dunia: Dunia) -> None:
    hari, child = dunia.hari(), dunia.balita()
    dunia.timbang(hari, child, "9.4")
    before = dunia.dump()
    upgrade(dunia.buku)
    assert dunia.dump() == before


def test_sqlite_utils_works_on_our_connection(dunia: Dunia) -> None:
    raw = dunia.buku.raw()
    assert "warga" in Database(raw).table_names()
    raw.close()
