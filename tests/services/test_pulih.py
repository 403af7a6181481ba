"""Restoring: the old file stays, the difference is told first, a fresh laptop needs the code."""

from __future__ import annotations

from pathlib import Path

import pytest

from pembuat import SANDI, Dunia, Induk, answer_of, make_induk, run_sipd
from sipd_desktop.base.errors import UserError
from sipd_desktop.services.buka import list_pengguna, open_ruang
from sipd_desktop.services.cadangan import back_up, list_cadangan
from sipd_desktop.services.folder_info import is_prepared
from sipd_desktop.services.periksa import check_buku
from sipd_desktop.services.pulih import locked, restore, restore_fresh, show_difference
from sipd_desktop.storage.engine import Buku
from sipd_desktop.storage.folder import DB


def opened(folder: Path, text: str = SANDI) -> Dunia:
    ruang = open_ruang(folder, text)
    with ruang.buku.read() as conn:
        return Dunia(ruang, list_pengguna(conn)[0])


def names(dunia: Dunia) -> set[str]:
    return {n for (n,) in dunia.sql("SELECT nama FROM warga WHERE deleted_at IS NULL")}


@pytest.fixture
def lama(folder: Path) -> Path:
    """A folder with a backup of two people, after which one was changed and one added."""
    dunia = opened(folder)
    dunia.balita("SATU")
    other = dunia.balita("DUA")
    made = back_up(dunia.buku, "uji")
    dunia.balita("TIGA")
    dunia.run("UPDATE warga SET nama = 'DUA BARU', updated_at = 'x' WHERE id = ?", other)
    dunia.close()
    assert made is not None
    return made.path


def test_difference_is_told_before_anything_is_done(folder: Path, lama: Path) -> None:
    before = {p: p.read_bytes() for p in folder.rglob("*") if p.is_file()}
    with locked(folder, SANDI) as key:
        beda = show_difference(folder, key, lama)
    warga = next(t for t in beda.tabel if t.tbl == "warga")
    assert (warga.kini, warga.cadangan) == (3, 2)
    assert (warga.hilang, warga.mundur, warga.kembali, warga.belum_terkirim) == (1, 1, 0, 2)
    assert beda.mundur == 3, "one household came with the third person"
    assert beda.kini_terakhir is not None
    assert beda.cadangan_terakhir is not None
    assert beda.kini_terakhir > beda.cadangan_terakhir
    assert {p: p.read_bytes() for p in folder.rglob("*") if p.is_file()} == before


def test_restore_goes_back_keeps_the_old_file_and_begins_a_new_incarnation(
    folder: Path, lama: Path, induk: Induk
) -> None:
    with locked(folder, SANDI) as key:
        done = restore(folder, key, lama)
    dunia = opened(folder)
    assert names(dunia) == {"SATU", "DUA"}
    assert int(dunia.one("SELECT nilai FROM sync_state WHERE kunci = 'inkarnasi'")) > 0
    assert all(b.baik for b in check_buku(dunia.buku))
    dunia.balita("SESUDAH")
    dunia.close()
    aside = folder / done.lama
    again = Induk(folder, "", induk.key)
    assert list_cadangan(folder)[0].isi.alasan == "pulih"
    kept = opened_aside(aside, induk)
    assert kept == {"SATU", "DUA BARU", "TIGA"}
    with locked(folder, SANDI) as key:  # and back again, from the backup made by the restore
        restore(folder, key, list_cadangan(folder)[0].path)
    dunia = again.reopen()
    assert names(dunia) == {"SATU", "DUA"}
    dunia.close()
    assert len(list((folder / "lama").iterdir())) == 2, "nothing set aside is ever deleted"


def opened_aside(aside: Path, induk: Induk) -> set[str]:
    buku = Buku(aside / DB, induk.key)
    try:
        with buku.read() as conn:
            return set(conn.exec_driver_sql("SELECT nama FROM warga").scalars())
    finally:
        buku.close()


def test_fresh_laptop_needs_the_backup_and_the_printed_code_alone(
    lama: Path, induk: Induk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SIPD_KONFIG", str(tmp_path / "laptop-baru"))
    new = tmp_path / "baru"
    with pytest.raises(UserError) as caught:
        restore_fresh(new, lama, "AAAA-AAAA-AAAA-AAAA-AAAA")
    assert caught.value.code == "kode-pemulihan-salah"
    assert not new.exists(), "nothing is left behind"
    done = restore_fresh(new, lama, induk.kode)
    assert done.kata_sandi is not None
    dunia = opened(new, done.kata_sandi)
    assert names(dunia) == {"SATU", "DUA"}
    assert all(b.baik for b in check_buku(dunia.buku))
    dunia.close()
    opened(new, induk.kode).close()


def test_backup_of_another_laptop_is_refused_and_changes_nothing(
    folder: Path, tmp_path: Path
) -> None:
    other = make_induk(tmp_path / "lain")
    dunia = opened(other.folder)
    made = back_up(dunia.buku, "uji")
    dunia.close()
    assert made is not None
    before = (folder / DB).read_bytes()
    with locked(folder, SANDI) as key, pytest.raises(UserError) as caught:
        restore(folder, key, made.path)
    assert caught.value.code == "cadangan-bukan-dari-sini"
    assert (folder / DB).read_bytes() == before
    assert not (folder / "lama").exists()


def test_commands_back_up_show_restore_and_check(folder: Path, tmp_path: Path) -> None:
    dunia = opened(folder)
    dunia.balita("SATU")
    dunia.close()
    stick = tmp_path / "flashdisk"
    stick.mkdir()
    made = answer_of(run_sipd("cadangkan", "--ke", stick, "--json", data=folder))
    assert made["diperiksa"] is True
    assert made["di_luar_laptop"] is False
    copy = made["salinan"]
    dunia = opened(folder)
    dunia.balita("DUA")
    dunia.close()
    dry = answer_of(run_sipd("pulihkan", copy, "--kering", "--json", data=folder))
    assert (dry["kering"], dry["mundur"]) == (True, 2)
    dunia = opened(folder)
    assert names(dunia) == {"SATU", "DUA"}
    dunia.close()
    done = answer_of(run_sipd("pulihkan", copy, "--json", data=folder))
    assert done["lama"] == "lama/0001-pulih"
    dunia = opened(folder)
    assert names(dunia) == {"SATU"}
    dunia.close()
    whole = answer_of(run_sipd("periksa", "--json", data=folder))
    assert whole["baik"] is True
    assert {b["nama"] for b in whole["periksa"]} >= {"cadangan", "jurnal", "tempat", "salinan aman"}
    assert answer_of(run_sipd("pulihkan", stick / "x", "--json", data=folder), 1)["alasan"] == (
        "cadangan-tidak-ada"
    )


@pytest.mark.parametrize("lost", ["kunci.json", "folder.json", "both"])
def test_damaged_key_file_is_made_anew_with_the_printed_code(
    folder: Path, lama: Path, induk: Induk, lost: str
) -> None:
    assert lama.exists()
    if lost != "folder.json":
        (folder / "kunci.json").write_text("\x00" * 40)
    if lost != "kunci.json":
        (folder / "folder.json").unlink()
    for text in (SANDI, "AAAA-AAAA-AAAA-AAAA-AAAA"):
        with pytest.raises(UserError) as caught:
            open_ruang(folder, text)
        assert caught.value.code in ("berkas-kunci-rusak", "folder-belum-disiapkan")
    assert is_prepared(folder), "the window shows the login, not the first start"
    dunia = opened(folder, induk.kode)
    assert names(dunia) == {"SATU", "DUA BARU", "TIGA"}
    dunia.ruang.change_sandi("gunung ember sapu tangga")
    dunia.close()
    opened(folder, "gunung ember sapu tangga").close()
    if lost != "folder.json":
        assert (folder / "kunci.json.rusak").read_text().startswith("\x00")
