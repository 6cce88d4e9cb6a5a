"""Connects the Café to platforms: one folder a platform, two translations and a connection, no decisions."""
