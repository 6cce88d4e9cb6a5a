"""Lessons: what went well or can be better, who saw the same elsewhere, and who used them."""
