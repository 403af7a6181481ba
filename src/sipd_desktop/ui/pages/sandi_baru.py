"""Choosing a passphrase: four words made by the program (advised), or one's own typed twice."""

from __future__ import annotations

from PySide6.QtWidgets import QLineEdit, QRadioButton, QVBoxLayout, QWidget

from sipd_desktop.base.errors import UserError
from sipd_desktop.ui.pages.bagian import in_row, labelled, make_field, make_label

MINIMAL = 12


class PilihanSandi(QWidget):
    """Two choices; `read()` gives the own passphrase, or None for words made by the program."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.dibuatkan = QRadioButton("Buatkan 4 kata yang mudah diingat (disarankan)")
        self.sendiri = QRadioButton("Pakai kata sandi buatan sendiri")
        self.dibuatkan.setChecked(True)
        self.satu = make_field("Kata sandi", keterangan=f"Paling sedikit {MINIMAL} huruf")
        self.dua = make_field("Kata sandi sekali lagi")
        for box in (self.satu, self.dua):
            box.setEchoMode(QLineEdit.EchoMode.Password)
        self._own = QWidget()
        own = QVBoxLayout(self._own)
        own.setContentsMargins(0, 0, 0, 0)
        own.addLayout(
            in_row(
                labelled("Kata sandi", self.satu),
                labelled("Sekali lagi", self.dua),
            )
        )
        own.addWidget(
            make_label(f"Paling sedikit {MINIMAL} huruf, termasuk spasi.", "petunjuk", lipat=True)
        )
        self._own.hide()
        self.sendiri.toggled.connect(self._own.setVisible)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(self.dibuatkan)
        outer.addWidget(self.sendiri)
        outer.addWidget(self._own)

    def read(self) -> str | None:
        """The own passphrase, or None; raises `sandi-terlalu-pendek`, `sandi-beda`."""
        if self.dibuatkan.isChecked():
            return None
        sandi = " ".join(self.satu.text().split())
        if len(sandi) < MINIMAL:
            self.satu.setFocus()
            raise UserError("sandi-terlalu-pendek", minimal=MINIMAL)
        if sandi != " ".join(self.dua.text().split()):
            self.dua.setFocus()
            raise UserError("sandi-beda")
        return sandi

    def reset(self) -> None:
        """Empty the boxes and go back to the advised choice."""
        self.dibuatkan.setChecked(True)
        self.satu.clear()
        self.dua.clear()
