"""Z-scores of 100,000 rows x 6 indices; figure wanted: at most 3 s (DESIGN section 8).

Run: python benchmarks/zskor.py [rows]. Prints one JSON document: the engine alone, and the whole
of `sipd zskor` from CSV to CSV.
"""

from __future__ import annotations

import csv
import json
import random
import sys
import tempfile
import time
from pathlib import Path

from sipd_desktop.rules import antropometri
from sipd_desktop.services.zskor import zskor
from sipd_desktop.services.zskor_baris import ANTHRO

SEED = 20261122


def rows(count: int) -> list[antropometri.Ukuran]:
    """Synthetic children with all measures, so that every row has six z-scores."""
    rng = random.Random(SEED)
    children = []
    for _ in range(count):
        age = rng.randrange(91, 1826)
        months = age / 30.4375
        length = 58 + 0.92 * months + rng.gauss(0, 3)
        children.append(
            antropometri.Ukuran(
                sex=rng.choice(("M", "F")),
                age=age,
                weight=round(5.5 + 0.2 * months + rng.gauss(0, 1), 2),
                lenhei=round(max(65.8, min(109.2, length)), 1),
                measure="l" if age < 731 else "h",
                headc=round(40 + 0.17 * months + rng.gauss(0, 1.5), 1),
                muac=round(14.5 + rng.gauss(0, 1), 1),
                oedema=False,
            )
        )
    return children


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    children = rows(count)
    start = time.perf_counter()
    scored = sum(z is not None for child in children for z in antropometri.score(child)[4:])
    engine = time.perf_counter() - start
    with tempfile.TemporaryDirectory() as folder:
        source, target = Path(folder) / "masuk.csv", Path(folder) / "keluar.csv"
        with source.open("w", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(ANTHRO.masukan)
            writer.writerows((*child[:-1], "y" if child.oedema else "n") for child in children)
        whole = zskor(source, target).detik
    figures = {"baris": count, "z": scored, "mesin_detik": round(engine, 2), "csv_detik": whole}
    print(json.dumps(figures))


if __name__ == "__main__":
    main()
