"""Drafts in the real file: newest first, by day, gone after 30 days, never sent."""

from __future__ import annotations

from datetime import date, timedelta

from pembuat import HARI_INI, Dunia
from sipd_desktop.services.naskah import (
    SIMPAN_HARI,
    drop_naskah,
    kunci_naskah,
    list_naskah,
    purge_naskah,
    save_naskah,
)


def keep(dunia: Dunia, kunci: str, day: date = HARI_INI, **isi: object) -> None:
    dunia.write(save_naskah, kunci, isi, day)


def test_the_draft_written_last_is_listed_first(dunia: Dunia) -> None:
    for name in ("a", "b", "c"):
        keep(dunia, kunci_naskah("ukur", "hari", name))
    keep(dunia, kunci_naskah("ukur", "hari", "a"), terbuka=True)
    found = dunia.read(list_naskah, "hari")
    assert [n.bagian[-1] for n in found] == ["a", "c", "b"]
    assert [n.terbuka for n in found] == [True, False, False]


def test_drafts_of_another_day_stay_where_they_are(dunia: Dunia) -> None:
    keep(dunia, kunci_naskah("ukur", "hari", "a"))
    keep(dunia, kunci_naskah("ukur", "hari-lain", "a"))
    assert len(dunia.read(list_naskah, "hari")) == 1
    dunia.write(drop_naskah, kunci_naskah("ukur", "hari", "a"))
    assert [n.kunci for n in dunia.read(list_naskah)] == ["ukur:hari-lain:a"]


def test_a_draft_is_gone_after_thirty_days_not_before(dunia: Dunia) -> None:
    keep(dunia, "ukur:hari:a", HARI_INI - timedelta(days=SIMPAN_HARI))
    keep(dunia, "ukur:hari:b", HARI_INI - timedelta(days=SIMPAN_HARI + 1))
    assert dunia.write(purge_naskah, HARI_INI) == 1
    assert [n.kunci for n in dunia.read(list_naskah)] == ["ukur:hari:a"]


def test_a_draft_is_no_record(dunia: Dunia) -> None:
    before = dunia.dump()
    keep(dunia, "ukur:hari:a", nilai={"teks": {"berat_badan": "11"}})
    after = dunia.dump()
    assert {k for k in after if after[k] != before[k]} == {"naskah"}
