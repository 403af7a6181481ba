"""Translation at display: texts marked with `N_` in the pure layers, Indonesian at the source."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from sipd_desktop.base.errors import UserError
from sipd_desktop.base.pesan import sentence


def teks(source: str) -> str:
    """A marked text in the language of the screen."""
    return QCoreApplication.translate("", source) if source else ""


def kalimat(error: UserError) -> str:
    """The sentence of an expected failure."""
    return teks(sentence(error))
