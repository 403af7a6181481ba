"""The scripted whole day: its plan, and the window process that plays a part of it."""
