"""All ties as a file: the same in each form, and nothing in it that waits or points at a person."""

import csv
import io
import json
import xml.etree.ElementTree as ET

from tests.cafe import Door
from tests.commands.relations.test_relations import ONE, OTHER, THIRD, made

SPACE = "{http://graphml.graphdrawing.org/xmlns}"


async def test_each_form_holds_the_same_ties(door: Door) -> None:
    _one, other, _third = await made(door, ONE, OTHER, THIRD)
    kernteam = door.person("Kernteam")
    await kernteam.says(f"koppel {ONE} aan {OTHER}: kans: benut, =2+3")
    await other.says(f"koppel {OTHER} aan {THIRD}: werkt samen met")
    files = [(await kernteam.says(f"relaties als {form}")).handed for form in ("csv", "json", "graphml")]
    table, data, graph = (next(iter(each.values())).decode() for each in files)
    (row,) = csv.DictReader(io.StringIO(table))
    assert (row["from"], row["tie"], row["to"], row["chance"]) == (ONE, "benut", OTHER, "yes")
    assert row["text"] == "'=2+3"
    told = json.loads(data)
    assert [each["name"] for each in told["things"]] == [ONE, OTHER]
    assert [(each["from"], each["to"]) for each in told["ties"]] == [("network-1", "network-2")]
    (edge,) = ET.fromstring(graph).iter(f"{SPACE}edge")  # noqa: S314  # our own file
    assert (edge.attrib["source"], edge.attrib["target"]) == ("network-1", "network-2")
    assert f'"{ONE}"' in await kernteam.says("relaties als json p1")


async def test_it_is_handed_over_in_a_personal_chat_and_to_members_only(door: Door) -> None:
    await made(door, ONE, OTHER)
    assert (await door.person("Voorbijganger").says("relaties als csv")).handed == {}


async def test_it_is_of_one_network_where_one_is_named_and_an_unknown_name_is_told(door: Door) -> None:
    _one, other, _third = await made(door, ONE, OTHER, THIRD)
    kernteam = door.person("Kernteam")
    await kernteam.says(f"koppel {ONE} aan {OTHER}: benut")
    await other.says(f"koppel {OTHER} aan {THIRD}: werkt samen met")
    await door.person(f"Aanjager {THIRD}").says("band klopt")
    for line in (f"relaties als csv {ONE}", "download relaties csv N-1"):
        said = await kernteam.says(line)
        assert ONE in said
        held = next(iter(said.handed.values())).decode()
        assert OTHER in held
        assert THIRD not in held
    assert THIRD in next(iter((await kernteam.says(f"relaties als csv {OTHER}")).handed.values())).decode()
    assert THIRD not in await kernteam.says(f"relaties als csv {ONE} p1")
    assert "Ruimtestation" in await kernteam.says("relaties als csv Ruimtestation")
