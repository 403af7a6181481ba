"""Leaving the desa and arriving in it, as short forms."""

from __future__ import annotations

from typing import Any

from sipd_desktop.rules.sasaran import kelompok_umur
from sipd_desktop.services.catat import Changes
from sipd_desktop.services.orang import MENINGGAL, PINDAH
from sipd_desktop.services.penduduk.dasar import ANAK
from sipd_desktop.services.penduduk.datang import Datang as DataDatang
from sipd_desktop.services.penduduk.datang import Tiba, record_datang, record_kembali_semua
from sipd_desktop.services.penduduk.pindah import record_pindah
from sipd_desktop.ui.penduduk.acara import (
    Acara,
    Keadaan,
    Kerja,
    box_siapa,
    need_orang,
    pick_siapa,
    same_status,
    tell_kepala,
)
from sipd_desktop.ui.penduduk.batal import BatalStatus
from sipd_desktop.ui.penduduk.isian import FormPendek, Isi
from sipd_desktop.ui.penduduk.lahir import JK

TANGGAL_HINT = "contoh 05112026, H hari ini, K kemarin"


def box_tanggal(label: str) -> Isi:
    """The date of an event."""
    return Isi("tanggal", label, TANGGAL_HINT, "tanggal", kosong="peristiwa-tanggal-kosong")


class PindahKeluar(Acara):
    """Out of the desa: one member or the whole family."""

    key = "pindah"
    label = "Pindah keluar desa"
    ket = "Satu orang atau sekeluarga; catatannya tetap tersimpan"

    def of(self, k: Keadaan) -> Acara:
        gone = k.orang is not None and k.orang.orang.status == PINDAH
        return BatalStatus() if gone else self

    def ready(self, k: Keadaan) -> str:
        return need_orang(k)

    def judul(self, k: Keadaan) -> str:
        del k
        return "Pindah keluar desa"

    def isi(self, k: Keadaan) -> tuple[Isi, ...]:
        return (
            *box_siapa(k, "Yang pindah", k.lembar.hidup),
            box_tanggal("Tanggal pindah"),
            Isi("ke", "Pindah ke", "desa, kecamatan atau kota; boleh kosong"),
        )

    def kalimat(self, k: Keadaan, form: FormPendek) -> str:
        many = form.text("siapa") == "2"
        who = f"{k.lembar.judul}, {len(k.lembar.hidup)} orang," if many else k.nama
        return f"{who} keluar dari undangan dan daftar. Bila kembali, catatannya dibuka lagi."

    def work(self, k: Keadaan, form: FormPendek) -> Kerja:
        people = pick_siapa(k, form, k.lembar.hidup)
        day, ke, family = form.date("tanggal"), form.text("ke"), k.lembar.id
        assert day is not None
        petugas, hari_ini = k.petugas, k.hari_ini
        said = k.nama if len(people) == 1 else f"{k.lembar.judul} ({len(people)} orang)"

        def run(conn: Any) -> tuple[str, Changes]:
            made = record_pindah(conn, petugas, people, day, hari_ini=hari_ini, ke=ke)
            return f"{said} tercatat pindah keluar desa.{tell_kepala(conn, family)}", made

        return run


class DatangKeluarga(Acara):
    """Into this family: somebody new, or the member under the cursor who had left."""

    key = "datang"
    label = "Datang atau kembali"
    ket = "Anggota baru dari luar desa, atau yang pernah pindah"
    lanjut = ("datang-mungkin-sudah-ada", "Orang lain, tetap catat")

    def _returns(self, k: Keadaan) -> bool:
        """The cursor stands on somebody who left."""
        return k.orang is not None and k.orang.orang.status not in (1, MENINGGAL)

    def judul(self, k: Keadaan) -> str:
        return f"Kembali: {k.nama}" if self._returns(k) else "Datang ke keluarga ini"

    def isi(self, k: Keadaan) -> tuple[Isi, ...]:
        dari = Isi("dari", "Datang dari", "desa, kecamatan atau kota; boleh kosong")
        if self._returns(k):
            siapa = box_siapa(k, "Yang kembali", same_status(k))
            return (*siapa, box_tanggal("Tanggal kembali"), dari)
        return (
            Isi("nik", "NIK", "16 angka; kosong bila belum ada", lebar=230),
            Isi("nama", "Nama"),
            Isi("jk", "L atau P", jenis="pilih", pilihan=JK),
            Isi("lahir", "Tanggal lahir", "contoh 05081990", "tanggal"),
            Isi("ibu", "Nama ibu", "bila anak"),
            box_tanggal("Tanggal datang"),
            dari,
        )

    def kalimat(self, k: Keadaan, form: FormPendek) -> str:
        del form
        if self._returns(k):
            return "Catatan lamanya dibuka lagi; tidak ada catatan kedua."
        return "NIK yang pernah tercatat di sini membuka lagi catatan lamanya."

    def work(self, k: Keadaan, form: FormPendek) -> Kerja:
        day = form.date("tanggal")
        assert day is not None
        petugas, hari_ini, tetap, family = k.petugas, k.hari_ini, k.tetap, k.lembar.id
        if self._returns(k):
            assert k.orang is not None
            people, dari = pick_siapa(k, form, same_status(k)), form.text("dari")
            said = k.nama if len(people) == 1 else f"Sekeluarga ({len(people)} orang)"

            def back(conn: Any) -> tuple[str, Changes]:
                made = record_kembali_semua(
                    conn, petugas, people, day, hari_ini=hari_ini, ke=family, dari=dari
                )
                return f"{said} tercatat kembali.", made

            return back
        data = self._data(form, k)

        def run(conn: Any) -> tuple[str, Changes]:
            made: Tiba = record_datang(
                conn, petugas, data, day, hari_ini=hari_ini, ke=family, tetap=tetap
            )
            if made.kembali:
                return "Pernah tercatat di sini: catatan lamanya dibuka lagi.", made.changes
            return f"{data.nama} tercatat datang.", made.changes

        return run

    def _data(self, form: FormPendek, k: Keadaan) -> DataDatang:
        lahir = form.date("lahir")
        young = ("balita", "apras", "remaja")
        small = lahir is not None and kelompok_umur(lahir, k.hari_ini) in young
        return DataDatang(
            nama=form.text("nama"),
            jk=form.text("jk"),
            tanggal_lahir=lahir,
            nik=form.text("nik"),
            nama_ibu=form.text("ibu"),
            shdk=ANAK if small and form.text("ibu") else None,
            dari=form.text("dari"),
        )
