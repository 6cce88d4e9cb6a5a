"""The tests, in rooms as the product is; `servers` holds the real servers that they stand on."""

import os
from pathlib import Path

ROOT = Path(__file__).parents[1]
"""The project."""

FUZZ = int(os.environ.get("FUZZ", "1"))
"""How many times the usual number of examples is tried; `make fuzz` tries many, and others each time."""

CARDS = bool(os.environ.get("CARDS"))
"""Whether the card of each command is looked at; `make cards` does, `make test` looks at some."""
