"""Plain frozen rows that the hari buka services give to screens and reports."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sipd_desktop.services.orang import Orang as Orang


@dataclass(frozen=True, slots=True)
class Hari:
    """One hari buka."""

    id: str
    posyandu_id: str
    posyandu: str
    tanggal: date
    status: str
    petugas: tuple[str | None, ...]
    """Kader ids at langkah 1..5."""
    nama_bidan: str
    ditutup_pada: str | None
    ditandatangani_oleh: str | None


@dataclass(frozen=True, slots=True)
class Antrean:
    """One person who came."""

    nomor: int
    orang: Orang
    sudah_diukur: bool
    ke_bidan: bool
    lalu: str
    """Last month's weight and mark for the list, e.g. `10,9 N`; empty when there is none."""
    kelompok: str = ""
    """Group of sasaran on the day; empty when the age is not known."""
    tanda: str = ""
    """`laptop 2` when another laptop gave the same number to somebody else."""


@dataclass(frozen=True, slots=True)
class KelompokRt:
    """Those of one RT who have not come."""

    rt: str
    rw: str
    dusun: str
    orang: tuple[Orang, ...]


@dataclass(frozen=True, slots=True)
class RingkasHari:
    """The counts beside the queue."""

    sasaran: int
    hadir: int
    ditimbang: int
    belum: int
    ke_bidan: int


@dataclass(frozen=True, slots=True)
class NilaiUkur:
    """What is typed for one child on one day; None = not measured, not asked."""

    berat_badan: Decimal | None = None
    tinggi_badan: Decimal | None = None
    cara_ukur: str | None = None
    """`baring` or `berdiri`."""
    lila: Decimal | None = None
    lingkar_kepala: Decimal | None = None
    edema: bool | None = None
    bb_lalu: Decimal | None = None
    tanggal_bb_lalu: date | None = None
    asi_eksklusif: bool | None = None
    vitamin_a: bool | None = None
    obat_cacing: bool | None = None
    tanda_kader: str | None = None
    alasan_tanda: str | None = None
    catatan: str | None = None


@dataclass(frozen=True, slots=True)
class UkurLalu:
    """An earlier weighing of the same child."""

    tanggal: date
    nilai: NilaiUkur
    tanda: str
    """N, T, O, B, or empty; `2T` when it was the second."""
    umur_bulan: int
    isian_id: str | None
    """None when typed from the Buku KIA."""


@dataclass(frozen=True, slots=True)
class LembarUkur:
    """All that the weighing panel needs; loaded once, judged on each key without the file."""

    hari: Hari
    orang: Orang
    nomor: int | None
    nilai: NilaiUkur
    """Today's values so far (empty for a child not yet measured)."""
    riwayat: tuple[UkurLalu, ...]
    """Before today, oldest first."""
    bulan_pertama: bool
    """No earlier weighing here: last month's may be typed from the Buku KIA."""
    tanya_kms: bool
    """Nobody has said yet whether this child has a KMS/Buku KIA."""
    bb_minimal: Decimal | None
    """Weight from which this month counts as N; None when it cannot be said."""

    @property
    def lalu(self) -> UkurLalu | None:
        """The last earlier weighing."""
        return self.riwayat[-1] if self.riwayat else None


@dataclass(frozen=True, slots=True)
class PendatangBaru:
    """The short form of a newcomer; NIK may follow later."""

    nama: str
    jk: str
    tanggal_lahir: date
    nama_ibu: str = ""
    dusun: str = ""
    rt: str = ""
    rw: str = ""
    nik: str = ""
    luar_wilayah: bool = False
