"""Which matters of safety are open now: from the backups and from how the file was opened."""

from __future__ import annotations

from PySide6.QtCore import QObject

from sipd_desktop.base import clock
from sipd_desktop.base.tampil import teks_ribuan
from sipd_desktop.services.cadangan import LUAR_HARI
from sipd_desktop.services.hak import refusal_of_role
from sipd_desktop.services.impor.terputus import Terputus, forget_terputus, read_terputus
from sipd_desktop.services.periksa_folder import PERINGATAN
from sipd_desktop.services.rawat import SISA, tell_pemulihan
from sipd_desktop.ui.bilah_penting import BilahPenting, Perkara
from sipd_desktop.ui.jaga import Jaga, KeadaanJaga
from sipd_desktop.ui.salin import copy_to_stick
from sipd_desktop.ui.sesi import Sesi

_PENUH = (
    "Tempat di laptop hampir habis ({mb} MB). Catatan masih bisa disimpan. Hapus film atau foto "
    "yang tidak perlu, atau hubungi operator."
)
_HABIS = (
    "Tempat di laptop habis. Catatan yang sudah ada aman, tetapi yang baru belum bisa disimpan. "
    "Hapus film atau foto yang tidak perlu."
)
_GAGAL = (
    "Salinan aman terakhir gagal dibuat. Catatan tetap tersimpan di laptop ini. Salin ke "
    "flashdisk, atau hubungi operator."
)


class Penting(QObject):
    """Keeps the bar in step while someone is logged in."""

    def __init__(self, bilah: BilahPenting, sesi: Sesi, jaga: Jaga) -> None:
        super().__init__(sesi)
        self._bilah, self._sesi, self._jaga = bilah, sesi, jaga
        jaga.berubah.connect(self.judge)
        done = sesi.ruang.pemulihan
        if done is not None:
            grave = done.hilang > 0 or not done.pasti
            text = tell_pemulihan(done, sesi.keterangan.zona)
            matter = Perkara("pulih", text, "perhatian" if grave else "info", nanti="Lanjut")
            bilah.set_perkara("pulih", matter)
        if refusal_of_role(sesi.pengguna.jabatan, "impor", "tambah") is None:
            sesi.read(self, read_terputus, self._tell_terputus)

    def _tell_terputus(self, found: Terputus | None) -> None:
        """An import that the laptop did not live to finish: in whole, or not at all."""
        if found is None:
            return
        sesi, batch = self._sesi, found.batch

        def look() -> None:
            if batch:
                sesi.go("impor_riwayat", batch=batch)
            else:
                sesi.go("impor")

        matter = Perkara(
            "impor",
            found.kalimat,
            "info" if batch else "perhatian",
            "Riwayat impor" if batch else "Buka Impor",
            look,
            nanti="Lanjut",
            tutup=lambda: sesi.write(self, forget_terputus),
        )
        self._bilah.set_perkara("impor", matter)

    def judge(self, keadaan: KeadaanJaga) -> None:
        """After each look at the files."""
        self._bilah.set_perkara("tempat", self._room(keadaan))
        failed = keadaan.alasan and keadaan.alasan != "cadangan-tempat-penuh"
        self._bilah.set_perkara("gagal", self._copy_matter("gagal", _GAGAL) if failed else None)
        self._bilah.set_perkara("luar", self._outside(keadaan))

    def _room(self, keadaan: KeadaanJaga) -> Perkara | None:
        if not 0 < keadaan.bebas < PERINGATAN:
            return None
        if keadaan.bebas < SISA:
            return Perkara("tempat", _HABIS, "bahaya")
        return Perkara("tempat", _PENUH.format(mb=teks_ribuan(keadaan.bebas // 1_000_000)))

    def _outside(self, keadaan: KeadaanJaga) -> Perkara | None:
        now, c = clock.now(), keadaan.cadangan
        if self._sesi.keterangan.contoh or not c.perlu_luar(now):
            return None
        days = c.umur_luar(now)
        if c.luar is None:
            text = "Belum ada salinan aman di flashdisk. Bila laptop rusak, catatan bisa hilang."
        elif c.luar > now or days is None or days > 3650:
            text = f"Salinan aman di flashdisk lebih dari {LUAR_HARI} hari. Waktunya menyalin lagi."
        else:
            text = f"Salinan aman di flashdisk sudah {days} hari. Waktunya menyalin lagi."
        return self._copy_matter("luar", text)

    def _copy_matter(self, kunci: str, text: str) -> Perkara:
        return Perkara(kunci, text, "perhatian", "Salin ke flashdisk", self._copy)

    def _copy(self) -> None:
        copy_to_stick(self._bilah, self._jaga)
