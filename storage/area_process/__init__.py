"""Keeps area processes: how far each is, what its partners agreed on, and the ways of working that there are."""
