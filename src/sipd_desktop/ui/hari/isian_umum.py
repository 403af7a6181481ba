"""What is typed in one quick row, apart from any widget: values, where Enter goes, what is asked.

Enter goes to the next box, also from an empty one; in the last box it saves. A box that held a
stored value and was changed saves at once (a correction). Enter never takes a suggested number: a
soft finding holds the cursor once, a hard one until the number is changed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from decimal import Decimal

from sipd_desktop.base.errors import Problem
from sipd_desktop.base.tampil import parse_desimal
from sipd_desktop.services.hari.ukur_umum import LembarUmum, Nilai
from sipd_desktop.ui.hari.isian_ukur import Langkah, to_text
from sipd_desktop.ui.hari.kolom_umum import TD, kotak_of, list_kotak, list_tik

Periksa = Callable[[LembarUmum, Nilai], Sequence[Problem]]
SUMBER = ("alat", "buku", "ditanyakan")
LO_HI = {"L": "LO", "H": "HI"}
_TD = re.compile(r"(\d{2,3})/(\d{2,3})\Z")


class IsianUmum:
    """The entry of one person until it is saved; kept as a draft when the panel is left."""

    def __init__(self, lembar: LembarUmum) -> None:
        self.lembar = lembar
        jk = lembar.orang.jk
        self.kotak = tuple(k.key for k in list_kotak(lembar.form, jk))
        self.teks = {key: _stored(lembar.nilai, key) for key in self.kotak}
        self.tik = {key: lembar.nilai.get(key) for key, _, _ in list_tik(lembar.form, jk)}
        row = str(lembar.nilai.get("sumber") or SUMBER[0])
        self.sumber = {key: str(lembar.nilai.get(f"sumber_{key}") or row) for key in self.kotak}
        self.awal = dict(self.teks), dict(self.tik), dict(self.sumber)
        self._asked: set[tuple[str, str, str]] = set()

    # values

    def nilai(self) -> dict[str, object]:
        """What stands in the boxes now; a box that cannot be read counts as empty."""
        values: dict[str, object] = {}
        for key in self.kotak:
            try:
                values.update(_parse(key, self.teks[key]))
            except ValueError:
                values.update(_parse(key, ""))
        values.update(self.tik)
        filled = [key for key in self.kotak if self.teks[key].strip()]
        # baris selalu "alat", yang lain disebut satu per satu: dua laptop tidak pernah berbeda
        values["sumber"] = SUMBER[0]
        others = {k: self.sumber[k] for k in filled if self.sumber[k] != SUMBER[0]}
        values.update({f"sumber_{k}": source for k, source in others.items()})
        return values

    def unreadable(self, key: str) -> Problem | None:
        """The finding about a box whose text is no number."""
        try:
            _parse(key, self.teks[key])
        except ValueError:
            return Problem(key, "td-belum-lengkap" if key == TD else "isian-angka")
        return None

    @property
    def berubah(self) -> bool:
        """Something differs from what is stored."""
        return (self.teks, self.tik, self.sumber) != self.awal

    @property
    def kosong(self) -> bool:
        """Nothing was filled in at all."""
        return not any(t.strip() for t in self.teks.values()) and not any(self.tik.values())

    @property
    def mulai(self) -> str:
        """The box the cursor begins at: the first empty one, else the first."""
        return next((k for k in self.kotak if not self.teks[k].strip()), self.kotak[0])

    def is_changed(self, key: str) -> bool:
        """This box differs from what is stored."""
        return self.teks[key].strip() != self.awal[0][key]

    def is_correction(self, key: str) -> bool:
        """This box held a stored value that was changed: Enter saves at once."""
        return bool(self.awal[0][key]) and self.is_changed(key)

    def resume(self, draft: IsianUmum) -> None:
        """Go on with what was typed before and not saved, also on the form of another group."""
        for key in self.kotak:
            if key in draft.teks and draft.is_changed(key):
                self.teks[key] = draft.teks[key]
                self.sumber[key] = draft.sumber[key]
        for key in self.tik:
            if key in draft.tik and draft.tik[key] != draft.awal[1][key]:
                self.tik[key] = draft.tik[key]

    # acts

    def next_sumber(self, key: str) -> str:
        """Where the number of this box comes from: alat, buku, ditanyakan, and again."""
        place = SUMBER.index(self.sumber[key]) + 1
        self.sumber[key] = SUMBER[place % len(SUMBER)]
        return self.sumber[key]

    def problems(self, periksa: Periksa) -> tuple[Problem, ...]:
        """All findings now: unreadable boxes first, then those of the rules."""
        bad = [p for p in map(self.unreadable, self.kotak) if p]
        known = {p.field for p in bad}
        found = periksa(self.lembar, self.nilai())
        return (*bad, *(p for p in found if kotak_of(p.field) not in known))

    def enter(self, key: str, periksa: Periksa) -> Langkah:
        """Where Enter in box `key` leads."""
        found = [p for p in self.problems(periksa) if kotak_of(p.field) == key]
        held = self._hold(found)
        if held:
            return Langkah("tahan", key, held)
        if self.is_correction(key) or key == self.kotak[-1]:
            return self.save(periksa)
        return Langkah("ke", self.kotak[self.kotak.index(key) + 1])

    def save(self, periksa: Periksa) -> Langkah:
        """Save from anywhere, unless a box holds it."""
        if self.kosong and not self.berubah:
            first = self.kotak[0]
            return Langkah("tahan", first, Problem(first, "belum-ada-ukuran"))
        held = self._hold(self.problems(periksa))
        if held:
            return Langkah("tahan", kotak_of(held.field), held)
        return Langkah("simpan")

    def _hold(self, found: Sequence[Problem]) -> Problem | None:
        """The finding that keeps the cursor: a hard one always, a soft one the first time."""
        for problem in found:
            if problem.hard:
                return problem
        for problem in found:
            mark = (problem.field, problem.code, self.teks.get(kotak_of(problem.field), ""))
            if mark not in self._asked:
                self._asked.add(mark)
                return problem
        return None


def _parse(key: str, text: str) -> dict[str, object]:
    plain = text.strip()
    if key == TD:
        if not plain:
            return {"sistolik": None, "diastolik": None}
        found = _TD.match(plain)
        if found is None:
            raise ValueError(text)
        return {"sistolik": int(found[1]), "diastolik": int(found[2])}
    if key == "gds":
        code = plain if plain in LO_HI.values() else None
        number = None if code else parse_desimal(plain)
        if number is not None and number != number.to_integral_value():
            raise ValueError(text)
        return {"gds": None if number is None else int(number), "gds_kode": code}
    value: Decimal | None = parse_desimal(plain)
    return {key: value}


def _stored(nilai: Nilai, key: str) -> str:
    """A stored value as it is typed: `62,5`, `120/80`, `HI`; empty for none."""
    if key == TD:
        atas, bawah = nilai.get("sistolik"), nilai.get("diastolik")
        return "" if atas is None or bawah is None else f"{atas}/{bawah}"
    if key == "gds" and nilai.get("gds_kode"):
        return str(nilai["gds_kode"])
    return to_text(nilai.get(key))
