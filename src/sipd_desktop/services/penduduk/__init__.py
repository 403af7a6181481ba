"""What happens to people and families: birth, arrival, move, death, households, double records."""
