"""One QApplication for all drawing tests, so that widget tests in the same run find theirs."""

import pytest


@pytest.fixture(scope="session", autouse=True)
def _application(qapp):
    from sipd_desktop.render import app

    app.ensure_app()
    return qapp
