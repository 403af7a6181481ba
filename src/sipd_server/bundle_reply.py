"""The reply to a carried file: receipts, feed after the laptop's cursors, digests; sealed to it.

All of it is read in one transaction that sees one moment, so that every lingkup stands at one head,
as after an exchange over the line.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import Connection, func, select, update

from sipd_desktop.base.clock import instant_text
from sipd_desktop.bidang import SKEMA
from sipd_desktop.wire.messages import MAX_PAGE, Rejected
from sipd_desktop.wire.paket import BALASAN, make_segel
from sipd_desktop.wire.paket_isi import JawabanPaket, KepalaBalasan, RawHalaman, encode
from sipd_desktop.wire.sapa import DesaInfo, HelloAnswer, LingkupHead
from sipd_desktop.wire.sign import seal_of_sign_pub, sign_of_seal
from sipd_server.feed import digest_in, head_in, page_in
from sipd_server.hello import heads_of, standing_of
from sipd_server.journal import past_receipt
from sipd_server.records import Records
from sipd_server.schema import DESA, PAKET
from sipd_server.scope import Scope
from sipd_server.sessions import Session
from sipd_server.store import Store, take_seq

if TYPE_CHECKING:
    from sipd_server.bundle import Impor

MOST = 32_000_000
"""Bytes of pages, inflated, in one reply; the rest comes with the next one."""
PUSAT_ID = "00000000-0000-0000-0000-000000000000"
"""Stands where a laptop would name itself."""


def answer(store: Store, impor: Impor, now: datetime) -> JawabanPaket:
    """Counts for people and the reply file."""
    made = counts(store, impor)
    nomor = _next_number(store, impor, now)
    with store.read(impor.desa) as conn:
        parts = list(_parts(store, conn, impor, nomor, now))
    private = store.kunci or ""
    made.balasan = make_segel(
        BALASAN, PUSAT_ID, sign_of_seal(private)[0], seal_of_sign_pub(impor.pubkey), parts
    )
    return made


def counts(store: Store, impor: Impor) -> JawabanPaket:
    """What the import came to."""
    kepala = impor.kepala
    all_ = max(kepala.sampai - kepala.dari + 1, 0)
    with store.read(impor.desa) as conn:
        acked = _standing(conn, impor)[0]
    taken = min(max(acked - kepala.dari + 1, 0), all_)
    refused = len([r for r in impor.rejected if kepala.dari <= r.n <= kepala.sampai])
    return JawabanPaket(
        perangkat=kepala.perangkat,
        nomor=kepala.nomor,
        lagi=impor.lagi,
        ditinjau=impor.ditahan,
        perubahan=all_,
        diterima=taken - refused,
        ditolak=refused,
        beda=impor.conflicts,
        kurang=impor.kurang,
    )


def _next_number(store: Store, impor: Impor, now: datetime) -> int:
    """Numbers of replies to one laptop only grow, also after the centre was restored."""
    c = PAKET.c
    mine = (c.desa == impor.desa) & (c.device == impor.kepala.perangkat)
    with store.write(impor.desa) as conn:
        take_seq(conn, impor.desa)
        last = int(conn.execute(select(func.max(c.balasan)).where(mine)).scalar() or 0)
        nomor = max(last + 1, int(now.timestamp() * 1000))
        this = mine & (c.nomor == impor.kepala.nomor)
        conn.execute(update(PAKET).where(this).values(balasan=nomor))
    return nomor


def _parts(
    store: Store, conn: Connection, impor: Impor, nomor: int, now: datetime
) -> Iterator[bytes]:
    desa, kepala = impor.desa, impor.kepala
    scope = Scope.load(impor.cakupan)
    sapaan = _hello(conn, store, impor, scope, now)
    mulai = {e.kunci: kepala.kursor.get(e.kunci, 0) for e in sapaan.lingkup}
    mulai = {key: at if 0 <= at <= sapaan.head else 0 for key, at in mulai.items()}
    yield encode(
        KepalaBalasan(
            desa=desa,
            perangkat=kepala.perangkat,
            untuk=kepala.nomor,
            nomor=nomor,
            dibuat=instant_text(now),
            inkarnasi=kepala.inkarnasi,
            sesudah=kepala.dari - 1,
            sapaan=sapaan,
            ditolak=_rejected(store, conn, impor, scope, sapaan.acked_n),
            beda=impor.conflicts,
            kurang=impor.kurang,
            ditinjau=impor.ditahan,
            mulai=mulai,
            sidik={key: digest_in(conn, desa, key) for key in mulai},
        )
    )
    size = 0
    for key, at in mulai.items():
        while at < sapaan.head and size < MOST:
            page = page_in(conn, desa, key, at, sapaan.head, MAX_PAGE)
            part = encode(RawHalaman(lingkup=key, sesudah=at, halaman=page))
            size += len(part)
            at = page.next
            yield part


def _standing(conn: Connection, impor: Impor) -> tuple[int, str, int]:
    kepala = impor.kepala
    return standing_of(conn, impor.desa, kepala.perangkat, kepala.inkarnasi, make=False)


def _hello(
    conn: Connection, store: Store, impor: Impor, scope: Scope, now: datetime
) -> HelloAnswer:
    """What the laptop would hear if it said hello now; one that was shut out hears no lingkup."""
    desa = impor.desa
    acked, chain, highest = _standing(conn, impor)
    info = conn.execute(select(DESA).where(DESA.c.desa == desa)).one()
    heads = {} if impor.dicabut else heads_of(conn, desa)
    keys = [] if impor.dicabut else scope.keys(heads)
    return HelloAnswer(
        token="",
        desa=DesaInfo(kode=desa, nama=info.nama),
        lingkup=[LingkupHead(kunci=k, head=heads.get(k, 0)) for k in keys],
        acked_n=acked,
        chain=chain,
        incarnation=highest,
        head=head_in(conn, desa),
        contoh=bool(info.contoh),
        waktu=instant_text(now),
        skema=SKEMA,
        pusat_ttd=store.ttd,
    )


def _rejected(
    store: Store, conn: Connection, impor: Impor, scope: Scope, acked: int
) -> list[Rejected]:
    """Everything set aside among the numbers this laptop has no receipt for."""
    kepala = impor.kepala
    session = Session(impor.desa, kepala.perangkat, kepala.inkarnasi, scope)
    return past_receipt(Records(store, conn, impor.desa), session, kepala.dari, acked).rejected
