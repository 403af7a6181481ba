"""What a printed sheet says, read back from its PDF."""

from __future__ import annotations

import io

from pypdf import PdfReader

from sipd_desktop.render.pdf import pdf_bytes
from sipd_desktop.spec.lembar import Lembar


def text_of(sheet: Lembar) -> str:
    """The words of all pages."""
    pages = PdfReader(io.BytesIO(pdf_bytes(sheet))).pages
    return "\n".join(page.extract_text() for page in pages)
