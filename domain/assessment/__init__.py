"""How units and officials stand: scores and their settlement, pledges, reports, evaluations."""
