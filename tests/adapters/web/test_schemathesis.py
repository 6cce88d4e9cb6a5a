"""The API under schemathesis: what its description says can be asked is asked, what it says cannot be is refused."""

import asyncio
import os
import sys
from pathlib import Path

import pytest

from adapters.web.api.values import PATH
from tests import FUZZ
from tests.adapters.web.conftest import Look
from tests.adapters.web.stage import KINDS, PLACES, fill
from tests.cafe import Door

NUMBERS = {**dict(zip(KINDS, "NKGSLWUFDT", strict=True)), **dict.fromkeys(PLACES, "N")}
SOME = "^/(vragen|themas)"
"""What is asked in `make test`: all lists are made alike."""
FOUND = '[parameters]\n"query.regio" = "twente"\n"query.thema" = "water"\n'
"""Codes are data: which there are, no description says."""


@pytest.mark.hypothesis  # `make fuzz` asks for all of it
async def test_it_holds_what_the_description_promises(door: Door, look: Look, tmp_path: Path) -> None:
    await fill(door)
    settings = tmp_path / "schemathesis.toml"
    real = (f'[[operations]]\ninclude-path = "/{name}/{{nummer}}"\n' for name in NUMBERS)
    letters = (f'parameters = {{ "path.nummer" = "{letter}-1" }}\n' for letter in NUMBERS.values())
    settings.write_text(FOUND + "".join(map(str.__add__, real, letters)))
    less = ("--include-path-regex", SOME, "--phases", "coverage")
    more = ("--phases", "coverage,fuzzing", "--max-examples", str(FUZZ))
    status, told = await asked(settings, look.address(), *(less if FUZZ == 1 else more), "--seed", str(FUZZ))
    assert status == 0, told
    assert "passed" in told


async def test_what_breaks_its_promise_is_found(door: Door, look: Look, tmp_path: Path) -> None:
    await fill(door)
    settings = tmp_path / "schemathesis.toml"
    settings.write_text("")  # an empty code can be asked of a region, says nobody
    described = (await look.at(f"{PATH}/openapi.json")).text.replace('"minLength": 1', '"minLength": 0')
    described = described.replace("https://cafe.example.nl", look.address())
    broken = tmp_path / "openapi.json"
    broken.write_text(described)
    status, told = await asked(settings, look.address(), "--include-path", "/vragen", "--phases", "coverage", of=broken)
    assert (status, "Dit is leeg." in told) == (1, True), told


async def asked(settings: Path, address: str, *arguments: str, of: Path | None = None) -> tuple[int, str]:
    """What schemathesis ends with, and says."""
    program = (sys.executable, "-m", "schemathesis.cli", "--config-file", str(settings), "run")
    location = str(of) if of else f"{address}{PATH}/openapi.json"
    running = await asyncio.create_subprocess_exec(
        *program,
        *(location, "--url", f"{address}{PATH}", "--no-color", *arguments),
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
        cwd=settings.parent,
        env={**os.environ, "HYPOTHESIS_STORAGE_DIRECTORY": str(settings.parent / "examples")},
    )
    out, _err = await running.communicate()
    return running.returncode or 0, out.decode()
