@"%~dp0python.exe" -m sipd_server.main %*
