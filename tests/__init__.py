"""The tests, in rooms as the product is; `servers` holds the real servers that they stand on."""

import os
from pathlib import Path

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
"""Several processes learn and count beside each other: more threads only wait for each other."""

ROOT = Path(__file__).parents[1]
"""The project."""

FUZZ = int(os.environ.get("FUZZ", "1"))
"""How many times the usual number of examples is tried; `make fuzz` tries many, and others each time."""

SAMPLED = FUZZ == 1
"""Whether a test that walks through very much takes a share of it; `make fuzz` takes the whole of those it names."""

CARDS = bool(os.environ.get("CARDS"))
"""Whether the card of each command is looked at; `make cards` does, `make test` looks at some."""
