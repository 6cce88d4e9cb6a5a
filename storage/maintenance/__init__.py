"""Keeps up a database: migrations, retention, snapshots, diagnosis, lists in and out."""
