"""One sheet to a file by its ending: .pdf, .xlsx or .csv; Qt is loaded for PDF only."""

from __future__ import annotations

from pathlib import Path

from sipd_desktop.base.errors import UserError
from sipd_desktop.export.csv_file import write_csv
from sipd_desktop.export.xlsx import write_xlsx
from sipd_desktop.spec.lembar import Lembar

ENDINGS = (".pdf", ".xlsx", ".csv")


def write_lembar(lembar: Lembar, path: Path) -> None:
    """Write whole or not at all; raises `jenis-berkas-salah` and those of `atomic_write`."""
    ending = path.suffix.lower()
    if ending == ".pdf":
        from sipd_desktop.render.pdf import write_pdf

        write_pdf(path, lembar)
    elif ending == ".xlsx":
        write_xlsx(path, lembar)
    elif ending == ".csv":
        write_csv(path, lembar)
    else:
        raise UserError("jenis-berkas-salah")
