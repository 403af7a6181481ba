"""Declared tables and migrated databases are the same; statements go by index."""

from __future__ import annotations

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from server.isi import count
from sipd_server import records, waiting
from sipd_server.migrasi.versions import m0001_awal
from sipd_server.prepare import version_of
from sipd_server.schema import METADATA, PER_DESA, VERSION
from sipd_server.store import Store


def test_a_migrated_database_has_exactly_the_declared_tables(store: Store) -> None:
    with store.read("") as conn:
        assert version_of(conn) == VERSION
        context = MigrationContext.configure(conn)
        found = [d for d in compare_metadata(context, METADATA) if "alembic_version" not in repr(d)]
    assert found == []


def test_every_table_of_a_desa_begins_its_key_with_the_desa() -> None:
    assert set(PER_DESA) == set(METADATA.tables) - set(m0001_awal.WITHOUT_DESA)
    for name in PER_DESA:
        assert next(iter(METADATA.tables[name].primary_key)).name == "desa"


def test_a_batch_is_looked_up_by_key_not_by_reading_the_desa(store: Store) -> None:
    """Row security or missing statistics must not cost the index: it did, a hundredfold."""
    with store.write("3201012001") as conn:
        rec = records.Records(store, conn, "3201012001")
        rows = [
            [
                "warga",
                f"0195f2c0-0000-7000-8000-{i:012x}",
                i,
                "desa",
                "x",
                0,
                0,
                None,
                "",
                "",
                "{}",
                "{}",
            ]
            for i in range(3000)
        ]
        rec.run(records._UPSERT, rows)
        explain = "EXPLAIN " if store.postgres else "EXPLAIN QUERY PLAN "
        waits = " ".join(str(r) for r in rec.run(explain + waiting._WAITS))
        assert "quarantine_menunggu" in waits or "Seq Scan on quarantine" in waits
        for statement, index in (
            (records._BY_KEY, "record_pkey" if store.postgres else "sqlite_autoindex_record_1"),
            (records._LINGKUP, "record_pkey" if store.postgres else "sqlite_autoindex_record_1"),
            (records._BY_INDUK, "record_induk"),
        ):
            plan = " ".join(str(r) for r in rec.run(explain + statement, [["warga", "x"]]))
            assert index in plan
            assert "id" in plan.split(index)[1] or "induk" in plan.split(index)[1]
            assert "SCAN r" not in plan
            assert "Seq Scan on record" not in plan


def test_an_empty_store_holds_one_key_pair_and_no_desa(store: Store) -> None:
    assert count(store, "SELECT count(pubkey) FROM pusat", "") == 1
    assert count(store, "SELECT count(*) FROM direktori", "") == 0
