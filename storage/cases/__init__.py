"""Keeps cases: what was brought in, who thought along, how it went on, and what came of it."""
