"""Taking a carried file: opened in the order of trust, then applied by the push that the line uses.

Each part is one batch in one transaction, so an import cut anywhere is simply begun again, and the
same batches may also have come over the line, in any order (I20). A laptop that was shut out is
not applied: its file is kept, still sealed, until a person decides.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, select, update
from sqlalchemy.dialects import postgresql, sqlite

from sipd_desktop.base.clock import instant_text
from sipd_desktop.base.errors import UserError
from sipd_desktop.wire.messages import Rejected
from sipd_desktop.wire.paket import KIRIM, Amplop, Isi, check_tanda, open_segel, read_amplop
from sipd_desktop.wire.paket_isi import JawabanPaket, KepalaKirim, read_bagian
from sipd_server import bundle_reply, push
from sipd_server.bodies import Incoming
from sipd_server.enrol import desa_of
from sipd_server.hello import MAX_INCARNATION, standing_of
from sipd_server.refusal import Refusal
from sipd_server.schema import DEVICE, PAKET
from sipd_server.scope import Scope
from sipd_server.sessions import Session
from sipd_server.store import Store, take_seq

log = logging.getLogger("sipd_server")
MULAI, TERAP, TINJAU = "mulai", "terap", "tinjau"
MAX_N = 2**53
Maju = Callable[[int, int], None]


@dataclass(slots=True)
class Impor:
    """A verified file on its way in, and what its batches came to."""

    desa: str
    amplop: Amplop
    isi: Isi
    kepala: KepalaKirim
    cakupan: str | None
    pubkey: str
    dicabut: bool
    ditahan: bool
    """The laptop was shut out, and nobody has let this file in."""
    lagi: bool = False
    kurang: bool = False
    diterima: int = 0
    rejected: list[Rejected] = field(default_factory=list)
    conflicts: int = 0


def take_bundle(
    store: Store,
    data: bytes,
    now: datetime,
    *,
    desa: str | None = None,
    maju: Maju = lambda _done, _all: None,
) -> JawabanPaket:
    """Import a file; with `desa` only one of that desa. The reply file is in the answer.

    UserError `paket-...`; nothing was changed then, or whole batches before the fault.
    """
    impor = open_bundle(store, data, desa=desa)
    _register(store, impor, now)
    if not impor.ditahan:
        apply_bundle(store, impor, now, maju)
    return bundle_reply.answer(store, impor, now)


def open_bundle(store: Store, data: bytes, *, desa: str | None = None) -> Impor:
    """Shape, sender, signature, seal, header: in this order, each before the next."""
    amplop = read_amplop(data)
    if amplop.jenis != KIRIM:
        raise UserError("paket-bukan-kiriman")
    home = desa_of(store, "d:" + amplop.perangkat)
    if home is None:
        raise UserError("paket-palsu")
    if desa is not None and home != desa:
        raise UserError("paket-desa-lain")
    with store.read(home) as conn:
        mine = (DEVICE.c.desa == home) & (DEVICE.c.device == amplop.perangkat)
        device = conn.execute(select(DEVICE).where(mine)).one()
    check_tanda(amplop, device.pubkey)
    if store.kunci is None:
        raise UserError("pusat-tanpa-kunci-paket")
    isi = open_segel(amplop, bytes.fromhex(store.kunci))
    kepala = read_bagian(isi.bagian(0), KepalaKirim)
    if kepala.desa != home:
        raise UserError("paket-desa-lain")
    if (
        kepala.perangkat != amplop.perangkat
        or not 0 <= kepala.inkarnasi <= MAX_INCARNATION
        or not 0 < kepala.nomor < MAX_N
        or not 0 < kepala.dari < MAX_N
        or not 0 <= kepala.sampai < MAX_N
        or "\x00" in kepala.app
    ):
        raise UserError("paket-palsu")
    out = device.dicabut is not None
    return Impor(home, amplop, isi, kepala, device.cakupan, device.pubkey, out, out)


def apply_bundle(store: Store, impor: Impor, now: datetime, maju: Maju) -> None:
    """Push the batches one by one, exactly as if they came over the line."""
    kepala, desa = impor.kepala, impor.desa
    with store.write(desa) as conn:
        take_seq(conn, desa)
        standing_of(conn, desa, kepala.perangkat, kepala.inkarnasi)
    for number in range(1, len(impor.isi)):
        maju(number - 1, len(impor.isi) - 1)
        if not _push(store, impor, number, now):
            break
    maju(len(impor.isi) - 1, len(impor.isi) - 1)
    _finish(store, impor, now)


def _push(store: Store, impor: Impor, number: int, now: datetime) -> bool:
    """One batch; False when the laptop and the centre must agree on numbers first."""
    who, scope = impor.kepala, Scope.load(impor.cakupan)
    session = Session(impor.desa, who.perangkat, who.inkarnasi, scope, impor.dicabut)
    body = Incoming(impor.isi.bagian(number), impor.isi.gzipped(number))
    try:
        answer = push.push(store, session, body, now)
    except Refusal as refusal:
        if refusal.status == 409:
            impor.kurang = impor.kurang or refusal.alasan == "urutan"
            return False
        if refusal.status == 401 and _scope_changed(store, impor):
            return _push(store, impor, number, now)
        raise UserError("paket-palsu") from refusal
    impor.rejected += answer.rejected
    impor.conflicts += answer.conflicts
    return True


def _scope_changed(store: Store, impor: Impor) -> bool:
    """The operator changed what this laptop holds while its file was being read."""
    mine = (DEVICE.c.desa == impor.desa) & (DEVICE.c.device == impor.kepala.perangkat)
    before = impor.cakupan
    with store.read(impor.desa) as conn:
        impor.cakupan = conn.execute(select(DEVICE.c.cakupan).where(mine)).scalar()
    return impor.cakupan != before


# --- the book of carried files


def _register(store: Store, impor: Impor, now: datetime) -> None:
    """Note the file under its number; another file under the same number is refused."""
    kepala, sidik = impor.kepala, impor.amplop.sidik
    row: dict[str, Any] = {
        "desa": impor.desa,
        "device": kepala.perangkat,
        "nomor": kepala.nomor,
        "sidik": sidik,
        "diterima": instant_text(now),
        "keadaan": TINJAU if impor.ditahan else MULAI,
        "balasan": 0,
        "isi": impor.amplop.data if impor.ditahan else None,
    }
    insert = (postgresql if store.postgres else sqlite).insert(PAKET).values(**row)
    with store.write(impor.desa) as conn:
        take_seq(conn, impor.desa)
        conn.execute(insert.on_conflict_do_nothing())
        found = conn.execute(select(PAKET).where(mine_of(impor))).one()
        if found.sidik != sidik:
            raise UserError("paket-nomor-dipakai")
        impor.lagi = found.keadaan == TERAP
        if impor.ditahan and found.keadaan == MULAI:
            conn.execute(
                update(PAKET).where(mine_of(impor)).values(keadaan=TINJAU, isi=impor.amplop.data)
            )


def mine_of(impor: Impor) -> Any:
    """The row of this file."""
    c = PAKET.c
    return (
        (c.desa == impor.desa)
        & (c.device == impor.kepala.perangkat)
        & (c.nomor == impor.kepala.nomor)
    )


def _finish(store: Store, impor: Impor, now: datetime) -> None:
    """The file is in: forget its bytes, and the laptop was heard of."""
    mine = (DEVICE.c.desa == impor.desa) & (DEVICE.c.device == impor.kepala.perangkat)
    with store.write(impor.desa) as conn:
        take_seq(conn, impor.desa)
        conn.execute(update(PAKET).where(mine_of(impor)).values(keadaan=TERAP, isi=None))
        conn.execute(
            update(DEVICE).where(mine).values(terlihat=instant_text(now), app=impor.kepala.app[:40])
        )


def list_review(store: Store, desa: str) -> list[dict[str, object]]:
    """Files of laptops that were shut out, waiting for a person: laptop, number, when it came."""
    c = PAKET.c
    query = (
        select(c.device.label("perangkat"), c.nomor, c.diterima, DEVICE.c.nama)
        .join(DEVICE, (DEVICE.c.desa == c.desa) & (DEVICE.c.device == c.device))
        .where((c.desa == desa) & (c.keadaan == TINJAU))
        .order_by(c.diterima, c.nomor)
    )
    with store.read(desa) as conn:
        return [dict(row) for row in conn.execute(query).mappings()]


def accept_review(store: Store, desa: str, device: str, nomor: int, now: datetime) -> JawabanPaket:
    """A person lets such a file in; UserError `paket-tidak-ada`."""
    with store.read(desa) as conn:
        data = _waiting(conn, desa, device, nomor)
    impor = open_bundle(store, data, desa=desa)
    impor.ditahan = False
    apply_bundle(store, impor, now, lambda _done, _all: None)
    return bundle_reply.counts(store, impor)


def _waiting(conn: Connection, desa: str, device: str, nomor: int) -> bytes:
    c = PAKET.c
    mine = (c.desa == desa) & (c.device == device) & (c.nomor == nomor) & (c.keadaan == TINJAU)
    found = conn.execute(select(c.isi).where(mine)).scalar()
    if found is None:
        raise UserError("paket-tidak-ada")
    return bytes(found)
