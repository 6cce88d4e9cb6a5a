"""Keeps ties: what networks and organisations say that they are to each other, and what is counted of them."""
