"""Answers a message: asks for what a command still misses, proposes what a sentence was read as, and runs it."""
