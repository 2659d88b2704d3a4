"""The bodies of prevention at the desk: list, structure, one body with its names and seats."""
