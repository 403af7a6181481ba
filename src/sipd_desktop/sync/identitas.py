"""Who this laptop is to the centre: address, device id, key. Kept in the encrypted file only."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection

from sipd_desktop.base.errors import UserError
from sipd_desktop.storage.keadaan import get_state, set_state


@dataclass(frozen=True, slots=True)
class Identitas:
    """What an enrolment left behind; `seed` is the private half of the device key, hex."""

    url: str
    device: str
    seed: str
    desa: str


def find_identitas(conn: Connection) -> Identitas | None:
    """The identity, or None before the first enrolment."""
    url = get_state(conn, "url")
    if not url:
        return None
    return Identitas(
        url, get_state(conn, "device"), get_state(conn, "seed"), get_state(conn, "desa")
    )


def load_identitas(conn: Connection) -> Identitas:
    """The identity; raises UserError `belum-terdaftar`."""
    found = find_identitas(conn)
    if found is None:
        raise UserError("belum-terdaftar")
    return found


def keep_ttd(conn: Connection, pusat_ttd: str) -> None:
    """Remember the key with which the centre signs carried files; a known one is never replaced."""
    if pusat_ttd and not get_state(conn, "pusat_ttd"):
        set_state(conn, "pusat_ttd", pusat_ttd)


def set_device(conn: Connection, device: str, seed: str, pubkey: str) -> None:
    """Take a device id and its key."""
    set_state(conn, "device", device)
    set_state(conn, "seed", seed)
    set_state(conn, "pubkey", pubkey)
