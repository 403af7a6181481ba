"""Importing a list of residents: read, judge, compare with what is stored, apply at once."""
