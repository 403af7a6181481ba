"""The scripted hari buka that fills demo-output."""
