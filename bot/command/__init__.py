"""Makes commands work: declares them, understands them, asks for what they miss, reads their values."""
