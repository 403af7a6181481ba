"""H+1..H+3: who did not come, RT by RT, whose news must be asked after, and whether all is signed.

A referral is asked after the next day when it was urgent, else after seven days; nobody here says
of a person what was found.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from sqlalchemy import Connection, select

from sipd_desktop.bidang.kesehatan.layanan_bidan import LAYANAN_BIDAN
from sipd_desktop.rules.jadwal import SESUDAH_HARI
from sipd_desktop.rules.penilaian import Tingkat
from sipd_desktop.services.gabung import load_kini
from sipd_desktop.services.hari.baris import Antrean, Hari, KelompokRt, Orang, RingkasHari
from sipd_desktop.services.hari.hadir import list_antrean, list_belum, ringkas
from sipd_desktop.services.hari.hasil import load_ringkas
from sipd_desktop.services.hari.keadaan import BATAS_TUTUP
from sipd_desktop.services.hari.riwayat import load_catatan
from sipd_desktop.storage.bentuk import parse
from sipd_desktop.storage.tables import SYNCED

_ISIAN = SYNCED["isian"].c

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
    dijawab: int
    """How many the bidan has answered."""
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
        bidan=tuple(a for a in antrean if a.ke_bidan and a.orang.is_sini),
        cek=list_cek(conn, hari),
        dijawab=len(load_jawaban(conn, hari.id)),
        belum_diukur=sum(not a.sudah_diukur and a.orang.is_balita for a in antrean),
    )


def list_cek(conn: Connection, hari: Hari) -> tuple[Cek, ...]:
    """Who was referred on a day, with the date their news is due; the earliest first.

    By the findings of a balita, unless the bidan saw the child and sent it home; and whoever the
    bidan herself referred, of any group.
    """
    antrean = {a.orang.id: a for a in list_antrean(conn, hari.id) if a.orang.is_sini}
    answers = load_jawaban(conn, hari.id)
    levels = _levels(conn, hari, antrean)
    found = []
    for owner, row in antrean.items():
        days = CEK_HARI.get(levels.get(owner, Tingkat.BAIK))
        if answers.get(owner) == "diperiksa":
            days = None
        elif answers.get(owner) == "dirujuk" and days is None:
            days = CEK_HARI[Tingkat.RUJUK]
        if days is not None:
            found.append(Cek(row.orang, row.nomor, hari.tanggal + timedelta(days=days)))
    return tuple(sorted(found, key=lambda c: (c.tanggal, c.nomor)))


def _levels(conn: Connection, hari: Hari, antrean: Mapping[str, Antrean]) -> dict[str, Tingkat]:
    """The worst finding of each balita weighed that day."""
    rows = load_catatan(conn, list(antrean), hari.tanggal)
    today = {
        owner: [r.isian_id for r in history if r.hari_buka_id == hari.id]
        for owner, history in rows.items()
    }
    wanted = {isian for found in today.values() for isian in found}
    judged = load_ringkas(conn, {k: a.orang for k, a in antrean.items()}, rows, wanted)
    return {
        owner: Tingkat(min(judged[i].tingkat for i in mine if i in judged))
        for owner, mine in today.items()
        if any(i in judged for i in mine)
    }


def load_jawaban(conn: Connection, hari_id: str) -> dict[str, str]:
    """What the bidan did for whom on a day: surviving person -> `tindakan_bidan`."""
    query = select(_ISIAN.subjek, _ISIAN.body).where(
        _ISIAN.hari_buka_id == hari_id,
        _ISIAN.form == LAYANAN_BIDAN.key,
        _ISIAN.deleted_at.is_(None),
    )
    kini = load_kini(conn)
    return {
        kini.get(subjek, subjek): str(parse(body).get("tindakan_bidan") or "")
        for subjek, body in conn.execute(query)
    }
