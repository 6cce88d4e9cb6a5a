"""Brings a question to who may help, takes what they say, and looks after silence."""
