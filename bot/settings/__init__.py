"""Reads settings: declared in sections, loaded, checked, and listed for the doctor and the documentation."""
