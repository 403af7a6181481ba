"""When masalah are judged again: by the acts of others, and once a day in slices."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from pembuat import HARI_INI, Dunia, make_keluarga, make_warga
from pendataan_buatan import BARU, add_pendataan
from sipd_desktop.services.catat import Changes, Niat
from sipd_desktop.services.masalah import Saring, list_masalah
from sipd_desktop.services.masalah.segar import refresh_next, refresh_tindakan
from sipd_desktop.services.masalah.setelan import save_setelan
from sipd_desktop.services.urungkan import undo

_PENDEK = {"tinggi_badan": Decimal("78.0"), "cara_ukur": "berdiri"}


def after(dunia: Dunia, changes: Changes) -> set[str]:
    """Kinds open after what followed an act."""
    dunia.act(refresh_tindakan, changes.tindakan, HARI_INI)
    return {r.jenis for r in dunia.act(list_masalah, Saring(jenis=("stunting", "penganggur")))}


def test_a_weighing_its_correction_and_its_undo(dunia: Dunia) -> None:
    child, hari = dunia.balita(), dunia.hari()
    first = dunia.timbang(hari, child, "9.4", **_PENDEK)
    assert after(dunia, first) == {"stunting"}
    better = dunia.timbang(hari, child, "10.9", **{**_PENDEK, "tinggi_badan": Decimal("87.0")})
    assert after(dunia, better) == set()
    back = dunia.act(undo, better.tindakan)
    assert after(dunia, back) == {"stunting"}


def test_a_new_birth_date_and_a_death(dunia: Dunia) -> None:
    who = dunia.write(make_warga, dunia.petugas, "BUDI")
    dunia.act(add_pendataan, "warga", who, BARU, kondisi_kerja=4, pendidikan_tertinggi=4)
    acts = dunia.sql("SELECT id FROM tindakan WHERE objek_jenis = 'isian'")
    assert after(dunia, Changes(tindakan=tuple(i for (i,) in acts))) == {"penganggur"}
    with dunia.buku.write() as conn:
        niat = Niat(conn, dunia.petugas)
        niat.update("warga", who, {"tanggal_lahir": "2015-01-01"})
        changes = niat.done()
    assert after(dunia, changes) == set()
    assert dunia.one("SELECT gugur FROM masalah WHERE jenis = 'penganggur'") == "2026-11-21"


def test_the_daily_round_goes_on_where_it_stopped_and_runs_once(dunia: Dunia) -> None:
    for _ in range(5):
        home = dunia.write(make_keluarga, dunia.petugas)
        dunia.write(make_warga, dunia.petugas, "A", keluarga_id=home)
        dunia.act(
            add_pendataan, "keluarga", home, BARU, jumlah_anggota=1, pengeluaran_bulan=580_000
        )
    steps = [dunia.act(refresh_next, HARI_INI, jumlah=2) for _ in range(4)]
    assert [left for left, _ in steps] == [True, True, False, False]
    assert [len(c.tindakan) for _, c in steps] == [4, 4, 2, 0]
    assert dunia.act(refresh_next, date(2026, 11, 22))[0] is False
    changes = dunia.act(save_setelan, "MISKIN.GARIS", 500_000, HARI_INI)
    dunia.act(refresh_tindakan, changes.tindakan, HARI_INI)
    assert len(dunia.act(refresh_next, date(2026, 11, 22))[1].tindakan) == 10
    assert dunia.act(list_masalah) == ()
