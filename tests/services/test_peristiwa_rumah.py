"""Moving away, arriving, households, completing data, merging: one act each, and its undo."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from pembuat import BULAN_LALU, HARI_INI, MAWAR_ID, MELATI_ID, Dunia, make_keluarga, make_warga
from sipd_desktop.base.errors import InvalidInput, NotAllowed, UserError
from sipd_desktop.services.hari.sasaran import list_kelompok
from sipd_desktop.services.keluarga import open_keluarga
from sipd_desktop.services.laporan.skdn import list_angka, open_skdn
from sipd_desktop.services.orang import get_orang, ids_of
from sipd_desktop.services.penduduk.batal import revoke_status
from sipd_desktop.services.penduduk.datang import Datang, Rumah, record_datang, record_kembali
from sipd_desktop.services.penduduk.gabungkan import (
    list_tergabung,
    open_ganda,
    record_gabung,
    record_pisah,
)
from sipd_desktop.services.penduduk.ganda import list_ganda
from sipd_desktop.services.penduduk.hubungan import new_shdk, shdk_pisah
from sipd_desktop.services.penduduk.lengkapi import DataWarga, open_data, record_lengkapi
from sipd_desktop.services.penduduk.meninggal import record_meninggal
from sipd_desktop.services.penduduk.pindah import record_pindah
from sipd_desktop.services.penduduk.rumah_tangga import (
    has_kepala,
    record_ganti_kepala,
    record_masuk_keluarga,
    record_pisah_kk,
)
from sipd_desktop.services.urungkan import undo

KEPALA, ISTRI, ANAK, MENANTU, CUCU, ORANGTUA, MERTUA, FAMILI = 1, 3, 4, 5, 6, 7, 8, 9


def rumah(dunia: Dunia) -> dict[str, str]:
    """DEDI, SRI, their son BUDI with his wife ANI and child CICI, and the mother of SRI."""
    people = (
        ("DEDI", 1, KEPALA, "1966-01-01"),
        ("SRI", 2, ISTRI, "1968-01-01"),
        ("BUDI", 1, ANAK, "1995-01-01"),
        ("ANI", 2, MENANTU, "1997-01-01"),
        ("CICI", 2, CUCU, "2024-08-15"),
        ("KARTI", 2, MERTUA, "1945-01-01"),
    )
    with dunia.buku.write() as conn:
        kk = make_keluarga(conn, dunia.petugas)
        found = {
            nama: make_warga(
                conn,
                dunia.petugas,
                nama,
                keluarga_id=kk,
                jenis_kelamin=jk,
                shdk=shdk,
                tanggal_lahir=lahir,
            )
            for nama, jk, shdk, lahir in people
        }
    return {"kk": kk, **found}


def one(dunia: Dunia, warga: str, *columns: str) -> tuple[Any, ...]:
    ((*values,),) = dunia.sql(f"SELECT {', '.join(columns)} FROM warga WHERE id = ?", warga)
    return tuple(values)


def relations(dunia: Dunia, kk: str) -> dict[str, int]:
    return dict(dunia.sql("SELECT nama, shdk FROM warga WHERE keluarga_id = ?", kk))


def pindah(dunia: Dunia, *warga: str, tanggal: date = HARI_INI, ke: str = "") -> Any:
    return dunia.act(record_pindah, warga, tanggal, hari_ini=HARI_INI, ke=ke)


def datang(dunia: Dunia, data: Datang, ke: Any, tanggal: date = HARI_INI, **more: Any) -> Any:
    return dunia.act(record_datang, data, tanggal, hari_ini=HARI_INI, ke=ke, **more)


def in_s(dunia: Dunia, periode: str) -> list[str]:
    laporan = dunia.read(open_skdn, MELATI_ID, periode, today=HARI_INI)
    return [o.id for o in list_angka(laporan, "S")]


def test_a_family_that_left_is_in_no_list_and_comes_back_as_the_same_people(dunia: Dunia) -> None:
    r = rumah(dunia)
    gone = pindah(dunia, r["BUDI"], r["ANI"], r["CICI"], tanggal=date(2026, 11, 2), ke=" Tegal ")
    assert dunia.read(list_kelompok, MELATI_ID, HARI_INI, "balita") == ()
    assert (in_s(dunia, "2026-10"), in_s(dunia, "2026-11")) == ([r["CICI"]], [])
    assert dunia.sql("SELECT DISTINCT jenis, tanggal, dari_ke FROM peristiwa") == [
        ("pindah", "2026-11-02", "Tegal")
    ]
    page = dunia.read(open_keluarga, r["kk"], HARI_INI)
    assert {a.orang.nama for a in page.anggota if not a.orang.is_sini} == {"BUDI", "ANI", "CICI"}
    with pytest.raises(UserError, match="sudah-tidak-di-sini"):
        pindah(dunia, r["CICI"])
    back = dunia.act(record_kembali, r["CICI"], HARI_INI, hari_ini=HARI_INI)
    assert (back.warga_id, back.kembali) == (r["CICI"], True)
    assert [o.id for o in dunia.read(list_kelompok, MELATI_ID, HARI_INI, "balita")] == [r["CICI"]]
    assert (in_s(dunia, "2026-10"), in_s(dunia, "2026-11")) == ([r["CICI"]], [r["CICI"]])
    dunia.act(undo, back.changes.tindakan)
    dunia.act(undo, gone.tindakan)
    assert one(dunia, r["CICI"], "status_dasar", "tanggal_status") == (1, None)
    assert dunia.one("SELECT count(*) FROM peristiwa WHERE deleted_at IS NULL") == 0


def test_between_leaving_and_coming_back_a_child_counts_nowhere(dunia: Dunia) -> None:
    r = rumah(dunia)
    pindah(dunia, r["CICI"], tanggal=date(2026, 9, 1))
    dunia.act(record_kembali, r["CICI"], date(2026, 11, 1), hari_ini=HARI_INI)
    assert [in_s(dunia, f"2026-{m:02d}") for m in (8, 9, 10, 11)] == [
        [r["CICI"]],
        [],
        [],
        [r["CICI"]],
    ]


def test_who_arrives_counts_from_that_day_on(dunia: Dunia) -> None:
    r = rumah(dunia)
    data = Datang("DODO", "L", date(2025, 1, 1), nama_ibu="ANI", dari="Brebes")
    made = datang(dunia, data, r["kk"], date(2026, 11, 5))
    assert in_s(dunia, "2026-10") == [r["CICI"]]
    assert set(in_s(dunia, "2026-11")) == {r["CICI"], made.warga_id}
    assert one(dunia, made.warga_id, "keluarga_id", "posyandu_id", "sumber") == (
        r["kk"],
        MELATI_ID,
        "pendaftaran",
    )
    dunia.act(undo, made.changes.tindakan)
    assert in_s(dunia, "2026-11") == [r["CICI"]]


def test_a_known_nik_opens_the_old_record_and_never_doubles(dunia: Dunia) -> None:
    r = rumah(dunia)
    (nik,) = one(dunia, r["CICI"], "nik")
    count = dunia.one("SELECT count(*) FROM warga")
    with pytest.raises(UserError, match="nik-sudah-ada"):
        datang(dunia, Datang(nik=nik), r["kk"])
    pindah(dunia, r["CICI"], tanggal=date(2026, 9, 1))
    home = Rumah(MELATI_ID, rt="3", rw="1", no_kk="3399070000000099")
    made = datang(dunia, Datang(nik=f" {nik} "), home)
    assert (made.warga_id, made.kembali) == (r["CICI"], True)
    assert one(dunia, r["CICI"], "status_dasar", "keluarga_id", "posyandu_id") == (
        1,
        made.keluarga_id,
        MAWAR_ID,
    )
    dunia.run("UPDATE warga SET deleted_at = '2026-11-21T00:00:00.000Z' WHERE id = ?", r["ANI"])
    (nik_ani,) = one(dunia, r["ANI"], "nik")
    assert datang(dunia, Datang(nik=nik_ani), r["kk"]).warga_id == r["ANI"]
    assert one(dunia, r["ANI"], "deleted_at") == (None,)
    assert dunia.one("SELECT count(*) FROM warga") == count
    dunia.act(record_meninggal, r["KARTI"], HARI_INI, hari_ini=HARI_INI)
    (nik_karti,) = one(dunia, r["KARTI"], "nik")
    with pytest.raises(UserError, match="nik-orang-meninggal"):
        datang(dunia, Datang(nik=nik_karti), r["kk"])


def test_somebody_of_the_same_name_and_birth_date_is_asked_about(dunia: Dunia) -> None:
    r = rumah(dunia)
    data = Datang("Ani", "P", date(1997, 1, 1))
    with pytest.raises(UserError, match="datang-mungkin-sudah-ada"):
        datang(dunia, data, r["kk"])
    assert datang(dunia, data, r["kk"], tetap=True).kembali is False


def test_a_death_or_move_noted_by_mistake_is_taken_back_weeks_later(dunia: Dunia) -> None:
    r = rumah(dunia)
    tuti = datang(dunia, Datang("TUTI", "P", date(2000, 1, 1)), r["kk"], date(2026, 11, 3)).warga_id
    dunia.act(record_meninggal, tuti, date(2026, 11, 5), hari_ini=HARI_INI)
    pindah(dunia, r["CICI"], tanggal=date(2026, 9, 1))
    assert in_s(dunia, "2026-10") == []
    for warga in (tuti, r["CICI"]):
        dunia.act(revoke_status, warga)
    assert one(dunia, tuti, "status_dasar", "tanggal_status") == (1, "2026-11-03")
    assert one(dunia, r["CICI"], "status_dasar", "tanggal_status") == (1, None)
    assert in_s(dunia, "2026-10") == [r["CICI"]]
    live = dunia.sql("SELECT jenis FROM peristiwa WHERE deleted_at IS NULL")
    assert live == [("datang",)]
    with pytest.raises(UserError, match="masih-di-sini"):
        dunia.act(revoke_status, tuti)


def test_pisah_kk_makes_a_household_with_its_relations(dunia: Dunia) -> None:
    r = rumah(dunia)
    people = [r["BUDI"], r["ANI"], r["CICI"]]
    kk, made = dunia.act(
        record_pisah_kk, r["kk"], people, HARI_INI, hari_ini=HARI_INI, no_kk="3399070000000042"
    )
    assert relations(dunia, kk) == {"BUDI": KEPALA, "ANI": ISTRI, "CICI": ANAK}
    assert relations(dunia, r["kk"]) == {"DEDI": KEPALA, "SRI": ISTRI, "KARTI": MERTUA}
    row = dunia.sql("SELECT no_kk, rt, rw, posyandu_id, kepala_id FROM keluarga WHERE id = ?", kk)
    assert row == [("3399070000000042", "001", "001", MELATI_ID, r["BUDI"])]
    events = dunia.sql("SELECT jenis, keluarga_id, keluarga_lama FROM peristiwa")
    assert events == [("pisah_kk", kk, r["kk"])] * 3
    dunia.act(undo, made.tindakan)
    assert relations(dunia, r["kk"])["BUDI"] == ANAK
    assert dunia.one("SELECT deleted_at IS NOT NULL FROM keluarga WHERE id = ?", kk) == 1


@pytest.mark.parametrize(
    ("who", "no_kk", "code"),
    [
        ((), "", "pisah-tanpa-orang"),
        (("DEDI", "SRI", "BUDI", "ANI", "CICI", "KARTI"), "", "pisah-semua"),
        (("BUDI",), "lama", "kk-sudah-ada"),
    ],
)
def test_pisah_kk_that_cannot_be_changes_nothing(
    dunia: Dunia, who: tuple[str, ...], no_kk: str, code: str
) -> None:
    r = rumah(dunia)
    old = dunia.one("SELECT no_kk FROM keluarga WHERE id = ?", r["kk"])
    before = dunia.dump()
    with pytest.raises(UserError, match=code):
        dunia.act(
            record_pisah_kk,
            r["kk"],
            [r[w] for w in who],
            HARI_INI,
            hari_ini=HARI_INI,
            no_kk=old if no_kk else "",
        )
    assert dunia.dump() == before


def test_after_the_death_of_the_head_another_one_is_chosen(dunia: Dunia) -> None:
    r = rumah(dunia)
    dunia.act(record_meninggal, r["DEDI"], HARI_INI, hari_ini=HARI_INI)
    assert dunia.read(has_kepala, r["kk"]) is False
    made = dunia.act(record_ganti_kepala, r["SRI"], HARI_INI, hari_ini=HARI_INI)
    got = relations(dunia, r["kk"])
    assert {k: got[k] for k in ("SRI", "BUDI", "ANI", "CICI", "KARTI")} == {
        "SRI": KEPALA,
        "BUDI": ANAK,
        "ANI": MENANTU,
        "CICI": CUCU,
        "KARTI": ORANGTUA,
    }
    assert dunia.read(has_kepala, r["kk"]) is True
    with pytest.raises(UserError, match="sudah-kepala"):
        dunia.act(record_ganti_kepala, r["SRI"], HARI_INI, hari_ini=HARI_INI)
    dunia.act(undo, made.tindakan)
    assert relations(dunia, r["kk"])["KARTI"] == MERTUA


@pytest.mark.parametrize(
    ("kepala", "anggota", "jk", "baru", "pisah"),
    [
        (ANAK, KEPALA, 1, ORANGTUA, ORANGTUA),
        (ANAK, MENANTU, 2, FAMILI, ISTRI),
        (ANAK, CUCU, 1, FAMILI, ANAK),
        (MENANTU, ANAK, 2, FAMILI, ISTRI),
        (ISTRI, KEPALA, 1, 2, 2),
        (ISTRI, MERTUA, 2, ORANGTUA, ORANGTUA),
        (None, ANAK, 1, FAMILI, FAMILI),
        (ANAK, None, 1, None, None),
    ],
)
def test_relations_to_a_new_head(
    kepala: int | None, anggota: int | None, jk: int, baru: int | None, pisah: int | None
) -> None:
    assert (new_shdk(kepala, anggota, jk), shdk_pisah(kepala, anggota, jk)) == (baru, pisah)


def test_completing_writes_only_what_was_typed_and_notes_the_fields(dunia: Dunia) -> None:
    r = rumah(dunia)
    data = DataWarga(nama="CICI LESTARI", nik="3399.0755.0824.0001", akta_lahir=True, rt="2")
    made = dunia.act(record_lengkapi, r["CICI"], data, hari_ini=HARI_INI)
    got = dunia.read(open_data, r["CICI"])
    assert (got.nama, got.nik, got.akta_lahir, got.rt) == (
        "CICI LESTARI",
        "3399075508240001",
        True,
        "002",
    )
    assert got.tanggal_lahir == date(2024, 8, 15)
    events = dunia.sql("SELECT jenis, catatan FROM peristiwa")
    assert events == [("ubah", "Nama, NIK, Punya akta lahir, RT")]
    with pytest.raises(UserError, match="tidak-ada-perubahan"):
        dunia.act(record_lengkapi, r["CICI"], data, hari_ini=HARI_INI)
    with pytest.raises(UserError, match="nik-sudah-ada"):
        dunia.act(record_lengkapi, r["ANI"], DataWarga(nik=data.nik), hari_ini=HARI_INI)
    with pytest.raises(InvalidInput):
        dunia.act(record_lengkapi, r["ANI"], DataWarga(nik="123"), hari_ini=HARI_INI)
    dunia.act(undo, made.tindakan)
    assert dunia.read(open_data, r["CICI"]).nama == "CICI"


def pairs(dunia: Dunia) -> dict[frozenset[str], tuple[str, bool]]:
    return {
        frozenset((g.satu.id, g.dua.id)): (g.alasan, g.kembar)
        for g in dunia.read(list_ganda, HARI_INI)
    }


def test_doubles_are_proposed_with_reason_and_twins_with_a_warning(dunia: Dunia) -> None:
    same = [dunia.balita(n, nik="3399075508240009") for n in ("ALYA", "X")]
    named = [
        dunia.balita(n, nik=None, nama_ibu=i) for n, i in (("Moch Fajar", "A"), ("MUH FAJAR", "B"))
    ]
    twins = [
        dunia.balita(n, nik=None, nama_ibu="TUTI", tanggal_lahir="2025-01-01")
        for n in ("RIZKI ADI", "RISKI ADI")
    ]
    kk = dunia.one("SELECT keluarga_id FROM warga WHERE id = ?", twins[0])
    baby = dunia.balita(
        "BAYI NY. TUTI", nik=None, keluarga_id=kk, tanggal_lahir="2025-01-02", nama_ibu=None
    )
    dunia.balita("NAMA SAMA", nik="3399075508240011", nama_ibu="P")
    dunia.balita("NAMA SAMA", nik="3399075508240012", nama_ibu="Q")
    found = pairs(dunia)
    assert found[frozenset(same)] == ("NIK sama", False)
    assert found[frozenset(named)] == ("nama dan tanggal lahir sama", False)
    assert found[frozenset(twins)] == ("nama dan tanggal lahir sama", True)
    assert found[frozenset((baby, twins[0]))][0] == "mungkin bayi yang sama"
    assert len(found) == 4


def test_merging_keeps_both_histories_and_parting_gives_all_back(dunia: Dunia) -> None:
    keep = dunia.balita("ALYA PUTRI", nik=None)
    gone = dunia.balita("ALYA", nik="3399075508240001")
    dunia.timbang(dunia.hari(date(2026, 9, 19)), gone, "9.0")
    dunia.timbang(dunia.hari(BULAN_LALU), keep, "9.4")
    sheet = dunia.read(open_ganda, keep, gone)
    assert [b.label for b in sheet.baris if b.beda] == ["Nama"]
    assert sheet.kembar is True
    made = dunia.act(record_gabung, keep, gone, HARI_INI)
    assert dunia.read(get_orang, gone, HARI_INI).id == keep
    assert sorted(dunia.read(ids_of, keep)) == sorted([keep, gone])
    assert one(dunia, keep, "nik") == ("3399075508240001",)
    assert in_s(dunia, "2026-11") == [keep]
    assert [t.id for t in dunia.read(list_tergabung, keep)] == [gone]
    assert pairs(dunia) == {}
    with pytest.raises(UserError, match="ganda-orang-sama"):
        dunia.act(record_gabung, keep, gone, HARI_INI)
    dunia.act(record_pisah, gone)
    assert one(dunia, keep, "nik", "digabung_ke") == (None, None)
    assert one(dunia, gone, "nik", "digabung_ke") == ("3399075508240001", None)
    assert set(in_s(dunia, "2026-11")) == {keep, gone}
    assert dunia.one("SELECT count(*) FROM peristiwa WHERE deleted_at IS NULL") == 0
    with pytest.raises(UserError, match="ganda-tidak-digabung"):
        dunia.act(record_pisah, gone)
    assert len(made.tindakan) == 3


def test_undo_of_a_merge_is_the_same_as_parting(dunia: Dunia) -> None:
    keep, gone = dunia.balita("A", nik=None), dunia.balita("A")
    made = dunia.act(record_gabung, keep, gone, HARI_INI)
    dunia.act(undo, made.tindakan)
    assert one(dunia, keep, "nik") == (None,)
    assert one(dunia, gone, "digabung_ke") == (None,)


def test_a_kader_may_not_merge(dunia: Dunia) -> None:
    keep, gone = dunia.balita("A"), dunia.balita("B")
    dunia.run("UPDATE kader SET jabatan = 'kader'")
    before = dunia.dump()
    with pytest.raises(NotAllowed):
        dunia.act(record_gabung, keep, gone, HARI_INI)
    assert dunia.dump() == before


def test_somebody_without_a_household_gets_one(dunia: Dunia) -> None:
    r = rumah(dunia)
    known = dunia.one("SELECT no_kk FROM keluarga WHERE id = ?", r["kk"])
    with dunia.buku.write() as conn:
        tuti, tini = (
            make_warga(conn, dunia.petugas, nama, keluarga_id=None) for nama in ("TUTI", "TINI")
        )
    place = Rumah(MELATI_ID, rt="3", rw="1", no_kk="3399070000000077")
    home, made = dunia.act(record_masuk_keluarga, tuti, place, hari_ini=HARI_INI)
    assert one(dunia, tuti, "keluarga_id", "shdk", "posyandu_id") == (home, KEPALA, MAWAR_ID)
    assert dunia.read(open_keluarga, home, HARI_INI).kepala == "TUTI"
    joined, _ = dunia.act(
        record_masuk_keluarga, tini, Rumah(MELATI_ID, no_kk=known), hari_ini=HARI_INI
    )
    assert joined == r["kk"]
    assert one(dunia, tini, "keluarga_id", "shdk") == (r["kk"], None)
    with pytest.raises(UserError, match="sudah-berkeluarga"):
        dunia.act(record_masuk_keluarga, tini, place, hari_ini=HARI_INI)
    assert dunia.sql("SELECT jenis, catatan FROM peristiwa") == [("ubah", "Keluarga")] * 2
    dunia.act(undo, made.tindakan)
    assert one(dunia, tuti, "keluarga_id", "shdk") == (None, None)
