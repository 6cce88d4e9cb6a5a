"""The core: what the Café is. Knows no platform, no SQL and no command."""
