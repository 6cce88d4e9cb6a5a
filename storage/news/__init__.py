"""Keeps news: a link or a sentence that others should read, and what a hub saw in a month."""
