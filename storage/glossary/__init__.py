"""Keeps the glossary: words that policy uses, what they mean and to whom, and who asked for them."""
