"""Copies of yesterday: a lost answer, a restored centre, a restored laptop, a copied laptop."""

from __future__ import annotations

import shutil
from datetime import timedelta
from pathlib import Path

import pytest

from server.conftest import serve
from server.proses import SANDI
from sipd_desktop.base.ids import new_id
from sipd_desktop.storage.pemicu import recreate_triggers
from sipd_desktop.sync import cocok
from sipd_desktop.sync.freeze import freeze_all
from sipd_desktop.sync.gerbang import Gerbang
from sipd_server import embedded
from sipd_server.app import make_app
from sipd_server.store import Store
from sync.alat import MELATI, Laptop
from sync.conftest import Pendaftar, new_code
from sync.perantara import Perantara


def _names(laptop: Laptop) -> set[str]:
    return {row[0] for row in laptop.all("SELECT nama FROM warga WHERE deleted_at IS NULL")}


def test_lost_answer_is_settled_without_sending_anything_twice(
    laptop_satu: Pendaftar, alamat_satu: str
) -> None:
    with Perantara(alamat_satu) as line:
        a, b = laptop_satu("a", lewat=line.alamat), laptop_satu("b")
        a.kirim_baik()
        for i in range(20):
            a.warga(f"Anak {i}")
        bad = a.warga("Sri", tempat_lahir="x" * 101)
        freeze_all(a.buku, Gerbang())  # semuanya dalam satu kiriman
        line.faults = [("/v1/push", "putus-jawab")]
        first = a.kirim()
        assert first.alasan == "server-tak-terjangkau"
        assert first.unsent > 0  # laptop belum tahu
        assert len(line.used) == 1
        pushes = sum(1 for r in line.requests if r.startswith("/v1/push"))
        second = a.kirim()
        assert second.alasan is None
        assert second.unsent == 0
        assert second.pushed == 0  # pusat sudah punya semuanya
        assert {r["code"] for r in second.rejected} == {"panjang", "subjek-belum-ada"}
        assert sum(1 for r in line.requests if r.startswith("/v1/push")) == pushes + 1
        assert a.one("SELECT state FROM outbox WHERE id = ?", bad) == "rejected"
        b.kirim_baik()
        assert len(_names(b)) == 20


def test_line_that_breaks_after_each_batch_still_gets_everything_through(
    laptop_satu: Pendaftar, alamat_satu: str
) -> None:
    with Perantara(alamat_satu) as line:
        a, b = laptop_satu("a", lewat=line.alamat), laptop_satu("b")
        for i in range(150):
            a.warga(f"Anak {i}")
        line.faults = [("/v1/push", "lolos"), ("/v1/push", "putus-jawab")]
        hasil = a.kirim()
        assert hasil.alasan is None
        assert hasil.unsent == 0
        assert ("/v1/push", "putus-jawab") in line.used
        b.kirim_baik()
        assert len(_names(b)) == 150


def test_restored_centre_gets_back_what_it_had_acknowledged(tmp_path: Path) -> None:
    folder, backup = tmp_path / "pusat", tmp_path / "salinan"
    store = embedded.open_store(folder, SANDI)
    a, b = Laptop(tmp_path / "a"), Laptop(tmp_path / "b")
    with serve(make_app(store)) as alamat:
        for one in (a, b):
            one.daftar(alamat, new_code(store, "Melati"))
        person = a.warga("Sebelum salinan")
        a.kirim_baik()
        b.kirim_baik()
        a.kirim_baik()
    store.close()
    shutil.copytree(folder, backup)
    store = embedded.open_store(folder, SANDI)
    with serve(make_app(store)) as alamat:
        for one in (a, b):
            one.run("UPDATE sync_state SET nilai = ? WHERE kunci = 'url'", alamat)
        a.warga("Sesudah salinan")
        a.ubah("warga", person, telepon="0811")
        a.kirim_baik()
        b.warga("Dari laptop dua")
        b.kirim_baik()
        a.kirim_baik()
    store.close()
    before = a.contents()
    shutil.rmtree(folder)
    shutil.copytree(backup, folder)
    store = embedded.open_store(folder, SANDI)
    with serve(make_app(store)) as alamat:
        for one in (a, b):
            one.run("UPDATE sync_state SET nilai = ? WHERE kunci = 'url'", alamat)
        again = a.kirim()
        assert again.alasan is None
        assert again.pushed > 0  # dikirim sekali lagi dari simpanan
        b.kirim()
        a.kirim_baik()
        b.kirim_baik()
        c = Laptop(tmp_path / "c")
        c.daftar(alamat, new_code(store, "Melati"))
        c.kirim_baik()
    assert _names(a) == {"Sebelum salinan", "Sesudah salinan", "Dari laptop dua"}
    assert _names(a) == _names(b) == _names(c)
    image = c.image("warga", person)
    assert image is not None
    assert image["telepon"] == "0811"
    assert before.keys() <= c.contents().keys()
    assert a.one("SELECT count(*) FROM konflik") == 0
    for one in (a, b, c):
        one.close()
    store.close()


def test_restored_laptop_loses_nothing_acknowledged_and_nothing_in_its_copy(
    laptop_satu: Pendaftar, tmp_path: Path
) -> None:
    a, b = laptop_satu("a"), laptop_satu("b")
    person = a.warga("Lama", telepon="0811")
    a.kirim_baik()
    a.warga("Belum terkirim saat disalin")
    a.ubah("warga", person, suku="Sunda")
    copy = a.copy_to(tmp_path / "salinan")
    a.warga("Terkirim sesudah disalin")
    a.ubah("warga", person, telepon="0822")
    a.kirim_baik()
    b.kirim_baik()
    a.restore_from(copy)
    a.warga("Baru sesudah dipulihkan")
    hasil = a.kirim()
    assert hasil.alasan is None
    a.kirim_baik()
    b.kirim_baik()
    assert int(a.state("inkarnasi")) > 0
    expected = {
        "Lama",
        "Belum terkirim saat disalin",
        "Terkirim sesudah disalin",
        "Baru sesudah dipulihkan",
    }
    assert _names(a) == _names(b) == expected
    image = b.image("warga", person)
    assert image is not None
    assert (image["telepon"], image["suku"]) == ("0822", "Sunda")


def test_restored_laptop_with_nothing_of_its_own_is_found_out_too(
    laptop_satu: Pendaftar, tmp_path: Path
) -> None:
    a = laptop_satu("a")
    a.kirim_baik()
    copy = a.copy_to(tmp_path / "salinan")
    a.warga("Sesudah disalin")
    a.kirim_baik()
    a.restore_from(copy)
    a.kirim_baik()
    assert _names(a) == {"Sesudah disalin"}


def test_copied_laptop_loses_nothing_on_either_side(laptop_satu: Pendaftar, tmp_path: Path) -> None:
    a = laptop_satu("a")
    a.warga("Bersama")
    a.kirim_baik()
    twin = a.clone(a.copy_to(tmp_path / "kembar"))
    for i in range(3):
        a.warga(f"Asli {i}")
        twin.warga(f"Kembar {i}")
        assert a.kirim().alasan is None
        assert twin.kirim().alasan is None
    a.kirim_baik()
    twin.kirim_baik()
    a.kirim_baik()
    expected = {"Bersama", *(f"Asli {i}" for i in range(3)), *(f"Kembar {i}" for i in range(3))}
    assert _names(a) == _names(twin) == expected
    twin.close()


def test_copied_laptop_becomes_a_device_of_its_own(laptop_satu: Pendaftar, tmp_path: Path) -> None:
    a = laptop_satu("a")
    a.kirim_baik()
    twin = a.clone(a.copy_to(tmp_path / "kembar"))
    for _ in range(2):
        a.warga("Asli")
        twin.warga("Kembar")
        a.kirim()
        twin.kirim()
    a.kirim_baik()
    twin.kirim_baik()
    assert a.state("device") != twin.state("device")
    assert a.state("seed") != twin.state("seed")
    twin.close()


def test_cursor_beyond_the_head_starts_again_from_nothing(laptop_satu: Pendaftar) -> None:
    a, b = laptop_satu("a"), laptop_satu("b")
    a.warga("Sri")
    a.kirim_baik()
    b.run("UPDATE lingkup_kursor SET kursor = 999999")
    b.kirim_baik()
    assert _names(b) == {"Sri"}


def test_silent_difference_is_found_and_mended(laptop_satu: Pendaftar) -> None:
    a = laptop_satu("a")
    people = [a.warga(f"Anak {i}") for i in range(40)]
    a.kirim_baik()
    with a.buku.write() as conn:  # cakram yang berbohong: tanpa tanda, tanpa jejak
        conn.exec_driver_sql("UPDATE sync_flag SET applying = 1")
        conn.exec_driver_sql("UPDATE warga SET nama = 'Rusak' WHERE id = ?", (people[0],))
        conn.exec_driver_sql("DELETE FROM warga WHERE id = ?", (people[1],))
        conn.exec_driver_sql("UPDATE sync_flag SET applying = 0")
    hasil = a.kirim_baik()
    assert 0 < hasil.bytes_down < 30_000
    assert _names(a) == {f"Anak {i}" for i in range(40)}


def test_only_what_lies_near_a_change_is_hashed_again(
    laptop_satu: Pendaftar, monkeypatch: pytest.MonkeyPatch
) -> None:
    a = laptop_satu("a")
    moment = "2026-11-22T00:00:00.000Z"
    people = [(new_id(), f"Anak {i}", MELATI, moment, moment) for i in range(600)]
    with a.buku.write() as conn:
        conn.exec_driver_sql(
            "INSERT INTO warga(id, nama, posyandu_id, created_at, updated_at) "
            "VALUES (?, ?, ?, ?, ?)",
            people,
        )
    a.kirim_baik()
    hashed: list[str] = []
    real = cocok.hash_of_fields
    monkeypatch.setattr(cocok, "hash_of_fields", lambda *w: hashed.append(w[0]) or real(*w))
    assert a.kirim().digest_ok is True
    assert hashed == []
    a.run("UPDATE warga SET nama = 'Lain', updated_at = ? WHERE nama = 'Anak 300'", moment)
    assert a.kirim().digest_ok is True
    assert 0 < hashed.count("warga") <= 256


def test_damage_that_no_trigger_saw_is_found_within_a_week(
    laptop_satu: Pendaftar, monkeypatch: pytest.MonkeyPatch
) -> None:
    a = laptop_satu("a")
    people = [a.warga(f"Anak {i}") for i in range(5)]
    a.kirim_baik()
    with a.buku.write() as conn:
        conn.exec_driver_sql("UPDATE sync_flag SET applying = 1")
        for letter in "ud":
            conn.exec_driver_sql(f"DROP TRIGGER ts_warga_{letter}")
        conn.exec_driver_sql("UPDATE warga SET nama = 'Rusak' WHERE id = ?", (people[0],))
        conn.exec_driver_sql("DELETE FROM warga WHERE id = ?", (people[1],))
        conn.exec_driver_sql("UPDATE sync_flag SET applying = 0")
        recreate_triggers(conn)
    assert a.kirim().digest_ok is True
    assert "Rusak" in _names(a)
    real = cocok.now
    monkeypatch.setattr(cocok, "now", lambda: real() + timedelta(days=8))
    a.kirim_baik()
    assert _names(a) == {f"Anak {i}" for i in range(5)}


def test_sums_that_are_wrong_themselves_accuse_nobody(laptop_satu: Pendaftar) -> None:
    """What was kept is made anew before a difference is believed; nothing is fetched for it."""
    a = laptop_satu("a")
    a.warga("Sri")
    a.kirim_baik()
    a.run("UPDATE sidik_petak SET isi = '{}' WHERE tbl = 'warga'")
    before = a.contents()
    hasil = a.kirim_baik()
    assert hasil.pulled == 0
    assert a.contents() == before


def test_row_the_centre_never_had_shows_as_difference(laptop_satu: Pendaftar) -> None:
    a = laptop_satu("a")
    a.kirim_baik()
    with a.buku.write() as conn:
        lingkup, seq = conn.exec_driver_sql("SELECT lingkup, seq FROM posyandu").one()
        conn.exec_driver_sql("UPDATE sync_flag SET applying = 1")
        conn.exec_driver_sql(
            "INSERT INTO warga(id, nama, lingkup, seq) VALUES (?, 'Hantu', ?, ?)",
            (new_id(), lingkup, seq),
        )
        conn.exec_driver_sql("UPDATE sync_flag SET applying = 0")
    hasil = a.kirim()
    assert hasil.alasan is None
    assert hasil.digest_ok is False


def test_enrolling_at_another_centre_sends_everything_there(
    laptop_satu: Pendaftar, tmp_path: Path
) -> None:
    a = laptop_satu("a")
    a.warga("Sri")
    a.kirim_baik()
    other: Store = embedded.open_store(tmp_path / "pusat-baru", SANDI)
    with serve(make_app(other)) as alamat:
        made = a.daftar(alamat, new_code(other, "Melati"))
        assert not made.lagi
        hasil = a.kirim_baik()
        assert hasil.acked == len(a.contents())
        b = Laptop(tmp_path / "b")
        b.daftar(alamat, new_code(other, "Melati"))
        b.kirim_baik()
        assert _names(b) == {"Sri"}
        b.close()
    other.close()
