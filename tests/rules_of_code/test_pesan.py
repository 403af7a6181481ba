"""Sentences: each code that can be raised has one, each is used, none speaks of machines."""

from __future__ import annotations

import ast
import importlib
import pkgutil
import re
import string
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from sipd_desktop.base import pesan
from sipd_desktop.base.errors import UserError
from sipd_desktop.base.pesan import PESAN, sentence

SRC = Path(__file__).resolve().parents[2] / "src"
HOME = SRC / "sipd_desktop" / "base" / "pesan"
PLACE_OF_CODE = {"UserError": 0, "NotAllowed": 0, "Problem": 1}


@cache
def trees() -> dict[Path, ast.Module]:
    """The program parsed; when a test asks, not whenever pytest collects."""
    files = sorted(SRC.rglob("*.py"))
    return {p: ast.parse(p.read_text("utf-8")) for p in files if HOME not in p.parents}


def code_arguments() -> Iterator[tuple[str, ast.expr]]:
    """The code argument of every UserError and Problem that is made anywhere."""
    for path, tree in trees().items():
        for node in ast.walk(tree):
            if not isinstance(node, ast.Call):
                continue
            called = getattr(node.func, "id", getattr(node.func, "attr", ""))
            place = PLACE_OF_CODE.get(called)
            if place is not None and len(node.args) > place:
                yield f"{path.relative_to(SRC)}:{node.lineno}", node.args[place]


def literals(node: ast.expr) -> Iterator[str]:
    """Codes written out, also both ends of `a if x else b`."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.IfExp):
        yield from literals(node.body)
        yield from literals(node.orelse)


def pattern(node: ast.JoinedStr) -> str:
    """`f"isian-{bad}"` as a regular expression."""
    parts = (re.escape(v.value) if isinstance(v, ast.Constant) else ".+" for v in node.values)
    return "".join(map(str, parts))


def all_texts() -> set[str]:
    """Every text constant of the program outside the sentences themselves."""
    return {
        node.value
        for tree in trees().values()
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }


@cache
def patterns() -> dict[str, str]:
    """Codes that are put together, as patterns, and where."""
    return {
        pattern(node): where for where, node in code_arguments() if isinstance(node, ast.JoinedStr)
    }


def test_every_code_that_is_raised_has_a_sentence() -> None:
    written = [(code, where) for where, node in code_arguments() for code in literals(node)]
    assert len(written) > 50
    assert {code: where for code, where in written if code not in PESAN} == {}
    for made, where in patterns().items():
        assert any(re.fullmatch(made, code) for code in PESAN), where


def test_every_sentence_belongs_to_a_code_in_use() -> None:
    texts = all_texts()
    unused = [
        code
        for code in PESAN
        if code not in texts and not any(re.fullmatch(p, code) for p in patterns())
    ]
    assert unused == []


def test_no_code_has_two_sentences() -> None:
    seen: dict[str, str] = {}
    doubled = []
    for module in pkgutil.iter_modules(pesan.__path__):
        for code in importlib.import_module(f"{pesan.__name__}.{module.name}").PESAN:
            if code in seen:
                doubled.append((code, seen[code], module.name))
            seen[code] = module.name
    assert doubled == []
    assert set(seen) == set(PESAN)


def test_codes_are_plain_words_with_dashes() -> None:
    assert [c for c in PESAN if not re.fullmatch(r"[a-z0-9]+(?:-[a-z0-9]+)*", c)] == []


@pytest.mark.parametrize("code", sorted(PESAN))
def test_sentence_is_a_whole_one(code: str) -> None:
    text = PESAN[code]
    assert text[0].isupper() or text[0] in "{\"'"
    assert text.rstrip().endswith((".", "?", "!"))
    assert "  " not in text
    assert text == text.strip()


def test_gaps_of_a_sentence_are_never_personal() -> None:
    """No name, NIK or diagnosis can get into a sentence that may be logged or shown to others."""
    banned = {"nama", "nama_warga", "orang", "nik", "kk", "no_kk", "ibu", "diagnosis", "status"}
    gaps = {
        code: {g for _, g, _, _ in string.Formatter().parse(text) if g}
        for code, text in PESAN.items()
    }
    assert {c: g & banned for c, g in gaps.items() if g & banned} == {}


def test_a_missing_gap_or_code_still_makes_a_sentence() -> None:
    assert sentence("pin-salah") == PESAN["pin-salah"].replace("{sisa}", "…")
    assert sentence("pin-salah", sisa=3).endswith("3 kali lagi.")
    assert sentence(UserError("pin-salah", sisa=4)) == sentence("pin-salah", sisa=4)
    assert "belum dikenal (kode-baru)" in sentence("kode-baru")


BANNED = re.compile(
    r"\b(servers?|databases?|basis data|sync|sinkron\w*|token\w*|null|nan|errors?|log-?in|log-?out|"
    r"upload\w*|download\w*|unduh\w*|unggah\w*|backups?|cache|query|sql|json|api|http\w*|url|"
    r"offline|online|timeout|exception|traceback|bug|crash|server\w*|field|record|string|boolean|"
    r"invalid|valid|user|username|password|session|sesi|cookie|restart|reboot|install\w*|browser|"
    r"enkripsi|dekripsi|hash|uuid|parameter|argument|default)\b",
    re.IGNORECASE,
)
FOR_OPERATORS = ("pusat-", "zskor-")
"""Sentences of commands that an operator types; they may name files and programs."""


def machine_words(text: str) -> list[str]:
    """Banned words of a text; an address shown as an example is none."""
    plain = re.sub(r"https?://\S*", "", text)
    return sorted({m.group(0).lower() for m in BANNED.finditer(plain)})


def test_sentences_speak_no_machine_language() -> None:
    told = {c: t for c, t in PESAN.items() if not c.startswith(FOR_OPERATORS)}
    assert {code: words for code, text in told.items() if (words := machine_words(text))} == {}


def test_the_banned_words_are_really_found() -> None:
    assert machine_words("Server database error, login token null.") == [
        "database", "error", "login", "null", "server", "token"
    ]  # fmt: skip
    assert machine_words("Alamat pusat seperti https://desa.id, lalu kirim.") == []


def screen_texts() -> Iterator[tuple[str, str]]:
    """Texts with a space that stand in the window's modules, docstrings left out."""
    for path, tree in trees().items():
        if "ui" not in path.relative_to(SRC).parts and path.name != "app.py":
            continue
        notes = set()
        for node in ast.walk(tree):
            if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
                first = node.body[0] if node.body else None
                if isinstance(first, ast.Expr):
                    notes.add(id(first.value))
            if isinstance(node, ast.Expr):  # a text that explains an attribute
                notes.add(id(node.value))
        for node in ast.walk(tree):
            if (
                isinstance(node, ast.Constant)
                and isinstance(node.value, str)
                and id(node) not in notes
                and re.search(r"[a-z]{2} [a-z]", node.value)
                and "{" not in node.value.replace("{}", "")
            ):
                yield f"{path.relative_to(SRC)}:{node.lineno}", node.value


def test_screens_speak_no_machine_language() -> None:
    texts = dict(screen_texts())
    assert len(texts) > 50
    skip = re.compile(r"(background|border|color|padding|margin|SELECT |QWidget|assert)")
    found = {
        where: (text, words)
        for where, text in texts.items()
        if not skip.search(text) and (words := machine_words(text))
    }
    assert found == {}
