"""A matter: messages taken over from another system."""
