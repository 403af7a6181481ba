"""The end of a day on one page: figures, everyone who came by group, who is missing, signatures.

Each figure is the length of the list that the screen opens, so paper and list never differ.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection

from sipd_desktop.base.tampil import tanggal_panjang
from sipd_desktop.rules.skdn import Kode
from sipd_desktop.services.hari.baris import Antrean
from sipd_desktop.services.hari.sasaran import RingkasKelompok, ringkas_kelompok
from sipd_desktop.services.laporan.kepala import Kepala, open_kepala, teks_rt
from sipd_desktop.services.laporan.kunjungan import require_hari
from sipd_desktop.services.laporan.lembar_skdn import persen
from sipd_desktop.services.laporan.sesudah import Sesudah, open_sesudah
from sipd_desktop.services.laporan.skdn import LaporanSkdn, open_skdn
from sipd_desktop.spec.lembar import (
    AngkaKunci,
    Blok,
    Catatan,
    DeretAngka,
    Kertas,
    Kolom,
    Lembar,
    Paragraf,
    Penanda,
    Tabel,
    TandaTangan,
)

_KUNCI: tuple[tuple[Kode, str], ...] = (
    ("S", "balita di wilayah"),
    ("K", "punya KMS/KIA"),
    ("D", "ditimbang"),
    ("N", "naik"),
    ("2T", "dua kali tidak naik"),
    ("BGM", "di bawah garis merah"),
)
_NAMA_MAKS = 14
_RT_MAKS = 12
"""So many names and RT stand on the page; it must stay one page of A4."""


@dataclass(frozen=True, slots=True)
class AkhirHari:
    """All that is signed at the end of a day."""

    kepala: Kepala
    laporan: LaporanSkdn
    kelompok: tuple[RingkasKelompok, ...]
    sisa: Sesudah

    @property
    def hadir(self) -> int:
        """Everyone who came, of all groups and of unknown age."""
        return self.sisa.ringkas.hadir


def open_akhir(conn: Connection, posyandu_id: str, tanggal: date) -> AkhirHari:
    """The end of the hari buka of a date; raises `hari-tidak-ada`."""
    hari = require_hari(conn, posyandu_id, tanggal)
    return AkhirHari(
        kepala=open_kepala(conn, posyandu_id),
        laporan=open_skdn(conn, posyandu_id, f"{tanggal:%Y-%m}", today=tanggal),
        kelompok=ringkas_kelompok(conn, hari.id),
        sisa=open_sesudah(conn, hari, tanggal),
    )


def lembar_akhir(isi: AkhirHari, kertas: Kertas = "F4", *, dicetak: str = "") -> Lembar:
    """The page; it names those sent to the bidan, so its footer says that it is confidential."""
    table = isi.laporan.tabel
    figures = tuple(AngkaKunci(k, str(table.jumlah(k)), word) for k, word in _KUNCI)
    ratios = "     ".join(f"{r} {persen(table, r)}" for r in ("D/S", "N/D'", "K/S"))
    blocks: list[Blok] = [
        DeretAngka(figures),
        Paragraf(ratios, tebal=True),
        _groups(isi),
        _missing(isi),
        Paragraf(_names(isi.sisa.bidan), judul=f"Ke bidan hari ini: {len(isi.sisa.bidan)} orang"),
    ]
    if notes := _notes(isi):
        blocks.append(Catatan(notes))
    blocks.append(_signatures(isi))
    return Lembar(
        judul="Hasil hari buka",
        subjudul=(isi.kepala.unit, tanggal_panjang(isi.sisa.hari.tanggal, hari=True)),
        blok=tuple(blocks),
        kertas=kertas,
        contoh=isi.kepala.contoh,
        rahasia=True,
        dicetak=dicetak,
    )


def _groups(isi: AkhirHari) -> Tabel:
    columns = (
        Kolom("Kelompok", 3.0),
        *(Kolom(word, 1.0, "tengah", angka=True) for word in ("Sasaran", "Datang", "Diukur")),
    )
    rows = tuple((k.nama, str(k.sasaran), str(k.hadir), str(k.diukur)) for k in isi.kelompok)
    rest = isi.hadir - sum(k.hadir for k in isi.kelompok)
    if rest:
        rows += (("Belum ada tanggal lahir", "", str(rest), ""),)
    sums = [str(sum(getattr(k, f) for k in isi.kelompok)) for f in ("sasaran", "diukur")]
    return Tabel(
        columns, rows, judul="Yang datang", jumlah=("Jumlah", sums[0], str(isi.hadir), sums[1])
    )


def _missing(isi: AkhirHari) -> Paragraf:
    """RT and counts on a few lines; the visits' list has the names."""
    groups = isi.sisa.belum
    words = [f"{teks_rt(g.rt, g.rw, '')}: {len(g.orang)}" for g in groups[:_RT_MAKS]]
    if len(groups) > _RT_MAKS:
        rest = groups[_RT_MAKS:]
        words.append(f"{len(rest)} RT lain: {sum(len(g.orang) for g in rest)}")
    text = "; ".join(words) or "Semua balita di wilayah ini sudah datang."
    return Paragraf(text, judul=f"Balita yang belum datang: {isi.sisa.ringkas.belum} anak")


def _names(rows: tuple[Antrean, ...]) -> str:
    """Numbers and names on a few lines; the screen has all."""
    words = [f"{a.nomor} {a.orang.nama.title()}" for a in rows[:_NAMA_MAKS]]
    more = len(rows) - _NAMA_MAKS
    if more > 0:
        words.append(f"dan {more} orang lagi di layar")
    return ", ".join(words) or "Tidak ada."


def _notes(isi: AkhirHari) -> tuple[str, ...]:
    found = []
    outside = isi.laporan.tabel.jumlah("LUAR")
    if outside:
        found.append(f"D memuat {outside} anak dari luar wilayah; mereka tidak dihitung di S.")
    if isi.sisa.belum_diukur:
        found.append(f"{isi.sisa.belum_diukur} balita datang tetapi belum ditimbang.")
    if isi.sisa.susulan:
        found.append("Hari buka ini belum ditutup; angkanya masih bisa bertambah.")
    if len(isi.laporan.hari) > 1:
        found.append("S, K, D, N dihitung untuk satu bulan, dari semua hari buka di bulan ini.")
    return tuple(found)


def _signatures(isi: AkhirHari) -> TandaTangan:
    return TandaTangan(
        f"{isi.kepala.desa}, {tanggal_panjang(isi.sisa.hari.tanggal)}",
        (
            Penanda("Ketua Posyandu", isi.laporan.ditandatangani),
            Penanda("Bidan desa", isi.sisa.hari.nama_bidan),
        ),
    )
