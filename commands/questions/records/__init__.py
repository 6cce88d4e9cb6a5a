"""Gives out what is held of questions: files, figures, pages of the web, a member's own part."""
