"""The acts on a family, in the order of their digits. A new act is one row here."""

from __future__ import annotations

from sipd_desktop.ui.penduduk.acara import Acara
from sipd_desktop.ui.penduduk.lahir import Lahir
from sipd_desktop.ui.penduduk.meninggal import Meninggal

ACARA: tuple[Acara, ...] = (Lahir(), Meninggal())
