"""Questions about an RT or the desa: which ask for potensi alone, and what an answer says."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from sipd_desktop.bidang.umum.masalah import JENIS_POTENSI
from sipd_desktop.rules.potensi import Isi, find_kata, load_kata, read_isi

HARI = date(2026, 9, 1)


@pytest.mark.parametrize(
    ("pertanyaan", "nama"),
    [
        ("Jumlah pos kamling di RT ini", "Pos kamling"),
        ("POSKAMLING (buah)", "Pos kamling"),
        ("Apakah ada Bank Sampah?", "Bank sampah"),
        ("Perpustakaan Desa", "Perpustakaan desa"),
        ("Banyaknya Puskesmas Pembantu", "Pustu"),
        ("Besar Dana Desa untuk RT", "Dana Desa"),
        ("Luas wilayah desa (ha)", "Luas wilayah"),
        ("Jumlah anggota Linmas yang masih aktif", "Linmas"),
    ],
)
def test_a_question_that_asks_for_nothing_else_is_read(pertanyaan: str, nama: str) -> None:
    found = find_kata(pertanyaan, HARI)
    assert found is not None
    assert found.nama == nama


@pytest.mark.parametrize(
    "pertanyaan",
    [
        "Jumlah anak yang tidak ke Posyandu",
        "Jarak ke puskesmas",
        "Pos kamling yang rusak",
        "Jumlah RT",
        "Jumlah anggota Karang Taruna",
        "Kelompok tani",
        "Pendapat tentang dana desa",
        "",
    ],
)
def test_a_question_that_asks_for_more_is_left_to_a_person(pertanyaan: str) -> None:
    assert find_kata(pertanyaan, HARI) is None


def test_a_word_counts_from_its_date() -> None:
    assert find_kata("Bank sampah", date(2023, 12, 31)) is None
    assert find_kata("Bank sampah", date(2024, 1, 1)) is not None


@pytest.mark.parametrize(
    ("jawaban", "isi"),
    [
        ("2", Isi(Decimal(2), "buah")),
        ("2 unit", Isi(Decimal(2), "unit")),
        ("12,5 ha", Isi(Decimal("12.5"), "ha")),
        ("Rp 15.000.000", Isi(Decimal(15000000), "rupiah")),
        ("1.250", Isi(Decimal(1250), "buah")),
        ("Ada", Isi()),
        ("ya", Isi()),
        ("Sederhana, di balai", Isi(teks="Sederhana, di balai")),
        ("Tidak ada", None),
        ("0", None),
        ("-", None),
        ("", None),
    ],
)
def test_what_an_answer_says(jawaban: str, isi: Isi | None) -> None:
    assert read_isi(jawaban, "Pos kamling", "buah") == isi


def test_the_unit_stands_in_the_brackets_of_the_question() -> None:
    assert read_isi("12", "Luas wilayah (hektare)") == Isi(Decimal(12), "hektare")


def test_every_row_of_the_table_has_a_known_kind_and_finds_itself() -> None:
    words = [w for row in load_kata() for w in row.kata]
    assert len(words) == len(set(words)), "one word, one row"
    for row in load_kata():
        assert row.jenis in dict(JENIS_POTENSI)
        assert row.sumber
        for word in row.kata:
            assert find_kata(f"Jumlah {word}", HARI) is row
