"""Is the laptop's clock to be believed? If not, a person says what day it is, before any entry.

Cheap laptops lose their clock with their battery, and a date set wrong makes every age and status
wrong. Asked when the clock stands before this laptop's last saved act, when a hari buka lies ahead
of it, when an open hari buka or the last act lies far behind it, or when it goes on from a date
that was answered otherwise. The answer holds for that day of the clock; stored instants are never
touched and order is by counters (docs/jam.md). The clock itself comes in as a value.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final, Literal

from sqlalchemy import ColumnElement, Connection, select

from sipd_desktop.base.clock import instant_text, parse_instant, zone_of
from sipd_desktop.rules.jadwal import SESUDAH_HARI
from sipd_desktop.rules.periode import Periode
from sipd_desktop.services.rencana import open_rencana
from sipd_desktop.storage.keadaan import get_setelan, get_state, set_setelan
from sipd_desktop.storage.tables import SYNCED

Alasan = Literal["mundur", "depan", "jauh", "lanjut", "rencana"]
"""Before the last act; a hari buka lies ahead; far from what is known; after an answer that
differed from the clock; far from the planned day."""

_JAWABAN, _SUDAH, _RENCANA = "jam_jawaban", "jam_sudah_ditanya", "jam_rencana"
_TINDAKAN, _HARI = SYNCED["tindakan"], SYNCED["hari_buka"]
_SEBULAN: Final = timedelta(days=31)


@dataclass(frozen=True, slots=True)
class Pertanyaan:
    """Why it is asked, and the two dates that may be meant: the clock's first."""

    alasan: Alasan
    jam: date
    lain: date
    terakhir: date | None
    """The day of this laptop's last saved act."""


@dataclass(frozen=True, slots=True)
class Jam:
    """Today as far as it is known; with a question, nothing may be entered before the answer."""

    hari_ini: date
    tanya: Pertanyaan | None = None


@dataclass(frozen=True, slots=True)
class _Jawaban:
    """What was answered last: the clock's date then, the day answered, the clock's instant."""

    jam: date
    hari: date
    saat: str
    nomor: int
    """Place of the last act then."""


def read_jam(conn: Connection, jam: date, kini: datetime) -> Jam:
    """Today by the clock (`jam` its local date, `kini` its instant), or the question to ask."""
    said, (nomor, waktu) = _answer(conn), _last_act(conn)
    last = _local(conn, waktu) if waktu else None
    now = instant_text(kini)
    if said is not None and said.nomor == nomor:
        waktu = said.saat  # nothing was written since: the answer knew of that act
    if said is not None and said.jam == jam and now >= max(said.saat, waktu):
        return Jam(said.hari)
    if waktu and now < waktu:
        other = last if said is None else max(said.hari, last or said.hari)
        return _ask("mundur", jam, other, last)
    if said is not None and said.jam != said.hari and said.jam != jam:
        gone = jam - said.jam
        near = timedelta(0) <= gone <= _SEBULAN
        return _ask("lanjut", jam, said.hari + gone if near else said.hari, last)
    far = _far_day(conn, jam)
    if far is not None:
        return _ask("depan" if far > jam else "jauh", jam, far, last)
    known = max(filter(None, (last, said.hari if said else None)), default=None)
    if known is not None and Periode.of(jam) > Periode.of(known).shift(1):
        return _ask("jauh", jam, known, last)  # a whole month without one act
    return Jam(jam)


def answer_jam(conn: Connection, jam: date, kini: datetime, hari_ini: date) -> None:
    """Remember what day it is for this day of the clock, and what need not be asked again."""
    said = {
        "jam": jam.isoformat(),
        "hari": hari_ini.isoformat(),
        "saat": instant_text(kini),
        "nomor": _last_act(conn)[0],
    }
    set_setelan(conn, _JAWABAN, json.dumps(said))
    asked = set(filter(None, get_setelan(conn, _SUDAH).split(",")))
    days = conn.execute(select(_HARI.c.id, _HARI.c.tanggal, _HARI.c.status).where(_alive())).all()
    far = {i for i, day, status in days if day and _is_far(day, status, hari_ini)}
    set_setelan(conn, _SUDAH, ",".join(sorted(far | (asked & {i for i, _, _ in days}))))


def check_rencana(conn: Connection, posyandu_id: str, hari_ini: date) -> Pertanyaan | None:
    """Before a hari buka is started: asked when today is far from the planned day, once a day."""
    if get_setelan(conn, _RENCANA) == f"{posyandu_id} {hari_ini.isoformat()}":
        return None
    found = [open_rencana(conn, posyandu_id, d).tanggal for d in (hari_ini, hari_ini - _SEBULAN)]
    plans = [d for d in found if d is not None]
    if not plans:
        return None
    near = min(plans, key=lambda d: abs((d - hari_ini).days))
    if abs((near - hari_ini).days) <= SESUDAH_HARI:
        return None
    return Pertanyaan("rencana", hari_ini, near, None)


def answer_rencana(conn: Connection, posyandu_id: str, hari_ini: date) -> None:
    """The day is meant to be this date although another one was planned."""
    set_setelan(conn, _RENCANA, f"{posyandu_id} {hari_ini.isoformat()}")


def _ask(alasan: Alasan, jam: date, lain: date | None, terakhir: date | None) -> Jam:
    return Jam(jam, Pertanyaan(alasan, jam, lain or jam, terakhir))


def _answer(conn: Connection) -> _Jawaban | None:
    text = get_setelan(conn, _JAWABAN)
    if not text:
        return None
    said = json.loads(text)
    day = date.fromisoformat
    return _Jawaban(day(said["jam"]), day(said["hari"]), said["saat"], said["nomor"])


def _last_act(conn: Connection) -> tuple[int, str]:
    """Place and instant of this laptop's last own act, last by order and not by clock."""
    query = (
        select(_TINDAKAN.c.rid, _TINDAKAN.c.waktu)
        .where(_TINDAKAN.c.perangkat == get_state(conn, "device"))
        .order_by(_TINDAKAN.c.rid.desc())
        .limit(1)
    )
    row = conn.execute(query).one_or_none()
    return (row[0], row[1] or "") if row else (0, "")


def _local(conn: Connection, waktu: str) -> date:
    zona = zone_of(get_setelan(conn, "kode_desa") or "32")
    return parse_instant(waktu).astimezone(zona).date()


def _far_day(conn: Connection, jam: date) -> date | None:
    """The newest hari buka ahead of the clock, or open and more than H+3 behind it."""
    asked = set(get_setelan(conn, _SUDAH).split(","))
    query = select(_HARI.c.id, _HARI.c.tanggal, _HARI.c.status).where(_alive())
    far = [
        date.fromisoformat(day)
        for row_id, day, status in conn.execute(query)
        if day and row_id not in asked and _is_far(day, status, jam)
    ]
    return max(far, default=None)


def _is_far(day: str, status: str | None, jam: date) -> bool:
    since = (jam - date.fromisoformat(day)).days
    return since < 0 or (status != "tutup" and since > SESUDAH_HARI)


def _alive() -> ColumnElement[bool]:
    return _HARI.c.deleted_at.is_(None)
