"""The engine of the Café. It knows no topic, no platform and no SQL."""
