"""The printed sheet as it is keyed in: each number, who it is, and whether it was done already."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection

from sipd_desktop.services.hari.baris import Hari, Orang
from sipd_desktop.services.hari.hari import get_hari
from sipd_desktop.services.hari.riwayat import load_catatan, measured_ids
from sipd_desktop.services.hari.urutan_lembar import list_lembar, list_urutan


@dataclass(frozen=True, slots=True)
class BarisSusulan:
    """One line of the sheet; `berat` is what was keyed, as text, when it was."""

    nomor: int
    orang: Orang
    di_lembar: bool
    selesai: bool
    berat: str


@dataclass(frozen=True, slots=True)
class Susulan:
    """The sheet of a day; `kode` of the order in use, `lain` of other sheets printed for it."""

    hari: Hari
    kode: str
    lain: tuple[str, ...]
    baris: tuple[BarisSusulan, ...]

    @property
    def selesai(self) -> int:
        """How many lines are keyed."""
        return sum(b.selesai for b in self.baris)

    def find(self, nomor: int) -> BarisSusulan | None:
        """The line of a number."""
        return next((b for b in self.baris if b.nomor == nomor), None)

    def next_after(self, nomor: int) -> BarisSusulan | None:
        """The first line below this number that is not keyed yet; None at the end of the sheet."""
        return next((b for b in self.baris if b.nomor > nomor and not b.selesai), None)

    def step(self, nomor: int, by: int) -> BarisSusulan | None:
        """The line above or below, keyed or not; the end stays the end."""
        numbers = [b.nomor for b in self.baris]
        if not numbers:
            return None
        place = sum(n < nomor for n in numbers)
        if by > 0 and place < len(numbers) and numbers[place] == nomor:
            place += by
        elif by > 0:
            place += by - 1
        else:
            place += by
        return self.baris[min(max(place, 0), len(numbers) - 1)]


def open_susulan(conn: Connection, hari_id: str, kode: str = "") -> Susulan:
    """The sheet of a day in printed order; raises `hari-tidak-ada`."""
    hari = get_hari(conn, hari_id)
    printed = list_lembar(conn, hari.posyandu_id, hari.tanggal)
    known = [s.kode for s in printed]
    used = kode if kode in known else (known[-1] if known else "")
    rows = list_urutan(conn, hari.posyandu_id, hari.tanggal, used)
    done = measured_ids(conn, hari_id)
    berat = {}
    people = [r.orang.id for r in rows if r.orang.id in done]
    for warga, catatan in load_catatan(conn, people, hari.tanggal).items():
        today = [c for c in catatan if c.hari_buka_id == hari_id]
        if today and today[-1].nilai.berat_badan is not None:
            berat[warga] = format(today[-1].nilai.berat_badan, "f").replace(".", ",")
    lines = tuple(
        BarisSusulan(
            r.nomor, r.orang, r.di_lembar, r.orang.id in done, _short(berat.get(r.orang.id, ""))
        )
        for r in rows
    )
    return Susulan(hari, used, tuple(k for k in known if k != used), lines)


def _short(text: str) -> str:
    """`11,20` as it is written on paper: `11,2`."""
    whole, comma, part = text.partition(",")
    return f"{whole},{part.rstrip('0') or '0'}" if comma else text
