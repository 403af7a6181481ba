"""The one maker of connections: durable, one write at a time, reads that hold still."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from sqlalchemy import Connection

from pembuat import Dunia, Induk
from sipd_desktop.base.errors import UserError
from sipd_desktop.storage import engine
from sipd_desktop.storage.engine import Buku
from sipd_desktop.storage.folder import FolderLock, write_atomic

WANT = {
    "journal_mode": "wal",
    "synchronous": 2,
    "foreign_keys": 1,
    "recursive_triggers": 1,
    "busy_timeout": engine.BUSY_MS,
    "temp_store": 2,
}


@pytest.mark.parametrize("pragma", WANT)
def test_every_connection_is_made_alike(dunia: Dunia, pragma: str) -> None:
    def ask(conn: Connection) -> object:
        return conn.exec_driver_sql(f"PRAGMA {pragma}").scalar_one()

    assert dunia.read(ask) == WANT[pragma]
    assert dunia.write(ask) == WANT[pragma]
    raw = dunia.buku.raw()
    assert raw.execute(f"PRAGMA {pragma}").fetchone()[0] == WANT[pragma]
    assert raw.execute("SELECT lipat('Moch.')").fetchone() == ("muhamad",)
    raw.close()


def test_a_read_sees_one_unchanging_picture(dunia: Dunia) -> None:
    child = dunia.balita("ALYA")
    sql = "SELECT nama FROM warga"
    with dunia.buku.read() as conn:
        assert conn.exec_driver_sql(sql).scalar_one() == "ALYA"
        dunia.run("UPDATE warga SET nama = 'BARU' WHERE id = ?", child)
        assert conn.exec_driver_sql(sql).scalar_one() == "ALYA"
    assert dunia.one(sql) == "BARU"


def test_writes_of_many_threads_come_one_after_the_other(dunia: Dunia) -> None:
    """Read, wait, write: nothing is lost and nobody is told the file is busy."""
    dunia.run("INSERT INTO setelan(kunci, nilai) VALUES ('hitung', '0')")

    def add(_: int) -> None:
        with dunia.buku.write() as conn:
            sql = "SELECT nilai FROM setelan WHERE kunci = 'hitung'"
            value = int(conn.exec_driver_sql(sql).scalar_one())
            time.sleep(0.001)
            conn.exec_driver_sql(
                "UPDATE setelan SET nilai = ? WHERE kunci = 'hitung'", (str(value + 1),)
            )

    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(add, range(40))) == [None] * 40
    assert dunia.one("SELECT nilai FROM setelan WHERE kunci = 'hitung'") == "40"


def test_a_writer_of_another_connection_that_holds_on_is_told(
    dunia: Dunia, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine, "BUSY_MS", 50)
    raw = dunia.buku.raw()
    dunia.buku.engine.dispose()
    raw.execute("BEGIN IMMEDIATE")
    with pytest.raises(UserError, match="sedang-dipakai"):
        dunia.run("UPDATE setelan SET nilai = 'x' WHERE kunci = 'kode_desa'")
    raw.execute("ROLLBACK")
    raw.close()
    dunia.run("UPDATE setelan SET nilai = 'x' WHERE kunci = 'kode_desa'")


def test_a_read_writes_nothing_even_when_it_tries(dunia: Dunia) -> None:
    """A deferred read that turns into a write while another writes is refused, not waited for."""
    with dunia.buku.read() as conn:
        conn.exec_driver_sql("SELECT 1 FROM warga").all()
        dunia.run("UPDATE setelan SET nilai = 'x' WHERE kunci = 'kode_desa'")
        with pytest.raises(Exception, match="locked"):
            conn.exec_driver_sql("UPDATE setelan SET nilai = 'y' WHERE kunci = 'kode_desa'")


def test_closing_folds_the_log_back_into_the_file(induk: Induk, tmp_path: Path) -> None:
    dunia = induk.open(tmp_path / "data")
    dunia.balita()
    assert (tmp_path / "data" / "sipd.db-wal").stat().st_size > 0
    dunia.close()
    assert not (tmp_path / "data" / "sipd.db-wal").exists()
    alone = Buku(tmp_path / "data" / "sipd.db", induk.key)
    with alone.read() as conn:
        assert conn.exec_driver_sql("SELECT count(*) FROM warga").scalar_one() == 1
    alone.close()


def test_lock_is_given_back_also_after_a_fault(folder: Path) -> None:
    def fails() -> None:
        with FolderLock(folder):
            raise RuntimeError("apa saja")

    with pytest.raises(RuntimeError):
        fails()
    with FolderLock(folder), pytest.raises(UserError, match="sedang-dipakai"), FolderLock(folder):
        pass
    with FolderLock(folder):
        pass


def test_small_files_are_written_whole_or_not_at_all(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "kunci.json"
    write_atomic(path, b"lama")
    assert path.stat().st_mode & 0o777 == 0o600

    def full(_: int) -> None:
        raise OSError(28, "penuh")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(UserError, match="tempat-penuh"):
        write_atomic(path, b"baru")
    assert path.read_bytes() == b"lama"
    assert [p.name for p in tmp_path.iterdir()] == ["kunci.json"]
