"""Upkeep of a database: migrations, retention, snapshots, diagnosis, lists in and out."""
