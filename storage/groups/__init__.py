"""Keeps the groups of the Café, who asked to be let in, and what members are in a hub."""
