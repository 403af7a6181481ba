"""Reports: one function opens the figures, one makes the printable sheet."""
