"""Takes what comes in, in order, understands it and answers."""
