"""Keeps files with lists that administrators sent in a chat, until they were taken in."""
