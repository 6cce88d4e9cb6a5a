"""Makes digests: when they are due, what is chosen for whom, and how they are put together."""
