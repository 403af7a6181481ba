"""The Qt Widgets screens."""
