"""Printed sheets: exact paper, nothing lost, nothing cut badly, legible."""

import io
import os
import re
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pypdf
import pytest
from contoh_cetak import lembar_anak, skdn

from sipd_desktop.render.halaman import NAMA_LENGKAP, pages_of
from sipd_desktop.render.pdf import pdf_bytes, write_pdf
from sipd_desktop.render.png import page_images, write_png
from sipd_desktop.spec.lembar import (
    DataKms,
    GrafikKms,
    Kelompok,
    Kolom,
    Lembar,
    Paragraf,
    Penanda,
    Tabel,
    TandaTangan,
)

MM_PER_POINT = 25.4 / 72
NAMA = (Kolom("No", rata="kanan"), Kolom("Nama", bobot=1), Kolom("Isi", bobot=3))


def reader(lembar):
    return pypdf.PdfReader(io.BytesIO(pdf_bytes(lembar)), strict=True)


def texts(lembar):
    """Text of each page with single spaces."""
    return [" ".join(page.extract_text().split()) for page in reader(lembar).pages]


def tabel(baris, **lain):
    isi = tuple((str(i), f"orang{i}", f"catatan{i}") for i in range(baris))
    return Tabel(kolom=NAMA, baris=isi, **lain)


@pytest.mark.parametrize("arah", ["tegak", "mendatar"])
@pytest.mark.parametrize(("kertas", "sisi"), [("A4", (210, 297)), ("F4", (215, 330))])
def test_paper_is_exact(kertas, sisi, arah):
    pages = reader(skdn(40, kertas=kertas, arah=arah)).pages
    want = sisi if arah == "tegak" else sisi[::-1]
    assert len(pages) >= 2
    for page in pages:
        for box in (page.mediabox, page.trimbox):
            got = (float(box.width) * MM_PER_POINT, float(box.height) * MM_PER_POINT)
            assert got == pytest.approx(want, abs=0.01)


def test_sheets_of_different_paper_in_one_file_keep_their_size():
    pages = reader([skdn(kertas="A4"), lembar_anak(kertas="F4"), skdn(kertas="A4")]).pages
    heights = [round(float(page.mediabox.height) * MM_PER_POINT) for page in pages]
    assert heights.count(330) == 2
    assert heights[0] == heights[-1] == 297


def test_every_offset_of_the_file_is_true():
    data = pdf_bytes(skdn(30))
    start = int(re.search(rb"startxref\n(\d+)", data).group(1))
    assert data[start : start + 4] == b"xref"
    entries = re.findall(rb"(\d{10}) 00000 n", data[start:])
    assert len(entries) > 10
    for number, offset in enumerate(entries, start=1):
        assert data[int(offset) :].startswith(b"%d 0 obj" % number)


def test_each_page_says_where_it_is_and_what_made_it():
    pages = texts(skdn(80))
    assert len(pages) >= 3
    for number, text in enumerate(pages, start=1):
        assert f"halaman {number} dari {len(pages)}" in text
        assert NAMA_LENGKAP in text


def test_text_can_be_searched_with_spaces_and_decimals():
    text = texts(lembar_anak())[0]
    assert "Alya Contoh, perempuan, 27 bln (2 th 3 bln)" in text
    assert "6,6" in text
    assert "bulan lalu tidak ditimbang" in text
    assert not any("\t" in page.extract_text() for page in reader(lembar_anak()).pages)


def test_every_row_is_printed_once_in_order_under_a_heading():
    pages = texts(Lembar("Daftar", blok=(tabel(200),)))
    assert len(pages) >= 4
    for page in pages:
        assert "No Nama Isi" in page
    found = [int(n) for page in pages for n in re.findall(r"catatan(\d+)", page)]
    assert found == list(range(200))


def test_a_row_of_many_lines_is_not_cut():
    isi = tuple((str(i), f"orang{i}", f"awal{i} " + "kata " * 60 + f"akhir{i}") for i in range(30))
    pages = texts(Lembar("Daftar", blok=(Tabel(kolom=NAMA, baris=isi),)))
    assert len(pages) >= 2
    for i in range(30):
        holders = [n for n, page in enumerate(pages) if re.search(rf"\b(awal|akhir){i}\b", page)]
        assert len(holders) == 1, f"row {i} on pages {holders}"


def test_a_cell_longer_than_a_page_loses_no_word():
    words = " ".join(f"kata{i}" for i in range(3000))
    pages = texts(Lembar("Daftar", blok=(Tabel(kolom=NAMA, baris=(("1", "a", words),)),)))
    found = [int(n) for page in pages for n in re.findall(r"\bkata(\d+)\b", page)]
    assert found == list(range(3000))


@pytest.mark.parametrize("besar", [3, 5, 7, 8])
def test_a_family_stays_on_one_page(besar):
    kelompok = tuple(Kelompok(i, f"KK{i:03d}", utuh=True) for i in range(0, 150, besar))
    pages = texts(Lembar("Keluarga", blok=(tabel(150, kelompok=kelompok),)))
    assert len(pages) >= 3
    for start in range(0, 150, besar):
        rows = range(start, min(start + besar, 150))
        marks = [f"KK{start:03d}", *(f"catatan{i}" for i in rows)]
        holders = {n for n, page in enumerate(pages) for m in marks if re.search(rf"\b{m}\b", page)}
        assert len(holders) == 1, f"family {start} on pages {holders}"


@pytest.mark.parametrize("baris", range(20, 60, 3))
def test_signatures_are_whole_and_never_alone(baris):
    sign = TandaTangan("Sukamaju, 22 November 2026", (Penanda("Ketua", "Siti"), Penanda("Bidan")))
    pages = texts(Lembar("Daftar", blok=(tabel(baris), sign)))
    last = pages[-1]
    assert all(word in last for word in ("Sukamaju, 22 November 2026", "Ketua", "Siti", "Bidan"))
    assert len(re.findall(r"catatan\d+", last)) >= 2


def test_nothing_is_smaller_than_ten_points():
    sizes = []

    def visit(text, user, matrix, _font, size):
        if text.strip():
            sizes.append(size * abs(user[3] * matrix[3]))

    for lembar in (skdn(40, contoh=True), lembar_anak()):
        for page in reader(lembar).pages:
            page.extract_text(visitor_text=visit)
    assert len(sizes) > 200
    assert min(sizes) >= 9.99


@pytest.mark.parametrize("lembar", [skdn(30), lembar_anak(kertas="A4"), skdn(30, arah="mendatar")])
def test_margins_are_twelve_millimetres_or_more(lembar):
    for image in page_images(lembar, dpi=127):  # 5 dots per millimetre
        small = image.convertToFormat(image.Format.Format_Grayscale8)
        data, stride = bytes(small.constBits()), small.bytesPerLine()
        width, height, margin = small.width(), small.height(), 12 * 5
        rows = [data[y * stride : y * stride + width] for y in range(height)]
        blank = bytes([255])
        assert all(not row.strip(blank) for row in rows[:margin] + rows[-margin:])
        assert all(not (row[:margin] + row[-margin:]).strip(blank) for row in rows)


def test_a_made_up_sheet_says_so_on_every_page():
    marked, real = skdn(60, contoh=True), skdn(60)
    assert all("CONTOH" in text for text in texts(marked))
    assert not any("CONTOH" in text for text in texts(real))
    page, plain = page_images(marked)[0], page_images(real)[0]
    middle = page.copy(page.width() // 4, page.height() // 3, page.width() // 2, page.height() // 3)
    reds = sum(
        middle.pixelColor(x, y).red() - middle.pixelColor(x, y).blue() > 15
        for x in range(0, middle.width(), 4)
        for y in range(0, middle.height(), 4)
    )
    assert reds > 500
    assert plain.size() == page.size()


def test_a_sheet_with_names_says_it_is_secret():
    assert all("Rahasia" in text for text in texts(lembar_anak()))
    assert not any("Rahasia" in text for text in texts(skdn()))


def test_an_empty_table_says_so():
    assert "Tidak ada data." in texts(Lembar("Daftar", blok=(tabel(0),)))[0]


def test_a_sheet_without_blocks_is_one_page():
    assert len(pages_of(Lembar("Kosong"))) == 1


def test_a_heading_is_not_left_at_the_foot_of_a_page():
    for lines in range(40, 62):
        text = Paragraf("\n".join(f"baris{i}" for i in range(lines)))
        pages = texts(Lembar("Daftar", blok=(text, tabel(4, judul="Judul tabel"))))
        holder = next(page for page in pages if "Judul tabel" in page)
        assert "catatan1" in holder


def test_the_growth_chart_is_in_the_pdf_with_the_names_of_its_lines():
    text = texts(lembar_anak())[0]
    assert "KMS anak perempuan" in text
    assert text.count("garis") >= 2
    assert "merah" in text
    assert "oranye" in text


def test_a_chart_without_points_or_lines_is_drawn():
    lembar = Lembar("Balita", blok=(GrafikKms(DataKms("L", (), ())),))
    assert "Belum ada penimbangan" in texts(lembar)[0]


def test_previews_are_the_pages_of_the_pdf(tmp_path):
    lembar = skdn(60)
    paths = write_png(tmp_path, "skdn", lembar)
    write_pdf(tmp_path / "skdn.pdf", lembar)
    assert len(paths) == len(pypdf.PdfReader(tmp_path / "skdn.pdf").pages)
    assert [p.name for p in paths][:2] == ["skdn-1.png", "skdn-2.png"]
    assert all(p.read_bytes().startswith(b"\x89PNG") for p in paths)


def test_sheets_are_written_beside_the_window_and_each_other():
    """The window writes in a thread of its own, while it goes on drawing."""
    lembar = [skdn(30 + i, contoh=bool(i % 2)) for i in range(4)]
    with ThreadPoolExecutor(4) as threads:
        running = [threads.submit(pdf_bytes, one) for one in lembar * 3]
        for one in lembar * 3:
            page_images(one, dpi=40)
        made = [job.result(timeout=60) for job in running]
    for one, data in zip(lembar * 3, made, strict=True):
        alone = pypdf.PdfReader(io.BytesIO(pdf_bytes(one)))
        beside = pypdf.PdfReader(io.BytesIO(data))
        assert [p.extract_text() for p in alone.pages] == [p.extract_text() for p in beside.pages]


def test_a_pdf_is_made_without_any_window_system(tmp_path):
    """As the command line does: no application, no display, no platform chosen."""
    script = (
        "import sys; from pathlib import Path; sys.path.insert(0, sys.argv[2])\n"
        "from contoh_cetak import skdn, lembar_anak\n"
        "from sipd_desktop.render.pdf import write_pdf\n"
        "write_pdf(Path(sys.argv[1]), [skdn(), lembar_anak()])\n"
    )
    drop = ("QT_QPA_PLATFORM", "DISPLAY", "WAYLAND_DISPLAY")
    environment = {k: v for k, v in os.environ.items() if k not in drop}
    path = tmp_path / "a.pdf"
    here = str(Path(__file__).parent)
    done = subprocess.run(
        [sys.executable, "-c", script, str(path), here],
        env=environment,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert len(pypdf.PdfReader(path).pages) >= 3
