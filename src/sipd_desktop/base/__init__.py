"""Ground floor: errors, clock, ids, paths, folding. Imports nothing of ours."""
