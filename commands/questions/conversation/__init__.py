"""Brings what is said about a question together: answers, talk, thanks, and what came of it."""
