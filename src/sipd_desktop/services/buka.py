"""Opening a data folder: library, lock, key, file, schema. The one way in for window and `sipd`."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection, select

from sipd_desktop.base.errors import UserError
from sipd_desktop.services.catat import Petugas
from sipd_desktop.services.izin import has_izin
from sipd_desktop.services.rawat import (
    Pemulihan,
    back_up_before_upgrade,
    has_traces,
    mend_keys,
    start_journal,
    tend,
)
from sipd_desktop.storage import folder as tempat
from sipd_desktop.storage import kunci, kunci_telepon, rahasia
from sipd_desktop.storage.engine import Buku, check_library, is_plain
from sipd_desktop.storage.keadaan import get_setelan
from sipd_desktop.storage.skema import upgrade
from sipd_desktop.storage.tables import SYNCED


@dataclass
class Ruang:
    """An open data folder; `close` lets the next program in."""

    folder: Path
    buku: Buku
    dibuka_dengan: str
    """`sandi`, `pemulihan`, or `operator` (the code read out by telephone)."""
    _key: bytes
    _stack: ExitStack
    pemulihan: Pemulihan | None = None
    """What was mended at the start; the window says it once."""

    def close(self) -> None:
        """Close the file and give the lock back."""
        self._stack.close()

    def before_close(self, call: Callable[[], None]) -> None:
        """Do this while the file is still open, when it is closed."""
        self._stack.callback(call)

    def __enter__(self) -> Ruang:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def change_sandi(self, sandi: str) -> None:
        """Set a new passphrase for this account; makes the device secret if it is missing.

        A code read out by telephone is used up in the same writing of the key file.
        """
        secret = rahasia.make_secret(tempat.read_tanda(self.folder)["id"])
        habis = kunci.OPERATOR if self.dibuka_dengan == kunci.OPERATOR else None
        kunci.change_sandi(self.folder, self._key, sandi, secret, habis=habis)


def open_ruang(folder: Path, sandi: str, *, rawat: bool = True, telepon: bool = False) -> Ruang:
    """Open a folder with its passphrase, or with the printed recovery code.

    A damaged file is mended first (`services.rawat`); `rawat=False` opens it as it is, without
    journal and backups, only to be looked at. `telepon`: the text is the code the operator read
    out; nobody may go on before a new passphrase is set (`akun.change_sandi`), which uses it up.

    Raises UserError: `folder-belum-disiapkan`, `sedang-dipakai`, `sandi-salah`,
    `rahasia-laptop-tidak-ada`, `berkas-tidak-bersandi`, `berkas-lebih-baru`,
    `sqlite-terlalu-lama`, `tanpa-sandi-berkas`, `folder-di-flashdisk`, `kode-telepon-salah`, ...
    """
    check_library()
    tempat.check_place(folder)
    if not has_traces(folder):
        tempat.read_tanda(folder)  # is it ours at all
    if is_plain(folder / tempat.DB):
        raise UserError("berkas-tidak-bersandi")
    with ExitStack() as stack:
        stack.enter_context(tempat.FolderLock(folder))
        if telepon:
            key, way = kunci_telepon.open_with_code(folder, sandi), kunci.OPERATOR
        else:
            key, way = _open_keys(folder, sandi, mend=rawat)
        care = tend(folder, key) if rawat else None
        if not (folder / tempat.DB).exists():
            raise UserError("berkas-rusak" if has_traces(folder) else "folder-belum-disiapkan")
        buku = Buku(folder / tempat.DB, key)
        stack.callback(buku.close)
        if care:
            back_up_before_upgrade(buku)
        upgrade(buku)
        with buku.read() as conn:
            contoh = get_setelan(conn, "contoh") == "1"
        tempat.mark_contoh(folder, contoh=contoh)
        if care:
            start_journal(buku, care.putaran)
        return Ruang(folder, buku, way, key, stack.pop_all(), care.pemulihan if care else None)


def _open_keys(folder: Path, sandi: str, *, mend: bool) -> tuple[bytes, str]:
    """The data key; a damaged key file is made anew when the recovery code was given."""
    try:
        return _try_keys(folder, sandi)
    except UserError as error:
        lost = error.code in ("berkas-kunci-rusak", "folder-belum-disiapkan")
        if not (mend and lost and mend_keys(folder, sandi)):
            raise
    return _try_keys(folder, sandi)


def _try_keys(folder: Path, sandi: str) -> tuple[bytes, str]:
    secret = rahasia.read_secret(tempat.read_tanda(folder)["id"])
    return kunci.open_keys(folder, sandi, secret)


@dataclass(frozen=True, slots=True)
class Pengguna:
    """A kader who can act on this laptop."""

    id: str
    nama: str
    jabatan: str
    posyandu_id: str | None

    @property
    def petugas(self) -> Petugas:
        """This user as doer and typist of what follows."""
        return Petugas(pelaku=self.id, pencatat=self.id)


def list_pengguna(conn: Connection) -> list[Pengguna]:
    """Active kader of the Posyandu on this laptop, the first user first, then by name."""
    kader = SYNCED["kader"]
    first = get_setelan(conn, "pengguna_pertama")
    rows = conn.execute(
        select(kader.c.id, kader.c.nama, kader.c.jabatan, kader.c.posyandu_id)
        .where(kader.c.deleted_at.is_(None), kader.c.aktif.isnot(0))
        .order_by(kader.c.id != first, kader.c.nama)
    )
    return [Pengguna(*row) for row in rows]


def find_pengguna(conn: Connection, nama: str | None) -> Pengguna:
    """The user of this name, or the first user when no name is given.

    Raises `pengguna-tidak-ada`, and `akun-belum-diizinkan` for one who may not log in here.
    """
    people = list_pengguna(conn)
    for person in people:
        if nama is None or person.nama.casefold() == nama.strip().casefold():
            if not has_izin(conn, person.id):
                raise UserError("akun-belum-diizinkan")
            return person
    raise UserError("pengguna-tidak-ada")
