"""Referrals (移送): handed over, signed or refused, and a result owed back (M27)."""
