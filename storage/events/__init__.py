"""Meetings and series: what is planned, who comes, what was prepared, and what became of it."""
