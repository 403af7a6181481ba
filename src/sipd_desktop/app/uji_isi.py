"""Self-test, first half: is everything here that belongs to the program, and is it unchanged?"""

from __future__ import annotations

import ctypes
import hashlib
import importlib
import json
import ssl
import sys
from pathlib import Path

import certifi
from PySide6.QtCore import QLibraryInfo
from PySide6.QtGui import QFontInfo, QImage
from PySide6.QtWidgets import QApplication

from sipd_desktop import __version__
from sipd_desktop.base import paths
from sipd_desktop.base.errors import UserError
from sipd_desktop.base.pesan import PESAN, sentence
from sipd_desktop.render import app as drawing
from sipd_desktop.rules import who
from sipd_desktop.ui import icons
from sipd_desktop.ui.theme import apply_theme, ui_font

JUMLAH_KATA = 2048
_LAYAR = {"linux": "libqxcb.so", "win32": "qwindows.dll"}


class Dilewati(Exception):
    """This step has nothing to do here; the text says why."""


class Rusak(Exception):
    """Something is missing or changed; the text says what (file and module names only)."""


def why(error: Exception) -> str:
    """The plain reason of a finding; empty for a bug."""
    if isinstance(error, UserError):
        return f"{error.code}: {sentence(error)}"
    return str(error) if isinstance(error, Rusak) else ""


def _few(names: list[str]) -> str:
    more = f" dan {len(names) - 5} lagi" if len(names) > 5 else ""
    return ", ".join(names[:5]) + more


def check_manifest() -> str:
    """Every module loads and every data file is as it was when the program was built."""
    path = paths.manifest()
    if not path.is_file():
        raise Dilewati("hanya untuk program yang dipasang; ini dijalankan dari kode sumber")
    told = json.loads(path.read_text("utf-8"))
    if told["versi"] != __version__:
        raise Rusak(f"program {__version__}, isi {told['versi']}")
    changed = [name for name, wanted in told["berkas"].items() if _hash(name) != wanted]
    if changed:
        raise Rusak(f"berkas hilang atau berubah: {_few(changed)}")
    missing = [name for name in told["modul"] if not _loads(name)]
    if missing:
        raise Rusak(f"bagian program tidak bisa dimuat: {_few(missing)}")
    return f"{len(told['modul'])} bagian, {len(told['berkas'])} berkas, {told['commit'] or '-'}"


def _hash(name: str) -> str:
    inside = name.removeprefix("resources/")
    path = paths.program() / name if inside == name else paths.resources() / inside
    return hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else ""


def _loads(name: str) -> bool:
    try:
        importlib.import_module(name)
    except ImportError as error:
        # PostgreSQL's driver is left out of the laptop program on purpose
        return (error.name or "").partition(".")[0] == "psycopg"
    return True


def check_pesan() -> str:
    """The sentences are there: a program without them would answer in codes."""
    if "sandi-salah" not in PESAN or sentence("sandi-salah").startswith("Terjadi hal"):
        raise Rusak("kalimat tidak ditemukan")
    return f"{len(PESAN)} kalimat"


def check_who() -> str:
    """WHO's tables are byte for byte those that were checked."""
    wrong = who.list_damaged()
    if wrong:
        raise Rusak(f"tabel WHO hilang atau berubah: {_few(wrong)}")
    return "sama dengan yang diperiksa"


def check_kata() -> str:
    """The words of the passphrase."""
    words = (paths.resources() / "kata.txt").read_text("utf-8").split()
    if len(set(words)) != JUMLAH_KATA:
        raise Rusak(f"{len(set(words))} kata, seharusnya {JUMLAH_KATA}")
    return f"{JUMLAH_KATA} kata"


def check_tls() -> str:
    """Root certificates are there, else no sending over the internet could be trusted."""
    if not Path(certifi.where()).is_file():
        raise Rusak("daftar sertifikat tidak ada")
    context = ssl.create_default_context(cafile=certifi.where())
    return f"{len(context.get_ca_certs())} sertifikat, {ssl.OPENSSL_VERSION.partition(' ')[2]}"


def check_screen() -> str:
    """Qt's part for this system's screen loads: a missing system library is named."""
    name = _LAYAR.get(sys.platform)
    if name is None:
        raise Dilewati("hanya untuk Linux dan Windows")
    folder = Path(QLibraryInfo.path(QLibraryInfo.LibraryPath.PluginsPath)) / "platforms"
    try:
        ctypes.CDLL(str(folder / name))
    except OSError as error:
        raise Rusak(f"jendela tidak akan muncul, {error}") from error
    return name


def check_look() -> str:
    """The fonts are Inter and not a stand-in, and every icon draws something."""
    app = QApplication.instance() or QApplication(["sipd-desktop"])
    assert isinstance(app, QApplication)
    apply_theme(app)
    family = QFontInfo(ui_font(16)).family()
    if family != drawing.KELUARGA_HURUF:
        raise Rusak(f"huruf {drawing.KELUARGA_HURUF} tidak dimuat, dipakai {family}")
    names = icons.list_icons()
    empty = [name for name in names if _is_empty(icons.pixmap(name, 24).toImage())]
    if empty or not names:
        raise Rusak(f"ikon kosong: {_few(empty)}")
    return f"{family}, {len(names)} ikon, {app.platformName()}"


def _is_empty(image: QImage) -> bool:
    spots = ((x, y) for x in range(image.width()) for y in range(image.height()))
    return not any(image.pixelColor(x, y).alpha() for x, y in spots)
