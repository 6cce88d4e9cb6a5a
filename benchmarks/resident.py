"""Reads what a process has in memory."""

import resource
from pathlib import Path


def megabytes(pid: int | str = "self") -> float:
    """Resident now. What `getrusage` calls the most is no use: a child begins with that of its parent."""
    pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
    return pages * resource.getpagesize() / 1e6
