"""A real program process that stores a file from the window and dies (SIGKILL) at a named moment.

One JSON line in per run: {folder, key, tanggal, berkas, saat}; one out: {killed, said, told}.
`saat` is a key of `SAAT`; "" lets it live, and `berkas` "" only looks at what the window says.
It forks, so that imports are paid once; the window is made after the fork.
"""

from __future__ import annotations

import json
import os
import signal
import sys
from datetime import date
from pathlib import Path
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from sqlalchemy import event

from pembuat import Induk
from sipd_desktop.app import Aplikasi
from sipd_desktop.services.buka import list_pengguna
from sipd_desktop.storage.engine import Buku
from sipd_desktop.ui.impor.halaman import ImporPage

SAAT = {
    "awal": "INSERT INTO setelan",
    "orang": "INSERT INTO warga",
    "batch": "INSERT INTO impor_batch",
}
"""Dies before the first of these statements; besides, before and after the COMMIT."""


def die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def watch(buku: Buku, saat: str) -> None:
    """Die when the moment comes."""
    seen: set[str] = set()

    def step(_c: object, _cur: object, statement: str, *_: object) -> None:
        if saat in SAAT and statement.startswith(SAAT[saat]):
            die()
        if statement.startswith(SAAT["batch"]):
            seen.add("batch")

    event.listen(buku.engine, "before_cursor_execute", step)
    commit = buku.engine.dialect.do_commit

    def counted(connection: Any) -> None:
        is_file = bool(seen)
        if is_file and saat == "sebelum-commit":
            die()
        commit(connection)
        if is_file and saat == "sesudah-commit":
            die()

    buku.engine.dialect.do_commit = counted  # type: ignore[method-assign]


class Importer:
    """Opens the file, stores it, and says what the screen says."""

    def __init__(self, aplikasi: Aplikasi, order: dict[str, Any], answer: int) -> None:
        self.aplikasi, self.order, self.answer = aplikasi, order, answer
        self.begun = False
        self.timer = QTimer()
        self.timer.timeout.connect(self.tick)
        self.timer.start(20)

    def tick(self) -> None:
        frame = self.aplikasi.window.bingkai
        page = frame.page if frame is not None else None
        if not isinstance(page, ImporPage) or not self.aplikasi.tasks.is_idle():
            return
        shown = page.tumpuk.currentWidget()
        if not self.order["berkas"]:
            self.say("")
        elif shown is page.mula and not self.begun:
            self.begun = True
            page.open_berkas(Path(self.order["berkas"]))
        elif shown is page.periksa:
            ruang = self.aplikasi.window.ruang
            assert ruang is not None
            watch(ruang.buku, self.order["saat"])
            page.save()
        elif shown is page.hasil:
            self.say(page.hasil.kata.text())

    def say(self, text: str) -> None:
        told = self.aplikasi.window.penting.teks()
        os.write(self.answer, json.dumps({"said": text, "told": told}).encode())
        self.timer.stop()
        QApplication.quit()


def run(order: dict[str, Any], answer: int) -> None:
    app = QApplication(["sipd-desktop"])
    today = date.fromisoformat(order["tanggal"])
    aplikasi = Aplikasi(Path(order["folder"]), today=lambda: today)
    dunia = Induk(Path(order["folder"]), "", bytes.fromhex(order["key"])).reopen(remake=False)
    aplikasi.start()
    window = aplikasi.window
    window._opened(dunia.ruang)
    with dunia.buku.read() as conn:
        pengguna = list_pengguna(conn)[0]
    window.dibuka.connect(lambda: window.bingkai.show_page("impor"))
    window._entering(pengguna)
    importer = Importer(aplikasi, order, answer)
    app.exec()
    del importer


def main() -> None:
    for line in sys.stdin:
        order = json.loads(line)
        reading, writing = os.pipe()
        child = os.fork()
        if child == 0:
            os.close(reading)
            run(order, writing)
            os._exit(0)
        os.close(writing)
        with os.fdopen(reading, "rb") as pipe:
            said = json.loads(pipe.read() or b"{}")
        _, status = os.waitpid(child, 0)
        sys.stdout.write(json.dumps({"killed": os.WIFSIGNALED(status), **said}) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
