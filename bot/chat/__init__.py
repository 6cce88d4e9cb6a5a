"""Defines messages in and replies out, in words of no platform."""
