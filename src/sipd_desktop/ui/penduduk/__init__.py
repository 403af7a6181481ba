"""Pages of what happens to people and families."""
