"""Lets no initiative or farmer who asks something wait for a first word from somebody with a name."""
