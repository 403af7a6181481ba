"""One user intent is record + perubahan + tindakan + dirty mark in one transaction, or nothing."""

from __future__ import annotations

import json

import pytest

from pembuat import HARI_INI, MELATI_ID, Dunia, make_warga
from sipd_desktop.base import ids
from sipd_desktop.base.errors import UserError
from sipd_desktop.bidang import REGISTERS
from sipd_desktop.services.catat import Niat, Petugas
from sipd_desktop.services.hari.hari import start_hari
from sipd_desktop.storage.rekam import fetch_image
from sipd_desktop.wire.chain import ZERO, tindakan_link

NEW = "0192f1c0-0000-7000-8000-000000000001"


def settle(dunia: Dunia) -> None:
    """As if everything had been sent."""
    dunia.run("DELETE FROM sync_dirty")


def dirty(dunia: Dunia) -> list[tuple[str, str]]:
    return sorted(dunia.sql("SELECT tbl, id FROM sync_dirty WHERE tbl != 'tindakan'"))


def acts(dunia: Dunia) -> list[tuple[str, str, str]]:
    return dunia.sql("SELECT verb, objek_jenis, objek FROM tindakan ORDER BY urut")


def insert(dunia: Dunia, **values: object) -> None:
    with dunia.buku.write() as conn:
        niat = Niat(conn, dunia.petugas)
        niat.insert("warga", NEW, {"nama": "ALYA", **values})
        niat.done()


def update(dunia: Dunia, **patch: object) -> None:
    with dunia.buku.write() as conn:
        niat = Niat(conn, dunia.petugas)
        niat.update("warga", NEW, patch)
        niat.done()


def test_insert_writes_all_four(dunia: Dunia) -> None:
    settle(dunia)
    insert(dunia, punya_kms=True)
    assert dunia.read(fetch_image, "warga", NEW) == {"nama": "ALYA", "punya_kms": True}
    assert dirty(dunia) == [("warga", NEW)]
    assert acts(dunia)[-1] == ("mencatat", "warga", NEW)
    rows = dunia.sql("SELECT field, lama, baru, pelaku FROM perubahan WHERE objek = ?", NEW)
    assert rows == [("*", None, None, dunia.pengguna.id)]


def test_update_keeps_old_and_new_of_the_changed_fields_only(dunia: Dunia) -> None:
    insert(dunia, suku="JAWA")
    settle(dunia)
    update(dunia, nama="ALIA", suku="JAWA", punya_kms=False)
    rows = dunia.sql(
        "SELECT field, lama, baru FROM perubahan WHERE objek = ? AND field != '*'", NEW
    )
    assert sorted(rows) == [("nama", '"ALYA"', '"ALIA"'), ("punya_kms", None, "false")]
    assert dirty(dunia) == [("warga", NEW)]


def test_update_without_a_difference_writes_nothing(dunia: Dunia) -> None:
    insert(dunia, punya_kms=True)
    settle(dunia)
    before = dunia.dump()
    update(dunia, nama="ALYA", punya_kms=True, suku=None)
    assert dunia.dump() == before


def test_a_fault_in_the_middle_leaves_nothing(dunia: Dunia) -> None:
    before = dunia.dump()

    def both() -> None:
        with dunia.buku.write() as conn:
            niat = Niat(conn, dunia.petugas)
            niat.insert("warga", NEW, {"nama": "ALYA"})
            niat.update("warga", NEW, {"nama": "ALIA"})
            niat.done()
            raise UserError("tempat-penuh")

    with pytest.raises(UserError):
        both()
    assert dunia.dump() == before
    insert(dunia)  # and the file is free for the next one
    assert dirty(dunia)


def test_tindakan_links_to_the_one_before(dunia: Dunia) -> None:
    insert(dunia)
    update(dunia, nama="A")
    update(dunia, nama="B")
    fields = [f.key for f in REGISTERS["tindakan"].fields]
    columns = ", ".join(fields)
    rows = dunia.sql(f"SELECT prev, h, {columns} FROM tindakan ORDER BY urut")
    assert [row[2 + fields.index("urut")] for row in rows] == list(range(1, len(rows) + 1))
    before = ZERO
    for prev, h, *values in rows:
        assert prev == before
        assert h == tindakan_link(prev, dict(zip(fields, values, strict=True)))
        before = h
    assert dunia.one("SELECT nilai FROM sync_state WHERE kunci = 'tindakan_h'") == before


def test_tindakan_holds_no_value_and_its_hash_is_salted(dunia: Dunia) -> None:
    insert(dunia, nik="3399070000000001")
    update(dunia, nama="NAMA BARU")
    text = json.dumps(dunia.sql("SELECT * FROM tindakan"))
    assert "NAMA" not in text
    assert "3399070000000001" not in text
    salts = [s for (s,) in dunia.sql("SELECT DISTINCT salt FROM perubahan")]
    assert len(salts) == dunia.one("SELECT count(DISTINCT tindakan_id) FROM perubahan")
    assert all(len(s) == 32 for s in salts)


def test_pelaku_and_pencatat_are_kept_apart(dunia: Dunia) -> None:
    akun = dunia.pengguna.id
    with dunia.buku.write() as conn:
        niat = Niat(conn, Petugas(pelaku="kader-a", pencatat=akun))
        niat.act("melihat", "keluarga", "k")
        niat.done()
    assert dunia.sql("SELECT pelaku, pencatat FROM tindakan ORDER BY urut DESC LIMIT 1") == [
        ("kader-a", akun)
    ]


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE tindakan SET verb = 'lain'",
        "UPDATE tindakan SET waktu = NULL, pelaku = 'x'",
        "DELETE FROM tindakan",
        *(f"DELETE FROM {tbl}" for tbl in ("warga", "isian", "kehadiran", "hari_buka", "kader")),
    ],
)
def test_history_only_grows_and_synced_rows_stay(dunia: Dunia, statement: str) -> None:
    dunia.timbang(dunia.hari(), dunia.balita(), "9.4")
    before = dunia.dump()
    with pytest.raises(Exception, match=r"hanya boleh ditambah|tidak pernah dihapus"):
        dunia.run(statement)
    assert dunia.dump() == before


def test_void_hides_and_keeps_the_data(dunia: Dunia) -> None:
    insert(dunia, suku="JAWA")
    settle(dunia)
    with dunia.buku.write() as conn:
        niat = Niat(conn, dunia.petugas)
        niat.void("warga", NEW)
        niat.done()
    assert dunia.one("SELECT suku FROM warga WHERE id = ?", NEW) == "JAWA"
    assert dunia.one("SELECT deleted_at IS NOT NULL FROM warga WHERE id = ?", NEW) == 1
    assert dirty(dunia) == [("warga", NEW)]
    assert acts(dunia)[-1] == ("membatalkan", "warga", NEW)


def test_put_on_a_voided_natural_key_brings_the_row_back(dunia: Dunia) -> None:
    hari_id = dunia.hari(HARI_INI)
    with dunia.buku.write() as conn:
        niat = Niat(conn, dunia.petugas)
        niat.update("hari_buka", hari_id, {"catatan": "hujan"})
        niat.void("hari_buka", hari_id)
        niat.done()
    hari, changes = dunia.act(start_hari, posyandu_id=MELATI_ID, tanggal=HARI_INI)
    assert hari.id == hari_id == ids.hari_buka_id(MELATI_ID, HARI_INI.isoformat())
    assert dunia.sql("SELECT deleted_at, catatan, status FROM hari_buka") == [
        (None, "hujan", "buka")
    ]
    assert ("memulihkan", "hari_buka", hari_id) in acts(dunia)
    assert changes.kinds == {"hari_buka"}


def test_two_inserts_of_one_natural_key_give_one_row(dunia: Dunia) -> None:
    with dunia.buku.write() as conn:
        niat = Niat(conn, dunia.petugas)
        for value in ("a", "b"):
            row = {"posyandu_id": MELATI_ID, "catatan": value}
            niat.put("hari_buka", "hari", row, "memulai")
        niat.done()
    assert dunia.sql("SELECT catatan FROM hari_buka") == [("b",)]


def test_unknown_fields_of_a_newer_version_stay(dunia: Dunia) -> None:
    """They lie in `extra` (in `body` for isian) and survive an edit of a known field."""
    insert(dunia)
    dunia.run("UPDATE warga SET extra = ? WHERE id = ?", '{"kolom_baru":[1]}', NEW)
    update(dunia, nama="ALIA")
    assert dunia.read(fetch_image, "warga", NEW) == {"nama": "ALIA", "kolom_baru": [1]}


def test_changes_name_the_kinds_and_the_acts(dunia: Dunia) -> None:
    child, hari = dunia.balita(), dunia.hari()
    changes = dunia.timbang(hari, child, "9.4")
    assert changes.kinds == {"kehadiran", "isian"}
    rows = dunia.sql("SELECT id FROM tindakan ORDER BY urut DESC LIMIT ?", len(changes.tindakan))
    assert {i for (i,) in rows} == set(changes.tindakan)
    both = changes | dunia.timbang(hari, child, "9.5")
    assert len(both.tindakan) > len(changes.tindakan)


def test_a_row_that_waits_keeps_its_first_mark(dunia: Dunia) -> None:
    """The dirty mark tells since when, so that the oldest change is sent first."""
    with dunia.buku.write() as conn:
        warga = make_warga(conn, dunia.petugas, "A")
    dunia.run("UPDATE sync_dirty SET since = 'lama'")
    dunia.run("UPDATE warga SET nama = 'B' WHERE id = ?", warga)
    assert dunia.one("SELECT since FROM sync_dirty WHERE id = ?", warga) == "lama"


def test_dirty_marks_rest_while_pulled_rows_are_applied(dunia: Dunia) -> None:
    insert(dunia)
    settle(dunia)
    with dunia.buku.write() as conn:
        conn.exec_driver_sql("UPDATE sync_flag SET applying = 1")
        conn.exec_driver_sql("UPDATE warga SET nama = 'DARI PUSAT'")
        conn.exec_driver_sql("UPDATE sync_flag SET applying = 0")
    assert dirty(dunia) == []
    dunia.run("UPDATE warga SET seq = 7, lingkup = 'desa', hlc = 'x', device = 'y'")
    assert dirty(dunia) == [], "the envelope never travels back"
