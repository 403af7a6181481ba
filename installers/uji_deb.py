"""Paket .deb dipasang di akar Debian yang baru, dijalankan sebagai pengguna biasa, lalu dihapus.

Perlu root dan debootstrap; bila tidak ada, dikatakan jelas bahwa langkah ini dilewati.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import isi
from jalan import Program, check_self, expect, fail

PENGGUNA = "kader"


def why_not() -> str:
    """Why the clean root cannot be made here; empty when it can."""
    if os.geteuid() != 0:
        return "perlu root"
    if shutil.which("debootstrap") is None:
        return "debootstrap tidak ada"
    return ""


def system(*command: str, root: Path | None = None) -> None:
    """Run quietly, here or inside a root; stops with the output when it fails."""
    inside = ["chroot", str(root)] if root else []
    around = {
        "PATH": "/usr/sbin:/usr/bin:/sbin:/bin",
        "DEBIAN_FRONTEND": "noninteractive",
        "LC_ALL": "C.UTF-8",
        **{k: v for k, v in os.environ.items() if k.lower().endswith("_proxy")},
    }
    done = subprocess.run([*inside, *command], env=around, capture_output=True, check=False)
    if done.returncode:
        text = (done.stdout + done.stderr).decode(errors="replace")
        fail(f"{' '.join(command)}\n{text[-3000:]}")


def suite() -> str:
    """The Debian release of this machine."""
    about = Path("/etc/os-release").read_text("utf-8")
    told = dict(line.split("=", 1) for line in about.splitlines() if "=" in line)
    return told.get("VERSION_CODENAME", "").strip('"') or "bookworm"


@contextmanager
def clean_root() -> Iterator[Path]:
    """A new minimal Debian with an ordinary user, gone afterwards."""
    root = Path(tempfile.mkdtemp(prefix="sipd-akar-"))
    root.chmod(0o755)  # an ordinary user must be able to enter it
    try:
        system("debootstrap", "--variant=minbase", suite(), str(root))
        system("mount", "-t", "proc", "proc", str(root / "proc"))
        system("useradd", "--create-home", PENGGUNA, root=root)
        yield root
    finally:
        subprocess.run(["umount", str(root / "proc")], check=False, capture_output=True)
        if not os.path.ismount(root / "proc"):
            shutil.rmtree(root, ignore_errors=True)


def inside(root: Path) -> Program:
    """The installed programs, run as the ordinary user of that root."""
    return Program(
        folder=Path("/usr/bin"),
        account=Path("/home") / PENGGUNA,
        before=(shutil.which("chroot") or "chroot", f"--userspec={PENGGUNA}:{PENGGUNA}", str(root)),
    )


def check(deb: Path, say: Callable[[str], None]) -> None:
    """Install, run, remove; the people's data must stay."""
    reason = why_not()
    if reason:
        say(f"DILEWATI: memasang {deb.name} di akar bersih ({reason}).")
        return
    with clean_root() as root:
        shutil.copy2(deb, root / "tmp" / deb.name)
        system("apt-get", "update", "-qq", root=root)
        install = ("apt-get", "install", "-y", "-qq", "--no-install-recommends")
        system(*install, f"/tmp/{deb.name}", root=root)
        program = inside(root)
        say(f"  di akar {suite()} yang baru: {check_self(program)}")
        check_menu(root)
        data = Path("/home") / PENGGUNA / "data"
        made = program.ask(
            "sipd", "siapkan", "--data", data, "--contoh", "--desa", "3399072004",
            "--nama-desa", "Sukamaju", "--posyandu", "Melati 2", "--nama", "Bu Siti",
        )  # fmt: skip
        expect(made["folder"] == str(data), f"siapkan: {made}")
        expect(program.run("sipd-server", "--help").returncode == 0, "sipd-server --help")
        system("apt-get", "purge", "-y", "-qq", isi.NAMA, root=root)
        left = [p for p in (f"opt/{isi.NAMA}", f"usr/bin/{isi.NAMA}") if os.path.lexists(root / p)]
        expect(not left, f"sesudah dihapus masih ada {left}")
        expect((root / str(data).lstrip("/") / "sipd.db").is_file(), "data pengguna ikut terhapus")
        say("  dihapus bersih, data pengguna tetap ada")


def check_menu(root: Path) -> None:
    """Menu entry, icon and manual lie where a desktop looks for them."""
    share = root / "usr/share"
    wanted = [
        share / f"applications/{isi.NAMA}.desktop",
        share / f"icons/hicolor/48x48/apps/{isi.NAMA}.png",
        share / f"icons/hicolor/scalable/apps/{isi.NAMA}.svg",
        *(share / f"man/man1/{name}.1.gz" for name in isi.PROGRAM),
        share / f"doc/{isi.NAMA}/copyright",
    ]
    missing = [str(p.relative_to(root)) for p in wanted if not p.is_file()]
    expect(not missing, f"tidak terpasang: {missing}")
