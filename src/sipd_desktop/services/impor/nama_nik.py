"""Name and NIK in one cell: `BUDI / 3399...`, the number below the name, or in brackets."""

from __future__ import annotations

import re

from sipd_desktop.export.read_sheet import Isi
from sipd_desktop.services.impor.sel import bersih

_NOMOR = re.compile(r"(?:\bnik\b)?[\s.:]*'?\d(?:[\s.]*\d){9,}(?!\w)", re.I)


def split_nama_nik(cell: Isi) -> tuple[str, str]:
    """(name, number as it stands); no number when the cell has none."""
    text = bersih(cell)
    found = _NOMOR.search(text)
    if found is None:
        return text, ""
    rest = f"{text[: found.start()]} {text[found.end() :]}"
    number = re.sub(r"^\D+", "", found[0])
    return " ".join(re.sub(r"[()\[\]/|:;_]|\s-\s", " ", rest).split()).strip(" ,-"), number
