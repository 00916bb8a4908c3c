"""The HTTP API: parse, call the handler or a query, render. Nothing is decided here."""
