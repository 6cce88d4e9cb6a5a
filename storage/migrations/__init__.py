"""Tells the schema's history, for SQLite and PostgreSQL alike; run through `plek db` and tested on both."""
