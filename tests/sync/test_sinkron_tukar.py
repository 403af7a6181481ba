"""Two real laptops and a real centre: what one writes the other has, and nothing is lost."""

from __future__ import annotations

import json

from sipd_desktop.services.periksa import check_buku
from sync.alat import MAWAR, MELATI, Laptop
from sync.conftest import Pendaftar


def _equal(a: Laptop, b: Laptop) -> None:
    a.kirim_baik()
    b.kirim_baik()
    one, two = a.contents(), b.contents()
    assert one.keys() == two.keys()
    assert one == two


def test_second_laptop_receives_everything_and_contents_are_equal(laptop: Pendaftar) -> None:
    a = laptop("a")
    day = a.hari("2026-11-12")
    people = [a.warga(f"Anak {i}", tanggal_lahir="2024-01-05") for i in range(120)]
    for person in people:
        a.timbang(person, day, "2026-11-12", berat_badan="11.20", edema=False)
    first = a.kirim_baik()
    assert first.frozen == first.pushed == first.acked == len(a.contents())
    assert first.pulled == first.pushed  # gema perubahan sendiri
    b = laptop("b")
    assert b.kirim_baik().pulled > 2 * len(people)
    a.kirim_baik()
    _equal(a, b)
    again = a.kirim_baik()
    assert (again.frozen, again.pushed, again.pulled) == (0, 0, 0)


def test_different_fields_of_one_row_are_both_kept(laptop: Pendaftar) -> None:
    a, b = laptop("a"), laptop("b")
    person = a.warga("Sri Wahyuni", telepon="0811")
    a.kirim_baik()
    b.kirim_baik()
    a.ubah("warga", person, telepon="0822")
    b.ubah("warga", person, suku="Sunda", catatan="pindah rumah")
    assert a.kirim_baik().conflicts == 0
    assert b.kirim_baik().conflicts == 0
    a.kirim_baik()
    for one in (a, b):
        image = one.image("warga", person)
        assert image is not None
        assert (image["telepon"], image["suku"]) == ("0822", "Sunda")
        assert one.one("SELECT count(*) FROM konflik") == 0
    _equal(a, b)


def test_loser_of_the_same_field_stands_in_konflik_on_both_laptops(laptop: Pendaftar) -> None:
    a, b = laptop("a"), laptop("b")
    person = a.warga("Sri Wahyuni", telepon="0811")
    a.kirim_baik()
    b.kirim_baik()
    a.ubah("warga", person, telepon="0822")
    b.ubah("warga", person, telepon="0833")  # kemudian, jadi ini yang dipakai
    a.kirim_baik()
    assert b.kirim_baik().conflicts == 1
    a.kirim_baik()
    for one in (a, b):
        image = one.image("warga", person)
        assert image is not None
        assert image["telepon"] == "0833"
        (row,) = one.all("SELECT kolom, nilai_dipakai, nilai_lain FROM konflik")
        assert (row[0], json.loads(row[1]), json.loads(row[2])) == ("telepon", "0833", "0822")
    _equal(a, b)


def test_earlier_edit_sent_later_does_not_win(laptop: Pendaftar) -> None:
    a, b = laptop("a"), laptop("b")
    person = a.warga("Sri Wahyuni", telepon="0811")
    a.kirim_baik()
    b.kirim_baik()
    a.ubah("warga", person, telepon="0822")  # dulu
    b.ubah("warga", person, telepon="0833")
    b.kirim_baik()
    a.kirim_baik()  # terkirim terakhir, tetapi ditulis lebih dulu
    b.kirim_baik()
    for one in (a, b):
        image = one.image("warga", person)
        assert image is not None
        assert image["telepon"] == "0833"
        assert one.one("SELECT json_extract(nilai_lain, '$') FROM konflik") == "0822"
    _equal(a, b)


def test_guarded_field_waits_for_a_person(laptop: Pendaftar) -> None:
    a, b = laptop("a"), laptop("b")
    person = a.warga("Budi", nik="3201010101800001")
    a.kirim_baik()
    b.kirim_baik()
    a.ubah("warga", person, nik="3201010101800002")
    b.ubah("warga", person, nik="3201010101800003")
    a.kirim_baik()
    b.kirim_baik()
    a.kirim_baik()
    for one in (a, b):
        image = one.image("warga", person)
        assert image is not None
        assert image["nik"] == "3201010101800002"
        assert one.one("SELECT count(*) FROM konflik WHERE kolom = 'nik'") == 1


def test_own_changes_come_back_as_numbers_and_are_not_sent_again(laptop: Pendaftar) -> None:
    a = laptop("a")
    person = a.warga("Sri")
    a.kirim_baik()
    before = a.one("SELECT count(*) FROM perubahan")
    row = a.row("warga", person)
    assert row is not None
    assert row["seq"] > 0
    assert row["lingkup"] == f"pos:{MELATI}"
    assert a.unsent() == 0
    assert a.one("SELECT count(*) FROM sync_base") == 0
    again = a.kirim_baik()
    assert (again.pushed, again.pulled) == (0, 0)
    assert a.one("SELECT count(*) FROM perubahan") == before


def test_void_and_its_return_travel(laptop: Pendaftar) -> None:
    a, b = laptop("a"), laptop("b")
    person = a.warga("Sri")
    a.kirim_baik()
    b.kirim_baik()
    b.batal("warga", person)
    b.kirim_baik()
    a.kirim_baik()
    row = a.row("warga", person)
    assert row is not None
    assert row["deleted_at"]
    assert row["nama"] == "Sri"
    a.pulih("warga", person)
    a.kirim_baik()
    b.kirim_baik()
    row = b.row("warga", person)
    assert row is not None
    assert row["deleted_at"] is None
    _equal(a, b)


def test_row_made_and_voided_before_the_first_exchange_arrives_voided(laptop: Pendaftar) -> None:
    a, b = laptop("a"), laptop("b")
    person = a.warga("Salah ketik")
    a.batal("warga", person)
    a.kirim_baik()
    b.kirim_baik()
    row = b.row("warga", person)
    assert row is not None
    assert row["deleted_at"]
    _equal(a, b)


def test_edit_of_a_voided_row_brings_it_back_and_opens_a_case(laptop: Pendaftar) -> None:
    a, b = laptop("a"), laptop("b")
    person = a.warga("Sri")
    a.kirim_baik()
    b.kirim_baik()
    a.batal("warga", person)
    b.ubah("warga", person, telepon="0811")
    a.kirim_baik()
    b.kirim_baik()
    a.kirim_baik()
    for one in (a, b):
        row = one.row("warga", person)
        assert row is not None
        assert row["deleted_at"] is None
        assert one.one("SELECT count(*) FROM konflik WHERE kolom = 'deleted_at'") == 1
    _equal(a, b)


def test_a_removed_value_is_removed_everywhere(laptop: Pendaftar) -> None:
    a, b = laptop("a"), laptop("b")
    person = a.warga("Sri", telepon="0811")
    a.kirim_baik()
    b.kirim_baik()
    a.ubah("warga", person, telepon=None)
    a.kirim_baik()
    b.kirim_baik()
    image = b.image("warga", person)
    assert image is not None
    assert "telepon" not in image


def test_two_offline_laptops_weighing_one_child_make_one_isian(laptop: Pendaftar) -> None:
    a, b = laptop("a"), laptop("b")
    child = a.warga("Anak", tanggal_lahir="2024-01-05")
    a.kirim_baik()
    b.kirim_baik()
    for one, body in ((a, {"berat_badan": "11.20"}), (b, {"tinggi_badan": "85.0"})):
        one.timbang(child, one.hari("2026-11-12"), "2026-11-12", **body)
    a.kirim_baik()
    b.kirim_baik()
    a.kirim_baik()
    (row,) = a.all("SELECT berat_badan, tinggi_badan FROM v_pemeriksaan_balita")
    assert row == (11.2, 85.0)
    _equal(a, b)


def test_moved_person_leaves_one_laptop_and_arrives_whole_on_the_other(laptop: Pendaftar) -> None:
    both = ("Melati", "Mawar")
    a = laptop("a", lingkup=("Melati",), posyandu=both)
    b = laptop("b", lingkup=("Mawar",), posyandu=("Mawar", "Melati"))
    operator = laptop("op", lingkup=(), posyandu=both)
    child = a.warga("Anak", tanggal_lahir="2024-01-05")
    a.timbang(child, a.hari("2026-11-12"), "2026-11-12", berat_badan="11.20")
    a.kirim_baik()
    b.kirim_baik()
    operator.kirim_baik()
    assert b.image("warga", child) is None
    rid = operator.one("SELECT rid FROM warga WHERE id = ?", child)
    a.ubah("warga", child, posyandu_id=MAWAR)
    a.kirim_baik()
    assert a.image("warga", child) is None
    assert a.one("SELECT count(*) FROM isian") == 0
    assert a.one("SELECT count(*) FROM perubahan WHERE objek = ?", child) == 0
    b.kirim_baik()
    assert b.image("warga", child) is not None
    assert b.one("SELECT count(*) FROM isian WHERE subjek = ?", child) == 1
    operator.kirim_baik()
    assert operator.one("SELECT rid FROM warga WHERE id = ?", child) == rid  # tidak dibuat ulang
    assert operator.one("SELECT lingkup FROM isian WHERE subjek = ?", child) == f"pos:{MAWAR}"
    assert a.kirim_baik().pulled == 0


def test_late_edit_of_a_moved_person_is_sent_before_the_row_goes(laptop: Pendaftar) -> None:
    both = ("Melati", "Mawar")
    a = laptop("a", posyandu=both)
    operator = laptop("op", lingkup=(), posyandu=both)
    child = a.warga("Anak")
    a.kirim_baik()
    operator.kirim_baik()
    operator.ubah("warga", child, posyandu_id=MAWAR)
    operator.kirim_baik()
    a.ubah("warga", child, telepon="0811")
    assert a.kirim_baik().rejected == ()
    assert a.image("warga", child) is None
    assert all(check.baik for check in check_buku(a.buku))  # rantai tindakan sendiri tetap utuh
    operator.kirim_baik()
    image = operator.image("warga", child)
    assert image is not None
    assert image["telepon"] == "0811"


def test_rejected_entry_blocks_nothing_and_goes_out_again_when_corrected(
    laptop: Pendaftar,
) -> None:
    a, b = laptop("a"), laptop("b")
    bad = a.warga("Sri", tempat_lahir="x" * 101)  # lebih dari batas; layanan menolaknya sejak awal
    good = a.warga("Budi")
    hasil = a.kirim()
    assert hasil.alasan is None
    assert hasil.unsent == 0
    assert ("panjang", "tempat_lahir") in [(r["code"], r["field"]) for r in hasil.rejected]
    assert hasil.acked == hasil.pushed - len(hasil.rejected)
    assert hasil.digest_ok is None  # satu catatan disisihkan: tidak dibandingkan
    assert a.image("warga", bad) is not None
    b.kirim_baik()
    assert b.image("warga", good) is not None
    assert b.image("warga", bad) is None
    a.ubah("warga", bad, telepon="0811")
    again = a.kirim()
    # nilai yang salah ikut lagi, tidak hilang diam-diam; tindakannya menunggu catatannya
    assert [r["code"] for r in again.rejected] == ["panjang", "subjek-belum-ada"]
    a.ubah("warga", bad, tempat_lahir="Garut")
    a.kirim_baik()
    assert a.all("SELECT DISTINCT state FROM outbox WHERE id = ? ORDER BY 1", bad) == [
        ("acked",),
        ("diganti",),
    ]
    b.kirim_baik()
    image = b.image("warga", bad)
    assert image is not None
    assert (image["nama"], image["tempat_lahir"], image["telepon"]) == ("Sri", "Garut", "0811")
