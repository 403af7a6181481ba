"""House rules that no tool checks: sizes, docstrings, where Qt lives, what may be tracked."""

from __future__ import annotations

import ast
import re
import statistics
import subprocess
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SRC = ROOT / "src"
MODULES = sorted(p for p in SRC.rglob("*.py") if "egg-info" not in str(p))
TEXTS = {p: p.read_text("utf-8") for p in MODULES}


@cache
def trees() -> dict[Path, ast.Module]:
    """The program parsed; when a test asks, not whenever pytest collects."""
    return {p: ast.parse(text) for p, text in TEXTS.items()}


def name(path: Path) -> str:
    return str(path.relative_to(ROOT))


def tracked() -> list[Path]:
    """Files of the repository, also new ones that are not ignored."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, check=True)
    paths = [ROOT / p for p in done.stdout.decode().split("\0") if p]
    return [p for p in paths if p.is_file()]


def test_there_is_code_to_check() -> None:
    assert len(MODULES) > 100


def test_modules_are_small() -> None:
    """Median at most 120 lines, nine of ten at most 300, none above 500."""
    sizes = {name(p): len(text.splitlines()) for p, text in TEXTS.items()}
    assert {n: s for n, s in sizes.items() if s > 500} == {}
    assert statistics.median(sizes.values()) <= 120
    large = sorted((n for n, s in sizes.items() if s > 300), key=lambda n: -sizes[n])
    assert len(large) <= len(sizes) / 10, large


def test_every_module_says_what_it_is_for() -> None:
    silent = [name(p) for p, tree in trees().items() if not (ast.get_docstring(tree) or "").strip()]
    assert silent == []


def test_no_module_is_a_drawer_for_everything() -> None:
    banned = {"utils", "util", "helpers", "helper", "common", "misc", "tools", "shared"}
    assert [name(p) for p in MODULES if banned & set(p.with_suffix("").parts)] == []


def imports(tree: ast.Module) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found |= {a.name for a in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {f"{node.module}.{a.name}" for a in node.names} | {node.module}
    return found


def part(path: Path) -> str:
    inside = path.relative_to(SRC).parts
    return inside[1].removesuffix(".py") if inside[0] == "sipd_desktop" else inside[0]


def test_widgets_live_only_in_the_window() -> None:
    """render draws with QtCore and QtGui; below it there is no Qt at all."""
    wrong = []
    for path, tree in trees().items():
        place = part(path)
        if place in ("ui", "app", "demo", "__main__"):
            continue
        qt = {i for i in imports(tree) if i.startswith(("PySide6.", "shiboken6"))}
        if place == "render":
            qt = {i for i in qt if not i.startswith(("PySide6.QtCore", "PySide6.QtGui"))}
        wrong += [f"{name(path)}: {i}" for i in sorted(qt)]
    assert wrong == []


def calls(tree: ast.Module, *names: str) -> list[int]:
    return [
        node.lineno
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in names
    ]


def test_nothing_is_printed() -> None:
    assert {name(p): c for p, t in trees().items() if (c := calls(t, "print", "pprint"))} == {}


def test_only_the_clock_asks_what_time_it_is() -> None:
    asks = re.compile(
        r"\b(?:datetime\.(?:now|utcnow|today)|date\.today|time\.(?:time|monotonic))\b"
    )
    wrong = []
    for path, text in TEXTS.items():
        if name(path) in ("src/sipd_desktop/base/clock.py", "src/sipd_desktop/base/ids.py"):
            continue
        if asks.search(text):
            wrong.append(name(path))
    assert wrong == []


def test_no_fault_is_swallowed() -> None:
    """`except ...: pass` hides what went wrong; a bare except even more."""
    wrong = []
    for path, tree in trees().items():
        for node in ast.walk(tree):
            if not isinstance(node, ast.ExceptHandler):
                continue
            broad = node.type is None or (
                isinstance(node.type, ast.Name) and node.type.id in ("Exception", "BaseException")
            )
            silent = all(isinstance(x, ast.Pass) for x in node.body)
            if broad and silent:
                wrong.append(f"{name(path)}:{node.lineno}")
    assert wrong == []


def test_nothing_tracked_names_this_workplace() -> None:
    """No machine path, no registry address, no lock with addresses."""
    words = (
        "/work" + "/",
        "/root" + "/",
        "shared" + "/DESIGN",
        "issues" + " show",
        "/home" + "/runner",
    )
    hosts = (
        "files.pythonhosted" + ".org",
        "pypi" + ".org/simple",
        "index" + "-url",
        "--find" + "-links",
    )
    places = re.compile("|".join(map(re.escape, (*words, *hosts))))
    wrong = []
    for path in tracked():
        if path.suffix in (".png", ".ttf", ".xlsx", ".xls", ".pdf", ".svg", ".otf", ".zip"):
            continue
        try:
            text = path.read_text("utf-8")
        except UnicodeDecodeError:
            continue
        wrong += [f"{name(path)}: {hit}" for hit in sorted(set(places.findall(text)))]
    assert wrong == []
    assert not (ROOT / "uv.lock").exists()


@pytest.mark.parametrize("file", ["README.md", "CHANGELOG.md", "docs/arsitektur.md", ".ci/run"])
def test_the_repository_has_its_papers(file: str) -> None:
    assert (ROOT / file).stat().st_size > 20


def test_locks_are_pinned_with_hashes() -> None:
    for lock in ("requirements.lock", "requirements-dev.lock"):
        text = (ROOT / lock).read_text("utf-8")
        assert "http" not in text
        pins = re.findall(
            r"^([a-z0-9._-]+(?:\[[a-z,]+\])?)==\S+.*?(?=^\S|\Z)", text, re.M | re.S | re.I
        )
        assert len(pins) > 20
        blocks = re.split(r"\n(?=[A-Za-z0-9])", text)
        assert all("--hash=sha256:" in b for b in blocks if "==" in b.splitlines()[0])
