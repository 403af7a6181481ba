"""The row under the cursor: what the file says, what was taken, why, and what to do."""

from __future__ import annotations

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from sipd_desktop.services.impor.hasil import Bacaan, Usul
from sipd_desktop.services.impor.pilih_orang import CalonUsul
from sipd_desktop.services.impor.tinjau import BarisTinjau, SelTinjau, list_sel
from sipd_desktop.ui.impor.kartu_pilih import about
from sipd_desktop.ui.impor.kata import ALASAN_USUL, ARTI_BERTAMBAH, PER_SARINGAN, short
from sipd_desktop.ui.pages.bagian import make_button, make_label, scrolling
from sipd_desktop.ui.theme import set_tingkat
from sipd_desktop.ui.widgets.label import Kata
from sipd_desktop.ui.widgets.tabel import Column, TableView

_MAKS_KARTU = 6
_HURUF = "ABC"
_KOLOM = (
    Column("nama", "Kolom", lambda cell: short(cell.nama, 17)),
    Column("isi", "Isi", lambda cell: _both(cell), rentang=True),
)


class KartuSel(QFrame):
    """One reason: field, what the file says, what was taken; what is wrong and what to do."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("peran", "temuan")
        self._judul = Kata(self, "tebal", lipat=True)
        self._masalah = Kata(self, lipat=True)
        self._saran = Kata(self, "petunjuk", lipat=True)
        box = QVBoxLayout(self)
        box.setContentsMargins(12, 8, 12, 8)
        box.setSpacing(2)
        for label in (self._judul, self._masalah, self._saran):
            box.addWidget(label)

    def fill(self, cell: SelTinjau) -> None:
        """Show one reason."""
        self._judul.setText(_heading(cell))
        self._masalah.fill(cell.masalah)
        self._saran.fill(cell.saran)
        set_tingkat(self, "perhatian" if cell.ditolak else "info")
        self.setAccessibleName(f"{_heading(cell)}. {cell.masalah} {cell.saran}")
        self.show()


def _both(cell: SelTinjau) -> str:
    """What the file says, and behind an arrow what was taken where that reads differently."""
    if not cell.asal or cell.asal.casefold() == cell.diambil.casefold():
        return cell.diambil
    return f"{cell.asal} \u2192 {cell.diambil}"


def _heading(cell: SelTinjau) -> str:
    if not cell.kunci:
        return cell.nama
    said = f"{cell.nama}: {cell.asal}"
    if cell.ditolak:
        return f"{said}, tidak dipakai"
    return f"{said} \u2192 {cell.diambil}" if cell.diambil not in ("", cell.asal) else said


class CalonBagian(QWidget):
    """People already stored who the row may be about; a letter chooses, never Enter."""

    dipilih = Signal(object, object)
    """The `Usul` and the id of the person, None for someone new."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._usul: Usul | None = None
        self._people: tuple[CalonUsul, ...] = ()
        self._judul = make_label("", "tebal", lipat=True)
        self.tombol = [make_button("", kunci=letter) for letter in _HURUF]
        self.ket = [make_label("", "petunjuk", lipat=True) for _ in _HURUF]
        self.lain = make_button("Orang lain, tambahkan", self._nobody, kunci="L")
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(6)
        box.addWidget(self._judul)
        for number, (button, facts) in enumerate(zip(self.tombol, self.ket, strict=True)):
            box.addWidget(facts)
            box.addWidget(button)
            button.clicked.connect(lambda _on=False, n=number: self._choose(n))
        box.addWidget(self.lain)
        self.clear()

    def fill(self, usul: Usul, people: tuple[CalonUsul, ...]) -> None:
        """Show the people of a proposal."""
        self.clear()
        self._usul, self._people = usul, people[: len(_HURUF)]
        self._judul.setText(ALASAN_USUL[usul.alasan])
        for button, facts, person in zip(self.tombol, self.ket, self._people, strict=False):
            button.set_teks("Orang yang sama")
            facts.setText(f"{person.nama}, {about(person)}")
            button.setAccessibleDescription(facts.text())
            button.show()
            facts.show()
        self.show()

    def press(self, letter: str) -> bool:
        """The letter of an answer; False when it is none."""
        if self._usul is None:
            return False
        if letter.upper() == "L":
            self._nobody()
            return True
        if letter.upper() in _HURUF[: len(self._people)]:
            self._choose(_HURUF.index(letter.upper()))
            return True
        return False

    def clear(self) -> None:
        """Take every name away."""
        self._usul, self._people = None, ()
        self._judul.clear()
        for button, facts in zip(self.tombol, self.ket, strict=True):
            button.set_teks("")
            button.setAccessibleDescription("")
            facts.clear()
            button.hide()
            facts.hide()
        self.hide()

    def _choose(self, number: int) -> None:
        if self._usul is not None:
            self.dipilih.emit(self._usul, self._people[number].warga_id)

    def _nobody(self) -> None:
        if self._usul is not None:
            self.dipilih.emit(self._usul, None)


class RincianPanel(QFrame):
    """Right of the table; before a row is chosen it speaks of the file."""

    orang_dipilih = Signal(object, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("peran", "kartu")
        self._judul = make_label("", "bagian", lipat=True)
        self._ket = make_label("", "petunjuk", lipat=True)
        self._ringkas = ""
        self._kartu = [KartuSel() for _ in range(_MAKS_KARTU)]
        self.tabel = TableView("Isi baris ini", _KOLOM)
        self.tabel.setFocusPolicy(self.tabel.focusPolicy().NoFocus)
        cards = QWidget()
        inner = QVBoxLayout(cards)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(8)
        self.calon = CalonBagian()
        self.calon.dipilih.connect(self.orang_dipilih)
        inner.addWidget(self.calon)
        for card in self._kartu:
            inner.addWidget(card)
        inner.addStretch(1)
        self._gulung = scrolling(cards)
        box = QVBoxLayout(self)
        box.setContentsMargins(14, 12, 14, 12)
        box.setSpacing(6)
        box.addWidget(self._judul)
        box.addWidget(self._ket)
        box.addWidget(self._gulung, 3)
        box.addWidget(self.tabel, 2)
        self._sisa = QWidget()
        box.addWidget(self._sisa, 1)
        self.clear()

    def hasHeightForWidth(self) -> bool:
        """No: its cards scroll, so a long reason does not make the page longer."""
        return False

    def show_berkas(self, bacaan: Bacaan) -> None:
        """About the file as a whole: what was not read, what was guessed."""
        self.clear()
        self._judul.setText("Tentang berkas ini")
        notes = bacaan.catatan or ["Semua kolom yang berisi dibaca."]
        self._ket.fill("\n\n".join(notes))

    def show_baris(self, bacaan: Bacaan, row: BarisTinjau, *, buka: bool) -> None:
        """One row."""
        self.calon.clear()
        told, plain = list_sel(bacaan, row, buka=buka)
        kind = PER_SARINGAN[row.golongan]
        self._judul.setText(f"Baris {row.nomor}: {kind.kata.casefold()}")
        self._ket.fill(ARTI_BERTAMBAH if row.is_bertambah else kind.arti)
        facts = {cell.kunci: cell.diambil for cell in (*told, *plain)}
        known = (
            facts.get("nama", ""),
            f"lahir {facts['tanggal_lahir']}" if "tanggal_lahir" in facts else "",
            f"ibu {facts['nama_ibu']}" if "nama_ibu" in facts else "",
            f"KK {facts['no_kk']}" if "no_kk" in facts else "",
        )
        self._ringkas = f"Di berkas: {', '.join(filter(None, known))}."
        for card, cell in zip(self._kartu, told, strict=False):
            card.fill(cell)
        for card in self._kartu[len(told) :]:
            card.hide()
        self._gulung.setVisible(bool(told))
        rest = (*told[len(self._kartu) :], *plain)
        self.tabel.set_rows(rest)
        self.tabel.setVisible(bool(rest))
        self._sisa.setVisible(not told and not rest)

    def show_calon(self, usul: Usul, people: tuple[CalonUsul, ...]) -> None:
        """The people the row in sight may be about."""
        self.calon.fill(usul, people)
        self._ket.fill(self._ringkas)
        self._gulung.show()
        self.tabel.hide()
        self._sisa.hide()
        QTimer.singleShot(0, self, self._show_first)

    def _show_first(self) -> None:
        """On a small or enlarged screen the first answer stays in sight, not only the reason."""
        button = self.calon.tombol[0] if self.calon.tombol[0].isVisible() else self.calon.lain
        self._gulung.ensureWidgetVisible(button, 0, 0)
        self._gulung.horizontalScrollBar().setValue(0)

    def press(self, letter: str) -> bool:
        """A letter that answers who the row is."""
        return self.calon.press(letter)

    def clear(self) -> None:
        """Take every name away."""
        self.calon.clear()
        self._judul.setText("")
        self._ket.fill("")
        for card in self._kartu:
            card.hide()
        self.tabel.set_rows(())
        self.tabel.hide()
        self._gulung.hide()
        self._sisa.show()
