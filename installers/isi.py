"""Apa yang ikut dalam program jadi: satu daftar untuk `build.spec` dan penyusun Windows.

Hanya pustaka standar; dibaca di lingkungan tempat program dibangun.
"""

from __future__ import annotations

import hashlib
import json
import re
import subprocess
import tomllib
from importlib import metadata
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
SRC = ROOT / "src"
NAMA = "sipd-desktop"
MANIFES = "isi.json"

PROGRAM = ("sipd-desktop", "sipd", "sipd-server")

# Paket yang modulnya dicari dengan nama saat berjalan: PyInstaller tidak melihatnya sendiri.
# Karena itu semua modul kita (`modules`) diberikan kepadanya.
DINAMIS = {
    "sipd_desktop.base.pesan": "pkgutil: satu berkas kalimat tiap bagian",
    "sipd_desktop.cli": "importlib: perintah dimuat saat dipanggil",
}
# Alembic membuka berkas migrasi sebagai berkas .py, env.py memakai modul ini; PyNaCl memanggil
# _cffi_backend dari dalam pustakanya.
TERSEMBUNYI = ("_cffi_backend", "logging.config", "sipd_server.migrasi", "sipd_server.schema")

# folder di repositori -> folder di dalam program
DATA = {
    "resources": "resources",
    "src/sipd_desktop/rules/data": "sipd_desktop/rules/data",
    "src/sipd_server/migrasi": "sipd_server/migrasi",
}

# Modul Qt yang dipakai; yang lain dari PySide6 tidak ikut.
QT = ("QtCore", "QtGui", "QtPrintSupport", "QtSvg", "QtWidgets")
PLUGIN_QT_LINUX = (
    "platforms/libqxcb.so",
    "platforms/libqoffscreen.so",
    "platforminputcontexts/libcomposeplatforminputcontextplugin.so",
    "iconengines/libqsvgicon.so",
    "imageformats/libqsvg.so",
    "imageformats/libqjpeg.so",
    "printsupport/libcupsprintersupport.so",
)

TANPA = (
    "tkinter",
    "pip",
    "setuptools",
    "pkg_resources",
    "pydoc_data",
    "sipd_desktop.demo",
    "sqlite_utils.cli",
    # pusat di laptop desa memakai simpanan tertanam; PostgreSQL punya pemasangan sendiri
    "psycopg",
    "psycopg_binary",
    "psycopg2",
    # di Linux rahasia laptop tinggal di berkas 0600: docs/kemas.md
    "keyring",
    "secretstorage",
    "jeepney",
    "cryptography",
    "sqlalchemy.testing",
    "sqlalchemy.dialects.mysql",
    "sqlalchemy.dialects.oracle",
    "sqlalchemy.dialects.mssql",
)
# varian AVX2 hanya lebih cepat; rapidfuzz memakai yang biasa bila tidak ada
TANPA_BERKAS = ("rapidfuzz/fuzz_cpp_avx2.", "rapidfuzz/distance/metrics_cpp_avx2.")


def versi() -> str:
    """The version in pyproject.toml."""
    text = (ROOT / "pyproject.toml").read_text("utf-8")
    return str(tomllib.loads(text)["project"]["version"])


def _names(lock: str) -> set[str]:
    text = (ROOT / lock).read_text("utf-8")
    found = re.findall(r"^([A-Za-z0-9_.\-]+)(?:\[[^\]]*\])?==", text, re.MULTILINE)
    return {re.sub(r"[-_.]+", "-", name).lower() for name in found}


def dev_only() -> list[str]:
    """Top-level modules that only the lock to develop brings: none of them may be shipped."""
    wanted = _names("requirements-dev.lock") - _names("requirements.lock")
    ours: set[str] = set()
    others: set[str] = set()
    for module, dists in metadata.packages_distributions().items():
        names = {re.sub(r"[-_.]+", "-", dist).lower() for dist in dists}
        (ours if names <= wanted else others).add(module)
    return sorted(ours - others - {"PyInstaller", "_pyinstaller_hooks_contrib"})


def modules() -> list[str]:
    """Every module of our own that ships."""
    found = []
    for package in ("sipd_desktop", "sipd_server"):
        for path in sorted((SRC / package).rglob("*.py")):
            parts = path.relative_to(SRC).with_suffix("").parts
            name = ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
            if not name.startswith("sipd_desktop.demo") and ".migrasi." not in name:
                found.append(name)
    return [n for n in found if not n.endswith("__main__")]


def dynamic_modules() -> list[str]:
    """The modules of the packages in `DINAMIS`."""
    return [m for m in modules() if any(m.startswith(f"{p}.") for p in DINAMIS)]


def _commit() -> str:
    done = subprocess.run(
        ["git", "rev-parse", "--short=12", "HEAD"], cwd=ROOT, capture_output=True, check=False
    )
    return done.stdout.decode().strip()


def waktu() -> str:
    """Seconds of the commit: the time stamp of everything that is built."""
    done = subprocess.run(
        ["git", "log", "-1", "--format=%ct"], cwd=ROOT, capture_output=True, check=False
    )
    return done.stdout.decode().strip() or "1767225600"


def manifest() -> dict[str, object]:
    """What the shipped program must find in itself; `sipd-desktop --periksa` compares."""
    files = {}
    for source, target in DATA.items():
        for path in sorted((ROOT / source).rglob("*")):
            if path.is_file() and "__pycache__" not in path.parts:
                name = f"{target}/{path.relative_to(ROOT / source).as_posix()}"
                files[name] = hashlib.sha256(path.read_bytes()).hexdigest()
    return {"versi": versi(), "commit": _commit(), "modul": modules(), "berkas": files}


def write_manifest(path: Path) -> Path:
    """The manifest as a file."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(manifest(), indent=1), "utf-8")
    return path
