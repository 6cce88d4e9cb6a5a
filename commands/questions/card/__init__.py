"""Draws a question as people see it, with its history."""
