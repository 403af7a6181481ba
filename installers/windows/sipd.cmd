@"%~dp0python.exe" -m sipd_desktop.cli %*
