"""What one masalah says: the kind and state, the reason large, the data behind it, its history."""

from __future__ import annotations

from datetime import date, timezone

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from sipd_desktop.base import clock
from sipd_desktop.base.tampil import tanggal_pendek, waktu
from sipd_desktop.bidang.umum.masalah import UNIT_MASALAH
from sipd_desktop.services.masalah.kartu import KartuMasalah
from sipd_desktop.ui.pages.bagian import in_row, make_card, make_label
from sipd_desktop.ui.widgets.susun import empty
from sipd_desktop.ui.widgets.temuan import Status, StatusChip

STATUS = {
    "dugaan": Status("", "Dugaan", "netral", "circle-dashed"),
    "terkonfirmasi": Status("", "Terkonfirmasi", "perhatian", "alert-triangle"),
    "ditangani": Status("", "Ditangani", "info", "info-circle"),
    "selesai": Status("", "Selesai", "baik", "circle-check"),
    "bukan": Status("", "Bukan masalah", "netral", "x"),
}


class IsiKartu(QWidget):
    """What is read: the reason above, and `bawah` with data and history, which the page places."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.nama = make_label("", "judul", lipat=True)
        self.tempat = make_label("", "petunjuk", lipat=True)
        self.jenis = make_label("", "bagian", lipat=True)
        self.keadaan = StatusChip()
        self.alasan = make_label("", "besar", lipat=True)
        self.lama = make_label("", "galat", lipat=True)
        self.gugur = make_label("", "galat", lipat=True)
        self._data = QGridLayout()
        self._data.setHorizontalSpacing(14)
        self._data.setVerticalSpacing(4)
        self._data.setColumnStretch(1, 1)
        self._jejak = QVBoxLayout()
        self._jejak.setSpacing(4)
        why, why_box = make_card()
        head = in_row()
        head.addWidget(self.jenis, 1)
        head.addWidget(self.keadaan, 0, Qt.AlignmentFlag.AlignTop)
        why_box.addLayout(head)
        why_box.addWidget(self.alasan)
        why_box.addWidget(self.lama)
        why_box.addWidget(self.gugur)
        data, data_box = make_card("Keterangan")
        data_box.addLayout(self._data)
        data_box.addStretch(1)
        past, past_box = make_card("Riwayat")
        past_box.addLayout(self._jejak)
        past_box.addStretch(1)
        self.bawah = QWidget()
        pair = in_row(data, past)
        pair.setSpacing(12)
        pair.setStretch(0, 1)
        pair.setStretch(1, 1)
        self.bawah.setLayout(pair)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(12)
        box.addWidget(self.tempat)
        box.addWidget(why)

    def fill(self, kartu: KartuMasalah, zona: timezone, hari: date) -> None:
        """Show one masalah; `hari` is today."""
        row = kartu.baris
        self.nama.setText(row.nama if row.subjek_jenis == "warga" else f"Keluarga {row.nama}")
        place = " ".join(
            filter(None, (f"RT {row.rt}" if row.rt else "", f"RW {row.rw}" if row.rw else "",
                          row.dusun))
        )  # fmt: skip
        who = kartu.orang if row.subjek_jenis == "warga" else ""
        self.tempat.setText(", ".join(filter(None, (who, place, row.posyandu))))
        self.jenis.setText(f"{row.label}: {kartu.rincian}" if kartu.rincian else row.label)
        self.keadaan.set_status(STATUS[row.status])
        self.alasan.setText(row.alasan or "Tanpa keterangan.")
        old = "Datanya lebih dari 12 bulan lalu. Tanyakan lagi sebelum bertindak."
        self.lama.fill(old if row.is_lama else "")
        self.gugur.fill(_fallen(kartu))
        self._fill_data(kartu, hari)
        self._fill_past(kartu, zona)

    def _fill_data(self, kartu: KartuMasalah, hari: date) -> None:
        row = kartu.baris
        due = tanggal_pendek(row.tenggat) if row.tenggat else ""
        if row.is_lewat and row.tenggat:
            due += f", lewat {(hari - row.tenggat).days} hari"
        lines = (
            ("Data per tanggal", tanggal_pendek(row.tanggal) if row.tanggal else "menurut umur"),
            ("Sumber", kartu.sumber or ("Kader" if row.asal == "kader" else "Catatan Posyandu")),
            ("Versi aturan", kartu.versi),
            ("Unit kerja", _unit(row.unit)),
            ("Kader", row.kader),
            ("Tenggat", due),
            ("Diteruskan", row.tautan),
            ("Catatan", kartu.catatan),
        )
        empty(self._data)
        shown = [pair for pair in lines if pair[1]]
        for number, (name, value) in enumerate(shown):
            label = make_label(name, "petunjuk")
            self._data.addWidget(label, number, 0, Qt.AlignmentFlag.AlignTop)
            text = make_label(value, "tebal" if name == "Tenggat" and row.is_lewat else "",
                              lipat=True)  # fmt: skip
            self._data.addWidget(text, number, 1)

    def _fill_past(self, kartu: KartuMasalah, zona: timezone) -> None:
        empty(self._jejak)
        for act in reversed(kartu.jejak):
            when = waktu(clock.parse_instant(act.waktu), zona) if act.waktu else ""
            words = ", ".join(filter(None, (when, act.siapa)))
            self._jejak.addWidget(make_label(act.kata, "tebal", lipat=True))
            self._jejak.addWidget(make_label(words, "petunjuk", lipat=True))

    def clear(self) -> None:
        """Take every name and value away."""
        for label in (self.nama, self.tempat, self.jenis, self.alasan):
            label.clear()
        for note in (self.lama, self.gugur):
            note.fill("")
        empty(self._data)
        empty(self._jejak)


def _fallen(kartu: KartuMasalah) -> str:
    if kartu.gugur is None or kartu.is_tutup:
        return ""
    return f"Data terbaru tidak lagi menunjukkannya (sejak {tanggal_pendek(kartu.gugur)})."


def _unit(key: str) -> str:
    return str(dict(UNIT_MASALAH).get(key, ""))
