"""Judged needs over the example Café: who is to be named for each, and for which nobody is."""
