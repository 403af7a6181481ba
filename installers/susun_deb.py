"""Paket Debian dan arsip tar.xz dari folder program jadi."""

from __future__ import annotations

import gzip
import os
import shutil
import subprocess
from datetime import UTC, datetime
from email.utils import format_datetime
from pathlib import Path

import isi
import pustaka
from folder import BANGUN, DIST, FOLDER, size_of

BAHAN = isi.ROOT / "installers" / "linux"
IKON = isi.ROOT / "resources" / "icons" / "sipd.svg"
SISI = (16, 22, 24, 32, 48, 64, 128, 256, 512)


def fill(text: str, **values: object) -> str:
    """A template with its `@NAMA@` filled in; one that is left over is a fault."""
    for name, value in values.items():
        text = text.replace(f"@{name.upper()}@", str(value))
    if "@VERSI@" in text or "@DEPENDS@" in text:
        raise SystemExit("Gagal: templat belum terisi")
    return text


def depends() -> list[str]:
    """Packages that this very build needs, found from its libraries."""
    names, glibc = pustaka.needs(FOLDER)
    found = [p for p in pustaka.packages(names) if p != "libc6"]
    return [f"libc6 (>= {glibc[0]}.{glibc[1]})", *found]


def write_icons(target: Path) -> None:
    """The program's icon in the sizes of the hicolor theme, drawn from the one SVG."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtGui import QGuiApplication, QImage, QPainter
    from PySide6.QtSvg import QSvgRenderer

    app = QGuiApplication.instance() or QGuiApplication(["ikon"])
    drawing = QSvgRenderer(str(IKON))
    for side in SISI:
        image = QImage(side, side, QImage.Format.Format_ARGB32)
        image.fill(0)
        painter = QPainter(image)
        drawing.render(painter)
        painter.end()
        path = target / f"{side}x{side}" / "apps" / f"{isi.NAMA}.png"
        path.parent.mkdir(parents=True)
        if not image.save(str(path)):
            raise SystemExit(f"Gagal: ikon {side}")
    scalable = target / "scalable" / "apps"
    scalable.mkdir(parents=True)
    shutil.copy2(IKON, scalable / f"{isi.NAMA}.svg")
    del app


def make_tree(tree: Path, needed: list[str]) -> None:
    """Everything the package puts on a system, and its control files."""
    shutil.rmtree(tree, ignore_errors=True)
    shutil.copytree(FOLDER, tree / "opt" / isi.NAMA, symlinks=True)
    share = tree / "usr/share"
    for folder in ("applications", "man/man1", f"doc/{isi.NAMA}", "lintian/overrides"):
        (share / folder).mkdir(parents=True)
    (tree / "usr/bin").mkdir(parents=True)
    for name in isi.PROGRAM:
        (tree / "usr/bin" / name).symlink_to(f"/opt/{isi.NAMA}/{name}")
        page = fill((BAHAN / f"{name}.1").read_text("utf-8"), versi=isi.versi())
        target = share / "man/man1" / f"{name}.1.gz"
        target.write_bytes(gzip.compress(page.encode(), mtime=0))
    shutil.copy2(BAHAN / f"{isi.NAMA}.desktop", share / "applications")
    shutil.copy2(BAHAN / "copyright", share / "doc" / isi.NAMA)
    shutil.copy2(isi.ROOT / "CHANGELOG.md", share / "doc" / isi.NAMA)
    (share / "doc" / isi.NAMA / "changelog.gz").write_bytes(gzip.compress(changelog(), mtime=0))
    shutil.copy2(BAHAN / "lintian-overrides", share / "lintian/overrides" / isi.NAMA)
    write_icons(share / "icons/hicolor")
    control = tree / "DEBIAN"
    control.mkdir()
    text = fill(
        (BAHAN / "control").read_text("utf-8"),
        versi=isi.versi(),
        arsitektur=architecture(),
        ukuran=size_of(tree) // 1024,
        depends=", ".join(needed),
    )
    (control / "control").write_text(text, "utf-8")
    set_modes(tree)


def changelog() -> bytes:
    """What Debian's tools read; the story for people is CHANGELOG.md beside it."""
    when = format_datetime(datetime.fromtimestamp(int(isi.waktu()), UTC))
    control = (BAHAN / "control").read_text("utf-8")
    (by,) = [line for line in control.splitlines() if line.startswith("Maintainer: ")]
    return (
        f"{isi.NAMA} ({isi.versi()}) stable; urgency=medium\n\n"
        f"  * Lihat CHANGELOG.md.\n\n -- {by.removeprefix('Maintainer: ')}  {when}\n"
    ).encode()


def set_modes(tree: Path) -> None:
    """Plain rights, whatever the umask of the builder: 755 for folders and programs, else 644."""
    programs = {tree / "opt" / isi.NAMA / isi.NAMA}
    for path in [tree, *tree.rglob("*")]:
        if not path.is_symlink():
            path.chmod(0o755 if path.is_dir() or path in programs else 0o644)


def architecture() -> str:
    """Debian's name of this machine's kind."""
    done = subprocess.run(
        ["dpkg", "--print-architecture"], capture_output=True, text=True, check=True
    )
    return done.stdout.strip()


def make_deb(needed: list[str]) -> Path:
    """Build `dist/sipd-desktop_VERSI_ARSITEKTUR.deb`."""
    tree = BANGUN / "deb"
    make_tree(tree, needed)
    made = DIST / f"{isi.NAMA}_{isi.versi()}_{architecture()}.deb"
    command = ["dpkg-deb", "--root-owner-group", "-Zxz", "--build", str(tree), str(made)]
    around = {**os.environ, "SOURCE_DATE_EPOCH": isi.waktu()}
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, env=around)
    return made


def make_tar(needed: list[str]) -> Path:
    """Build `dist/sipd-desktop-VERSI-linux-MESIN.tar.xz` for systems without dpkg."""
    (FOLDER / "PUSTAKA.txt").write_text(
        "Pustaka sistem yang diperlukan (nama paket Debian dan Ubuntu):\n"
        + "".join(f"  {name}\n" for name in needed),
        "utf-8",
    )
    made = DIST / f"{isi.NAMA}-{isi.versi()}-linux-{os.uname().machine}.tar.xz"
    command = ["tar", "--create", f"--file={made}", "--use-compress-program=xz -T0 -6"]
    command += ["--sort=name", "--owner=0", "--group=0", "--numeric-owner"]
    command += [f"--mtime=@{isi.waktu()}", f"--directory={DIST}", FOLDER.name]
    subprocess.run(command, check=True)
    return made
