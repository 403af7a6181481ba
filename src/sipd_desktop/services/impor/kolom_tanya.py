"""Columns of a questionnaire that a person points at: one row is one question."""

from __future__ import annotations

from collections.abc import Container

PERTANYAAN, JAWABAN = "tanya_pertanyaan", "tanya_jawaban"
KODE, SATUAN = "tanya_kode", "tanya_satuan"
TULISAN_TANYA: dict[str, str] = {
    PERTANYAAN: "Pertanyaan",
    JAWABAN: "Jawaban",
    KODE: "Kode pertanyaan",
    SATUAN: "Satuan jawaban",
}
"""Field names as shown to a person."""


def is_tanya(kunci: Container[str]) -> bool:
    """Whether these columns make a questionnaire."""
    return PERTANYAAN in kunci or JAWABAN in kunci
