"""Keeps shared sources: whose they are, when a new issue comes, and what contradicts them."""
