"""Two records of one child, merged: read as one everywhere, by chain and even in a circle."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from pembuat import BULAN_LALU, HARI_INI, MELATI_ID, Dunia
from sipd_desktop.base.errors import UserError
from sipd_desktop.services.cari import search
from sipd_desktop.services.hari.anak import open_anak
from sipd_desktop.services.hari.baris import NilaiUkur
from sipd_desktop.services.hari.hadir import (
    list_antrean,
    list_belum,
    mark_hadir,
    ringkas,
    unmark_hadir,
)
from sipd_desktop.services.hari.ukur import open_lembar, save_ukur
from sipd_desktop.services.laporan.skdn import list_angka, open_skdn
from sipd_desktop.services.orang import get_orang, ids_of, kini_of


def merge(dunia: Dunia, loser: str, into: str | None) -> None:
    dunia.run("UPDATE warga SET digabung_ke = ? WHERE id = ?", into, loser)


def view(dunia: Dunia) -> dict[str, str]:
    return dict(dunia.sql("SELECT id, kini FROM warga_kini"))


def test_chain_is_followed_to_its_end(dunia: Dunia) -> None:
    a, b, c, d = (dunia.balita(n) for n in "ABCD")
    merge(dunia, a, b)
    merge(dunia, b, c)
    for start in (a, b, c):
        assert dunia.read(kini_of, start) == c
        assert dunia.read(get_orang, start, HARI_INI).id == c
    assert view(dunia) == {a: c, b: c, c: c, d: d}
    assert sorted(dunia.read(ids_of, c)) == sorted([a, b, c])
    assert dunia.read(ids_of, d) == [d]


def test_circle_ends_at_one_and_nobody_disappears(dunia: Dunia) -> None:
    """Two laptops may merge the same pair in opposite directions without knowing it."""
    a, b, c, outside = (dunia.balita(n) for n in "ABCX")
    for one, other in ((a, b), (b, c), (c, a), (outside, b)):
        merge(dunia, one, other)
    first = min(a, b, c)
    assert view(dunia) == dict.fromkeys((a, b, c, outside), first)
    assert {dunia.read(kini_of, i) for i in (a, b, c, outside)} == {first}
    laporan = dunia.read(open_skdn, MELATI_ID, "2026-11", today=HARI_INI)
    assert [o.id for o in list_angka(laporan, "S")] == [first]
    assert [o.id for g in dunia.read(list_belum, dunia.hari()) for o in g.orang] == [first]


def test_merged_into_oneself_is_still_there(dunia: Dunia) -> None:
    a = dunia.balita()
    merge(dunia, a, a)
    assert view(dunia) == {a: a}
    assert dunia.read(get_orang, a, HARI_INI).id == a


def test_merged_into_one_of_another_posyandu_leaves_this_laptop(dunia: Dunia) -> None:
    a = dunia.balita()
    merge(dunia, a, "tidak-ada-di-sini")
    with pytest.raises(UserError, match="orang-tidak-ada"):
        dunia.read(get_orang, a, HARI_INI)
    assert dunia.read(open_skdn, MELATI_ID, "2026-11", today=HARI_INI).tabel.jumlah("S") == 0


def test_unmerging_gives_both_back(dunia: Dunia) -> None:
    a, b = dunia.balita("A"), dunia.balita("B")
    merge(dunia, a, b)
    merge(dunia, a, None)
    assert view(dunia) == {a: a, b: b}


def test_weighings_of_both_are_one_history(dunia: Dunia) -> None:
    old, kept = dunia.balita("ALYA"), dunia.balita("ALYA PUTRI")
    dunia.timbang(dunia.hari(date(2026, 9, 19)), old, "10.6")
    dunia.timbang(dunia.hari(BULAN_LALU), kept, "10.9")
    hari = dunia.hari()
    assert dunia.read(open_lembar, hari, old).bb_minimal is None
    merge(dunia, old, kept)
    for start in (old, kept):
        lembar = dunia.read(open_lembar, hari, start)
        assert lembar.orang.id == kept
        weights = [r.nilai.berat_badan for r in lembar.riwayat]
        assert weights == [Decimal("10.60"), Decimal("10.90")]
        assert lembar.bb_minimal == Decimal("11.10")
        assert len(dunia.read(open_anak, start, HARI_INI).titik) == 2
    assert dunia.sql("SELECT DISTINCT subjek FROM v_pemeriksaan_balita") == [(kept,)]


def test_merged_on_the_day_it_was_weighed_it_is_still_one_entry(dunia: Dunia) -> None:
    """The first record was weighed, then merged: a correction changes that entry, no second one."""
    old, kept = dunia.balita("ALYA"), dunia.balita("ALYA PUTRI")
    hari = dunia.hari()
    dunia.timbang(hari, old, "9.4")
    merge(dunia, old, kept)
    lembar = dunia.read(open_lembar, hari, kept)
    assert (lembar.nilai.berat_badan, lembar.nomor) == (Decimal("9.40"), 1)
    dunia.act(save_ukur, hari, kept, NilaiUkur(Decimal("9.5")))
    assert dunia.sql("SELECT count(*) FROM isian") == [(1,)]
    assert dunia.sql("SELECT count(*) FROM kehadiran") == [(1,)]
    assert dunia.read(open_lembar, hari, kept).nilai.berat_badan == Decimal("9.50")


def test_merged_one_came_once(dunia: Dunia) -> None:
    old, kept = dunia.balita("ALYA"), dunia.balita("ALYA PUTRI")
    hari = dunia.hari()
    dunia.act(mark_hadir, hari, old)
    dunia.act(mark_hadir, hari, kept)
    merge(dunia, old, kept)
    assert [(a.nomor, a.orang.id) for a in dunia.read(list_antrean, hari)] == [(1, kept)]
    counts = dunia.read(ringkas, hari)
    assert (counts.sasaran, counts.hadir, counts.belum) == (1, 1, 0)
    assert dunia.read(list_belum, hari) == ()
    assert dunia.act(mark_hadir, hari, old)[1].tindakan == ()
    (found,) = dunia.read(search, "1", tanggal=HARI_INI, hari_id=hari)
    assert found.orang.id == kept
    for _ in range(2):  # both attendances can be taken back
        dunia.act(unmark_hadir, hari, kept)
    assert dunia.read(list_antrean, hari) == ()


def test_merged_pair_weighed_twice_in_a_month_is_one_d(dunia: Dunia) -> None:
    old, kept = dunia.balita("ALYA"), dunia.balita("ALYA PUTRI")
    hari = dunia.hari()
    dunia.timbang(hari, old, "9.4")
    dunia.timbang(hari, kept, "9.4")
    merge(dunia, old, kept)
    laporan = dunia.read(open_skdn, MELATI_ID, "2026-11", today=HARI_INI)
    assert [laporan.tabel.jumlah(k) for k in ("S", "K", "D")] == [1, 1, 1]
    assert [o.id for o in list_angka(laporan, "D")] == [kept]


def test_search_finds_only_the_one_that_stands(dunia: Dunia) -> None:
    old, kept = dunia.balita("ALYA PUTRI"), dunia.balita("ALYA PUTRI")
    merge(dunia, old, kept)
    found = dunia.read(search, "alya putri", tanggal=HARI_INI)
    assert [k.orang.id for k in found] == [kept]
