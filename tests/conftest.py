"""Before any test imports Qt: no display needed, and settings never touch the real account."""

import os
import tempfile

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ["SIPD_KONFIG"] = tempfile.mkdtemp(prefix="sipd-konfig-")
