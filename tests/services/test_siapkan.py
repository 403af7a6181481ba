"""Preparing a folder: what it makes, what it refuses, and nothing left behind when it fails."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest

from pembuat import DESA, MELATI_ID, SANDI
from sipd_desktop.base import ids
from sipd_desktop.base.errors import UserError
from sipd_desktop.base.paths import resources
from sipd_desktop.base.pesan import PESAN
from sipd_desktop.services import siapkan
from sipd_desktop.services.buka import list_pengguna, open_ruang
from sipd_desktop.services.folder_info import is_prepared
from sipd_desktop.services.orang import list_posyandu
from sipd_desktop.services.siapkan import Siap, jenis_desa, make_kata_sandi, prepare_folder

GOOD: dict[str, Any] = {
    "kode_desa": "33.99.07.2004",
    "nama_desa": "Sukamaju",
    "posyandu": ["Melati 2:001/001,KRAJAN:2/1", "Mawar"],
    "nama": " Bu  Siti ",
    "sandi": SANDI,
}


def prepare(folder: Path, **change: Any) -> Siap:
    return prepare_folder(folder, **{**GOOD, **change})


def config_files() -> set[Path]:
    return {p for p in Path(os.environ["SIPD_KONFIG"]).rglob("*") if p.is_file()}


def test_prepared_folder_holds_desa_posyandu_and_first_user(tmp_path: Path) -> None:
    folder = tmp_path / "baru" / "data"
    made = prepare(folder)
    assert is_prepared(folder)
    assert (made.pengguna, made.kata_sandi) == ("Bu Siti", None)
    assert len(made.kode_pemulihan.replace("-", "")) == 20
    with open_ruang(folder, SANDI) as ruang, ruang.buku.read() as conn:
        assert list_posyandu(conn)[0] == (MELATI_ID, "Melati 2")
        (person,) = list_pengguna(conn)
        assert (person.nama, person.jabatan, person.posyandu_id) == ("Bu Siti", "ketua", MELATI_ID)
        rows = conn.exec_driver_sql("SELECT kode, nama, jenis FROM desa").all()
        assert rows == [(DESA, "Sukamaju", "desa")]
        served = conn.exec_driver_sql("SELECT nama, rt_layanan FROM posyandu ORDER BY nama").all()
        assert [(n, json.loads(s)) for n, s in served] == [
            ("Mawar", []),
            ("Melati 2", ["|001|001", "KRAJAN|001|002"]),
        ]
        assert (
            conn.exec_driver_sql("SELECT count(*) FROM setelan WHERE kunci = 'contoh'").scalar()
            == 0
        )


def test_two_laptops_of_one_posyandu_name_the_same_rows(tmp_path: Path) -> None:
    """Ids of desa, Posyandu and first ketua come from their natural keys."""
    found = []
    for place in ("satu", "dua"):
        folder = tmp_path / place
        prepare(folder, kode_desa=DESA)
        with open_ruang(folder, SANDI) as ruang, ruang.buku.read() as conn:
            sql = "SELECT id FROM desa UNION SELECT id FROM posyandu UNION SELECT id FROM kader"
            found.append(sorted(conn.exec_driver_sql(sql).scalars()))
            device = conn.exec_driver_sql(
                "SELECT nilai FROM sync_state WHERE kunci = 'device'"
            ).scalar_one()
            found.append(device)
    assert found[0] == found[2]
    assert found[1] != found[3], "but the laptops themselves are two"
    assert ids.posyandu_id(ids.desa_id(DESA), "  melati 2 ") == MELATI_ID


def test_without_a_passphrase_four_words_are_made(tmp_path: Path) -> None:
    made = prepare(tmp_path / "data", sandi=None)
    assert made.kata_sandi
    words = made.kata_sandi.split()
    known = set((resources() / "kata.txt").read_text("utf-8").split())
    assert len(words) == 4
    assert set(words) <= known
    open_ruang(tmp_path / "data", made.kata_sandi).close()
    assert len({make_kata_sandi() for _ in range(50)}) == 50


def test_word_list_is_2048_words_told_apart_by_four_letters() -> None:
    words = (resources() / "kata.txt").read_text("utf-8").split()
    assert len(words) == len({w[:4] for w in words}) == 2048
    assert all(w.isascii() and w.isalpha() and w.islower() for w in words)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"kode_desa": "33.99.07.200"}, "kode-desa-salah"),
        ({"kode_desa": "٣٣٩٩٠٧٢٠٠٤"}, "kode-desa-salah"),
        ({"nama_desa": " "}, "nama-desa-kosong"),
        ({"posyandu": []}, "nama-posyandu-kosong"),
        ({"posyandu": [":001/001"]}, "nama-posyandu-kosong"),
        ({"posyandu": ["Melati:satu/dua"]}, "rt-posyandu-salah"),
        ({"posyandu": ["Melati", " melati "]}, "nama-posyandu-ganda"),
        ({"posyandu": ["M" * 101]}, "nama-terlalu-panjang"),
        ({"nama": "  "}, "nama-pengguna-kosong"),
        ({"nama": "N" * 101}, "nama-terlalu-panjang"),
        ({"sandi": "pendek"}, "sandi-terlalu-pendek"),
        ({"sandi": "           a"}, "sandi-terlalu-pendek"),
    ],
)
def test_wrong_answers_are_refused_and_nothing_is_made(
    tmp_path: Path, change: dict[str, Any], code: str
) -> None:
    before = config_files()
    with pytest.raises(UserError) as caught:
        prepare(tmp_path / "data", **change)
    assert caught.value.code == code
    assert code in PESAN
    assert not (tmp_path / "data").exists()
    assert config_files() == before


@pytest.mark.parametrize("inside", ["foto.jpg", "sipd.db", "folder.json"])
def test_folder_with_other_things_is_refused_and_untouched(tmp_path: Path, inside: str) -> None:
    (tmp_path / inside).write_text("milik orang")
    with pytest.raises(UserError, match="folder-sudah-berisi"):
        prepare(tmp_path)
    assert [p.name for p in tmp_path.iterdir()] == [inside]
    assert (tmp_path / inside).read_text() == "milik orang"


def test_prepared_folder_is_not_prepared_twice(tmp_path: Path) -> None:
    prepare(tmp_path / "data")
    before = {p.name: p.read_bytes() for p in (tmp_path / "data").iterdir()}
    with pytest.raises(UserError, match="folder-sudah-berisi"):
        prepare(tmp_path / "data", nama="Orang Lain")
    assert {p.name: p.read_bytes() for p in (tmp_path / "data").iterdir()} == before


@pytest.mark.parametrize("step", ["make_keys", "upgrade", "_fill", "make_secret"])
@pytest.mark.parametrize("existed", [True, False])
def test_a_fault_at_any_step_leaves_nothing_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str, existed: bool
) -> None:
    folder = tmp_path / "data"
    if existed:
        folder.mkdir()
    before = config_files()
    owner: Any = siapkan
    if step in ("make_keys", "make_secret"):
        owner = siapkan.kunci if step == "make_keys" else siapkan.rahasia
    real = getattr(owner, step)

    def fails(*args: Any, **more: Any) -> Any:
        real(*args, **more)
        raise UserError("tempat-penuh")

    monkeypatch.setattr(owner, step, fails)
    with pytest.raises(UserError, match="tempat-penuh"):
        prepare(folder)
    assert folder.exists() == existed
    assert not existed or list(folder.iterdir()) == []
    assert config_files() == before
    monkeypatch.undo()
    prepare(folder)  # and the same place can be tried again


@pytest.mark.parametrize(
    ("kode", "jenis"),
    [("3399072004", "desa"), ("3399071004", "kelurahan"), ("5171033004", "desa_adat")],
)
def test_kind_of_desa_is_proposed_from_its_code(kode: str, jenis: str) -> None:
    assert jenis_desa(kode) == jenis


def test_contoh_is_marked_when_asked(tmp_path: Path) -> None:
    prepare(tmp_path / "data", contoh=True)
    with open_ruang(tmp_path / "data", SANDI) as ruang, ruang.buku.read() as conn:
        sql = "SELECT nilai FROM setelan WHERE kunci = 'contoh'"
        assert conn.exec_driver_sql(sql).scalar_one() == "1"
