"""What changed between two days of pendataan: per kind how many then, now, new and gone.

Judged by the same rules from the answers of both days, over those who were asked by the first day
and again by the second: who was never asked before is not a new case, and who died or moved away in
between is named apart and counted nowhere else. What people decided since plays no part on the
screen; what leaves the Posyandu (`keluar`) counts only what somebody confirmed.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from sqlalchemy import Connection, select

from sipd_desktop.bidang.umum.masalah import JENIS_MASALAH
from sipd_desktop.rules.masalah import Aturan, Keluarga, Orang
from sipd_desktop.rules.masalah_keluarga import judge_keluarga
from sipd_desktop.rules.masalah_warga import judge_orang
from sipd_desktop.services.gabung import load_kini
from sipd_desktop.services.hak import Penjaga
from sipd_desktop.services.masalah.setelan import load_aturan
from sipd_desktop.services.masalah.sumber import to_data_keluarga, to_data_orang
from sipd_desktop.services.orang import JK
from sipd_desktop.services.petak.pendataan import (
    Terdata,
    list_tanggal,
    load_penduduk,
    load_terdata,
)
from sipd_desktop.services.petak.pergi import Kasus, Pergi, list_pergi
from sipd_desktop.services.petak.sumber import hidden_jenis
from sipd_desktop.services.petugas import Petugas
from sipd_desktop.storage.tables import SYNCED

_WARGA, _MASALAH = SYNCED["warga"].c, SYNCED["masalah"].c
_PASTI = ("terkonfirmasi", "ditangani", "selesai")
_DARI_DATA = frozenset(
    jenis for jenis, _ in JENIS_MASALAH if jenis not in ("vaksinasi", "stunting", "lain")
)
"""Kinds that follow from pendataan alone."""
Lahir = tuple[str, date | None]
"""Sex and birth date."""


@dataclass(frozen=True, slots=True)
class BarisTren:
    """One kind over the two days."""

    jenis: str
    label: str
    dulu: int
    kini: int
    baru: int
    hilang: int
    pergi: int
    """Had it on the first day, and is no longer here; in none of the other figures."""
    tertutup: bool

    @property
    def tetap(self) -> int:
        """Found on both days."""
        return self.kini - self.baru


@dataclass(frozen=True, slots=True)
class Tren:
    """The comparison; `tanggal` are all days there are (newest first), also when too few."""

    tanggal: tuple[tuple[date, int], ...]
    awal: date | None
    akhir: date | None
    keluarga: int
    """Households asked by both days."""
    orang: int
    baris: tuple[BarisTren, ...]
    pergi: tuple[Pergi, ...] = ()
    """As far as this account may see them; none in what leaves the Posyandu."""


def open_tren(
    conn: Connection,
    petugas: Petugas,
    awal: date | None = None,
    akhir: date | None = None,
    posyandu_id: str = "",
    *,
    keluar: bool = False,
) -> Tren:
    """Compare two days of pendataan; without them the first and the last there are.

    `keluar` counts only subjects with a confirmed masalah of that kind. Raises NotAllowed for who
    sees figures only: answers are dugaan.
    """
    guard = Penjaga(conn, petugas, "")
    guard.check("masalah", "lihat", "masalah", {}, posyandu_sendiri=True)
    days = list_tanggal(conn)
    if len(days) < 2:
        only = days[0][0] if days else None
        return Tren(days, only, only, 0, 0, ())
    first, last = awal or days[-1][0], akhir or days[0][0]
    first, last = min(first, last), max(first, last)
    born = _born(conn)
    then = _Keadaan(conn, first, posyandu_id, born)
    now = _Keadaan(conn, last, posyandu_id, born)
    both = then.asked_again(now, first)
    left = then.left(now)
    old, new = then.cases(conn, both), now.cases(conn, both)
    gone = then.cases(conn, left)
    if keluar:
        sure = _confirmed(conn)
        old, new, gone = (_only(cases, sure) for cases in (old, new, gone))
    closed = hidden_jenis(conn, petugas)
    rows = tuple(
        BarisTren(
            jenis,
            label,
            len(old[jenis]),
            len(new[jenis]),
            len(new[jenis] - old[jenis]),
            len(old[jenis] - new[jenis]),
            len(gone[jenis]),
            jenis in closed,
        )
        for jenis, label in JENIS_MASALAH
        if jenis in _DARI_DATA
    )
    homes = sum(subject in now.rumah for subject in both)
    named = () if keluar else list_pergi(conn, petugas, gone)
    return Tren(days, first, last, homes, len(both) - homes, rows, named)


def _confirmed(conn: Connection) -> Kasus:
    """Subjects whose masalah of a kind a person confirmed, by kind."""
    query = select(_MASALAH.subjek, _MASALAH.jenis).where(
        _MASALAH.deleted_at.is_(None), _MASALAH.status.in_(_PASTI)
    )
    kini = load_kini(conn)
    found: Kasus = defaultdict(set)
    for subjek, jenis in conn.execute(query):
        found[jenis].add(kini.get(subjek, subjek))
    return found


def _only(cases: Kasus, wanted: Kasus) -> Kasus:
    return defaultdict(set, {jenis: who & wanted[jenis] for jenis, who in cases.items()})


class _Keadaan:
    """The newest answers up to one day, of those who lived here on it."""

    def __init__(
        self, conn: Connection, sampai: date, posyandu_id: str, born: Mapping[str, Lahir]
    ) -> None:
        self.sampai = sampai
        self._born = born
        here = load_penduduk(conn, sampai)
        self.penghuni = here.rumah
        self.rumah = _by_id(load_terdata(conn, "keluarga", sampai, here), posyandu_id)
        self.orang = _by_id(load_terdata(conn, "warga", sampai, here), posyandu_id)

    def asked_again(self, later: _Keadaan, sejak: date) -> set[str]:
        """Subjects asked by this day, and again after it by the later one."""
        again = {**later.rumah, **later.orang}
        return {
            subject
            for subject in (*self.rumah, *self.orang)
            if subject in again and again[subject].tanggal > sejak
        }

    def left(self, later: _Keadaan) -> set[str]:
        """Subjects asked by this day who are not here on the later one."""
        there = {*later.penghuni, *later.penghuni.values()}
        return {subject for subject in (*self.rumah, *self.orang) if subject not in there}

    def cases(self, conn: Connection, wanted: set[str]) -> Kasus:
        """What the rules of that day find of these subjects."""
        rules = load_aturan(conn, self.sampai)
        people, homes = self._people, self._homes
        found: Kasus = defaultdict(set)
        for subject in wanted & set(self.rumah):
            _add(found, subject, _kinds_home(homes[subject], rules))
        for subject in wanted & set(self.orang):
            _add(found, subject, (t.jenis for t in judge_orang(people[subject], rules)))
        return found

    @cached_property
    def _people(self) -> dict[str, Orang]:
        found = {}
        for who, row in self.orang.items():
            data = to_data_orang(row.tanggal, row.nilai)
            jk, lahir = self._born.get(who, ("", None))
            found[who] = Orang(who, jk, lahir, data, data, data)
        return found

    @cached_property
    def _homes(self) -> dict[str, Keluarga]:
        people = self._people
        members: dict[str, list[Orang]] = defaultdict(list)
        for who, home in self.penghuni.items():
            if home:
                jk, lahir = self._born.get(who, ("", None))
                members[home].append(people.get(who) or Orang(who, jk, lahir))
        found = {}
        for home, row in self.rumah.items():
            data = to_data_keluarga((row.tanggal, row.nilai))
            found[home] = Keluarga(home, tuple(members.get(home, ())), data, data)
        return found


def _kinds_home(home: Keluarga, rules: Aturan) -> Iterable[str]:
    return (t.jenis for t in judge_keluarga(home, rules))


def _add(found: Kasus, subject: str, kinds: Iterable[str]) -> None:
    for jenis in kinds:
        found[jenis].add(subject)


def _by_id(rows: Sequence[Terdata], posyandu_id: str) -> dict[str, Terdata]:
    return {r.subjek: r for r in rows if posyandu_id in ("", r.tempat.posyandu_id)}


def _born(conn: Connection) -> dict[str, Lahir]:
    query = select(_WARGA.id, _WARGA.jenis_kelamin, _WARGA.tanggal_lahir)
    return {
        row_id: (JK.get(jk, ""), date.fromisoformat(lahir) if lahir else None)
        for row_id, jk, lahir in conn.execute(query)
    }
