"""buka, jeda, susulan, tutup: what may follow what, by whom, and the dates that stay."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest

from pembuat import HARI_INI, MELATI_ID, Dunia, refused
from sipd_desktop.services.hari.baris import PendatangBaru
from sipd_desktop.services.hari.hadir import mark_hadir
from sipd_desktop.services.hari.hari import get_hari, set_petugas, start_hari
from sipd_desktop.services.hari.keadaan import (
    LANGKAH_KEADAAN,
    close_hari,
    is_late,
    last_day,
    pause_hari,
    reopen_hari,
    resume_hari,
    start_susulan,
)
from sipd_desktop.services.hari.pendatang import register
from sipd_desktop.services.hari.urutan_lembar import list_lembar, list_urutan

BESOK = HARI_INI + timedelta(days=1)
TO: dict[str, Callable[..., Any]] = {
    "jeda": pause_hari,
    "buka": resume_hari,
    "susulan": start_susulan,
    "tutup": close_hari,
}
WAY = {"buka": (), "jeda": ("jeda",), "susulan": ("susulan",), "tutup": ("tutup",)}


def status(dunia: Dunia, hari: str) -> str:
    return dunia.read(get_hari, hari).status


@pytest.mark.parametrize("before", LANGKAH_KEADAAN)
def test_every_step_from_every_state(dunia: Dunia, before: str) -> None:
    for after, act in TO.items():
        hari = dunia.hari(HARI_INI + timedelta(days=list(TO).index(after)))
        for step in WAY[before]:
            dunia.act(TO[step], hari)
        acts = dunia.one("SELECT count(*) FROM tindakan")
        # a closed day comes back only by opening it again, which takes the signature off
        allowed = after in LANGKAH_KEADAAN[before] and not (before == "tutup" and after != "tutup")
        allowed = allowed or (before == "tutup" and after in ("buka", "susulan"))
        if allowed:
            dunia.act(act if before != "tutup" else reopen_hari, hari)
            assert dunia.one("SELECT count(*) FROM tindakan") > acts
        else:
            code = "hari-sudah-ditutup" if after == before == "tutup" else "hari-langkah-salah"
            refused(code, dunia.act, act, hari)
            assert status(dunia, hari) == before
            assert dunia.one("SELECT count(*) FROM tindakan") == acts


def test_each_step_has_its_own_verb(dunia: Dunia) -> None:
    hari = dunia.hari()
    for act in (pause_hari, resume_hari, pause_hari, start_susulan, close_hari, reopen_hari):
        dunia.act(act, hari)
    verbs = [
        v for (v,) in dunia.sql("SELECT verb FROM tindakan WHERE objek = ? ORDER BY urut", hari)
    ]
    assert verbs == [
        "memulai",
        "menjeda",
        "melanjutkan",
        "menjeda",
        "menyusulkan",
        "menandatangani",
        "membuka-lagi",
    ]


def test_nothing_is_keyed_during_a_jeda_but_the_roster_may_change(dunia: Dunia) -> None:
    child, hari = dunia.balita(), dunia.hari()
    dunia.act(pause_hari, hari)
    refused("hari-sedang-jeda", dunia.timbang, hari, child, "11.2")
    refused("hari-sedang-jeda", dunia.act, mark_hadir, hari, child)
    new = PendatangBaru("ANAK BARU", "P", date(2025, 1, 1))
    refused("hari-sedang-jeda", dunia.act, register, hari, new)
    assert dunia.sql("SELECT 1 FROM kehadiran") == []
    dunia.act(set_petugas, hari, 1, dunia.pengguna.id)
    dunia.act(resume_hari, hari)
    dunia.timbang(hari, child, "11.2")
    assert dunia.one("SELECT count(*) FROM kehadiran") == 1


def test_what_is_keyed_three_days_later_is_dated_on_the_hari_buka(dunia: Dunia) -> None:
    child, hari = dunia.balita(), dunia.hari()
    dunia.act(start_susulan, hari)
    dunia.timbang(hari, child, "11.2")
    assert dunia.one("SELECT tanggal FROM isian WHERE subjek = ?", child) == HARI_INI.isoformat()


def test_resumed_or_reopened_on_a_later_day_it_is_susulan(dunia: Dunia) -> None:
    hari = dunia.hari()
    dunia.act(pause_hari, hari)
    dunia.act(resume_hari, hari, BESOK)
    assert status(dunia, hari) == "susulan"
    dunia.act(close_hari, hari, hari_ini=BESOK)
    dunia.act(reopen_hari, hari, BESOK)
    assert status(dunia, hari) == "susulan"
    row = dunia.sql("SELECT ditutup_pada, ditandatangani_oleh FROM hari_buka WHERE id = ?", hari)
    assert row == [(None, None)]


@pytest.mark.parametrize(
    ("after", "verb"), [(0, "menandatangani"), (3, "menandatangani"), (4, "menutup-terlambat")]
)
def test_closing_after_three_days_is_done_and_noted(dunia: Dunia, after: int, verb: str) -> None:
    hari = dunia.hari()
    day = HARI_INI + timedelta(days=after)
    found = dunia.read(get_hari, hari)
    assert is_late(found, day) is (after > 3)
    assert last_day(found) == date(2026, 11, 24)
    dunia.act(close_hari, hari, {"S": 1}, hari_ini=day)
    assert status(dunia, hari) == "tutup"
    assert (verb,) in dunia.sql("SELECT verb FROM tindakan WHERE objek = ?", hari)


def test_susulan_without_a_printed_sheet_holds_the_order_of_now(dunia: Dunia) -> None:
    dunia.balita("BUDI")
    hari = dunia.hari()
    changes = dunia.act(start_susulan, hari)
    assert "lembar_hari" in changes.kinds
    dunia.balita("AAN")
    rows = dunia.read(list_urutan, MELATI_ID, HARI_INI)
    assert [(r.nomor, r.orang.nama) for r in rows] == [(1, "BUDI"), (2, "AAN")]
    dunia.act(resume_hari, hari)
    dunia.act(start_susulan, hari)
    assert len(dunia.read(list_lembar, MELATI_ID, HARI_INI)) == 1


def test_a_day_is_not_started_before_it_comes(dunia: Dunia) -> None:
    start = {"posyandu_id": MELATI_ID, "tanggal": BESOK}
    refused("hari-belum-tiba", dunia.act, start_hari, **start, hari_ini=HARI_INI)
    assert dunia.sql("SELECT 1 FROM hari_buka") == []
    hari, _ = dunia.act(start_hari, **start, hari_ini=BESOK)
    assert hari.tanggal == BESOK
