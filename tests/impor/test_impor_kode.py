"""The code lists: complete, unambiguous, and understood in every way a form writes them."""

from __future__ import annotations

import pytest

from sipd_desktop.bidang import field_of
from sipd_desktop.rules.kode import NAMA_DAFTAR, Mutu, daftar
from sipd_desktop.services.impor.kolom import KOLOM, Kolom
from sipd_desktop.spec.field import Integer

_PEKERJAAN = (
    "BELUM/TIDAK BEKERJA|MENGURUS RUMAH TANGGA|PELAJAR/MAHASISWA|PENSIUNAN|"
    "PEGAWAI NEGERI SIPIL (PNS)|TENTARA NASIONAL INDONESIA (TNI)|KEPOLISIAN RI (POLRI)|"
    "PERDAGANGAN|PETANI/PEKEBUN|PETERNAK|NELAYAN/PERIKANAN|INDUSTRI|KONSTRUKSI|TRANSPORTASI|"
    "KARYAWAN SWASTA|KARYAWAN BUMN|KARYAWAN BUMD|KARYAWAN HONORER|BURUH HARIAN LEPAS|"
    "BURUH TANI/PERKEBUNAN|BURUH NELAYAN/PERIKANAN|BURUH PETERNAKAN|PEMBANTU RUMAH TANGGA|"
    "TUKANG CUKUR|TUKANG LISTRIK|TUKANG BATU|TUKANG KAYU|TUKANG SOL SEPATU|"
    "TUKANG LAS/PANDAI BESI|TUKANG JAHIT|TUKANG GIGI|PENATA RIAS|PENATA BUSANA|PENATA RAMBUT|"
    "MEKANIK|SENIMAN|TABIB|PARAJI|PERANCANG BUSANA|PENTERJEMAH|IMAM MASJID|PENDETA|PASTOR|"
    "WARTAWAN|USTADZ/MUBALIGH|JURU MASAK|PROMOTOR ACARA|ANGGOTA DPR-RI|ANGGOTA DPD|ANGGOTA BPK|"
    "PRESIDEN|WAKIL PRESIDEN|ANGGOTA MAHKAMAH KONSTITUSI|ANGGOTA KABINET/KEMENTERIAN|DUTA BESAR|"
    "GUBERNUR|WAKIL GUBERNUR|BUPATI|WAKIL BUPATI|WALIKOTA|WAKIL WALIKOTA|"
    "ANGGOTA DPRD PROVINSI|ANGGOTA DPRD KABUPATEN/KOTA|DOSEN|GURU|PILOT|PENGACARA|NOTARIS|"
    "ARSITEK|AKUNTAN|KONSULTAN|DOKTER|BIDAN|PERAWAT|APOTEKER|PSIKIATER/PSIKOLOG|"
    "PENYIAR TELEVISI|PENYIAR RADIO|PELAUT|PENELITI|SOPIR|PIALANG|PARANORMAL|PEDAGANG|"
    "PERANGKAT DESA|KEPALA DESA|BIARAWATI|WIRASWASTA|PEKERJAAN LAINNYA"
)
PEKERJAAN_F101 = _PEKERJAAN.split("|")


def test_all_89_occupations_of_the_form_are_known_by_full_label() -> None:
    assert len(PEKERJAAN_F101) == 89
    for number, label in enumerate(PEKERJAAN_F101, 1):
        found = daftar("pekerjaan").find(label)
        assert (found.kode, found.mutu) == (number, Mutu.PERSIS), label


@pytest.mark.parametrize("nama", NAMA_DAFTAR)
def test_every_entry_is_found_by_number_and_by_both_labels(nama: str) -> None:
    listing = daftar(nama)
    for entry in listing.isi:
        for text in (str(entry.kode), f"{entry.kode}.0", f"0{entry.kode}", entry.label):
            assert listing.find(text).kode == entry.kode, text
        for text in (entry.penuh, entry.penuh.upper(), f" {entry.label.lower()} ", *entry.sinonim):
            found = listing.find(text)
            assert (found.kode, found.mutu) == (entry.kode, Mutu.PERSIS), text


@pytest.mark.parametrize(
    ("nama", "jumlah"),
    [
        ("jenis_kelamin", 2),
        ("agama", 7),
        ("pendidikan", 10),
        ("pendidikan_sedang", 18),
        ("pekerjaan", 89),
        ("status_kawin", 4),
        ("shdk", 11),
        ("gol_darah", 13),
        ("cacat", 7),
        ("sakit_menahun", 14),
        ("warganegara", 3),
    ],
)
def test_lists_have_their_official_length(nama: str, jumlah: int) -> None:
    assert [k.kode for k in daftar(nama).isi] == list(range(1, jumlah + 1))


@pytest.mark.parametrize(
    ("nama", "text", "kode"),
    [
        ("jenis_kelamin", "P", 2),
        ("jenis_kelamin", "K", None),
        ("status_kawin", "K", 2),
        ("status_kawin", "P", None),
        ("agama", "KATHOLIK", 3),
        ("agama", "BUDHA", 5),
        ("pendidikan", "TIDAK / BELUM SEKOLAH", 1),
        ("pendidikan", "SLTA/SEDERAJAT", 5),
        ("pendidikan", "Diploma IV/Strata I", 8),
        ("pendidikan", "Strata-II", 9),
        ("pendidikan", "DIPLOMA I/II", 6),
        ("pendidikan", "DIPLOMA III", 7),
        ("pendidikan", "D-III", 7),
        ("pendidikan", "Tamat SD/Sederajat", 3),
        ("shdk", "Isteri", 3),
        ("shdk", "Orang Tua", 7),
        ("shdk", "Kep. Kel.", 1),
        ("gol_darah", "Tdk Th", 13),
        ("gol_darah", "-", 13),
        ("gol_darah", "A-", 6),
        ("gol_darah", "A", 1),
        ("gol_darah", "AB+", 9),
        ("gol_darah", "0", None),
        ("pekerjaan", "Ibu Rumah Tangga", 2),
        ("hamil", "0", 2),
        ("cara_kb", "99", 99),
        ("status_dasar", "Meninggal", 2),
    ],
)
def test_synonyms_belong_to_one_list(nama: str, text: str, kode: int | None) -> None:
    assert daftar(nama).find(text).kode == kode


@pytest.mark.parametrize(
    ("nama", "text", "kode", "mutu"),
    [
        ("agama", "Islm", 1, Mutu.MIRIP),
        ("pekerjaan", "Wiraswsta", 88, Mutu.MIRIP),
        ("shdk", "Kepala Keluaga", 1, Mutu.MIRIP),
        ("pekerjaan", "Astronot", None, Mutu.TIDAK_DIKENAL),
        ("agama", "8", None, Mutu.TIDAK_DIKENAL),
        ("gol_darah", "ABO", None, Mutu.TIDAK_DIKENAL),
        ("agama", "", None, Mutu.KOSONG),
        ("agama", "-", None, Mutu.KOSONG),
    ],
)
def test_likeness_from_75_is_used_and_reported(
    nama: str, text: str, kode: int | None, mutu: Mutu
) -> None:
    found = daftar(nama).find(text)
    assert (found.kode, found.mutu) == (kode, mutu)


def test_unknown_list_is_a_bug() -> None:
    with pytest.raises(KeyError):
        daftar("tidak_ada")


def test_codes_of_the_registers_all_have_a_list() -> None:
    from sipd_desktop.bidang import REGISTERS
    from sipd_desktop.spec.field import Integer

    for register in REGISTERS.values():
        for field in register.fields:
            if isinstance(field, Integer) and field.kode:
                codes = [k.kode for k in daftar(field.kode).isi]
                assert field.min <= min(codes), field.key
                assert max(codes) <= field.max, field.key


@pytest.mark.parametrize("kolom", [k for k in KOLOM if k.jenis == "kode"], ids=lambda k: k.kunci)
def test_a_column_of_codes_is_stored_where_its_words_are_known(kolom: Kolom) -> None:
    field = field_of("warga", kolom.kunci, None)
    if isinstance(field, Integer):
        assert field.kode == kolom.daftar
