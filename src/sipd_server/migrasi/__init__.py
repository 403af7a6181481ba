"""Alembic migrations of the central server, run on both databases by `sipd_server.prepare`."""
