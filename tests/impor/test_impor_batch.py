"""Batches: history, taking an import back, and bringing the same file in again."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from lembar_buatan import ACUAN, KEPALA, nik, orang, write_xlsx

from pembuat import HARI_INI, Dunia
from sipd_desktop.base.errors import UserError
from sipd_desktop.base.paths import resources
from sipd_desktop.services.catat import Niat
from sipd_desktop.services.hari.hadir import mark_hadir
from sipd_desktop.services.impor.asal import list_asal
from sipd_desktop.services.impor.batal import Pembatalan, cancel_impor
from sipd_desktop.services.impor.batch import list_batch, open_batch
from sipd_desktop.services.impor.hasil import Bacaan
from sipd_desktop.services.impor.jalankan import impor_berkas
from sipd_desktop.services.impor.konteks import KOSONG, Konteks
from sipd_desktop.services.impor.pantau import Pantau
from sipd_desktop.storage.bentuk import dump, image_of
from sipd_desktop.storage.rekam import fetch_row, fetch_rows

CONTOH = resources() / "contoh"
KATA_KERJA = KEPALA.index("PEKERJAAN")


def impor(
    dunia: Dunia, path: Path, *, konteks: Konteks = KOSONG, pantau: Pantau | None = None
) -> Bacaan:
    more = {"pantau": pantau} if pantau else {}
    return impor_berkas(
        dunia.buku, dunia.pengguna, path, acuan=ACUAN, kering=False, konteks=konteks, **more
    ).bacaan


def cancel(dunia: Dunia, batch: str) -> Pembatalan:
    done: Pembatalan = dunia.act(cancel_impor, batch, acuan=ACUAN)
    return done


def sheet(tmp_path: Path, *rows: list[Any], head: list[str] | None = None) -> Path:
    return write_xlsx(tmp_path / "d.xlsx", [head or KEPALA, *rows])


def edit(dunia: Dunia, tbl: str, row_id: str, **values: Any) -> None:
    with dunia.buku.write() as conn:
        niat = Niat(conn, dunia.petugas)
        niat.update(tbl, row_id, values)
        niat.done()


def ekspor(dunia: Dunia, *tables: str) -> bytes:
    """All living rows with all their fields, as an export has them."""
    lines = []
    for tbl in tables or ("warga", "keluarga"):
        ids = [i for (i,) in dunia.sql(f"SELECT id FROM {tbl} WHERE deleted_at IS NULL")]
        with dunia.buku.read() as conn:
            rows = fetch_rows(conn, tbl, ids)
        lines += [f"{tbl} {i} {dump(image_of(tbl, rows[i]))}" for i in sorted(rows)]
    return "\n".join(lines).encode()


SEMUA = ("warga", "keluarga", "isian", "vaksinasi", "bantuan", "pendataan_wilayah")


def tanpa_id(text: bytes) -> int:
    return len(text.splitlines())


def satu(dunia: Dunia, nama: str) -> str:
    found: str = dunia.one("SELECT id FROM warga WHERE nama = ?", nama)
    return found


def test_undo_of_the_samples_restores_equal_exports_and_again_gives_the_same(dunia: Dunia) -> None:
    first = impor(dunia, CONTOH / "penduduk_opensid.xlsx")
    before = ekspor(dunia, *SEMUA)
    second = impor(dunia, CONTOH / "sdgs_desa_individu.xlsx")
    assert second.counts()["baru"] == 14
    after = ekspor(dunia, *SEMUA)
    assert after != before
    stand = dunia.dump()
    again = impor(dunia, CONTOH / "sdgs_desa_individu.xlsx")
    assert (again.counts()["baru"], again.counts()["berubah"]) == (0, 0)
    assert again.batch == ""
    assert dunia.dump() == stand  # nothing at all, not even an import
    done = cancel(dunia, second.batch)
    assert done.sisa == ()
    assert ekspor(dunia, *SEMUA) == before
    third = impor(dunia, CONTOH / "sdgs_desa_individu.xlsx")
    assert third.counts() == second.counts()
    assert ekspor(dunia, *SEMUA) == after
    cancel(dunia, third.batch)
    cancel(dunia, first.batch)
    assert ekspor(dunia, *SEMUA) == b""
    told = dunia.read(list_batch, dunia.petugas)
    assert [bool(b.dibatalkan) for b in told] == [True, True, True]


def test_history_shows_each_row_with_what_it_wrote(dunia: Dunia, tmp_path: Path) -> None:
    impor(dunia, sheet(tmp_path, orang()))
    child = orang(nik=nik(1, 1, 2020), nama="AHMAD", tgl="01-01-2020", shdk="Anak", kawin="BK")
    rows = [orang(kerja="Pedagang"), child, orang(nik="123", nama="JOKO")]
    made = impor(dunia, sheet(tmp_path, *rows))
    (newest, oldest) = dunia.read(list_batch, dunia.petugas)
    assert newest.id == made.batch
    assert (newest.berkas, newest.hitungan["baru"], newest.hitungan["reject"]) == ("d.xlsx", 1, 1)
    assert oldest.hitungan["baru"] == 1
    found = dunia.read(open_batch, dunia.petugas, made.batch)
    assert [(b.row, b.outcome, b.status) for b in found.baris] == [
        (2, "accept", "berubah"),
        (3, "accept", "baru"),
        (4, "reject", None),
    ]
    (write,) = found.baris[0].tulisan
    assert (write.tbl, write.jenis, write.isi) == ("warga", "ubah", (("pekerjaan", 9, 84),))
    assert [w.jenis for w in found.baris[1].tulisan] == ["baru"]
    assert found.baris[2].codes == ("NIK_PANJANG",)


def test_a_value_changed_since_stays_and_is_told_by_its_field(dunia: Dunia, tmp_path: Path) -> None:
    impor(dunia, sheet(tmp_path, orang()))
    made = impor(dunia, sheet(tmp_path, orang(kerja="Pedagang", kawin="CM")))
    edit(dunia, "warga", satu(dunia, "BUDI SANTOSO"), pekerjaan=65)
    done = cancel(dunia, made.batch)
    assert done.sisa == (("Pekerjaan", 1),)
    row = dunia.read(fetch_row, "warga", satu(dunia, "BUDI SANTOSO"))
    assert (row["pekerjaan"], row["status_kawin"]) == (65, 2)
    (batch, _) = dunia.read(list_batch, dunia.petugas)
    assert batch.sisa == (("Pekerjaan", 1),)


def test_people_someone_worked_on_stay_with_their_household(dunia: Dunia, tmp_path: Path) -> None:
    rows = [
        orang(),
        orang(nik=nik(1, 1, 2020), nama="AHMAD", tgl="01-01-2020", shdk="Anak", kawin="BK"),
        orang(nik=nik(2, 2, 1982), nama="JOKO", tgl="02-02-1982", kk="3399070202150002"),
        orang(nik=nik(3, 3, 1983), nama="DEWI", tgl="03-03-1983", kk="3399070303150003"),
    ]
    made = impor(dunia, sheet(tmp_path, *rows))
    hari = dunia.hari()
    dunia.act(mark_hadir, hari, satu(dunia, "AHMAD"))
    edit(dunia, "warga", satu(dunia, "JOKO"), telepon="0812")
    done = cancel(dunia, made.batch)
    left = dunia.sql("SELECT nama FROM warga WHERE deleted_at IS NULL ORDER BY nama")
    assert left == [("AHMAD",), ("JOKO",)]
    assert dunia.one("SELECT count(*) FROM keluarga WHERE deleted_at IS NULL") == 2
    assert dict(done.sisa)["Telepon"] == 1
    assert dict(done.sisa)["Kehadiran"] == 1
    assert HARI_INI.isoformat() not in str(done.sisa)


def test_an_edit_that_was_taken_back_holds_nothing(dunia: Dunia, tmp_path: Path) -> None:
    made = impor(dunia, sheet(tmp_path, orang()))
    edit(dunia, "warga", satu(dunia, "BUDI SANTOSO"), telepon="0812")
    edit(dunia, "warga", satu(dunia, "BUDI SANTOSO"), telepon=None)
    assert cancel(dunia, made.batch).sisa == ()
    assert ekspor(dunia) == b""


def test_what_a_later_import_changed_is_not_taken_back_with_the_earlier(
    dunia: Dunia, tmp_path: Path
) -> None:
    first = impor(dunia, sheet(tmp_path, orang()))
    second = impor(dunia, sheet(tmp_path, orang(kerja="Pedagang")))
    assert cancel(dunia, first.batch).sisa == (("Pekerjaan", 1),)
    assert dunia.one("SELECT count(*) FROM warga WHERE deleted_at IS NULL") == 1
    assert cancel(dunia, second.batch).sisa == ()
    assert dunia.one("SELECT pekerjaan FROM warga") == 9


def test_an_import_is_taken_back_once(dunia: Dunia, tmp_path: Path) -> None:
    made = impor(dunia, sheet(tmp_path, orang()))
    cancel(dunia, made.batch)
    with pytest.raises(UserError, match="impor-sudah-dibatalkan"):
        cancel(dunia, made.batch)
    with pytest.raises(UserError, match="impor-batch-tidak-ada"):
        cancel(dunia, "tidak-ada")


def test_a_person_voided_by_hand_after_an_undo_is_not_brought_back(
    dunia: Dunia, tmp_path: Path
) -> None:
    path = sheet(tmp_path, orang())
    cancel(dunia, impor(dunia, path).batch)
    assert impor(dunia, path).counts()["baru"] == 1
    with dunia.buku.write() as conn:
        niat = Niat(conn, dunia.petugas)
        niat.void("warga", satu(dunia, "BUDI SANTOSO"))
        niat.done()
    again = impor(dunia, path)
    assert again.counts()["bentrok"] == 1
    assert [b.usul.alasan for b in again.baris if b.usul] == ["terhapus"]


def test_every_field_knows_its_file_and_whether_a_hand_changed_it(
    dunia: Dunia, tmp_path: Path
) -> None:
    made = impor(dunia, sheet(tmp_path, orang()))
    who = satu(dunia, "BUDI SANTOSO")
    edit(dunia, "warga", who, pekerjaan=65)
    later = impor(dunia, sheet(tmp_path, orang(kawin="CM")))
    with dunia.buku.read() as conn:
        row = fetch_row(conn, "warga", who)
        assert row is not None
        found = list_asal(conn, "warga", who, image_of("warga", row))
    kerja, kawin = found["pekerjaan"], found["status_kawin"]
    assert (kerja[0].nilai, kerja[0].batch, kerja[1]) == (9, made.batch, True)
    assert (kawin[0].nilai, kawin[0].batch, kawin[1]) == (4, later.batch, False)
    assert kawin[0].sumber.profil == "lainnya"
    assert kawin[0].sumber.tanggal == ACUAN.isoformat()


def test_social_data_follow_the_newest_day_and_identity_the_better_source(
    dunia: Dunia, tmp_path: Path
) -> None:
    head = [*KEPALA, "JKN"]
    new, old = Konteks(tanggal=ACUAN.replace(year=2025)), Konteks(tanggal=ACUAN.replace(year=2021))
    impor(dunia, sheet(tmp_path, [*orang(), "BPJS PBI"], head=head), konteks=new)
    impor(dunia, sheet(tmp_path, [*orang(kerja="Pedagang"), "Tidak"], head=head), konteks=old)
    assert dunia.sql("SELECT punya_jkn, pekerjaan FROM warga") == [(1, 84)]
    newest = Konteks(tanggal=ACUAN)
    impor(dunia, sheet(tmp_path, [*orang(kerja="Pedagang"), "Tidak"], head=head), konteks=newest)
    assert dunia.sql("SELECT punya_jkn FROM warga") == [(0,)]


class Berhenti(Pantau):
    """Cancels itself at the given step of storing."""

    def maju(self, kata: str, selesai: int = 0, dari: int = 0) -> None:
        if kata == "Menyimpan" and selesai > 0:
            self.cancel()
        super().maju(kata, selesai, dari)


def test_a_person_can_stop_while_it_is_being_stored_and_nothing_is_there(dunia: Dunia) -> None:
    before = dunia.dump()
    with pytest.raises(UserError, match="impor-dibatalkan"):
        impor(dunia, CONTOH / "penduduk_siak.csv", pantau=Berhenti())
    assert dunia.dump() == before
