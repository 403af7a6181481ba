"""Words from which made-up people are named. No list of real people stands behind them."""

LAKI = (
    "Adi", "Agus", "Ahmad", "Aji", "Andi", "Arif", "Bagas", "Bambang", "Bayu", "Budi", "Cahyo",
    "Danang", "Dedi", "Dimas", "Eko", "Fajar", "Farhan", "Galih", "Gilang", "Hadi", "Hendra",
    "Ilham", "Imam", "Irfan", "Jaka", "Joko", "Kurnia", "Lukman", "Mulyono", "Nanda", "Nur",
    "Panji", "Rafi", "Rangga", "Rizki", "Slamet", "Sugeng", "Surya", "Taufik", "Teguh", "Wahyu",
    "Wawan", "Yoga", "Yusuf", "Zaki",
)  # fmt: skip
PEREMPUAN = (
    "Aisyah", "Alya", "Aminah", "Anisa", "Ayu", "Bunga", "Citra", "Desi", "Dewi", "Dian", "Eka",
    "Endah", "Fatimah", "Fitri", "Hana", "Indah", "Intan", "Kartini", "Khadijah", "Laila", "Lestari",
    "Lina", "Maya", "Mega", "Melati", "Murni", "Nabila", "Nia", "Nurul", "Putri", "Rahma", "Ratna",
    "Rina", "Salma", "Sari", "Siti", "Sri", "Tari", "Tuti", "Wati", "Wulan", "Yanti", "Yuni", "Zahra",
)  # fmt: skip
BELAKANG = (
    "Amelia", "Anggraini", "Ardiansyah", "Hakim", "Handayani", "Hidayat", "Kurniawan", "Kusuma",
    "Lestari", "Maharani", "Mahendra", "Maulana", "Nugroho", "Permata", "Pertiwi", "Prakoso",
    "Pramudya", "Pratama", "Purnomo", "Puspita", "Rahayu", "Ramadhan", "Safitri", "Santoso",
    "Saputra", "Setiawan", "Susanti", "Utami", "Wibowo", "Wicaksono", "Widodo", "Wijaya", "Wulandari",
)  # fmt: skip
TEMPAT = ("Tegal", "Slawi", "Brebes", "Pemalang", "Purwokerto", "Banyumas", "Cilacap")
DUSUN = ("KRAJAN", "KARANGANYAR", "SIDOMULYO", "WONOSARI")
