"""Answers of one row to a pendataan: labels or codes, several at once, and what has no field.

What no field holds exactly stays in `jawaban` under its code, in the words of its list. Closed
answers (TBC, jiwa) leave the row as their own records and are kept nowhere else.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from math import floor
from typing import Any

from sipd_desktop.bidang import FORMS
from sipd_desktop.rules.kode import DaftarKode, Kode, Mutu, daftar
from sipd_desktop.services.impor.hasil import Baris, Lampiran
from sipd_desktop.services.impor.konteks import Hari
from sipd_desktop.services.impor.sdgs_kolom import Tanya
from sipd_desktop.services.impor.tertutup import DISEMBUNYIKAN, find_tertutup, make_tertutup
from sipd_desktop.spec.field import Field, Wire

MAKS_JAWABAN = 30_000
_MAKS_SEL = 150
_KOSONG = frozenset(("", "-", "--", "---", "_", "'", "."))
_KUTIP = re.compile(r"\A'(?=\d{12,}\Z)")
"""Our own CSV writes it before long numbers, so that no spreadsheet eats their digits."""
_PISAH = re.compile(r"\s*[,;|\n]\s*")
_RIBUAN = re.compile(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?\Z")


class Penjawab:
    """Reads the answers of one layout; `sumber` is the source of the pendataan it makes."""

    def __init__(
        self, form: str, kolom: Sequence[tuple[int, Tanya]], sumber: str, tentang: str
    ) -> None:
        self._form, self._sumber, self._tentang = form, sumber, tentang
        self._fields = FORMS[form].by_key()
        self._kolom = [(c, t) for c, t in kolom if t.jenis != "identitas"]

    def read(
        self,
        baris: Baris,
        texts: Sequence[str],
        hari: Hari,
        tambahan: Mapping[str, Any] | None = None,
    ) -> None:
        """Attach the pendataan of a row, and its closed answers, as lampiran."""
        sheet = _Isi(
            baris, self._fields, self._sumber, hari.tanggal, is_warga=self._tentang == "warga"
        )
        for column, asked in self._kolom:
            text = texts[column] if column < len(texts) else ""
            if text not in _KOSONG:
                sheet.take(asked, _KUTIP.sub("", text) if text[0] == "'" else text)
        sheet.settle()
        jawaban = {**sheet.jawaban, **(tambahan or {})}
        baris.lampiran += sheet.tertutup
        if sheet.nilai or jawaban:
            baris.lampiran.append(
                make_pendataan(self._form, self._tentang, self._sumber, hari, sheet.nilai, jawaban)
            )


def make_pendataan(
    form: str,
    tentang: str,
    sumber: str,
    hari: Hari,
    nilai: Mapping[str, Wire],
    jawaban: Mapping[str, Any],
) -> Lampiran:
    """What one source says about a subject on one date."""
    values: dict[str, Wire] = {
        "form": form,
        "tanggal": hari.tanggal,
        "sumber_data": sumber,
        **nilai,
    }
    if jawaban:
        values["jawaban"] = dump_jawaban(jawaban)
    return Lampiran("isian", tentang, (form, sumber, hari.kunci), values)


def dump_jawaban(jawaban: Mapping[str, Any]) -> str:
    """JSON with sorted keys; overlong answers are cut so that the whole always fits."""
    for limit in (_MAKS_SEL, 60, 20):
        text = json.dumps(
            {k[:60]: v[:limit] if isinstance(v, str) else v for k, v in jawaban.items()},
            ensure_ascii=False,
            sort_keys=True,
            separators=(",", ":"),
        )
        if len(text) <= MAKS_JAWABAN:
            return text
    return json.dumps({"_": "terlalu panjang"})


class _Isi:
    """The pendataan of one row while it is being read."""

    def __init__(
        self,
        baris: Baris,
        fields: Mapping[str, Field],
        sumber: str,
        tanggal: str,
        *,
        is_warga: bool,
    ) -> None:
        self._baris, self._fields, self._sumber = baris, fields, sumber
        self._tanggal, self._is_warga = tanggal, is_warga
        self.nilai: dict[str, Wire] = {}
        self.jawaban: dict[str, Any] = {}
        self.tertutup: list[Lampiran] = []

    def take(self, asked: Tanya, text: str) -> None:
        """One answered cell."""
        if asked.jenis == "banyak":
            self._banyak(asked, text)
            return
        closed = find_tertutup(text) if self._is_warga else None
        if closed:
            self._close(closed, asked, text)
        elif asked.jenis == "angka":
            self._angka(asked, text)
        elif asked.jenis == "teks":
            self._store(asked, text[:100], text)
        elif asked.jenis == "mentah":
            self._mentah(asked, text)
        else:
            self._satu(asked, text)

    def settle(self) -> None:
        """What is decided by two columns: `Lainnya` with its own words, another occupation."""
        for field, kode in (("lantai", "P404"), ("jamban", "P414"), ("air_minum", "P415")):
            words = self.jawaban.get(f"{kode} Lainnya")
            if self.nilai.get(field) == "lainnya" and isinstance(words, str):
                options: tuple[tuple[str, str], ...] = getattr(self._fields[field], "options", ())
                same = [k for k, label in options if label.casefold() == words.casefold()]
                if same:
                    self.nilai[field] = same[0]
        if "pekerjaan_lain" in self.nilai and self.nilai.get("pekerjaan_utama") != "lainnya":
            self.jawaban["P202 Comment"] = self.nilai.pop("pekerjaan_lain")

    def _close(self, jenis: str, asked: Tanya, text: str) -> None:
        self.tertutup.append(make_tertutup(jenis, self._sumber, self._tanggal, asked.kode, text))

    def _look(self, asked: Tanya, listing: DaftarKode, text: str) -> Kode | None:
        found = listing.find(text)
        entry = listing.kode_of(found.kode)
        if found.mutu is Mutu.TIDAK_DIKENAL:
            self._baris.add("KODE_TIDAK_DIKENAL", asked.judul, text)
        elif found.mutu is Mutu.MIRIP and entry:
            hidden = bool(entry.tertutup)
            self._baris.add(
                "KODE_MIRIP",
                asked.judul,
                DISEMBUNYIKAN if hidden else text,
                DISEMBUNYIKAN if hidden else entry.label,
            )
        return entry

    def _satu(self, asked: Tanya, text: str) -> None:
        listing = daftar(asked.daftar or "ya_tidak")
        entry = self._look(asked, listing, text)
        if entry is None:
            self.jawaban[asked.kode] = text
        elif asked.jenis == "ya":
            self.nilai[asked.ke] = entry.kode == 1
        else:
            self.nilai[asked.ke] = entry.kode if asked.jenis == "kode" else entry.kunci
            if listing.find(text).mutu is Mutu.MIRIP:
                self.jawaban[asked.kode] = text

    def _banyak(self, asked: Tanya, text: str) -> None:
        listing = daftar(asked.daftar)
        keys: list[str] = []
        words: list[str] = []
        for part in _PISAH.split(text):
            if part in _KOSONG or part.casefold() in ("tidak ada", "tidak"):
                continue
            closed = None if listing.find(part).mutu is Mutu.PERSIS else find_tertutup(part)
            entry = None if closed else self._look(asked, listing, part)
            closed = closed or (entry.tertutup if entry else "")
            if closed:
                self._close(closed, asked, entry.label if entry else part)
                continue
            words.append(entry.label if entry else part)
            if entry:
                keys += entry.ke or ((entry.kunci,) if entry.kunci else ())
        if keys:
            self.nilai[asked.ke] = list(dict.fromkeys(keys))
        if words:
            self.jawaban[asked.kode] = ", ".join(words)

    def _angka(self, asked: Tanya, text: str) -> None:
        number = read_angka(text)
        self._store(asked, None if number is None else floor(number + 0.5), text)
        if number is not None and not number.is_integer():
            self.jawaban[asked.kode] = text

    def _mentah(self, asked: Tanya, text: str) -> None:
        if asked.daftar:
            entry = self._look(asked, daftar(asked.daftar), text)
            text = entry.label if entry else text
        self.jawaban[asked.kode] = text

    def _store(self, asked: Tanya, value: Wire, text: str) -> None:
        """A value its field accepts; anything else is said and kept as it stands."""
        if value is not None and self._fields[asked.ke].check(value) is None:
            self.nilai[asked.ke] = value
            return
        self._baris.add("KODE_TIDAK_DIKENAL", asked.judul, text)
        self.jawaban[asked.kode] = text


def read_angka(text: str) -> float | None:
    """A number as people write it: `1.500.000`, `Rp 750.000`, `0,5`; None for anything else."""
    plain = re.sub(r"(?i)^rp\.?\s*|,-\Z|\s", "", text)
    if _RIBUAN.match(plain):
        plain = plain.replace(".", "")
    try:
        number = float(plain.replace(",", "."))
    except ValueError:
        return None
    return number if abs(number) < 10**15 else None
