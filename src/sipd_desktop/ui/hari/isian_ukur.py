"""What is typed for one child, apart from any widget: values, where Enter goes, what is asked once.

Enter moves to the next box; from the height on, Enter on an empty box means "nothing more" and
saves. In a correction (the child was saved before) Enter on a changed box saves at once. Enter
never takes a suggested number: a soft finding holds the cursor once, the same number entered again
is kept; a hard finding holds it until the number is changed.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any, Literal

from sipd_desktop.base.errors import Problem
from sipd_desktop.base.tampil import parse_desimal, tanggal_angka
from sipd_desktop.rules.tanggal_teks import read_tanggal_teks
from sipd_desktop.services.hari.baris import LembarUkur, NilaiUkur
from sipd_desktop.ui.hari import kolom

Periksa = Callable[[LembarUkur, NilaiUkur], Sequence[Problem]]
TANGGAL = "tanggal_bb_lalu"


@dataclass(frozen=True, slots=True)
class Langkah:
    """Answer to Enter: go to `field`, stay at it with `problem`, or save."""

    gerak: Literal["ke", "tahan", "simpan"]
    field: str = ""
    problem: Problem | None = None


class IsianUkur:
    """The entry of one child until it is saved; kept as a draft when the panel is left."""

    def __init__(self, lembar: LembarUkur) -> None:
        self.lembar = lembar
        self.angka = kolom.list_angka(lembar)
        self.centang = kolom.list_centang(lembar)
        self.koreksi = lembar.nilai.berat_badan is not None
        self.cara = kolom.cara_ukur(lembar)
        self.teks = {key: to_text(getattr(lembar.nilai, key)) for key in self.angka}
        self.tik = {key: getattr(lembar.nilai, key) for key in self.centang}
        self.punya_kms: bool | None = None
        self._awal = dict(self.teks), dict(self.tik), self.cara
        self._asked: set[tuple[str, str, str]] = set()

    # values

    def nilai(self) -> NilaiUkur:
        """What stands in the boxes now; a box that cannot be read counts as empty."""
        values: dict[str, Any] = {key: self.read(key) for key in self.angka}
        cara = self.cara if values["tinggi_badan"] is not None else None
        return replace(self.lembar.nilai, **values, **self.tik, cara_ukur=cara)

    def read(self, key: str) -> Decimal | date | None:
        """The value of one box, None when empty or not readable."""
        try:
            return _parse(self.teks[key], key, self.lembar.hari.tanggal)
        except ValueError:
            return None

    def unreadable(self, key: str) -> Problem | None:
        """The finding about a box whose text is no number or date."""
        try:
            _parse(self.teks[key], key, self.lembar.hari.tanggal)
        except ValueError:
            return Problem(key, "isian-tanggal" if key == TANGGAL else "isian-angka")
        return None

    @property
    def berubah(self) -> bool:
        """Something differs from what is stored."""
        now = (dict(self.teks), dict(self.tik), self.cara)
        return now != self._awal or self.punya_kms is not None

    @property
    def awal(self) -> tuple[dict[str, str], dict[str, Any], str]:
        """Boxes, ticks and way of measuring as they are stored."""
        return self._awal

    @property
    def kosong(self) -> bool:
        """No box holds anything."""
        return not any(text.strip() for text in self.teks.values())

    def is_changed(self, key: str) -> bool:
        """This box differs from what is stored."""
        return self.teks[key].strip() != self._awal[0][key]

    def resume(self, draft: IsianUkur) -> None:
        """Go on with what was typed before and not saved; the stored values are newer than it."""
        for key in self.angka:
            if key in draft.teks and draft.is_changed(key):
                self.teks[key] = draft.teks[key]
        for key in self.centang:
            if key in draft.tik and draft.tik[key] != draft._awal[1][key]:
                self.tik[key] = draft.tik[key]
        if draft.cara != draft._awal[2]:
            self.cara = draft.cara
        self.punya_kms = draft.punya_kms

    # acts

    def toggle_cara(self) -> str:
        """Lying to standing and back."""
        self.cara = "berdiri" if self.cara == "baring" else "baring"
        return self.cara

    def problems(self, periksa: Periksa) -> tuple[Problem, ...]:
        """All findings now: unreadable boxes first, then those of the rules."""
        bad = [p for p in map(self.unreadable, self.angka) if p]
        return (*bad, *periksa(self.lembar, self.nilai()))

    def enter(self, key: str, periksa: Periksa) -> Langkah:
        """Where Enter in box `key` leads."""
        found = self.problems(periksa)
        held = self._hold([p for p in found if p.field == key])
        if held:
            return Langkah("tahan", key, held)
        if self._is_done(key):
            return self.save(periksa)
        return Langkah("ke", self._next(key))

    def _next(self, key: str) -> str:
        """The box below; an empty box from the height on leads to the Buku KIA boxes, if any."""
        place = self.angka.index(key)
        if self._is_tail(place) and not self.teks[key].strip() and "bb_lalu" in self.angka[place:]:
            return "bb_lalu"
        return self.angka[place + 1]

    def save(self, periksa: Periksa) -> Langkah:
        """Save from anywhere, unless a box holds it."""
        if self.kosong and not any(self.tik.values()):
            return Langkah("tahan", self.angka[0], Problem(self.angka[0], "belum-ada-ukuran"))
        held = self._hold(self.problems(periksa))
        if held:
            field = held.field if held.field in self.teks else self.angka[0]
            return Langkah("tahan", field, held)
        return Langkah("simpan")

    def _is_tail(self, place: int) -> bool:
        return place >= self.angka.index(kolom.EKOR)

    def _is_done(self, key: str) -> bool:
        """Enter here saves: the last box, a changed box of a correction, an empty box at the end.

        In the first month an empty box leads to "BB bulan lalu" once; empty there, it saves.
        """
        place = self.angka.index(key)
        if place == len(self.angka) - 1:
            return True
        if self.koreksi and self.is_changed(key):
            return True
        if self.teks[key].strip() or not self._is_tail(place):
            return False
        return "bb_lalu" not in self.angka[place + 1 :]

    def _hold(self, found: Sequence[Problem]) -> Problem | None:
        """The finding that keeps the cursor: a hard one always, a soft one the first time."""
        for problem in found:
            if problem.hard:
                return problem
        for problem in found:
            mark = (problem.field, problem.code, self.teks.get(problem.field, ""))
            if mark not in self._asked:
                self._asked.add(mark)
                return problem
        return None


def _parse(text: str, key: str, acuan: date) -> Decimal | date | None:
    plain = text.strip()
    if not plain:
        return None
    if key != TANGGAL:
        return parse_desimal(plain)
    return read_tanggal_ketik(plain, acuan)


def read_tanggal_ketik(text: str, acuan: date) -> date:
    """A typed date: dd-mm-yyyy in any spelling, or its bare digits ddmmyyyy / ddmmyy."""
    plain = text.strip()
    if plain.isdigit() and len(plain) in (6, 8):
        plain = f"{plain[:2]}-{plain[2:4]}-{plain[4:]}"
    elif plain.isdigit():
        raise ValueError(text)
    found = read_tanggal_teks(plain, acuan)
    if found.tanggal is None:
        raise ValueError(text)
    return found.tanggal


def to_text(value: object) -> str:
    """A stored value as it is typed: `8,9`, `21-10-2026`; empty for none."""
    if value is None:
        return ""
    if isinstance(value, date):
        return tanggal_angka(value)
    text = f"{value:f}" if isinstance(value, Decimal) else str(value)
    if "." in text:
        whole, part = text.split(".")
        part = part.rstrip("0") or "0"
        text = f"{whole},{part}"
    return text
