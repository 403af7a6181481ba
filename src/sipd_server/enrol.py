"""One-time codes and enrolment: how a laptop becomes a device of a desa.

A code is ten letters, three days, one laptop, ten tries. Its first four letters find it, the other
six (30 bits) are the secret; the store keeps a slow hash. The mark *contoh* of a desa is set by its
first laptop, so that practice data and a real village never mix (DESIGN section 5).
"""

from __future__ import annotations

import secrets
import uuid
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from nacl.exceptions import InvalidkeyError
from nacl.pwhash import argon2id
from sqlalchemy import Connection, select, update

from sipd_desktop.base.clock import instant_text, parse_instant
from sipd_desktop.base.errors import UserError
from sipd_desktop.base.ids import desa_id, posyandu_id
from sipd_desktop.bidang.umum.tertutup import JENIS_TERTUTUP
from sipd_desktop.wire.check import is_id
from sipd_desktop.wire.sapa import DesaInfo, EnrolAnswer, EnrolRequest
from sipd_desktop.wire.sign import is_key
from sipd_server.refusal import Refusal, refuse_odd_text
from sipd_server.schema import DESA, DESA_HEAD, DEVICE, DIREKTORI, KODE, LINGKUP_HEAD, PUSAT, RECORD
from sipd_server.scope import Scope
from sipd_server.store import Store, take_seq

ALPHABET = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
LENGTH, PREFIX = 10, 4
HOURS, TRIES = 72, 10
_OPS, _MEM = 2, 16 * 1024 * 1024
_TYPED = str.maketrans({"1": "L", "I": "L", "-": "", " ": ""})


def plain_kode_desa(text: str) -> str:
    """Ten digits of a desa code typed with or without dots; UserError `pusat-kode-desa`."""
    digits = text.replace(".", "").strip()
    if len(digits) != 10 or not (digits.isascii() and digits.isdigit()):
        raise UserError("pusat-kode-desa")
    return digits


def posyandu_scope(desa: str, posyandu: Sequence[str], tertutup: Sequence[str] = ()) -> Scope:
    """Scope of a code: the named Posyandu (first name or id), or the whole desa when none; and the
    closed kinds, none unless named. UserError `pusat-jenis-tertutup`."""
    closed = closed_kinds(tertutup)
    return Scope(frozenset(posyandu_ids(desa, posyandu)) if posyandu else None, closed)


def posyandu_ids(desa: str, posyandu: Sequence[str]) -> set[str]:
    """The ids of Posyandu given by first name or id."""
    parent = desa_id(desa)
    return {p if is_id(p) else posyandu_id(parent, p) for p in posyandu}


def closed_kinds(jenis: Sequence[str]) -> frozenset[str]:
    """Kinds of closed lingkup as typed; UserError `pusat-jenis-tertutup` for one not declared."""
    known = dict(JENIS_TERTUTUP)
    for one in jenis:
        if one not in known:
            raise UserError("pusat-jenis-tertutup", jenis=", ".join(known))
    return frozenset(jenis)


def make_code(
    store: Store, desa: str, scope: Scope, *, now: datetime, nama: str | None = None
) -> tuple[str, str]:
    """Make the desa if it is new, and a code for one laptop: (code, valid until)."""
    until = instant_text(now + timedelta(hours=HOURS))
    with store.write(desa) as conn:
        _make_desa(conn, desa, nama, instant_text(now))
        code = _free_code(conn)
        conn.execute(DIREKTORI.insert().values(kunci="k:" + code[:PREFIX], desa=desa))
        conn.execute(
            KODE.insert().values(
                desa=desa,
                awalan=code[:PREFIX],
                hash=argon2id.str(code.encode(), opslimit=_OPS, memlimit=_MEM).decode(),
                cakupan=scope.dump(),
                berlaku_sampai=until,
                coba=0,
            )
        )
    return code, until


def _make_desa(conn: Connection, desa: str, nama: str | None, now: str) -> None:
    if conn.execute(select(DESA.c.desa).where(DESA.c.desa == desa)).first() is None:
        conn.execute(DESA.insert().values(desa=desa, nama=nama, dibuat=now))
        conn.execute(DESA_HEAD.insert().values(desa=desa, seq=0))
    elif nama:
        conn.execute(update(DESA).where(DESA.c.desa == desa).values(nama=nama))


def _free_code(conn: Connection) -> str:
    while True:
        code = "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))
        taken = select(DIREKTORI.c.desa).where(DIREKTORI.c.kunci == "k:" + code[:PREFIX])
        if conn.execute(taken).first() is None:
            return code


def desa_of(store: Store, key: str) -> str | None:
    """The desa of a directory key, looked up before any desa is known."""
    with store.read("") as conn:
        found = conn.execute(select(DIREKTORI.c.desa).where(DIREKTORI.c.kunci == key)).scalar()
        return None if found is None else str(found)


def enrol(store: Store, request: EnrolRequest, now: datetime) -> EnrolAnswer:
    """Take a laptop in. Refusal 403 with the codes of docs/sinkronisasi.md, 400 `bentuk`."""
    code = request.kode.upper().translate(_TYPED)
    refuse_odd_text((request.nama, 100), (request.app, 40))
    if not is_key(request.pubkey) or not 0 <= request.skema < 2**31:
        raise Refusal(400, "bentuk")
    known = len(code) == LENGTH and set(code) <= set(ALPHABET)
    desa = desa_of(store, "k:" + code[:PREFIX]) if known else None
    if desa is None:
        raise Refusal(403, "kode-tidak-berlaku")
    with store.write(desa) as conn:
        take_seq(conn, desa)
        result = _enrol(conn, desa, code, request, now)
    if isinstance(result, str):
        raise Refusal(403, result)
    result.pusat_ttd = store.ttd
    return result


def _enrol(
    conn: Connection, desa: str, code: str, request: EnrolRequest, now: datetime
) -> EnrolAnswer | str:
    """Inside the transaction: the answer, or a refusal that must still commit the counted try."""
    mine = (KODE.c.desa == desa) & (KODE.c.awalan == code[:PREFIX])
    row = conn.execute(select(KODE).where(mine)).one()
    if row.coba >= TRIES or parse_instant(row.berlaku_sampai) <= now:
        return "kode-tidak-berlaku"
    if not _matches(row.hash, code):
        conn.execute(update(KODE).where(mine).values(coba=KODE.c.coba + 1))
        return "kode-tidak-berlaku"
    known = _known_device(conn, desa, request.pubkey)
    if row.device is not None and (known is None or row.device != known.device):
        return "kode-tidak-berlaku"
    if known is not None and known.dicabut is not None:
        return "dicabut"
    if request.kode_desa is not None and request.kode_desa.replace(".", "") != desa:
        return "desa-berbeda"
    info = conn.execute(select(DESA).where(DESA.c.desa == desa)).one()
    contoh = request.contoh if info.contoh is None else bool(info.contoh)
    if contoh != request.contoh and not (contoh and request.kosong):
        return "contoh-berbeda"
    scope = Scope.load(row.cakupan)
    if known is not None:
        scope = Scope.load(known.cakupan).become(scope, now)
    device = _take_in(conn, desa, request, known, scope.dump(), instant_text(now))
    conn.execute(update(KODE).where(mine).values(device=device))
    conn.execute(update(DESA).where(DESA.c.desa == desa).values(contoh=int(contoh)))
    return EnrolAnswer(
        device_id=device,
        desa=DesaInfo(kode=desa, nama=info.nama or _recorded_name(conn, desa)),
        lingkup=scope.keys(known_lingkup(conn, desa)),
        contoh=contoh,
        pusat_pubkey=str(conn.execute(select(PUSAT.c.pubkey)).scalar_one()),
    )


def _matches(stored: str, code: str) -> bool:
    try:
        return bool(argon2id.verify(stored.encode(), code.encode()))
    except InvalidkeyError:
        return False


def _known_device(conn: Connection, desa: str, pubkey: str) -> Any:
    query = select(DEVICE).where((DEVICE.c.desa == desa) & (DEVICE.c.pubkey == pubkey))
    return conn.execute(query).first()


def _take_in(
    conn: Connection, desa: str, request: EnrolRequest, known: Any, cakupan: str, now: str
) -> str:
    about = {"nama": request.nama, "app": request.app, "skema": request.skema, "cakupan": cakupan}
    if known is not None:
        mine = (DEVICE.c.desa == desa) & (DEVICE.c.device == known.device)
        conn.execute(update(DEVICE).where(mine).values(**about))
        return str(known.device)
    free = is_id(request.perangkat) and not is_taken(conn, request.perangkat)
    device = request.perangkat if free else str(uuid.uuid4())
    add_device(conn, desa, device, pubkey=request.pubkey, terdaftar=now, **about)
    return device


def is_taken(conn: Connection, device: str) -> bool:
    """Whether some device of this server, of any desa, has this id."""
    found = select(DIREKTORI.c.desa).where(DIREKTORI.c.kunci == "d:" + device)
    return conn.execute(found).first() is not None


def add_device(conn: Connection, desa: str, device: str, **about: object) -> None:
    """Note a new device, in its desa and in the directory."""
    conn.execute(DIREKTORI.insert().values(kunci="d:" + device, desa=desa))
    conn.execute(DEVICE.insert().values(desa=desa, device=device, **about))


def known_lingkup(conn: Connection, desa: str) -> list[str]:
    """All lingkup keys of a desa."""
    query = select(LINGKUP_HEAD.c.kunci).where(LINGKUP_HEAD.c.desa == desa)
    return [str(k) for k in conn.execute(query).scalars()]


def _recorded_name(conn: Connection, desa: str) -> str | None:
    """The name of the desa as its own laptops recorded it."""
    import json

    query = select(RECORD.c.fields).where(
        (RECORD.c.desa == desa) & (RECORD.c.tbl == "desa") & (RECORD.c.id == desa_id(desa))
    )
    fields = conn.execute(query).scalar()
    name = json.loads(fields).get("nama") if fields else None
    return name if isinstance(name, str) else None
