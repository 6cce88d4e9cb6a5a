"""Decides to whom a question goes, when, and who is spared; the rules for it are the operator's."""
