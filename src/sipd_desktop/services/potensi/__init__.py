"""Potensi: what the desa can answer its masalah with; by hand and out of the pendataan."""
