"""Enrolment: a one-time code and a fresh key turn this laptop into a device of its desa."""

from __future__ import annotations

from dataclasses import dataclass

import msgspec
from sqlalchemy import Connection

from sipd_desktop import __version__
from sipd_desktop.base.errors import UserError
from sipd_desktop.bidang import SKEMA
from sipd_desktop.storage.engine import Buku
from sipd_desktop.storage.keadaan import get_setelan, get_state, set_setelan, set_state
from sipd_desktop.storage.kursor import hold_lingkup
from sipd_desktop.sync.alamat import is_local
from sipd_desktop.sync.identitas import set_device
from sipd_desktop.sync.inkarnasi import new_incarnation, next_incarnation, send_all_again
from sipd_desktop.sync.transport import Refused, Transport
from sipd_desktop.wire.sapa import EnrolAnswer, EnrolRequest
from sipd_desktop.wire.sign import new_sign_key

_TELL = ("kode-tidak-berlaku", "desa-berbeda", "contoh-berbeda", "dicabut")


@dataclass(frozen=True, slots=True)
class Terdaftar:
    """What an enrolment gave. `lagi`: this laptop was enrolled at this centre before."""

    desa_kode: str
    desa_nama: str
    lingkup: tuple[str, ...]
    contoh: bool
    lagi: bool


def enrol(buku: Buku, url: str, kode: str, nama: str, transport: Transport) -> Terdaftar:
    """Enrol at a checked address; `nama` tells the operator which laptop this is.

    The key is stored before it is sent, so that an answer that was lost is asked for again with the
    same key. Raises UserError.
    """
    with buku.write() as conn:
        request = _request(conn, url, kode, nama)
    try:
        answer = transport.post("enrol", EnrolAnswer, msgspec.json.encode(request))
    except Refused as no:
        code = no.alasan if no.alasan in _TELL else "ditolak"
        raise UserError(code, kode=no.alasan) from no
    if request.kode_desa and answer.desa.kode != request.kode_desa:
        raise UserError("desa-berbeda")
    with buku.write() as conn:
        return _take(conn, url, answer)


def _request(conn: Connection, url: str, kode: str, nama: str) -> EnrolRequest:
    contoh = get_setelan(conn, "contoh") == "1"
    if contoh and not is_local(url):
        raise UserError("contoh-hanya-di-laptop-ini")
    if not get_state(conn, "seed"):
        seed, pubkey = new_sign_key()
        set_device(conn, get_state(conn, "device"), seed, pubkey)
    return EnrolRequest(
        kode=kode.strip(),
        pubkey=get_state(conn, "pubkey"),
        perangkat=get_state(conn, "device"),
        nama=nama[:100],
        app=__version__,
        skema=SKEMA,
        kode_desa=get_setelan(conn, "kode_desa") or None,
        contoh=contoh,
        kosong=conn.exec_driver_sql("SELECT 1 FROM warga LIMIT 1").first() is None,
    )


def _take(conn: Connection, url: str, answer: EnrolAnswer) -> Terdaftar:
    before = get_state(conn, "pusat_pubkey")
    if before and before != answer.pusat_pubkey:
        send_all_again(conn, next_incarnation(conn, 0))
    if answer.device_id != get_state(conn, "device"):
        set_device(conn, answer.device_id, get_state(conn, "seed"), get_state(conn, "pubkey"))
        new_incarnation(conn, next_incarnation(conn, 0))
    set_state(conn, "url", url)
    set_state(conn, "desa", answer.desa.kode)
    set_state(conn, "desa_nama", answer.desa.nama or "")
    set_state(conn, "pusat_pubkey", answer.pusat_pubkey)
    set_state(conn, "pusat_ttd", answer.pusat_ttd)
    set_state(conn, "tahan_sampai", None)
    hold_lingkup(conn, answer.lingkup)
    if answer.contoh:
        set_setelan(conn, "contoh", "1")
    else:
        set_setelan(conn, "terdaftar", "1")
    return Terdaftar(
        answer.desa.kode,
        answer.desa.nama or "",
        tuple(answer.lingkup),
        answer.contoh,
        before == answer.pusat_pubkey,
    )
