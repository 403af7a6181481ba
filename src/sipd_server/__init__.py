"""sipd-server: the central server that collects changes of many laptops, one sequence per desa."""
