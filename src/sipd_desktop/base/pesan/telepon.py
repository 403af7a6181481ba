"""Sentences of the code the operator reads out by telephone."""

PESAN = {
    "kode-telepon-salah": "Kode dari operator tidak cocok, atau sudah pernah dipakai. Data aman dan tidak "
    "berubah. Minta operator membacakannya sekali lagi, atau pakai kode 20 huruf dari amplop.",
    "kode-telepon-tidak-ada": "Laptop ini belum menitipkan kode kepada operator, atau kodenya sudah "
    "dipakai. Data aman. Pakai kode 20 huruf dari amplop di kantor desa.",
}
