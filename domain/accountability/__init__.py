"""Who answers for it: leads, cases, what was decided and what became of that (M29 to M33, M37)."""
