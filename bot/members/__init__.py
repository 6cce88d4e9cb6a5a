"""Members: what they may, what is shown of them, what is held about them."""
