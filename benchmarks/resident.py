"""Reads what a process has in memory, and what processors spent on it."""

import os
import resource
from contextlib import suppress
from pathlib import Path


def megabytes(pid: int | str = "self") -> float:
    """Resident now. What `getrusage` calls the most is no use: a child begins with that of its parent."""
    pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
    return pages * resource.getpagesize() / 1e6


def spent_by(server: int | None) -> float:
    """Return how many seconds of processors a server spent, and the processes that it began; none without a server."""
    if server is None:
        return 0.0
    ticks = 0
    for each in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):  # it ended meanwhile
            # Behind the name, which may hold anything: state, parent, ...
            told = each.read_text().rpartition(")")[2].split()
            own, ended = sum(map(int, told[11:13])), sum(map(int, told[13:15]))
            if int(each.parent.name) == server:
                ticks += own + ended
            elif int(told[1]) == server:
                ticks += own
    return ticks / os.sysconf("SC_CLK_TCK")
