"""The two databases: connections, transactions, the queue of writers, limits of time, and text as it is compared."""
