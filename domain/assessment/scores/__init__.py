"""Score ledgers (百分制、加分扣分): every point with its event and its rule (M34)."""
