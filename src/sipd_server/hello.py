"""The hello of a device: signature checked, standing told, token given."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection, select, update

from sipd_desktop.base.clock import instant_text
from sipd_desktop.bidang import SKEMA
from sipd_desktop.wire.chain import ZERO
from sipd_desktop.wire.sapa import DesaInfo, HelloAnswer, HelloRequest, LingkupHead
from sipd_desktop.wire.sign import verify_hello
from sipd_server.enrol import desa_of
from sipd_server.records import Records
from sipd_server.refusal import Refusal, refuse_odd_text
from sipd_server.schema import DESA, DEVICE, DEVICE_INK, LINGKUP_HEAD
from sipd_server.scope import Scope
from sipd_server.sessions import Session, Sessions
from sipd_server.store import Store, take_seq
from sipd_server.waiting import release_known

MAX_INCARNATION = 2**31


def hello(store: Store, sessions: Sessions, request: HelloRequest, now: datetime) -> HelloAnswer:
    """Open a session. Refusal 401 `nonce`, 403 `ditolak` or `dicabut`, 400 `bentuk`."""
    refuse_odd_text((request.device, 36), (request.app, 40))
    if not 0 <= request.incarnation <= MAX_INCARNATION:
        raise Refusal(400, "bentuk")
    if not sessions.take_nonce(request.nonce, request.device):
        raise Refusal(401, "nonce")
    desa = desa_of(store, "d:" + request.device)
    if desa is None:
        raise Refusal(403, "ditolak")
    with store.write(desa) as conn:
        before = take_seq(conn, desa)
        head = release_known(Records(store, conn, desa), before)
        take_seq(conn, desa, head - before)
        answer = _hello(conn, head, sessions, desa, request, now)
    answer.pusat_ttd = store.ttd
    return answer


def _hello(
    conn: Connection, head: int, sessions: Sessions, desa: str, request: HelloRequest, now: datetime
) -> HelloAnswer:
    mine = (DEVICE.c.desa == desa) & (DEVICE.c.device == request.device)
    device = conn.execute(select(DEVICE).where(mine)).one()
    if not verify_hello(device.pubkey, request.device, request.nonce, request.sig):
        raise Refusal(403, "ditolak")
    if device.dicabut is not None:
        raise Refusal(403, "dicabut")
    waktu = instant_text(now)
    conn.execute(
        update(DEVICE)
        .where(mine)
        .values(terlihat=waktu, app=request.app, skema=min(max(request.skema, 0), 2**31 - 1))
    )
    acked_n, chain, highest = standing_of(conn, desa, request.device, request.incarnation)
    scope = Scope.load(device.cakupan)
    heads = heads_of(conn, desa)
    info = conn.execute(select(DESA).where(DESA.c.desa == desa)).one()
    token = sessions.new_token(Session(desa, request.device, request.incarnation, scope))
    return HelloAnswer(
        token=token,
        desa=DesaInfo(kode=desa, nama=info.nama),
        lingkup=[LingkupHead(kunci=k, head=heads.get(k, 0)) for k in scope.keys(heads)],
        acked_n=acked_n,
        chain=chain,
        incarnation=highest,
        head=head,
        contoh=bool(info.contoh),
        waktu=waktu,
        skema=SKEMA,
    )


def standing_of(
    conn: Connection, desa: str, device: str, inkarnasi: int, *, make: bool = True
) -> tuple[int, str, int]:
    """(acked_n, chain) of the incarnation sent, made when new; and the highest ever sent."""
    mine = (DEVICE_INK.c.desa == desa) & (DEVICE_INK.c.device == device)
    rows = {r.inkarnasi: r for r in conn.execute(select(DEVICE_INK).where(mine))}
    found = rows.get(inkarnasi)
    if found is None:
        new = {"desa": desa, "device": device, "inkarnasi": inkarnasi, "acked_n": 0, "chain": ZERO}
        if make:
            conn.execute(DEVICE_INK.insert().values(**new))
        return 0, ZERO, max([inkarnasi, *rows])
    return int(found.acked_n), str(found.chain), max(rows)


def heads_of(conn: Connection, desa: str) -> dict[str, int]:
    """Every lingkup of the desa and the last seq at which it changed."""
    query = select(LINGKUP_HEAD.c.kunci, LINGKUP_HEAD.c.head).where(LINGKUP_HEAD.c.desa == desa)
    return {str(kunci): int(head) for kunci, head in conn.execute(query)}


def ensure_active(conn: Connection, session: Session) -> None:
    """Refuse a device revoked since its hello (403), or one whose lingkup were changed (401: it
    says hello again and learns them); every call asks this in its own transaction."""
    query = select(DEVICE.c.dicabut, DEVICE.c.cakupan).where(
        (DEVICE.c.desa == session.desa) & (DEVICE.c.device == session.device)
    )
    row = conn.execute(query).one()
    if row.dicabut is not None:
        raise Refusal(403, "dicabut")
    if Scope.load(row.cakupan) != session.scope:
        raise Refusal(401, "token")
