"""A folder of made-up people says so also before it is open."""

from __future__ import annotations

import json
from pathlib import Path

from pembuat import SANDI
from sipd_desktop.base import clock
from sipd_desktop.services.buka import find_pengguna, open_ruang
from sipd_desktop.services.contoh.isi import fill_contoh
from sipd_desktop.services.folder_info import is_contoh


def test_mark_is_known_without_the_key_once_the_folder_was_filled(folder: Path) -> None:
    assert not is_contoh(folder)
    with open_ruang(folder, SANDI) as ruang:
        with ruang.buku.read() as conn:
            who = find_pengguna(conn, None)
        fill_contoh(ruang.buku, who.petugas, kk=1, bulan=0, today=clock.today())
    with open_ruang(folder, SANDI):
        assert is_contoh(folder)


def test_a_copy_that_was_tampered_with_is_set_right_by_the_file(folder: Path) -> None:
    mark = folder / "folder.json"
    found = json.loads(mark.read_text())
    mark.write_text(json.dumps({**found, "contoh": True}))
    assert is_contoh(folder)
    with open_ruang(folder, SANDI):
        assert not is_contoh(folder)
