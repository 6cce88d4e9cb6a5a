"""Reads values from what people type: numbers, days, regions, people, a yes and a no."""
