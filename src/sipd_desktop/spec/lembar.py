"""What a printable sheet says, apart from how it looks: one value for PDF, PNG, XLSX and CSV.

A report function returns a `Lembar`; `render` draws it and `export` writes it. All text is
final text (formatted, Indonesian), so that paper, screen and file show the same words.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

Rata = Literal["kiri", "tengah", "kanan"]
Kertas = Literal["A4", "F4"]
Arah = Literal["tegak", "mendatar"]

# Millimetres, upright. F4 as sold and used in Indonesian offices is 215 x 330.
UKURAN_MM: dict[Kertas, tuple[int, int]] = {"A4": (210, 297), "F4": (215, 330)}


@dataclass(frozen=True, slots=True)
class Kolom:
    """One column; `bobot` is its share of the width, 0 lets the content decide.

    `grup` is a heading over neighbouring columns with the same text. `angka` writes the cell as
    a number in XLSX when it reads as one; all else (NIK, RT, dates) stays text.
    """

    judul: str
    bobot: float = 0.0
    rata: Rata = "kiri"
    grup: str = ""
    angka: bool = False


@dataclass(frozen=True, slots=True)
class Kelompok:
    """Heading before row `mulai` of a table; `utuh` keeps its rows on one page (a family)."""

    mulai: int
    judul: str
    utuh: bool = False


@dataclass(frozen=True, slots=True)
class Tabel:
    """Rows of text; each row has as many cells as there are columns.

    `tinggi_baris_mm` is a least row height, for rows filled by hand. `jumlah` is a last, bold row.
    `rekat`: rows that no page break parts from the next one (a family).
    """

    kolom: tuple[Kolom, ...]
    baris: tuple[tuple[str, ...], ...]
    judul: str = ""
    jumlah: tuple[str, ...] | None = None
    kelompok: tuple[Kelompok, ...] = ()
    tinggi_baris_mm: float = 0.0
    teks_kosong: str = "Tidak ada data."
    rekat: frozenset[int] = frozenset()

    def __post_init__(self) -> None:
        """Refuse ragged rows here, where the mistake is made."""
        lebar = len(self.kolom)
        semua: Sequence[tuple[str, ...]] = (*self.baris, *((self.jumlah,) if self.jumlah else ()))
        if any(len(baris) != lebar for baris in semua):
            raise ValueError("jumlah sel tidak sama dengan jumlah kolom")


@dataclass(frozen=True, slots=True)
class AngkaKunci:
    """One large figure with its label and a small remark: S 64, "balita sasaran"."""

    label: str
    nilai: str
    ket: str = ""


@dataclass(frozen=True, slots=True)
class DeretAngka:
    """Key figures side by side."""

    angka: tuple[AngkaKunci, ...]
    judul: str = ""


@dataclass(frozen=True, slots=True)
class Paragraf:
    """Running text; line breaks are kept."""

    teks: str
    judul: str = ""
    tebal: bool = False


@dataclass(frozen=True, slots=True)
class Catatan:
    """Short remarks as a list."""

    butir: tuple[str, ...]
    judul: str = "Catatan"


@dataclass(frozen=True, slots=True)
class Penanda:
    """Who signs: office, and the name if known (else a dotted line)."""

    jabatan: str
    nama: str = ""
    nomor: str = ""


@dataclass(frozen=True, slots=True)
class TandaTangan:
    """Signature block, never split and never alone on a page."""

    tempat_tanggal: str
    penanda: tuple[Penanda, ...]


@dataclass(frozen=True, slots=True)
class GarisKms:
    """One SD line of the growth chart: SD number and (age in months, kg) in rising age."""

    sd: int
    titik: tuple[tuple[float, float], ...]


@dataclass(frozen=True, slots=True)
class TitikKms:
    """One weighing: exact age in months, kg as text and number, status letter with its word."""

    umur_bulan: float
    berat: float
    bulan: str
    tanda: str = ""
    kata: str = ""


@dataclass(frozen=True, slots=True)
class DataKms:
    """All that the growth chart shows of one child; lines are given by the caller (rules)."""

    jk: Literal["L", "P"]
    titik: tuple[TitikKms, ...]
    garis: tuple[GarisKms, ...]


@dataclass(frozen=True, slots=True)
class GrafikKms:
    """The growth chart as a block of a sheet; `jendela` is the age span in months."""

    data: DataKms
    judul: str = ""
    tinggi_mm: float = 110.0
    jendela: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class GrafikBatang:
    """Grouped bars (balok SKDN): per group one value per series, None for not known."""

    seri: tuple[str, ...]
    kelompok: tuple[tuple[str, tuple[float | None, ...]], ...]
    judul: str = ""
    tinggi_mm: float = 70.0


@dataclass(frozen=True, slots=True)
class Karcis:
    """One tear-off ticket: a large number, what a scanner reads, and small lines."""

    nomor: str
    kode: str
    baris: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class LembarKarcis:
    """Tickets side by side with cutting lines; each has its code as a QR picture."""

    karcis: tuple[Karcis, ...]
    kolom: int = 3
    tinggi_mm: float = 42.0


@dataclass(frozen=True, slots=True)
class HalamanBaru:
    """What follows begins a new page."""


@dataclass(frozen=True, slots=True)
class UbinCetak:
    """One tile of a map: where it lies, its words, and its shade from 0 (none) to 4."""

    baris: int
    kolom: int
    judul: str
    rinci: str
    nilai: str
    bagian: str
    tingkat: int


@dataclass(frozen=True, slots=True)
class PetaUbin:
    """Tiles of places, with the words of shades 0 to 4."""

    ubin: tuple[UbinCetak, ...]
    legenda: tuple[str, ...]
    judul: str = ""


Blok = (
    Tabel
    | DeretAngka
    | Paragraf
    | Catatan
    | TandaTangan
    | GrafikKms
    | GrafikBatang
    | LembarKarcis
    | PetaUbin
    | HalamanBaru
)


@dataclass(frozen=True, slots=True)
class Lembar:
    """One printable document.

    `dicetak` is the small line of who printed and when; `contoh` prints the large mark for
    made-up data; `rahasia` adds the word to the footer of sheets that name people.
    """

    judul: str
    subjudul: tuple[str, ...] = ()
    blok: tuple[Blok, ...] = ()
    kertas: Kertas = "F4"
    arah: Arah = "tegak"
    contoh: bool = False
    rahasia: bool = False
    dicetak: str = ""

    def ukuran_mm(self) -> tuple[int, int]:
        """Width and height of the paper as it is held, in whole millimetres."""
        lebar, tinggi = UKURAN_MM[self.kertas]
        return (lebar, tinggi) if self.arah == "tegak" else (tinggi, lebar)

    def tabel(self) -> tuple[Tabel, ...]:
        """The tables of the sheet, in order."""
        return tuple(blok for blok in self.blok if isinstance(blok, Tabel))
