"""What happens inside the file: freezing, receipts, applying rows; no centre needed."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from sipd_desktop.base.clock import now_text
from sipd_desktop.base.ids import new_id
from sipd_desktop.bidang import REGISTERS
from sipd_desktop.services.catat import Niat
from sipd_desktop.services.sinkron import list_belum_diterima
from sipd_desktop.storage.antrean import load_letak, prune_acked
from sipd_desktop.storage.citra import codec_of
from sipd_desktop.storage.kursor import LEAVING, drop_leaving, hold_lingkup, mark_leaving
from sipd_desktop.sync.cocok import local_hashes
from sipd_desktop.sync.freeze import freeze_all
from sipd_desktop.sync.gerbang import Gerbang
from sipd_desktop.sync.pull import slice_page
from sipd_desktop.sync.tanda_terima import take_receipt
from sipd_desktop.sync.terapkan import apply_rows, applying
from sipd_desktop.wire.canonical import record_hash
from sipd_desktop.wire.chain import ZERO, links_over
from sipd_desktop.wire.messages import Keluar, PullAnswer, Rejected, Row
from sync.alat import MELATI, Laptop

POS = f"pos:{MELATI}"


@pytest.fixture
def a(tmp_path: Path) -> Iterator[Laptop]:
    laptop = Laptop(tmp_path / "a")
    yield laptop
    laptop.close()


def _freeze(a: Laptop) -> int:
    return freeze_all(a.buku, Gerbang())


def _bodies(a: Laptop, row_id: str | None = None) -> list[dict[str, object]]:
    rows = a.all("SELECT id, body FROM outbox ORDER BY inkarnasi, n")
    return [json.loads(body) for i, body in rows if row_id in (None, i)]


def _ack(a: Laptop, rejected: tuple[Rejected, ...] = (), upto: int | None = None) -> None:
    with a.buku.write() as conn:
        letak = load_letak(conn)
        last = upto or letak.n_akhir
        chain = conn.exec_driver_sql("SELECT chain FROM outbox WHERE n = ?", (last,)).scalar_one()
        take_receipt(conn, letak, last, chain, rejected, now_text())


def _apply(a: Laptop, *rows: Row) -> None:
    with a.buku.write() as conn, applying(conn):
        apply_rows(conn, rows, a.state("device"), now_text())


def _row(row_id: str, seq: int, fields: dict[str, object], **more: object) -> Row:
    hc = record_hash("warga", row_id, fields, False)
    values = {"tbl": "warga", "id": row_id, "seq": seq, "lingkup": POS, "hc": hc, **more}
    return Row(**values, deleted=False, device="lain", set=fields)  # type: ignore[arg-type]


def test_subjects_are_frozen_before_what_refers_to_them_and_tindakan_last(a: Laptop) -> None:
    child = a.warga("Sri")
    a.timbang(child, a.hari("2026-11-12"), "2026-11-12", berat_badan="9.10")
    _freeze(a)
    order = [str(b["tbl"]) for b in _bodies(a)]
    catalogue = list(REGISTERS)
    assert order == sorted(order, key=catalogue.index)
    assert order[-1] == "tindakan"
    acts = [b["set"] for b in _bodies(a) if b["tbl"] == "tindakan"]
    urut = [s["urut"] for s in acts]  # type: ignore[index]
    assert urut == sorted(urut)


def test_numbers_and_chain_run_without_gap(a: Laptop) -> None:
    with a.buku.write() as conn:  # beberapa potong
        niat = Niat(conn, a.petugas)
        niat.insert_many("warga", [(new_id(), {"nama": f"Anak {i}"}) for i in range(1700)])
        niat.done()
    with a.buku.write() as conn:
        conn.exec_driver_sql("INSERT INTO sync_dirty(tbl, id) VALUES ('warga', 'tidak-ada')")
    made = _freeze(a)
    assert made > 3400
    rows = a.all("SELECT n, body, chain FROM outbox ORDER BY n")
    assert [r[0] for r in rows] == list(range(1, made + 1))
    assert [r[2] for r in rows] == links_over(ZERO, [r[1] for r in rows])
    assert a.unsent() == made
    with a.buku.read() as conn:
        letak = load_letak(conn)
    assert (letak.n_akhir, letak.rantai_akhir) == (made, rows[-1][2])


def test_ten_edits_collapse_and_only_the_difference_travels(a: Laptop) -> None:
    person = a.warga("Sri", telepon="0811")
    _freeze(a)
    _ack(a)
    for i in range(10):
        a.ubah("warga", person, telepon=f"082{i}")
    _freeze(a)
    first, second = _bodies(a, person)
    assert first["set"]["nama"] == "Sri"  # type: ignore[index]
    assert second["set"] == {"telepon": "0829"}
    assert (second["op"], second["base"]) == ("set", 0)


def test_edit_and_its_undo_freeze_to_nothing(a: Laptop) -> None:
    person = a.warga("Sri", telepon="0811")
    _freeze(a)
    _ack(a)
    a.ubah("warga", person, telepon="0822")
    a.ubah("warga", person, telepon="0811")
    _freeze(a)
    assert len(_bodies(a, person)) == 1
    assert a.one("SELECT count(*) FROM sync_base WHERE id = ?", person) == 0
    assert a.one("SELECT count(*) FROM sync_dirty") == 0


def test_edit_while_in_flight_becomes_a_later_number_with_its_own_difference(a: Laptop) -> None:
    person = a.warga("Sri")
    _freeze(a)
    a.ubah("warga", person, telepon="0811")
    _ack(a)  # tanda terima yang pertama datang setelah diubah lagi
    _freeze(a)
    bodies = _bodies(a, person)
    assert bodies[1]["set"] == {"telepon": "0811"}
    _ack(a)
    assert a.one("SELECT count(*) FROM sync_base") == 0


def test_frozen_bytes_never_change(a: Laptop) -> None:
    person = a.warga("Sri")
    _freeze(a)
    before = a.all("SELECT n, body, chain FROM outbox")
    a.ubah("warga", person, nama="Sri Wahyuni")
    _freeze(a)
    assert a.all("SELECT n, body, chain FROM outbox ORDER BY n LIMIT ?", len(before)) == before
    assert _bodies(a, person)[1]["set"] == {"nama": "Sri Wahyuni"}  # beda terhadap yang di jalan


def test_clock_of_an_entry_is_the_moment_of_the_edit(a: Laptop) -> None:
    person = a.warga("Sri")
    a.run("UPDATE warga SET updated_at = '2026-11-12T01:02:03.456Z'")
    _freeze(a)
    assert str(_bodies(a, person)[0]["hlc"]).startswith("1794445323456-")


def test_edit_after_the_receipt_but_before_its_number_is_a_small_difference(a: Laptop) -> None:
    person = a.warga("Sri")
    _freeze(a)
    _ack(a)
    assert a.one("SELECT seq FROM warga") is None
    a.ubah("warga", person, telepon="0811")
    assert a.one("SELECT seq FROM sync_base WHERE id = ?", person) == 0
    _freeze(a)
    assert _bodies(a, person)[-1]["set"] == {"telepon": "0811"}


def test_pull_keeps_unsent_fields_and_takes_the_others(a: Laptop) -> None:
    person = a.warga("Sri", telepon="0811", suku="Jawa")
    _freeze(a)
    _ack(a)
    _apply(
        a,
        _row(
            person,
            5,
            {
                "nama": "Sri",
                "telepon": "0811",
                "suku": "Jawa",
                "jenis_kelamin": 2,
                "posyandu_id": MELATI,
            },
        ),
    )
    a.ubah("warga", person, telepon="0822")
    theirs = {"nama": "Sri W", "telepon": "0833", "jenis_kelamin": 2, "posyandu_id": MELATI}
    _apply(a, _row(person, 9, dict(theirs)))
    image = a.image("warga", person)
    assert image == {**theirs, "telepon": "0822"}  # punya sendiri; suku dihapus di sana
    (entry,) = [b for b in _bodies(a, person) if b["base"] == 5]
    assert entry["set"] == {"telepon": "0822"}  # dasar yang lama: pusat melihat bedanya
    seq, data = a.all("SELECT seq, data FROM sync_base WHERE id = ?", person)[0]
    assert seq == 9
    assert codec_of("warga").read_base(data) == (theirs, False)
    _ack(a)
    assert a.one("SELECT count(*) FROM sync_base") == 0


def test_pull_of_a_new_row_writes_no_history_and_a_difference_writes_one(a: Laptop) -> None:
    person = new_id()
    start = a.one("SELECT count(*) FROM perubahan")
    _apply(a, _row(person, 3, {"nama": "Sri", "telepon": "0811"}))
    assert a.one("SELECT count(*) FROM perubahan") == start
    assert a.one("SELECT count(*) FROM sync_dirty WHERE id = ?", person) == 0
    _apply(a, _row(person, 7, {"nama": "Sri", "telepon": "0822"}))
    sql = "SELECT field, lama, baru, device, pelaku FROM perubahan WHERE objek = ?"
    assert a.all(sql, person) == [("telepon", '"0811"', '"0822"', "lain", None)]
    act = new_id()
    fields = {
        "perangkat": "lain",
        "inkarnasi": 0,
        "urut": 4,
        "waktu": "2026-11-12T01:02:03.456Z",
        "pelaku": "kader-lain",
        "verb": "mengubah",
        "objek_jenis": "warga",
        "objek": person,
    }
    _apply(
        a,
        Row(
            tbl="tindakan",
            id=act,
            seq=8,
            lingkup=POS,
            hc="0" * 32,
            deleted=False,
            device="lain",
            set=fields,
        ),
    )
    sql = "SELECT tindakan_id, pelaku, waktu FROM perubahan WHERE objek = ?"
    assert a.all(sql, person) == [(act, "kader-lain", "2026-11-12T01:02:03.456Z")]


def test_pulled_weighing_throws_away_its_judgement_and_later_ones(a: Laptop) -> None:
    child = a.warga("Sri", tanggal_lahir="2025-01-01")
    days = ["2026-09-12", "2026-10-12", "2026-11-12"]
    isian = [a.timbang(child, a.hari(d), d, berat_badan="9.00") for d in days]
    other = a.timbang(a.warga("Budi"), a.hari(days[0]), days[0], berat_badan="8.00")
    for row_id in (*isian, other):
        a.run("INSERT INTO hasil(isian_id, kode, nilai) VALUES (?, 'TANDA', 'N')", row_id)
    _freeze(a)
    _ack(a)
    fields = dict(a.image("isian", isian[1]) or {}, berat_badan="9.20")
    _apply(
        a,
        Row(
            tbl="isian",
            id=isian[1],
            seq=9,
            lingkup=POS,
            hc="0" * 32,
            deleted=False,
            device="lain",
            set=fields,
        ),
    )
    left = {r[0] for r in a.all("SELECT isian_id FROM hasil")}
    assert left == {isian[0], other}


def test_unknown_field_is_kept_sent_back_untouched_and_counted(a: Laptop) -> None:
    person = new_id()
    fields = {"nama": "Sri", "warna_pagar": "biru", "daftar_baru": ["x", "y"], "angka_baru": 7}
    row = _row(person, 3, dict(fields))
    _apply(a, row)
    a.ubah("warga", person, telepon="0811")
    assert a.image("warga", person) == {**fields, "telepon": "0811"}
    _freeze(a)
    assert _bodies(a, person)[0]["set"] == {"telepon": "0811"}
    a.run("UPDATE sync_flag SET applying = 1")
    a.run("UPDATE warga SET telepon = NULL")
    a.run("UPDATE sync_flag SET applying = 0")
    with a.buku.read() as conn:
        assert (POS, "warga", person, row.hc) in list(local_hashes(conn))


def test_unknown_table_is_kept_as_it_came_and_counted(a: Laptop) -> None:
    hc = record_hash("inventaris", "a" * 8, {"nama": "dacin"}, False)
    row = Row(
        tbl="inventaris",
        id="a" * 8,
        seq=3,
        lingkup=POS,
        hc=hc,
        deleted=False,
        device="lain",
        set={"nama": "dacin"},
    )
    _apply(a, row)
    assert a.all("SELECT data FROM baris_asing") == [('{"nama":"dacin"}',)]
    with a.buku.read() as conn:
        assert (POS, "inventaris", "a" * 8, hc) in list(local_hashes(conn))


def test_rejected_entry_is_listed_and_keeps_its_values_for_the_next_number(a: Laptop) -> None:
    person = a.warga("Sri", telepon="0811")
    _freeze(a)
    n = a.one("SELECT n FROM outbox WHERE id = ?", person)
    _ack(a, (Rejected(n=n, code="panjang", field="nama"),))
    (listed,) = list_belum_diterima(a.buku)
    assert (listed.n, listed.id, listed.code, listed.field) == (n, person, "panjang", "nama")
    assert a.unsent() == 0
    a.ubah("warga", person, nama="S")
    _freeze(a)
    again = _bodies(a, person)[-1]
    assert again["set"]["nama"] == "S"  # type: ignore[index]
    assert again["set"]["telepon"] == "0811"  # type: ignore[index]
    _ack(a)
    assert list_belum_diterima(a.buku) == []
    assert a.one("SELECT count(*) FROM sync_base") == 0


def test_row_that_left_goes_only_with_that_lingkup_a_smaller_seq_and_nothing_unsent(
    a: Laptop,
) -> None:
    gone, back, edited = (new_id() for _ in range(3))
    for row_id in (gone, back, edited):
        _apply(a, _row(row_id, 3, {"nama": "Sri"}))
    a.ubah("warga", edited, telepon="0811")
    with a.buku.write() as conn, applying(conn):
        mark_leaving(conn, POS, [("warga", r, 9) for r in (gone, back, edited)])
    _apply(a, _row(back, 9, {"nama": "Sri"}, lingkup="pos:lain"))
    with a.buku.write() as conn, applying(conn):
        mark_leaving(conn, "pos:lain", [("warga", back, 9)])  # seq tidak lebih kecil
        while drop_leaving(conn, 10):
            pass
    left = {r[0]: r[1] for r in a.all("SELECT id, lingkup FROM warga")}
    assert left == {back: "pos:lain", edited: LEAVING}
    assert a.one("SELECT count(*) FROM cari_warga_docsize") == 2


def test_lost_lingkup_takes_its_rows_away_and_a_new_one_begins_at_nothing(a: Laptop) -> None:
    _apply(a, _row(new_id(), 3, {"nama": "Sri"}))
    with a.buku.write() as conn, applying(conn):
        hold_lingkup(conn, ["desa", POS])
        hold_lingkup(conn, ["desa", "pos:baru"])
        while drop_leaving(conn, 10):
            pass
    assert a.one("SELECT count(*) FROM warga") == 0
    assert a.all("SELECT kunci, kursor FROM lingkup_kursor ORDER BY 1") == [
        ("desa", 0),
        ("pos:baru", 0),
    ]


def test_page_is_cut_in_seq_order_and_no_seq_is_split() -> None:
    rows = [_row(f"{i}", i, {}) for i in (1, 2, 3, 5, 6)]
    page = PullAnswer(rows=rows, keluar=[Keluar(seq=3, tbl="warga", id="x")], next=20, head=20)
    parts = list(slice_page(page, 3))
    assert [p.upto for p in parts] == [3, 20]
    assert [len(p.rows) for p in parts] == [3, 2]
    assert [len(p.keluar) for p in parts] == [1, 0]
    empty = list(slice_page(PullAnswer(rows=[], keluar=[], next=7, head=7), 3))
    assert [(p.upto, len(p.rows)) for p in empty] == [(7, 0)]


def test_only_old_acknowledged_entries_are_pruned(a: Laptop) -> None:
    a.warga("Sri")
    _freeze(a)
    n = a.one("SELECT max(n) FROM outbox")
    _ack(a, (Rejected(n=1, code="panjang"),), upto=n - 1)
    with a.buku.write() as conn:
        assert prune_acked(conn, "2000-01-01T00:00:00.000Z") == 0
        assert prune_acked(conn, "2999-01-01T00:00:00.000Z") == n - 2
        assert prune_acked(conn, "2999-01-01T00:00:00.000Z") == 0
    assert a.all("SELECT n, state FROM outbox ORDER BY n") == [(1, "rejected"), (n, "queued")]


def test_codec_gives_back_what_it_took(a: Laptop) -> None:
    for tbl in REGISTERS:
        codec = codec_of(tbl)
        with a.buku.read() as conn:
            for row in conn.exec_driver_sql(f"SELECT {codec.select(tbl)} FROM {tbl}"):
                image = codec.image(row)
                assert codec.image(codec.values(image)) == image
                for deleted in (True, False):
                    text = codec.base_text(image, deleted=deleted)
                    assert codec.read_base(text) == (image, deleted)
