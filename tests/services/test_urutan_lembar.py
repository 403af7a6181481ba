"""A number on the printed sheet never comes to mean another child."""

from __future__ import annotations

from datetime import date

from pembuat import HARI_INI, MELATI_ID, Dunia
from sipd_desktop.services.catat import Niat
from sipd_desktop.services.hari.urutan_lembar import freeze_urutan, list_lembar, list_urutan

HARI = (MELATI_ID, HARI_INI)


def names(dunia: Dunia, kode: str = "") -> list[tuple[int, str, bool]]:
    rows = dunia.read(list_urutan, *HARI, kode)
    return [(r.nomor, r.orang.nama, r.di_lembar) for r in rows]


def change(dunia: Dunia, warga: str, **values: object) -> None:
    with dunia.buku.write() as conn:
        niat = Niat(conn, dunia.petugas)
        niat.update("warga", warga, values)  # type: ignore[arg-type]
        niat.done()


def test_order_is_dusun_rw_rt_then_name(dunia: Dunia) -> None:
    dunia.balita("ZAHRA", rt="001")
    dunia.balita("BUDI", rt="002")
    dunia.balita("AGUS", rt="002")
    dunia.balita("CICI", rt="001", dusun="ANGGREK")
    dunia.balita("TUA", tanggal_lahir="2020-01-01")
    assert [n for _, n, _ in names(dunia)] == ["CICI", "ZAHRA", "AGUS", "BUDI"]


def test_a_newcomer_or_a_corrected_name_shifts_no_printed_number(dunia: Dunia) -> None:
    zahra = dunia.balita("ZAHRA")
    dunia.balita("BUDI")
    sheet, _ = dunia.act(freeze_urutan, *HARI)
    dunia.balita("AAN")
    change(dunia, zahra, nama="AZAHRA")
    assert names(dunia) == [(1, "BUDI", True), (2, "AZAHRA", True), (3, "AAN", False)]
    again, _ = dunia.act(freeze_urutan, *HARI)
    assert again.urutan[:2] == sheet.urutan
    assert names(dunia)[2] == (3, "AAN", True)
    assert len(dunia.read(list_lembar, *HARI)) == 1, "the first sheet is part of the second"


def test_printing_the_same_order_twice_writes_nothing(dunia: Dunia) -> None:
    dunia.balita("BUDI")
    _, first = dunia.act(freeze_urutan, *HARI)
    before = dunia.one("SELECT count(*) FROM tindakan")
    _, second = dunia.act(freeze_urutan, *HARI)
    assert first.kinds == {"lembar_hari"}
    assert not second.kinds
    assert dunia.one("SELECT count(*) FROM tindakan") == before


def test_a_child_that_went_leaves_its_number_empty(dunia: Dunia) -> None:
    dunia.balita("AGUS")
    gone = dunia.balita("BUDI")
    dunia.balita("CICI")
    dunia.act(freeze_urutan, *HARI)
    with dunia.buku.write() as conn:
        niat = Niat(conn, dunia.petugas)
        niat.void("warga", gone)
        niat.done()
    dunia.balita("AAN")
    assert names(dunia) == [(1, "AGUS", True), (3, "CICI", True), (4, "AAN", False)]


def test_a_merged_child_keeps_the_number_printed_for_it(dunia: Dunia) -> None:
    double = dunia.balita("ALYA P")
    real = dunia.balita("ALYA PUTRI")
    dunia.act(freeze_urutan, *HARI)
    change(dunia, double, digabung_ke=real)
    assert names(dunia) == [(1, "ALYA PUTRI", True)]


def test_two_sheets_of_two_laptops_are_told_apart_by_their_code(dunia: Dunia) -> None:
    """What another laptop printed arrives as a row of its own: both stay readable."""
    budi, agus = dunia.balita("BUDI"), dunia.balita("AGUS")
    ours, _ = dunia.act(freeze_urutan, *HARI)
    with dunia.buku.write() as conn:
        niat = Niat(conn, dunia.petugas)
        row = {"posyandu_id": MELATI_ID, "tanggal": HARI_INI.isoformat(), "urutan": [budi, agus]}
        niat.insert("lembar_hari", "lain", {**row, "dicetak_pada": "2026-11-20T00:00:00.000Z"})
        niat.done()
    theirs = next(s for s in dunia.read(list_lembar, *HARI) if s.kode != ours.kode)
    assert [n for _, n, _ in names(dunia, ours.kode)] == ["AGUS", "BUDI"]
    assert [n for _, n, _ in names(dunia, theirs.kode)] == ["BUDI", "AGUS"]


def test_another_day_has_a_sheet_of_its_own(dunia: Dunia) -> None:
    dunia.balita("BUDI")
    dunia.act(freeze_urutan, *HARI)
    assert not dunia.read(list_lembar, MELATI_ID, date(2026, 12, 19))
