"""Every widget of the gallery at every size: nothing cut, nothing tiny, all named, no trap."""

import galeri
import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QFontInfo
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QApplication,
    QLabel,
    QLineEdit,
    QScrollArea,
    QScrollBar,
    QWidget,
)

from sipd_desktop.ui import theme

SIZES = list(theme.UKURAN)
WINDOWS = [(1366, 768), (1024, 600)]


@pytest.fixture(params=SIZES, ids=lambda s: f"{round(s * 100)}%")
def size(request, qapp):
    theme.apply_theme(qapp, request.param)
    yield request.param
    theme.apply_theme(qapp, 1.0)


@pytest.fixture(params=[n for n in galeri.HALAMAN if n != "dialog"])
def page(request, size):  # noqa: ARG001 - size comes first
    made = galeri.HALAMAN[request.param]()
    made.show()
    made.activateWindow()
    QApplication.processEvents()
    yield made
    galeri.remove(made)


def visible(page, kind):
    return [w for w in page.findChildren(kind) if w.isVisible()]


def own(page, kind):
    """Visible widgets that are not inner parts of Qt's own (scroll bars, their buttons)."""
    return [w for w in visible(page, kind) if not isinstance(w, QScrollBar)]


@pytest.mark.parametrize("window", WINDOWS, ids=str)
def test_no_words_are_cut(page, window):
    page.resize(*window)
    QApplication.processEvents()
    for label in own(page, QLabel):
        if not label.text():
            continue
        need = label.heightForWidth(label.width()) if label.wordWrap() else -1
        hint = label.sizeHint()
        assert label.height() >= (need if need > 0 else hint.height()) - 1, label.text()
        if not label.wordWrap():
            assert label.width() >= hint.width() - 1, label.text()
    for button in own(page, QAbstractButton):
        if button.text():
            assert button.width() >= button.minimumSizeHint().width() - 1, button.text()


@pytest.mark.parametrize("window", WINDOWS, ids=str)
def test_nothing_hangs_over_its_frame_or_lies_on_its_neighbour(page, window):
    page.resize(*window)
    QApplication.processEvents()
    assert (page.width(), page.height()) == window
    for widget in own(page, QWidget):
        parent = widget.parentWidget()
        if isinstance(parent.parentWidget(), QAbstractScrollArea) or parent.layout() is None:
            continue
        assert parent.rect().adjusted(-1, -1, 1, 1).contains(widget.geometry()), widget
    for parent in [page, *own(page, QWidget)]:
        if parent.layout() is None:
            continue
        placed = [parent.layout().itemAt(i) for i in range(parent.layout().count())]
        boxes = [p.geometry() for p in placed if p.widget() and p.widget().isVisible()]
        for i, one in enumerate(boxes):
            assert not any(QRect(one).intersects(other) for other in boxes[i + 1 :])


def test_targets_are_large_enough(page, size):
    for button in own(page, QAbstractButton):
        least = 32 if button.property("peran") == "kecil" else 44
        assert button.height() >= least * size - 2, button.text()
    for edit in own(page, QLineEdit):
        assert edit.height() >= 44 * size - 2


def test_no_text_is_smaller_than_eleven_points(page, size):
    for widget in own(page, QLabel) + own(page, QAbstractButton) + own(page, QLineEdit):
        if widget.text():
            assert QFontInfo(widget.font()).pixelSize() >= 11 * 96 / 72 * size - 1, widget.text()


def test_what_takes_the_cursor_has_a_name(page):
    for widget in own(page, QWidget):
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and not isinstance(widget, QScrollArea):
            text = widget.text() if isinstance(widget, QAbstractButton | QLabel) else ""
            assert widget.accessibleName() or text, widget


def test_tab_comes_round_to_everything(page):
    if any(w.property("peran") == "tutup" for w in own(page, QWidget)):
        return  # under the cover Tab is dead on purpose, test_widgets_bilah holds that
    stops = [
        w
        for w in own(page, QWidget)
        if w.focusPolicy() & Qt.FocusPolicy.TabFocus
        and w.isEnabled()
        and not isinstance(w, QScrollArea)
        and w.focusProxy() is None
    ]
    reached = set()
    for _ in range(len(stops) * 2 + 10):
        page.focusNextChild()
        reached.add(QApplication.focusWidget())
    assert set(stops) <= reached


@pytest.mark.usefixtures("qapp")
def test_the_gallery_draws_every_page_twice(tmp_path):
    files = galeri.draw(tmp_path)
    assert len(files) == 2 * len(galeri.HALAMAN)
    assert all(f.stat().st_size > 2_000 for f in files)
