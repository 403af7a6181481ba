"""What the importer found: rows with outcome, reason codes and normalised values; the contract.

Outcomes and codes are those of the import page, section 7: accept, warn, reject, ignore.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from sipd_desktop.export.read_sheet import Gabungan, Isi
from sipd_desktop.spec.field import Wire

Outcome = Literal["accept", "warn", "reject", "ignore"]
Nilai = str | int | bool | None
Status = Literal["baru", "berubah", "sama", "bentrok"]
Jenis = Literal["orang", "keluarga", "wilayah"]

TOLAK = frozenset(
    (
        "NIK_PANJANG",
        "NIK_BUKAN_ANGKA",
        "NIK_PRESISI_HILANG",
        "NIK_NOTASI_ILMIAH",
        "JK_TIDAK_DIKENAL",
        "NIK_GANDA_KONFLIK",
        "DUPLIKAT_PERSIS",
        "KK_PANJANG",
        "KK_BUKAN_ANGKA",
        "KK_GANDA_KONFLIK",
        "NAMA_KOSONG",
        "TGL_TIDAK_VALID",
        "TGL_MASA_DEPAN",
        "SUBJEK_TIDAK_ADA",
    )
)
PERINGATAN = frozenset(
    (
        "NIK_ANGKA",
        "NIK_KOSONG",
        "NIK_BEDA_TGL",
        "NIK_BEDA_JK",
        "JK_DARI_NIK",
        "KK_KOSONG",
        "KK_TANPA_KEPALA",
        "KK_KEPALA_GANDA",
        "NAMA_KARAKTER",
        "TGL_KOSONG",
        "TGL_USIA_TAK_WAJAR",
        "TGL_TERTUKAR",
        "RTRW_KOSONG",
        "RTRW_JADI_TANGGAL",
        "KODE_MIRIP",
        "KODE_TIDAK_DIKENAL",
    )
)
ABAIKAN = frozenset(
    ("BARIS_KOSONG", "BARIS_JUMLAH", "HEADER_BERULANG", "CATATAN_KAKI", "NOMOR_KOLOM")
)


@dataclass(slots=True)
class Temuan:
    """One reason about one row; `asal` is the text of the cell, `usul` what was used instead."""

    kode: str
    kolom: str = ""
    asal: str = ""
    usul: str = ""

    def as_json(self) -> dict[str, str]:
        """Code, field, text of the cell and what was used instead."""
        return {"code": self.kode, "field": self.kolom, "cell": self.asal, "used": self.usul}


@dataclass(frozen=True, slots=True)
class Lampiran:
    """One further record that a row carries about its person or household.

    `tbl` is `isian` (`nilai["form"]` names the form), `vaksinasi`, `bantuan`, or `tertutup` for an
    answer that only a closed lingkup may hold. `tentang` is `warga` or `keluarga`. `kunci` are the
    parts of its natural id after the subject, for an isian (form, sumber, tanggal).
    """

    tbl: str
    tentang: str
    kunci: tuple[str, ...]
    nilai: Mapping[str, Wire]

    def as_json(self) -> dict[str, object]:
        """What it records, about whom, and its values; other answers as an object."""
        values: dict[str, object] = dict(self.nilai)
        if isinstance(rest := values.get("jawaban"), str):
            values["jawaban"] = json.loads(rest)
        return {"table": self.tbl, "about": self.tentang, "key": self.kunci, "values": values}


AlasanUsul = Literal["mirip", "bayi", "kembar", "ganda", "nik_lain", "terhapus"]


@dataclass(frozen=True, slots=True)
class Usul:
    """People already stored that a row may be about; a person chooses, never the program.

    `kunci` stands for the row in every later reading of the file. `alasan`: `mirip` a name much
    alike, `bayi` a "Bayi Ny. X" and a named child, `kembar` two babies of one mother and day,
    `ganda` several fit, `nik_lain` the NIK belongs to evidently someone else, `terhapus` the person
    was taken out of the lists.
    """

    kunci: str
    alasan: AlasanUsul
    calon: tuple[str, ...]
    """Ids of warga."""


@dataclass(frozen=True, slots=True)
class Ubah:
    """One thing that storing a row would change, or that waits for a person."""

    tbl: str
    kunci: str
    """Field; empty for a whole new record about somebody stored, `apa` then names it."""
    lama: Wire
    baru: Wire
    is_bentrok: bool = False
    apa: str = ""
    form: str = ""


@dataclass(slots=True)
class Baris:
    """One row of the sheet below the header; `row` is its number as the spreadsheet shows it."""

    row: int
    normal: dict[str, Nilai] = field(default_factory=dict)
    temuan: list[Temuan] = field(default_factory=list)
    jenis: Jenis = "orang"
    """A household row has No KK, address and perhaps its head (`nik`, `nama`), but no person."""
    lampiran: list[Lampiran] = field(default_factory=list)
    status: Status | None = None
    """How it stands to what is already stored; None for rejected and ignored rows."""
    bentrok: list[str] = field(default_factory=list)
    """Fields that wait for a person, after planning."""
    usul: Usul | None = None
    """People the row may be about, after planning; nothing of the row is stored until chosen."""
    warga_id: str | None = None
    keluarga_id: str | None = None
    ubahan: tuple[Ubah, ...] = ()
    """What storing the row would change of what is stored, after planning."""
    kunci: str = ""
    """What stands for the row in other readings, where it no longer lies among its file's rows."""
    tentang: str = ""
    """Name of the stored person, or of the head of the stored household, the row only adds to."""

    def add(self, kode: str, kolom: str = "", asal: str = "", usul: str = "") -> None:
        """Note a reason."""
        self.temuan.append(Temuan(kode, kolom, asal, usul))

    @property
    def codes(self) -> list[str]:
        """Reason codes, each once, in the order found."""
        return list(dict.fromkeys(t.kode for t in self.temuan))

    def has(self, kode: str) -> bool:
        """Whether this reason was noted."""
        return any(t.kode == kode for t in self.temuan)

    @property
    def outcome(self) -> Outcome:
        """The worst of the reasons decides."""
        codes = {t.kode for t in self.temuan}
        if codes & ABAIKAN:
            return "ignore"
        if codes & TOLAK:
            return "reject"
        return "warn" if codes else "accept"

    @property
    def is_dipakai(self) -> bool:
        """Whether the row is to be stored (accept or warn)."""
        return self.outcome in ("accept", "warn")

    def as_json(self) -> dict[str, object]:
        """The row in the document of `sipd impor --json`; closed answers are nowhere in it."""
        told: dict[str, object] = {
            "row": self.row,
            "outcome": self.outcome,
            "codes": self.codes,
            "normalized": {} if self.outcome == "ignore" else self.normal,
        }
        if self.status:
            told["status"] = self.status
        if reasons := [t.as_json() for t in self.temuan if t.kolom]:
            told["reasons"] = reasons
        if records := [i.as_json() for i in self.lampiran if i.tbl != "tertutup"]:
            told["records"] = records
        return told

    def text(self, key: str) -> str | None:
        """A normalised value that is text, or None."""
        value = self.normal.get(key)
        return value if isinstance(value, str) else None


@dataclass(slots=True)
class Bacaan:
    """A whole sheet read and judged, before anything stored is looked at."""

    berkas: str
    sha256: str
    profil: str
    sheet: str
    header_rows: list[int]
    baris: list[Baris]
    catatan: list[str]
    kolom: dict[str, int]
    """Column index by key."""
    atas: Sequence[Sequence[Isi]]
    """Rows above the data: titles and header, as they lie in the file."""
    isi: Sequence[Sequence[Isi]]
    """The cells of each row of `baris`."""
    gabungan_atas: tuple[Gabungan, ...] = ()
    """Merged areas among the rows above the data."""
    pertanyaan: tuple[str, ...] = ()
    """What the file does not say and a person has to: `rt`, `rw`, `tanggal`."""
    wilayah: list[dict[str, Wire]] = field(default_factory=list)
    """Rows of `pendataan_wilayah` (question and value of an RT or the desa), without a subject."""
    lain: list[Bacaan] = field(default_factory=list)
    """Other sheets of the same file that go in with it, as Keluarga beside Individu."""
    hanya_lampiran: bool = False
    """The rows only say something about known people or households (vaccination, aid): a subject
    that is not stored gets `SUBJEK_TIDAK_ADA` and is never made."""
    keluarga: dict[str, int] = field(default_factory=dict)
    """Households by status, after planning."""
    bentrok: dict[int, list[str]] = field(default_factory=dict)
    """Row number to the fields that wait for a person, after planning."""
    tanggal: date | None = None
    """The day somebody told for the file; None: not known."""
    batch: str = ""
    """Id of the stored import; empty when nothing was stored."""
    hilang: tuple[str, ...] = ()
    """Ids of people of the places the file covers who are not in it, after planning."""
    sidik: str = ""
    """Fingerprint of the header whose own mapping was used."""
    milik: frozenset[str] = frozenset()
    """Ids of people whom rows stored earlier from the same file are about."""
    rujukan: dict[str, str] = field(default_factory=dict)
    """Names of the records that `Baris.ubahan` refers to by id, after planning."""

    @property
    def judul_atas(self) -> str:
        """The words above the header."""
        rows = self.atas[: self.header_rows[0] - 1] if self.header_rows else ()
        return " ".join(c for row in rows for c in row if isinstance(c, str))[:2000]

    def lembar_semua(self) -> Iterator[Bacaan]:
        """This sheet, then the others that go in with it."""
        yield self
        yield from self.lain

    def counts(self) -> dict[str, int]:
        """Rows by outcome and, after planning, by status."""
        outcomes = Counter(b.outcome for b in self.baris)
        status = Counter(b.status for b in self.baris if b.status)
        found = {k: outcomes.get(k, 0) for k in ("accept", "warn", "reject", "ignore")}
        return found | {k: status.get(k, 0) for k in ("baru", "berubah", "sama", "bentrok")}

    def as_json(self, told: Callable[[Baris], object] | None = None) -> dict[str, object]:
        """The document of `sipd impor --json`; `told` puts the changes of a row in words."""
        return {
            "profil": self.profil,
            "sheet": self.sheet,
            "header_rows": self.header_rows,
            "counts": self.counts(),
            "keluarga": self.keluarga,
            "bentrok": [{"row": r, "kolom": k} for r, k in self.bentrok.items()],
            "catatan": self.catatan,
            "pertanyaan": list(self.pertanyaan),
            "batch": self.batch,
            "hilang": len(self.hilang),
            "usul": [{"row": b.row, "alasan": b.usul.alasan} for b in self.baris if b.usul],
            "lembar_lain": [part.as_json(told) for part in self.lain],
            "rows": [
                b.as_json() | ({"ubahan": told(b)} if told and b.ubahan else {}) for b in self.baris
            ],
        }
