#!/usr/bin/env python3
"""The commands of the project, on a bare machine: `python3 dev.py demo`, `... test`, `... build`.

Standard library only. Makes .venv, installs exactly the pinned locks, and where system packages are
missing and it may (root, or sudo without a password), installs them by apt; otherwise it prints the
one command to run. Windows and macOS need no system packages.
"""

from __future__ import annotations

import ctypes.util
import hashlib
import os
import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
PYTHON = BIN / ("python.exe" if os.name == "nt" else "python")

# library to look for -> Debian/Ubuntu package (docs/alat.md tells how the list was found)
QT_LIBRARIES = {
    "EGL": "libegl1",
    "GL": "libgl1",
    "xkbcommon": "libxkbcommon0",
    "fontconfig": "libfontconfig1",
    "dbus-1": "libdbus-1-3",
    "glib-2.0": "libglib2.0-0",
    "xkbcommon-x11": "libxkbcommon-x11-0",
    "xcb-cursor": "libxcb-cursor0",
    "xcb-icccm": "libxcb-icccm4",
    "xcb-keysyms": "libxcb-keysyms1",
    "xcb-shape": "libxcb-shape0",
    "xcb-xkb": "libxcb-xkb1",
    "xcb-randr": "libxcb-randr0",
    "xcb-xfixes": "libxcb-xfixes0",
    "xcb-sync": "libxcb-sync1",
    "X11-xcb": "libx11-xcb1",
}
POSTGRES = "postgresql"
# program to look for -> package; `build` needs these
BUILD_LIBRARIES = {"cups": "libcups2"}
BUILD_PROGRAMS = {"strip": "binutils", "objdump": "binutils", "xz": "xz-utils", "git": "git"}
CHECK_PROGRAMS = {"debootstrap": "debootstrap", "Xvfb": "xvfb", "xdotool": "xdotool"}
WINDOWS_PROGRAMS = {"makensis": "nsis", "7z": "p7zip-full"}


def say(text: str) -> None:
    """One line for the person who waits."""
    print(text, flush=True)


def fail(text: str) -> None:
    """Say why, and stop."""
    say(text)
    raise SystemExit(1)


def run(command: list[str], **extra: object) -> None:
    """Run quietly; show the output only when it fails."""
    done = subprocess.run(
        command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False, **extra
    )  # type: ignore[call-overload]
    if done.returncode:
        say(done.stdout)
        fail(f"Gagal: {' '.join(command)}")


def has_library(name: str) -> bool:
    """Whether the system has a shared library (a bare system has no ldconfig: look in folders)."""
    if ctypes.util.find_library(name):
        return True
    folders = [Path(p) for p in ("/usr/lib", "/lib", "/usr/lib64")]
    return any(
        next(folder.glob(pattern), None) is not None
        for folder in folders
        for pattern in (f"lib{name}.so*", f"*/lib{name}.so*")
    )


def has_venv() -> bool:
    """Whether this Python can make a virtual environment with pip."""
    try:
        import ensurepip  # noqa: F401
        import venv  # noqa: F401
    except ImportError:
        return False
    return True


def has_postgres() -> bool:
    """Whether PostgreSQL's own programs are here (the tests start a throw-away one)."""
    if shutil.which("initdb") or shutil.which("pg_ctl"):
        return True
    return any(Path("/usr/lib/postgresql").glob("*/bin/initdb"))


def apt_needed(*, tests: bool = False, programs: dict[str, str] | None = None) -> list[str]:
    """Debian packages that are missing for this command."""
    found = [] if has_venv() else ["python3-venv"]
    found += [package for library, package in QT_LIBRARIES.items() if not has_library(library)]
    if tests and not has_postgres():
        found.append(POSTGRES)
    for program, package in (programs or {}).items():
        if shutil.which(program) is None and package not in found:
            found.append(package)
    if programs:
        found += [p for library, p in BUILD_LIBRARIES.items() if not has_library(library)]
        if not has_shared_python():
            found.append(f"libpython3.{sys.version_info.minor}")
    return found


def has_shared_python() -> bool:
    """Whether Python is here as a library too, which a shipped program carries along."""
    name = sysconfig.get_config_var("INSTSONAME") or f"libpython3.{sys.version_info.minor}.so.1.0"
    place = sysconfig.get_config_var("LIBDIR") or "/usr/lib"
    return (Path(place) / name).exists() or has_library(name.removeprefix("lib").split(".so")[0])


def apt_prefix() -> list[str] | None:
    """How packages may be installed here: as root, by sudo without a password, or not at all."""
    if os.geteuid() == 0:
        return []
    sudo = shutil.which("sudo")
    if (
        sudo
        and subprocess.run([sudo, "-n", "true"], capture_output=True, check=False).returncode == 0
    ):
        return [sudo, "-n"]
    return None


def install_system(*, tests: bool = False, programs: dict[str, str] | None = None) -> None:
    """Install missing system packages, or print the one command that does."""
    if not sys.platform.startswith("linux"):
        return
    missing = apt_needed(tests=tests, programs=programs)
    if not missing:
        return
    if shutil.which("apt-get") is None:
        fail(f"Pasang dulu paket sistem yang setara dengan: {' '.join(missing)}")
    command = ["apt-get", "install", "-y", "--no-install-recommends", *missing]
    prefix = apt_prefix()
    if prefix is None:
        fail(
            "Ada paket sistem yang belum terpasang. Jalankan ini, lalu ulangi:\n"
            f"  sudo apt-get update && sudo {' '.join(command)}"
        )
        return
    say(f"Memasang paket sistem: {' '.join(missing)}")
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    run([*prefix, "apt-get", "update", "-qq"], env=quiet)
    run([*prefix, *command], env=quiet)


def stamp(lock: Path) -> str:
    """What the environment was made from."""
    parts = (lock.read_bytes(), (ROOT / "pyproject.toml").read_bytes(), sys.version.encode())
    return hashlib.sha256(b"\0".join(parts)).hexdigest()


def make_venv(lock_name: str) -> None:
    """An environment that holds exactly the lock, and the project in place."""
    lock, mark = ROOT / lock_name, VENV / f"{lock_name}.sidik"
    wanted = stamp(lock)
    if PYTHON.exists() and mark.exists() and mark.read_text() == wanted:
        return
    say("Menyiapkan lingkungan Python (sekali saja)...")
    if not PYTHON.exists():
        run([sys.executable, "-m", "venv", str(VENV)])
    pip = [str(PYTHON), "-m", "pip", "--disable-pip-version-check", "install", "-q"]
    run([*pip, "--require-hashes", "-r", str(lock)])
    run([*pip, "--no-deps", "--no-build-isolation", "-e", str(ROOT)])
    mark.write_text(wanted)


def is_dev_ready() -> bool:
    """The larger environment also serves the smaller need."""
    lock = ROOT / "requirements-dev.lock"
    mark = VENV / "requirements-dev.lock.sidik"
    return PYTHON.exists() and mark.exists() and mark.read_text() == stamp(lock)


def compiled_once() -> dict[str, str]:
    """The environment of a run that starts many programs: what is compiled is kept for the next.

    Where a machine forbids that, every one of some hundred short programs compiled all modules.
    """
    env = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    env.setdefault("PYTHONPYCACHEPREFIX", str(VENV / "pycache"))
    return env


def demo(rest: list[str]) -> int:
    """The scripted hari buka; with a display the window opens afterwards."""
    install_system(tests=False)
    if not is_dev_ready():
        make_venv("requirements.lock")
    command = [str(PYTHON), "-m", "sipd_desktop.demo", *rest]
    return subprocess.run(command, cwd=ROOT, env=compiled_once()).returncode


CHECKS = (
    ("gaya", ["-m", "ruff", "check", "."]),
    ("bentuk", ["-m", "ruff", "format", "--check", "-q", "."]),
    ("jenis", ["-m", "mypy"]),
    ("lapisan", ["-c", "from importlinter.cli import lint_imports_command as c; c()"]),
)


def test(rest: list[str]) -> int:
    """Style, types, layers and all tests. With arguments: only pytest with those."""
    install_system(tests=True)
    make_venv("requirements-dev.lock")
    env = {**compiled_once(), "PYTHONHASHSEED": "0"}
    env.setdefault("QT_QPA_PLATFORM", "offscreen")
    failed = []
    for name, command in () if rest else CHECKS:
        done = subprocess.run(
            [str(PYTHON), *command], cwd=ROOT, env=env, capture_output=True, text=True, check=False
        )
        say(f"{name}: {'baik' if done.returncode == 0 else 'GAGAL'}")
        if done.returncode:
            say((done.stdout + done.stderr)[-6000:])
            failed.append(name)
    pytest = [str(PYTHON), "-m", "pytest", "-q", *(rest or ["-n", "2", "--dist", "loadgroup"])]
    code = subprocess.run(pytest, cwd=ROOT, env=env, check=False).returncode
    if failed:
        say(f"Gagal: {', '.join(failed)}")
    return code or (1 if failed else 0)


def build(rest: list[str]) -> int:
    """The program that ships, into dist/; `--uji` also tries it, `--windows` for Windows."""
    programs = dict(BUILD_PROGRAMS)
    if "--windows" in rest:
        programs |= WINDOWS_PROGRAMS
    if "--uji" in rest:
        programs |= CHECK_PROGRAMS
    install_system(programs=programs)
    make_venv("requirements-dev.lock")
    command = [str(PYTHON), str(ROOT / "installers" / "bangun.py"), *rest]
    return subprocess.run(command, cwd=ROOT, check=False).returncode


def main() -> int:
    """Dispatch."""
    if sys.version_info < (3, 11):
        fail("Perlu Python 3.11 atau lebih baru.")
    commands = {"demo": demo, "test": test, "build": build}
    if len(sys.argv) < 2 or sys.argv[1] not in commands:
        say(
            "Pakai: python3 dev.py demo [--headless]\n"
            "       python3 dev.py test [argumen pytest]\n"
            "       python3 dev.py build [--folder] [--uji] [--windows]"
        )
        return 2
    return commands[sys.argv[1]](sys.argv[2:])


if __name__ == "__main__":
    raise SystemExit(main())
