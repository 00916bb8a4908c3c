"""A matter: supervision in rounds: weekly, every ten days, monthly (周督办、旬督查、月重点督查)."""
