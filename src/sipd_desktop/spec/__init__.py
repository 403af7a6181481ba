"""The small language in which forms and registers are declared."""
