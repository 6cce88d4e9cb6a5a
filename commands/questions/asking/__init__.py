"""Lets a member put a question: its proposal, in one step, and what goes out once they agree."""
