"""Shows questions to who looks for them: one, a list, in search, on a page, in a digest."""
