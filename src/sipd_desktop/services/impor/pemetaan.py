"""From recognised headings to one column per field; what is left over is named in a note.

Exact and synonym headings are applied without asking. A heading that only resembles a known one is
applied when its cells agree, and mentioned either way. A plain `Status` is decided by its values
(SIAK: Hidup; BIP: BK/K/CH/CM).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sipd_desktop.export.read_sheet import Isi, LembarBaca
from sipd_desktop.rules.kode import Mutu, daftar
from sipd_desktop.rules.tanggal_teks import read_tanggal
from sipd_desktop.services.impor.judul import Judul
from sipd_desktop.services.impor.kenali import saran
from sipd_desktop.services.impor.kolom import TULISAN
from sipd_desktop.services.impor.sel import bersih
from sipd_desktop.services.impor.tebak import believe, find_centang

_CONTOH = 300  # values looked at when the content has to decide
_DIAM = {"_no", "_masalah", "_saran"}


@dataclass(frozen=True, slots=True)
class Peta:
    """Which column holds which field (index from 0), and what the person should know about it."""

    kolom: dict[str, int]
    tambahan: tuple[str, ...]
    """Headings whose columns are not read."""
    saran: tuple[tuple[str, str], ...]
    """(heading, field name) of unread columns that resemble a known heading."""
    nomor: int | None = None
    """The column of the running number."""
    tebakan: tuple[tuple[str, str], ...] = ()
    """(heading, field name) of columns read because heading and cells resemble a known one."""

    @property
    def kurang(self) -> tuple[str, ...]:
        """Names of the necessary columns that are missing."""
        missing = []
        if not {"nama", "nama_nik"} & self.kolom.keys():
            missing.append(TULISAN["nama"])
        if not {"tanggal_lahir", "ttl"} & self.kolom.keys():
            missing.append(TULISAN["tanggal_lahir"])
        return tuple(missing)


def make_peta(sheet: LembarBaca, judul: Judul, acuan: date) -> Peta:
    """The column map of a sheet with a found header."""
    data = sheet.baris[judul.data_awal :]
    kolom: dict[str, int] = {}
    extra: list[str] = []
    near: list[tuple[int, str]] = []
    for column, key in enumerate(judul.kunci):
        label = judul.label(column)
        if key == "status":
            key = _status(data, column)
        if key is None:
            _note_unknown(label, column, data, extra, near)
        elif key.startswith("_"):
            if key not in _DIAM and _filled(data, column):
                extra.append(label)
        elif key in kolom:
            extra.append(label)
        else:
            kolom[key] = column
    _split(kolom, "ttl", ("tempat_lahir", "tanggal_lahir"), judul, data, acuan)
    _split(kolom, "rtrw", ("rt", "rw"), judul, data, acuan)
    _split(kolom, "rwrt", ("rw", "rt"), judul, data, acuan)
    used = set(kolom.values())
    for column in range(len(judul.kunci)):
        if not judul.teks[column] and column not in used and _filled(data, column):
            extra.append(f"(tanpa judul, kolom {huruf_kolom(column)})")
    nomor = judul.kunci.index("_no") if "_no" in judul.kunci else None
    if not {"jenis_kelamin", "jk_l"} & kolom.keys():
        kolom |= (ticked := find_centang(judul.teks, data))
        extra = [t for t in extra if t not in {judul.label(c) for c in ticked.values()}]
    guessed = believe(near, kolom, data, acuan)
    kolom |= guessed
    hints = [(c, k) for c, k in near if c not in guessed.values()]
    return Peta(
        kolom,
        tuple(t for t in extra if t not in {judul.label(c) for c in guessed.values()}),
        _named(judul, hints),
        nomor,
        _named(judul, [(c, k) for k, c in guessed.items()]),
    )


def _named(judul: Judul, hints: Sequence[tuple[int, str]]) -> tuple[tuple[str, str], ...]:
    return tuple((judul.label(c), TULISAN.get(k, k)) for c, k in hints)


def _note_unknown(
    label: str,
    column: int,
    data: Sequence[Sequence[Isi]],
    extra: list[str],
    hints: list[tuple[int, str]],
) -> None:
    if not label:
        return
    near = saran(label)
    if near:
        hints.append((column, near))
    if near or _filled(data, column):
        extra.append(label)


def _values(data: Sequence[Sequence[Isi]], column: int) -> list[Isi]:
    found = []
    for row in data:
        if column < len(row) and row[column] != "":
            found.append(row[column])
            if len(found) >= _CONTOH:
                break
    return found


def _filled(data: Sequence[Sequence[Isi]], column: int) -> bool:
    return any(bersih(v) for v in _values(data, column))


def _status(data: Sequence[Sequence[Isi]], column: int) -> str:
    values = [bersih(v) for v in _values(data, column)]
    best, chosen = 0, "status_kawin"
    for key in ("status_kawin", "status_dasar", "shdk"):
        known = sum(1 for v in values if daftar(key).find(v).mutu is Mutu.PERSIS)
        if known > best:
            best, chosen = known, key
    return chosen


def _split(
    kolom: dict[str, int],
    joint: str,
    parts: tuple[str, str],
    judul: Judul,
    data: Sequence[Sequence[Isi]],
    acuan: date,
) -> None:
    """One heading over two columns without sub-headings: the first and the second part."""
    column = kolom.get(joint)
    if column is None:
        return
    beside = column + 1
    if beside >= len(judul.teks) or judul.teks[beside]:
        if parts[1] in kolom and parts[0] in kolom:
            del kolom[joint]
        return
    values = _values(data, beside)
    if joint == "ttl":
        values = [v for v in values if _is_date(v, acuan)]
    if values:
        del kolom[joint]
        kolom.setdefault(parts[0], column)
        kolom.setdefault(parts[1], beside)


def _is_date(value: Isi, acuan: date) -> bool:
    return isinstance(value, date | datetime) or read_tanggal(value, acuan).keadaan == "baik"


def huruf_kolom(column: int) -> str:
    """A column number (from 0) as a spreadsheet shows it: A, B ... Z, AA."""
    name = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name
