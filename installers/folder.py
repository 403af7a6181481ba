"""Program jadi sebagai satu folder: PyInstaller, tautan nama, lisensi, dan pemeriksaan isinya."""

from __future__ import annotations

import ast
import os
import re
import shutil
import subprocess
import sys
from importlib import metadata
from pathlib import Path

import isi

BANGUN = isi.ROOT / "build"
DIST = isi.ROOT / "dist"
FOLDER = DIST / isi.NAMA
LISENSI = isi.ROOT / "installers" / "lisensi"
_BERKAS_LISENSI = re.compile(r"(LICEN[CS]E|COPYING|NOTICE|AUTHORS)", re.IGNORECASE)


def fail(text: str) -> None:
    """Say why the build is no good, and stop."""
    raise SystemExit(f"Gagal: {text}")


def make_folder() -> Path:
    """Build into `dist/sipd-desktop`; returns the folder."""
    log = BANGUN / "pyinstaller.log"
    log.parent.mkdir(parents=True, exist_ok=True)
    command = [sys.executable, "-m", "PyInstaller", "--noconfirm", "--log-level", "WARN"]
    command += ["--distpath", str(DIST), "--workpath", str(BANGUN), str(isi.ROOT / "build.spec")]
    around = {**os.environ, "PYTHONHASHSEED": "0", "SOURCE_DATE_EPOCH": isi.waktu()}
    around["PYTHONPATH"] = str(isi.SRC)
    with log.open("w", encoding="utf-8") as out:
        done = subprocess.run(command, stdout=out, stderr=out, env=around, check=False)
    if done.returncode:
        fail(f"PyInstaller\n{log.read_text('utf-8')[-4000:]}")
    for name in isi.PROGRAM[1:]:
        (FOLDER / name).unlink(missing_ok=True)
        (FOLDER / name).symlink_to(isi.PROGRAM[0])
    put_licences(FOLDER / "LISENSI", shipped_dists())
    shutil.copy2(isi.ROOT / "installers" / "BACA-SAYA.txt", FOLDER / "BACA-SAYA.txt")
    check_folder()
    return FOLDER


def shipped_modules() -> set[str]:
    """Top-level names of all Python modules in the build."""
    work = BANGUN / "build"
    names = {m[0] for m in ast.literal_eval((work / "PYZ-00.toc").read_text("utf-8"))[1]}
    names |= {
        part[0].replace("/", ".").partition(".so")[0]
        for part in ast.literal_eval((work / "COLLECT-00.toc").read_text("utf-8"))[0]
        if part[2] == "EXTENSION"
    }
    return {name.partition(".")[0] for name in names}


def shipped_dists() -> list[str]:
    """Distributions of which something is in the build."""
    owners = metadata.packages_distributions()
    found = {dist for name in shipped_modules() for dist in owners.get(name, ())}
    return sorted(found - {isi.NAMA}, key=str.lower)


def put_licences(target: Path, dists: list[str]) -> None:
    """The licence texts of all bundled parts, and one list of what is bundled."""
    shutil.rmtree(target, ignore_errors=True)
    shutil.copytree(LISENSI, target)
    rows = []
    for dist in dists:
        found = metadata.distribution(dist)
        folder = target / dist
        for path in found.files or ():
            if ".dist-info" in str(path) and _BERKAS_LISENSI.search(path.name):
                folder.mkdir(exist_ok=True)
                shutil.copy2(str(path.locate()), folder / path.name)
        rows.append((dist, found.version, licence_of(found), folder.exists()))
    bare = [r[0] for r in rows if not r[3] and not r[0].lower().startswith(("pyside6", "shiboken"))]
    if bare:
        fail(f"tidak ada teks lisensi untuk {', '.join(bare)}")
    python = Path(os.__file__).parent / "LICENSE.txt"
    if python.is_file():
        shutil.copy2(python, target / "Python.txt")
    lines = [(target / "DAFTAR.txt").read_text("utf-8").rstrip(), ""]
    lines += [f"{name:24} {number:16} {licence}" for name, number, licence, _ in rows]
    (target / "DAFTAR.txt").write_text("\n".join(lines) + "\n", "utf-8")


def licence_of(dist: metadata.Distribution) -> str:
    """The licence in one line, as the package itself tells it."""
    about = dist.metadata
    text = about.get("License-Expression") or about.get("License") or ""
    if not text or "\n" in text or len(text) > 80:
        kinds = [c for c in about.get_all("Classifier") or () if c.startswith("License ::")]
        text = ", ".join(k.rpartition(" :: ")[2] for k in kinds)
    return text or "lihat foldernya"


def check_folder() -> None:
    """Nothing of the developer's tools ships, and everything of `isi` is there."""
    names = shipped_modules()
    wrong = sorted(names & {*isi.dev_only(), *(t for t in isi.TANPA if "." not in t)})
    if wrong:
        fail(f"ikut terbawa: {', '.join(wrong)}")
    qt = FOLDER / "isi" / "PySide6"
    plugins = {p.relative_to(qt / "Qt/plugins").as_posix() for p in qt.glob("Qt/plugins/*/*")}
    if plugins != set(isi.PLUGIN_QT_LINUX):
        fail(f"plugin Qt tidak sesuai daftar: {plugins ^ set(isi.PLUGIN_QT_LINUX)}")
    modules = {p.name.partition(".")[0] for p in qt.glob("Qt*.abi3.so")}
    if modules != set(isi.QT):
        fail(f"modul Qt tidak sesuai daftar: {modules ^ set(isi.QT)}")


def size_of(folder: Path) -> int:
    """Bytes of all files, links not followed."""
    return sum(p.stat().st_size for p in folder.rglob("*") if p.is_file() and not p.is_symlink())
