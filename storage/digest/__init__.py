"""Digests: subscriptions, issues and readers, and who follows what."""
