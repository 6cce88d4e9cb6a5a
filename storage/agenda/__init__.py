"""Keeps agenda items: what a region, the country or a network wants to find out."""
