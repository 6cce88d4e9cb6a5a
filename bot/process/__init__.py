"""The process: its loop, logs, metrics, clock and patience."""
