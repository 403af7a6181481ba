"""Moving a family by keys, taking it back, and splitting a Posyandu by RT."""

from __future__ import annotations

import shell_ruang
from PySide6.QtCore import Qt
from shell_ruang import KENARI, all_texts, picture, press, settle
from tombol import Tombol

from sipd_desktop.base import ids
from sipd_desktop.ui import theme

buka, isi, isi_induk, masuk = (
    shell_ruang.buka,
    shell_ruang.isi,
    shell_ruang.isi_induk,
    shell_ruang.masuk,
)


def homes(aplikasi) -> set[tuple[str, int]]:
    with aplikasi.window.ruang.buku.read() as conn:
        rows = conn.exec_driver_sql(
            "SELECT p.nama, count(*) FROM warga w JOIN posyandu p ON p.id = w.posyandu_id "
            "GROUP BY 1"
        )
        return {(nama, count) for nama, count in rows}


def at_family(aplikasi, isi, qtbot) -> Tombol:
    aplikasi.window.resize(1366, 768)
    aplikasi.window.sesi.go("keluarga", keluarga_id=isi.keluarga, warga_id=isi.anak)
    settle(aplikasi, qtbot.waitUntil)
    return Tombol(aplikasi.window)


def test_two_keys_move_a_family_and_one_takes_it_back(masuk, isi, qtbot) -> None:
    keys = at_family(masuk, isi, qtbot)
    picture(masuk, "keluarga")
    assert homes(masuk) == {("Melati 2", 4)}
    keys.press("F7")
    settle(masuk, qtbot.waitUntil)
    page = masuk.window.bingkai.page
    assert page.kepala.text() == "Pindah Posyandu: keluarga Dedi Kurnia"
    assert page.asal.text() == "RT 002 RW 001 Krajan, sekarang Posyandu Melati 2"
    assert page.satu.text() == f"Hanya {KENARI[0]}"
    picture(masuk, "pindah")
    keys.press("Enter")
    settle(masuk, qtbot.waitUntil)
    assert keys.jumlah == 2
    assert homes(masuk) == {("Mawar", 4)}
    assert masuk.window.bingkai.key == "keluarga"
    assert any(
        "Keluarga Dedi Kurnia pindah ke Posyandu Mawar." in t for t in all_texts(masuk.window)
    )
    keys.press("Ctrl+Z")
    settle(masuk, qtbot.waitUntil)
    assert homes(masuk) == {("Melati 2", 4)}


def test_one_member_goes_alone(masuk, isi, qtbot) -> None:
    keys = at_family(masuk, isi, qtbot)
    keys.press("Ctrl+M")
    settle(masuk, qtbot.waitUntil)
    masuk.window.bingkai.page.satu.click()
    masuk.window.bingkai.page.pindahkan.click()
    settle(masuk, qtbot.waitUntil)
    assert homes(masuk) == {("Melati 2", 3), ("Mawar", 1)}


def test_a_posyandu_is_split_by_rt_into_a_new_one(masuk, qtbot) -> None:
    masuk.window.resize(1366, 768)
    masuk.window.sesi.go("laptop")
    settle(masuk, qtbot.waitUntil)
    masuk.window.bingkai.page.bagi.click()
    settle(masuk, qtbot.waitUntil)
    page = masuk.window.bingkai.page
    assert not page.pindahkan.isEnabled()
    assert page.daftar.hasFocus()
    press(Qt.Key.Key_Space)
    assert page.jumlah.text() == "1 RT: 1 keluarga, 4 orang"
    page.tujuan.setCurrentIndex(page.tujuan.findData(""))
    assert not page.pindahkan.isEnabled(), "a new Posyandu needs a name"
    page.nama_baru.setText("Kenanga")
    picture(masuk, "bagi")
    page.pindahkan.click()
    settle(masuk, qtbot.waitUntil)
    assert homes(masuk) == {("Kenanga", 4)}
    assert "Kenanga" in dict(masuk.window.sesi.posyandu).values(), "shown at once"
    assert page.tujuan.findText("Kenanga") >= 0
    with masuk.window.ruang.buku.read() as conn:
        made = ids.posyandu_id(ids.desa_id(shell_ruang.KODE), "Kenanga")
        sql = "SELECT rt_layanan FROM posyandu WHERE id = ?"
        assert conn.exec_driver_sql(sql, (made,)).scalar() == '["KRAJAN|001|002"]'


def test_nothing_is_cut_off_at_150_percent(masuk, isi, qtbot) -> None:
    keys = at_family(masuk, isi, qtbot)
    theme.apply_theme(shell_ruang.QApplication.instance(), 1.5)
    keys.press("F7")
    settle(masuk, qtbot.waitUntil)
    picture(masuk, "pindah150")
    page = masuk.window.bingkai.page
    for part in (page.kepala, page.satu, page.semua, page.pindahkan, page.tujuan):
        assert part.isVisible()
        assert page.rect().contains(part.geometry())
    masuk.window.sesi.go("bagi")
    settle(masuk, qtbot.waitUntil)
    picture(masuk, "bagi150")
    page = masuk.window.bingkai.page
    for part in (page.daftar, page.tujuan, page.nama_baru, page.pindahkan):
        assert page.rect().contains(part.geometry())


def test_the_pages_forget_names_when_the_screen_is_locked(masuk, isi, qtbot) -> None:
    keys = at_family(masuk, isi, qtbot)
    keys.press("F7")
    settle(masuk, qtbot.waitUntil)
    page = masuk.window.bingkai.page
    page.clear()
    assert not [t for t in all_texts(page) if KENARI[0] in t or "Dedi" in t]
