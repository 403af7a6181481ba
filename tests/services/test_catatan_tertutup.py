"""Closed notes: sealed before they touch the file, opened only by a reader's own four words."""

from __future__ import annotations

from datetime import date

import pytest

from pembuat import MELATI_ID, Dunia, whole_file
from sipd_desktop.base.errors import InvalidInput, NotAllowed, UserError
from sipd_desktop.bidang import REGISTERS
from sipd_desktop.services.catat import Petugas
from sipd_desktop.services.kader import add_kader
from sipd_desktop.services.kunci_tertutup import (
    KunciTerbuka,
    has_words,
    let_in,
    list_jenis,
    list_waiting,
    make_reader,
    unlock,
)
from sipd_desktop.services.tertutup import CatatanBaru, list_catatan, record_look, save_catatan
from sipd_desktop.services.urungkan import undo
from sipd_desktop.wire import segel
from sipd_desktop.wire.sign import new_seal_key

pytestmark = pytest.mark.usefixtures("segel_cepat")

HARI = date(2026, 11, 21)
ISI, LANJUT = "KENARI CEMAS BERAT", "KENARI RUJUK KE PUSKESMAS"


@pytest.fixture
def terdaftar(dunia: Dunia) -> Dunia:
    """A laptop enrolled for jiwa and KDRT."""
    for key in ("desa", f"pos:{MELATI_ID}", "tertutup:jiwa:desa", "tertutup:kdrt:desa"):
        dunia.run("INSERT INTO lingkup_kursor(kunci, kursor) VALUES (?, 0)", key)
    return dunia


def account(dunia: Dunia, nama: str, jabatan: str = "bidan") -> Petugas:
    made, _ = dunia.act(add_kader, posyandu_id=MELATI_ID, nama=nama, jabatan=jabatan)
    return Petugas(made, made)


def reader(dunia: Dunia, who: Petugas) -> str:
    with dunia.buku.write() as conn:
        return make_reader(conn, who)[0]


def opened(dunia: Dunia, who: Petugas, words: str) -> KunciTerbuka:
    assert who.akun
    return dunia.read(unlock, who.akun, words)


def write(dunia: Dunia, who: Petugas, orang: str, jenis: str = "jiwa", **more: object) -> object:
    data = CatatanBaru(jenis, HARI, ISI, LANJUT, **more)  # type: ignore[arg-type]
    with dunia.buku.write() as conn:
        return save_catatan(conn, who, orang, data)


def texts(dunia: Dunia, who: Petugas, orang: str, key: KunciTerbuka | None) -> list[object]:
    return [(n.isi, n.tindak_lanjut) for n in dunia.read(list_catatan, who, orang, key)]


def test_only_the_readers_words_open_a_note_and_no_table_of_the_file_shows_it(
    terdaftar: Dunia,
) -> None:
    bidan, orang = account(terdaftar, "Bu Rini"), terdaftar.balita()
    assert terdaftar.read(list_jenis) == (
        ("jiwa", "Kesehatan jiwa"),
        ("kdrt", "Kekerasan dalam rumah tangga"),
    )
    words = reader(terdaftar, bidan)
    assert len(words.split()) == 4
    write(terdaftar, bidan, orang)
    assert texts(terdaftar, bidan, orang, None) == [(None, None)]
    assert texts(terdaftar, bidan, orang, opened(terdaftar, bidan, words)) == [(ISI, LANJUT)]
    assert "KENARI" not in whole_file(terdaftar)
    assert words not in whole_file(terdaftar)
    assert "KENARI" not in repr(opened(terdaftar, bidan, words))


@pytest.mark.parametrize("jabatan", ["kader", "ketua", "sekretaris", "operator"])
def test_other_roles_read_nothing_and_write_nothing(terdaftar: Dunia, jabatan: str) -> None:
    bidan, orang = account(terdaftar, "Bu Rini"), terdaftar.balita()
    words = reader(terdaftar, bidan)
    write(terdaftar, bidan, orang)
    lain = account(terdaftar, "Bu Lain", jabatan)
    key = opened(terdaftar, bidan, words)
    reader(terdaftar, account(terdaftar, "Bu Tuti"))
    (waits,) = terdaftar.read(list_waiting, key)
    before = whole_file(terdaftar)
    for ask in (
        lambda: texts(terdaftar, lain, orang, key),
        lambda: write(terdaftar, lain, orang),
        lambda: reader(terdaftar, lain),
        lambda: terdaftar.write(record_look, lain, orang),
        lambda: terdaftar.write(let_in, lain, key, waits.id),
    ):
        with pytest.raises(NotAllowed):
            ask()
    assert whole_file(terdaftar) == before


def test_a_wrong_word_opens_nothing(terdaftar: Dunia) -> None:
    bidan = account(terdaftar, "Bu Rini")
    with pytest.raises(UserError, match="tertutup-belum-pembaca"):
        opened(terdaftar, bidan, "a b c d")
    reader(terdaftar, bidan)
    with pytest.raises(UserError, match="tertutup-sandi-salah"):
        opened(terdaftar, bidan, "padi kursi lampu sungai")


def test_a_second_reader_opens_all_once_she_is_let_in(terdaftar: Dunia) -> None:
    satu, dua = account(terdaftar, "Bu Rini"), account(terdaftar, "Bu Tuti")
    orang = terdaftar.balita()
    words = reader(terdaftar, satu)
    write(terdaftar, satu, orang)
    words2 = reader(terdaftar, dua)
    assert texts(terdaftar, dua, orang, opened(terdaftar, dua, words2)) == [(None, None)]
    key = opened(terdaftar, satu, words)
    (waits,) = terdaftar.read(list_waiting, key)
    assert waits.nama == "Bu Tuti"
    with terdaftar.buku.write() as conn:
        let_in(conn, satu, key, waits.id)
    assert terdaftar.read(list_waiting, key) == ()
    key2 = opened(terdaftar, dua, words2)
    assert texts(terdaftar, dua, orang, key2) == [(ISI, LANJUT)]
    assert texts(terdaftar, satu, orang, key2) == [(None, None)], "a key is its reader's own"


def test_a_note_put_under_another_person_or_field_does_not_open(terdaftar: Dunia) -> None:
    bidan, orang = account(terdaftar, "Bu Rini"), terdaftar.balita()
    words = reader(terdaftar, bidan)
    write(terdaftar, bidan, orang)
    terdaftar.run("UPDATE catatan_tertutup SET isi = tindak_lanjut, tindak_lanjut = isi")
    assert texts(terdaftar, bidan, orang, opened(terdaftar, bidan, words)) == [(None, None)]


def test_the_mark_for_kader_says_only_ask_the_bidan_and_undo_takes_both_back(
    terdaftar: Dunia,
) -> None:
    bidan, orang = account(terdaftar, "Bu Rini"), terdaftar.balita()
    reader(terdaftar, bidan)
    write(terdaftar, bidan, orang)
    mark = "SELECT tanya_bidan FROM warga WHERE id = ?"
    assert terdaftar.one(mark, orang) is None
    changes = write(terdaftar, bidan, orang, tanda=True)
    assert terdaftar.one(mark, orang) == 1
    with terdaftar.buku.write() as conn:
        undo(conn, bidan, changes.tindakan)  # type: ignore[attr-defined]
    assert terdaftar.one(mark, orang) is None
    assert terdaftar.one("SELECT count(*) FROM catatan_tertutup WHERE deleted_at IS NULL") == 1


def test_a_laptop_that_is_not_enrolled_for_it_takes_no_closed_note(dunia: Dunia) -> None:
    bidan = account(dunia, "Bu Rini")
    with pytest.raises(UserError, match="tertutup-bukan-di-laptop-ini"):
        reader(dunia, bidan)
    assert bidan.akun
    assert not dunia.read(has_words, bidan.akun)
    with pytest.raises(UserError, match="tertutup-belum-ada-kunci"):
        write(dunia, bidan, dunia.balita())


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (CatatanBaru("x", HARI, "A"), "tertutup-tanpa-jenis"),
        (CatatanBaru("jiwa", HARI, "  "), "tertutup-isi-kosong"),
        (CatatanBaru("jiwa", HARI, "\U0001f600" * 700), "tertutup-terlalu-panjang"),
    ],
)
def test_what_cannot_be_written_is_told(terdaftar: Dunia, data: CatatanBaru, code: str) -> None:
    bidan, orang = account(terdaftar, "Bu Rini"), terdaftar.balita()
    reader(terdaftar, bidan)
    with pytest.raises(InvalidInput) as refused, terdaftar.buku.write() as conn:
        save_catatan(conn, bidan, orang, data)
    assert [p.code for p in refused.value.problems] == [code]


def test_the_longest_text_fits_its_field() -> None:
    private, public = new_seal_key()
    sealed = segel.seal(public, "r", "isi", "A" * segel.MAX_BYTES)
    field = REGISTERS["catatan_tertutup"].field("isi")
    assert field is not None
    assert field.check(sealed) is None
    assert segel.unseal(private, "r", "isi", sealed) == "A" * segel.MAX_BYTES
    assert len(segel.seal(public, "r", "isi", "Y")) == len(segel.seal(public, "r", "isi", "TIDAK"))
