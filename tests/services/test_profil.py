"""One person, one family: all six fields at once, house and dates, and what stays covered."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from pembuat import HARI_INI, MAWAR_ID, MELATI_ID, Dunia, make_keluarga, make_warga
from pendataan_buatan import BARU, LAMA, add_pendataan
from sipd_desktop.base.errors import UserError
from sipd_desktop.services.catat import Niat, Petugas
from sipd_desktop.services.kader import add_kader
from sipd_desktop.services.keluarga import open_keluarga, with_masalah
from sipd_desktop.services.laporan.daftar import find_laporan
from sipd_desktop.services.laporan.jenis import Diminta
from sipd_desktop.services.laporan.terbit import issue
from sipd_desktop.services.pin import save_akun
from sipd_desktop.services.profil.orang import open_halaman, open_keadaan
from sipd_desktop.services.profil.riwayat import list_riwayat

NIK = "3399072505900007"


@pytest.fixture
def rumah(dunia: Dunia) -> tuple[Dunia, str, str]:
    """A family with problems of three fields, aid, a dose and two surveys; world, home, person."""
    with dunia.buku.write() as conn:
        who = dunia.petugas
        home = make_keluarga(conn, who, rt="002")
        person = make_warga(conn, who, "SRI", keluarga_id=home, nik=NIK, shdk=3, cacat=1)
        make_warga(conn, who, "JOKO", keluarga_id=home, shdk=1)
        add_pendataan(conn, who, "keluarga", home, LAMA, atap="genteng", luas_lantai=20)
        add_pendataan(conn, who, "keluarga", home, BARU, luas_lantai=36)
        niat = Niat(conn, who)
        for number, (kind, jenis, status) in enumerate(
            (("keluarga", "jamban", "ditangani"), ("warga", "tidak_sekolah", "terkonfirmasi"),
             ("warga", "disabilitas", "terkonfirmasi"))
        ):  # fmt: skip
            row = {"subjek_jenis": kind, "subjek": home if kind == "keluarga" else person}
            row |= {"jenis": jenis, "status": status, "tanggal": LAMA, "alasan": f"Sebab {number}"}
            niat.insert("masalah", f"m{number}", row)
        dose = {"warga_id": person, "jenis": "td", "dosis": 2, "tanggal": "2026-05-05"}
        niat.insert("vaksinasi", "v1", dose)
        aid = {"subjek_jenis": "keluarga", "subjek": home, "program": "PKH", "awal": "2025-01-01"}
        niat.insert("bantuan", "b1", aid)
        niat.insert("kehamilan", "h1", {"warga_id": person, "dicatat": "2026-10-01"})
        niat.done()
    return dunia, home, person


def lines(rows) -> list[tuple[str, str, str]]:
    """Field (filled down), kind, what."""
    found, field = [], ""
    for row in rows:
        field = row.bidang or field
        found.append((field, row.jenis, row.apa))
    return found


def test_a_person_has_all_six_fields_with_problems_before_services(rumah) -> None:
    dunia, _home, person = rumah
    page = dunia.read(open_halaman, dunia.petugas, person, HARI_INI)
    told = lines(page.enam)
    assert list(dict.fromkeys(field for field, *_ in told)) == [
        "Pendidikan",
        "Kesehatan",
        "Pekerjaan umum",
        "Perumahan rakyat",
        "Trantibumlinmas",
        "Sosial",
        "Pendataan dan lain-lain",
    ]
    assert ("Pendidikan", "masalah", "Anak tidak sekolah") in told
    assert ("Kesehatan", "layanan", "Kehamilan") in told
    assert ("Pekerjaan umum", "masalah", "Belum punya jamban sehat") in told
    assert ("Trantibumlinmas", "", "Belum ada catatan") in told
    assert ("Sosial", "layanan", "Bantuan PKH") in told
    social = [kind for field, kind, _ in told if field == "Sosial"]
    assert social == ["masalah", "layanan"]
    old = next(r for r in page.enam if r.apa == "Anak tidak sekolah")
    assert (old.tanggal, old.is_lama, old.rinci) == (date.fromisoformat(LAMA), True, "Sebab 1")


SEMUA_BIDANG = {
    "Pendidikan": {("data", "Sedang bersekolah")},
    "Kesehatan": {
        ("masalah", "Penyakit kronis dan menahun"),
        ("layanan", "Jawaban bidan"),
        ("layanan", "Kehamilan"),
        ("data", "JKN-KIS"),
    },
    "Pekerjaan umum": {("masalah", "Air minum tidak aman"), ("data", "Jamban")},
    "Perumahan rakyat": {("masalah", "Rumah tidak layak huni"), ("data", "Tempat tinggal")},
    "Trantibumlinmas": {("data", "Terdampak bencana"), ("data", "Rumah di bantaran sungai")},
    "Sosial": {
        ("masalah", "Penyandang disabilitas"),
        ("layanan", "Bantuan PKH"),
        ("data", "Bantuan menurut pendataan"),
    },
}


def test_somebody_with_everything_is_told_in_all_six_fields_on_screen_and_paper(rumah) -> None:
    dunia, home, person = rumah
    bidan, _ = dunia.act(add_kader, posyandu_id=MELATI_ID, nama="Bu Rini", jabatan="bidan")
    with dunia.buku.write() as conn:
        who = dunia.petugas
        mine = {"pendidikan_kini": 4, "punya_jkn": True, "terdampak_bencana": True}
        add_pendataan(conn, who, "warga", person, BARU, kondisi_kerja=1, **mine)
        told = {"jamban": "umum", "status_rumah": "sendiri", "bantaran_sungai": True}
        told |= {"bantuan": ["pkh"]}
        add_pendataan(conn, who, "keluarga", home, "2026-10-01", **told)
        niat = Niat(conn, who)
        for kind, jenis, status in (
            ("warga", "penyakit_kronis", "terkonfirmasi"),
            ("keluarga", "air", "ditangani"),
            ("keluarga", "rumah", "terkonfirmasi"),
            ("warga", "penganggur", None),
        ):
            row = {"subjek_jenis": kind, "subjek": home if kind == "keluarga" else person}
            niat.insert("masalah", jenis, {**row, "jenis": jenis, "status": status})
        niat.done()
        hers = Niat(conn, Petugas(bidan, bidan))
        answer = {"form": "layanan_bidan", "form_versi": 1, "subjek_jenis": "warga"}
        answer |= {"subjek": person, "tanggal": "2026-11-02", "versi_aturan": "2026.1"}
        hers.insert("isian", "i1", {**answer, "tindakan_bidan": "diperiksa"})
        hers.done()
    pages = (
        dunia.read(open_halaman, dunia.petugas, person, HARI_INI).enam,
        dunia.read(open_keadaan, dunia.petugas, home, HARI_INI).enam,
    )
    for table in pages:
        found = lines(table)
        for field, wanted in SEMUA_BIDANG.items():
            assert wanted <= {(kind, what) for f, kind, what in found if f == field}, field
        assert not [what for *_, what in found if what == "Belum ada catatan"]
    for key, row_id in (("lembar-orang", person), ("lembar-keluarga", home)):
        wish = Diminta(MELATI_ID, "2026-11", today=HARI_INI, pilihan=row_id, alasan="musdes")
        made, _ = dunia.act(issue, find_laporan(key), wish)
        text = repr(made.lembar)
        for wanted in SEMUA_BIDANG.values():
            assert all(what in text for _, what in wanted)
        assert "Penganggur" not in text, "dugaan never leaves"
        assert NIK not in text
        other = replace(wish, posyandu_id=MAWAR_ID)
        with pytest.raises(UserError, match="orang-tidak-ada"):
            dunia.act(issue, find_laporan(key), other)
        with pytest.raises(UserError, match="laporan-perlu-orang"):
            dunia.act(issue, find_laporan(key), replace(wish, pilihan=None))
        with pytest.raises(UserError, match="laporan-perlu-alasan"):
            dunia.act(issue, find_laporan(key), replace(wish, alasan=""))


def test_numbers_are_covered_and_closed_columns_left_out(rumah) -> None:
    dunia, _home, person = rumah
    page = dunia.read(open_halaman, dunia.petugas, person, HARI_INI)
    assert page.nik_samar == "3399********0007"
    assert NIK not in repr(page)
    assert not [label for label, _ in page.fakta if "KB" in label or "Disabilitas" in label]


def test_social_signs_only_to_those_who_may(rumah) -> None:
    dunia, home, person = rumah
    made, _ = dunia.act(add_kader, posyandu_id=MELATI_ID, nama="Rina", jabatan="kader")
    dunia.write(save_akun, made, izin_oleh=dunia.pengguna.id)
    kader = Petugas(made, made)
    for rows in (
        dunia.read(open_halaman, kader, person, HARI_INI).enam,
        dunia.read(open_keadaan, kader, home, HARI_INI).enam,
    ):
        told = {what for _, _, what in lines(rows)}
        assert not told & {"Bantuan PKH", "Penyandang disabilitas"}
        assert "Anak tidak sekolah" in told


def test_a_family_tells_about_whom_and_its_house_with_dates(rumah) -> None:
    dunia, home, person = rumah
    keadaan = dunia.read(open_keadaan, dunia.petugas, home, HARI_INI)
    assert keadaan.rumah.teks == (
        "Luas lantai 36 m2, atap genteng. Data per 10 Mar 2025 - 15 Sep 2026 (sebagian lama)."
    )
    about = {row.apa: row.tentang for row in keadaan.enam if row.jenis}
    assert (about["Anak tidak sekolah"], about["Belum punya jamban sehat"]) == ("SRI", "Keluarga")
    page = dunia.read(open_keluarga, home, HARI_INI)
    page = with_masalah(page, [r.subjek for r in keadaan.enam if r.masalah_id])
    assert {a.orang.nama: a.masalah for a in page.anggota} == {"JOKO": 0, "SRI": 2}
    assert person


def test_the_acts_on_a_record_as_far_as_the_account_may_read(rumah) -> None:
    dunia, _home, person = rumah
    acts = dunia.read(list_riwayat, dunia.petugas, person)
    assert {(a.perbuatan, a.tentang) for a in acts} >= {
        ("mencatat", "Warga"),
        ("mencatat", "Masalah"),
    }
    made, _ = dunia.act(add_kader, posyandu_id=MELATI_ID, nama="Rina", jabatan="kader")
    dunia.write(save_akun, made, izin_oleh=dunia.pengguna.id)
    assert dunia.read(list_riwayat, Petugas(made, made), person) == ()
