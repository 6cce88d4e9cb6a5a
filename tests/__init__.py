"""The tests, in rooms as the product is; `servers` holds the real servers that they stand on."""

from pathlib import Path

ROOT = Path(__file__).parents[1]
"""The project."""
