"""Brings the Café to the terminal: to try the bot without a platform, and as the door of the tests."""

from adapters.terminal.adapter import Terminal
from adapters.terminal.exchange import Exchange

__all__ = ["Exchange", "Terminal"]
