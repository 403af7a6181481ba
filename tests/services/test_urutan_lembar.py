"""A number on the printed sheet never comes to mean another child."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from pembuat import HARI_INI, MELATI_ID, Dunia, make_warga
from sipd_desktop.services.catat import Niat
from sipd_desktop.services.hari.kehamilan import mark_hamil
from sipd_desktop.services.hari.susulan import open_susulan
from sipd_desktop.services.hari.ukur_umum import save_umum
from sipd_desktop.services.hari.urutan_lembar import freeze_urutan, list_lembar, list_urutan
from sipd_desktop.services.laporan.daftar import Diminta, find_laporan
from sipd_desktop.services.laporan.lembar_hari import open_lembar_hari
from sipd_desktop.services.laporan.terbit import issue
from sipd_desktop.spec.lembar import Tabel

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


def test_the_other_groups_are_numbered_after_the_balita_and_keyed_by_their_number(
    dunia: Dunia,
) -> None:
    dunia.balita("BUDI")
    with dunia.buku.write() as conn:
        old = make_warga(conn, dunia.petugas, "KARTI", tanggal_lahir="1950-01-01")
        her = make_warga(conn, dunia.petugas, "SRI", tanggal_lahir="1997-01-01")
    dunia.act(mark_hamil, her, date(2026, 11, 1), hpht=date(2026, 6, 1))
    seen = dunia.read(open_lembar_hari, *HARI)
    made, _ = dunia.act(
        issue,
        find_laporan("lembar-hari-buka"),
        Diminta(MELATI_ID, "2026-11", tanggal=HARI_INI, today=HARI_INI),
    )
    cells = [row for blok in made.lembar.blok if isinstance(blok, Tabel) for row in blok.baris]
    printed = {row[1].split("\n")[0]: row[0] for row in cells if row[0] and row[1]}
    assert printed == {"BUDI": "1", "SRI": "2", "KARTI": "3"}
    assert seen.kode == dunia.read(list_lembar, *HARI)[-1].kode
    dunia.balita("AAN")  # the next print: behind all the others
    again = dunia.act(freeze_urutan, *HARI, (her, old))[0]
    assert again.urutan[1:3] == (her, old)
    hari = dunia.hari()
    dunia.act(save_umum, hari, old, {"berat_badan": Decimal(50)})
    sheet = dunia.read(open_susulan, hari)
    assert [(b.nomor, b.orang.nama, b.selesai) for b in sheet.baris] == [
        (1, "BUDI", False),
        (2, "SRI", False),
        (3, "KARTI", True),
        (4, "AAN", False),
    ]
    assert sheet.next_after(2).nomor == 4
