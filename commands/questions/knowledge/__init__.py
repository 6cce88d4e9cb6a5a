"""Says what kind of knowledge a question needs and where that stands, and finds questions by it."""
