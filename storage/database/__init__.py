"""Speaks to the two databases: connections, transactions, the queue of writers, limits of time, folded text."""
