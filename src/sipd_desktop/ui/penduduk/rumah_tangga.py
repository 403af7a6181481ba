"""Pisah KK, ganti kepala keluarga and completing data, as short forms."""

from __future__ import annotations

from typing import Any

from sipd_desktop.rules.kode.baca import daftar
from sipd_desktop.rules.nik import isi_nik
from sipd_desktop.services.catat import Changes
from sipd_desktop.services.penduduk.dasar import KEPALA
from sipd_desktop.services.penduduk.hubungan import shdk_pisah
from sipd_desktop.services.penduduk.lembar import AnggotaLembar, kata_shdk
from sipd_desktop.services.penduduk.lengkapi import DataWarga, record_lengkapi
from sipd_desktop.services.penduduk.rumah_tangga import record_ganti_kepala, record_pisah_kk
from sipd_desktop.ui.penduduk.acara import Acara, Keadaan, Kerja, need_orang, tell_kepala
from sipd_desktop.ui.penduduk.isian import FormPendek, Isi
from sipd_desktop.ui.penduduk.pindah import box_tanggal


class PisahKk(Acara):
    """The member under the cursor becomes head of a household of their own; others may go along."""

    key = "pisah_kk"
    label = "Pisah KK"
    ket = "Yang dipilih jadi kepala keluarga sendiri; No KK boleh menyusul"

    def ready(self, k: Keadaan) -> str:
        if problem := need_orang(k):
            return problem
        return "" if len(k.lembar.hidup) > 1 else "Di keluarga ini hanya ada satu orang."

    def judul(self, k: Keadaan) -> str:
        return f"Pisah KK: {k.nama} kepala keluarga baru"

    def _others(self, k: Keadaan) -> tuple[AnggotaLembar, ...]:
        assert k.orang is not None
        own = k.orang.orang.id
        return tuple(a for a in k.lembar.hidup if a.orang.id != own)[:9]

    def isi(self, k: Keadaan) -> tuple[Isi, ...]:
        listed = ", ".join(f"{n} {a.orang.nama}" for n, a in enumerate(self._others(k), start=1))
        return (
            Isi("ikut", "Yang ikut", f"ketik angkanya, contoh 13; kosong bila sendiri. {listed}",
                lebar=150),
            Isi("no_kk", "No KK baru", "16 angka; kosong bila belum ada", lebar=230),
            box_tanggal("Sejak tanggal"),
        )  # fmt: skip

    def _going(self, k: Keadaan, form: FormPendek) -> list[AnggotaLembar]:
        others = self._others(k)
        typed = {int(c) for c in form.text("ikut") if c.isdigit()}
        return [a for n, a in enumerate(others, start=1) if n in typed]

    def kalimat(self, k: Keadaan, form: FormPendek) -> str:
        assert k.orang is not None
        words = [f"{a.orang.nama} {self._shdk(k, a)}".strip() for a in self._going(k, form)]
        more = f", bersama {', '.join(words)}" if words else ", sendiri"
        return f"{k.nama} jadi kepala keluarga{more}. Alamat dan Posyandu tetap."

    def _shdk(self, k: Keadaan, a: AnggotaLembar) -> str:
        assert k.orang is not None
        code = {"L": 1, "P": 2}.get(a.orang.jk)
        return f"({kata_shdk(shdk_pisah(k.orang.shdk, a.shdk, code)).lower()})"

    def work(self, k: Keadaan, form: FormPendek) -> Kerja:
        assert k.orang is not None
        head, day, no_kk = k.orang.orang, form.date("tanggal"), form.text("no_kk")
        assert day is not None
        people = [head.id, *(a.orang.id for a in self._going(k, form))]
        petugas, hari_ini, family = k.petugas, k.hari_ini, k.lembar.id

        def run(conn: Any) -> tuple[str, Changes]:
            _, made = record_pisah_kk(
                conn, petugas, family, people, day, hari_ini=hari_ini, no_kk=no_kk
            )
            more = tell_kepala(conn, family)
            return f"{head.nama} tercatat pisah KK, {len(people)} orang.{more}", made

        return run


class GantiKepala(Acara):
    """The member under the cursor is the head from now on."""

    key = "ganti_kepala"
    label = "Ganti kepala keluarga"
    ket = "Yang dipilih jadi kepala; hubungan anggota lain mengikuti"

    def ready(self, k: Keadaan) -> str:
        if problem := need_orang(k):
            return problem
        already = k.orang is not None and k.orang.shdk == KEPALA
        return f"{k.nama} sudah kepala keluarga." if already else ""

    def judul(self, k: Keadaan) -> str:
        return f"Kepala keluarga baru: {k.nama}"

    def isi(self, k: Keadaan) -> tuple[Isi, ...]:
        del k
        return (box_tanggal("Sejak tanggal"),)

    def kalimat(self, k: Keadaan, form: FormPendek) -> str:
        del k, form
        return "Hubungan yang tidak bisa diketahui ditulis Famili lain; betulkan dengan 7."

    def work(self, k: Keadaan, form: FormPendek) -> Kerja:
        assert k.orang is not None
        who, day = k.orang.orang, form.date("tanggal")
        assert day is not None
        petugas, hari_ini = k.petugas, k.hari_ini

        def run(conn: Any) -> tuple[str, Changes]:
            made = record_ganti_kepala(conn, petugas, who.id, day, hari_ini=hari_ini)
            return f"{who.nama} sekarang kepala keluarga.", made

        return run


_SEKELUARGA = ("no_kk", "alamat", "dusun", "rt", "rw")
"""Boxes of the household: true of every member."""


def _now(text: str) -> str:
    return f"sekarang {text or 'belum diisi'}; kosong: tidak diubah"


class Lengkapi(Acara):
    """What the family brought later: name, NIK, akta, relation; No KK and address of them all."""

    key = "lengkapi"
    label = "Lengkapi data"
    ket = "Nama bayi, NIK, akta lahir, hubungan; No KK dan alamat sekeluarga"

    def ready(self, k: Keadaan) -> str:
        return need_orang(k)

    def judul(self, k: Keadaan) -> str:
        return f"Lengkapi data: {k.nama}"

    def isi(self, k: Keadaan) -> tuple[Isi, ...]:
        assert k.orang is not None
        o = k.orang.orang
        # kepala keluarga diganti lewat 6, supaya hubungan yang lain ikut
        codes = [c for c in daftar("shdk").isi if KEPALA < c.kode < 10]
        shdk = tuple((str(c.kode), c.label.lower()) for c in codes)
        now = k.orang.hubungan.lower() or "belum diisi"
        listed = ", ".join(f"{key} {word}" for key, word in shdk)
        has = f"sudah ada, berakhir {o.nik_ekor}" if o.nik_ekor else "16 angka"
        kk = "sudah ada" if k.lembar.no_kk_ada else "16 angka"
        return (
            Isi("nik", "NIK", f"{has}; kosong: tidak diubah", lebar=230),
            Isi("nama", "Nama", f"sekarang {o.nama}; kosong: tidak diubah"),
            Isi("akta", "Akta lahir", "Y sudah ada, T belum; kosong: tidak diubah", "pilih",
                (("Y", "sudah ada"), ("T", "belum"))),
            Isi("shdk", "Hubungan", f"sekarang {now}; {listed}",
                "pilih", shdk),
            Isi("no_kk", "No KK keluarga", f"{kk}; kosong: tidak diubah", lebar=230),
            Isi("alamat", "Alamat keluarga", _now(k.lembar.alamat)),
            Isi("dusun", "Dusun", _now(k.lembar.dusun)),
            Isi("rt", "RT", _now(k.lembar.rt), lebar=80),
            Isi("rw", "RW", _now(k.lembar.rw), lebar=80),
        )  # fmt: skip

    def kalimat(self, k: Keadaan, form: FormPendek) -> str:
        assert k.orang is not None
        nik, lahir = "".join(form.text("nik").split()), k.orang.orang.tanggal_lahir
        if len(nik) == 16 and nik.isdigit() and lahir and not isi_nik(nik).cocok(lahir):
            return "NIK ini tidak cocok dengan tanggal lahirnya. Cocokkan dengan KK."
        if any(form.text(key) for key in _SEKELUARGA):
            return f"No KK dan alamat berlaku untuk sekeluarga, {len(k.lembar.hidup)} orang."
        return ""

    def work(self, k: Keadaan, form: FormPendek) -> Kerja:
        assert k.orang is not None
        who = k.orang.orang
        akta = {"Y": True, "T": False}.get(form.text("akta"))
        shdk = form.text("shdk")
        data = DataWarga(
            nama=form.text("nama"),
            nik=form.text("nik"),
            akta_lahir=akta,
            shdk=int(shdk) if shdk else None,
            no_kk=form.text("no_kk"),
            alamat=form.text("alamat"),
            dusun=form.text("dusun"),
            rt=form.text("rt"),
            rw=form.text("rw"),
        )
        petugas, hari_ini = k.petugas, k.hari_ini

        def run(conn: Any) -> tuple[str, Changes]:
            made = record_lengkapi(conn, petugas, who.id, data, hari_ini=hari_ini)
            return f"Data {data.nama or who.nama} dilengkapi.", made

        return run
