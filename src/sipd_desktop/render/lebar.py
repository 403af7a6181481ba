"""Column widths of a table on paper: declared shares first, then room for the longest word."""

from __future__ import annotations

from sipd_desktop.render.teks import Gaya, width_of
from sipd_desktop.spec.lembar import Tabel

_MAX_CELL = 0.45  # a column without a share asks for at most this part of the width


def column_widths(
    tabel: Tabel, width: float, isi: Gaya, tebal: Gaya, sisip: float
) -> tuple[float, ...]:
    """Widths that add up to `width`; `sisip` is the padding left plus right of a cell.

    No column is narrower than its longest word while there is room; the rest goes by share.
    """
    least = [_longest_word(tabel, i, isi, tebal) + sisip for i in range(len(tabel.kolom))]
    wish = _wishes(tabel, width, isi, sisip, least)
    if sum(least) >= width:
        return tuple(part * width / sum(least) for part in least)
    fixed: set[int] = set()
    while True:
        room = width - sum(least[i] for i in fixed)
        shares = sum(wish[i] for i in range(len(wish)) if i not in fixed)
        short = {
            i
            for i in range(len(wish))
            if i not in fixed and wish[i] * room / shares < least[i] - 1e-6
        }
        if not short:
            break
        fixed |= short
    return tuple(least[i] if i in fixed else wish[i] * room / shares for i in range(len(wish)))


def _wishes(tabel: Tabel, width: float, isi: Gaya, sisip: float, least: list[float]) -> list[float]:
    """Share of each column; one without `bobot` asks for its widest line."""
    natural = [
        min(_widest_line(tabel, i, isi) + sisip, width * _MAX_CELL) for i in range(len(least))
    ]
    declared = sum(k.bobot for k in tabel.kolom)
    if not declared:
        return [max(n, m) for n, m in zip(natural, least, strict=True)]
    free = sum(max(natural[i], least[i]) for i, k in enumerate(tabel.kolom) if not k.bobot)
    unit = max(width - free, width * 0.2) / declared
    return [
        k.bobot * unit if k.bobot else max(natural[i], least[i]) for i, k in enumerate(tabel.kolom)
    ]


def _longest_word(tabel: Tabel, i: int, isi: Gaya, tebal: Gaya) -> float:
    """Of the cells, and in bold of the heading and the total (a short total is not broken)."""
    words = {word for row in tabel.baris for word in row[i].split()}
    total = tabel.jumlah[i] if tabel.jumlah else ""
    bold = {*tabel.kolom[i].judul.split(), *([total] if len(total) <= 8 else total.split())}
    return max(
        max((width_of(word, isi) for word in words), default=0.0),
        max((width_of(word, tebal) for word in bold), default=0.0),
    )


def _widest_line(tabel: Tabel, i: int, isi: Gaya) -> float:
    lines = {line for row in tabel.baris for line in row[i].split("\n")}
    return max((width_of(line, isi) for line in lines), default=0.0)
