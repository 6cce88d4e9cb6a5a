"""Lists in and out, as CSV."""
