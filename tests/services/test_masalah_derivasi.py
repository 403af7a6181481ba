"""Dugaan from data: found once, equal means nothing written, what people decided stays."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from pembuat import HARI_INI, MELATI_ID, Dunia, make_keluarga, make_warga
from pendataan_buatan import BARU, LAMA, add_pendataan
from sipd_desktop.base.errors import InvalidInput, NotAllowed
from sipd_desktop.services.catat import Petugas
from sipd_desktop.services.kader import add_kader
from sipd_desktop.services.masalah import Saring, count_masalah, list_masalah, refresh_masalah
from sipd_desktop.services.masalah.setelan import list_setelan, load_aturan, save_setelan
from sipd_desktop.services.urungkan import undo

ACUAN = date(2026, 9, 20)
MISKIN = {"jumlah_anggota": 2, "pengeluaran_bulan": 800_000}


def rumah(dunia: Dunia, **nilai: object) -> tuple[str, str]:
    """A poor household of two of which one looks for work: (keluarga, warga)."""
    home = dunia.write(make_keluarga, dunia.petugas)
    who = dunia.write(make_warga, dunia.petugas, "BUDI", keluarga_id=home, jenis_kelamin=1, shdk=1)
    dunia.write(make_warga, dunia.petugas, "ANI", keluarga_id=home, shdk=3)
    dunia.act(add_pendataan, "keluarga", home, BARU, **{**MISKIN, **nilai})
    dunia.act(add_pendataan, "warga", who, BARU, kondisi_kerja=4, pendidikan_tertinggi=4)
    return home, who


def segar(dunia: Dunia, *subjects: str, acuan: date = ACUAN) -> Any:
    return dunia.act(refresh_masalah, subjects or None, acuan)


def daftar(dunia: Dunia, **saring: object) -> dict[str, str]:
    """Kind to status of everything listed."""
    rows = dunia.act(list_masalah, Saring(acuan=ACUAN, **saring))  # type: ignore[arg-type]
    return {r.jenis: r.status for r in rows}


def test_found_once_and_a_second_look_writes_nothing(dunia: Dunia) -> None:
    home, who = rumah(dunia)
    made = segar(dunia, who)
    assert (made.baru, made.berubah, made.gugur) == (4, 0, 0)
    assert daftar(dunia) == dict.fromkeys(
        ("miskin", "miskin_kronis", "belum_bansos", "penganggur"), "dugaan"
    )
    before = dunia.dump()
    for again in (segar(dunia, who), segar(dunia, home), segar(dunia)):
        assert (again.baru, again.berubah, again.gugur, again.changes.tindakan) == (0, 0, 0, ())
    assert dunia.dump() == before
    (row,) = [r for r in dunia.act(list_masalah) if r.jenis == "miskin"]
    assert row.alasan == (
        "Pengeluaran Rp 400.000 per orang sebulan, garis Rp 600.000 (setelan 2025)."
    )
    assert (row.nama, row.tanggal, row.rt) == ("BUDI", date(2026, 9, 15), "001")


def test_a_newer_survey_lets_dugaan_fall_and_brings_them_back(dunia: Dunia) -> None:
    home, who = rumah(dunia)
    segar(dunia, who)
    newer = dunia.act(add_pendataan, "keluarga", home, "2026-09-18", jumlah_anggota=2,
                      pengeluaran_bulan=2_000_000)  # fmt: skip
    assert segar(dunia, home).gugur == 3
    assert daftar(dunia) == {"penganggur": "dugaan"}
    dunia.run("UPDATE isian SET deleted_at = '2026-09-19T00:00:00.000Z' WHERE id = ?", newer)
    back = segar(dunia, home)
    assert (back.baru, back.berubah) == (0, 3)
    assert set(daftar(dunia)) == {"penganggur", "miskin", "miskin_kronis", "belum_bansos"}


@pytest.mark.parametrize("status", ["terkonfirmasi", "ditangani", "selesai", "bukan"])
def test_what_a_person_decided_is_never_touched(dunia: Dunia, status: str) -> None:
    home, who = rumah(dunia)
    segar(dunia, who)
    (row,) = [r for r in dunia.act(list_masalah) if r.jenis == "miskin"]
    dunia.run("UPDATE masalah SET status = ? WHERE id = ?", status, row.id)
    before = dunia.sql("SELECT * FROM masalah WHERE id = ?", row.id)
    dunia.act(add_pendataan, "keluarga", home, "2026-09-18", jumlah_anggota=2,
              pengeluaran_bulan=2_000_000)  # fmt: skip
    segar(dunia)
    assert dunia.sql("SELECT * FROM masalah WHERE id = ?", row.id) == before
    shown = dunia.act(list_masalah, Saring(jenis=("miskin",), status=()))
    assert [r.status for r in shown] == [status]


def test_questions_a_later_list_did_not_ask_keep_their_answer(dunia: Dunia) -> None:
    _, who = rumah(dunia)
    dunia.act(add_pendataan, "warga", who, "2026-09-18", sumber="opensid", penyakit=["diabetes"])
    segar(dunia, who)
    found = {r.jenis: r.tanggal for r in dunia.act(list_masalah, Saring(subjek=who))}
    assert found == {"penganggur": date(2026, 9, 15), "penyakit_kronis": date(2026, 9, 18)}


def test_passing_illness_of_long_ago_is_riwayat_not_an_open_masalah(dunia: Dunia) -> None:
    young = dunia.write(make_warga, dunia.petugas, "A")
    old = dunia.write(make_warga, dunia.petugas, "B")
    for who, day in ((young, BARU), (old, LAMA)):
        dunia.act(add_pendataan, "warga", who, day, penyakit=["covid19", "jantung"])
    segar(dunia)
    found = {(r.nama, r.jenis, r.is_lama) for r in dunia.act(list_masalah, Saring(acuan=ACUAN))}
    assert found == {
        ("A", "penyakit_menular", False),
        ("A", "penyakit_kronis", False),
        ("B", "penyakit_kronis", True),
    }
    assert segar(dunia, acuan=date(2027, 9, 16)).gugur == 1
    assert "penyakit_menular" not in daftar(dunia)


def test_dugaan_never_leave_the_posyandu(dunia: Dunia) -> None:
    _, who = rumah(dunia)
    segar(dunia, who)
    dunia.run("UPDATE masalah SET status = 'terkonfirmasi' WHERE jenis = 'penganggur'")
    assert [r.jenis for r in dunia.act(list_masalah, keluar=True)] == ["penganggur"]
    everything = Saring(status=())
    counted = dunia.act(count_masalah, "rt", everything, keluar=True)
    assert [(c.jenis, c.rw, c.rt, c.jumlah) for c in counted] == [("penganggur", "001", "001", 1)]
    only = Saring(status=("dugaan",))
    assert dunia.act(list_masalah, only, keluar=True) == ()
    assert dunia.act(count_masalah, "rw", only, keluar=True) == ()
    assert sum(c.jumlah for c in dunia.act(count_masalah, "rw", everything)) == 4


@pytest.mark.parametrize("change", ["status_dasar = 2", "status_dasar = 3", "luar_wilayah = 1"])
def test_who_died_or_moved_leaves_every_list_at_once(dunia: Dunia, change: str) -> None:
    _, who = rumah(dunia)
    segar(dunia, who)
    dunia.run(f"UPDATE warga SET {change} WHERE id = ?", who)
    assert "penganggur" not in daftar(dunia)
    dunia.run(f"UPDATE warga SET {change}")
    assert daftar(dunia) == {}
    assert dunia.act(count_masalah) == ()
    assert segar(dunia).gugur == 4


def test_merged_persons_have_one_masalah_and_the_decided_one_stands(dunia: Dunia) -> None:
    _, who = rumah(dunia)
    twin = dunia.write(make_warga, dunia.petugas, "BUDI S", jenis_kelamin=1)
    dunia.act(add_pendataan, "warga", twin, BARU, kondisi_kerja=4, pendidikan_tertinggi=4)
    segar(dunia)
    dunia.run("UPDATE masalah SET status = 'terkonfirmasi' WHERE subjek = ?", twin)
    dunia.run("UPDATE warga SET digabung_ke = ? WHERE id = ?", who, twin)
    rows = [r for r in dunia.act(list_masalah) if r.jenis == "penganggur"]
    assert [(r.nama, r.subjek, r.status) for r in rows] == [("BUDI", who, "terkonfirmasi")]
    assert segar(dunia).changes.tindakan == ()


def test_a_height_is_judged_on_its_own_day_and_never_reused(dunia: Dunia) -> None:
    child = dunia.balita()
    first = dunia.hari(date(2026, 8, 15))
    dunia.timbang(first, child, "9.4", tinggi_badan=Decimal("78.0"), cara_ukur="berdiri")
    segar(dunia, child)
    (row,) = dunia.act(list_masalah, Saring(jenis=("stunting",)))
    assert (row.tanggal, row.status) == (date(2026, 8, 15), "dugaan")
    assert "78,0 cm" in row.alasan
    dunia.timbang(dunia.hari(date(2026, 9, 12)), child, "9.6")
    assert segar(dunia, child).berubah == 0
    dunia.timbang(dunia.hari(), child, "10.9", tinggi_badan=Decimal("86.0"), cara_ukur="berdiri")
    assert segar(dunia, child, acuan=HARI_INI).gugur == 1


def test_what_an_undo_took_away_comes_back_with_the_data(dunia: Dunia) -> None:
    _, who = rumah(dunia)
    made = segar(dunia, who)
    dunia.act(undo, made.changes.tindakan)
    assert daftar(dunia) == {}
    again = segar(dunia, who)
    assert (again.baru, again.berubah) == (0, 4)
    assert len(daftar(dunia)) == 4
    assert segar(dunia, who).changes.tindakan == ()


def test_a_setting_is_dated_and_judges_only_dugaan_again(dunia: Dunia) -> None:
    home, _ = rumah(dunia)
    other, _ = rumah(dunia)
    segar(dunia)
    dunia.run("UPDATE masalah SET status = 'terkonfirmasi' WHERE subjek = ?", other)
    dunia.act(save_setelan, "MISKIN.GARIS", 390_000, date(2026, 9, 19), "Musdes")
    assert load_aturan_of(dunia, date(2026, 9, 18)) == 600_000
    assert segar(dunia).gugur == 3
    statuses = {
        (r.subjek, r.jenis) for r in dunia.act(list_masalah) if r.subjek_jenis == "keluarga"
    }
    assert statuses == {(other, j) for j in ("miskin", "miskin_kronis", "belum_bansos")}
    assert home not in {s for s, _ in statuses}
    (line,) = [s for s in dunia.read(list_setelan, ACUAN) if s.angka.kode == "MISKIN.GARIS"]
    assert (line.nilai, line.sejak, line.oleh) == (390_000, date(2026, 9, 19), "Bu Siti")
    with pytest.raises(InvalidInput):
        dunia.act(save_setelan, "MISKIN.GARIS", 10, ACUAN)
    kader, _ = dunia.act(add_kader, posyandu_id=MELATI_ID, nama="Bu Ani", jabatan="kader")
    with pytest.raises(NotAllowed), dunia.buku.write() as conn:
        save_setelan(conn, Petugas(kader, kader), "MISKIN.GARIS", 500_000, ACUAN)


def load_aturan_of(dunia: Dunia, hari: date) -> int:
    return int(dunia.read(load_aturan, hari)["MISKIN.GARIS"])


def test_a_kader_without_bidang_sosial_sees_and_writes_no_social_flag(dunia: Dunia) -> None:
    _, who = rumah(dunia, jamban="tidak_ada", air_minum="sungai")
    kader, _ = dunia.act(add_kader, posyandu_id=MELATI_ID, nama="Bu Ani", jabatan="kader")
    ani = Petugas(kader, kader)
    with dunia.buku.write() as conn:
        made = refresh_masalah(conn, ani, [who], ACUAN)
    assert made.baru == 3
    segar(dunia, who)
    seen = {r.jenis for r in dunia.read(list_masalah, ani)}
    assert seen == {"penganggur", "jamban", "air"}
    assert {c.jenis for c in dunia.read(count_masalah, ani)} == seen
    dunia.run("UPDATE kader SET bidang = '[\"sosial\"]' WHERE id = ?", kader)
    assert "miskin" in {r.jenis for r in dunia.read(list_masalah, ani)}


def test_the_pembina_gets_figures_without_dugaan_and_no_person(dunia: Dunia) -> None:
    _, who = rumah(dunia)
    segar(dunia, who)
    pembina, _ = dunia.act(add_kader, posyandu_id=MELATI_ID, nama="Bu P", jabatan="pembina")
    petugas = Petugas(pembina, pembina)
    with pytest.raises(NotAllowed):
        dunia.read(list_masalah, petugas)
    assert dunia.read(count_masalah, petugas) == ()
    dunia.run("UPDATE masalah SET status = 'terkonfirmasi' WHERE jenis = 'miskin'")
    assert [c.jumlah for c in dunia.read(count_masalah, petugas)] == [1]


def test_filters(dunia: Dunia) -> None:
    _, who = rumah(dunia)
    far = dunia.write(make_warga, dunia.petugas, "CICI", rt="007", rw="002")
    dunia.act(add_pendataan, "warga", far, BARU, kondisi_kerja=4, pendidikan_tertinggi=4)
    segar(dunia)
    dunia.run("UPDATE masalah SET tenggat = '2026-09-01' WHERE subjek = ?", who)
    assert [r.nama for r in dunia.act(list_masalah, Saring(rt="007"))] == ["CICI"]
    assert [r.nama for r in dunia.act(list_masalah, Saring(kata="cici"))] == ["CICI"]
    late = dunia.act(list_masalah, Saring(lewat_tenggat=True, acuan=ACUAN))
    assert [(r.nama, r.is_lewat) for r in late] == [("BUDI", True)]
    per = dunia.act(count_masalah, "rt", Saring(jenis=("penganggur",)))
    assert [(c.rw, c.rt, c.jumlah) for c in per] == [("001", "001", 1), ("002", "007", 1)]
