"""Code lists of the population forms: a number, a short or full label, or a synonym to one number.

The lists are JSON beside this package (`rules/data/kode/*.json`: code, label, full label as on form
F-1.01, synonyms). Synonyms belong to one list: `P` is a woman in jenis_kelamin, `K` is married in
status_kawin. Nothing is guessed silently: a likeness is reported as `mirip`.
"""

from sipd_desktop.rules.kode.baca import NAMA_DAFTAR, daftar
from sipd_desktop.rules.kode.daftar import AMBANG_MIRIP, Cocok, DaftarKode, Kode, Mutu
from sipd_desktop.rules.kode.lipat import fold_label, padat

__all__ = [
    "AMBANG_MIRIP",
    "NAMA_DAFTAR",
    "Cocok",
    "DaftarKode",
    "Kode",
    "Mutu",
    "daftar",
    "fold_label",
    "padat",
]
