"""The contract between the window and a page: what it shows, how it reloads, what F1 says.

A page is a QWidget under 300 lines: build, `reload`, slots. The window calls `open` when the page
is asked for, `reload` when data it shows has changed, and `clear` before the screen is locked.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, ClassVar

from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    from sipd_desktop.ui.sesi import Sesi


class Halaman(QWidget):
    """One page of the main window."""

    judul: ClassVar[str] = ""
    """Heading in the top bar."""
    kinds: ClassVar[frozenset[str]] = frozenset()
    """Tables this page shows; a change of one of them reloads it."""
    bantuan: ClassVar[tuple[str, ...]] = ()
    """Three to six steps for F1."""

    def __init__(self, sesi: Sesi, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.sesi = sesi

    def open(self, *_: Any, **_kw: Any) -> None:
        """Show what `sesi.go(key, **kw)` asked for, each page by names of its own."""
        self.reload()

    def reload(self) -> None:
        """Read again what is shown; called when data changed and when the page comes up stale."""

    def clear(self) -> None:
        """Take every name off the page: the screen is being locked."""

    def focus_start(self) -> None:
        """Put the cursor where work begins."""
        self.setFocus()

    def handlers(self) -> Mapping[str, Callable[[], None]]:
        """What this page does for the actions of `ui/actions.py`, by id (`baru`, `cetak`, ...)."""
        return {}
