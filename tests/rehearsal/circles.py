"""What people do in the circles that they are in: groups, ties, tasks, hubs, area processes, and getting acquainted."""

from collections.abc import Sequence
from typing import Final

from sqlalchemy import select

from storage.acquaintance.introduction import State as Met
from storage.acquaintance.tables import introductions, sides
from storage.database.database import Tx
from storage.groups import groups, requests
from storage.groups.group import State
from storage.tables import identities
from tests.cafe import NOTHING, Said
from tests.rehearsal.cast import Player, present
from tests.rehearsal.days import AREA, HUB, Story, has_form
from tests.rehearsal.outcomes import MARK

CIRCLE: Final = 3
"""People who look back together."""
WITHOUT: Final = "Wat bedoel"
"""How a reply begins to what was not understood."""


async def knock(story: Story, who: Player) -> None:
    """Ask to be let into a closed group."""
    closed = [each.name for each in await story.door.database.read(groups.every) if each.closed]
    if closed:
        name = story.chance.choice(sorted(closed))
        said = await _does(story, who, f"mag ik bij {name}")
        if {"Maak ongedaan", "Undo"} & {*said.buttons}:
            story.knocked.append((name, who))


async def open_up(story: Story) -> None:
    """Answer all who knocked: every other one gets a no, with the reason."""
    waiting, story.opened = await story.door.database.read(requests.open_ones, 1_000), [*story.knocked]
    team = present(story.players, "coordinator")
    for number, each in enumerate(waiting if team else ()):
        # Whoever asked does not answer, and not every one looks after every region.
        lines = (
            (f"laat toe {each.id}", "ja") if number % 2 else (f"laat niet toe {each.id}", f"het is vol, {MARK}", "ja")
        )
        for one in team:
            said = await one.person.in_turn(*lines)
            held = await story.door.database.read(requests.get, each.id)
            if held is None or held.state is not State.open:
                break
        else:
            story.refused.append(f"{lines[0]}: {said}")


async def tie(story: Story, who: Player) -> None:
    """Say what one's own network is to that of another, who then agrees."""
    mine, others = _mine(story, who), [each for each in story.made.get("N", []) if each[1] is not who]
    if not mine or not others:
        return
    number, driver = story.chance.choice(others)
    await _does(story, who, f"koppel {story.chance.choice(mine)} aan {number}: benut, een lijst van {who.field.knows}")
    if not driver.gone and driver.joined:
        await _does(story, driver, "band klopt")


async def set_task(story: Story, who: Player) -> None:
    """Set a task; others stand for a side of it."""
    line = f"taak: {who.field.knows} op orde brengen in {who.region}, deel {len(story.made.get('T', []))}"
    said = await _does(story, who, line)
    if said is not NOTHING and {"Klopt", "Right"} & {*said.buttons}:
        said = await _does(story, who, "klopt")
    if number := _named("T", said):
        story.made.setdefault("T", []).append((number, who))


async def evaluate(story: Story, who: Player) -> None:
    """Begin to look back on one's own network, with three others."""
    if mine := _mine(story, who):
        others = [each.person.identity.name for each in present(story.players) if each is not who]
        circle = ", ".join(story.chance.sample(others, min(CIRCLE, len(others))))
        said = await _does(story, who, f"evaluatie starten {story.chance.choice(mine)}: wat levert het op?")
        if has_form(said):
            await who.person.fills_in(said, people_=circle)
        else:
            await _does(story, who, circle)
        if number := _named("E", await _does(story, who, "klopt")):
            story.made.setdefault("E", []).append((number, who))


async def stand(story: Story, who: Player) -> None:
    """Stand for a side of a task: with both it can be finished."""
    tasks = [number for number, maker in story.made.get("T", []) if maker is not who]
    if tasks:
        number = story.chance.choice(tasks)
        side = story.chance.choice(("de regio", "het Rijk"))
        said = await _does(story, who, f"ik trek {number} voor {side}")
        if {"Maak ongedaan", "Undo"} & {*said.buttons}:
            story.given.setdefault(number, set()).add(who.person.identity.id)


async def look_after(story: Story, who: Player) -> None:
    """Say how it is with a hub or an area that one drives."""
    mine = [(number, story.sorts[number]) for number in _mine(story, who) if story.sorts.get(number) in (HUB, AREA)]
    if not mine:
        return
    number, sort = story.chance.choice(mine)
    lines = (
        (f"functie strategie {number}: deels: {who.body}", f"functie mist leren {number}: een klas", f"hub {number}")
        if sort == HUB
        else (f"gebiedsproces starten {number}", "ja", f"stap klaar {number}", "ja", f"afspraak {number} rollen: samen")
    )
    for line in lines:
        await _does(story, who, line)


async def help_out(story: Story, who: Player) -> None:
    """Do a function of somebody's hub."""
    hubs = [number for number, _who in story.made.get("N", []) if story.sorts.get(number) == HUB]
    if hubs:
        await _does(story, who, f"ik doe leren bij {story.chance.choice(hubs)}")


async def get_acquainted(story: Story, who: Player) -> None:
    """Take part in introductions, and say something to the last one."""
    said = await _does(story, who, "kennismaken aan")
    if "kennismaken leuk" in {each.line for each in said.reply.actions()}:
        await _does(story, who, story.chance.choice(("kennismaken leuk", "kennismaken leuk", "deze maand niet")))


def met(tx: Tx) -> list[tuple[str, str]]:
    """Return the ids of members who both said yes to each other: each pair in both orders."""
    who = select(sides.c.introduction_id, identities.c.native_id)
    both = who.join(introductions, introductions.c.id == sides.c.introduction_id).join(
        identities, identities.c.member_id == sides.c.member_id
    )
    found: dict[int, list[str]] = {}
    for number, native in tx.execute(both.where(introductions.c.state == Met.met)):
        found.setdefault(number, []).append(native)
    pairs = [each for each in found.values() if len(each) == 2]
    return [*((one, two) for one, two in pairs), *((two, one) for one, two in pairs)]


def wrong_with(story: Story, met: Sequence[tuple[str, str]]) -> list[str]:
    """Return who knocked and heard neither yes nor no, and who met without hearing whom."""
    wrong = []
    for name, who in story.opened:
        if not (who.gone or who.person.identity.id in story.waiting or _told(story, who, name)):
            wrong.append(f"{who.person.identity.name} knocked at {name}, and heard neither yes nor no")
    people = {each.person.identity.id: each for each in story.players if not each.gone}
    for one, other in met:
        if one in people and other in people and not _told(story, people[one], people[other].person.identity.name):
            wrong.append(f"{people[one].person.identity.name} got acquainted, and did not hear with whom")
    return wrong


def _told(story: Story, who: Player, name: str) -> bool:
    """Tell whether somebody heard of it, beside what they were answered at once."""
    return any(name in each for each in story.door.heard_in(who.person.chat) if not each.key.endswith("/answer"))


def _named(letter: str, said: Said) -> str:
    """Return the first number with that letter."""
    return next((each.strip(".,:") for each in said.split() if each.startswith(f"{letter}-")), "")


def _mine(story: Story, who: Player) -> list[str]:
    return [number for number, maker in story.made.get("N", []) if maker is who]


async def _does(story: Story, who: Player, line: str) -> Said:
    said = await who.person.says(line)
    if said is NOTHING or said.startswith(WITHOUT) or "ging iets mis" in said:
        story.refused.append(f"{line}: {said or 'silence'}")
    return said
