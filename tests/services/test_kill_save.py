"""kill -9 at every counted point of one save: afterwards the intent is whole or not there at all,
and what was acknowledged is never lost."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from pembuat import Dunia, Induk
from sipd_desktop.services.periksa import check_buku

HERE = Path(__file__).parent
SRC = str(HERE.parents[1] / "src")


@pytest.fixture
def client() -> Iterator[Callable[..., dict[str, Any]]]:
    """Weigh in a client process that may die on the way."""
    process = subprocess.Popen(
        [sys.executable, str(HERE / "penimbang_mati.py")],
        env={**os.environ, "PYTHONPATH": os.pathsep.join((str(HERE.parent), SRC))},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdin
    assert process.stdout

    def weigh(**order: object) -> dict[str, Any]:
        assert process.stdin
        assert process.stdout
        process.stdin.write(json.dumps(order) + "\n")
        process.stdin.flush()
        found: dict[str, Any] = json.loads(process.stdout.readline())
        return found

    yield weigh
    process.stdin.close()
    process.stdout.close()
    assert process.wait(20) == 0


def traces(dunia: Dunia, child: str) -> tuple[int, ...]:
    """How much of a saved weighing is there, in every table it touches."""
    return tuple(
        dunia.one(sql, child)
        for sql in (
            "SELECT count(*) FROM isian WHERE subjek = ?",
            "SELECT count(*) FROM kehadiran WHERE warga_id = ? AND langkah = 3",
            "SELECT count(*) FROM warga WHERE id = ? AND punya_kms = 1",
            "SELECT count(*) FROM perubahan WHERE objek IN "
            "(SELECT id FROM isian WHERE subjek = ?1 UNION SELECT id FROM kehadiran "
            "WHERE warga_id = ?1)",
            "SELECT count(*) FROM tindakan t WHERE t.objek = ?1 OR t.objek IN "
            "(SELECT id FROM isian WHERE subjek = ?1 UNION SELECT id FROM kehadiran "
            "WHERE warga_id = ?1)",
            "SELECT count(*) FROM sync_dirty WHERE id IN "
            "(SELECT id FROM isian WHERE subjek = ?1 UNION SELECT id FROM kehadiran "
            "WHERE warga_id = ?1)",
            "SELECT count(*) FROM hasil WHERE isian_id IN (SELECT id FROM isian WHERE subjek = ?)",
        )
    )


def test_kill_at_every_point_of_a_save(
    induk: Induk, tmp_path: Path, client: Callable[..., dict[str, Any]]
) -> None:
    folder = tmp_path / "data"
    dunia = induk.open(folder)
    children = [dunia.balita(f"ANAK {n}", punya_kms=None) for n in range(100)]
    hari = dunia.hari()
    nothing = traces(dunia, children[0])
    dunia.close()
    order = {"folder": str(folder), "key": induk.key.hex(), "hari": hari, "berat": "9.4"}

    whole_run = client(**order, child=children[0], k=0)
    assert whole_run["acked"]
    steps = whole_run["steps"]
    assert 20 < steps < len(children), "one save is some tens of steps"

    outcome: dict[str, bool] = {children[0]: True}
    kills = durable_unsaid = 0
    for k in range(1, steps + 1):
        child = children[k]
        run = client(**order, child=child, k=k)
        assert run["killed"], k
        kills += 1
        dunia = Induk(folder, "", induk.key).reopen(remake=False)
        whole, found = traces(dunia, children[0]), traces(dunia, child)
        assert found in (nothing, whole), (k, found)
        outcome[child] = found == whole
        assert outcome[child] or not run["acked"], f"an acknowledged save was lost at {k}"
        durable_unsaid += outcome[child] and not run["acked"]
        assert traces(dunia, children[k - 1]) == (whole if outcome[children[k - 1]] else nothing)
        dunia.close()

    assert kills == steps
    assert durable_unsaid >= 1, "a save can be durable although nobody was told"
    dunia = Induk(folder, "", induk.key).reopen()
    saved = {c for c, is_saved in outcome.items() if is_saved}
    assert {s for (s,) in dunia.sql("SELECT subjek FROM isian")} == saved
    numbers = [n for (n,) in dunia.sql("SELECT nomor FROM kehadiran ORDER BY nomor")]
    assert numbers == list(range(1, len(saved) + 1))
    assert all(c.baik for c in check_buku(dunia.buku))
    dunia.close()


def test_saving_again_after_a_kill_doubles_nothing(
    induk: Induk, tmp_path: Path, client: Callable[..., dict[str, Any]]
) -> None:
    """Whatever the kill left, the kader types the same again: one entry, one attendance."""
    folder = tmp_path / "data"
    dunia = induk.open(folder)
    child, hari = dunia.balita(punya_kms=None), dunia.hari()
    dunia.close()
    order = {"folder": str(folder), "key": induk.key.hex(), "hari": hari, "child": child}
    for k in (6, 20, 10_000):
        client(**order, berat="9.4", k=k)
    dunia = Induk(folder, "", induk.key).reopen()
    assert dunia.sql("SELECT count(*), count(DISTINCT subjek) FROM isian") == [(1, 1)]
    assert dunia.sql("SELECT nomor FROM kehadiran") == [(1,)]
    inserts = dunia.one(
        "SELECT count(*) FROM perubahan p JOIN isian i ON i.id = p.objek WHERE field = '*'"
    )
    assert inserts == 1
    dunia.close()
