"""Keys: the recovery code alone opens the folder on another account; the passphrase does not."""

from __future__ import annotations

import json
import os
import stat
from pathlib import Path

import pytest

from pembuat import SANDI, Induk, answer_of, run_sipd
from sipd_desktop.base.errors import UserError
from sipd_desktop.base.pesan import PESAN
from sipd_desktop.services import pin
from sipd_desktop.services.buka import open_ruang
from sipd_desktop.storage import kunci, rahasia
from sipd_desktop.storage.folder import KUNCI, TANDA, read_tanda

BARU = "gunung ember sapu tangga"


@pytest.fixture
def other_account(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Another user of this laptop, or another laptop: no device secret here."""
    place = tmp_path / "akun-lain"
    monkeypatch.setenv("SIPD_KONFIG", str(place))
    return place


def code_of(function: object, *args: object) -> str:
    with pytest.raises(UserError) as caught:
        function(*args)  # type: ignore[operator]
    assert caught.value.code in PESAN
    return caught.value.code


@pytest.mark.usefixtures("other_account")
def test_recovery_code_alone_opens_on_another_account(induk: Induk, folder: Path) -> None:
    with open_ruang(folder, induk.kode) as ruang:
        assert ruang.dibuka_dengan == "pemulihan"
        with ruang.buku.read() as conn:
            assert conn.exec_driver_sql("SELECT nama FROM kader").scalar_one() == "Bu Siti"


@pytest.mark.usefixtures("other_account")
def test_recovery_code_is_read_as_people_type_it(induk: Induk, folder: Path) -> None:
    for typed in (induk.kode.lower(), induk.kode.replace("-", " "), f" {induk.kode}\n"):
        open_ruang(folder, typed).close()


def test_recovery_code_alone_opens_in_sipd(induk: Induk, folder: Path, other_account: Path) -> None:
    answer = answer_of(run_sipd("periksa", "--json", data=folder, sandi=induk.kode))
    assert answer["baik"] is True
    assert not (other_account / "rahasia").exists(), "reading makes no secret"


@pytest.mark.usefixtures("other_account")
def test_new_passphrase_after_recovery_works_on_that_account(induk: Induk, folder: Path) -> None:
    with open_ruang(folder, induk.kode) as ruang:
        ruang.change_sandi(BARU)
    with open_ruang(folder, BARU) as ruang:
        assert ruang.dibuka_dengan == "sandi"
    assert code_of(open_ruang, folder, SANDI) == "sandi-salah"
    assert answer_of(run_sipd("periksa", "--json", data=folder, sandi=BARU))["baik"] is True
    open_ruang(folder, induk.kode).close()


def test_change_of_passphrase_refuses_a_short_one_and_keeps_the_old(folder: Path) -> None:
    with open_ruang(folder, SANDI) as ruang:
        assert code_of(ruang.change_sandi, "pendek") == "sandi-terlalu-pendek"
    open_ruang(folder, SANDI).close()


@pytest.mark.parametrize("place", [0, 7, 23])
@pytest.mark.usefixtures("other_account")
def test_wrong_recovery_code_is_refused(induk: Induk, folder: Path, place: int) -> None:
    other = "A" if induk.kode[place] != "A" else "B"
    wrong = induk.kode[:place] + other + induk.kode[place + 1 :]
    assert code_of(open_ruang, folder, wrong) == "rahasia-laptop-tidak-ada"


@pytest.mark.usefixtures("other_account")
def test_passphrase_without_the_device_secret_is_refused(folder: Path) -> None:
    assert code_of(open_ruang, folder, SANDI) == "rahasia-laptop-tidak-ada"
    answer = answer_of(run_sipd("periksa", "--json", data=folder), 1)
    assert answer["alasan"] == "rahasia-laptop-tidak-ada"
    assert "kode pemulihan" in answer["pesan"]


@pytest.mark.usefixtures("other_account")
def test_another_secret_does_not_open(folder: Path) -> None:
    rahasia.make_secret(read_tanda(folder)["id"])
    assert code_of(open_ruang, folder, SANDI) == "sandi-salah"


def test_device_secret_is_a_private_file_outside_the_data_folder(
    induk: Induk, folder: Path
) -> None:
    folder_id = read_tanda(folder)["id"]
    path = Path(os.environ["SIPD_KONFIG"]) / "rahasia" / f"{folder_id}.bin"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert len(path.read_bytes()) == 32
    assert {p.name for p in induk.folder.iterdir()} <= {"sipd.db", KUNCI, TANDA, ".sipd.lock"}


def test_key_file_holds_no_key_no_code_no_passphrase(induk: Induk, folder: Path) -> None:
    text = (folder / KUNCI).read_text()
    found = json.loads(text)
    assert {w["jenis"] for w in found["bungkus"]} == {"sandi", "pemulihan"}
    plain = induk.kode.replace("-", "")
    for secret in (induk.key.hex(), induk.kode, plain, plain.encode().hex(), SANDI):
        assert secret.lower() not in text.lower()


@pytest.mark.usefixtures("biaya_asli")
def test_a_key_that_ships_is_dear_to_try(tmp_path: Path) -> None:
    secret = rahasia.make_secret("mahal")
    key, _ = kunci.make_keys(tmp_path, SANDI, secret)
    made = json.loads((tmp_path / KUNCI).read_text())["bungkus"]
    assert all(w["ops"] >= 3 and w["mem"] >= 64 * 2**20 for w in made)
    assert kunci.open_keys(tmp_path, SANDI, secret)[0] == key
    assert (pin.OPS, pin.MEM) >= (2, 64 * 2**20)


def test_secret_of_one_folder_does_not_open_another(tmp_path: Path) -> None:
    one, two = rahasia.make_secret("satu"), rahasia.make_secret("dua")
    assert one != two
    assert rahasia.make_secret("satu") == one, "an existing one is kept"
    key, code = kunci.make_keys(tmp_path, SANDI, one)
    assert kunci.open_keys(tmp_path, SANDI, one) == (key, "sandi")
    assert kunci.open_keys(tmp_path, code, None) == (key, "pemulihan")
    assert code_of(kunci.open_keys, tmp_path, SANDI, two) == "sandi-salah"


def test_recovery_codes_avoid_letters_that_look_alike() -> None:
    codes = {kunci.new_recovery_code() for _ in range(200)}
    assert len(codes) == 200
    letters = set("".join(codes)) - {"-"}
    assert letters.isdisjoint("ILOU01")
    assert all(len(c.replace("-", "")) == 20 for c in codes)
