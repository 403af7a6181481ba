"""Sentences of moving people between Posyandu, and of closed notes."""

PESAN: dict[str, str] = {
    "pindah-sudah-di-sana": "Mereka sudah tercatat di Posyandu itu. Tidak ada yang diubah.",
    "pindah-tanpa-rt": "Belum ada RT yang dipilih. Pilih dulu RT yang dipindah; belum ada yang "
    "diubah.",
    "pindah-rt-belum-diisi": "Ada keluarga yang RT-nya belum diisi, jadi tidak bisa dipindah "
    "bersama RT. Isi RT-nya, atau pindahkan keluarga itu satu per satu. Belum ada yang diubah.",
    "posyandu-sudah-ada": "Posyandu {posyandu} sudah ada. Pilih Posyandu itu, atau tulis nama lain. "
    "Belum ada yang diubah.",
}
