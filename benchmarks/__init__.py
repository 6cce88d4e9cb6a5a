"""Measures what the product costs: speed, memory, and what `wie weet` finds. `make bench` prints the tables."""
