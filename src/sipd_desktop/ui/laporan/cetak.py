"""Paper from a printer: the same pages as the preview, in the true size of the sheet."""

from __future__ import annotations

from PySide6.QtCore import QMarginsF, QRectF, QSizeF
from PySide6.QtGui import QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrinterInfo
from PySide6.QtWidgets import QDialog, QWidget

from sipd_desktop.base.errors import UserError
from sipd_desktop.render.halaman import Halaman
from sipd_desktop.render.teks import MM


def has_printer() -> bool:
    """Whether this laptop knows any printer."""
    return bool(QPrinterInfo.availablePrinterNames())


def set_paper(printer: QPrinter, halaman: Halaman) -> None:
    """The paper of a sheet, without the printer's own margins: ours are wide enough."""
    width, height = halaman.lembar.ukuran_mm()
    size = QPageSize(
        QSizeF(min(width, height), max(width, height)),
        QPageSize.Unit.Millimeter,
        halaman.lembar.kertas,
        QPageSize.SizeMatchPolicy.ExactMatch,
    )
    way = QPageLayout.Orientation.Landscape if width > height else QPageLayout.Orientation.Portrait
    printer.setFullPage(True)
    printer.setPageLayout(QPageLayout(size, way, QMarginsF(0, 0, 0, 0)))


def print_pages(printer: QPrinter, halaman: Halaman) -> None:
    """Draw the chosen pages of a sheet; raises `cetak-gagal` when the printer takes none."""
    first = printer.fromPage() or 1
    last = printer.toPage() or len(halaman)
    painter = QPainter()
    if not painter.begin(printer):
        raise UserError("cetak-gagal")
    width = halaman.lembar.ukuran_mm()[0] * MM
    scale = printer.pageLayout().fullRectPixels(printer.resolution()).width() / width
    for place, number in enumerate(range(first - 1, min(last, len(halaman)))):
        if place:
            printer.newPage()
        painter.save()
        painter.setClipRect(QRectF(printer.pageRect(QPrinter.Unit.DevicePixel)))
        painter.scale(scale, scale)
        halaman.draw(painter, number)
        painter.restore()
    painter.end()


def ask_printer(parent: QWidget, halaman: Halaman) -> QPrinter | None:
    """Which printer and which pages; None when the person thinks better of it."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName(halaman.lembar.judul)
    set_paper(printer, halaman)
    dialog = QPrintDialog(printer, parent)
    dialog.setOption(QPrintDialog.PrintDialogOption.PrintPageRange, True)
    dialog.setMinMax(1, len(halaman))
    return printer if dialog.exec() == QDialog.DialogCode.Accepted else None
