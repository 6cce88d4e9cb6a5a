"""The workbench: what waits for who coordinates, and the buttons of the chat, on pages that only they open."""
