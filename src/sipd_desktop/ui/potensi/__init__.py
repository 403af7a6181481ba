"""Potensi & Masalah: grid, list, tile map, trend and potensi."""
