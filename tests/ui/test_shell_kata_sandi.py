"""Four letters settle a word, however it is typed."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from sipd_desktop.ui.kata_sandi import find_kata, list_kata, read_kata

KATA = st.sampled_from(list_kata())


def test_list_keeps_its_promises() -> None:
    words = list_kata()
    assert len(words) == 2048
    assert len({w[:4] for w in words}) == 2048
    assert not [w for w in words for k in range(1, len(w)) if w[:k] in words]


@given(KATA)
def test_four_letters_settle_every_word(kata: str) -> None:
    assert read_kata(kata[:4]).kata == kata
    assert read_kata(kata[:4].upper()).kata == kata
    assert read_kata(kata[:3]).kata == ""
    assert kata in read_kata(kata[:3]).saran


@given(KATA, KATA)
@settings(max_examples=300)
def test_whole_word_and_next_word_run_together_are_split(satu: str, dua: str) -> None:
    found = read_kata(satu + dua)
    assert found.kata == satu
    assert found.lebih == dua


@given(KATA, KATA)
@settings(max_examples=300)
def test_short_form_followed_by_next_word_is_split(satu: str, dua: str) -> None:
    typed = satu[:4] + dua
    if typed.startswith(satu):
        return  # the letters also spell the first word out
    found = read_kata(typed)
    assert (found.kata, found.lebih) == (satu, dua)


def test_unknown_letters_are_told() -> None:
    assert read_kata("qx").salah
    assert read_kata("zzzzzz").salah
    assert not read_kata("").salah
    assert find_kata("qx") == ()
