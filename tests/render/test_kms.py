"""The growth chart: every point visible in its place, lines told apart without colour."""

import pytest
from contoh_cetak import anak, garis
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QImage, QPainter

from sipd_desktop.render import warna
from sipd_desktop.render.kms import bidang_of, paint_kms
from sipd_desktop.render.kms_bidang import (
    SEMUA,
    age_window,
    line_at,
    titik_teks,
    weight_range,
)
from sipd_desktop.spec.lembar import DataKms, TitikKms

KOTAK = QRectF(0, 0, 900, 600)


def titik(umur, berat=8.0, tanda="N", kata="naik"):
    return TitikKms(umur, berat, "Nov 2026", tanda, kata)


def data(*umur, jk="P"):
    return DataKms(jk, tuple(titik(u) for u in umur), garis(jk))


def picture(isi, **lain):
    image = QImage(900, 600, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    paint_kms(painter, KOTAK, isi, huruf=16, **lain)
    painter.end()
    return image


@pytest.mark.parametrize(
    ("umur", "jendela"),
    [
        ((), (0, 24)),
        ((0.0,), (0, 24)),
        ((3.2, 24.0), (0, 24)),
        ((24.0, 59.9), (24, 60)),
        ((40.5,), (24, 60)),
        ((10.0, 25.1), (0, 36)),
        ((22.0, 40.0), (12, 48)),
        ((2.0, 58.0), (0, 60)),
        ((30.0, 63.0), (24, 72)),
    ],
)
def test_the_age_window_shows_every_point(umur, jendela):
    assert age_window(data(*umur)) == jendela


@pytest.mark.parametrize("berat", [0.9, 1.6, 12.0, 31.0])
def test_even_an_odd_weight_is_inside_the_chart(berat):
    isi = DataKms("L", (titik(12.5, berat),), garis("L"))
    bidang = bidang_of(KOTAK, isi, huruf=16)
    assert bidang.kotak.contains(bidang.at(12.5, berat))
    low, high = weight_range(isi, (0, 24))
    assert low <= berat <= high


def test_every_point_is_painted_where_it_belongs():
    isi = anak("L")
    image = picture(isi)
    bidang = bidang_of(KOTAK, isi, huruf=16)
    for one in isi.titik:
        place = bidang.at(one.umur_bulan, one.berat).toPoint()
        assert image.pixelColor(place).lightness() < 60


@pytest.mark.parametrize(
    ("sd", "ground"),
    [(-1.5, warna.PITA_HIJAU_MUDA), (-0.5, warna.PITA_HIJAU), (0.5, warna.PITA_HIJAU)],
)
def test_green_lies_between_minus_two_and_the_orange_line(sd, ground):
    isi = data()
    image = picture(isi)
    bidang = bidang_of(KOTAK, isi, huruf=16)
    lines = {g.sd: g.titik for g in isi.garis}
    low, high = (line_at(lines[int(n)], 17.5) for n in (sd - 0.5, sd + 0.5))
    place = bidang.at(17.5, (low + high) / 2).toPoint()
    near = {
        image.pixelColor(place.x() + dx, place.y() + dy).name()
        for dx in range(-9, 10)
        for dy in range(-9, 10)
    }
    assert QColor(ground).name() in near


def test_the_red_line_is_red_and_bold_and_below_it_is_white():
    isi = data()
    image = picture(isi)
    bidang = bidang_of(KOTAK, isi, huruf=16)
    red = next(g for g in isi.garis if g.sd == -3)
    for umur in (3.5, 10.5, 20.5):
        place = bidang.at(umur, line_at(red.titik, umur)).toPoint()
        column = [image.pixelColor(place.x(), place.y() + d) for d in range(-4, 5)]
        assert sum(c.red() > 120 and c.green() < 80 for c in column) >= 3
        assert image.pixelColor(place.x(), place.y() + 14).lightness() > 160


def test_bands_differ_in_black_and_white_by_their_hatching():
    isi = data()
    grey = picture(isi).convertToFormat(QImage.Format.Format_Grayscale8)
    bidang = bidang_of(KOTAK, isi, huruf=16)
    lines = {g.sd: g.titik for g in isi.garis}

    def spread(low, high):
        # strictly inside one month column, so that no grid line is counted
        x = round(bidang.x(20.5))
        top, foot = (bidang.y(line_at(lines[n], 20.5)) for n in (high, low))
        rows = range(round(top) + 6, round(foot) - 5)
        values = [grey.pixelColor(x + dx, y).lightness() for y in rows for dx in range(-8, 9)]
        darkest = sorted(values)[: len(values) // 8]
        return sorted(values)[len(values) // 2] - sum(darkest) / len(darkest)

    assert spread(-3, -2) > 8
    assert spread(1, 2) > 8


def test_a_boy_is_blue_and_a_girl_is_pink():
    for jk, tint in (("L", warna.KMS_L), ("P", warna.KMS_P)):
        image = picture(data(jk=jk))
        assert image.pixelColor(450, 3).name() == QColor(tint).name()


def test_the_chosen_point_is_ringed_and_named():
    isi = anak("P")
    plain, chosen = picture(isi), picture(isi, terpilih=4)
    assert plain != chosen
    assert titik_teks(titik(12.0, 11.2)) == "Nov 2026: 11,2 kg, naik"
    assert titik_teks(titik(12.0, 11.25, "T", "")) == "Nov 2026: 11,25 kg, T"


def test_a_choice_that_does_not_exist_is_ignored():
    isi = anak("P")
    assert picture(isi, terpilih=99) == picture(isi)


def test_the_whole_chart_can_be_asked_for():
    bidang = bidang_of(KOTAK, data(3.0), huruf=16, jendela=SEMUA)
    assert bidang.bulan == (0, 60)
    assert bidang.kg[1] >= 24


def test_a_line_that_stops_early_is_drawn_as_far_as_it_goes():
    short = tuple(type(g)(g.sd, tuple(p for p in g.titik if p[0] <= 10)) for g in garis("P"))
    picture(DataKms("P", (titik(5.0),), short), jendela=(12, 36))


@pytest.mark.parametrize("tinggi", [190, 230, 600])
def test_the_names_of_both_lines_never_lie_on_each_other(monkeypatch, tinggi):
    boxes = []

    def note(_painter, words, box, *_rest):
        if words and words[0] == "garis":
            boxes.append(box)

    monkeypatch.setattr("sipd_desktop.render.kms_latar.draw_lines", note)
    image = QImage(900, tinggi, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    paint_kms(painter, QRectF(0, 0, 900, tinggi), anak(), huruf=22)
    painter.end()
    assert len(boxes) == 2
    upper, lower = sorted(boxes, key=QRectF.top)
    assert upper.bottom() <= lower.top() + 0.01
