"""Measures how many sentences in people's own words get a reply that looks right."""
