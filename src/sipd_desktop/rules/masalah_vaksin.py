"""Vaccination needs: doses due and catch-up of a child, BIAS and HPV at school, Td, Covid-19.

Of a child whose doses nobody recorded only what is due by age now is told, as "menurut umur": she
may well have them in her Buku KIA. With doses recorded, missing ones are followed to 59 months. The
kader reminds; bidan and nakes decide and give. Sources per row in `data/masalah/`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from sipd_desktop.rules.masalah import Aturan, Orang, Temuan, lipat, read_table, sebut
from sipd_desktop.rules.umur import umur_bulan, umur_tahun

_BALITA = 60


@dataclass(frozen=True, slots=True)
class Suntikan:
    """One dose somebody got; the number or the date may be unknown."""

    antigen: str
    ke: int | None = None
    tanggal: date | None = None


@dataclass(frozen=True, slots=True)
class Dosis:
    """One dose of the schedule: due from month `dari`, routine to `rutin`, catch-up to `kejar`."""

    kode: str
    antigen: str
    ke: int
    label: str
    dari: int
    rutin: int
    kejar: int
    jarak: int
    """Days after the dose before."""


@cache
def load_dosis() -> tuple[Dosis, ...]:
    """The schedule of balita, in the order of the Buku KIA."""
    keys = ("kode", "antigen", "ke", "label", "dari", "rutin", "kejar", "jarak")
    return tuple(Dosis(**{k: row[k] for k in keys}) for row in read_table()["dosis"])


@cache
def _names() -> Mapping[str, str]:
    found: dict[str, str] = {}
    for antigen, names in read_table()["antigen"].items():
        for name in (antigen, *names):
            found.setdefault(lipat(name), antigen)
    return found


def find_suntikan(teks: str, ke: int | None = None, tanggal: date | None = None) -> Suntikan | None:
    """The dose a text names (`DPT-HB-Hib 2`, `Polio tetes 1`, `BCG`); None when it names none."""
    whole = lipat(teks)
    if whole in _names():
        return Suntikan(_names()[whole], ke, tanggal)
    number = re.search(r"(\d)\s*$", teks.strip())
    if number and (antigen := _names().get(lipat(teks.strip()[: number.start()]))):
        return Suntikan(antigen, ke if ke is not None else int(number.group(1)), tanggal)
    return None


def list_suntikan(teks: str, tanggal: date | None) -> tuple[Suntikan, ...]:
    """Doses named in a free text of the bidan: parts between commas, semicolons, `dan`, `+`."""
    parts = re.split(r"[,;+\n]|\bdan\b", teks)
    found = (find_suntikan(re.sub(r"^(imunisasi|vaksin)\s+", "", p.strip(), flags=re.I), None,
                           tanggal) for p in parts)  # fmt: skip
    return tuple(s for s in found if s is not None)


def judge_vaksin(
    orang: Orang, suntikan: Sequence[Suntikan], aturan: Aturan, *, hamil: bool = False
) -> tuple[Temuan, ...]:
    """Needs of one person, at most one record per group: anak, sekolah, td, covid19."""
    if orang.lahir is None or orang.lahir > aturan.acuan:
        return ()
    bulan = umur_bulan(orang.lahir, aturan.acuan)
    found: list[Temuan | None] = []
    if bulan < _BALITA:
        found.append(_anak(bulan, suntikan, aturan))
    else:
        found.append(_sekolah(orang, orang.lahir, suntikan, aturan))
    if hamil:
        found.append(_td(suntikan, aturan))
    found.append(_covid(umur_tahun(orang.lahir, aturan.acuan), suntikan, aturan))
    return tuple(t for t in found if t is not None)


def _temuan(kunci: str, why: str, known: Iterable[Suntikan] = ()) -> Temuan:
    days = [s.tanggal for s in known if s.tanggal]
    return Temuan("vaksinasi", why, max(days, default=None), kode=kunci, kunci=kunci)


def _anak(bulan: int, suntikan: Sequence[Suntikan], aturan: Aturan) -> Temuan | None:
    table = [d for d in load_dosis() if d.antigen != "je" or aturan["JE.AKTIF"]]
    antigens = {d.antigen for d in table}
    known = [s for s in suntikan if s.antigen in antigens]
    if not known:
        now = [d.label for d in table if d.dari <= bulan <= d.rutin]
        if not now:
            return None
        why = f"Menurut umur sudah waktunya: {sebut(now)}. Belum ada catatan dosis; lihat Buku KIA."
        return _temuan("anak", why)
    due: list[Dosis] = []
    late: list[Dosis] = []
    for dose in table:
        if _has(known, dose) or not _may_now(known, dose, bulan, aturan.acuan):
            continue
        (due if bulan <= dose.rutin else late).append(dose)
    if not due and not late:
        return None
    parts = []
    if due:
        parts.append(f"Sudah waktunya: {sebut(d.label for d in due)}.")
    if late:
        parts.append(f"Perlu dikejar: {sebut(d.label for d in late)}.")
    return _temuan("anak", " ".join(parts), known)


def _has(known: Sequence[Suntikan], dose: Dosis) -> bool:
    """Given: the same number, a later one of the series, or as many undated numbers as needed."""
    same = [s for s in known if s.antigen == dose.antigen]
    numbered = [s.ke for s in same if s.ke is not None]
    if any(ke >= dose.ke for ke in numbered):
        return True
    return len({(s.ke, s.tanggal) for s in same if s.ke is None}) >= max(dose.ke, 1)


def _may_now(known: Sequence[Suntikan], dose: Dosis, bulan: int, acuan: date) -> bool:
    """Old enough, not too old, long enough after the dose before; that dose itself given."""
    if not dose.dari <= bulan <= dose.kejar:
        return False
    if dose.ke <= 1 or not dose.jarak:
        return True
    before = [s for s in known if s.antigen == dose.antigen and s.ke == dose.ke - 1]
    days = [s.tanggal for s in before if s.tanggal]
    return not days or max(days) + timedelta(days=dose.jarak) <= acuan


def _sekolah(
    orang: Orang, lahir: date, suntikan: Sequence[Suntikan], aturan: Aturan
) -> Temuan | None:
    umur, due = umur_tahun(lahir, aturan.acuan), []
    for row in read_table()["sekolah"]:
        last = max(row["umur"], aturan["HPV.SUSULAN"] if row["antigen"] == "hpv" else 0)
        if not row["umur"] <= umur <= last or (row["jk"] and row["jk"] != orang.jk):
            continue
        if not _got_since(suntikan, row["antigen"], lahir, row["sejak_umur"]):
            due.append(f"{row['label']} ({_BULAN[row['bulan']]})")
    if not due:
        return None
    why = f"Menurut umur {umur} tahun (BIAS): {sebut(due)}. Tanyakan ke sekolah atau bidan."
    return _temuan("sekolah", why)


_BULAN = {8: "Agustus", 11: "November"}


def _got_since(suntikan: Sequence[Suntikan], antigen: str, lahir: date, umur: int) -> bool:
    days = [s.tanggal for s in suntikan if s.antigen == antigen]
    return any(d is None or umur_tahun(lahir, d) >= umur for d in days)


def _td(suntikan: Sequence[Suntikan], aturan: Aturan) -> Temuan | None:
    """Td of a pregnant woman: the next of T1-T5 once its interval has passed."""
    known = [s for s in suntikan if s.antigen == "td"]
    got = max((s.ke for s in known if s.ke), default=len(known))
    rows = read_table()["td"]
    if got >= len(rows):
        return None
    if not known:
        why = "Sedang hamil, status Td (T1-T5) belum tercatat. Lihat Buku KIA."
        return _temuan("td", why)
    last = max((s.tanggal for s in known if s.tanggal), default=None)
    if last is not None and last + timedelta(days=rows[got]["hari"]) > aturan.acuan:
        return None
    return _temuan("td", f"Sedang hamil, tercatat T{got}. Berikutnya T{got + 1}.", known)


def _covid(umur: int, suntikan: Sequence[Suntikan], aturan: Aturan) -> Temuan | None:
    if not aturan["COVID.AKTIF"] or umur < aturan["COVID.UMUR"]:
        return None
    known = [s for s in suntikan if s.antigen == "covid19"]
    got = max(len(known), max((s.ke or 0 for s in known), default=0))
    if got >= aturan["COVID.DOSIS"]:
        return None
    why = f"Vaksin Covid-19 tercatat {got} dari {aturan['COVID.DOSIS']} dosis."
    return _temuan("covid19", why, known)
