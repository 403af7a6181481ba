"""A laptop as it really stands on a table: a whole data folder with keys, backups and journal."""

from __future__ import annotations

from pathlib import Path

from sipd_desktop.base import ids
from sipd_desktop.services.cadangan import back_up
from sipd_desktop.services.catat import Petugas
from sipd_desktop.services.pulih import Dipulihkan, restore
from sipd_desktop.services.rawat import Pemulihan, start_journal, tend
from sipd_desktop.services.siapkan import prepare_folder
from sipd_desktop.storage import kunci, rahasia
from sipd_desktop.storage.engine import Buku
from sipd_desktop.storage.folder import DB, FolderLock, read_tanda
from sipd_desktop.storage.skema import upgrade
from sipd_desktop.sync.transport import Transport
from sync.alat import KODE_DESA, Laptop

SANDI = "padi kursi lampu sungai"


class LaptopFolder(Laptop):
    """As `Laptop`, opened the way the program opens it (but for the slow passphrase)."""

    def __init__(self, folder: Path, *, nama: str = "Siti") -> None:
        made = prepare_folder(
            folder,
            kode_desa=KODE_DESA,
            nama_desa="Sukamaju",
            posyandu=["Melati"],
            nama=nama,
            sandi=SANDI,
            contoh=True,
        )
        self.kode = made.kode_pemulihan
        self._take(folder, nama)

    def _take(self, folder: Path, nama: str = "Siti") -> None:
        self.folder = folder
        secret = rahasia.read_secret(read_tanda(folder)["id"])
        self.key, _ = kunci.open_keys(folder, SANDI, secret)
        self.path = folder / DB
        self.posyandu = ids.posyandu_id(ids.desa_id(KODE_DESA), "Melati")
        self.petugas = Petugas(ids.ketua_id(self.posyandu, nama), None)
        self.make_transport = Transport
        self.open()

    @classmethod
    def of(cls, folder: Path) -> LaptopFolder:
        """One that was made by a restore on a fresh laptop."""
        made = object.__new__(cls)
        made._take(folder)
        return made

    def open(self) -> Pemulihan | None:
        """Care, file, journal; what was mended."""
        care = tend(self.folder, self.key)
        self.buku = Buku(self.path, self.key)
        upgrade(self.buku)
        start_journal(self.buku, care.putaran)
        return care.pemulihan

    def cadangkan(self) -> Path:
        made = back_up(self.buku, "uji")
        assert made is not None
        return made.path

    def pulihkan(self, path: Path) -> Dipulihkan:
        self.buku.close()
        with FolderLock(self.folder):
            done = restore(self.folder, self.key, path)
        self.open()
        return done
