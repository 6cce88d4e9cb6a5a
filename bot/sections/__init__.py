"""The sections of a digest: each `bot.digest.Section` in a module here is found; nothing else needs to know of it."""
