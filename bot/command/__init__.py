"""Lets a topic declare its commands, its kinds of thing and its words, and says what these are called."""
