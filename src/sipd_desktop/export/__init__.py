"""Reading and writing sheets."""
