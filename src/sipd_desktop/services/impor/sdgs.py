"""SDGs Desa: the answers of each person of sheet Individu, and the households of sheet Keluarga.

The workbook knows neither RT nor RW nor who heads a household. The sheet Keluarga tells both: its
address names the RT, its `NIK KK` the head.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sipd_desktop.export.read_sheet import BerkasBaca, LembarBaca
from sipd_desktop.rules.kode import daftar, padat
from sipd_desktop.services.impor.dalam_berkas import KEPALA
from sipd_desktop.services.impor.hasil import Bacaan, Baris
from sipd_desktop.services.impor.konteks import Hari, Kenal, apply_kenal, apply_rumah
from sipd_desktop.services.impor.sdgs_jawab import Penjawab
from sipd_desktop.services.impor.sdgs_letak import Letak
from sipd_desktop.services.impor.sel import bersih

SUMBER = "sdgs"
_RINCI = "P204 rinci"
_MAKS_BARIS_PENGHASILAN = 30
_MAKS_SEL = 80
_LAIN = 99


def attach_individu(
    berkas: BerkasBaca, sheet: LembarBaca, letak: Letak, baris: Sequence[Baris], hari: Hari
) -> None:
    """Give each person row its pendataan."""
    reader = Penjawab("pendataan_warga", letak.kolom, SUMBER, "warga")
    incomes = _penghasilan(berkas)
    reference = letak.index("P204")
    for row in baris:
        if row.outcome == "ignore":
            continue
        texts = [bersih(c) for c in sheet.baris[row.row - 1]]
        asked = texts[reference] if reference is not None and reference < len(texts) else ""
        rows = [incomes[n] for n in _nomor(asked) if n in incomes]
        reader.read(row, texts, hari, _tambahan(rows))


def _tambahan(rows: Sequence[Mapping[str, Any]]) -> dict[str, Any] | None:
    """Sources of income: their names in one text, and the rows whole."""
    if not rows:
        return None
    names = dict.fromkeys(str(r.get("lainnya") or r["sumber"]) for r in rows)
    return {"sumber_penghasilan": ", ".join(names), _RINCI: list(rows)}


def _penghasilan(berkas: BerkasBaca) -> dict[int, dict[str, Any]]:
    """Rows of sheet Penghasilan by the number that P204 names: that of the sheet, from 1."""
    sheet = next((s for s in berkas.lembar if padat(s.nama) == "penghasilan"), None)
    if sheet is None:
        return {}
    listing = daftar("sdgs_sumber_penghasilan")
    found = {}
    for number, cells in enumerate(sheet.baris, start=1):
        texts = [*(bersih(c)[:_MAKS_SEL] for c in cells[:5]), "", "", "", "", ""]
        if not texts[0] or padat(texts[0]) == "sumberpenghasilan":
            continue
        code = listing.find(texts[0]).kode
        row: dict[str, Any] = {
            "kode": code if code is not None else _LAIN,
            "sumber": listing.label_of(code) or texts[0],
            "lainnya": texts[1],
            "jumlah": texts[2],
            "setahun": texts[3],
            "diekspor": texts[4],
        }
        found[number] = {k: v for k, v in row.items() if v != ""}
    return found


def _nomor(text: str) -> list[int]:
    """`5`, `2-3`, `2,5` to row numbers; nonsense to none."""
    numbers: list[int] = []
    for part in text.replace(";", ",").split(","):
        first, dash, last = part.strip().partition("-")
        if not (first.isascii() and first.isdigit()) or (dash and not last.strip().isdigit()):
            continue
        numbers += range(int(first), int(last if dash else first) + 1)[:_MAKS_BARIS_PENGHASILAN]
    return numbers[:_MAKS_BARIS_PENGHASILAN]


def name_heads(persons: Sequence[Baris], households: Bacaan) -> None:
    """The person whose NIK a household names as its head is its head."""
    heads = {b.text("no_kk"): b.text("nik") for b in households.baris if b.is_dipakai}
    for person in persons:
        nik, no_kk = person.text("nik"), person.text("no_kk")
        if nik and no_kk and heads.get(no_kk) == nik and person.normal.get("shdk") is None:
            person.normal["shdk"] = KEPALA


def place_from(persons: Sequence[Baris], households: Bacaan, kenal: Kenal | None) -> None:
    """RT and RW of people from the stored household first, else from its address in the file."""
    if kenal is not None:
        apply_kenal(persons, kenal)
        apply_kenal(households.baris, kenal)
    places = {
        b.text("no_kk"): (b.text("dusun"), b.text("rw"), b.text("rt"))
        for b in households.baris
        if b.is_dipakai
    }
    for person in persons:
        home = places.get(person.text("no_kk"))
        if home and person.is_dipakai:
            apply_rumah(person, home)
