"""After a restore the exchange loses nothing that was delivered and doubles nothing (I13, I14)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, tzinfo
from pathlib import Path
from typing import NamedTuple

import pytest

from server.conftest import serve
from sipd_desktop.base import clock
from sipd_desktop.base.clock import now
from sipd_desktop.services.beda_cadangan import compare
from sipd_desktop.services.cadangan import list_cadangan, read_keadaan_cadangan
from sipd_desktop.services.periksa import check_buku
from sipd_desktop.services.periksa_folder import check_folder
from sipd_desktop.services.pulih import restore_fresh
from sipd_desktop.storage.cadangan_isi import read_isi
from sipd_server.app import make_app
from sipd_server.store import Store
from sync.alat import MAWAR, Laptop
from sync.conftest import new_code
from sync.laptop_folder import SANDI, LaptopFolder

HARI = "2026-11-12"


class Meja(NamedTuple):
    """Laptop a with its folder, and laptop b of the same Posyandu, both enrolled."""

    a: LaptopFolder
    b: Laptop
    alamat: str


@pytest.fixture
def meja(tertanam: Store, tmp_path: Path) -> Iterator[Meja]:
    with serve(make_app(tertanam)) as alamat:
        a, b = LaptopFolder(tmp_path / "a"), Laptop(tmp_path / "b")
        for one in (a, b):
            one.daftar(alamat, new_code(tertanam, "Melati"))
        yield Meja(a, b, alamat)
        for one in (a, b):
            one.close()


def names(laptop: Laptop) -> list[str]:
    return sorted(r[0] for r in laptop.all("SELECT nama FROM warga WHERE deleted_at IS NULL"))


def settle(*laptops: Laptop) -> None:
    """Until everybody has everything: one round to send, one to receive."""
    for one in (*laptops, *laptops):
        assert one.kirim().alasan is None
    for one in laptops:
        one.kirim_baik()


def same(*laptops: Laptop) -> None:
    first = laptops[0].contents()
    for other in laptops[1:]:
        assert other.contents() == first
    for one in laptops:
        assert one.one("SELECT count(*) FROM konflik") == 0
        acts = one.one(
            "SELECT count(*) - count(DISTINCT perangkat||inkarnasi||'-'||urut) FROM tindakan"
        )
        assert acts == 0, "no act carries the number of another"


def test_old_backup_after_more_was_delivered(meja: Meja) -> None:
    a, b = meja.a, meja.b
    day, person = a.hari(HARI), a.warga("Lama", telepon="0811")
    a.kirim_baik()
    a.warga("Belum terkirim saat disalin")
    backup = a.cadangkan()
    a.warga("Terkirim sesudah disalin")
    a.ubah("warga", person, telepon="0822")
    a.timbang(person, day, HARI, berat_badan="9.40")
    a.kirim_baik()
    b.kirim_baik()
    b.ubah("warga", person, suku="Sunda")
    b.kirim_baik()
    a.warga("Tidak pernah terkirim")
    isi = read_isi(backup)
    told = compare(a.buku, backup, isi, a.key)
    assert told.belum_terkirim == 1, "only this one is known to nobody else"
    assert told.mundur == 4
    a.pulihkan(backup)
    assert names(a) == ["Belum terkirim saat disalin", "Lama"]
    a.warga("Baru sesudah dipulihkan")
    settle(a, b)
    assert names(a) == [
        "Baru sesudah dipulihkan",
        "Belum terkirim saat disalin",
        "Lama",
        "Terkirim sesudah disalin",
    ]
    row = a.image("warga", person)
    assert row is not None
    assert (row["telepon"], row["suku"]) == ("0822", "Sunda")
    assert a.one("SELECT count(*) FROM isian") == 1
    same(a, b)
    assert all(c.baik for c in check_buku(a.buku))


def test_same_backup_restored_twice_with_work_in_between(meja: Meja) -> None:
    a, b = meja.a, meja.b
    a.warga("Awal")
    a.kirim_baik()
    backup = a.cadangkan()
    for turn in ("pertama", "kedua", "ketiga"):
        a.pulihkan(backup)
        a.warga(f"Sesudah {turn}")
        if turn != "kedua":
            assert a.kirim().alasan is None
    settle(a, b)
    assert names(a) == ["Awal", "Sesudah ketiga", "Sesudah pertama"]
    same(a, b)


def test_damaged_file_after_unsent_work(meja: Meja) -> None:
    """Delivered, undelivered and half delivered work: all of it is there, once."""
    a, b = meja.a, meja.b
    a.cadangkan()
    person = a.warga("Terkirim")
    a.kirim_baik()
    b.kirim_baik()
    b.ubah("warga", person, suku="Jawa")
    b.warga("Dari laptop dua")
    b.kirim_baik()
    a.kirim_baik()
    a.ubah("warga", person, telepon="0833")
    a.warga("Belum terkirim")
    expected = a.contents()
    a.buku.close()
    raw = bytearray(a.path.read_bytes())
    raw[4096 * 2 + 9] ^= 1
    a.path.write_bytes(raw)
    done = a.open()
    assert done is not None
    assert (done.hilang, done.pasti) == (0, True)
    found = a.contents()
    assert {k: v[:2] for k, v in found.items()} == {k: v[:2] for k, v in expected.items()}
    settle(a, b)
    assert names(a) == ["Belum terkirim", "Dari laptop dua", "Terkirim"]
    row = b.image("warga", person)
    assert row is not None
    assert (row["telepon"], row["suku"]) == ("0833", "Jawa")
    same(a, b)


def test_backup_on_a_second_laptop_while_the_first_goes_on(
    meja: Meja, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    a, b = meja.a, meja.b
    a.warga("Bersama")
    a.kirim_baik()
    backup = a.cadangkan()
    monkeypatch.setenv("SIPD_KONFIG", str(tmp_path / "akun-laptop-baru"))
    restore_fresh(tmp_path / "kembar", backup, a.kode, SANDI)
    twin = LaptopFolder.of(tmp_path / "kembar")
    for number in range(3):
        a.warga(f"Asli {number}")
        twin.warga(f"Kembar {number}")
        assert a.kirim().alasan is None
        assert twin.kirim().alasan is None
    settle(a, twin, b)
    assert names(b) == sorted(
        ["Bersama", *(f"Asli {n}" for n in range(3)), *(f"Kembar {n}" for n in range(3))]
    )
    same(a, twin, b)
    assert a.state("device") != twin.state("device")
    twin.close()


def test_lost_lingkup_is_no_alarm(meja: Meja, tertanam: Store) -> None:
    """Rows that left with their Posyandu are no damage: not to the check, not to a recovery."""
    a = meja.a
    a.daftar(meja.alamat, new_code(tertanam, "Melati", "Mawar"))
    a.warga("Orang Melati")
    a.warga("Orang Mawar", posyandu=MAWAR)
    a.kirim_baik()
    a.kirim_baik()
    a.cadangkan()
    a.daftar(meja.alamat, new_code(tertanam, "Melati"))
    a.kirim_baik()
    assert names(a) == ["Orang Melati"]

    def faults() -> list[str]:
        found = (*check_buku(a.buku), *check_folder(a.folder, a.key, now()))
        return [b.nama for b in found if not b.baik]

    assert faults() == []
    a.buku.close()
    raw = bytearray(a.path.read_bytes())
    raw[4096 * 3 + 1] ^= 1
    a.path.write_bytes(raw)
    done = a.open()
    assert done is not None
    assert (done.hilang, done.pasti) == (0, True)
    assert names(a) == ["Orang Melati"], "what left does not come back with the backup"
    a.cadangkan()
    assert faults() == []
    a.kirim_baik()
    assert names(a) == ["Orang Melati"]


def test_clock_that_jumps_ten_years_keeps_the_order(
    meja: Meja, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The last edit of one laptop wins on both, whatever year its clock said; nothing crashes."""
    a, b = meja.a, meja.b
    person = a.warga("Awal")
    for jump in (-3653, 3653, 0, 3653, -3653, -1):

        class Melompat(datetime):
            off = timedelta(days=jump)

            @classmethod
            def now(cls, tz: tzinfo | None = None) -> datetime:
                return datetime.now(tz) + cls.off

        monkeypatch.setattr(clock, "datetime", Melompat)
        moment = now()
        assert abs((moment - datetime.now(UTC)).days - jump) <= 1
        a.ubah("warga", person, telepon=f"08{abs(jump)}{jump > 0:d}")
        a.warga(f"Lompat {jump} {len(names(a))}")
        a.cadangkan()
        assert a.kirim().alasan is None
        stand = read_keadaan_cadangan(a.folder)
        assert (stand.umur_luar(moment) or 0) >= 0
    monkeypatch.undo()
    settle(a, b)
    order = [r[0] for r in a.all("SELECT urut FROM tindakan WHERE perangkat = ? ORDER BY rid",
                                 a.state("device"))]  # fmt: skip
    assert order == sorted(order)
    row = b.image("warga", person)
    assert row is not None
    assert row["telepon"] == "0810", "the edit made last, not the one with the latest date"
    same(a, b)
    newest = list_cadangan(a.folder)
    assert [c.isi.n for c in newest] == sorted((c.isi.n for c in newest), reverse=True)
    assert all(c.baik for c in check_buku(a.buku))
