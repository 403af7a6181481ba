"""H+1..H+3: who did not come, RT by RT, whose news must be asked after, and whether all is signed.

A referral is asked after the next day when it was urgent, else after seven days; nobody here says
of a person what was found.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from sqlalchemy import Connection

from sipd_desktop.rules.jadwal import SESUDAH_HARI
from sipd_desktop.rules.penilaian import Tingkat
from sipd_desktop.services.hari.baris import Antrean, Hari, KelompokRt, Orang, RingkasHari
from sipd_desktop.services.hari.hadir import list_antrean, list_belum, ringkas
from sipd_desktop.services.hari.hasil import load_ringkas
from sipd_desktop.services.hari.keadaan import BATAS_TUTUP
from sipd_desktop.services.hari.riwayat import load_catatan

CEK_HARI: Final = {Tingkat.BAHAYA: 1, Tingkat.RUJUK: 7}
"""Level A is asked after the next day, level B after seven (DESIGN section 6)."""


@dataclass(frozen=True, slots=True)
class Cek:
    """One person to ask after; `tanggal` is when."""

    orang: Orang
    nomor: int
    tanggal: date

    def is_due(self, tanggal: date) -> bool:
        """From its day on, for as long as the days after a hari buka last."""
        return 0 <= (tanggal - self.tanggal).days <= SESUDAH_HARI


@dataclass(frozen=True, slots=True)
class Sesudah:
    """What is left of a day."""

    hari: Hari
    lewat: int
    """Days since."""
    ringkas: RingkasHari
    belum: tuple[KelompokRt, ...]
    bidan: tuple[Antrean, ...]
    """Who was sent to the bidan that day."""
    cek: tuple[Cek, ...]
    belum_diukur: int
    """Balita who came but were not weighed."""

    @property
    def susulan(self) -> bool:
        """The day still takes entries."""
        return self.hari.status != "tutup"

    @property
    def batas(self) -> date:
        """Until when entries can be made up."""
        return self.hari.tanggal + timedelta(days=BATAS_TUTUP)


def open_sesudah(conn: Connection, hari: Hari, tanggal: date) -> Sesudah:
    """The rest of a day, seen from a later date."""
    antrean = list_antrean(conn, hari.id)
    return Sesudah(
        hari=hari,
        lewat=(tanggal - hari.tanggal).days,
        ringkas=ringkas(conn, hari.id),
        belum=list_belum(conn, hari.id),
        bidan=tuple(a for a in antrean if a.ke_bidan),
        cek=list_cek(conn, hari),
        belum_diukur=sum(not a.sudah_diukur and a.orang.is_balita for a in antrean),
    )


def list_cek(conn: Connection, hari: Hari) -> tuple[Cek, ...]:
    """Who was referred on a day, with the date their news is due; the earliest first."""
    antrean = {a.orang.id: a for a in list_antrean(conn, hari.id)}
    rows = load_catatan(conn, list(antrean), hari.tanggal)
    today = {
        owner: [r for r in history if r.hari_buka_id == hari.id] for owner, history in rows.items()
    }
    wanted = {r.isian_id for found in today.values() for r in found}
    people = {key: a.orang for key, a in antrean.items()}
    judged = load_ringkas(conn, people, rows, wanted)
    found = []
    for owner, mine in today.items():
        levels = [judged[r.isian_id].tingkat for r in mine if r.isian_id in judged]
        days = CEK_HARI.get(Tingkat(min(levels))) if levels else None
        if days is not None:
            when = hari.tanggal + timedelta(days=days)
            found.append(Cek(people[owner], antrean[owner].nomor, when))
    return tuple(sorted(found, key=lambda c: (c.tanggal, c.nomor)))
