"""SIPD Desktop (Sistem Informasi Posyandu Desa): the offline-first Posyandu application."""

__version__ = "0.1.0"
