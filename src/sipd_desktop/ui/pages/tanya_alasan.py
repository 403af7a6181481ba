"""Before a person comes up: noted in the history, and a reason where the matrix asks for one.

Once per person, account and login; coming back to the same sheet asks nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QWidget

from sipd_desktop.base.errors import UserError
from sipd_desktop.services.lihat import ALASAN, open_orang
from sipd_desktop.ui.sesi import Sesi
from sipd_desktop.ui.text import kalimat
from sipd_desktop.ui.widgets.tanya_alasan import TanyaAlasan

JUDUL = "Orang ini dari Posyandu lain. Untuk apa dibuka?"


def open_checked(
    page: QWidget,
    sesi: Sesi,
    tbl: str,
    row_id: str,
    then: Callable[[], None],
    *,
    nik_tersamar: bool = True,
) -> None:
    """Go on with `then` once this account may see the person; otherwise say why not.

    `nik_tersamar`: False when the numbers themselves are shown, which is noted on its own.
    """
    key = (sesi.pengguna.id, tbl if nik_tersamar else f"{tbl}-nomor", row_id)
    if key in sesi.dibuka:
        then()
        return

    def done(_none: object) -> None:
        sesi.dibuka.add(key)
        if page.isVisible():  # the screen may have been locked meanwhile
            then()

    def failed(error: UserError) -> None:
        if not page.isVisible():
            return
        if error.code != "hak-dengan-alasan":
            sesi.message(kalimat(error))
            return
        dialog = TanyaAlasan(JUDUL, ALASAN, page)
        dialog.dipilih.connect(ask)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def ask(alasan: str = "") -> None:
        work = partial(
            open_orang,
            petugas=sesi.petugas,
            tbl=tbl,
            row_id=row_id,
            alasan=alasan,
            nik_tersamar=nik_tersamar,
        )
        sesi.write(page, work, done, failed)

    ask()
