"""Catatan beda: two laptops wrote the same thing differently, or the centre set an entry aside."""
