"""Keeps what was looked for and nobody was known for."""
