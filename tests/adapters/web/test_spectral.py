"""The description of the API under spectral: the rules of OpenAPI, and the Dutch API Design Rules restated."""

import asyncio
import json
from pathlib import Path

from tests import ROOT
from tests.adapters.web.conftest import Look
from tests.servers.process import program

CHECKS = ROOT / "tests" / "servers" / "web_checks"
SPECTRAL = CHECKS / "node_modules" / ".bin" / "spectral"


async def linted(document: str, folder: Path) -> tuple[int, str]:
    """What spectral ends with, and says."""
    held = folder / "openapi.json"
    held.write_text(document)
    running = await asyncio.create_subprocess_exec(
        *(program(SPECTRAL), "lint", "--ruleset", CHECKS / "spectral.yaml", "--fail-severity", "warn", held),
        stdout=asyncio.subprocess.PIPE,
    )
    out, _err = await running.communicate()
    return running.returncode or 0, out.decode()


async def test_spectral_finds_nothing(look: Look, tmp_path: Path) -> None:
    status, told = await linted((await look.at("/api/v1/openapi.json")).text, tmp_path)
    assert status == 0, told


async def test_a_description_that_breaks_the_rules_is_found(look: Look, tmp_path: Path) -> None:
    document = json.loads((await look.at("/api/v1/openapi.json")).text)
    one = document["paths"].pop("/vragen")
    one["get"]["parameters"][0]["name"] = "zoek_woorden"
    one["get"]["responses"]["200"]["headers"].pop("API-Version")
    one["get"]["responses"]["422"] = {"description": "x"}
    document["paths"]["/mijnVragen/"] = {**one, "post": one["get"]}
    document["info"]["version"] = "een"
    status, told = await linted(json.dumps(document), tmp_path)
    assert status == 1
    of_paths, of_answers = ("paths-kebab-case", "no-trailing-slash", "http-methods"), ("version-header", "no-422")
    for rule in (*of_paths, *of_answers, "query-camel-case", "semver"):
        assert rule in told
