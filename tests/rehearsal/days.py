"""What people do on a day: they join, ask, search, answer, thank, chat among themselves, bring things in, and leave."""

import re
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from random import Random
from typing import Final

from bot.chat.message import Conversation
from bot.chat.reply import Form
from storage.networks import networks
from tests.cafe import NOTHING, Door, Said
from tests.rehearsal.cast import FIELDS, Field, Player, present

CHAT: Final = (
    "Goedemorgen allemaal!",
    "Wie is er donderdag op kantoor?",
    "Ik heb de stukken gemaild.",
    "Mooi weer vandaag",
    "Kan iemand de link nog eens sturen?",
    "haha precies",
    "De trein is weer te laat",
    "Dat bespreken we morgen, toch?",
    "PLeK stond in de krant: https://example.org/plek",
)
"""What people say to each other: none of it is for us."""
HUB, AREA = "regionale kennishub", "gebiedswerkplaats"
SORTS: Final = ("kennisnetwerk", "kennisnetwerk", HUB, AREA)
"""What networks that people register are, in turn."""
THANKS: Final = ("Dank je wel!", "Top, hier kan ik wat mee.", "👍", "Bedankt, ik bel je.")


@dataclass(slots=True)
class Asked:
    """A question that was put, and what came of it as we know it from who did it."""

    number: str
    asker: Player
    field: Field
    at: datetime
    answers: int = 0
    closed: bool = False


@dataclass(slots=True)
class Story:
    """What happened so far, as the people know it."""

    door: Door
    players: Sequence[Player]
    places: list[Conversation]
    chance: Random
    asked: list[Asked] = field(default_factory=list)
    unaddressed: int = 0
    answered_unasked: list[str] = field(default_factory=list)
    """Lines that were not for us and that we answered."""
    refused: list[str] = field(default_factory=list)
    """What somebody did that the product did not take as it was meant, with what it said."""
    given: dict[str, set[str]] = field(default_factory=dict)
    """By number, the ids of those who gave input that is to be heard back."""
    concluded: dict[str, frozenset[str]] = field(default_factory=dict)
    """By the number of what came to its end, the ids of those who had given to it by then."""
    waiting: set[str] = field(default_factory=set)
    """The ids of those for whom something was still kept at the end."""
    made: dict[str, list[tuple[str, Player]]] = field(default_factory=dict)
    """By letter, the numbers of what was made, and who made it."""
    sorts: dict[str, str] = field(default_factory=dict)
    """By the number of a network that was registered, what sort it is."""
    knocked: list[tuple[str, Player]] = field(default_factory=list)
    """Groups, and who asked to be let in."""
    opened: list[tuple[str, Player]] = field(default_factory=list)
    """Those of them that had asked when all were answered."""
    moved: tuple[Conversation, Conversation] | None = None
    """A room that was upgraded, and what it became."""
    sent_before: dict[str, int] = field(default_factory=dict)
    """By place, how much was said there before it moved."""
    to_be_answered: set[str] = field(default_factory=set)
    """The keys of answers to what a killed process had stored."""

    def place_for(self, who: Player) -> Conversation:
        """Choose a place on the platform of somebody."""
        there = [each for each in self.places if each.platform == who.person.identity.platform]
        return self.chance.choice(there or self.places)


async def join(story: Story, who: Player) -> None:
    """Sign up, with what they know."""
    knows = f"Ik weet veel van {who.field.knows} in {who.region}."
    said = await who.person.signs_up(
        organisation=who.body, organisation_kind=who.kind, regions=who.region, themes=who.field.theme, knows=knows
    )
    who.joined = said is not NOTHING
    if who.unnamed:
        await who.person.says("altijd zonder naam")


async def register(story: Story, who: Player) -> None:
    """Register the network that they drive; a coordinator approves it."""
    name = f"Netwerk {who.field.theme} {who.region} {len(story.made.get('N', []))}"
    sort = SORTS[len(story.made.get("N", [])) % len(SORTS)]
    values = {"name": name, "kind": sort, "themes": who.field.theme, "regions": who.region}
    values |= {"aim": f"Samen leren over {who.field.knows}.", "level": "regionaal", "how_to_join": "Mail ons."}
    message = who.person.message("netwerk aanmelden", values={**values, "website": "", "another": "ja"})
    said = await who.person.meets(message)
    found = await story.door.database.read(networks.by_name, name)
    if not found:
        story.refused.append(f"netwerk aanmelden {name}: {said}")
        return
    number = f"N-{found[0]}"
    team = [each for each in present(story.players, "coordinator") if each is not who]
    _note(story, "N", number, who)
    story.sorts[number] = sort
    if team:
        await story.chance.choice(team).person.surely(f"keur goed {number}")


async def ask(story: Story, who: Player) -> None:
    """Put a question in private, with who could help as it is proposed."""
    topic = story.chance.choice(FIELDS)
    need = f"Hoe regel je {story.chance.choice(topic.needs)} in {who.region}?"
    said = await who.person.says(f"vraag {need}")
    if has_form(said):
        said = await who.person.fills_in(said)
    else:
        said = await who.person.in_turn("niemand", "ja")
        if not said.reply.subject:  # what was asked before was shown first
            said = await who.person.says("ja")
    if not said.reply.subject and said.startswith(("Eerder gevraagd", "Asked before")):
        await who.person.says("stop")  # the very same was asked: they read what came of it
        return
    if said.reply.subject and (number := _number("K", said)):
        story.asked.append(Asked(number, who, topic, story.door.clock()))
        _note(story, "K", number, who)
    else:
        story.refused.append(f"vraag {need}: {said}")


async def seek(story: Story, who: Player) -> None:
    """Look for people in one's own words."""
    topic = story.chance.choice(FIELDS)
    line = story.chance.choice(
        (
            f"wie weet iets over {story.chance.choice(topic.needs)} in {who.region}",
            f"hoi, ik zoek iemand die weet van {topic.knows}",
            f"zijn er netwerken over {topic.theme} in {who.region}?",
            f"is er al iets gevraagd over {topic.theme}?",
        )
    )
    where = story.place_for(who) if story.chance.random() < 0.2 else None
    if await who.person.says(line, where=where) is NOTHING:
        story.refused.append(f"{line}: silence")


async def answer(story: Story, who: Player) -> None:
    """Answer an open question on one's own theme, or another."""
    waiting = [each for each in story.asked if not each.closed and each.asker is not who]
    fitting = [each for each in waiting if each.field is who.field] or waiting
    if not fitting:
        return
    asked = story.chance.choice(fitting)
    said = await who.person.says(
        f"antwoord {asked.number} Bij ons in {who.region} hielp een kaart van {who.field.knows}."
    )
    if number := _number("A", said) or _number("K", said):
        asked.answers += 1
        story.given.setdefault(asked.number, set()).add(who.person.identity.id)
        _note(story, "A", number, who)
    else:
        story.refused.append(f"antwoord {asked.number}: {said}")


async def thank(story: Story, who: Player) -> None:
    """Close a question of one's own that was answered, with a word of thanks."""
    mine = [each for each in story.asked if each.asker is who and each.answers and not each.closed]
    if mine:
        said = await who.person.says(f"sluit {mine[0].number} beantwoord: met een kaart")
        mine[0].closed = mine[0].number in said
        if not mine[0].closed:
            story.refused.append(f"sluit {mine[0].number}: {said}")


async def chat(story: Story, who: Player) -> None:
    """Say something to others in a channel, or thank somebody there; it is not for us."""
    line = story.chance.choice((*CHAT, *THANKS))
    story.unaddressed += 1
    said = await who.person.says(line, where=story.place_for(who), addressed=False)
    if said is not NOTHING:
        story.answered_unasked.append(f"{line}: {said}")


MADE: Final = {
    "G": "agendapunt: Hoe krijgen we {knows} op orde in {region}",
    "S": "signaal: in {region} loopt het vast op regels over {knows}",
    "L": "les: begin bij {knows} met een klein gebied in {region}, dat werkte goed",
    "C": "casus: een plan voor {knows} in {region}, hoe krijg je de buurt mee?",
    "W": "begrip {theme} {number}: wat we samen weten van {knows}",
    "H": "loket: wij zijn een bewonersinitiatief in {region} en zoeken geld voor {knows}",
    "Z": "peiling: waar beginnen we met {knows}? / klein / groot",
    "B": "bijeenkomst: praten over {knows} op {date} om 10 uur in {region}",
    "R": "dialoogtafel: {knows} in {region}, 3 tot 4 keer per jaar",
    "U": "nieuws: https://example.org/{number} wat een ander leerde van {knows} in {region}",
    "F": "werkvorm: een tafel over {knows} {number}, samen zien wat er speelt in {region}",
    "D": "bron: kaart van {knows} {number}, van Kadaster, elk jaar",
}
"""By its letter, how something is brought in."""
ON: Final = {"Klopt": "klopt", "Right": "right", "Goed, proces": "goed, proces", "Good, process": "good, process"}
"""What is pressed of what is offered, until it is put."""
FILLED: Final = {"why": "dat scheelt tijd", "where": "in het dorpshuis", "about": "samen kijken wat werkt"}
"""What people fill in where a form asks for it."""
STEPS = 5
JOINED: Final[dict[str, str]] = {
    "G": "steun {number}",
    "S": "bij ons ook {number}",
    "L": "bij ons ook {number}",
    "C": "denk mee {number}: begin bij de school",
    "Z": "stem {number} 1",
    "B": "ik kom {number}",
    "F": "gebruikt {number}: bij een dorpsplan, mensen kenden elkaar daarna",
}
"""By its letter, what others do with it."""


async def bring(story: Story, who: Player) -> None:
    """Bring something in, of any topic."""
    letter = story.chance.choice(tuple(MADE))
    day = story.door.clock().date().toordinal() + story.chance.randint(3, 12)
    told = {
        "knows": who.field.knows,
        "region": who.region,
        "theme": who.field.theme,
        "number": sum(map(len, story.made.values())),
        "date": type(story.door.clock().date()).fromordinal(day).strftime("%d-%m-%Y"),
    }
    said = await who.person.says(MADE[letter].format(**told))
    for _step in range(STEPS):
        if has_form(said):
            said = await who.person.fills_in(said, **{name: text for name, text in FILLED.items() if _asks(said, name)})
            continue
        if number := _made(letter, said):
            _note(story, letter, number, who)
            break
        fitting = next((line for button, line in ON.items() if button in said.buttons), "overslaan")
        said = await who.person.says(fitting)
    else:
        story.refused.append(f"{MADE[letter].format(**told)}: {said}")
    await who.person.says("stop")


async def take_part(story: Story, who: Player) -> None:
    """Do something with what another brought in."""
    letter = story.chance.choice(tuple(JOINED))
    others = [number for number, maker in story.made.get(letter, []) if maker is not who and not maker.gone]
    if not others:
        return
    number = story.chance.choice(others)
    said = await who.person.says(JOINED[letter].format(number=number))
    if {"Maak ongedaan", "Undo"} & {*said.buttons}:  # else it was too late for it
        story.given.setdefault(number, set()).add(who.person.identity.id)
    if said is NOTHING:
        story.refused.append(f"{JOINED[letter].format(number=number)}: silence")


async def leave(story: Story, who: Player) -> None:
    """Be forgotten; what others built on stays without a name."""
    await who.person.in_turn("vergeet mij", "blijven", "ja")
    who.gone = True


Act = Callable[[Story, Player], Awaitable[None]]


def has_form(said: Said) -> bool:
    """Tell whether a form is to be filled in."""
    return said is not NOTHING and any(isinstance(block, Form) for block in said.reply.blocks)


def _asks(said: Said, name: str) -> bool:
    return any(each.name == name and not each.value for each in said.form.fields)


def _number(letter: str, said: Said) -> str | None:
    found = re.search(rf"\b{letter}-\d+\b", said)
    return found[0] if found else None


def _made(letter: str, said: Said) -> str | None:
    """Return the number of what was just made; a proposal of it has none."""
    if (
        said is NOTHING
        or {"Klopt", "Right"} & {*said.buttons}
        or said.startswith(("Ik lees", "I read", "Dit lijkt", "This looks"))
    ):
        return None
    return _number(letter, said)


def _note(story: Story, letter: str, number: str, who: Player) -> None:
    story.made.setdefault(letter, []).append((number, who))
