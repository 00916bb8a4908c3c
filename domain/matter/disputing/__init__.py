"""A matter: whose it is, where a unit says it is not its own (责任不清, M08)."""
