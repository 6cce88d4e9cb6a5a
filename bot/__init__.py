"""Runs the Café as its engine. It knows no topic, no platform and no SQL."""
