"""Polls: what was asked, who voted while it is open, and what came of it without anybody's name."""
