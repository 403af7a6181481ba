"""One person or family at once: problems and services of all six fields, with the date of each."""
