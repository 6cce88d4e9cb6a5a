"""Keeps members: who they are, on which platform, for which organisation, in which role."""
