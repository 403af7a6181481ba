"""The QR that is drawn is the QR that was made: read back from the pixels of paper and screen."""

from __future__ import annotations

import pytest
import segno
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QImage, QPainter

from sipd_desktop.render.halaman import pages_of
from sipd_desktop.render.karcis import ticket_rows
from sipd_desktop.render.qr import TEPI, matrix, paint_qr, qr_image
from sipd_desktop.spec.lembar import HalamanBaru, Karcis, Lembar, LembarKarcis, Paragraf

TEKS = "Posyandu Melati 2: datang 60 orang, D/S 78 %\n" * 14


def read_pixels(image: QImage, modules: int) -> tuple[bytes, ...]:
    """Black or white in the middle of each module."""
    unit = image.width() / modules
    return tuple(
        bytes(
            QColor(image.pixel(int((x + 0.5) * unit), int((y + 0.5) * unit))).lightness() < 128
            for x in range(modules)
        )
        for y in range(modules)
    )


def with_margin(rows: tuple[bytes, ...]) -> tuple[bytes, ...]:
    wide = len(rows) + 2 * TEPI
    empty = (bytes(wide),) * TEPI
    return (*empty, *(bytes(TEPI) + row + bytes(TEPI) for row in rows), *empty)


@pytest.mark.parametrize("teks", ["KQ7M2X0174", TEKS[:350], TEKS[:700]])
def test_screen_code_is_what_segno_made(teks: str) -> None:
    image = qr_image(teks, 560)
    made = segno.make(teks, error="l", micro=False, boost_error=False)
    rows = tuple(bytes(row) for row in made.matrix)
    assert matrix(teks, "l") == rows
    modules = len(rows) + 2 * TEPI
    assert image.width() % modules == 0
    assert image.width() <= 560
    assert image.width() // modules >= 4  # big enough for a phone at arm's length
    assert read_pixels(image, modules) == with_margin(rows)


def test_paper_code_is_what_segno_made() -> None:
    code = "KQ7M2X0174"
    image = QImage(600, 600, QImage.Format.Format_RGB32)
    image.fill(QColor("white"))
    painter = QPainter(image)
    painter.scale(600 / 2600, 600 / 2600)  # 26 mm in hundredths
    paint_qr(painter, QRectF(0, 0, 2600, 2600), code)
    painter.end()
    rows = matrix(code)
    assert read_pixels(image, len(rows) + 2 * TEPI) == with_margin(rows)


def test_tickets_stand_in_rows_that_are_never_cut() -> None:
    tickets = tuple(Karcis(str(n), f"K{n}") for n in range(1, 8))
    rows = list(ticket_rows(LembarKarcis(tickets), 18_600))
    assert len(rows) == 3
    assert {r.tinggi for r in rows} == {4_200}
    assert not any(r.lengket for r in rows)


def test_a_new_page_begins_where_it_is_asked_for() -> None:
    def pages(*blok: object) -> int:
        return len(pages_of(Lembar("Judul", blok=blok)))  # type: ignore[arg-type]

    assert pages(Paragraf("satu"), Paragraf("dua")) == 1
    assert pages(Paragraf("satu"), HalamanBaru(), Paragraf("dua")) == 2
