"""Shows who coordinates what waits, with the buttons of the chat, on pages that only they open: the workbench."""
