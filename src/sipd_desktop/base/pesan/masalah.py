"""Sentences of masalah."""

PESAN: dict[str, str] = {
    "masalah-setelan-batas": "Isi angka antara {min} dan {maks}. Batas yang lama tetap dipakai.",
}
