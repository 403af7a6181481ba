"""Performed by test_menambah_formulir in a copy of the program: the new form from page to report.

Prints one JSON document; every fact in it is read back from a real file or a real process.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import shell_ruang
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from server.proses import SANDI as SANDI_PUSAT
from server.proses import ServerProses
from sipd_desktop.app import Aplikasi
from sipd_desktop.bidang import FORMS
from sipd_desktop.services.buka import open_ruang

LAMA, BARU, TEMPAT = (Path(p) for p in sys.argv[1:4])


def wait(condition: Callable[[], bool], timeout: int = 15_000) -> None:
    end = time.monotonic() + timeout / 1000
    while not condition():
        assert time.monotonic() < end, "terlalu lama"
        QApplication.processEvents()
        time.sleep(0.005)


def pusat(source: Path) -> ServerProses:
    return ServerProses(data=TEMPAT / "pusat", env={"PYTHONPATH": str(source)})


def sipd(folder: Path, *args: str) -> dict[str, Any]:
    done = subprocess.run(
        [sys.executable, "-m", "sipd_desktop.cli", *args, "--data", str(folder), "--json"],
        env={**os.environ, "SIPD_SANDI": shell_ruang.SANDI},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stdout, done.stderr
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def view(folder: Path) -> list[dict[str, Any]]:
    with open_ruang(folder, shell_ruang.SANDI) as ruang, ruang.buku.read() as conn:
        rows = conn.exec_driver_sql("SELECT * FROM v_kelas_ibu").mappings()
        wanted = ("materi", "pertemuan_ke", "didampingi", "biaya", "berikut", "tanggal")
        return [{k: r[k] for k in wanted} for r in rows]


def fill(folder: Path, keluarga: str) -> dict[str, Any]:
    """The page, by keys: F3 on the mother, the digit of the form, its questions."""
    app = QApplication.instance() or QApplication([])
    aplikasi = Aplikasi(folder, today=lambda: shell_ruang.HARI)
    aplikasi.start()
    wait(lambda: QApplication.focusWidget() is not None)
    shell_ruang.log_in(aplikasi, wait)
    window = aplikasi.window
    window.resize(1366, 740)
    window.bingkai.show_page("keluarga", {"keluarga_id": keluarga})
    shell_ruang.settle(aplikasi, wait)

    def keys(*typed: str | Qt.Key) -> None:
        for key in typed:
            if isinstance(key, str):
                shell_ruang.type_text(key)
            else:
                shell_ruang.press(key)
            shell_ruang.settle(aplikasi, wait)

    offered = {}
    for member in ("Dedi Kurnia", shell_ruang.KENARI[1]):
        page = window.bingkai.page
        rows = page.anggota.isi.rows
        page.anggota.select(next(i for i, a in enumerate(rows) if a.orang.nama == member))
        keys(Qt.Key.Key_F3)
        offered[member] = [p.key for p in window.bingkai.page.pilih._pilihan]
        if "kelas_ibu" not in offered[member]:
            keys(Qt.Key.Key_Escape)
    number = str(1 + offered[shell_ruang.KENARI[1]].index("kelas_ibu"))
    enter = Qt.Key.Key_Return
    keys(number, "2", enter, "3", enter, "t")
    isian = window.bingkai.page.isian
    hidden = isian.tanya["pendamping"].isHidden()
    keys("y")
    shown = not isian.tanya["pendamping"].isHidden()
    keys(enter, "Dedi", enter, "12,5", enter, "12-12-2026", enter, enter)
    window.grab().save(str(TEMPAT / "halaman.png"))
    window.close()
    aplikasi.close()
    app.processEvents()
    return {"ditawarkan": offered, "tersembunyi_dulu": hidden, "lalu_tampak": shown}


def main() -> None:
    assert "kelas_ibu" in FORMS
    told: dict[str, Any] = {}
    satu = shell_ruang.make_folder(TEMPAT / "satu", contoh=True)
    told["halaman"] = fill(satu.folder, satu.keluarga)
    told["tampilan"] = view(satu.folder)
    with pusat(LAMA) as lama:
        kode = lama.kode(shell_ruang.KODE)
        sipd(satu.folder, "daftar", lama.alamat, "--kode", kode)
        told["pusat_lama"] = sipd(satu.folder, "kirim")
        port = lama.port
    dua = shell_ruang.make_folder(TEMPAT / "dua", contoh=True)
    with ServerProses(data=TEMPAT / "pusat", env={"PYTHONPATH": str(BARU)}, port=port) as baru:
        told["lalu"] = sipd(satu.folder, "kirim")
        sipd(dua.folder, "daftar", baru.alamat, "--kode", baru.kode(shell_ruang.KODE))
        told["laptop_dua"] = sipd(dua.folder, "kirim")
    told["tampilan_dua"] = view(dua.folder)
    for name in ("daftar.pdf", "daftar.xlsx", "daftar.csv"):
        told[name] = sipd(
            dua.folder, "laporan", "formulir-kelas-ibu", "--periode", "2026-11",
            "--alasan", "kunjungan", "--keluar", str(TEMPAT / name),
        )  # fmt: skip
    told["kosong.pdf"] = sipd(
        dua.folder, "laporan", "kosong-kelas-ibu", "--periode", "2026-11",
        "--keluar", str(TEMPAT / "kosong.pdf"),
    )  # fmt: skip
    sys.stdout.write(json.dumps(told))


assert SANDI_PUSAT
main()
