"""Which known layout a header belongs to; only for naming it and for few reading rules."""

from __future__ import annotations

from typing import Literal

from sipd_desktop.rules.kode import padat
from sipd_desktop.services.impor.judul import Judul

Profil = Literal["opensid-penduduk", "siak", "sdgs-individu", "eppgbm", "lainnya"]
SDGS_INDIVIDU: Profil = "sdgs-individu"

TULISAN_PROFIL: dict[str, str] = {
    "opensid-penduduk": "data penduduk OpenSID",
    "siak": "data penduduk SIAK",
    "sdgs-individu": "pendataan SDGs Desa (individu)",
    "sdgs-keluarga": "pendataan SDGs Desa (keluarga)",
    "opensid-bantuan": "daftar penerima bantuan OpenSID",
    "opensid-vaksin": "data vaksinasi OpenSID",
    "eppgbm": "unduhan e-PPGBM",
    "tanya-jawab": "kuesioner RT atau desa",
    "lainnya": "daftar penduduk",
}

# fmt: off
# nama kolom templat resmi; urutan bebas
OPENSID = (
    "alamat", "dusun", "rw", "rt", "nama", "no_kk", "nik", "sex", "tempatlahir", "tanggallahir",
    "agama_id", "pendidikan_kk_id", "pendidikan_sedang_id", "pekerjaan_id", "status_kawin",
    "kk_level", "warganegara_id", "ayah_nik", "nama_ayah", "ibu_nik", "nama_ibu",
    "golongan_darah_id", "akta_lahir", "dokumen_pasport", "tanggal_akhir_paspor",
    "dokumen_kitas", "akta_perkawinan", "tanggalperkawinan", "akta_perceraian",
    "tanggalperceraian", "cacat_id", "cara_kb_id", "hamil", "ktp_el", "status_rekam",
    "alamat_sekarang", "status_dasar", "suku", "tag_id_card", "id_asuransi", "no_asuransi",
    "lat", "lng",
)
SIAK = (
    "Nomor KK", "NIK", "Nama Penduduk", "Status", "Tempat Lahir", "Tanggal Lahir", "Kelamin",
    "NIK Ayah", "Ayah", "NIK Ibu", "Ibu", "Status Kawin", "SHDK", "Agama", "Kecamatan",
    "Desa/Kel", "Alamat", "RW", "RT", "Pendidikan", "Pekerjaan", "Deskripsi Pekerjaan",
    "Gol. Darah", "Cacat", "Cetak KTP", "Ganti KTP", "KTP Berakhir", "Nomor Paspor",
    "Nomor Akta Lahir", "Nomor Akta Kawin", "Tanggal Kwn", "Nomor Akta Cerai", "Tgl Cerai",
    "Petugas Registrasi", "Tgl Ubah", "Petugas Entri", "Tgl Entri",
)
# fmt: on
_OPENSID = frozenset(map(padat, OPENSID))
_OPENSID_KHAS = frozenset(
    map(padat, ("kk_level", "tanggallahir", "tempatlahir", "agama_id", "pendidikan_kk_id"))
)
_SIAK = frozenset(map(padat, SIAK))


def find_profil(judul: Judul) -> Profil:
    """The profile whose own headings the header carries."""
    folded = {padat(t) for stack in judul.teks for t in stack}
    if len(folded & {f"p{n}" for n in range(103, 119)}) >= 5:
        return "sdgs-individu"
    if len(folded & _OPENSID_KHAS) >= 3 and len(folded & _OPENSID) >= 8:
        return "opensid-penduduk"
    if padat("Nama Penduduk") in folded and len(folded & _SIAK) >= 10:
        return "siak"
    return "lainnya"
