"""Devices after enrolment: a copied laptop becomes its own device; a lost one is shut out."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select, update

from sipd_desktop.base.clock import instant_text
from sipd_desktop.base.errors import UserError
from sipd_desktop.wire.check import is_id
from sipd_desktop.wire.messages import KlonAnswer, KlonRequest
from sipd_desktop.wire.sign import is_key
from sipd_server.enrol import add_device, is_taken
from sipd_server.hello import ensure_active
from sipd_server.refusal import Refusal
from sipd_server.schema import DEVICE
from sipd_server.sessions import Session
from sipd_server.store import Store, take_seq


def clone(store: Store, session: Session, request: KlonRequest, now: datetime) -> KlonAnswer:
    """An id of its own for a copied laptop, with the lingkup of the one it was copied from.

    Refusal 400 `bentuk`, 409 `perangkat` when the id is another's; asked again, it answers again.
    """
    if not is_id(request.perangkat) or not is_key(request.pubkey):
        raise Refusal(400, "bentuk")
    with store.write(session.desa) as conn:
        take_seq(conn, session.desa)
        ensure_active(conn, session)
        here = DEVICE.c.desa == session.desa
        known = select(DEVICE.c.device).where(
            here & (DEVICE.c.device == request.perangkat) & (DEVICE.c.pubkey == request.pubkey)
        )
        if conn.execute(known).first():
            return KlonAnswer(device_id=request.perangkat)
        if is_taken(conn, request.perangkat):
            raise Refusal(409, "perangkat")
        mine = conn.execute(select(DEVICE).where(here & (DEVICE.c.device == session.device))).one()
        add_device(
            conn,
            session.desa,
            request.perangkat,
            pubkey=request.pubkey,
            terdaftar=instant_text(now),
            nama=mine.nama,
            app=mine.app,
            skema=mine.skema,
            cakupan=mine.cakupan,
            asal=session.device,
        )
    return KlonAnswer(device_id=request.perangkat)


def revoke(store: Store, desa: str, device: str, now: datetime) -> None:
    """Shut a laptop out, and every device that began as its copy; what they sent stays.

    Else a thief would make a copy first. UserError `pusat-laptop-tak-dikenal`.
    """
    here = DEVICE.c.desa == desa
    with store.write(desa) as conn:
        if not conn.execute(
            select(DEVICE.c.device).where(here & (DEVICE.c.device == device))
        ).all():
            raise UserError("pusat-laptop-tak-dikenal")
        out, new = set[str](), {device}
        while new:
            out |= new
            copies = select(DEVICE.c.device).where(here & DEVICE.c.asal.in_(sorted(new)))
            new = {str(d) for d in conn.execute(copies).scalars()} - out
        gone = here & DEVICE.c.device.in_(sorted(out)) & DEVICE.c.dicabut.is_(None)
        conn.execute(update(DEVICE).where(gone).values(dicabut=instant_text(now)))


def list_devices(store: Store, desa: str) -> list[dict[str, str | None]]:
    """The laptops of a desa, oldest first: id, name, when enrolled, last seen, when shut out."""
    d = DEVICE.c
    query = select(d.device.label("perangkat"), d.nama, d.terdaftar, d.terlihat, d.dicabut, d.asal)
    with store.read(desa) as conn:
        rows = conn.execute(query.where(d.desa == desa).order_by(d.terdaftar, d.device))
        return [dict(row) for row in rows.mappings()]
