"""What travels: canonical bytes, chains, merge, messages. Pure."""
