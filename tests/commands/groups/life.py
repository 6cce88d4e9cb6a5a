"""What somebody does with groups: they ask to be let in, look after one and answer, and say what they are in a hub."""

from storage.groups import groups, labels, requests
from storage.groups.group import Group, Label
from tests.cafe import Door, Person


async def live(door: Door, who: Person) -> None:
    me, other = (await who.member()).id, await door.member("Aanvrager")
    await door.database.write(groups.keep, (await group(door, "Zwerfkeiengroep")).id, me)
    await group(door, "Leemgroep")
    await who.says("mag ik bij Leemgroep")
    await other.says("mag ik bij Zwerfkeiengroep")
    found = await door.database.read(requests.open_ones, 9)
    theirs = next(each for each in found if each.member_id != me)
    await who.in_turn(f"laat niet toe {theirs.id}", "de groep is vol", "ja")
    await door.database.write(labels.put, 1, me, Label.connector, door.clock())


async def group(door: Door, title: str, for_whom: str = "makers", *, closed: bool = True) -> Group:
    """A group about Twente."""
    region, theme = frozenset({await door.region("Twente")}), frozenset({1})
    made, _new = await door.database.write(
        lambda tx: groups.put(tx, title, "PLeK Café", for_whom, closed=closed, regions=region, themes=theme)
    )
    return made
