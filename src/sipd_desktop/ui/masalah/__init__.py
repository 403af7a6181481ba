"""The card of one masalah, and noting a new one."""
