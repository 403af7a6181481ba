"""Reusable parts of the screen; each is complete by keyboard and named for a screen reader."""
