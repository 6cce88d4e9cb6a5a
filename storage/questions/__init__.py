"""Keeps questions: what was asked, where, to whom, and what was answered."""
