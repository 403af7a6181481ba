"""The client's half of the exchange with sipd-server."""
