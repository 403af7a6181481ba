"""`sipd-desktop --periksa`: prove that this program, as it lies here, can do a hari buka.

Runs every step in a folder of its own that is gone afterwards; the account's settings, keys and
people are not touched. A step that cannot run is told as such: nothing is passed over in silence.
"""

from __future__ import annotations

import json
import os
import platform
import sys
import tempfile
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path

from sipd_desktop import __version__
from sipd_desktop.app import uji_isi, uji_kerja
from sipd_desktop.base import clock, paths
from sipd_desktop.ui.tasks import bug_text


@dataclass(frozen=True, slots=True)
class Langkah:
    """One step: `baik` is None when it was left out, with the reason in `ket`."""

    nama: str
    baik: bool | None
    ket: str
    milidetik: int


_KATA = {True: "baik", False: "GAGAL", None: "dilewati"}


def self_test(write: Callable[[str], object], *, as_json: bool = False) -> int:
    """Run all steps and write the result; 0 when none failed, else 1."""
    with tempfile.TemporaryDirectory(prefix="sipd-periksa-", ignore_cleanup_errors=True) as place:
        os.environ["SIPD_KONFIG"] = str(Path(place) / "konfig")
        os.environ["SIPD_TANPA_KEYRING"] = "1"
        found = _run(Path(place))
    good = all(step.baik is not False for step in found)
    if as_json:
        told = {
            "versi": __version__,
            "jadi": paths.manifest().is_file(),
            "sistem": f"{platform.system()} {platform.machine()}, Python {sys.version.split()[0]}",
            "baik": good,
            "langkah": [asdict(step) for step in found],
        }
        write(json.dumps(told, ensure_ascii=False) + "\n")
    else:
        for step in found:
            write(f"{_KATA[step.baik]}: {step.nama} ({step.ket})\n")
        ending = "semua baik" if good else "ADA YANG GAGAL"
        write(f"SIPD Desktop {__version__}: {ending}.\n")
    return 0 if good else 1


def _run(place: Path) -> list[Langkah]:
    kerja = uji_kerja.Kerja(place)
    steps: tuple[tuple[str, Callable[[], str]], ...] = (
        ("isi program", uji_isi.check_manifest),
        ("kalimat", uji_isi.check_pesan),
        ("tabel WHO", uji_isi.check_who),
        ("kata sandi", uji_isi.check_kata),
        ("sambungan aman", uji_isi.check_tls),
        ("layar", uji_isi.check_screen),
        ("huruf dan ikon", uji_isi.check_look),
        ("folder data tersandi", kerja.prepare),
        ("jendela", kerja.open_window),
        ("menimbang", kerja.weigh),
        ("laporan", kerja.report),
        ("impor", kerja.dry_import),
        ("menutup", kerja.close),
    )
    try:
        return [_one(nama, step) for nama, step in steps]
    finally:
        kerja.end()


def _one(nama: str, step: Callable[[], str]) -> Langkah:
    begin = clock.monotonic()
    baik: bool | None = True
    try:
        ket = step()
    except uji_isi.Dilewati as reason:
        baik, ket = None, str(reason)
    except Exception as error:  # noqa: BLE001 - whatever it is, this step is not well
        baik, ket = False, uji_isi.why(error) or bug_text(error)
    return Langkah(nama, baik, ket, round((clock.monotonic() - begin) * 1000))
