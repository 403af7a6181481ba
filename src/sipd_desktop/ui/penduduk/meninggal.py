"""Death: date, and the cause where the family tells it. Says what will happen, then asks once.

Widowhood of the spouse and the next head are asked for, one key each; nothing follows by itself.
"""

from __future__ import annotations

from typing import Any

from sipd_desktop.base.tampil import tanggal_panjang
from sipd_desktop.services.catat import Changes
from sipd_desktop.services.orang import MENINGGAL
from sipd_desktop.services.penduduk.dasar import KEPALA
from sipd_desktop.services.penduduk.lembar import AnggotaLembar, find_pasangan
from sipd_desktop.services.penduduk.meninggal import open_meninggal, record_meninggal
from sipd_desktop.ui.penduduk.acara import KEPALA_KOSONG, Acara, Keadaan, Kerja, need_orang
from sipd_desktop.ui.penduduk.batal import BatalStatus
from sipd_desktop.ui.penduduk.isian import FormPendek, Isi

_JAWAB = (("Y", "dicatat cerai mati"), ("T", "tidak diubah"))
_YA_TIDAK = "Y dicatat cerai mati, T atau kosong tidak diubah"


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

    def _spouse(self, k: Keadaan) -> AnggotaLembar | None:
        return find_pasangan(k.lembar.anggota, k.orang) if k.orang else None

    def _heirs(self, k: Keadaan) -> tuple[AnggotaLembar, ...]:
        """Who may be the next head; nobody where the head lives on."""
        if k.orang is None or k.orang.shdk != KEPALA:
            return ()
        return tuple(a for a in k.lembar.hidup if a.orang.id != k.orang.orang.id)[:9]

    def _chosen(self, k: Keadaan, form: FormPendek) -> AnggotaLembar | None:
        typed = form.text("kepala")
        return self._heirs(k)[int(typed) - 1] if typed else None

    def isi(self, k: Keadaan) -> tuple[Isi, ...]:
        spouse, heirs = self._spouse(k), self._heirs(k)
        named = tuple((str(n), a.orang.nama) for n, a in enumerate(heirs, start=1))
        listed = ", ".join(f"{key} {nama}" for key, nama in named)
        return (
            Isi(
                "tanggal",
                "Tanggal meninggal",
                "contoh 05112026, H hari ini, K kemarin",
                "tanggal",
                kosong="peristiwa-tanggal-kosong",
            ),
            Isi("sebab", "Sebab", "bila keluarga menyebutkan; boleh kosong"),
            *(
                (Isi("kawin", "Cerai mati", f"{spouse.orang.nama}: {_YA_TIDAK}", "pilih", _JAWAB),)
                if spouse
                else ()
            ),
            *(
                (Isi("kepala", "Kepala baru", f"{listed}; kosong: menyusul", "pilih", named),)
                if heirs
                else ()
            ),
        )

    def kalimat(self, k: Keadaan, form: FormPendek) -> str:
        day = form.date("tanggal")
        when = f" pada {tanggal_panjang(day)}" if day else ""
        spouse, head = self._spouse(k), self._chosen(k, form)
        more = f" {spouse.orang.nama} dicatat cerai mati." if spouse and _agreed(form) else ""
        more += f" Kepala keluarga yang baru: {head.orang.nama}." if head else ""
        return (
            f"{k.nama} dicatat meninggal{when}. Namanya tidak lagi ada di undangan, daftar yang "
            "belum datang, kunjungan dan sasaran, juga di laptop lain setelah kirim. Catatan "
            f"lamanya tetap tersimpan.{more}"
        )

    def work(self, k: Keadaan, form: FormPendek) -> Kerja:
        assert k.orang is not None
        who, day, sebab = k.orang.orang, form.date("tanggal"), form.text("sebab")
        assert day is not None
        petugas, hari_ini = k.petugas, k.hari_ini
        spouse, head = self._spouse(k), self._chosen(k, form)
        widowed = spouse.orang.id if spouse and _agreed(form) else None

        def run(conn: Any) -> tuple[str, Changes]:
            headless = open_meninggal(conn, who.id, hari_ini).is_kepala and head is None
            made = record_meninggal(
                conn,
                petugas,
                who.id,
                day,
                hari_ini=hari_ini,
                sebab=sebab,
                cerai_mati=widowed,
                kepala_baru=head.orang.id if head else None,
            )
            more = KEPALA_KOSONG if headless else ""
            return f"{who.nama} tercatat meninggal.{more}", made

        return run


def _agreed(form: FormPendek) -> bool:
    return form.text("kawin") == "Y"
