"""Kader on a shared laptop: keys of login and switch, letting in, today's Posyandu, reasons."""

from __future__ import annotations

import random
from datetime import date
from pathlib import Path

import pytest
import shell_ruang
from PySide6.QtCore import QEvent, QMetaMethod, QObject, Qt
from PySide6.QtWidgets import QApplication
from shell_ruang import SANDI, lock, make_folder, press, settle, type_text
from tombol import Tombol

from sipd_desktop.app import Aplikasi
from sipd_desktop.base import ids
from sipd_desktop.base.errors import UserError
from sipd_desktop.services.catat import Niat
from sipd_desktop.services.laporan.daftar import find_laporan
from sipd_desktop.services.laporan.jenis import Diminta
from sipd_desktop.services.laporan.terbit import issue
from sipd_desktop.services.pin import save_akun, set_pin
from sipd_desktop.services.urungkan import undo
from sipd_desktop.ui.kata_sandi import list_kata
from sipd_desktop.ui.pages.beranda_jadwal import AturJadwal
from sipd_desktop.ui.pages.petak_nama import letters_of
from sipd_desktop.ui.widgets.tanya_alasan import TanyaAlasan

buka, isi, isi_induk, masuk = (
    shell_ruang.buka,
    shell_ruang.isi,
    shell_ruang.isi_induk,
    shell_ruang.masuk,
)
CTRL = Qt.KeyboardModifier.ControlModifier


def pins(aplikasi, **by_kader: str) -> None:
    with aplikasi.window.ruang.buku.write() as conn:
        for kader, pin in by_kader.items():
            set_pin(conn, kader, pin)


def test_the_passphrase_takes_sixteen_keys_and_the_name_one(buka, isi, qtbot) -> None:
    aplikasi = buka(isi.folder)
    window = aplikasi.window
    qtbot.waitUntil(lambda: QApplication.focusWidget() is not None)
    keys = Tombol(window)
    keys.type("".join(word[:4] for word in SANDI.split()))
    qtbot.waitUntil(lambda: bool(window.masuk.petak.tombol), timeout=15_000)
    assert keys.jumlah == 16, "four letters settle a word, the last one opens"
    press(Qt.Key.Key_Return)  # the Enter of habit, meant for the words
    assert window.masuk.currentIndex() == 3, "it chose nobody"
    keys.reset()
    keys.type("s")
    qtbot.waitUntil(window.masuk.pin.isVisible, timeout=15_000)
    assert keys.jumlah == 1


def test_three_letters_and_a_space_are_enough_where_they_are_alone() -> None:
    words = list_kata()
    alone = [w for w in words if sum(o.startswith(w[:3]) for o in words) == 1]
    assert len(alone) > len(words) / 4
    assert len({w[:4] for w in words}) == len(words)


@pytest.mark.parametrize(
    ("names", "letters"),
    [
        (["Bu Siti", "Bu Aminah", "Pak Budi"], ["s", "a", "b"]),
        (["Siti Aminah", "Siti Rahma", "Sri"], ["s", "r", "i"]),
        (["A", "A", "A"], ["a", "b", "c"]),
        (["Bu", "?"], ["b", "a"]),
    ],
)
def test_each_tile_has_a_letter_of_its_own(names: list[str], letters: list[str]) -> None:
    assert letters_of(names) == letters


def test_many_tiles_still_have_different_letters() -> None:
    made = letters_of([f"Bu Kader {n}" for n in range(30)])
    assert len(set(made[:26])) == 26
    assert set(made[26:]) == {""}


def test_own_pin_takes_six_keys_and_a_switch_seven(masuk, isi, qtbot) -> None:
    window = masuk.window
    pins(masuk, **{isi.ketua: "123456", isi.kader: "222222"})
    keys = Tombol(window)
    lock(masuk, qtbot)
    keys.type("123456")
    qtbot.waitUntil(lambda: not window.terkunci, timeout=15_000)
    assert keys.jumlah == 6
    settle(masuk, qtbot.waitUntil)
    lock(masuk, qtbot)
    keys.reset()
    keys.type("a").type("222222")
    qtbot.waitUntil(lambda: not window.terkunci, timeout=15_000)
    assert keys.jumlah == 7
    assert window.sesi.pengguna.id == isi.kader


def listeners(sesi) -> int:
    """How many places listen to the signals of the session."""
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    meta = sesi.metaObject()
    found = [meta.method(n) for n in range(meta.methodCount())]
    signals = [m for m in found if m.methodType() == QMetaMethod.MethodType.Signal]
    assert len(signals) > 3
    return sum(sesi.receivers(f"2{bytes(m.methodSignature().data()).decode()}") for m in signals)


def test_the_history_names_the_right_typist_after_many_switches(masuk, isi, qtbot, monkeypatch):
    """Thirty switches by keys, one act after each, and nothing is left over from any of them.

    The 500 of trust-and-ux S-03, on six pages and with memory, are benchmarks/gilir.py.
    """
    monkeypatch.setattr("sipd_desktop.services.pin.fits", lambda _h, pin: pin == "123456")
    window, rng, expected, counts = masuk.window, random.Random(3), [], []
    pins(masuk, **{isi.ketua: "123456", isi.kader: "123456"})
    for _ in range(30):
        who = rng.choice([(isi.ketua, "s"), (isi.kader, "a")])
        lock(masuk, qtbot)
        type_text(f"{who[1]}123456")
        qtbot.waitUntil(lambda: not window.terkunci, timeout=15_000)
        settle(masuk, qtbot.waitUntil)
        petugas = window.sesi.petugas

        def act(conn, petugas=petugas):
            niat = Niat(conn, petugas)
            niat.act("melihat", "keluarga", isi.keluarga)
            return niat.done()

        window.sesi.write(window, act)
        settle(masuk, qtbot.waitUntil)
        expected.append(who[0])
        counts.append((len(window.findChildren(QObject)), listeners(window.sesi)))
    objects, ears = ([pair[n] for pair in counts[2:]] for n in (0, 1))
    assert max(objects) - min(objects) < 10, "twenty-eight switches leave something behind"
    assert len(set(ears)) == 1
    with window.ruang.buku.read() as conn:
        rows = conn.exec_driver_sql(
            "SELECT pelaku, pencatat FROM tindakan WHERE verb = 'melihat' ORDER BY urut"
        ).all()
    assert [tuple(r) for r in rows[-30:]] == [(e, e) for e in expected]
    assert len(set(expected)) == 2


def test_a_new_kader_gets_in_only_after_the_ketua_allowed_her_here(masuk, isi, qtbot) -> None:
    window = masuk.window
    pins(masuk, **{isi.ketua: "123456"})
    window.sesi.go("laptop")
    settle(masuk, qtbot.waitUntil)
    card = window.bingkai.page.kader
    card.nama.setText("Bu Rina")
    card.add()
    settle(masuk, qtbot.waitUntil)
    lock(masuk, qtbot)
    assert "Bu Rina" not in " ".join(b.text() for b in window.kunci.petak.tombol)
    type_text("123456")
    qtbot.waitUntil(lambda: not window.terkunci, timeout=15_000)
    settle(masuk, qtbot.waitUntil)
    card = window.bingkai.page.kader  # made anew after the lock
    button = next(
        w for w in card.findChildren(type(card.tambah)) if "Izinkan" in w.accessibleName()
    )
    button.click()
    type_text("654321")  # not the PIN of the ketua
    qtbot.waitUntil(card.salah.isVisible, timeout=15_000)
    settle(masuk, qtbot.waitUntil)
    type_text("123456")
    qtbot.waitUntil(card.pin.isVisible, timeout=15_000)
    settle(masuk, qtbot.waitUntil)
    type_text("333333333333")  # she chooses hers, twice
    qtbot.waitUntil(lambda: not card.pin.isVisible(), timeout=15_000)
    settle(masuk, qtbot.waitUntil)
    lock(masuk, qtbot)
    assert "Bu Rina" in " ".join(b.text() for b in window.kunci.petak.tombol)
    type_text("r333333")
    qtbot.waitUntil(lambda: not window.terkunci, timeout=15_000)
    settle(masuk, qtbot.waitUntil)
    assert window.sesi.pengguna.nama == "Bu Rina"
    card = window.bingkai.page.kader
    assert not card.tambah.isVisible(), "a kader adds nobody"
    assert "ketua" in card.alasan.text()
    verbs = "SELECT verb, pencatat FROM tindakan WHERE objek_jenis = 'kader' ORDER BY urut"
    with window.ruang.buku.read() as conn:
        told = [tuple(r) for r in conn.exec_driver_sql(verbs)]
    assert ("mengizinkan-masuk", isi.ketua) in told
    assert ("mengganti-pin", isi.ketua) in told


def test_the_ketua_gives_a_kader_her_fields_by_digits(masuk, isi, qtbot) -> None:
    window = masuk.window
    window.sesi.go("laptop")
    settle(masuk, qtbot.waitUntil)
    card = window.bingkai.page.kader
    button = next(
        w
        for w in card.findChildren(type(card.tambah))
        if w.accessibleName() == "Ubah bidang: Aminah"
    )
    button.click()
    assert card.bidang.isVisible()
    type_text("265")
    type_text("5")  # taken back
    press(Qt.Key.Key_Return)
    settle(masuk, qtbot.waitUntil)
    assert not card.bidang.isVisible()
    assert any("Kesehatan, Sosial" in text for text in shell_ruang.all_texts(card))
    with window.ruang.buku.read() as conn:
        told = conn.exec_driver_sql("SELECT bidang FROM kader WHERE id = ?", (isi.kader,)).scalar()
        act = "SELECT pencatat FROM tindakan WHERE verb = 'menetapkan-bidang' AND objek = ?"
        assert conn.exec_driver_sql(act, (isi.kader,)).scalar() == isi.ketua
    assert told == '["kesehatan","sosial"]'


@pytest.fixture
def dua(tmp_path: Path):
    """A laptop of two Posyandu, each with a ketua of its own and a family."""
    made = make_folder(tmp_path / "dua", posyandu=2)
    mawar = ids.posyandu_id(ids.desa_id(shell_ruang.KODE), "Mawar")
    with shell_ruang.open_ruang(made.folder, SANDI) as ruang, ruang.buku.write() as conn:
        niat = Niat(conn, shell_ruang.list_pengguna(conn)[0].petugas.as_program())
        row = {"posyandu_id": mawar, "nama": "Wati", "jabatan": "ketua", "aktif": True}
        niat.insert("kader", "wati", row)
        niat.insert("keluarga", "kk-mawar", {"posyandu_id": mawar, "rt": "003"})
        warga = {"nama": "Bayu Mawar", "tanggal_lahir": "2025-01-05", "jenis_kelamin": 1}
        niat.insert(
            "warga", "bayu", {**warga, "shdk": 4, "keluarga_id": "kk-mawar", "posyandu_id": mawar}
        )
        niat.done()
        save_akun(conn, "wati", izin_oleh=made.ketua)
    return made, mawar


def enter(folder: Path, qtbot, keys: str) -> Aplikasi:
    """Log in by words, then these keys on the page of names, without a PIN."""
    aplikasi = Aplikasi(folder, today=lambda: date(2026, 11, 22))
    qtbot.addWidget(aplikasi.window)
    aplikasi.start()
    window = aplikasi.window
    qtbot.waitUntil(lambda: QApplication.focusWidget() is not None, timeout=15_000)
    type_text("".join(word[:4] for word in SANDI.split()))
    qtbot.waitUntil(lambda: bool(window.masuk.petak.tombol), timeout=15_000)
    type_text(keys)
    qtbot.waitUntil(window.masuk.pin.isVisible, timeout=15_000)
    window.masuk.pin.nanti.click()
    qtbot.waitUntil(lambda: window.bingkai is not None, timeout=15_000)
    settle(aplikasi, qtbot.waitUntil)
    return aplikasi


@pytest.mark.parametrize(
    ("keys", "unit"),
    [("s", "Melati 2"), ("w", "Mawar"), ("1s", "Mawar"), ("2w", "Melati 2")],
)
def test_todays_posyandu_is_proposed_or_chosen_by_a_digit(dua, qtbot, keys: str, unit: str) -> None:
    aplikasi = enter(dua[0].folder, qtbot, keys)
    assert aplikasi.window.sesi.nama_posyandu == unit
    assert unit in aplikasi.window.bingkai.atas.posyandu.accessibleName()
    aplikasi.window.close()
    aplikasi.close()


def test_a_person_of_another_posyandu_opens_with_a_reason_and_the_ketua_reads_it(
    dua, qtbot
) -> None:
    aplikasi = enter(dua[0].folder, qtbot, "s")
    window = aplikasi.window
    window.sesi.go("keluarga", keluarga_id="kk-mawar", warga_id="bayu")
    find = lambda: [w for w in QApplication.topLevelWidgets() if isinstance(w, TanyaAlasan)]  # noqa: E731
    qtbot.waitUntil(lambda: any(w.isVisible() for w in find()), timeout=15_000)
    page = window.bingkai.page
    assert page.anggota.row() is None, "nothing of the family before the reason"
    dialog = next(w for w in find() if w.isVisible())
    dialog.tombol[0].setFocus()
    type_text("3")
    settle(aplikasi, qtbot.waitUntil)
    assert page.anggota.row() is not None
    window.sesi.go("melihat")
    settle(aplikasi, qtbot.waitUntil)
    window.bingkai.page.tabel.select(0)
    act = window.bingkai.page.tabel.row()
    assert (act.siapa, act.perbuatan, act.alasan) == ("Siti Aminah", "melihat", "Kunjungan rumah")
    window.sesi.go("keluarga", keluarga_id="kk-mawar")
    settle(aplikasi, qtbot.waitUntil)
    assert not any(w.isVisible() for w in find()), "asked once"
    window.close()
    aplikasi.close()


@pytest.mark.parametrize(
    ("key", "kw", "shown"),
    [
        ("formulir", {"jenis": "warga", "subjek": "bayu"}, lambda page: page.pilih._pilihan),
        ("pindah", {"keluarga_id": "kk-mawar"}, lambda page: page.kepala.text()),
        ("tertutup", {"warga_id": "bayu"}, lambda page: page.kepala.text()),
    ],
    ids=lambda v: v if isinstance(v, str) else "",
)
def test_no_door_beside_the_family_page_shows_a_person_without_the_reason(
    dua, qtbot, key, kw, shown
) -> None:
    aplikasi = enter(dua[0].folder, qtbot, "s")
    window = aplikasi.window
    window.sesi.go(key, **kw)
    find = lambda: [w for w in QApplication.topLevelWidgets() if isinstance(w, TanyaAlasan)]  # noqa: E731
    qtbot.waitUntil(lambda: any(w.isVisible() for w in find()), timeout=15_000)
    page = window.bingkai.page
    assert not shown(page)
    dialog = next(w for w in find() if w.isVisible())
    dialog.tombol[0].setFocus()
    type_text("3")
    settle(aplikasi, qtbot.waitUntil)
    assert shown(page) or key == "tertutup", "closed notes are the bidan's, whatever the reason"
    with window.ruang.buku.read() as conn:
        verbs = conn.exec_driver_sql("SELECT verb FROM tindakan WHERE verb LIKE 'melihat:%'").all()
    assert [tuple(v) for v in verbs] == [("melihat:kunjungan",)]
    window.close()
    aplikasi.close()


def test_a_kader_reads_at_opening_who_may_change(masuk, isi, qtbot) -> None:
    pins(masuk, **{isi.ketua: "123456", isi.kader: "222222"})
    window = masuk.window
    window.sesi.go("kirim")
    settle(masuk, qtbot.waitUntil)
    assert window.bingkai.page.daftar.alamat.isVisible(), "the ketua may enrol"
    lock(masuk, qtbot)
    type_text("a222222")
    qtbot.waitUntil(lambda: not window.terkunci, timeout=15_000)
    settle(masuk, qtbot.waitUntil)
    form = window.bingkai.page.daftar
    assert not form.alamat.isVisible()
    assert "yang mendaftarkan: ketua" in form.hak.text()
    window.sesi.go("beranda")
    settle(masuk, qtbot.waitUntil)
    window.bingkai.page.set_schedule()
    dialog = next(w for w in QApplication.topLevelWidgets() if isinstance(w, AturJadwal))
    assert "yang mengubah: ketua" in dialog.hak.text()
    assert not dialog.pakai.isVisible()
    assert not dialog.tanggal.isEnabled()
    dialog.reject()
    window.sesi.go("cetak", laporan="skdn")
    settle(masuk, qtbot.waitUntil)
    page = window.bingkai.page
    assert not page.utama.isEnabled()
    assert "ketua" in page.hak.text()
    window.sesi.go("cetak", laporan="lembar-hari-buka")
    settle(masuk, qtbot.waitUntil)
    assert page.utama.isEnabled(), "sheets of work are hers"
    assert not page.hak.isVisible()


def test_a_list_of_names_leaves_only_with_a_reason(masuk, qtbot, tmp_path) -> None:
    window = masuk.window
    window.sesi.go("cetak", laporan="formulir-kunjungan-rumah", posyandu=None)
    settle(masuk, qtbot.waitUntil)
    page, path = window.bingkai.page, tmp_path / "daftar.xlsx"
    page.ask_path = lambda *_: path
    page.save(".xlsx")
    settle(masuk, qtbot.waitUntil)
    assert not path.exists(), "nothing before the reason"
    dialog = next(
        w for w in QApplication.topLevelWidgets() if isinstance(w, TanyaAlasan) and w.isVisible()
    )
    dialog.tombol[0].setFocus()
    type_text("2")
    qtbot.waitUntil(path.exists, timeout=15_000)
    settle(masuk, qtbot.waitUntil)
    window.sesi.go("melihat")
    settle(masuk, qtbot.waitUntil)
    window.bingkai.page.tabel.select(0)
    act = window.bingkai.page.tabel.row()
    assert (act.perbuatan, act.alasan) == ("mengekspor", "Kunjungan rumah")
    kind = find_laporan("formulir-kunjungan-rumah")
    minta = Diminta(None, "2026-11")
    with (
        window.ruang.buku.write() as conn,
        pytest.raises(UserError, match="laporan-perlu-alasan"),
    ):
        issue(conn, window.sesi.petugas, kind, minta)


def test_undo_of_a_newcomer_is_open_to_the_kader_who_made_it(masuk, isi, qtbot) -> None:
    """One key takes back one's own act; another's person stays."""
    pins(masuk, **{isi.ketua: "123456", isi.kader: "222222"})
    lock(masuk, qtbot)
    type_text("a222222")
    qtbot.waitUntil(lambda: not masuk.window.terkunci, timeout=15_000)
    petugas = masuk.window.sesi.petugas
    with masuk.window.ruang.buku.write() as conn:
        niat = Niat(conn, petugas)
        niat.insert("warga", "baru", {"nama": "BARU", "posyandu_id": isi.posyandu})
        made = niat.done()
    with masuk.window.ruang.buku.write() as conn:
        undo(conn, petugas, made.tindakan)
        gone = "SELECT deleted_at FROM warga WHERE id = 'baru'"
        assert conn.exec_driver_sql(gone).scalar_one() is not None
