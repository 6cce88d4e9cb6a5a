"""Brings out what is said: letters, their delivery, and the cards that are kept true."""
