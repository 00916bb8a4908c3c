"""A small jurisdiction of our own making, to look at and to try things on."""
