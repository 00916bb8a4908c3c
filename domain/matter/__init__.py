"""A matter, a folder for each part of its life; ``part`` says what such a folder has."""
