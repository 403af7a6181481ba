"""Questionnaires of an RT or the desa: rows of question and answer, kept without a subject.

These rows reach every laptop of the desa, so an answer that names a person (name, number, address)
is left in the file.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sipd_desktop.export.read_sheet import BerkasBaca, LembarBaca
from sipd_desktop.rules.kode import padat
from sipd_desktop.services.impor.baca_baris import check_ukuran
from sipd_desktop.services.impor.hasil import Bacaan, Baris
from sipd_desktop.services.impor.kolom_tanya import JAWABAN, KODE, PERTANYAAN, SATUAN
from sipd_desktop.services.impor.konteks import Hari, Konteks
from sipd_desktop.services.impor.rtrw import read_dari_alamat
from sipd_desktop.services.impor.sel import bersih

PROFIL = "tanya-jawab"
_BARIS_DICARI = 25
_MIN_KODE = 5
_MAKS_BARIS = 5000
_KODE = re.compile(r"P\.?\s?\d{1,4}(?:\.\d+)*[a-z]?\Z", re.I)
_TANYA = frozenset(
    map(padat, ("Pertanyaan", "Uraian", "Uraian pertanyaan", "Pertanyaan/Uraian", "Indikator"))
)
_JAWAB = frozenset(map(padat, ("Jawaban", "Nilai", "Isian", "Jawab", "Isian jawaban")))
_NOMOR = frozenset(map(padat, ("Kode", "No", "Nomor", "No.", "Kode pertanyaan", "P")))
_SATUAN = frozenset(map(padat, ("Satuan",)))
_ORANG = re.compile(
    r"\bnama\s+(?!desa|dusun|kec|kab|prov|rt\b|rw\b|kelurahan|jalan|sungai|gunung|posyandu|sekolah|"
    r"pasar|kelompok|lembaga|produk|wilayah)|\bnik\b|\bno(?:mor)?\.?\s*(?:hp|kk|telp|telepon|wa)\b|"
    r"\bhp\b|\be-?mail\b|\balamat\b|\btanggal\s+lahir\b",
    re.I,
)
_NAMA_SAJA = re.compile(r"nama\s*\Z", re.I)
_ANGKA_PANJANG = re.compile(r"\d{10,}")


@dataclass(frozen=True, slots=True)
class _Letak:
    """Columns of code, question, answer and unit; the first row of data."""

    awal: int
    kode: int | None
    tanya: int
    jawab: int
    satuan: int | None = None


def find_tanya(sheets: Sequence[LembarBaca]) -> tuple[LembarBaca, _Letak] | None:
    """The first sheet of questions and answers, by its header or by rows of question numbers."""
    for sheet in sheets:
        place = _by_header(sheet) or _by_code(sheet)
        if place:
            return sheet, place
    return None


def _by_header(sheet: LembarBaca) -> _Letak | None:
    for index, row in enumerate(sheet.baris[:_BARIS_DICARI]):
        folded = [padat(bersih(c)) for c in row]
        asked = _first(folded, _TANYA)
        answered = _first(folded, _JAWAB)
        if asked is not None and answered is not None and "nik" not in folded:
            number = _first(folded, _NOMOR)
            return _Letak(index + 1, number, asked, answered, _first(folded, _SATUAN))
    return None


def place_tanya(data_awal: int, peta: Mapping[str, int]) -> _Letak:
    """Where a person says that questions and answers are."""
    return _Letak(data_awal, peta.get(KODE), peta[PERTANYAAN], peta[JAWABAN], peta.get(SATUAN))


def _first(folded: Sequence[str], wanted: frozenset[str]) -> int | None:
    return next((c for c, f in enumerate(folded) if f in wanted), None)


def _by_code(sheet: LembarBaca) -> _Letak | None:
    """Without a header: one column of P-codes down the sheet, question and answer to its right."""
    rows = [[bersih(c) for c in row[:6]] for row in sheet.baris[:400]]
    for column in range(3):
        hits = [r for r in rows if column < len(r) and _KODE.match(r[column])]
        wide = [r for r in hits if len(r) > column + 2 and r[column + 1]]
        if len(hits) >= _MIN_KODE and len(wide) >= 0.6 * len(hits):
            return _Letak(0, column, column + 1, column + 2)
    return None


def read_tanya(
    berkas: BerkasBaca, sheet: LembarBaca, letak: _Letak, konteks: Konteks, hari: Hari
) -> Bacaan:
    """Read the answers; RT and RW come from the lines above, else from the context."""
    rt, rw = _tempat(sheet, letak, konteks)
    rows = list(sheet.baris[letak.awal :])
    while rows and not any(bersih(c) for c in rows[-1]):
        rows.pop()
    check_ukuran(rows, _MAKS_BARIS)
    bacaan = Bacaan(
        berkas=berkas.nama,
        sha256=berkas.sha256,
        profil=PROFIL,
        sheet=sheet.nama,
        header_rows=[letak.awal] if letak.awal else [],
        baris=[],
        catatan=[],
        kolom={"pertanyaan": letak.tanya, "nilai": letak.jawab},
        atas=sheet.baris[: letak.awal],
        isi=rows,
        gabungan_atas=tuple(g for g in sheet.gabungan if g[1][0] < letak.awal),
    )
    seen: dict[str, int] = {}
    hidden = 0
    for offset, cells in enumerate(rows):
        texts = [bersih(c) for c in cells]
        baris = Baris(letak.awal + offset + 1, jenis="wilayah")
        bacaan.baris.append(baris)
        question, answer, code = _isi(texts, letak)
        if not (question and answer) or (letak.awal == 0 and not code):
            baris.add("CATATAN_KAKI" if any(texts) else "BARIS_KOSONG")
        elif _is_orang(question, answer):
            hidden += 1
            baris.add("CATATAN_KAKI")
        else:
            code = _unik(code or padat(question)[:40], seen)
            baris.normal |= {"kode": code, "pertanyaan": question, "nilai": answer}
            bacaan.wilayah.append(
                {
                    "sumber_data": "sdgs" if _KODE.match(code) else "daftar",
                    "tanggal": hari.tanggal,
                    "dusun": konteks.dusun,
                    "rw": rw,
                    "rt": rt,
                    "kode": code,
                    "pertanyaan": question,
                    "nilai": answer,
                }
            )
    if hidden:
        bacaan.catatan.append(
            f"{hidden} jawaban berisi nama atau nomor orang, jadi tidak disimpan untuk se-desa."
        )
    asked = [] if konteks.tanggal else ["tanggal"]
    if rt is None and _is_rt(sheet, letak):
        asked = ["rt", "rw", *asked]
    bacaan.pertanyaan = tuple(asked)
    return bacaan


def _isi(texts: Sequence[str], letak: _Letak) -> tuple[str, str, str]:
    def at(column: int | None) -> str:
        return texts[column] if column is not None and column < len(texts) else ""

    code = at(letak.kode)
    if letak.awal == 0 and not _KODE.match(code):
        code = ""
    answer = f"{at(letak.jawab)} {at(letak.satuan)}".strip() if at(letak.jawab) else ""
    return at(letak.tanya)[:500], answer[:1000], code.rstrip(".")[:60]


def _unik(code: str, seen: dict[str, int]) -> str:
    """A code that comes twice gets its turn behind it."""
    seen[code] = seen.get(code, 0) + 1
    return code if seen[code] == 1 else f"{code}-{seen[code]}"


def _is_orang(question: str, answer: str) -> bool:
    return bool(
        _ORANG.search(question) or _NAMA_SAJA.match(question) or _ANGKA_PANJANG.search(answer)
    )


def _judul(sheet: LembarBaca, letak: _Letak) -> str:
    rows = sheet.baris[: letak.awal or 10]
    return " ".join(bersih(c) for row in rows for c in row)[:2000]


def _tempat(sheet: LembarBaca, letak: _Letak, konteks: Konteks) -> tuple[str | None, str | None]:
    found = read_dari_alamat(_judul(sheet, letak))
    return found.rt or konteks.rt, found.rw or konteks.rw


def _is_rt(sheet: LembarBaca, letak: _Letak) -> bool:
    """Whether the questionnaire speaks of one RT."""
    return (
        re.search(r"\brt\b|rukun\s+tetangga", f"{sheet.nama} {_judul(sheet, letak)}", re.I)
        is not None
    )
