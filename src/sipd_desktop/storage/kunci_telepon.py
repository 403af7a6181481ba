"""The `operator` wrap of the data key: a one-time code the operator reads out by telephone.

The laptop makes the code, wraps the key with it in `kunci.json`, seals it to the centre and forgets
it. What waits to be deposited lies sealed in the file; setting a new passphrase after the code let
somebody in takes the wrap away (docs/keputusan/0008).
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection

from sipd_desktop.base.errors import UserError
from sipd_desktop.storage.keadaan import get_state, set_state
from sipd_desktop.storage.kunci import (
    OPERATOR,
    TULIS,
    make_wrap,
    new_recovery_code,
    open_wrap,
    plain_code,
    read_wraps,
    write_wraps,
)
from sipd_desktop.wire.segel import kode_field, seal

HURUF = 12
"""About 59 bits, each guess one Argon2id; short enough to be read out (trust-and-ux A3)."""
_TITIP, _TIBA, _TERPAKAI = "telepon_titip", "telepon_tiba", "telepon_dipakai"


@dataclass(frozen=True, slots=True)
class Telepon:
    """What the key file tells without being opened: which code of which laptop opens it.

    `nomor` 0: there is none. `pusat` is the beginning of the key of the centre it was sealed to.
    """

    nomor: int = 0
    perangkat: str = ""
    pusat: str = ""

    @property
    def sebutan(self) -> str:
        """The laptop as it is read out: the last eight letters of its number."""
        tail = self.perangkat.replace("-", "")[-8:].upper()
        return f"{tail[:4]}-{tail[4:]}"


def read_telepon(folder: Path) -> Telepon:
    """Which code opens this folder; a damaged key file has none."""
    try:
        for wrap in read_wraps(folder):
            if wrap.get("jenis") == OPERATOR:
                return Telepon(int(wrap["nomor"]), str(wrap["perangkat"]), str(wrap["pusat"]))
    except (UserError, KeyError, ValueError, TypeError):
        return Telepon()
    return Telepon()


def open_with_code(folder: Path, code: str) -> bytes:
    """The data key; raises `kode-telepon-tidak-ada`, `kode-telepon-salah` (also a used one)."""
    plain = plain_code(code)
    found = [w for w in read_wraps(folder) if w.get("jenis") == OPERATOR]
    if not found:
        raise UserError("kode-telepon-tidak-ada")
    for wrap in found:
        try:
            key = open_wrap(wrap, plain, b"")
        except (KeyError, ValueError, TypeError) as error:
            raise UserError("berkas-kunci-rusak") from error
        if key:
            return key
    raise UserError("kode-telepon-salah")


def is_deposited(conn: Connection, folder: Path, perangkat: str, pusat: str) -> bool:
    """Whether the code that opens this folder lies at this centre, for this very laptop."""
    now = read_telepon(folder)
    mine = now.perangkat == perangkat and now.pusat == pusat[:16]
    return now.nomor > 0 and mine and get_state(conn, _TIBA) == f"{now.nomor} {pusat}"


def waiting(conn: Connection, folder: Path, perangkat: str, pusat: str) -> tuple[int, str] | None:
    """Number and sealed text that still have to be deposited, when they fit the key file."""
    nomor, device, key, sealed = (*get_state(conn, _TITIP).split(), "", "", "", "")[:4]
    if (
        nomor.isdigit()
        and int(nomor) == read_telepon(folder).nomor
        and (device, key)
        == (
            perangkat,
            pusat,
        )
    ):
        return int(nomor), sealed
    return None


def next_number(conn: Connection, folder: Path) -> int:
    """One above every number this laptop ever gave a code."""
    known = [get_state(conn, key).partition(" ")[0] for key in (_TITIP, _TIBA, _TERPAKAI)]
    return 1 + max([read_telepon(folder).nomor, *(int(n) for n in known if n.isdigit())])


def prepare_code(
    nomor: int, key: bytes, perangkat: str, pusat: str
) -> tuple[str, dict[str, object]]:
    """A new code, told to nobody: its sealed text for the centre, and the wrap it opens (slow)."""
    code = new_recovery_code(HURUF)
    wrap = make_wrap(OPERATOR, key, plain_code(code), b"")
    wrap |= {"nomor": nomor, "perangkat": perangkat, "pusat": pusat[:16]}
    return seal(pusat, perangkat, kode_field(nomor), code), wrap


def keep_waiting(conn: Connection, nomor: int, perangkat: str, pusat: str, sealed: str) -> None:
    """Remember what is to be deposited; written before the wrap, so that no wrap is without."""
    set_state(conn, _TITIP, f"{nomor} {perangkat} {pusat} {sealed}")


def put_wrap(folder: Path, wrap: dict[str, object]) -> None:
    """The new wrap in place of the one before."""
    with TULIS:
        rest = [w for w in read_wraps(folder) if w.get("jenis") != OPERATOR]
        write_wraps(folder, [*rest, wrap])


def note_deposited(conn: Connection, nomor: int, pusat: str, told: str) -> None:
    """The centre has it; `told` is the use that was told with it."""
    set_state(conn, _TIBA, f"{nomor} {pusat}")
    set_state(conn, _TITIP, None)
    if told and get_state(conn, _TERPAKAI) == told:
        set_state(conn, _TERPAKAI, f"{told.split()[0]} ")


def note_used(conn: Connection, nomor: int, moment: str) -> None:
    """A code let somebody in; told to the centre with the next deposit."""
    set_state(conn, _TERPAKAI, f"{nomor} {moment}")


def used_code(conn: Connection) -> tuple[int, str] | None:
    """Number and moment of a use the centre does not know of yet."""
    nomor, _, moment = get_state(conn, _TERPAKAI).partition(" ")
    return (int(nomor), moment) if nomor.isdigit() and moment else None
