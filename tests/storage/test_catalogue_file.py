"""The declaration owns the schema: catalogue, Core tables and the real file say the same."""

from __future__ import annotations

import hashlib
import re

import pytest
from sqlalchemy import CheckConstraint, ForeignKeyConstraint, UniqueConstraint

from pembuat import Dunia
from sipd_desktop.bidang import CATALOGUE, FORMS, REGISTERS, SKEMA, field_of
from sipd_desktop.spec.field import Ref
from sipd_desktop.storage.pemicu import declared_triggers
from sipd_desktop.storage.skema import fingerprint, view_name
from sipd_desktop.storage.tables import ENVELOPE, METADATA, SYNCED
from sipd_desktop.wire.check import ENVELOPE as WIRE_ENVELOPE

SIDIK = {
    1: "5d26e195ab8c28ed",
    2: "81b369386f662c1f",
    3: "d0caa91158ee1642",
    4: "f2a2fe5c252b3bb7",
    5: "f0fa79db93adceb9",
    6: "2b188133f939e56c",
}
"""SKEMA -> hash of all tables. Changing a table of a released number needs a new number."""


def test_tables_are_those_of_this_schema_number() -> None:
    found = hashlib.sha256(fingerprint().encode()).hexdigest()[:16]
    assert SIDIK.get(SKEMA) == found, f"tabel berubah: naikkan SKEMA, lalu catat {found!r}"


def test_every_register_has_a_table_with_its_columns() -> None:
    assert set(SYNCED) == set(REGISTERS)
    for key, register in REGISTERS.items():
        columns = {c.name for c in SYNCED[key].columns}
        extra = {"rid", "id", "extra", *ENVELOPE}
        extra |= {"body"} if register.body else set()
        extra |= {"prev", "h"} if key == "tindakan" else set()
        assert columns == {f.key for f in register.fields} | extra


def test_real_file_has_exactly_these_columns(dunia: Dunia) -> None:
    for table in METADATA.sorted_tables:
        rows = dunia.sql(f"PRAGMA table_info('{table.name}')")
        have = {(row[1], row[2]) for row in rows}
        kinds = {"TEXT": "TEXT", "INTEGER": "INTEGER", "BLOB": "BLOB"}
        assert have == {(c.name, kinds[str(c.type)]) for c in table.columns}, table.name


def test_real_file_has_no_table_the_catalogue_does_not_know(dunia: Dunia) -> None:
    rows = dunia.sql("SELECT name FROM sqlite_master WHERE type = 'table'")
    names = {name for (name,) in rows if not name.startswith(("sqlite_", "cari_"))}
    assert names == {t.name for t in METADATA.sorted_tables} | {"_sqlite_migrations"}


def test_a_pulled_row_always_fits(dunia: Dunia) -> None:
    """No UNIQUE but id, no FOREIGN KEY, NOT NULL only on id: in Core and in the file."""
    for key, table in SYNCED.items():
        assert not [c for c in table.constraints if isinstance(c, ForeignKeyConstraint)]
        assert not [
            c
            for c in table.constraints
            if isinstance(c, UniqueConstraint | CheckConstraint)
            and [x.name for x in getattr(c, "columns", [])] != ["id"]
        ]
        info = dunia.sql(f"PRAGMA table_info('{key}')")
        assert {row[1] for row in info if row[3]} - {"rid"} == {"id"}
        assert dunia.sql(f"PRAGMA foreign_key_list('{key}')") == []
        unique = [row[1] for row in dunia.sql(f"PRAGMA index_list('{key}')") if row[2]]
        columns = [[r[2] for r in dunia.sql(f"PRAGMA index_info('{name}')")] for name in unique]
        assert columns == [["id"]]
        dunia.run(f"INSERT INTO {key}(id) VALUES ('hanya-id')")


def test_keys_of_forms_never_collide_with_columns() -> None:
    columns = {c.name for c in SYNCED["isian"].columns}
    for form in FORMS.values():
        keys = [f.key for f in form.fields()]
        assert len(keys) == len(set(keys))
        assert columns.isdisjoint(keys)


def test_no_field_has_a_name_of_the_envelope() -> None:
    envelope = {"id", "rid", "extra", "body", "prev", "h", *ENVELOPE} | set(WIRE_ENVELOPE)
    for register in REGISTERS.values():
        assert envelope.isdisjoint(f.key for f in register.fields)


def test_keys_are_plain_words() -> None:
    for register in REGISTERS.values():
        for name in (register.key, *(f.key for f in register.fields)):
            assert re.fullmatch(r"[a-z][a-z0-9_]{0,59}", name)


def test_catalogue_names_each_thing_once() -> None:
    registers = [r.key for b in CATALOGUE for r in b.registers]
    forms = [f.key for b in CATALOGUE for f in b.forms]
    assert len(registers) == len(set(registers))
    assert len(forms) == len(set(forms))


def test_references_name_registers_and_lingkup_names_fields() -> None:
    for register in REGISTERS.values():
        for field in register.fields:
            if isinstance(field, Ref):
                assert field.to in REGISTERS
        lingkup = register.lingkup
        if lingkup.jenis == "tertutup":
            assert register.field(lingkup.kelas) is not None
            assert not lingkup.field or lingkup.of in REGISTERS
        if lingkup.jenis != "desa" and (lingkup.field or lingkup.jenis != "tertutup"):
            assert register.field(lingkup.field) is not None
        if lingkup.jenis == "objek":
            assert register.field(lingkup.of) is not None
        if lingkup.jenis == "ikut":
            assert lingkup.of in REGISTERS
        for columns in (*register.index, register.search):
            assert all(register.field(c) is not None for c in columns)


def test_subjects_are_declared_before_what_refers_to_them() -> None:
    """Freeze sends in this order, so that the centre knows a subject before its records."""
    order = list(REGISTERS)
    for register in REGISTERS.values():
        if register.lingkup.of in order:
            assert order.index(register.lingkup.of) < order.index(register.key)
    assert order.index("warga") < order.index("isian") < order.index("tindakan")


def test_a_field_is_found_by_its_wire_key() -> None:
    assert field_of("warga", "nik") is REGISTERS["warga"].field("nik")
    found = field_of("isian", "berat_badan", "pemeriksaan_balita")
    assert found is not None
    assert found.unit == "kg"
    assert field_of("isian", "berat_badan") is None
    assert field_of("belum-dikenal", "x") is None


def test_each_view_has_a_column_for_every_answer(dunia: Dunia) -> None:
    for form in FORMS.values():
        rows = dunia.sql(f"PRAGMA table_info('{view_name(form)}')")
        assert {f.key for f in form.fields()} <= {row[1] for row in rows}


def test_view_reads_what_was_saved_and_leaves_voided_rows_out(dunia: Dunia) -> None:
    child, hari = dunia.balita(), dunia.hari()
    dunia.timbang(hari, child, "9.4", vitamin_a=True, catatan="sehat")
    query = "SELECT subjek, berat_badan, vitamin_a, catatan, tanggal FROM v_pemeriksaan_balita"
    assert dunia.sql(query) == [(child, 9.4, 1, "sehat", "2026-11-21")]
    dunia.run("UPDATE isian SET deleted_at = '2026-11-21T00:00:00.000Z'")
    assert dunia.sql(query) == []


def test_triggers_of_the_file_are_those_of_the_catalogue(dunia: Dunia) -> None:
    rows = dunia.sql("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
    assert dict(rows) == declared_triggers()
    for key in REGISTERS:
        assert {f"td_{key}_i", f"td_{key}_u", f"td_{key}_d"} <= {name for name, _ in rows}


@pytest.mark.parametrize("tbl", sorted(REGISTERS))
def test_indexes_are_made(dunia: Dunia, tbl: str) -> None:
    have = {row[1] for row in dunia.sql(f"PRAGMA index_list('{tbl}')")}
    assert {str(index.name) for index in SYNCED[tbl].indexes} <= have
