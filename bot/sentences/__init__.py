"""Reads a sentence in somebody's own words as the line of a command, or tells that it is none."""
