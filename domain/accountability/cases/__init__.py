"""Cases (问责案件): looked into, heard, decided, served, executed, appealed against, lifted (M31, M32)."""
