"""What of the SDGs questionnaires tells of potensi: codes, their words, and how they are summed.

Codes of the individual (P202, P204, P507..P512) and household (P421..P424) questionnaires.
"""

from __future__ import annotations

from dataclasses import dataclass

GOTONG_ROYONG = (
    ("P507", "Kerja bakti"),
    ("P508", "Siskamling"),
    ("P509", "Pesta rakyat"),
    ("P510", "Menolong warga yang berduka"),
    ("P511", "Menolong warga yang sakit"),
    ("P512", "Menolong warga yang kecelakaan"),
)


@dataclass(frozen=True, slots=True)
class Terdekat:
    """One thing that may be near: its question, its prefix in the workbook and its words."""

    kode: str
    awal: str
    nama: str


TERDEKAT = (
    *(
        Terdekat("P421", awal, nama)
        for awal, nama in (
            ("PAUD", "PAUD terdekat"),
            ("TK", "TK terdekat"),
            ("SD", "SD terdekat"),
            ("SMP", "SMP terdekat"),
            ("SMA", "SMA terdekat"),
            ("PT", "Perguruan tinggi terdekat"),
            ("Pes.", "Pesantren terdekat"),
            ("Sem.", "Seminari terdekat"),
            ("Lain.", "Pendidikan lain terdekat"),
        )
    ),
    *(
        Terdekat("P422", awal, nama)
        for awal, nama in (
            ("RS", "Rumah sakit terdekat"),
            ("RSB", "Rumah sakit bersalin terdekat"),
            ("Poli.", "Poliklinik terdekat"),
            ("Pusk.", "Puskesmas terdekat"),
            ("Pustu.", "Pustu terdekat"),
            ("Polindes", "Polindes terdekat"),
            ("Poskesdes", "Poskesdes terdekat"),
            ("Posyandu", "Posyandu terdekat"),
            ("Apotik", "Apotek terdekat"),
            ("Toko", "Toko obat terdekat"),
        )
    ),
    *(
        Terdekat("P423", awal, nama)
        for awal, nama in (
            ("DokSp.", "Dokter spesialis terdekat"),
            ("DokU.", "Dokter umum terdekat"),
            ("Bidan", "Bidan terdekat"),
            ("Tenkes.", "Tenaga kesehatan terdekat"),
            ("Dukun", "Dukun bayi terdekat"),
        )
    ),
)
ANGKUTAN = tuple(
    Terdekat("P424", awal, nama)
    for awal, nama in (
        ("Kerja", "Angkutan ke tempat kerja"),
        ("Lahan", "Angkutan ke lahan"),
        ("Sekolah", "Angkutan ke sekolah"),
        ("Berobat", "Angkutan ke tempat berobat"),
        ("Beribadah", "Angkutan ke tempat ibadah"),
        ("Rekreasi", "Angkutan ke tempat rekreasi"),
    )
)


def codes(what: Terdekat, ukuran: str) -> tuple[str, ...]:
    """Spellings under which a file may keep one answer: `PAUD KM`, `P421 PAUD KM`, and of
    transport `Kerja T. Menit`."""
    plain = f"{what.awal} {ukuran}"
    ways = (f"{what.awal} T. {ukuran}",) if what in ANGKUTAN else ()
    return (*ways, f"{what.kode} {plain}", plain, f"{what.kode}.{what.awal}.{ukuran}")
