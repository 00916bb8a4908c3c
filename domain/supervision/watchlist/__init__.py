"""The watchlist: units, posts and persons with many complaints (重点督查、重点监控, M23)."""
