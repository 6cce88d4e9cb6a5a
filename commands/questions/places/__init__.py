"""Lets a question stand in channels and rooms, and be followed."""
