"""Keeps messages: conversations, inbox and outbox, dialogues under way, and the cards that stand somewhere."""
