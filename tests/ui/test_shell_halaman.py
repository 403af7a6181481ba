"""First page, search, family, sending: on a real folder and a real data centre."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from decimal import Decimal

import pytest
import shell_ruang
from PySide6.QtCore import Qt
from shell_ruang import HARI, KENARI, KODE, press, settle, type_text

from pendataan_buatan import add_pendataan
from server.proses import ServerProses
from sipd_desktop.base.clock import zone_of
from sipd_desktop.services.catat import Changes
from sipd_desktop.services.hari.baris import NilaiUkur
from sipd_desktop.services.hari.hari import start_hari
from sipd_desktop.services.hari.keadaan import close_hari
from sipd_desktop.services.hari.ukur import save_ukur
from sipd_desktop.services.sinkron import KeadaanKirim, count_belum_terkirim
from sipd_desktop.storage.antrean import Ditolak
from sipd_desktop.ui.kiriman import KeadaanLayar
from sipd_desktop.ui.masalah.segar import PenyegarMasalah
from sipd_desktop.ui.pages import kirim as kirim_module
from sipd_desktop.ui.pages.kirim import state_teks

buka, isi, isi_induk, masuk = (
    shell_ruang.buka,
    shell_ruang.isi,
    shell_ruang.isi_induk,
    shell_ruang.masuk,
)


def weigh(aplikasi, isi, *, close: bool = False) -> None:
    sesi = aplikasi.window.sesi
    with aplikasi.window.ruang.buku.write() as conn:
        hari, changes = start_hari(conn, sesi.petugas, posyandu_id=isi.posyandu, tanggal=HARI)
        nilai = NilaiUkur(berat_badan=Decimal("11.2"))
        changes |= save_ukur(conn, sesi.petugas, hari.id, isi.anak, nilai)
        if close:
            changes |= close_hari(conn, sesi.petugas, hari.id)
    aplikasi.tasks.data_changed.emit(changes)


def figures(page) -> dict[str, str]:
    return {k: part.nilai.text() for k, part in {**page.angka, **page.skdn}.items()}


# beranda


def test_first_page_follows_the_day(masuk, isi, qtbot) -> None:
    page = masuk.window.bingkai.page
    assert page.hari.text() == "Sabtu, 21 November 2026"
    assert page.tombol.accessibleName() == "Mulai hari buka"
    assert page.tombol.hasFocus()
    before = figures(page)
    assert (before["sasaran"], before["hadir"], before["belum"]) == ("1", "0", "1")
    assert (before["S"], before["D"]) == ("1", "0")
    assert page.terakhir.text() == "Hari buka terakhir 18 Okt 2026: 1 ditimbang dari 1."
    weigh(masuk, isi)
    settle(masuk, qtbot.waitUntil)
    assert page.tombol.accessibleName() == "Lanjutkan hari buka"
    assert page.hari.text().endswith("hari buka Posyandu")
    after = figures(page)
    assert (after["hadir"], after["ditimbang"], after["belum"], after["D"]) == ("1", "1", "0", "1")
    assert page.maju.value() == page.maju.maximum() == 1
    assert page.banding.text().startswith("D/S 100 %")
    weigh(masuk, isi, close=True)
    settle(masuk, qtbot.waitUntil)
    assert page.tombol.accessibleName() == "Lihat hari buka"
    assert page.hari.text().endswith("sudah ditutup")


def test_enter_on_the_first_page_opens_the_day(masuk, qtbot) -> None:
    press(Qt.Key.Key_Return)
    settle(masuk, qtbot.waitUntil)
    assert masuk.window.bingkai.key == "hari"


def test_attention_is_shown_and_goes_away(masuk, qtbot) -> None:
    page = masuk.window.bingkai.page
    page._show_attention((("anak dua kali tidak naik", 3), ("catatan beda, perlu dipilih", 1)))
    assert [k.text() for k in page._attention] == [
        "3 anak dua kali tidak naik",
        "1 catatan beda, perlu dipilih",
    ]
    page.reload()
    settle(masuk, qtbot.waitUntil)
    assert [k.text() for k in page._attention] == ["Semua beres."]


def test_search_on_the_first_page_leads_to_the_people(masuk, qtbot) -> None:
    press(Qt.Key.Key_F2)
    type_text("sri")
    press(Qt.Key.Key_Return)
    settle(masuk, qtbot.waitUntil)
    frame = masuk.window.bingkai
    assert frame.key == "cari"
    assert frame.page.kotak.text() == "sri"
    assert KENARI[1] in [k.orang.nama for k in frame.page.hasil.isi.rows]


# cari dan keluarga


@pytest.mark.parametrize("typed", ["kenari pu", "kennari putri", "0001", "0007"])
def test_person_is_found_by_name_misspelled_or_by_tail(masuk, qtbot, typed) -> None:
    masuk.window.sesi.go("cari")
    type_text(typed)
    settle(masuk, qtbot.waitUntil)
    assert KENARI[0] in [k.orang.nama for k in masuk.window.bingkai.page.hasil.isi.rows]


def test_enter_opens_the_family_even_before_the_answer_came(masuk, qtbot) -> None:
    masuk.window.sesi.go("cari")
    type_text("kenari p")
    press(Qt.Key.Key_Return)
    settle(masuk, qtbot.waitUntil)
    frame = masuk.window.bingkai
    assert frame.key == "keluarga"
    settle(masuk, qtbot.waitUntil)
    assert frame.page.anggota.row().orang.nama == KENARI[0]


def test_list_is_walked_by_keys(masuk, qtbot) -> None:
    masuk.window.sesi.go("cari")
    type_text("kenari")
    settle(masuk, qtbot.waitUntil)
    page = masuk.window.bingkai.page
    press(Qt.Key.Key_Down)
    assert page.hasil.hasFocus()
    press(Qt.Key.Key_Down)
    assert page.hasil.row().orang.nama == KENARI[1]
    press(Qt.Key.Key_Up)
    press(Qt.Key.Key_Up)
    assert page.kotak.hasFocus()
    press(Qt.Key.Key_Escape)
    assert page.kotak.text() == ""
    press(Qt.Key.Key_Escape)
    assert masuk.window.bingkai.key == "beranda"


def test_nobody_found_teaches(masuk, qtbot) -> None:
    masuk.window.sesi.go("cari")
    page = masuk.window.bingkai.page
    assert "4 angka terakhir" in page.kosong.accessibleName()
    type_text("zulkarnaen")
    settle(masuk, qtbot.waitUntil)
    assert page.kosong.isVisible()
    assert "Tidak ada \u201czulkarnaen\u201d" in page.kosong.accessibleName()


def open_family(aplikasi, isi, qtbot):
    aplikasi.window.sesi.go("keluarga", keluarga_id=isi.keluarga, warga_id=isi.anak)
    settle(aplikasi, qtbot.waitUntil)
    return aplikasi.window.bingkai.page


def test_family_page_shows_members_group_and_month(masuk, isi, qtbot) -> None:
    page = open_family(masuk, isi, qtbot)
    rows = [tuple(c.words(r) for c in page.anggota.isi.columns) for r in page.anggota.isi.rows]
    assert rows[0] == ("Dedi Kurnia", "Kepala keluarga", "L", "34 th", "Dewasa", "-", "-")
    assert rows[2] == (KENARI[0], "Anak", "P", "27 bln (2 th 3 bln)", "Balita", "-", "belum")
    assert page.alamat.text() == "Jalan Sawah 4, RT 002 RW 001 Krajan"
    weigh(masuk, isi)
    settle(masuk, qtbot.waitUntil)
    assert page.anggota.isi.rows[2].bulan_ini == "sudah ditimbang"
    assert page.anggota.row().orang.id == isi.anak


def test_whole_kk_is_shown_only_when_asked_and_that_is_an_act(masuk, isi, qtbot) -> None:
    page = open_family(masuk, isi, qtbot)
    assert page.kk.text() == "KK 3399********0007"
    page.lihat_kk.click()
    settle(masuk, qtbot.waitUntil)
    assert page.kk.text() == f"KK {KENARI[3]}"
    with masuk.window.ruang.buku.read() as conn:
        acts = conn.exec_driver_sql(
            "SELECT pelaku, objek FROM tindakan WHERE verb = 'melihat'"
        ).all()
    opened_and_asked = [(isi.ketua, isi.keluarga)] * 2
    assert [tuple(a) for a in acts] == opened_and_asked
    masuk.window.sesi.go("keluarga", keluarga_id=isi.keluarga)
    settle(masuk, qtbot.waitUntil)
    assert page.kk.text() == "KK 3399********0007"


def test_measuring_opens_for_every_group_and_the_sheet_for_a_balita_only(masuk, isi, qtbot) -> None:
    page = open_family(masuk, isi, qtbot)
    frame = masuk.window.bingkai
    assert page.timbang.isEnabled()
    press(Qt.Key.Key_Return)
    settle(masuk, qtbot.waitUntil)
    assert frame.key == "anak"
    press(Qt.Key.Key_Escape)
    settle(masuk, qtbot.waitUntil)
    assert frame.key == "keluarga"
    page.timbang.click()
    settle(masuk, qtbot.waitUntil)
    assert frame.key == "hari"
    page = open_family(masuk, isi, qtbot)
    page.anggota.select(0)
    assert page.timbang.isEnabled()
    assert not page.lembar.isEnabled()
    page.anggota.setFocus()
    press(Qt.Key.Key_Return)
    assert frame.key == "orang"


# kirim


@pytest.fixture
def pusat(tmp_path) -> Iterator[ServerProses]:
    with ServerProses(data=tmp_path / "pusat") as made:
        yield made


def enrol(aplikasi, pusat, qtbot, kode: str | None = None) -> object:
    # the moment after a save never comes: what is to be judged must be judged by the sending itself
    aplikasi.window.sesi.findChild(PenyegarMasalah).tenang.setInterval(3_600_000)
    aplikasi.window.bingkai.show_page("kirim")
    settle(aplikasi, qtbot.waitUntil)
    page = aplikasi.window.bingkai.page
    assert page.daftar.isVisible()
    assert not page.tombol.isVisible()
    assert page.daftar.alamat.hasFocus()
    type_text(pusat.alamat)
    press(Qt.Key.Key_Return)
    type_text(kode or pusat.kode(KODE, posyandu=["Melati 2"], nama_desa="Sukamaju"))
    press(Qt.Key.Key_Return)
    return page


def test_enrol_and_send_in_the_window(masuk, isi, pusat, qtbot) -> None:
    window = masuk.window
    page = enrol(masuk, pusat, qtbot)
    qtbot.waitUntil(
        lambda: (
            window.kiriman.keadaan.kirim.belum_terkirim == 0 and not window.kiriman.keadaan.sedang
        ),
        timeout=30_000,
    )
    settle(masuk, qtbot.waitUntil)
    assert page.keadaan.text() == "Semua catatan sudah terkirim ke pusat data desa."
    assert not page.daftar.isVisible()
    assert page.tombol.hasFocus()
    (row,) = page.bukti.isi.rows
    assert int(row.terkirim) > 20
    assert "sama dengan pusat data desa" in row.ket
    told = window.keadaan.accessibleDescription()
    assert "Tersambung" in told
    assert "Semua catatan sudah terkirim" in told
    assert "Terakhir kirim:" in told

    weigh(masuk, isi)
    settle(masuk, qtbot.waitUntil)
    assert page.keadaan.text().startswith("Ada ")
    assert "aman di laptop ini" in page.keadaan.text()
    press(Qt.Key.Key_F9)
    qtbot.waitUntil(lambda: len(page.bukti.isi.rows) == 2, timeout=30_000)
    qtbot.waitUntil(lambda: "sudah terkirim" in page.keadaan.text(), timeout=30_000)


def test_one_key_sends_from_anywhere(masuk, isi, pusat, qtbot) -> None:
    """U-13: F9 on the first page, and the receipt is there."""
    window = masuk.window
    page = enrol(masuk, pusat, qtbot)
    qtbot.waitUntil(lambda: len(page.bukti.isi.rows) == 1, timeout=30_000)
    weigh(masuk, isi)
    settle(masuk, qtbot.waitUntil)
    window.bingkai.show_page("beranda")
    settle(masuk, qtbot.waitUntil)
    assert window.kiriman.keadaan.kirim.belum_terkirim > 0
    press(Qt.Key.Key_F9)
    qtbot.waitUntil(lambda: len(page.bukti.isi.rows) == 2, timeout=30_000)
    qtbot.waitUntil(lambda: window.kiriman.keadaan.kirim.belum_terkirim == 0, timeout=30_000)


def test_what_a_save_means_leaves_with_it(masuk, isi, pusat, qtbot) -> None:
    """F9 right after a save: the dugaan that follows from it is in the same sending."""
    window = masuk.window
    page = enrol(masuk, pusat, qtbot)
    qtbot.waitUntil(lambda: len(page.bukti.isi.rows) == 1, timeout=30_000)

    def work(conn):
        add_pendataan(conn, window.sesi.petugas, "keluarga", isi.keluarga, "2026-11-20",
                      sumber="kader", jamban="tidak_ada")  # fmt: skip
        acts = conn.exec_driver_sql("SELECT id FROM tindakan WHERE objek_jenis = 'isian'")
        return Changes(frozenset({"isian"}), tuple(acts.scalars()))

    window.sesi.write(window, work)
    press(Qt.Key.Key_F9)
    qtbot.waitUntil(lambda: len(page.bukti.isi.rows) == 2, timeout=30_000)
    settle(masuk, qtbot.waitUntil)
    with window.ruang.buku.read() as conn:
        known = conn.exec_driver_sql("SELECT jenis, seq FROM masalah WHERE seq > 0").all()
    assert [row.jenis for row in known] == ["jamban"]
    assert count_belum_terkirim(window.ruang.buku) == 0


def test_centre_down_is_grey_words_and_nothing_is_lost(masuk, isi, pusat, qtbot) -> None:
    window = masuk.window
    page = enrol(masuk, pusat, qtbot)
    qtbot.waitUntil(lambda: len(page.bukti.isi.rows) == 1, timeout=30_000)
    pusat.stop()
    weigh(masuk, isi)
    settle(masuk, qtbot.waitUntil)
    waiting = window.kiriman.keadaan.kirim.belum_terkirim
    assert waiting > 0
    page.tombol.click()
    qtbot.waitUntil(lambda: window.kiriman.keadaan.tersambung is False, timeout=30_000)
    settle(masuk, qtbot.waitUntil)
    assert window.kiriman.keadaan.kirim.belum_terkirim >= waiting
    assert "belum terjangkau" in page.keadaan.text()
    assert "Tanpa internet, tetap bisa bekerja" in window.keadaan.accessibleDescription()
    pusat.start()
    page.tombol.click()
    qtbot.waitUntil(lambda: len(page.bukti.isi.rows) == 2, timeout=30_000)
    qtbot.waitUntil(lambda: window.kiriman.keadaan.kirim.belum_terkirim == 0, timeout=30_000)


@pytest.mark.parametrize(
    ("alamat", "kode", "words"),
    [
        ("http://data.desa.id", "ABCDE-FGHJK", "tidak aman"),
        ("ftp://data.desa.id", "ABCDE-FGHJK", "tidak terbaca"),
        ("http://127.0.0.1:9", "ABCDE-FGHJK", "belum terjangkau"),
    ],
)
def test_enrolment_that_cannot_be_is_a_sentence(masuk, qtbot, alamat, kode, words) -> None:
    masuk.window.bingkai.show_page("kirim")
    settle(masuk, qtbot.waitUntil)
    form = masuk.window.bingkai.page.daftar
    form.alamat.setText(alamat)
    form.kode.setText(kode)
    form.tombol.click()
    qtbot.waitUntil(form.salah.isVisible, timeout=30_000)
    assert words in form.salah.text()
    assert form.tombol.isEnabled()
    assert form.tombol.accessibleName() == "Daftarkan laptop"


def test_wrong_code_is_a_sentence(masuk, pusat, qtbot) -> None:
    page = enrol(masuk, pusat, qtbot, kode="ABCDE-FGHJK")
    qtbot.waitUntil(page.daftar.salah.isVisible, timeout=30_000)
    assert "Kode ini salah" in page.daftar.salah.text()
    assert page.daftar.isVisible()


def state(**kw: object) -> KeadaanKirim:
    base = {
        "terdaftar": True,
        "url": "",
        "desa_nama": "",
        "belum_terkirim": 0,
        "ditolak": 0,
        "terakhir_selesai": None,
        "gagal_alasan": None,
        "gagal_waktu": None,
        "tahan_detik": 0,
        "selisih_jam_detik": 0,
    }
    return KeadaanKirim(**{**base, **kw})


@pytest.mark.parametrize(
    ("layar", "kirim", "words"),
    [
        ({}, {"belum_terkirim": 12}, "Ada 12 catatan belum terkirim. Semua aman di laptop ini."),
        ({"sedang": True}, {"belum_terkirim": 1200}, "Sedang mengirim, sisa 1.200 catatan."),
        ({}, {}, "Semua catatan sudah terkirim ke pusat data desa."),
        ({}, {"terdaftar": False}, "belum terdaftar"),
        ({}, {"gagal_alasan": "antre", "tahan_detik": 40}, "menunggu 40 detik"),
        ({}, {"gagal_alasan": "bukan-server"}, "halaman masuk Wi-Fi"),
    ],
)
def test_state_is_said_in_whole_sentences(layar, kirim, words) -> None:
    k = state(**kirim)
    assert words in state_teks(KeadaanLayar(kirim=k, **layar), k)


def test_never_enrolled_laptop_does_not_claim_that_all_was_sent() -> None:
    k = state(terdaftar=False)
    assert "terkirim ke pusat" not in state_teks(KeadaanLayar(kirim=k), k)


def test_entries_set_aside_are_listed_with_reason_and_without_names(
    masuk, isi, qtbot, monkeypatch
) -> None:
    rows = [
        Ditolak(1, "warga", isi.anak, "subjek-belum-ada", None),
        Ditolak(2, "isian", isi.anak, "skala", "berat_badan"),
        Ditolak(3, "entah", isi.anak, "bentuk", None),
    ]
    monkeypatch.setattr(kirim_module, "list_belum_diterima", lambda _buku: rows)
    masuk.window.bingkai.show_page("kirim")
    settle(masuk, qtbot.waitUntil)
    page = masuk.window.bingkai.page
    shown = [(r.apa, r.alasan) for r in page.ditolak.isi.rows]
    assert shown[0][0] == "Warga"
    assert "belum sampai di pusat data desa" in shown[0][1]
    assert "Berat badan" in shown[1][1]
    assert "Hubungi operator desa" in shown[2][1]
    assert page.ditolak.isVisible()


def test_time_of_a_receipt_is_the_time_of_the_province() -> None:
    k = state(terakhir_selesai="2026-11-20T17:30:00.000Z")
    layar = KeadaanLayar(kirim=k)
    assert layar.to_keadaan(zone_of("3399072004")).terakhir_kirim == "21 Nov 2026 00.30"
    assert layar.to_keadaan(UTC).terakhir_kirim == "20 Nov 2026 17.30"
    assert datetime(2026, 11, 20, 17, 30, tzinfo=UTC).astimezone(zone_of("91")).hour == 2
