"""Keeps ways of working: what they are for, how they go, and who used them where."""
