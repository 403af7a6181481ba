"""Counts per RT, RW and dasawisma: the grid, the tile map, the trend, and what they divide by."""
