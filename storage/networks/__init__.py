"""Keeps networks: what they are called, what they are about, who is in them."""
