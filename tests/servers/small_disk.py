"""A disk of a few megabytes in memory, to fill up."""

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest


@contextmanager
def small_disk(size: str) -> Iterator[Path]:
    """A disk of that size, in memory."""
    if os.geteuid() != 0:
        pytest.fail("Only root can mount a small disk: run the tests as root.")
    with TemporaryDirectory() as folder:
        subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={size}", "plek-test", folder], check=True)
        try:
            yield Path(folder)
        finally:
            subprocess.run(["umount", "--lazy", folder], check=True)


def fill(ballast: Path) -> None:
    """Write until nothing fits any more."""
    with suppress(OSError), ballast.open("wb", buffering=0) as file:
        while True:
            file.write(b"x" * 4096)
