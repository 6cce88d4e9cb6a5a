"""Exchanges the files of the core, which rows of every topic may refer to."""
