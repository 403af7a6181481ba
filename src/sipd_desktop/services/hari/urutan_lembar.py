"""The order of the printed Lembar Hari Buka: which number stands for whom, on every laptop.

A number written on paper must never come to mean somebody else. Printing therefore freezes the
order as a synced row `lembar_hari` that is never changed again (its id comes from its content, so
two laptops cannot differ on one sheet). Printing again keeps the numbers of the sheet before and
puts people added since at the end. The balita come first, then the other groups as the sheet lists
them. Without a printed sheet the order of the balita is made anew each time: dusun, RW, RT,
household, name. The short `kode` printed on the sheet tells which order it has.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, select

from sipd_desktop.base import ids
from sipd_desktop.services.catat import Changes, Niat, Petugas
from sipd_desktop.services.gabung import load_kini
from sipd_desktop.services.hari.baris import Hari, Orang
from sipd_desktop.services.hari.hadir import list_sasaran
from sipd_desktop.services.orang import list_orang
from sipd_desktop.spec.field import Wire
from sipd_desktop.storage.bentuk import parse_list
from sipd_desktop.storage.tables import SYNCED

_LEMBAR = SYNCED["lembar_hari"]
_MUAT = 2000
"""People of one sheet (`lembar_hari.urutan`)."""
_HURUF = "ABCDEFGHJKLMNPRSTUVWXYZ"


@dataclass(frozen=True, slots=True)
class BarisLembar:
    """One numbered line of the sheet; `di_lembar` False: added after the sheet was printed."""

    nomor: int
    orang: Orang
    di_lembar: bool = True


@dataclass(frozen=True, slots=True)
class Lembar:
    """One printed order; `urutan` are warga ids, the first has number 1."""

    kode: str
    urutan: tuple[str, ...]
    dicetak_pada: str


def list_urutan(
    conn: Connection, posyandu_id: str, tanggal: date, kode: str = ""
) -> tuple[BarisLembar, ...]:
    """The lines of the sheet of a day in printed order, later newcomers after them.

    `kode` chooses one of several printed sheets, default the last one. A number whose person is
    gone from this laptop, moved away or dead is left out, never given to another.
    """
    printed = [s for s in list_lembar(conn, posyandu_id, tanggal) if kode in ("", s.kode)]
    order = printed[-1].urutan if printed else ()
    live = _live(conn, posyandu_id, tanggal)
    if not printed:
        return tuple(BarisLembar(n, o, di_lembar=False) for n, o in enumerate(live, start=1))
    kini = load_kini(conn)
    standing = [kini.get(i, i) for i in order]
    people = {o.id: o for o in list_orang(conn, standing, tanggal) if o.is_sini}
    rows: dict[str, BarisLembar] = {}
    for nomor, warga in enumerate(standing, start=1):
        if warga in people:
            rows.setdefault(warga, BarisLembar(nomor, people[warga]))
    later = sorted((o for o in live if o.id not in rows), key=lambda o: o.id)
    added = (BarisLembar(n, o, di_lembar=False) for n, o in enumerate(later, len(order) + 1))
    return (*rows.values(), *added)


def list_lembar(conn: Connection, posyandu_id: str, tanggal: date) -> tuple[Lembar, ...]:
    """The sheets printed for a day, the last one last; one that was only continued is left out."""
    query = (
        select(_LEMBAR.c.urutan, _LEMBAR.c.dicetak_pada)
        .where(
            _LEMBAR.c.posyandu_id == posyandu_id,
            _LEMBAR.c.tanggal == tanggal.isoformat(),
            _LEMBAR.c.deleted_at.is_(None),
        )
        .order_by(_LEMBAR.c.dicetak_pada, _LEMBAR.c.id)
    )
    sheets = [
        Lembar(kode_of(order), order, printed or "")
        for text, printed in conn.execute(query)
        for order in (tuple(parse_list(text)),)
    ]
    return tuple(
        s
        for place, s in enumerate(sheets)
        if not any(later.urutan[: len(s.urutan)] == s.urutan for later in sheets[place + 1 :])
    )


def freeze_urutan(
    conn: Connection,
    petugas: Petugas,
    posyandu_id: str,
    tanggal: date,
    lain: Sequence[str] = (),
) -> tuple[Lembar, Changes]:
    """Hold the order that is being printed now; the same order again writes nothing.

    `lain` are the people of the other groups as they stand on the sheet, numbered after the balita.
    """
    order = [row.orang.id for row in list_urutan(conn, posyandu_id, tanggal)]
    order = with_lain(order, lain)
    printed = list_lembar(conn, posyandu_id, tanggal)
    if printed:  # numbers of people gone keep their place
        known = list(printed[-1].urutan)
        kini = load_kini(conn)
        there = {kini.get(i, i) for i in known}
        order = (known + [i for i in order if i not in there])[:_MUAT]
        if order == known:
            return printed[-1], Changes()
    day = tanggal.isoformat()
    niat = Niat(conn, petugas)
    values: dict[str, Wire] = {
        "posyandu_id": posyandu_id,
        "tanggal": day,
        "urutan": order,
        "dicetak_pada": niat.moment,
    }
    niat.put("lembar_hari", ids.lembar_hari_id(posyandu_id, day, order), values, "mencetak")
    made = Lembar(kode_of(tuple(order)), tuple(order), niat.moment)
    return made, niat.done()


def with_lain(urutan: Sequence[str], lain: Sequence[str]) -> list[str]:
    """The balita, then the others, each once, as many as a sheet can hold."""
    return list(dict.fromkeys((*urutan, *lain)))[:_MUAT]


def kode_of(urutan: tuple[str, ...]) -> str:
    """Four letters that tell one printed order from another, e.g. `KTRM`."""
    number = int.from_bytes(hashlib.sha256("\x1f".join(urutan).encode()).digest()[:8], "big")
    letters = []
    for _ in range(4):
        number, rest = divmod(number, len(_HURUF))
        letters.append(_HURUF[rest])
    return "".join(letters)


def _live(conn: Connection, posyandu_id: str, tanggal: date) -> list[Orang]:
    """Balita of the Posyandu's own area on this day, by dusun, RW, RT and name; those of one
    household beside each other, where its first name stands."""
    day = Hari("", posyandu_id, "", tanggal, "buka", (None,) * 5, "", None, None)
    people = list_sasaran(conn, day)
    first: dict[str, str] = {}
    for o in sorted(people, key=lambda o: o.nama):
        first.setdefault(o.keluarga_id or o.id, o.nama)

    def place(o: Orang) -> tuple[str, ...]:
        home = o.keluarga_id or o.id
        return (o.dusun, o.rw, o.rt, first[home], home, o.nama, o.id)

    return sorted(people, key=place)
