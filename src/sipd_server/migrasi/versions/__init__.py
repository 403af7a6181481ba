"""One module per released step; a released one is never edited."""
