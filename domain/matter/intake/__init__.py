"""A matter: taking in, registering, telling the complainant that it was taken on."""
