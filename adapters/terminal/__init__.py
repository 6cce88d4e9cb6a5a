"""A chat in the terminal: to try the bot without a platform, and the door of the tests."""

from adapters.terminal.adapter import Terminal

__all__ = ["Terminal"]
