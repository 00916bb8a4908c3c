"""A matter: deadlines that move: extensions, pauses, another class of difficulty; and excuses."""
