"""Tells who may read a row of evidence, beside everyone."""

MEMBERS = "members"
"""The audience of what only signed-up members may read, in a personal chat."""
ROOMS = "rooms"
"""The audience of what may be read in channels and rooms too."""
