"""Recovery codes the laptops deposit: kept sealed, read out by the operator, marked when used.

A code opens one laptop once (docs/keputusan/0008). What is sealed names its device and number, so
that a deposit cannot be passed off as another laptop's. No code is ever logged or stored plain.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, select, update

from sipd_desktop.base.clock import instant_text
from sipd_desktop.base.errors import UserError
from sipd_desktop.wire.sapa import TitipAnswer, TitipRequest
from sipd_desktop.wire.segel import kode_field, unseal
from sipd_server.hello import ensure_active
from sipd_server.refusal import Refusal, refuse_odd_text
from sipd_server.schema import DEVICE, TITIPAN
from sipd_server.sessions import Session
from sipd_server.store import Store, take_seq

log = logging.getLogger("sipd_server")
_MAX_SEGEL = 600
_T = TITIPAN.c


@dataclass(frozen=True, slots=True)
class Dibacakan:
    """A code ready to be read out, and what is known of its laptop."""

    kode: str
    nomor: int
    perangkat: str
    nama: str
    sebelumnya: str | None
    """When this very code was read out before, if it was."""


def deposit(store: Store, session: Session, request: TitipRequest, now: datetime) -> TitipAnswer:
    """Keep the newest code of a laptop; given again it answers again, an older number changes
    nothing. Refusal 400 `bentuk`."""
    refuse_odd_text((request.segel, _MAX_SEGEL), (request.waktu, 40))
    numbers = (request.nomor, request.dipakai or 1)
    if not request.segel or not all(0 < n < 2**31 for n in numbers):
        raise Refusal(400, "bentuk")
    with store.write(session.desa) as conn:
        take_seq(conn, session.desa)
        ensure_active(conn, session)
        mine = (_T.desa == session.desa) & (_T.device == session.device)
        highest = _highest(conn, session)
        if request.dipakai is not None:
            when = {"dipakai": request.waktu or instant_text(now), "segel": None}
            used = mine & (_T.nomor == request.dipakai) & _T.dipakai.is_(None)
            if conn.execute(update(TITIPAN).where(used).values(**when)).rowcount:
                log.info("kode pemulihan %d laptop %s terpakai", request.dipakai, session.device)
        if request.nomor <= highest:
            return TitipAnswer(nomor=highest)
        conn.execute(update(TITIPAN).where(mine).values(segel=None))
        conn.execute(
            TITIPAN.insert().values(
                desa=session.desa,
                device=session.device,
                nomor=request.nomor,
                segel=request.segel,
                diterima=instant_text(now),
            )
        )
    return TitipAnswer(nomor=request.nomor)


def _highest(conn: Connection, session: Session) -> int:
    query = select(_T.nomor).where((_T.desa == session.desa) & (_T.device == session.device))
    found = conn.execute(query.order_by(_T.nomor.desc()).limit(1)).scalar()
    return int(found or 0)


def read_out(store: Store, desa: str, perangkat: str, now: datetime) -> Dibacakan:
    """Open the newest code of a laptop (its number, or the last letters of it as the locked screen
    shows them) and note that it was read out.

    UserError `pusat-laptop-tak-dikenal`, `pusat-laptop-mirip`, `pusat-dicabut`,
    `pusat-tanpa-titipan`, `pusat-kode-terpakai`, `pusat-tanpa-kunci`.
    """
    if store.kunci is None:
        raise UserError("pusat-tanpa-kunci")
    with store.write(desa) as conn:
        device, nama = _find_device(conn, desa, perangkat)
        mine = (_T.desa == desa) & (_T.device == device)
        newest = conn.execute(
            select(TITIPAN).where(mine).order_by(_T.nomor.desc()).limit(1)
        ).one_or_none()
        if newest is None:
            raise UserError("pusat-tanpa-titipan")
        if newest.dipakai or newest.segel is None:
            raise UserError("pusat-kode-terpakai")
        nomor = int(newest.nomor)
        code = unseal(store.kunci, device, kode_field(nomor), newest.segel)
        if code is None:
            raise UserError("pusat-tanpa-titipan")
        conn.execute(
            update(TITIPAN).where(mine & (_T.nomor == nomor)).values(dibacakan=instant_text(now))
        )
    log.info("kode pemulihan %d laptop %s dibacakan", nomor, device)
    return Dibacakan(code, nomor, device, nama, newest.dibacakan)


def _find_device(conn: Connection, desa: str, perangkat: str) -> tuple[str, str]:
    plain = perangkat.strip().lower()
    letters = plain.replace("-", "")
    query = select(DEVICE.c.device, DEVICE.c.nama, DEVICE.c.dicabut).where(DEVICE.c.desa == desa)
    found = [
        row
        for row in conn.execute(query)
        if row.device == plain
        or (len(letters) >= 6 and row.device.replace("-", "").endswith(letters))
    ]
    if not found:
        raise UserError("pusat-laptop-tak-dikenal")
    if len(found) > 1:
        raise UserError("pusat-laptop-mirip")
    if found[0].dicabut:
        raise UserError("pusat-dicabut")
    return str(found[0].device), str(found[0].nama or "")


def list_titipan(store: Store, desa: str) -> list[dict[str, object]]:
    """All deposits of a desa, newest first per laptop, without what is sealed."""
    query = (
        select(_T.device.label("perangkat"), _T.nomor, _T.diterima, _T.dibacakan, _T.dipakai)
        .where(_T.desa == desa)
        .order_by(_T.device, _T.nomor.desc())
    )
    with store.read(desa) as conn:
        return [dict(row) for row in conn.execute(query).mappings()]
