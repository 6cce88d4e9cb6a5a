"""What every list says in the words of schema.org: types and properties that are there, and none of another type."""

import json
import re
from typing import Any, Final

import pytest

from adapters.web.shelves import root
from tests.adapters.web import test_calendar as meetings
from tests.adapters.web.conftest import Look
from tests.adapters.web.stage import KINDS, PLACES, fill
from tests.cafe import Door

ANY: Final = {"@id", "@type", "identifier", "name", "alternateName", "description", "url"}
WORK: Final = {"text", "about", "dateCreated", "dateModified", "spatialCoverage", "creditText", "contributor"}
PROPERTIES: Final = {
    "CreativeWork": WORK,
    "Question": WORK | {"suggestedAnswer"},
    "Answer": WORK,
    "Organization": {"areaServed", "knowsAbout", "contactPoint"},
    "Event": {"startDate", "endDate", "location", "about"},
    "DefinedTerm": set[str](),
    "ContactPoint": set[str](),
    "Person": set[str](),
    "Place": set[str](),
    "Thing": set[str](),
}
"""As https://schema.org has them, of the types that we use; a property of another is no data for who reads it."""
LD: Final = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.DOTALL)


@pytest.mark.parametrize("kind", [*KINDS, *PLACES, "bijeenkomsten"])
async def test_every_list_speaks_schema_org(door: Door, look: Look, kind: str) -> None:
    await (meetings.fill if kind == "bijeenkomsten" else fill)(door)
    answer = await look.at(f"/api/v1/{kind}?formaat=jsonld")
    told = json.loads(answer.text)
    assert told["@graph"], "something is on the web"
    for thing in told["@graph"]:
        strange(thing)
        assert thing["name"]
        assert thing["identifier"] in thing["@id"]
    first = told["@graph"][0]
    page = await look.at(f"{root('nl')}/{kind}/{first['identifier']}")
    (held,) = LD.findall(page.text)
    assert {**json.loads(held)} == {"@context": told["@context"], **first}


def strange(node: dict[str, Any]) -> None:  # Any: what JSON holds
    """Look for properties that a type does not have, here and below."""
    assert set(node) <= ANY | PROPERTIES[node["@type"]], node
    for held in node.values():
        for each in held if isinstance(held, list) else [held]:
            if isinstance(each, dict):
                strange(each)
