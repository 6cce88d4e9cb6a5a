"""One module a topic of conversation. Every `Command` in it is found; nothing else needs to know of it."""
