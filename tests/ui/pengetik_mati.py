"""A real program process in which a typist weighs children key by key, until it is killed.

One JSON line in per run: {folder, key, hari, tanggal, seed}; JSON lines out: `mulai` with what the
screen shows after the start, then `ketik` with the same after every key. It forks, so that imports
are paid once; the window is made after the fork.
"""

from __future__ import annotations

import json
import os
import random
import sys
from datetime import date
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit

from pembuat import Induk
from sipd_desktop.app import Aplikasi
from sipd_desktop.services.buka import list_pengguna
from sipd_desktop.ui.hari.halaman import HariPage

TARGET = {
    "kotak-berat_badan": "11,25",
    "kotak-tinggi_badan": "86,5",
    "kotak-lila": "15,2",
    "kotak-lingkar_kepala": "47,1",
}


class Typist:
    """Presses one key at a time on whatever has the cursor, and reports what is on the screen."""

    def __init__(self, aplikasi: Aplikasi, answer: int, seed: int) -> None:
        self.aplikasi, self.answer = aplikasi, answer
        self.random = random.Random(seed)
        self.started = False
        self.timer = QTimer(singleShot=True)
        self.timer.timeout.connect(self.tick)
        self.timer.start(0)

    def page(self) -> HariPage | None:
        frame = self.aplikasi.window.bingkai
        found = frame.page if frame is not None else None
        return found if isinstance(found, HariPage) else None

    def state(self) -> dict[str, Any]:
        page = self.page()
        isian = page.meja.ukur.isian if page is not None else None
        focus = QApplication.focusWidget()
        kursor = focus.cursorPosition() if isinstance(focus, QLineEdit) else 0
        return {
            "warga": isian.lembar.orang.id if isian else "",
            "teks": {k: v for k, v in isian.teks.items() if v} if isian else {},
            "kolom": focus.objectName() if focus is not None and isian else "",
            "kursor": kursor if isian else 0,
            "pesan": self.aplikasi.window.bingkai.pesan.teks(),
        }

    def say(self, event: str, **more: object) -> None:
        os.write(self.answer, (json.dumps({"ev": event, **self.state(), **more}) + "\n").encode())

    def tick(self) -> None:
        self.timer.start(int(self.random.uniform(25, 60)))
        page = self.page()
        if page is None or not self.aplikasi.tasks.is_idle() or page.hari is None:
            return
        shown = page.stack.currentWidget()
        if not self.started:
            if shown is page.cari or page.meja.ukur.isian is not None:
                self.started = True
                self.say("mulai")
            return
        if shown is page.cari:
            self.choose(page)
        elif shown is page.meja.ukur and page.meja.ukur.isian is not None:
            self.weigh()

    def choose(self, page: HariPage) -> None:
        if page.cari.teks:
            return
        waiting = [
            r for r in page.antrean.daftar.isi.rows if r.kanan == "belum ditimbang" and r.kunci
        ]
        if waiting:
            page.meja.choose(waiting[0].kunci, waiting[0].utama)

    def weigh(self) -> None:
        box = QApplication.focusWidget()
        if not isinstance(box, QLineEdit):
            return
        wanted = TARGET.get(box.objectName(), "")
        if box.hasSelectedText():
            box.end(False)
        if box.text() != wanted:
            QTest.keyClicks(box, wanted[len(box.text())])
            self.say("ketik")
        else:
            QTest.keyClick(box, Qt.Key.Key_Return)
            self.say("enter")


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
    window.dibuka.connect(lambda: window.bingkai.show_page("hari"))
    window._entering(pengguna)
    typist = Typist(aplikasi, answer, order["seed"])
    app.exec()
    del typist


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
        sys.stdout.write(json.dumps({"ev": "pid", "pid": child}) + "\n")
        sys.stdout.flush()
        with os.fdopen(reading, "rb") as pipe:
            for said in pipe:
                sys.stdout.write(said.decode())
                sys.stdout.flush()
        _, status = os.waitpid(child, 0)
        sys.stdout.write(json.dumps({"ev": "mati", "status": status}) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
