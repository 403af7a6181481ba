"""Papers around the day: invitations, tickets, visits, the last page, and the text for WhatsApp."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date

import pytest
from lembar_terbaca import text_of
from pypdf import PdfReader

from pembuat import BULAN_LALU, HARI_INI, MELATI_ID, Dunia, make_warga
from sipd_desktop.base.errors import NotAllowed, UserError
from sipd_desktop.render.halaman import pages_of
from sipd_desktop.render.pdf import pdf_bytes
from sipd_desktop.rules.jadwal import Jadwal
from sipd_desktop.rules.karcis import make_kode, read_kode
from sipd_desktop.services.cari import search
from sipd_desktop.services.catat import Petugas
from sipd_desktop.services.hari.bidan import Jawaban, save_jawaban
from sipd_desktop.services.hari.hadir import list_antrean, list_belum, mark_hadir
from sipd_desktop.services.hari.ke_bidan import set_ke_bidan
from sipd_desktop.services.hari.keadaan import close_hari
from sipd_desktop.services.kader import add_kader
from sipd_desktop.services.laporan.akhir_hari import lembar_akhir, open_akhir
from sipd_desktop.services.laporan.daftar import LAPORAN, find_laporan
from sipd_desktop.services.laporan.jenis import Diminta
from sipd_desktop.services.laporan.kunjungan import lembar_kunjungan, open_kunjungan
from sipd_desktop.services.laporan.ringkasan_wa import (
    PANJANG,
    fold_small,
    open_ringkasan,
    ringkasan,
)
from sipd_desktop.services.laporan.skdn import list_angka
from sipd_desktop.services.laporan.terbit import issue, note_issued
from sipd_desktop.services.laporan.tiket import lembar_tiket, open_tiket
from sipd_desktop.services.laporan.undangan import lembar_undangan, open_undangan
from sipd_desktop.services.rencana import set_jadwal
from sipd_desktop.spec.lembar import LembarKarcis, Paragraf, Tabel

pytestmark = pytest.mark.usefixtures("qapp")  # drawing must not start a Qt without windows

NIK = "3399072204050001"


@pytest.fixture
def kampung(dunia: Dunia) -> Dunia:
    """Three children of two RT, a pregnant woman, a lansia; today one child falls in weight."""
    with dunia.buku.write() as conn:
        make_warga(conn, dunia.petugas, "SRI HAMIL", hamil=True, rt="001")
        make_warga(conn, dunia.petugas, "KARTI TUA", tanggal_lahir="1950-01-01", rt="002")
    alya = dunia.balita("ALYA", rt="001", nik=NIK)
    bima = dunia.balita("BIMA", rt="002")
    dunia.balita("CITRA", rt="002")
    lalu = dunia.hari(BULAN_LALU)
    dunia.timbang(lalu, alya, "7.2")
    dunia.timbang(lalu, bima, "11.0")
    hari = dunia.hari(HARI_INI)
    dunia.timbang(hari, alya, "7.1")
    dunia.timbang(hari, bima, "11.4")
    return dunia


def hari_of(dunia: Dunia) -> str:
    return str(dunia.one("SELECT id FROM hari_buka WHERE tanggal = ?", HARI_INI.isoformat()))


# undangan


def test_invitation_has_a_page_for_each_rt_and_tells_nobodys_condition(kampung: Dunia) -> None:
    isi = kampung.read(open_undangan, MELATI_ID, HARI_INI)
    sheet = lembar_undangan(isi)
    assert [rt.alamat[:6] for rt in isi.rt] == ["RT 001", "RT 002"]
    assert len(pages_of(sheet)) == 2
    pages = [p.extract_text() for p in PdfReader(io.BytesIO(pdf_bytes(sheet))).pages]
    assert "ALYA" in pages[0]
    assert "SRI HAMIL" in pages[0]
    assert "BIMA" not in pages[0]
    assert "KARTI TUA" in pages[1]
    everything = "\n".join(pages).lower()
    for word in ("ibu hamil", "nifas", "stunting", "gizi", "2t", "garis merah", "berisiko"):
        assert word not in everything
    assert NIK not in everything
    assert "vitamin a" not in everything
    august = lembar_undangan(kampung.read(open_undangan, MELATI_ID, date(2027, 8, 12)))
    assert "vitamin A" in text_of(august)


# karcis


def test_tickets_hold_number_day_and_code_and_nobodys_name(kampung: Dunia) -> None:
    isi = kampung.read(open_tiket, MELATI_ID, HARI_INI)
    sheet = lembar_tiket(isi)
    (block,) = sheet.blok
    assert isinstance(block, LembarKarcis)
    assert [k.nomor for k in block.karcis] == [str(n) for n in range(1, isi.jumlah + 1)]
    assert isi.jumlah % 18 == 0
    for karcis in block.karcis:
        found = read_kode(karcis.kode)
        assert found is not None
        assert str(found.nomor) == karcis.nomor
        assert found.of_hari(hari_of(kampung))
    printed = text_of(sheet)
    for word in ("ALYA", "BIMA", NIK, "KARTI"):
        assert word not in printed


def test_scanned_ticket_finds_the_person_with_that_number_today_only(kampung: Dunia) -> None:
    hari = hari_of(kampung)
    queue = {a.nomor: a.orang.nama for a in kampung.read(list_antrean, hari)}
    assert queue == {1: "ALYA", 2: "BIMA"}

    def scan(code: str, hari_id: str | None = hari) -> list[str]:
        found = kampung.read(search, code, tanggal=HARI_INI, hari_id=hari_id)
        return [k.orang.nama for k in found]

    assert scan(make_kode(hari, 2)) == ["BIMA"]
    assert scan(make_kode(hari, 2).lower()) == ["BIMA"]
    assert scan(make_kode(hari, 3)) == []
    assert scan(make_kode("hari lain", 2)) == []
    assert scan(make_kode(hari, 2), None) == []


# kunjungan


def test_visits_are_those_of_the_list_on_the_screen(kampung: Dunia) -> None:
    isi = kampung.read(open_kunjungan, MELATI_ID, HARI_INI)
    belum = kampung.read(list_belum, hari_of(kampung))
    assert [o.nama for _, people in isi.belum for o in people] == ["CITRA"]
    assert isi.jumlah == sum(len(g.orang) for g in belum) == 1
    assert [(c.orang.nama, c.tanggal) for c in isi.cek] == [("ALYA", date(2026, 11, 28))]
    printed = text_of(lembar_kunjungan(isi))
    assert "CITRA" in printed
    assert "belum pernah" in printed
    for word in ("BGM", "garis merah", "gizi", NIK, "7,1"):
        assert word not in printed


def test_papers_after_a_day_need_that_day(kampung: Dunia) -> None:
    for make in (open_kunjungan, open_akhir, open_ringkasan):
        with pytest.raises(UserError, match="hari-tidak-ada"):
            kampung.read(make, MELATI_ID, date(2026, 11, 20))


def test_bidan_settles_whose_news_is_asked_for(kampung: Dunia) -> None:
    """She sent the referred child home, and referred a grandmother whom nobody had judged."""
    hari = hari_of(kampung)
    rina, _ = kampung.act(add_kader, posyandu_id=MELATI_ID, nama="Bidan Rina", jabatan="bidan")
    bidan = Petugas(rina, rina)
    alya = kampung.one("SELECT id FROM warga WHERE nama = 'ALYA'")
    karti = kampung.one("SELECT id FROM warga WHERE nama = 'KARTI TUA'")
    kampung.act(mark_hadir, hari, karti)
    kampung.act(set_ke_bidan, hari, karti, True)
    for warga, answer in ((alya, "diperiksa"), (karti, "dirujuk")):
        kampung.write(save_jawaban, bidan, hari, warga, Jawaban(answer))
    isi = kampung.read(open_kunjungan, MELATI_ID, HARI_INI)
    assert [(c.orang.nama, c.tanggal) for c in isi.cek] == [("KARTI TUA", date(2026, 11, 28))]
    rest = kampung.read(open_akhir, MELATI_ID, HARI_INI).sisa
    assert (len(rest.bidan), rest.dijawab) == (2, 2)


def test_kader_prints_the_papers_of_the_day_but_not_the_reports(kampung: Dunia) -> None:
    kader, operator = (
        Petugas(made, made)
        for jabatan in ("kader", "operator")
        for made, _ in [
            kampung.act(add_kader, posyandu_id=MELATI_ID, nama=jabatan, jabatan=jabatan)
        ]
    )
    minta = Diminta(MELATI_ID, "2026-11", HARI_INI)
    for laporan in LAPORAN:
        if laporan.masa == "hari":
            kampung.write(issue, kader, laporan, minta)
            kampung.write(note_issued, kader, laporan, minta)
    with pytest.raises(NotAllowed):
        kampung.write(issue, kader, find_laporan("skdn"), minta)
    day = replace(minta, tanggal=date(2026, 12, 12))
    before = kampung.one("SELECT count(*) FROM lembar_hari")
    with pytest.raises(NotAllowed):
        kampung.write(issue, operator, find_laporan("lembar-hari-buka"), day)
    assert kampung.one("SELECT count(*) FROM lembar_hari") == before == 1


# akhir hari


def test_last_page_is_one_page_and_its_figures_are_the_lists(kampung: Dunia) -> None:
    for n in range(30):
        child = kampung.balita(f"ANAK {n:02d}", rt=f"{n % 16:03d}")
        if n < 20:
            kampung.timbang(hari_of(kampung), child, "6.1")
    isi = kampung.read(open_akhir, MELATI_ID, HARI_INI)
    full = replace(
        isi,
        kepala=replace(isi.kepala, contoh=True),
        kelompok=tuple(replace(k, hadir=1) for k in isi.kelompok),
        sisa=replace(isi.sisa, belum_diukur=3),
    )
    for kertas in ("F4", "A4"):
        assert len(pages_of(lembar_akhir(full, kertas))) == 1
    for kode in ("S", "K", "D", "N", "2T", "BGM"):
        assert isi.laporan.tabel.jumlah(kode) == len(list_angka(isi.laporan, kode))
    sheet = lembar_akhir(isi)
    tables = {t.judul: t for t in sheet.blok if isinstance(t, Tabel)}
    missing = next(b for b in sheet.blok if isinstance(b, Paragraf) and "belum" in b.judul)
    assert missing.judul == "Balita yang belum datang: 11 anak"
    belum = kampung.read(list_belum, hari_of(kampung))
    shown = [int(part.split(": ")[1]) for part in missing.teks.split("; ")]
    assert sum(shown) == sum(len(g.orang) for g in belum) == 11
    came = tables["Yang datang"]
    assert came.jumlah is not None
    assert sum(int(r[2]) for r in came.baris) == int(came.jumlah[2]) == 22
    printed = text_of(sheet)
    assert "halaman 1 dari 1" in printed
    assert NIK not in printed


def test_last_page_counts_people_without_birth_date_too(kampung: Dunia) -> None:
    with kampung.buku.write() as conn:
        nobody = make_warga(conn, kampung.petugas, "TANPA TANGGAL", tanggal_lahir=None)
    kampung.act(mark_hadir, hari_of(kampung), nobody)
    isi = kampung.read(open_akhir, MELATI_ID, HARI_INI)
    came = next(t for t in lembar_akhir(isi).tabel() if t.judul == "Yang datang")
    assert came.baris[-1] == ("Belum ada tanggal lahir", "", "1", "")
    assert came.jumlah is not None
    assert came.jumlah[2] == str(isi.hadir) == "3"


# ringkasan WA


def test_summary_has_counts_and_no_names(kampung: Dunia) -> None:
    kampung.act(set_jadwal, MELATI_ID, Jadwal(tanggal=12))
    text = kampung.read(open_ringkasan, MELATI_ID, HARI_INI)
    lines = text.splitlines()
    assert lines[0] == "*Posyandu Melati 2, Sukamaju*"
    assert "Hari buka Sabtu, 21 November 2026" in lines
    assert "Datang 2 orang" in lines
    assert "Balita: S 3, K 3, D 2, N 1" in lines
    assert "Hari buka berikut: Sabtu, 12 Desember 2026." in lines
    for word in ("ALYA", "BIMA", "CITRA", "SRI", "KARTI", "2T", "BGM", "hamil", NIK[-4:]):
        assert word not in text
    assert len(text) <= PANJANG


def test_summary_says_until_when_only_while_the_day_is_open(kampung: Dunia) -> None:
    for n in range(5):
        kampung.balita(f"ANAK {n}")
    opened = kampung.read(open_ringkasan, MELATI_ID, HARI_INI)
    assert "Belum datang 6 balita, mohon diajak sampai 24 November 2026." in opened
    kampung.act(close_hari, hari_of(kampung))
    closed = kampung.read(open_ringkasan, MELATI_ID, HARI_INI)
    assert "Belum datang 6 balita, mohon diajak." in closed


def test_summary_never_grows_too_long_to_scan(kampung: Dunia) -> None:
    isi = kampung.read(open_akhir, MELATI_ID, HARI_INI)
    long = replace(isi.kepala, posyandu="Melati " * 14, desa="Suka " * 20, contoh=True)
    text = ringkasan(replace(isi, kepala=long), date(2027, 2, 12))
    assert len(text) <= PANJANG
    assert text.startswith("CONTOH")


@pytest.mark.parametrize(
    ("counts", "told"),
    [
        ([("balita", 52), ("lansia", 21)], [("balita", 52), ("lansia", 21)]),
        ([("balita", 3), ("lansia", 6)], [("balita", 3), ("lansia", 6)]),
        (
            [("balita", 52), ("ibu hamil", 4), ("dewasa", 3), ("lansia", 21)],
            [("balita", 52), ("lansia", 21), ("lainnya", 7)],
        ),
        (
            [("balita", 52), ("ibu hamil", 1), ("dewasa", 8), ("lansia", 21)],
            [("balita", 52), ("lansia", 21), ("lainnya", 9)],
        ),
        ([("balita", 52), ("ibu hamil", 2)], []),
        ([("balita", 52), ("ibu hamil", 2), ("lainnya", 3)], [("balita", 52), ("lainnya", 5)]),
    ],
)
def test_small_groups_are_never_told_alone(
    counts: list[tuple[str, int]], told: list[tuple[str, int]]
) -> None:
    assert fold_small(counts) == told
    hidden = [n for word, n in fold_small(counts) if word != "balita"]
    assert all(n >= 5 for n in hidden)
