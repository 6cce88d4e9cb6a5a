"""Keeps who wants to get acquainted, and the pairs that were introduced to each other."""
