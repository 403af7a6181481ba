"""The palette, as hex text: one list for screen, chart and paper.

Text pairs keep a contrast of at least 7:1 and lines at least 3:1 (tests hold both), because the
readers are over fifty and the room is bright. Red is kept for below the red line and danger.
"""

from __future__ import annotations

from typing import Literal

Tingkat = Literal["bahaya", "perhatian", "baik", "info", "netral"]

TINTA = "#1B1F24"
PUTIH = "#FFFFFF"
LATAR = "#F1F4F7"
LATAR_KEPALA = "#E3E9EE"
BARIS_SELANG = "#F7F9FB"
ABU = "#46505C"
GARIS = "#6B7785"
GARIS_MUDA = "#C3CBD3"
UTAMA = "#0B5A78"
UTAMA_TUA = "#073F55"
UTAMA_MUDA = "#DCEDF4"
PILIH = "#CBE4EF"
SOROT = "#FFF1A8"

MERAH = "#A3161D"
ORANYE_TUA = "#8A4300"
HIJAU_TUA = "#17632F"

MERAH_MUDA = "#FBE3E4"
ORANYE_MUDA = "#FFE8CF"
HIJAU_MUDA = "#E0F2D9"
ABU_MUDA = "#E9EDF1"

# Bands of the growth chart, ink on all of them.
PITA_KUNING = "#FFF1A8"
PITA_HIJAU_MUDA = "#D8EFCF"
PITA_HIJAU = "#BFE3B4"
PITA_ORANYE = "#FFD0A1"
PITA_ORANYE_MUDA = "#FFE6CC"
KMS_L = "#CFE3F7"
KMS_P = "#FBD3DF"
LATIHAN = "#FFC27A"

# Tile map: none and four shades of one hue, dark enough apart to read in black and white, with
# the ink that is readable on each.
UBIN: tuple[tuple[str, str], ...] = (
    (PUTIH, TINTA),
    ("#DDEAF1", TINTA),
    ("#A9CBDD", TINTA),
    ("#0B5A78", PUTIH),
    ("#062F40", PUTIH),
)

# Strong colour (white text on it) and pale colour (ink on it) of each level.
KUAT: dict[Tingkat, str] = {
    "bahaya": MERAH,
    "perhatian": ORANYE_TUA,
    "baik": HIJAU_TUA,
    "info": UTAMA,
    "netral": ABU,
}
MUDA: dict[Tingkat, str] = {
    "bahaya": MERAH_MUDA,
    "perhatian": ORANYE_MUDA,
    "baik": HIJAU_MUDA,
    "info": UTAMA_MUDA,
    "netral": ABU_MUDA,
}

# Every pair in which text is shown: (text, ground).
PASANGAN_TEKS: tuple[tuple[str, str], ...] = (
    *((PUTIH, kuat) for kuat in (*KUAT.values(), UTAMA_TUA)),
    *((TINTA, muda) for muda in MUDA.values()),
    *((tinta, dasar) for dasar, tinta in UBIN),
    *((TINTA, dasar) for dasar in (PUTIH, LATAR, LATAR_KEPALA, BARIS_SELANG, PILIH, SOROT)),
    *((TINTA, pita) for pita in (PITA_KUNING, PITA_HIJAU_MUDA, PITA_HIJAU, PITA_ORANYE)),
    *((TINTA, pita) for pita in (PITA_ORANYE_MUDA, KMS_L, KMS_P, LATIHAN)),
    *((ABU, dasar) for dasar in (PUTIH, LATAR, BARIS_SELANG)),
    *((UTAMA, dasar) for dasar in (PUTIH,)),
    *((MERAH, dasar) for dasar in (PUTIH,)),
    (UTAMA_TUA, LATAR),
    (UTAMA_TUA, UTAMA_MUDA),
)
# Lines and rings that must be seen: (line, ground).
PASANGAN_GARIS: tuple[tuple[str, str], ...] = (
    (GARIS, PUTIH),
    (GARIS, LATAR),
    (UTAMA, PUTIH),
    (UTAMA, LATAR),
    (TINTA, UTAMA_MUDA),
    (TINTA, LATAR),
    (MERAH, PUTIH),
    (MERAH, PITA_KUNING),
    (ORANYE_TUA, PITA_HIJAU),
    (ORANYE_TUA, PITA_ORANYE),
)


def contrast(one: str, other: str) -> float:
    """Contrast ratio of two hex colours, 1 to 21 (WCAG 2.2, relative luminance)."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(color: str) -> float:
    parts = (int(color[i : i + 2], 16) / 255 for i in (1, 3, 5))
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
