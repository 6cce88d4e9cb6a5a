"""Treats members as they wish: what they may, what is shown of them, what is held about them."""
