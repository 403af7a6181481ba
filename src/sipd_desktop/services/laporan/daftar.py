"""The registry of reports: window and command line print what stands here. A new one is a row.

A report is of a month (`periode`) or of a day (`tanggal`). For a month, a report of the day takes
that month's last hari buka, else its planned day.
"""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from sqlalchemy import Connection

from sipd_desktop.base import clock
from sipd_desktop.base.errors import UserError
from sipd_desktop.base.tampil import tanggal_pendek
from sipd_desktop.bidang import FORMS
from sipd_desktop.services.catat import Changes, Petugas
from sipd_desktop.services.hari.urutan_lembar import freeze_urutan
from sipd_desktop.services.laporan.akhir_hari import lembar_akhir, open_akhir
from sipd_desktop.services.laporan.jenis import Dibuat, Diminta, Laporan
from sipd_desktop.services.laporan.kepala import open_kepala
from sipd_desktop.services.laporan.kunjungan import lembar_kunjungan, open_kunjungan
from sipd_desktop.services.laporan.lembar_formulir import lembar_formulir, lembar_kosong
from sipd_desktop.services.laporan.lembar_hari import lembar_hari, open_lembar_hari
from sipd_desktop.services.laporan.lembar_masalah import Bingkai
from sipd_desktop.services.laporan.lembar_profil import make_keluarga, make_orang
from sipd_desktop.services.laporan.lembar_sasaran import ids_of_bagian, list_bagian
from sipd_desktop.services.laporan.lembar_skdn import BARIS, lembar_skdn
from sipd_desktop.services.laporan.masalah import (
    Pembuat,
    Permintaan,
    make_daftar,
    make_peta_rt,
    make_petak,
    make_potensi,
    make_tren,
)
from sipd_desktop.services.laporan.penduduk import PENDUDUK, BuatPenduduk
from sipd_desktop.services.laporan.skdn import open_skdn, parse_periode
from sipd_desktop.services.laporan.tiket import lembar_tiket, open_tiket
from sipd_desktop.services.laporan.undangan import lembar_undangan, open_undangan
from sipd_desktop.services.orang import list_posyandu
from sipd_desktop.spec.register import Form


def _skdn(conn: Connection, minta: Diminta) -> Dibuat:
    made = open_skdn(conn, minta.posyandu_id, minta.periode, today=minta.today)
    figures: dict[str, int] = {kode: made.tabel.jumlah(kode) for kode, _ in BARIS}
    return Dibuat(lembar_skdn(made, minta.kertas, dicetak=minta.dicetak), figures)


def _lembar_hari(conn: Connection, minta: Diminta) -> Dibuat:
    isi = open_lembar_hari(conn, minta.unit, minta.hari)
    sheet = lembar_hari(isi, minta.kertas, dicetak=minta.dicetak)
    others = {bagian.kode: len(bagian.orang) for bagian in isi.bagian}
    return Dibuat(sheet, {"balita": len(isi.balita), **others})


def _freeze_urutan(conn: Connection, petugas: Petugas, minta: Diminta) -> Changes:
    lain = ids_of_bagian(list_bagian(conn, minta.unit, minta.hari))
    _, changes = freeze_urutan(conn, petugas, minta.unit, minta.hari, lain)
    return changes


def _undangan(conn: Connection, minta: Diminta) -> Dibuat:
    isi = open_undangan(conn, minta.unit, minta.hari)
    figures = {"rt": len(isi.rt), "diundang": sum(len(r.anak) + len(r.lain) for r in isi.rt)}
    return Dibuat(lembar_undangan(isi, minta.kertas, dicetak=minta.dicetak), figures)


def _karcis(conn: Connection, minta: Diminta) -> Dibuat:
    isi = open_tiket(conn, minta.unit, minta.hari)
    sheet = lembar_tiket(isi, minta.kertas, dicetak=minta.dicetak)
    return Dibuat(sheet, {"karcis": isi.jumlah})


def _kunjungan(conn: Connection, minta: Diminta) -> Dibuat:
    isi = open_kunjungan(conn, minta.unit, minta.hari)
    sheet = lembar_kunjungan(isi, minta.kertas, dicetak=minta.dicetak)
    return Dibuat(sheet, {"belum": isi.jumlah, "tanya_kabar": len(isi.cek)})


def _akhir(conn: Connection, minta: Diminta) -> Dibuat:
    isi = open_akhir(conn, minta.unit, minta.hari)
    figures = {kode: isi.laporan.tabel.jumlah(kode) for kode in ("S", "K", "D", "N")}
    sheet = lembar_akhir(isi, minta.kertas, dicetak=minta.dicetak)
    return Dibuat(sheet, {**figures, "hadir": isi.hadir, "belum": isi.sisa.ringkas.belum})


LAPORAN: tuple[Laporan, ...] = (
    Laporan("skdn", "Laporan SKDN", "bulan", _skdn),
    Laporan(
        "lembar-hari-buka",
        "Lembar Hari Buka",
        "hari",
        _lembar_hari,
        _freeze_urutan,
        "lembar_kerja",
    ),
    Laporan("undangan", "Undangan per RT", "hari", _undangan, hak="lembar_kerja"),
    Laporan("karcis-antrean", "Karcis antrean", "hari", _karcis, hak="lembar_kerja"),
    Laporan("daftar-kunjungan", "Daftar kunjungan rumah", "hari", _kunjungan, hak="lembar_kerja"),
    Laporan("akhir-hari", "Hasil hari buka", "hari", _akhir, hak="lembar_kerja"),
)


def _unit(conn: Connection, posyandu_id: str | None) -> tuple[tuple[str, ...], bool]:
    """Heading lines of a paper of one Posyandu or of all, and whether the data is made up."""
    wanted = posyandu_id or next((i for i, _ in list_posyandu(conn)), None)
    if wanted is None:
        raise UserError("laporan-perlu-posyandu")
    kepala = open_kepala(conn, wanted)
    line = kepala.unit if posyandu_id else f"Semua Posyandu, Desa {kepala.desa}"
    return (line,), kepala.contoh


def _isi_formulir(form: Form, conn: Connection, minta: Diminta) -> Dibuat:
    unit, contoh = _unit(conn, minta.posyandu_id)
    sheet, count = lembar_formulir(
        conn,
        form,
        minta.periode,
        minta.posyandu_id,
        unit=unit,
        contoh=contoh,
        kertas=minta.kertas,
        dicetak=minta.dicetak,
    )
    return Dibuat(sheet, {"isian": count})


def _formulir_kosong(form: Form, conn: Connection, minta: Diminta) -> Dibuat:
    unit, contoh = _unit(conn, minta.posyandu_id)
    return Dibuat(lembar_kosong(form, unit=unit, contoh=contoh, kertas=minta.kertas), {})


def _penduduk(buat: BuatPenduduk, conn: Connection, minta: Diminta) -> Dibuat:
    unit, contoh = _unit(conn, minta.posyandu_id)
    today = minta.today or clock.today()
    sheet = buat(conn, minta.posyandu_id, parse_periode(minta.periode), today)
    made = replace(
        sheet.lembar,
        subjudul=(*unit, *sheet.lembar.subjudul),
        contoh=contoh,
        kertas=minta.kertas,
        dicetak=minta.dicetak,
    )
    return Dibuat(made, sheet.angka)


def _of_form(form: Form) -> tuple[Laporan, ...]:
    """Every form with a generated page has its list of a month and its blank paper."""
    key = form.key.replace("_", "-")
    return (
        Laporan(
            f"formulir-{key}",
            form.label,
            "bulan",
            partial(_isi_formulir, form),
            hak="daftar_bernama",
            perlu_alasan=True,
        ),
        Laporan(
            f"kosong-{key}",
            f"{form.label}, lembar kosong",
            "bulan",
            partial(_formulir_kosong, form),
        ),
    )


def _potensi_masalah(make: Pembuat, conn: Connection, minta: Diminta) -> Dibuat:
    unit, contoh = _unit(conn, minta.posyandu_id)
    day = minta.today or min(parse_periode(minta.periode).akhir, clock.today())
    frame = Bingkai((*unit, f"Keadaan {tanggal_pendek(day)}"), contoh, minta.kertas, minta.dicetak)
    who = minta.petugas or Petugas()
    return make(conn, Permintaan(who, day, frame, minta.posyandu_id or "", minta.pilihan))


LAPORAN += (
    Laporan(
        "daftar-masalah",
        "Daftar masalah",
        "bulan",
        partial(_potensi_masalah, make_daftar),
        hak="daftar_bernama",
        perlu_alasan=True,
        berlihatan=True,
    ),
    Laporan("petak-masalah", "Masalah per wilayah", "bulan", partial(_potensi_masalah, make_petak)),
    Laporan("peta-masalah", "Peta RT", "bulan", partial(_potensi_masalah, make_peta_rt)),
    Laporan("tren-masalah", "Perubahan masalah", "bulan", partial(_potensi_masalah, make_tren)),
    Laporan("potensi", "Daftar potensi", "bulan", partial(_potensi_masalah, make_potensi)),
)
LAPORAN += tuple(
    Laporan(
        key,
        label,
        "bulan",
        partial(_potensi_masalah, make),
        hak="daftar_bernama",
        perlu_alasan=True,
        per_orang=True,
    )
    for key, label, make in (
        ("lembar-orang", "Lembar orang", make_orang),
        ("lembar-keluarga", "Lembar keluarga", make_keluarga),
    )
)
LAPORAN += tuple(row for form in FORMS.values() if not form.panel for row in _of_form(form))
LAPORAN += tuple(
    Laporan(key, label, "bulan", partial(_penduduk, buat), hak=hak)
    for key, label, hak, buat in PENDUDUK
)
_BY_KEY: dict[str, Laporan] = {laporan.key: laporan for laporan in LAPORAN}


def find_laporan(nama: str) -> Laporan:
    """A report by its key, in any spelling of dashes and case; raises `laporan-tidak-dikenal`."""
    found = _BY_KEY.get("-".join(nama.lower().replace("_", "-").split()))
    if found is None:
        raise UserError("laporan-tidak-dikenal", ada=", ".join(_BY_KEY))
    return found
