"""Measures how well the product's own search finds who knows what: `make bench-relevance DATA=<folder>`."""
