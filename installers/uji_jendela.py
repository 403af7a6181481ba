"""Jendela program jadi di layar X yang sebenarnya, dikendalikan dengan tombol saja.

Masuk dengan empat kata, mulai hari buka, cari anak dengan nama, timbang, kirim; sesudah itu baris
perintah mengiyakan: anak itu terhitung dan semuanya terkirim. Tanpa Xvfb dan xdotool dikatakan
jelas bahwa langkah ini dilewati.
"""

from __future__ import annotations

import os
import shutil
import struct
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path

from jalan import SANDI, Program, expect, fail, prepare
from uji_folder import enrol, report, running_server, send

LEBAR, TINGGI = 1366, 768
_KEDIP = 60
ANAK, UMUR_HARI = "HANI KARTIKA", 400
KEPALA = "nama,nik,no_kk,jenis kelamin,tanggal lahir,hubungan dalam keluarga,nama ibu,alamat,rt,rw"


def why_not() -> str:
    """Why no real window can be tried here; empty when it can."""
    missing = [name for name in ("Xvfb", "xdotool") if shutil.which(name) is None]
    return f"{' dan '.join(missing)} tidak ada" if missing else ""


@contextmanager
def screen() -> Iterator[tuple[str, Path]]:
    """A virtual screen: its DISPLAY, and the file that holds its picture."""
    with tempfile.TemporaryDirectory(prefix="sipd-layar-") as place:
        read, write = os.pipe()
        server = subprocess.Popen(
            ["Xvfb", "-displayfd", str(write), "-screen", "0", f"{LEBAR}x{TINGGI}x24",
             "-fbdir", place, "-nolisten", "tcp", "-noreset"],
            pass_fds=[write], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        os.close(write)
        try:
            with os.fdopen(read) as answer:
                number = answer.readline().strip()
            expect(number, "Xvfb tidak mulai")
            yield f":{number}", Path(place) / "Xvfb_screen0"
        finally:
            server.terminate()
            server.wait(20)


def picture(source: Path, target: Path) -> int:
    """The screen (an XWD file) as PNG; gives the number of different colours on it."""
    from PySide6.QtGui import QImage

    data = source.read_bytes()
    head = struct.unpack(">25I", data[:100])
    start = head[0] + head[19] * 12
    image = QImage(data[start:], head[4], head[5], head[12], QImage.Format.Format_RGB32).copy()
    target.parent.mkdir(parents=True, exist_ok=True)
    expect(image.save(str(target)), "gambar layar tidak tertulis")
    small = image.scaled(200, 112)
    return len({small.pixel(x, y) for x in range(200) for y in range(112)})


class Hands:
    """Keys into the one window of a screen."""

    def __init__(self, display: str, shots: Path, frame: Path) -> None:
        self.display, self.shots, self.frame = display, shots, frame
        self.window = ""

    def _do(self, *args: str) -> subprocess.CompletedProcess[str]:
        around = {"DISPLAY": self.display, "PATH": "/usr/bin:/bin"}
        command = ["xdotool", *args]
        return subprocess.run(command, env=around, capture_output=True, text=True, check=False)

    def find(self, program: subprocess.Popen[bytes], seconds: float = 60) -> None:
        """Wait for the window and give it the keys."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            expect(program.poll() is None, f"jendela berhenti dengan {program.returncode}")
            found = self._do("search", "--onlyvisible", "--name", "SIPD Desktop").stdout.split()
            if found:
                self.window = found[0]
                self._do("windowfocus", "--sync", self.window)
                return
            time.sleep(0.2)
        fail("jendela tidak muncul")

    def key(self, *names: str) -> None:
        """Press keys one after the other."""
        for name in names:
            self._do("key", "--clearmodifiers", name)
            time.sleep(0.15)

    def type(self, text: str) -> None:
        """Type as a person does."""
        self._do("type", "--delay", "40", text)
        time.sleep(0.3)

    def shot(self, name: str, *, still: int = 1) -> int:
        """Keep a picture of the screen when it has stood still for so many looks."""
        before = self.frame.read_bytes()
        quiet = 0
        for _ in range(100):
            time.sleep(0.4)
            now = self.frame.read_bytes()
            quiet = quiet + 1 if _rows_changed(before, now) < _KEDIP else 0
            if quiet == still:
                break
            before = now
        return picture(self.frame, self.shots / f"{name}.png")

    def go(self, name: str, *, shot: str = "", seconds: float = 60) -> None:
        """Press a key, or type digits, and wait until the screen shows something else."""
        before = self.frame.read_bytes()
        if name.isdigit():
            self.type(name)
        else:
            self.key(name)
        end = time.monotonic() + seconds
        while _rows_changed(before, self.frame.read_bytes()) < _KEDIP:
            if time.monotonic() > end:
                picture(self.frame, self.shots / "macet.png")
                fail(f"layar tidak berubah sesudah {name}, lihat {self.shots}")
            time.sleep(0.2)
        if shot:
            self.shot(shot)


def _rows_changed(one: bytes, two: bytes) -> int:
    """Rows of the picture that differ: a blinking cursor changes few."""
    row = LEBAR * 4
    starts = range(len(one) % row, len(one), row)
    return sum(one[s : s + row] != two[s : s + row] for s in starts)


def write_family(path: Path) -> Path:
    """A mother and a child who is 400 days old today."""
    born = datetime.now().astimezone().date() - timedelta(days=UMUR_HARI)
    nik = f"339907{born.day + 40}{born:%m%y}0001"
    home = "Jalan Contoh 1,001,001"
    rows = (
        f"YUNI ASTUTI,3399074505950001,3399070101200001,P,1995-05-05,KEPALA KELUARGA,SRI,{home}",
        f"{ANAK},{nik},3399070101200001,P,{born},ANAK,YUNI ASTUTI,{home}",
    )
    path.write_text("\n".join((KEPALA, *rows)) + "\n", "utf-8")
    return path


def check(program: Program, place: Path, shots: Path, say: Callable[[str], None]) -> None:
    """One child from the four words to the receipt, by keys, in the shipped window."""
    reason = why_not()
    if reason:
        say(f"DILEWATI: jendela program jadi di layar X ({reason}).")
        return
    laptop, pusat = place / "laptop-x", place / "pusat-x"
    prepare(program, laptop)
    program.ask("sipd", "impor", write_family(place / "keluarga.csv"), "--data", laptop)
    with running_server(program, pusat) as url, screen() as (display, frame):
        enrol(program, laptop, pusat, url)
        hands = Hands(display, shots, frame)
        waited = drive(program, laptop, hands)
        told = send(program, laptop)
    expect(told["pushed"] == 0, f"jendela tidak mengirim semuanya: {told}")
    periode = f"{datetime.now().astimezone():%Y-%m}"
    counted = report(program, laptop, periode, place / "x.pdf")
    expect(counted["D"] == 1, f"anak yang ditimbang di jendela tidak terhitung: {counted}")
    say(
        f"  jendela di layar X: muncul dalam {waited:.1f} detik; satu anak ditimbang dan terkirim "
        f"dengan tombol; gambar di {shots}"
    )


def drive(program: Program, laptop: Path, hands: Hands) -> float:
    """The keys of one child's day; gives the seconds until the window stood."""
    # a Wayland desktop asks for a plugin that does not ship: the window must come all the same
    around = {**program.env(), "DISPLAY": hands.display, "XDG_SESSION_TYPE": "wayland"}
    command = program.command("sipd-desktop", "--data", laptop)
    begin = time.monotonic()
    window = subprocess.Popen(
        command, env=around, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        hands.find(window)
        waited = time.monotonic() - begin
        expect(hands.shot("1-masuk") > 10, "layar masuk kosong")
        *first, last = SANDI.split()
        for word in first:
            hands.type(word[:4])
            hands.key("space")
        hands.type(last[:4])
        hands.key("Return")
        hands.shot("2-pin", still=12)  # opening takes a moment
        hands.type("246810")
        hands.go("246810", shot="3-beranda")
        hands.go("alt+1", shot="4-hari")
        hands.go("Return", shot="5-mulai")
        hands.type(ANAK.lower())
        hands.shot("6-cari")
        hands.go("Return", shot="7-timbang")
        hands.type("9,8")
        hands.go("Return", shot="8-berat")
        hands.type("75")
        hands.key("Return")
        hands.type("y")
        hands.shot("9-lengkap")
        hands.key(*["Return"] * 8)  # past the boxes left empty, then it is saved
        hands.shot("10-tersimpan")
        hands.go("F9")
        hands.shot("11-bukti", still=12)
        expect(window.poll() is None, f"jendela berhenti dengan {window.returncode}")
    finally:
        window.terminate()
        window.wait(30)
    return waited
