"""Evaluation campaigns (千人评二级机构、三项评议、十百千万评议): rosters, ballots, rankings (M35)."""
