"""Processes that share a database: who leads, who serves which platform."""
