"""Keeps questions in order for coordinators: what waits, what is hidden, merged, split and moved."""
