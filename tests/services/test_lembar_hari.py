"""Lembar Hari Buka: order and numbers of the service, BB minimal of the rules, nothing of NIK."""

from __future__ import annotations

import io
from datetime import date

import pytest
from lembar_terbaca import text_of
from pypdf import PdfReader

from pembuat import BULAN_LALU, MELATI_ID, Dunia, make_keluarga, make_warga
from sipd_desktop.base.errors import UserError
from sipd_desktop.render.pdf import pdf_bytes
from sipd_desktop.rules.jadwal import Jadwal
from sipd_desktop.rules.periode import Periode
from sipd_desktop.services.hari.hadir import mark_hadir
from sipd_desktop.services.hari.urutan_lembar import freeze_urutan, list_urutan
from sipd_desktop.services.laporan.daftar import find_laporan
from sipd_desktop.services.laporan.jenis import Diminta
from sipd_desktop.services.laporan.lembar_hari import BARIS_BARU, lembar_hari, open_lembar_hari
from sipd_desktop.services.laporan.terbit import day_of, issue
from sipd_desktop.services.rencana import set_jadwal
from sipd_desktop.spec.lembar import Kertas, Lembar, Tabel

pytestmark = pytest.mark.usefixtures("qapp")  # drawing must not start a Qt without windows

NIK = "3399072204050001"
H = date(2026, 11, 28)
MM = 25.4 / 72


@pytest.fixture
def kampung(dunia: Dunia) -> Dunia:
    """Five children of two RT; two of them are of one household, one has no weight last month."""
    with dunia.buku.write() as conn:
        rumah = make_keluarga(conn, dunia.petugas, rt="002", no_kk="3399071234567890")
    zaki = dunia.balita("ZAKI", keluarga_id=rumah, nik=NIK)
    dunia.balita("BIMA", keluarga_id=rumah, tanggal_lahir="2026-09-03")
    alya = dunia.balita("ALYA", rt="001")
    dunia.balita("CITRA", rt="002")
    dunia.balita("DIMAS", rt="001", jenis_kelamin=1)
    hari = dunia.hari(BULAN_LALU)
    dunia.timbang(hari, zaki, "10.9")
    dunia.timbang(hari, alya, "11.25")
    return dunia


def rows_of(sheet: Lembar) -> tuple[tuple[str, ...], ...]:
    return sheet.blok[0].baris if isinstance(sheet.blok[0], Tabel) else ()


def test_rows_stand_in_the_order_and_with_the_numbers_of_the_service(kampung: Dunia) -> None:
    order = kampung.read(list_urutan, MELATI_ID, H)
    isi = kampung.read(open_lembar_hari, MELATI_ID, H)
    assert [(b.nomor, b.orang.id) for b in isi.balita] == [(r.nomor, r.orang.id) for r in order]
    assert [b.orang.nama for b in isi.balita] == ["ALYA", "DIMAS", "BIMA", "ZAKI", "CITRA"]
    printed = text_of(lembar_hari(isi))
    places = [printed.index(b.orang.nama) for b in isi.balita]
    assert places == sorted(places)


def test_last_weights_and_the_least_weight_for_n(kampung: Dunia) -> None:
    """27 completed months: KBM 200 g; without a weight last month nothing is promised."""
    rows = {r[1].split("\n")[0]: r for r in rows_of(lembar_hari(_isi(kampung)))}
    assert rows["ALYA"][3:7] == ("27", "11,25", "–", "11,45")
    assert rows["ZAKI"][3:7] == ("27", "10,9", "–", "11,1")
    assert rows["CITRA"][3:7] == ("27", "–", "–", "–")
    assert rows["BIMA"][-1] == "□ ASI"
    assert rows["ALYA"][-1] == ""


def _isi(dunia: Dunia, day: date = H) -> object:
    return dunia.read(open_lembar_hari, MELATI_ID, day)


def test_weight_of_an_older_month_says_which_month(kampung: Dunia) -> None:
    sheet = lembar_hari(_isi(kampung, date(2026, 12, 12)))
    alya = next(r for r in rows_of(sheet) if r[1].startswith("ALYA"))
    assert alya[4:7] == ("11,25 (Okt)", "–", "–")


def test_vitamin_a_and_worm_medicine_are_ticked_in_their_months_only(kampung: Dunia) -> None:
    sheet = lembar_hari(_isi(kampung, date(2027, 2, 12)))
    ticks = {r[1].split("\n")[0]: r[-1] for r in rows_of(sheet)}
    assert ticks["ALYA"] == "□ Vit A\n□ Cacing"
    assert ticks["BIMA"] == "□ ASI"


def test_blank_columns_stand_in_screen_order(kampung: Dunia) -> None:
    from sipd_desktop.ui.hari import kolom  # the screen's own order

    table = lembar_hari(_isi(kampung)).blok[0]
    assert isinstance(table, Tabel)
    today = [k.judul for k in table.kolom if k.grup == "Hari ini"]
    assert today == [*(kolom.kolom(key).singkat for key in kolom.ANGKA[:4]), "Centang"]


def test_printing_holds_the_order_and_a_child_added_later_comes_last(kampung: Dunia) -> None:
    before = _isi(kampung)
    minta = Diminta(MELATI_ID, "2026-11", H)
    made, _ = kampung.act(issue, find_laporan("lembar-hari-buka"), minta)
    assert made.angka["balita"] == 5
    kampung.balita("AAN", rt="001")
    after = _isi(kampung)
    assert [b.orang.nama for b in after.balita][-1] == "AAN"
    assert [b.orang.id for b in after.balita][:5] == [b.orang.id for b in before.balita]
    assert after.kode == before.kode
    heads = [k.judul for k in lembar_hari(after).blok[0].kelompok]
    assert heads[0].startswith("RT 001 / RW 001, Krajan: 2 anak")
    assert heads[-1] == "RT 001 / RW 001, Krajan (tambahan): 1 anak"


def test_looking_at_the_sheet_holds_nothing(kampung: Dunia) -> None:
    _isi(kampung)
    assert kampung.one("SELECT count(*) FROM lembar_hari") == 0
    kampung.act(freeze_urutan, MELATI_ID, H)
    assert kampung.one("SELECT count(*) FROM lembar_hari") == 1


@pytest.mark.parametrize(("kertas", "sisi"), [("F4", (215, 330)), ("A4", (210, 297))])
def test_paper_is_exact_and_says_its_page_and_no_nik(
    kampung: Dunia, kertas: Kertas, sisi: tuple[int, int]
) -> None:
    for n in range(25):
        kampung.balita(f"ANAK {n:02d}", rt="003")
    reader = PdfReader(io.BytesIO(pdf_bytes(lembar_hari(_isi(kampung), kertas))))
    assert len(reader.pages) >= 2
    for number, page in enumerate(reader.pages, start=1):
        box = page.mediabox
        assert float(box.width) * MM == pytest.approx(sisi[0], abs=0.01)
        assert float(box.height) * MM == pytest.approx(sisi[1], abs=0.01)
        text = page.extract_text()
        assert f"halaman {number} dari {len(reader.pages)}" in text
        assert "Rahasia" in text
    everything = "".join(page.extract_text() for page in reader.pages)
    assert NIK not in everything
    assert NIK[-6:] not in everything
    assert "1234567890" not in everything
    assert f"B{BARIS_BARU}" in everything


def test_household_is_never_parted_by_a_page(dunia: Dunia) -> None:
    """Fourteen households of three children: every page ends with a whole one."""
    with dunia.buku.write() as conn:
        homes = [make_keluarga(conn, dunia.petugas) for _ in range(14)]
    for home_number, home in enumerate(homes):
        for child in range(3):
            dunia.balita(f"K{home_number:02d} ANAK {child}", keluarga_id=home)
    sheet = lembar_hari(_isi(dunia))
    pages = [p.extract_text() for p in PdfReader(io.BytesIO(pdf_bytes(sheet))).pages]
    assert sum("ANAK" in p for p in pages) >= 2
    for page in pages:
        for number in range(len(homes)):
            assert page.count(f"K{number:02d} ANAK") in (0, 3)


def test_day_of_a_month_is_the_one_held_else_the_planned_one(kampung: Dunia) -> None:
    assert kampung.read(day_of, MELATI_ID, Periode(2026, 10)) == BULAN_LALU
    with pytest.raises(UserError, match="rencana-belum-ada"):
        kampung.read(day_of, MELATI_ID, Periode(2026, 12))
    kampung.act(set_jadwal, MELATI_ID, Jadwal(tanggal=12))
    assert kampung.read(day_of, MELATI_ID, Periode(2026, 12)) == date(2026, 12, 12)


def test_second_part_lists_the_other_groups_with_the_measures_of_their_forms(
    kampung: Dunia,
) -> None:
    with kampung.buku.write() as conn:
        ibu = make_warga(conn, kampung.petugas, "SRI HAMIL", hamil=True)
        make_warga(conn, kampung.petugas, "KARTI TUA", tanggal_lahir="1950-01-01", nik=NIK[::-1])
        came = make_warga(conn, kampung.petugas, "DEDI DATANG", jenis_kelamin=1)
        make_warga(conn, kampung.petugas, "TONO TIDAK PERNAH", jenis_kelamin=1)
    kampung.act(mark_hadir, kampung.hari(BULAN_LALU), came)
    assert ibu
    sheet = lembar_hari(_isi(kampung))
    tables = {b.judul.split(":")[0]: b for b in sheet.blok if isinstance(b, Tabel)}
    columns = {k: [c.judul for c in t.kolom if c.grup == "Hari ini"] for k, t in tables.items()}
    assert columns["Ibu hamil"] == ["BB", "LiLA", "TD", "Catatan"]
    assert columns["Lansia"] == columns["Dewasa"] == ["BB", "TB", "LP", "TD", "GDS", "Catatan"]
    assert [r[1] for r in tables["Ibu hamil"].baris if r[1]] == ["SRI HAMIL"]
    assert [r[1:4] for r in tables["Lansia"].baris if r[1]] == [("KARTI TUA", "P", "76 th")]
    assert [r[1] for r in tables["Dewasa"].baris if r[1]] == ["DEDI DATANG"]
    assert tables["Dewasa"].judul == "Dewasa: 1 orang yang datang setahun ini"
    printed = text_of(sheet)
    assert "TONO" not in printed
    assert NIK[::-1] not in printed
