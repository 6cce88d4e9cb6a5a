"""One folder a platform: two translations and a connection, no decisions."""
