"""The fingerprint of a header: SHA-256 of its normalised cells, so that a file is known again."""

from __future__ import annotations

import hashlib

from sipd_desktop.rules.kode import padat
from sipd_desktop.services.impor.judul import Judul


def sidik_judul(judul: Judul) -> str:
    """The same for headings that differ only in case, spaces, signs or empty columns behind."""
    cells = [padat(judul.label(column)) for column in range(len(judul.teks))]
    while cells and not cells[-1]:
        cells.pop()
    return hashlib.sha256("\x1f".join(cells).encode()).hexdigest()
