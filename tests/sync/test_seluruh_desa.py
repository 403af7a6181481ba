"""A whole-desa laptop filling an empty centre also receives and compares in that exchange."""

from __future__ import annotations

from sync.conftest import Pendaftar


def test_first_sending_of_a_whole_desa_laptop_is_compared_at_once(laptop: Pendaftar) -> None:
    """The Posyandu it sends are lingkup that the centre did not know when it said hello."""
    operator = laptop("operator", lingkup=(), posyandu=("Melati", "Mawar"))
    operator.warga("Orang Contoh")
    first = operator.kirim_baik()
    assert first.pulled == first.acked > 0
    assert operator.kirim_baik().pulled == 0
