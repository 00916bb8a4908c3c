"""Units in a tree, posts, who holds them when, and what leaders are in charge of (M09)."""
