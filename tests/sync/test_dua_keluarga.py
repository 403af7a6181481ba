"""Acts on a whole family as the other laptop sees them, and what it sees when they are undone."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from sipd_desktop.services.beda.daftar import list_beda
from sipd_desktop.services.hari.hadir import list_belum
from sipd_desktop.services.hari.sasaran import list_kelompok
from sipd_desktop.services.laporan.kunjungan import open_kunjungan
from sipd_desktop.services.laporan.undangan import open_undangan
from sipd_desktop.services.penduduk.batal import revoke_status
from sipd_desktop.services.penduduk.datang import Datang, Rumah, record_datang, record_kembali
from sipd_desktop.services.penduduk.gabungkan import record_gabung
from sipd_desktop.services.penduduk.lahir import Bayi, record_lahir
from sipd_desktop.services.penduduk.lembar import open_lembar
from sipd_desktop.services.penduduk.lengkapi import DataWarga, record_lengkapi
from sipd_desktop.services.penduduk.meninggal import record_meninggal
from sipd_desktop.services.penduduk.perubahan import list_perubahan
from sipd_desktop.services.penduduk.pindah import record_pindah
from sipd_desktop.services.penduduk.rumah_tangga import record_ganti_kepala, record_pisah_kk
from sipd_desktop.services.urungkan import undo
from sync.alat import MELATI, Laptop, exchange
from sync.conftest import Pendaftar

HARI = date(2026, 11, 21)
ORANG = (
    ("DEDI", 1, 1, "1980-01-01"),
    ("SRI", 2, 3, "1985-01-01"),
    ("BUDI", 1, 4, "2001-01-01"),
    ("ANI", 2, 5, "2002-01-01"),
    ("CICI", 2, 6, "2024-08-15"),
    ("CICI LESTARI", 2, 6, "2024-08-15"),
)


def act(one: Laptop, service: Any, *args: Any, **more: Any) -> Any:
    with one.buku.write() as conn:
        return service(conn, one.petugas, *args, **more)


def family(one: Laptop) -> dict[str, str]:
    kk = one.tambah("keluarga", {"rt": "001", "rw": "001", "posyandu_id": MELATI})
    made = {
        nama: one.warga(
            nama, jenis_kelamin=jk, shdk=shdk, keluarga_id=kk, tanggal_lahir=lahir, status_dasar=1
        )
        for nama, jk, shdk, lahir in ORANG
    }
    return {**made, "kk": kk}


def view(one: Laptop, kk: str, hari: str) -> dict[str, Any]:
    """What a kader of this laptop sees: the family page, and who is called for."""
    with one.buku.read() as conn:
        page = open_lembar(conn, kk, HARI)
        called = {o.nama for o in list_kelompok(conn, MELATI, HARI, "balita")}
        called |= {o.nama for g in list_belum(conn, hari) for o in g.orang}
        called |= {o.nama for rt in open_undangan(conn, MELATI, HARI).rt for o in rt.anak}
        called |= {o.nama for _, who in open_kunjungan(conn, MELATI, HARI).belum for o in who}
        waits = [(p.jenis, p.nama) for p in list_perubahan(conn)]
    members = {(a.orang.nama, a.shdk, a.keadaan) for a in page.anggota}
    return {"rumah": (page.rt, page.alamat, members), "dicari": called, "opensid": sorted(waits)}


def pindah(one: Laptop, r: dict[str, str]) -> Any:
    return act(one, record_pindah, [r[n] for n, *_ in ORANG], HARI, hari_ini=HARI, ke="Slawi")


def pisah(one: Laptop, r: dict[str, str]) -> Any:
    who = [r["BUDI"], r["ANI"], r["CICI"]]
    return act(one, record_pisah_kk, r["kk"], who, HARI, hari_ini=HARI)[1]


def ganti(one: Laptop, r: dict[str, str]) -> Any:
    return act(one, record_ganti_kepala, r["SRI"], HARI, hari_ini=HARI)


def gabung(one: Laptop, r: dict[str, str]) -> Any:
    return act(one, record_gabung, r["CICI LESTARI"], r["CICI"], HARI)


def wafat(one: Laptop, r: dict[str, str]) -> Any:
    more = {"cerai_mati": r["SRI"], "kepala_baru": r["SRI"]}
    return act(one, record_meninggal, r["DEDI"], HARI, hari_ini=HARI, **more)


def datang(one: Laptop, r: dict[str, str]) -> Any:
    data = Datang("DODO", "L", date(2025, 1, 1), nama_ibu="ANI", dari="Brebes")
    return act(one, record_datang, data, HARI, hari_ini=HARI, ke=r["kk"]).changes


def lahir(one: Laptop, r: dict[str, str]) -> Any:
    return act(one, record_lahir, r["ANI"], (Bayi("L"), Bayi("P")), HARI, hari_ini=HARI).changes


def alamat(one: Laptop, r: dict[str, str]) -> Any:
    data = DataWarga(alamat="Jalan Baru 5", rt="002")
    return act(one, record_lengkapi, r["SRI"], data, hari_ini=HARI)


@pytest.mark.parametrize("perbuatan", [pindah, pisah, ganti, gabung, wafat, datang, lahir, alamat])
def test_the_other_laptop_sees_the_act_at_once_and_its_undo(
    laptop_satu: Pendaftar, perbuatan: Callable[[Laptop, dict[str, str]], Any]
) -> None:
    a, b = laptop_satu("a"), laptop_satu("b")
    r = family(a)
    hari = a.hari(HARI.isoformat())
    exchange(a, b)
    before = view(b, r["kk"], hari)
    made = perbuatan(a, r)
    exchange(a, b)
    after = view(b, r["kk"], hari)
    assert after == view(a, r["kk"], hari)
    assert after != before
    act(a, undo, made.tindakan)
    exchange(a, b)
    assert view(a, r["kk"], hari) == view(b, r["kk"], hari) == before
    assert a.contents() == b.contents()
    with b.buku.read() as conn:
        assert list_beda(conn, HARI) == ()


def test_a_death_noted_on_one_laptop_is_revoked_on_the_other_with_the_widowhood(
    laptop_satu: Pendaftar,
) -> None:
    a, b = laptop_satu("a"), laptop_satu("b")
    r = family(a)
    a.ubah("warga", r["SRI"], status_kawin=2)
    exchange(a, b)
    wafat(a, r)
    exchange(a, b)
    assert b.one("SELECT status_kawin FROM warga WHERE id = ?", r["SRI"]) == 4
    act(b, revoke_status, r["DEDI"])
    exchange(b, a)
    for one in (a, b):
        sql = (
            "SELECT nama, status_dasar, status_kawin, shdk FROM warga WHERE id IN (?, ?) ORDER BY 1"
        )
        assert one.all(sql, r["DEDI"], r["SRI"]) == [("DEDI", 1, None, 9), ("SRI", 1, 2, 1)]


def test_a_family_that_left_comes_back_to_another_house_on_the_other_laptop(
    laptop_satu: Pendaftar,
) -> None:
    a, b = laptop_satu("a"), laptop_satu("b")
    r = family(a)
    hari = a.hari(HARI.isoformat())
    exchange(a, b)
    pindah(a, r)
    exchange(a, b)
    home = act(
        b, record_kembali, r["SRI"], HARI, hari_ini=HARI, ke=Rumah(MELATI, rt="2", rw="1")
    ).keluarga_id
    act(b, record_kembali, r["CICI"], HARI, hari_ini=HARI, ke=home)
    exchange(b, a)
    for one in (a, b):
        seen = view(one, home, hari)
        assert {m[0] for m in seen["rumah"][2]} == {"SRI", "CICI"}
        assert seen["dicari"] == {"CICI"}


def test_a_birth_on_one_laptop_while_the_family_leaves_on_the_other(
    laptop_satu: Pendaftar,
) -> None:
    """The babies are not lost: they stand in the family, still here, for a person to decide."""
    a, b = laptop_satu("a"), laptop_satu("b")
    r = family(a)
    hari = a.hari(HARI.isoformat())
    exchange(a, b)
    pindah(a, r)
    lahir(b, r)
    exchange(a, b)
    seen = view(a, r["kk"], hari)
    assert seen == view(b, r["kk"], hari)
    here = {nama for nama, _, keadaan in seen["rumah"][2] if not keadaan}
    assert here == {"BAYI NY. ANI I", "BAYI NY. ANI II"}
    assert a.contents() == b.contents()


def test_another_head_on_one_laptop_and_pisah_kk_on_the_other_agree_everywhere(
    laptop_satu: Pendaftar,
) -> None:
    a, b = laptop_satu("a"), laptop_satu("b")
    r = family(a)
    hari = a.hari(HARI.isoformat())
    exchange(a, b)
    ganti(a, r)
    pisah(b, r)
    exchange(a, b)
    exchange(a, b)
    assert view(a, r["kk"], hari) == view(b, r["kk"], hari)
    assert a.contents() == b.contents()
    assert a.one("SELECT count(*) FROM warga WHERE keluarga_id = ? AND shdk = 1", r["kk"]) == 1
