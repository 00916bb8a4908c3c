"""A matter: orders to units: dispatch, delivery, signature."""
