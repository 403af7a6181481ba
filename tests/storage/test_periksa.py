"""The self-check finds what is wrong: a trigger, a column, a broken history, a damaged page."""

from __future__ import annotations

from pathlib import Path

import pytest

from pembuat import HARI_INI, SANDI, Dunia, Induk, answer_of, run_sipd
from sipd_desktop.base.errors import UserError
from sipd_desktop.services.buka import open_ruang
from sipd_desktop.services.periksa import Butir, check_buku

PAGE = 4096


def bad(dunia: Dunia) -> set[str]:
    return {c.nama for c in check_buku(dunia.buku) if not c.baik}


def test_a_sound_folder_is_sound(dunia: Dunia) -> None:
    hari, child = dunia.hari(), dunia.balita()
    dunia.timbang(hari, child, "9.4")
    dunia.timbang(hari, child, "9.5")
    assert bad(dunia) == set()
    assert len(check_buku(dunia.buku)) == 6


def test_dropped_trigger_is_found(dunia: Dunia) -> None:
    dunia.run("DROP TRIGGER td_isian_u")
    assert bad(dunia) == {"pemicu"}


def test_changed_trigger_is_found(dunia: Dunia) -> None:
    dunia.run("DROP TRIGGER td_isian_d")
    dunia.run("CREATE TRIGGER td_isian_d BEFORE DELETE ON isian BEGIN SELECT 1; END")
    assert bad(dunia) == {"pemicu"}


def test_missing_column_is_found(dunia: Dunia) -> None:
    dunia.run("ALTER TABLE asal_nilai DROP COLUMN batch")
    assert bad(dunia) == {"tabel dan kolom"}


def test_full_text_out_of_step_is_found(dunia: Dunia) -> None:
    dunia.balita()
    dunia.run("DELETE FROM cari_warga WHERE rowid = (SELECT max(rid) FROM warga)")
    assert bad(dunia) == {"pencarian warga"}


@pytest.mark.parametrize(
    "fault",
    [
        "UPDATE tindakan SET verb = 'melihat' WHERE urut = 3",
        "UPDATE tindakan SET pelaku = NULL WHERE urut = 2",
        "UPDATE tindakan SET h = prev WHERE urut = 4",
        "DELETE FROM tindakan WHERE urut = 3",
        "DELETE FROM tindakan WHERE urut = (SELECT max(urut) FROM tindakan)",
        "UPDATE tindakan SET urut = 90 WHERE urut = 4",
        "UPDATE sync_state SET nilai = '3' WHERE kunci = 'tindakan_urut'",
    ],
)
def test_history_that_was_touched_is_found(dunia: Dunia, fault: str) -> None:
    dunia.timbang(dunia.hari(), dunia.balita(), "9.4")
    assert bad(dunia) == set()
    with dunia.buku.write() as conn:  # past the triggers that protect it
        conn.exec_driver_sql("UPDATE sync_flag SET applying = 1")
        changed = conn.exec_driver_sql(fault).rowcount
        conn.exec_driver_sql("UPDATE sync_flag SET applying = 0")
    assert changed == 1
    assert bad(dunia) == {"riwayat tindakan"}


def test_a_day_of_another_laptop_does_not_break_the_chain(dunia: Dunia) -> None:
    dunia.run(
        "INSERT INTO tindakan(id, perangkat, inkarnasi, urut, verb) VALUES ('x', 'lain', 0, 7, 'v')"
    )
    assert bad(dunia) == set()


def damage(path: Path, page: int) -> None:
    raw = bytearray(path.read_bytes())
    raw[page * PAGE + 1000] ^= 0x40
    path.write_bytes(bytes(raw))


def outcome(folder: Path) -> tuple[str, dict[str, bool]]:
    """How opening and checking end: a code of refusal, or the findings."""
    try:
        with open_ruang(folder, SANDI, rawat=False) as ruang:
            found: tuple[Butir, ...] = check_buku(ruang.buku)
    except UserError as error:
        return error.code, {}
    return "dibuka", {c.nama: c.baik for c in found}


def test_a_flipped_bit_is_found_wherever_it_lies(induk: Induk, tmp_path: Path) -> None:
    dunia = induk.open(tmp_path / "utuh")
    for number in range(40):
        dunia.balita(f"ANAK {number}")
    dunia.close()
    source = tmp_path / "utuh" / "sipd.db"
    whole = source.read_bytes()
    pages = len(whole) // PAGE
    ends: dict[str, int] = {}
    for page in range(0, pages, max(1, pages // 16)):
        source.write_bytes(whole)
        damage(source, page)
        end, found = outcome(tmp_path / "utuh")
        ends[end] = ends.get(end, 0) + 1
        if end == "dibuka":
            assert found["halaman berkas"] is False, page
        else:
            assert end in ("kunci-salah", "berkas-rusak"), (page, end)
    assert ends.get("dibuka"), ends
    source.write_bytes(whole)
    assert outcome(tmp_path / "utuh")[1]["halaman berkas"] is True


def test_sipd_periksa_tells_a_damaged_file(induk: Induk, tmp_path: Path) -> None:
    dunia = induk.open(tmp_path / "data")
    hari = dunia.hari(HARI_INI)
    for number in range(30):
        dunia.timbang(hari, dunia.balita(f"ANAK {number}"), "9.4")
    dunia.close()
    path = tmp_path / "data" / "sipd.db"
    damage(path, len(path.read_bytes()) // PAGE - 1)
    answer = answer_of(run_sipd("periksa", "--json", data=tmp_path / "data"), 1)
    assert answer["alasan"] in ("periksa-gagal", "berkas-rusak")
    assert run_sipd("periksa", data=tmp_path / "data").returncode == 1
