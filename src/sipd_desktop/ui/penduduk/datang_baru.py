"""A family new in the desa: its first member and where they live; the others follow one by one."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from sipd_desktop.base.errors import InvalidInput, UserError
from sipd_desktop.base.pesan import sentence
from sipd_desktop.services.catat import Changes
from sipd_desktop.services.penduduk.dasar import KEPALA
from sipd_desktop.services.penduduk.datang import Datang, Rumah, Tiba, record_datang
from sipd_desktop.services.penduduk.lembar import LembarKeluarga
from sipd_desktop.services.penduduk.rumah_tangga import record_masuk_keluarga
from sipd_desktop.ui.halaman import Halaman
from sipd_desktop.ui.pages.bagian import in_row, make_button, make_label, scrolling
from sipd_desktop.ui.penduduk.acara import Acara, Keadaan
from sipd_desktop.ui.penduduk.isian import FormPendek, Isi
from sipd_desktop.ui.penduduk.lahir import JK
from sipd_desktop.ui.penduduk.panel import PanelAcara
from sipd_desktop.ui.penduduk.pindah import box_tanggal
from sipd_desktop.ui.sesi import Sesi


class KeluargaBaru(Acara):
    """The boxes of the first member, who is the head."""

    key = "keluarga_baru"
    label = "Keluarga baru datang"
    lanjut = ("datang-mungkin-sudah-ada", "Orang lain, tetap catat")

    def judul(self, k: Keadaan) -> str:
        del k
        return "Kepala keluarga"

    def isi(self, k: Keadaan) -> tuple[Isi, ...]:
        del k
        return (
            Isi("nik", "NIK", "16 angka; kosong bila belum ada", lebar=230),
            Isi("nama", "Nama"),
            Isi("jk", "L atau P", jenis="pilih", pilihan=JK),
            Isi("lahir", "Tanggal lahir", "contoh 05081990", "tanggal"),
            Isi("rt", "RT", "contoh 2", lebar=80),
            Isi("rw", "RW", "contoh 1", lebar=80),
            Isi("dusun", "Dusun", "boleh kosong", lebar=230),
            Isi("alamat", "Alamat", "jalan atau blok; boleh kosong"),
            Isi("no_kk", "No KK", "16 angka; kosong bila belum ada", lebar=230),
            box_tanggal("Tanggal datang"),
            Isi("dari", "Datang dari", "desa, kecamatan atau kota; boleh kosong"),
        )

    def kalimat(self, k: Keadaan, form: FormPendek) -> str:
        del k, form
        return "NIK yang pernah tercatat di sini membuka lagi catatan lamanya."


class MasukKeluarga(Acara):
    """The house of somebody who is in the list without a household."""

    key = "masuk_keluarga"
    label = "Masukkan ke keluarga"

    def __init__(self, nama: str) -> None:
        self.nama = nama

    def judul(self, k: Keadaan) -> str:
        del k
        return f"Keluarga dari {self.nama}"

    def isi(self, k: Keadaan) -> tuple[Isi, ...]:
        del k
        return (
            Isi("no_kk", "No KK", "16 angka; kosong bila belum ada", lebar=230),
            Isi("rt", "RT", "contoh 2", lebar=80),
            Isi("rw", "RW", "contoh 1", lebar=80),
            Isi("dusun", "Dusun", "boleh kosong", lebar=230),
            Isi("alamat", "Alamat", "jalan atau blok; boleh kosong"),
        )

    def kalimat(self, k: Keadaan, form: FormPendek) -> str:
        del k, form
        return (
            "No KK yang sudah tercatat memasukkannya ke keluarga itu, dengan alamatnya. "
            "Selain itu ia kepala keluarga di rumah baru ini."
        )


class DatangPage(Halaman):
    """One form; then the page of changes of the new family. With a person: the house of them."""

    judul = "Keluarga baru"
    bantuan = (
        "Isi kepala keluarganya dulu. Anggota lain menyusul dengan angka 4 di halaman berikutnya.",
        "RT menentukan Posyandunya.",
        "NIK yang pernah tercatat membuka catatan lamanya, tidak membuat yang kedua.",
    )

    def __init__(self, sesi: Sesi, parent: QWidget | None = None) -> None:
        super().__init__(sesi, parent)
        self.acara: Acara = KeluargaBaru()
        self._warga = ""
        self.k: Keadaan | None = None
        self.panel = PanelAcara()
        self.panel.simpan.connect(self._save)
        self.panel.batal.connect(sesi.back)
        self.kembali = make_button("Kembali", sesi.back, tautan=True, kunci="Esc")
        box = QVBoxLayout(self)
        box.setSpacing(10)
        head = in_row()
        self.kepala = make_label("", "judul", lipat=True)
        head.addWidget(self.kepala, 1)
        head.addWidget(self.kembali)
        box.addLayout(head)
        box.addWidget(scrolling(self.panel), 1)

    def open(self, warga_id: str = "", nama: str = "", **_kw: object) -> None:
        """A fresh form: a family that arrives, or the house of a person who has none."""
        self._warga = warga_id
        self.acara = MasukKeluarga(nama) if warga_id else KeluargaBaru()
        self.kepala.setText(self.acara.label)
        nobody = LembarKeluarga("", "", "", "", "", "", False, (), ())
        self.k = Keadaan(nobody, None, self.sesi.petugas, self.sesi.hari_ini)
        self.panel.show_acara(self.acara, self.k)

    def clear(self) -> None:
        self.panel.clear()

    def focus_start(self) -> None:
        self.panel.focus_start()

    def _save(self) -> None:
        assert self.k is not None
        if self._warga:
            self._enter(self.k)
        else:
            self._arrive(self.k)

    def _rumah(self) -> Rumah:
        form = self.panel.form
        return Rumah(
            self.sesi.posyandu_id,
            form.text("rt"),
            form.text("rw"),
            form.text("dusun"),
            form.text("alamat"),
            no_kk=form.text("no_kk"),
        )

    def _enter(self, k: Keadaan) -> None:
        who, rumah, petugas, day = self._warga, self._rumah(), k.petugas, k.hari_ini

        def work(conn: Any) -> tuple[str, Changes]:
            return record_masuk_keluarga(conn, petugas, who, rumah, hari_ini=day)

        self.sesi.write(self, work, self._entered, self._refused)

    def _entered(self, answer: tuple[str, Changes]) -> None:
        home, changes = answer
        self.sesi.back()
        self.sesi.go("peristiwa", keluarga_id=home, warga_id=self._warga)
        self.sesi.saved("Orang ini sekarang tercatat di keluarga ini.", changes)

    def _arrive(self, k: Keadaan) -> None:
        form = self.panel.form
        day = form.date("tanggal")
        assert day is not None
        data = Datang(
            nama=form.text("nama"),
            jk=form.text("jk"),
            tanggal_lahir=form.date("lahir"),
            nik=form.text("nik"),
            shdk=KEPALA,
            dari=form.text("dari"),
        )
        rumah = self._rumah()
        petugas, hari_ini, tetap = k.petugas, k.hari_ini, k.tetap

        def work(conn: Any) -> tuple[Tiba, Any]:
            made = record_datang(conn, petugas, data, day, hari_ini=hari_ini, ke=rumah, tetap=tetap)
            return made, made.changes

        self.sesi.write(self, work, self._saved, self._refused)

    def _saved(self, answer: tuple[Tiba, Any]) -> None:
        made, changes = answer
        self.sesi.back()
        self.sesi.go("peristiwa", keluarga_id=made.keluarga_id, warga_id=made.warga_id)
        again = "Pernah tercatat di sini: catatan lamanya dibuka lagi."
        self.sesi.saved(again if made.kembali else "Keluarga baru tercatat.", changes)

    def _refused(self, error: UserError) -> None:
        if isinstance(error, InvalidInput) and error.problems:
            self.panel.refuse(error.problems[0])
        elif error.code in self.acara.lanjut:
            self.panel.say(error)
        else:
            self.panel.keluhan.say(sentence(error))
