"""Slices on pages: whatever the heights, none is lost, moved past another, or hangs over."""

from hypothesis import given
from hypothesis import strategies as st

from sipd_desktop.render import warna
from sipd_desktop.render.potongan import Potongan, cling_last, lay_out
from sipd_desktop.render.teks import gaya_pt, width_of, wrap

ROOM = 100.0


def nothing(_painter, _x, _y):
    return None


slices = st.lists(
    st.builds(
        Potongan,
        tinggi=st.floats(1, 60),
        gambar=st.just(nothing),
        jarak=st.floats(0, 10),
        lengket=st.booleans(),
    ),
    max_size=60,
)


@given(slices)
def test_all_slices_come_once_in_order_and_fit(pieces):
    pages = lay_out(pieces, lambda _n: ROOM)
    placed = [letak.potongan for page in pages for letak in page]
    assert [id(p) for p in placed] == [id(p) for p in pieces]
    for page in pages:
        bottom = 0.0
        for letak in page:
            assert letak.y >= bottom - 1e-6
            bottom = letak.y + letak.potongan.tinggi
        assert bottom <= ROOM + 1e-6


@given(slices, st.floats(1, 20))
def test_a_repeated_heading_fits_too(pieces, height):
    head = Potongan(height, nothing)
    body = [Potongan(p.tinggi, nothing, kepala=head) for p in pieces]
    for page in lay_out([head, *body], lambda _n: ROOM)[1:]:
        assert page[0].potongan is head
        assert page[-1].y + page[-1].potongan.tinggi <= ROOM + 1e-6


def test_slices_that_cling_share_a_page():
    pieces = [Potongan(30, nothing) for _ in range(3)] + [Potongan(30, nothing)]
    cling_last(pieces, 0)
    pieces[2] = Potongan(30, nothing, lengket=True)
    pages = lay_out(pieces, lambda _n: ROOM)
    assert [len(page) for page in pages] == [2, 2]


@given(st.text(alphabet="abc de\n\u00e9W", max_size=80), st.integers(3, 40))
def test_wrapped_text_keeps_every_letter_and_the_width(text, millimetres):
    gaya = gaya_pt(10)
    lines = wrap(text, gaya, millimetres * 100.0)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "").replace("\n", "")
    assert all(
        width_of(line.strip(), gaya) <= millimetres * 100 or len(line) == 1 for line in lines
    )


def test_text_has_a_contrast_of_seven_and_lines_of_three():
    weak = [p for p in warna.PASANGAN_TEKS if warna.contrast(*p) < 7]
    faint = [p for p in warna.PASANGAN_GARIS if warna.contrast(*p) < 3]
    assert (weak, faint) == ([], [])
    assert round(warna.contrast("#000000", "#FFFFFF"), 1) == 21.0
