"""The printable SKDN sheet: figures, table by group and sex, bars, notes, signatures."""

from __future__ import annotations

from sipd_desktop.base.tampil import nama_periode, tanggal_panjang, tanggal_pendek
from sipd_desktop.rules.skdn import GOLONGAN, LAIN, Kode, Skdn
from sipd_desktop.services.laporan.skdn import LaporanSkdn
from sipd_desktop.spec.lembar import (
    AngkaKunci,
    Catatan,
    DeretAngka,
    GrafikBatang,
    Kertas,
    Kolom,
    Lembar,
    Penanda,
    Tabel,
    TandaTangan,
)

BARIS: tuple[tuple[Kode, str], ...] = (
    ("S", "S  Seluruh balita di wilayah"),
    ("K", "K  Punya KMS/Buku KIA"),
    ("D", "D  Ditimbang bulan ini"),
    ("LUAR", "    di antaranya dari luar wilayah"),
    ("N", "N  Naik berat badannya"),
    ("T", "T  Tidak naik"),
    ("2T", "2T  Dua kali tidak naik"),
    ("O", "O  Bulan lalu tidak ditimbang"),
    ("B", "B  Baru pertama ditimbang"),
    ("X", "–  Ditimbang tanpa tanda"),
    ("D'", "D'  Yang dapat dinilai N atau T"),
    ("BGM", "BGM  Di bawah garis merah"),
    ("AGO", "AGO  Di atas garis oranye"),
)
_KUNCI: tuple[tuple[Kode, str], ...] = (
    ("S", "balita di wilayah"),
    ("K", "punya KMS/KIA"),
    ("D", "ditimbang"),
    ("N", "naik"),
)
RASIO_KATA = {
    "K/S": "cakupan program",
    "D/S": "partisipasi masyarakat",
    "N/D": "keberhasilan penimbangan",
    "N/D'": "keberhasilan, yang dapat dinilai",
    "N/S": "keberhasilan program",
    "D/K": "kelangsungan penimbangan",
    "BGM/D": "di bawah garis merah",
    "2T/D'": "dua kali tidak naik",
}


def persen(tabel: Skdn, kode: str) -> str:
    """A ratio as text with its two figures: `81,3 % (52 dari 64)`; `-` without a divisor."""
    ratio = next(r for r in tabel.rasio() if r.kode == kode)
    if ratio.persen is None:
        return "-"
    return f"{ratio.persen} %".replace(".", ",") + f" ({ratio.pembilang} dari {ratio.penyebut})"


def lembar_skdn(laporan: LaporanSkdn, kertas: Kertas = "F4", *, dicetak: str = "") -> Lembar:
    """The sheet of a month, for screen preview, PDF, XLSX and CSV alike."""
    tabel = laporan.tabel
    hari = ", ".join(tanggal_pendek(d) for d in laporan.hari) or "belum ada hari buka"
    return Lembar(
        judul="Laporan SKDN",
        subjudul=(
            _unit(laporan),
            f"{nama_periode(laporan.periode)}; hari buka: {hari}",
        ),
        blok=(
            DeretAngka(tuple(AngkaKunci(k, str(tabel.jumlah(k)), ket) for k, ket in _KUNCI)),
            _table(tabel),
            _ratios(tabel),
            _bars(tabel),
            Catatan(_notes(laporan)),
            TandaTangan(
                f"{laporan.desa}, {tanggal_panjang(laporan.tanggal_acuan)}",
                (
                    Penanda("Ketua Posyandu", laporan.ditandatangani),
                    Penanda("Bidan desa", laporan.nama_bidan),
                    Penanda("Mengetahui, Kepala Desa"),
                ),
            ),
        ),
        kertas=kertas,
        contoh=laporan.contoh,
        dicetak=dicetak,
    )


def _unit(laporan: LaporanSkdn) -> str:
    unit = f"Posyandu {laporan.posyandu}" if laporan.posyandu_id else laporan.posyandu
    return f"{unit}, Desa {laporan.desa}"


def _table(tabel: Skdn) -> Tabel:
    columns = [Kolom("Keterangan", bobot=3.2)]
    for group in GOLONGAN:
        columns += [Kolom(jk, 0.55, "tengah", f"{group} bln", True) for jk in ("L", "P")]
    columns += [Kolom(k, 0.7, "tengah", "Jumlah", True) for k in ("L", "P", "L+P")]
    rows = []
    for kode, label in BARIS:
        cells = [str(tabel.jumlah(kode, g, jk)) for g in GOLONGAN for jk in ("L", "P")]
        cells += [str(tabel.jumlah(kode, None, jk)) for jk in ("L", "P")]
        rows.append((label, *cells, str(tabel.jumlah(kode))))
    return Tabel(tuple(columns), tuple(rows))


def _ratios(tabel: Skdn) -> Tabel:
    columns = (Kolom("Ukuran", 1.0), Kolom("Arti", 3.0), Kolom("Capaian", 2.2))
    rows = tuple((kode, RASIO_KATA[kode], persen(tabel, kode)) for kode in RASIO_KATA)
    return Tabel(columns, rows, judul="Capaian")


def _bars(tabel: Skdn) -> GrafikBatang:
    figures = tuple(
        (k, (float(tabel.jumlah(k)),))
        for k, _ in _KUNCI  # balok SKDN
    )
    return GrafikBatang(("Jumlah anak",), figures, judul="Balok SKDN", tinggi_mm=55.0)


def _notes(laporan: LaporanSkdn) -> tuple[str, ...]:
    tabel = laporan.tabel
    notes = [f"S dihitung pada {tanggal_panjang(laporan.tanggal_acuan)}: umur 0 sampai 59 bulan."]
    if tabel.jumlah("LUAR"):
        notes.append(
            f"D memuat {tabel.jumlah('LUAR')} anak dari luar wilayah; mereka tidak dihitung di S."
        )
    elsewhere = len(tabel.daftar("D", LAIN, LAIN))
    if elsewhere:
        notes.append(
            f"{elsewhere} anak yang ditimbang di sini kini tercatat di Posyandu lain: mereka hanya "
            "ada di jumlah D, tanpa umur dan tanda."
        )
    if tabel.tanpa_lahir:
        notes.append(f"{len(tabel.tanpa_lahir)} orang tanpa tanggal lahir tidak dihitung di sini.")
    unknown = len(tabel.daftar("S", None, "?")) + len(tabel.daftar("D", None, "?")) - elsewhere
    if unknown:
        notes.append("Anak yang jenis kelaminnya belum diisi hanya ada di kolom L+P.")
    notes.append(
        "N/D' hanya memakai anak yang dapat dinilai: D' = D dikurangi B, O, dan tanpa tanda."
    )
    return tuple(notes)
