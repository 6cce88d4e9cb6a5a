"""How well the product's own search finds who knows what: `make bench-relevance DATA=<folder>`. See README.md."""
