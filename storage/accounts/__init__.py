"""Accounts as a whole: two of them joined, and one of them forgotten."""
