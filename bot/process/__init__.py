"""Keeps the process going: its loop, logs, metrics, clock and patience."""
