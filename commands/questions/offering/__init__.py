"""Offers what was learnt in one area to people who still ask in another, sparingly."""
