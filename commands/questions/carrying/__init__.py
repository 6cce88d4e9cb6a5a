"""Says how far an answer carries: where it works or what it comes from, by which source, from which area."""
