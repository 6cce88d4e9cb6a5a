"""Turns SVG into PNG in a process of its own, since that holds the interpreter for long and could take it down."""

import asyncio
import sys
from collections import OrderedDict
from contextlib import suppress
from pathlib import Path

import structlog

log = structlog.get_logger()

WITHIN = 10.0
"""Seconds."""
REMEMBERED = 64
"""Pictures that are kept: the same is mostly asked again soon."""
_PROGRAM = Path(__file__).with_name("png.py")


class Rasteriser:
    """Draws pictures, and keeps those that were asked for last."""

    def __init__(self) -> None:
        self._known: OrderedDict[tuple[str, int], bytes] = OrderedDict()

    async def png_of(self, svg: str, *, most: int) -> bytes | None:
        """Return the largest PNG of at most so many bytes; None when there is none, or it could not be drawn."""
        key = (svg, most)
        if key not in self._known:
            data = await _drawn(svg, most)
            if not data:
                return None
            self._known[key] = data
            while len(self._known) > REMEMBERED:
                self._known.popitem(last=False)
        self._known.move_to_end(key)
        return self._known[key]


async def _drawn(svg: str, most: int) -> bytes:
    arguments = (sys.executable, "-I", str(_PROGRAM), str(most))
    pipe = asyncio.subprocess.PIPE
    process = await asyncio.create_subprocess_exec(*arguments, stdin=pipe, stdout=pipe, stderr=pipe)
    try:
        async with asyncio.timeout(WITHIN):
            data, complaint = await process.communicate(svg.encode())
    except TimeoutError:
        log.warning("picture not drawn", why="it took too long")
        return b""
    finally:
        if process.returncode is None:
            with suppress(ProcessLookupError):
                process.kill()
            await process.wait()
    if process.returncode:
        log.warning("picture not drawn", code=process.returncode, why=complaint.decode(errors="replace")[-200:])
        return b""
    return data
