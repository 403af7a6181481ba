"""Importing in the window: choose a file, look, save, take back."""
