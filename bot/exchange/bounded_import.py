"""Imports files in a process of its own, with bounds of memory and time: whatever is in them, the chat goes on.

It runs `plek import --json` on the same database. What breaks there is told, and nothing of it is left behind.
"""

import asyncio
import json
import os
import resource
import sys
import tempfile
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any, Final

import structlog

log = structlog.get_logger()

WITHIN: Final = 600.0
"""Seconds."""
MOST_MEMORY: Final = 4_000_000_000
_DATABASE: Final = "PLEK_DATABASE__URL"

Told = Mapping[str, Any]  # Any: what JSON holds
"""What came of it: `bot.exchange.importing.plain`."""


class BrokenOff(Exception):
    """The import did not come to its end."""


async def run(database: str, files: Mapping[str, bytes], *, check: bool, language: str) -> Told:
    """Import these files, by their names; with `check` only tell what would come of it. Raises `BrokenOff`."""
    with tempfile.TemporaryDirectory(prefix="plek-intake-") as folder:
        paths = []
        for name, held in files.items():
            path = Path(folder) / Path(name).name
            path.write_bytes(held)
            paths.append(str(path))
        trial = ("--check",) if check else ()
        return await _imported(
            database, (sys.executable, "-m", "bot", "import", "--json", "--reasons", language, *trial, *paths)
        )


async def _imported(database: str, arguments: tuple[str, ...]) -> Told:
    pipe = asyncio.subprocess.PIPE
    process = await asyncio.create_subprocess_exec(
        *arguments, stdin=asyncio.subprocess.DEVNULL, stdout=pipe, stderr=pipe, env={**os.environ, _DATABASE: database}
    )
    try:
        with suppress(ProcessLookupError):
            resource.prlimit(process.pid, resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
        async with asyncio.timeout(WITHIN):
            out, complaint = await process.communicate()
    except TimeoutError:
        log.warning("lists not imported", why="it took too long")
        raise BrokenOff from None
    finally:
        if process.returncode is None:
            with suppress(ProcessLookupError):
                process.kill()
            await process.wait()
    try:
        told: Told = json.loads(out)
    except ValueError:
        log.warning("lists not imported", code=process.returncode, why=complaint.decode(errors="replace")[-200:])
        raise BrokenOff from None
    return told
