"""The encrypted SQLite file of one laptop."""
