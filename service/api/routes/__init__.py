"""One file for each group of addresses, with the shapes of its answers."""
