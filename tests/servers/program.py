"""Runs `plek` in processes that begin with its modules loaded, which takes longer than most of what it is asked.

`plek(...)` asks a process that loaded them to split itself; the half that is new becomes the program, in its own
folder, with its own environment, input and output. How a shell starts it is tested by starting `PLEK` itself.
"""

import atexit
import gc
import json
import os
import select
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import IO, Any

from tests import ROOT

PLEK = Path(sys.executable).with_name("plek")
"""The program as a shell starts it."""

ENDS_WITHIN = 120.0
"""Seconds that what is asked may take."""


def without_settings() -> dict[str, str]:
    """The environment of the tests, without what would set the bot up."""
    return {name: value for name, value in os.environ.items() if not name.upper().startswith("PLEK_")}


def plek(
    *args: str | Path,
    folder: Path,
    said: str = "",
    settings: Mapping[str, str] | None = None,
) -> subprocess.CompletedProcess[str]:
    """Run `plek` in a folder of its own, with these settings and no others."""
    with tempfile.TemporaryDirectory() as kept:
        streams = [Path(kept) / name for name in ("in", "out", "err")]
        streams[0].write_text(said)
        command = [str(PLEK), *map(str, args)]
        environment = without_settings() | dict(settings or {})
        ended = _loaded().run([command, str(folder), environment, [str(each) for each in streams]])
        return subprocess.CompletedProcess(command, ended, *(each.read_text() for each in streams[1:]))


class Loaded:
    """A process that has the modules of `plek` loaded and waits; it ends with this one, however that ends."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-c", f"from {__name__} import serve; serve()"],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        assert self._process.stdin
        assert self._process.stdout
        self._to: IO[str] = self._process.stdin
        self._from: IO[str] = self._process.stdout

    def run(self, asked: list[Any]) -> int:  # Any: JSON
        """How it ended, when it has. Raises `subprocess.TimeoutExpired`."""
        print(json.dumps(asked), file=self._to, flush=True)
        if not select.select([self._from], [], [], ENDS_WITHIN)[0]:
            self._process.kill()
            raise subprocess.TimeoutExpired(asked[0], ENDS_WITHIN)
        return int(self._from.readline())

    def close(self) -> None:
        self._to.close()
        self._process.wait()


@cache
def _loaded() -> Loaded:
    loaded = Loaded()
    atexit.register(loaded.close)
    return loaded


def serve() -> None:
    """Run what is asked, one after the other, until nobody can ask any more."""
    from bot.__main__ import main, sections  # noqa: PLC0415  # loaded here, not in the tests

    sections()
    gc.freeze()
    asked_for, answers = os.fdopen(os.dup(0)), os.fdopen(os.dup(1), "w")
    for line in asked_for:
        command, folder, environment, streams = json.loads(line)
        child = os.fork()
        if child:
            print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), file=answers, flush=True)
            continue
        os.chdir(folder)
        os.environ.clear()
        os.environ.update(environment)
        for number, path in enumerate(streams):
            os.dup2(os.open(path, os.O_RDWR | os.O_CREAT), number)
        sys.argv = command
        main()
        return
