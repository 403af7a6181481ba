"""Death: date, and the cause where the family tells it. Says what will happen, then asks once."""

from __future__ import annotations

from typing import Any

from sipd_desktop.base.tampil import tanggal_panjang
from sipd_desktop.services.catat import Changes
from sipd_desktop.services.orang import MENINGGAL
from sipd_desktop.services.penduduk.meninggal import open_meninggal, record_meninggal
from sipd_desktop.ui.penduduk.acara import Acara, Keadaan, Kerja, need_orang
from sipd_desktop.ui.penduduk.batal import BatalStatus
from sipd_desktop.ui.penduduk.isian import FormPendek, Isi


class Meninggal(Acara):
    """A member who has died."""

    key = "meninggal"
    label = "Meninggal"
    ket = "Namanya keluar dari undangan, daftar dan kunjungan"
    tombol = "Lanjut"
    tanya = True
    tenang = True

    def of(self, k: Keadaan) -> Acara:
        dead = k.orang is not None and k.orang.orang.status == MENINGGAL
        return BatalStatus() if dead else self

    def ready(self, k: Keadaan) -> str:
        return need_orang(k)

    def judul(self, k: Keadaan) -> str:
        return f"Meninggal: {k.nama}"

    def isi(self, k: Keadaan) -> tuple[Isi, ...]:
        del k
        return (
            Isi(
                "tanggal",
                "Tanggal meninggal",
                "contoh 05112026, H hari ini, K kemarin",
                "tanggal",
                kosong="peristiwa-tanggal-kosong",
            ),
            Isi("sebab", "Sebab", "bila keluarga menyebutkan; boleh kosong"),
        )

    def kalimat(self, k: Keadaan, form: FormPendek) -> str:
        day = form.date("tanggal")
        when = f" pada {tanggal_panjang(day)}" if day else ""
        return (
            f"{k.nama} dicatat meninggal{when}. Namanya tidak lagi ada di undangan, daftar yang "
            "belum datang, kunjungan dan sasaran, juga di laptop lain setelah kirim. Catatan "
            "lamanya tetap tersimpan."
        )

    def work(self, k: Keadaan, form: FormPendek) -> Kerja:
        assert k.orang is not None
        who, day, sebab = k.orang.orang, form.date("tanggal"), form.text("sebab")
        assert day is not None
        petugas, hari_ini = k.petugas, k.hari_ini

        def run(conn: Any) -> tuple[str, Changes]:
            head = open_meninggal(conn, who.id, hari_ini).is_kepala
            made = record_meninggal(conn, petugas, who.id, day, hari_ini=hari_ini, sebab=sebab)
            more = " Kepala keluarga yang baru bisa dicatat dengan 6." if head else ""
            return f"{who.nama} tercatat meninggal.{more}", made

        return run
