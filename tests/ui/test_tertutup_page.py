"""Closed notes on the screen: the bidan writes and opens, a lock forgets, a kader sees a mark."""

from __future__ import annotations

import pytest
import shell_ruang
from shell_ruang import KENARI, all_texts, picture, settle

from sipd_desktop.services.buka import list_pengguna
from sipd_desktop.services.kader import add_kader
from sipd_desktop.ui import theme
from sipd_desktop.wire import segel

buka, isi, isi_induk, masuk = (
    shell_ruang.buka,
    shell_ruang.isi,
    shell_ruang.isi_induk,
    shell_ruang.masuk,
)
RAHASIA, LANJUT = "MELATI CEMAS BERAT", "KUNJUNGAN MINGGU DEPAN"


@pytest.fixture
def bidan(masuk, isi, monkeypatch):
    """The window with a bidan at work, on a laptop enrolled for jiwa."""
    monkeypatch.setattr(segel, "OPS", 1)
    monkeypatch.setattr(segel, "MEM", 1024 * 1024)
    sesi = masuk.window.sesi
    with masuk.window.ruang.buku.write() as conn:
        made, _ = add_kader(
            conn, sesi.petugas, posyandu_id=isi.posyandu, nama="Bu Rini", jabatan="bidan"
        )
        for key in ("desa", f"pos:{isi.posyandu}", "tertutup:jiwa:desa"):
            conn.exec_driver_sql("INSERT INTO lingkup_kursor(kunci, kursor) VALUES (?, 0)", (key,))
    with masuk.window.ruang.buku.read() as conn:
        who = next(p for p in list_pengguna(conn) if p.id == made)
    sesi.choose(pengguna=who)
    masuk.window.resize(1366, 768)
    return masuk


def open_page(aplikasi, isi, qtbot):
    aplikasi.window.sesi.go("keluarga", keluarga_id=isi.keluarga, warga_id=isi.anak)
    settle(aplikasi, qtbot.waitUntil)
    aplikasi.window.bingkai.page.tertutup.click()
    settle(aplikasi, qtbot.waitUntil)
    return aplikasi.window.bingkai.page


def make_words(page, aplikasi, qtbot) -> str:
    page.buat.click()
    settle(aplikasi, qtbot.waitUntil)
    return page.kata.text().splitlines()[0].removeprefix("Empat kata Anda: ")


def write(page, aplikasi, qtbot, *, tanda: bool = False) -> None:
    page.teks.setPlainText(RAHASIA)
    page.lanjut.setPlainText(LANJUT)
    page.tanda.setChecked(tanda)
    page.simpan.click()
    settle(aplikasi, qtbot.waitUntil)


def cells(page) -> list[tuple[str, str]]:
    return [(c.isi, c.tindak_lanjut) for c in page.daftar.isi.rows]


def test_bidan_writes_at_once_and_reads_with_her_words_until_she_leaves(bidan, isi, qtbot) -> None:
    page = open_page(bidan, isi, qtbot)
    assert not page.form.isVisible(), "nothing to seal with yet"
    words = make_words(page, bidan, qtbot)
    picture(bidan, "tertutup-kata")
    write(page, bidan, qtbot)
    assert cells(page) == [(None, None)]
    assert not [t for t in all_texts(page) if RAHASIA in t]
    page = open_page(bidan, isi, qtbot)
    assert words not in " ".join(all_texts(page)), "shown once"
    picture(bidan, "tertutup")
    page.sandi.set_kata(False)
    page.sandi.baris.setText("bukan kata yang benar")
    page.buka.click()
    settle(bidan, qtbot.waitUntil)
    assert page.keluhan.text().startswith("Kata sandi catatan tertutup tidak cocok")
    page.sandi.baris.setText(words)
    page.buka.click()
    settle(bidan, qtbot.waitUntil)
    assert cells(page) == [(RAHASIA, LANJUT)]
    picture(bidan, "tertutup-buka")
    bidan.window.sesi.go("beranda")
    settle(bidan, qtbot.waitUntil)
    assert not [t for t in all_texts(bidan.window) if RAHASIA in t]
    assert page._kunci is None
    page = open_page(bidan, isi, qtbot)
    assert cells(page) == [(None, None)]


def test_kader_sees_the_mark_and_no_door(bidan, isi, qtbot) -> None:
    page = open_page(bidan, isi, qtbot)
    make_words(page, bidan, qtbot)
    write(page, bidan, qtbot, tanda=True)
    with bidan.window.ruang.buku.read() as conn:
        kader = next(p for p in list_pengguna(conn) if p.id == isi.kader)
    bidan.window.sesi.choose(pengguna=kader)
    settle(bidan, qtbot.waitUntil)
    assert page.daftar.isi.rows == (), "another account at the open page"
    bidan.window.sesi.go("keluarga", keluarga_id=isi.keluarga, warga_id=isi.anak)
    settle(bidan, qtbot.waitUntil)
    page = bidan.window.bingkai.page
    assert page.tanda.text() == f"{KENARI[0]}: ada tindak lanjut, tanya bidan."
    assert page.tanda.isVisible()
    assert not page.tertutup.isVisible()
    picture(bidan, "keluarga-tanda")
    bidan.window.sesi.go("tertutup", warga_id=isi.anak)
    settle(bidan, qtbot.waitUntil)
    page = bidan.window.bingkai.page
    assert page.daftar.isi.rows == ()
    assert not [t for t in all_texts(page) if "Kesehatan jiwa" in t]


def test_nothing_is_cut_off_at_150_percent(bidan, isi, qtbot) -> None:
    theme.apply_theme(shell_ruang.QApplication.instance(), 1.5)
    page = open_page(bidan, isi, qtbot)
    make_words(page, bidan, qtbot)
    write(page, bidan, qtbot)
    picture(bidan, "tertutup150")
    for part in (page.daftar, page.kata, page.simpan, page.teks, page.lanjut):
        assert part.isVisible()
        assert part.width() >= part.minimumSizeHint().width()
