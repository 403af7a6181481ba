"""Tile map and trend: where tiles lie, which shade, and what changed between two surveys."""

from __future__ import annotations

from datetime import date

import pytest

from pembuat import HARI_INI, MELATI_ID, Dunia, make_keluarga, make_warga
from pendataan_buatan import BARU, LAMA, add_pendataan
from sipd_desktop.services.catat import Niat, Petugas
from sipd_desktop.services.laporan.daftar import find_laporan
from sipd_desktop.services.laporan.jenis import Diminta
from sipd_desktop.services.laporan.terbit import issue
from sipd_desktop.services.masalah.keadaan import MasalahBaru, note_masalah
from sipd_desktop.services.petak.kotak import fold_kosong
from sipd_desktop.services.petak.sumber import open_kotak
from sipd_desktop.services.petak.tren import open_tren
from sipd_desktop.services.petak.ubin import (
    arrange,
    legend,
    load_letak,
    load_pilihan,
    pick_jenis,
    save_letak,
    save_pilihan,
    shade,
    steps,
)
from sipd_desktop.services.petak.wilayah import Wilayah


def place(rw: str, rt: str) -> Wilayah:
    return Wilayah(("KRAJAN", rw, rt), f"RT {rt}", f"RW {rw}", 10, 30)


def test_tiles_lie_one_line_per_rw_until_somebody_moves_one() -> None:
    places = [place("001", "001"), place("001", "002"), place("002", "001")]
    found = arrange(places, {})
    assert [found[p.kunci] for p in places] == [(0, 0), (0, 1), (1, 0)]
    found = arrange(places, {"KRAJAN|002|001": (0, 0)})
    assert found[places[2].kunci] == (0, 0)
    assert len(set(found.values())) == 3, "two tiles never lie on one spot"


def test_a_long_rw_goes_on_in_the_next_line() -> None:
    found = arrange([place("001", f"{n:03d}") for n in range(1, 11)], {})
    assert sorted(found.values())[-1] == (1, 1)


def test_shades_are_four_equal_steps_to_the_highest_share() -> None:
    limits = steps([0.0, 0.1, 0.4])
    assert [shade(s, limits) for s in (0.0, 0.05, 0.1, 0.11, 0.3, 0.4)] == [0, 1, 1, 2, 3, 4]
    assert legend(limits) == ("tidak ada", "sampai 10 %", "10 - 20 %", "20 - 30 %", "30 - 40 %")
    assert steps([0.0, 0.0]) == ()
    assert legend(()) == ("tidak ada",)


def test_the_map_opens_on_the_kind_chosen_last_else_on_the_first_that_occurs(dunia: Dunia) -> None:
    with dunia.buku.write() as conn:
        home = make_keluarga(conn, dunia.petugas)
        make_warga(conn, dunia.petugas, "Rukmini", keluarga_id=home)
        baru = MasalahBaru("keluarga", home, "air", HARI_INI, "Air dari sungai.")
        note_masalah(conn, dunia.petugas, baru)
    with dunia.buku.write() as conn:
        kotak = open_kotak(conn, dunia.petugas, "rt", HARI_INI)
        assert pick_jenis(kotak, load_pilihan(conn, dunia.petugas)) == "air"
        shown, gone = fold_kosong(kotak)
        assert [row.jenis for row in shown.baris] == ["air"]
        assert len(gone) == len(kotak.baris) - 1
        save_pilihan(conn, dunia.petugas, "stunting")
        assert pick_jenis(kotak, load_pilihan(conn, dunia.petugas)) == "stunting"
        other = Petugas("orang-lain", "orang-lain")
        assert pick_jenis(kotak, load_pilihan(conn, other)) == "air"


def test_the_layout_stays_on_this_laptop(dunia: Dunia) -> None:
    dunia.write(save_letak, {("KRAJAN", "001", "002"): (3, 4)})
    assert dunia.read(load_letak) == {"KRAJAN|001|002": (3, 4)}
    assert dunia.one("SELECT count(*) FROM sync_dirty WHERE tbl = 'setelan'") == 0
    dunia.write(save_letak, {})
    assert dunia.read(load_letak) == {}


def test_the_printed_map_hides_small_counts_and_their_share(dunia: Dunia) -> None:
    with dunia.buku.write() as conn:
        niat = Niat(conn, dunia.petugas)
        for number in range(9):
            rt = "001" if number < 6 else "002"
            home = make_keluarga(conn, dunia.petugas, rt=rt)
            make_warga(conn, dunia.petugas, f"NAMA {number}", keluarga_id=home)
            row = {"subjek_jenis": "keluarga", "subjek": home, "jenis": "air"}
            niat.insert("masalah", f"m{number}", {**row, "status": "terkonfirmasi"})
        niat.done()
    minta = Diminta(MELATI_ID, "2026-11", today=HARI_INI, pilihan="air")
    made, _ = dunia.act(issue, find_laporan("peta-masalah"), minta)
    tiles = made.lembar.blok[0].ubin
    assert [(t.judul, t.nilai, t.bagian, t.tingkat) for t in tiles] == [
        ("RT 001", "6", "100 %", 4),
        ("RT 002", "<5", "", 1),
    ]
    assert "NAMA" not in repr(made.lembar)


@pytest.fixture
def terdata(dunia: Dunia) -> Dunia:
    """Latrine then and now: A bad-bad, B bad-good, C good-bad, D only asked now and bad."""
    answers = {"A": "umum umum", "B": "umum sendiri", "C": "sendiri umum", "D": "- umum"}
    words = {"sendiri": "sendiri", "umum": "umum"}
    with dunia.buku.write() as conn:
        for name, told in answers.items():
            home = make_keluarga(conn, dunia.petugas)
            made = make_warga(
                conn, dunia.petugas, name, keluarga_id=home, tanggal_lahir="1990-01-01"
            )
            for day, word in zip((LAMA, BARU), told.split(), strict=True):
                if word != "-":
                    jamban = words[word]
                    add_pendataan(conn, dunia.petugas, "keluarga", home, day, jamban=jamban)
                    work = 4 if (name, day) == ("C", BARU) else 5
                    add_pendataan(conn, dunia.petugas, "warga", made, day, kondisi_kerja=work)
    return dunia


def tren(dunia: Dunia, *days: date) -> dict[str, tuple[int, int, int, int, int]]:
    made = dunia.read(open_tren, dunia.petugas, *days)
    assert (made.keluarga, made.orang) == (3, 3), "who was asked once is not compared"
    return {r.jenis: (r.dulu, r.kini, r.baru, r.hilang, r.tetap) for r in made.baris}


def test_then_now_new_and_gone_of_those_asked_twice(terdata: Dunia) -> None:
    found = tren(terdata)
    assert found["jamban"] == (2, 2, 1, 1, 1)
    assert found["penganggur"] == (0, 1, 1, 0, 0)
    assert found == tren(terdata, date.fromisoformat(BARU), date.fromisoformat(LAMA))


def test_with_one_survey_there_is_nothing_to_compare(dunia: Dunia) -> None:
    made = dunia.read(open_tren, dunia.petugas)
    assert (made.awal, made.baris) == (None, ())
    with dunia.buku.write() as conn:
        home = make_keluarga(conn, dunia.petugas)
        make_warga(conn, dunia.petugas, "A", keluarga_id=home)
        add_pendataan(conn, dunia.petugas, "keluarga", home, BARU, jamban="sendiri")
    made = dunia.read(open_tren, dunia.petugas)
    assert (made.awal, made.baris) == (date.fromisoformat(BARU), ())
