"""The flowing row: what it remembers is forgotten whenever something in it changes."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QRect
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from sipd_desktop.ui.widgets.alir import AlirLayout


@pytest.fixture
def row(qtbot: QtBot) -> tuple[QWidget, AlirLayout, list[QPushButton]]:
    outer = QWidget()
    qtbot.addWidget(outer)
    inner = QWidget()
    flow = AlirLayout(inner)
    parts = [QPushButton(f"Tombol nomor {n}") for n in range(5)]
    for part in parts:
        part.setFixedSize(150, 40)
        flow.addWidget(part)
    box = QVBoxLayout(outer)
    box.addWidget(inner)
    box.addStretch(1)
    outer.resize(400, 400)
    outer.show()
    QApplication.processEvents()
    inner.luar = outer  # type: ignore[attr-defined]
    return inner, flow, parts


def fresh(flow: AlirLayout, width: int) -> int:
    """What it would answer had it never been asked."""
    flow.invalidate()
    return flow.heightForWidth(width)


def test_height_follows_hiding_growing_adding_and_taking(
    row: tuple[QWidget, AlirLayout, list[QPushButton]],
) -> None:
    inner, flow, parts = row
    seen = [inner.height()]
    changes = (
        lambda: parts[4].hide(),
        lambda: [parts[2].hide(), parts[3].hide()],
        lambda: parts[0].setFixedSize(150, 90),
        lambda: flow.addWidget(QLabel("satu\ndua\ntiga\nempat\nlima\nenam\ntujuh\ndelapan")),
        lambda: [part.show() for part in parts],
        lambda: [flow.itemAt(flow.count() - 1).widget().setParent(None)],
    )
    for change in changes:
        left = change()
        for _ in range(3):
            QApplication.processEvents()
        width = inner.width()
        told = flow.heightForWidth(width)
        assert told == fresh(flow, width)
        assert inner.height() == told
        seen.append(told)
        del left
    assert len(set(seen)) >= 4


def test_asking_again_measures_nothing(
    row: tuple[QWidget, AlirLayout, list[QPushButton]], monkeypatch: pytest.MonkeyPatch
) -> None:
    inner, flow, parts = row
    assert inner.isVisible()
    measured: list[int] = []
    place = AlirLayout._place
    monkeypatch.setattr(
        AlirLayout, "_place", lambda self, *a, **k: measured.append(1) or place(self, *a, **k)
    )
    flow.invalidate()
    assert {flow.heightForWidth(380) for _ in range(50)} == {flow.heightForWidth(380)}
    assert len(measured) == 1
    parts[0].setFixedSize(150, 80)
    flow.heightForWidth(380)
    assert len(measured) == 2


def test_a_low_item_stands_in_the_middle_of_its_row(qtbot: QtBot) -> None:
    outer = QWidget()
    qtbot.addWidget(outer)
    flow = AlirLayout(outer)
    high, low, below = (QWidget() for _ in range(3))
    for part, height in ((high, 40), (low, 20), (below, 40)):
        part.setFixedSize(150, height)
        flow.addWidget(part)
    flow.setGeometry(QRect(0, 0, 320, 200))
    assert (high.y(), low.y()) == (0, 10)
    assert below.y() >= 40
