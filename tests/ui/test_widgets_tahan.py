"""Long use: some PySide6 versions lose a reference per call and abort after some thousand."""

import os
import subprocess
import sys

SCRIPT = """
import sys
from decimal import Decimal
from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QPainterPath
from PySide6.QtWidgets import QApplication, QLabel
from sipd_desktop.ui import theme
from sipd_desktop.ui.widgets.bilah_pesan import MessageBar
from sipd_desktop.ui.widgets.isian_angka import MeasureField
from sipd_desktop.ui.widgets.kms_view import KmsView

class Bel(QObject):
    bunyi = Signal(bool)

app = QApplication([])
theme.apply_theme(app)
label, path, bell, heard = QLabel(), QPainterPath(), Bel(), []
bell.bunyi.connect(heard.append)
before = sys.getrefcount(None)
for i in range(20_000):
    label.setText("x")
    label.setEnabled(True)
    label.setAccessibleName("x")
    path.lineTo(i, i)
    bell.bunyi.emit(True)
field, bar = MeasureField("Berat", "kg"), MessageBar()
for i in range(2_000):
    field.set_value(Decimal(i) / 10)
    bar.show_tersimpan("Bagas")
assert len(heard) == 20_000
assert sys.getrefcount(None) > before - 5_000, (before, sys.getrefcount(None))
print("selesai")
"""


def test_twenty_thousand_calls_do_not_end_the_program():
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT],
        env=environment,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-800:]
    assert "selesai" in done.stdout
