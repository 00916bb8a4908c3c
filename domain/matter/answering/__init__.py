"""A matter: what the complainant is told: interim replies, the answer, or a lawful exemption."""
