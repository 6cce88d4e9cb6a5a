"""Keeps digests: subscriptions, issues and readers, and who follows what."""
