"""Depositing this laptop's recovery code at the centre: after enrolment, and after each use.

Done at the beginning of an exchange, behind a good hello. It never stops the exchange: what could
not be deposited waits, and the next exchange tries again.
"""

from __future__ import annotations

import logging

from sipd_desktop.base.errors import UserError
from sipd_desktop.storage import kunci_telepon as telepon
from sipd_desktop.storage.folder import KUNCI
from sipd_desktop.storage.keadaan import get_state
from sipd_desktop.sync.identitas import load_identitas
from sipd_desktop.sync.push import Kerja
from sipd_desktop.sync.transport import Refused
from sipd_desktop.wire.sapa import TitipRequest

_log = logging.getLogger(__name__)


def deposit_code(kerja: Kerja) -> bool:
    """Bring key file and centre to the same code; True when something was sent.

    Without a key file (a bare file in a test) or with a centre that knows no such call: nothing.
    """
    folder = kerja.buku.path.parent
    if not (folder / KUNCI).exists():
        return False
    with kerja.gerbang, kerja.buku.read() as conn:
        device, pusat = load_identitas(conn).device, get_state(conn, "pusat_pubkey")
        if not pusat or telepon.is_deposited(conn, folder, device, pusat):
            return False
        waits = telepon.waiting(conn, folder, device, pusat)
        used = telepon.used_code(conn)
        nomor = telepon.next_number(conn, folder)
    try:
        nomor, sealed = waits or _make(kerja, nomor, device, pusat)
        request = TitipRequest(nomor=nomor, segel=sealed)
        if used:
            request.dipakai, request.waktu = used
        there = kerja.jalur.call(lambda: kerja.pusat.titip(request))
    except Refused as no:
        if no.status not in (400, 404, 405):
            raise
        _log.warning("kode pemulihan belum dititipkan: %s", no.alasan)
        return False
    except (OSError, UserError) as error:
        if isinstance(error, UserError) and error.code != "berkas-kunci-rusak":
            raise
        _log.warning("kode pemulihan belum dititipkan: berkas kunci")
        return False
    with kerja.gerbang, kerja.buku.write() as conn:
        told = f"{used[0]} {used[1]}" if used else ""
        telepon.note_deposited(conn, max(nomor, there), pusat, told)
    return True


def _make(kerja: Kerja, nomor: int, device: str, pusat: str) -> tuple[int, str]:
    sealed, wrap = telepon.prepare_code(nomor, kerja.buku.key, device, pusat)
    with kerja.gerbang, kerja.buku.write() as conn:
        telepon.keep_waiting(conn, nomor, device, pusat, sealed)
    telepon.put_wrap(kerja.buku.path.parent, wrap)
    return nomor, sealed
