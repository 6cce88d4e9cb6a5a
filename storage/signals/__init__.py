"""Keeps signals from practice, what is decided on them, and risks."""
