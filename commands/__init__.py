"""Topics of conversation, a room each. Every `Topic` and `Command` in them is found by itself."""
