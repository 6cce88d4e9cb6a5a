"""Keeps the shared database: SQL in, frozen dataclasses out. Imports nothing of the bot."""
