"""Everything a person can ask for by key, as rows of one tuple: id, words, keys, icon.

Menus, shortcuts and the F1 list derive from these rows. Every F-key has a Ctrl twin, because cheap
laptops hide the F-keys behind Fn (B5 of the keyboard map).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget


@dataclass(frozen=True, slots=True)
class Aksi:
    """One action; `keys` in Qt's portable text, the first is the one that is shown.

    The window does the general ones itself; the others go to the `handlers()` of the page shown.
    """

    id: str
    teks: str
    keys: tuple[str, ...] = ()
    icon: str = ""


AKSI: tuple[Aksi, ...] = (
    Aksi("bantuan", "Bantuan layar ini", ("F1", "Ctrl+H"), "help-circle"),
    Aksi("cari", "Cari orang", ("F2", "Ctrl+F"), "search"),
    Aksi("baru", "Baru", ("F3", "Ctrl+N"), "plus"),
    Aksi("ubah", "Ubah", ("F4", "Ctrl+E"), "pencil"),
    Aksi("kirim", "Kirim sekarang", ("F9", "Ctrl+K"), "send"),
    Aksi("batalkan", "Batalkan tadi", ("Ctrl+Z",), "arrow-back-up"),
    Aksi("cetak", "Cetak", ("Ctrl+P",), "printer"),
    Aksi("kunci", "Kunci, ganti kader", ("Ctrl+L",), "lock"),
    Aksi("tutup_layar", "Tutup layar", ("F12", "Ctrl+B"), "eye-off"),
    Aksi("kembali", "Kembali", ("Esc",), "chevron-left"),
    Aksi("besar", "Perbesar tulisan", ("Ctrl++", "Ctrl+="), "plus"),
    Aksi("kecil", "Perkecil tulisan", ("Ctrl+-",), ""),
    Aksi("ukuran_awal", "Tulisan ukuran biasa", ("Ctrl+0",), ""),
    *(Aksi(f"menu_{n}", f"Menu {n}", (f"Alt+{n}",)) for n in range(1, 8)),
    *(Aksi(f"langkah_{n}", f"Langkah {n}", (f"Ctrl+{n}",)) for n in range(1, 6)),
)


def make_action(aksi: Aksi, widget: QWidget, call: Callable[[], None]) -> QAction:
    """A QAction of this row on a widget, working while its window is active."""
    made = QAction(aksi.teks, widget)
    made.setObjectName(f"aksi-{aksi.id}")
    made.setShortcuts([QKeySequence(key) for key in aksi.keys])
    made.triggered.connect(lambda _checked=False: call())
    widget.addAction(made)
    return made
