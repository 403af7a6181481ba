"""The sipd command line."""
