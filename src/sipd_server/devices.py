"""Devices after enrolment: a copied laptop becomes its own device; a lost one is shut out; the
lingkup of one change."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select, update

from sipd_desktop.base.clock import instant_text
from sipd_desktop.base.errors import UserError
from sipd_desktop.wire.check import is_id
from sipd_desktop.wire.sapa import KlonAnswer, KlonRequest
from sipd_desktop.wire.sign import is_key
from sipd_server.enrol import add_device, closed_kinds, is_taken, known_lingkup, posyandu_ids
from sipd_server.hello import ensure_active
from sipd_server.refusal import Refusal
from sipd_server.schema import DEVICE
from sipd_server.scope import Scope
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


@dataclass(frozen=True, slots=True)
class Ubahan:
    """How the lingkup of a laptop change: Posyandu by first name or id, closed kinds."""

    tambah: Sequence[str] = ()
    lepas: Sequence[str] = ()
    seluruh_desa: bool = False
    tertutup: Sequence[str] = ()
    lepas_tertutup: Sequence[str] = ()


def change_scope(store: Store, desa: str, device: str, ubahan: Ubahan, now: datetime) -> list[str]:
    """Give a laptop other lingkup; returns the keys it holds from now on.

    It learns of them at its next call, sends what it still has, then drops what it lost. From the
    whole desa to some Posyandu: name them in `tambah`. UserError `pusat-laptop-tak-dikenal`,
    `pusat-jenis-tertutup`, `pusat-tanpa-posyandu`.
    """
    with store.write(desa) as conn:
        take_seq(conn, desa)
        mine = (DEVICE.c.desa == desa) & (DEVICE.c.device == device)
        row = conn.execute(select(DEVICE.c.cakupan).where(mine)).first()
        if row is None:
            raise UserError("pusat-laptop-tak-dikenal")
        before = Scope.load(row.cakupan)
        after = before.become(_changed(desa, before, ubahan), now)
        conn.execute(update(DEVICE).where(mine).values(cakupan=after.dump()))
        return after.keys(known_lingkup(conn, desa))


def _changed(desa: str, before: Scope, ubahan: Ubahan) -> Scope:
    gained, lost = (posyandu_ids(desa, p) for p in (ubahan.tambah, ubahan.lepas))
    closed = before.tertutup | closed_kinds(ubahan.tertutup)
    closed -= closed_kinds(ubahan.lepas_tertutup)
    if ubahan.seluruh_desa:
        return Scope(None, closed)
    if before.posyandu is None and not gained:
        if lost:  # seluruh desa kecuali satu bukan cakupan: sebut yang dipegang
            raise UserError("pusat-tanpa-posyandu")
        return Scope(None, closed)
    kept = ((before.posyandu or frozenset()) | gained) - lost
    if not kept:
        raise UserError("pusat-tanpa-posyandu")
    return Scope(frozenset(kept), closed)


def list_devices(store: Store, desa: str) -> list[dict[str, Any]]:
    """The laptops of a desa, oldest first: id, name, when enrolled, last seen, when shut out, and
    the lingkup each holds."""
    d = DEVICE.c
    query = select(d.device.label("perangkat"), d.nama, d.terdaftar, d.terlihat, d.dicabut, d.asal)
    with store.read(desa) as conn:
        known = known_lingkup(conn, desa)
        rows = conn.execute(
            query.add_columns(d.cakupan).where(d.desa == desa).order_by(d.terdaftar, d.device)
        )
        return [_listed(dict(row), known) for row in rows.mappings()]


def _listed(row: dict[str, Any], known: list[str]) -> dict[str, Any]:
    return {**row, "lingkup": Scope.load(row.pop("cakupan")).keys(known)}
