"""Plays the rows of `data/transcripts.csv`: what people say to the Café, and what it must say to that in substance.

A topic has a module `stage` in its folder of tests, with a `STAGE` that sets up what its rows take as given, and says
who speaks where their name does not tell that. Its rows are played from then on, and those of `data/phrases.csv` too.

    async def supported(play: Play) -> None: ...

    STAGE = Stage("agenda", given={"{tw-09} is supported by two members": supported, "no item is about x": None})

`given` is a function for what is to be done, and None for what is so already. A column `says` tells what is looked for
instead of the words of `reply`, where that describes a reply or differs from the manners of the product; then `because`
says why. Its parts stand between ` | `: words that are said, `[Label]` of a button, and behind `!` what is not said.
"""

import csv
import importlib.util
import pkgutil
import re
from collections.abc import Awaitable, Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cache
from itertools import groupby
from zoneinfo import ZoneInfo

import pytest
from _pytest.mark.structures import ParameterSet
from sqlalchemy import Connection, select

import tests.commands
from bot.chat.message import Conversation
from bot.command.kind import Kind
from bot.reading.numbers import CORE
from storage import atlas, exchange
from storage.database.text import fold
from storage.members.roles import Grant
from storage.tables import outbox
from storage.vocabulary import Role
from tests import ROOT
from tests.cafe import ALL, PLATFORM, Door, Person, Said

DATA = ROOT / "tests" / "data"
ZONE = ZoneInfo("Europe/Amsterdam")
SHARE = 0.65
"""Of the words of a sentence, how many must be said for its substance."""
STEM = 6
"""Letters by which two forms of a word are one."""
SMALL = 2
"""Letters of words that say little: they count where a sentence has no other."""
BEFORE = timedelta(hours=20)
"""How long before its first step a test is set up: a day of office hours, within which nothing becomes due."""

Given = Callable[["Play"], Awaitable[None]]
Cast = Callable[["Play", str, str], Awaitable[Person]]
"""Makes the person of that name, who speaks that language."""


@dataclass(frozen=True, slots=True)
class Step:
    number: str
    language: str
    given: str
    clock: str
    who: str
    line: str
    reply: str
    says: str
    because: str


@dataclass(frozen=True, slots=True)
class Transcript:
    topic: str
    test: str
    steps: tuple[Step, ...]

    def __str__(self) -> str:
        return f"{self.topic}-{self.test}"


@dataclass(frozen=True, slots=True)
class Phrase:
    """What people say, and the line that it must become; else `becomes` with the reason in `because`."""

    topic: str
    language: str
    said: str
    means: str
    becomes: str
    because: str

    def __str__(self) -> str:
        return f"{self.topic}-{self.language}-{fold(self.said)[:50].replace(' ', '_')}"


@dataclass(frozen=True, slots=True)
class Stage:
    """Says how the rows of a topic are played."""

    topic: str
    given: Mapping[str, Given | None] = field(default_factory=dict)
    who: Mapping[str, Cast] = field(default_factory=dict)
    things: Mapping[str, Callable[["Play"], Awaitable[str]]] = field(default_factory=dict)
    """By letter, what makes the thing that a phrase names, where the example set has none."""
    speaker: Callable[["Play", Person], Awaitable[None]] | None = None
    """Makes who says the phrases what they must be."""


@cache
def stages() -> Mapping[str, Stage]:
    """Find the stages of the topics that there are, by the names in the rows."""
    found = {}
    for room in pkgutil.iter_modules(tests.commands.__path__, "tests.commands."):
        if room.ispkg and importlib.util.find_spec(f"{room.name}.stage"):
            stage: Stage = importlib.import_module(f"{room.name}.stage").STAGE
            found[stage.topic] = stage
    return found


def transcripts() -> list[Transcript]:
    """Read those of the topics that there are."""
    with (DATA / "transcripts.csv").open(newline="", encoding="utf-8") as file:
        rows = [row for row in csv.DictReader(file) if row["topic"] in stages()]
    return [
        Transcript(
            topic,
            test,
            tuple(
                Step(
                    each["step"],
                    each["language"],
                    each["given"],
                    each["clock"],
                    each["who"],
                    each["line"],
                    each["reply"],
                    each["says"],
                    each["because"],
                )
                for each in theirs
            ),
        )
        for (topic, test), theirs in groupby(rows, lambda row: (row["topic"], row["test"]))
    ]


def phrases() -> list[Phrase]:
    """Read those of the topics that there are."""
    with (DATA / "phrases.csv").open(newline="", encoding="utf-8") as file:
        return [Phrase(**row) for row in csv.DictReader(file) if row["topic"] in stages()]


def waiting(rows: Iterable[Transcript | Phrase], mended_later: Collection[str]) -> list[ParameterSet]:
    """Give rows to a test: of those that are known to fail each must fail, until it is mended."""
    fails = pytest.mark.xfail(strict=True, reason="listed as LATER: what it needs is not built, or read otherwise yet")
    return [pytest.param(each, id=str(each), marks=[fails] if str(each) in mended_later else []) for each in rows]


class Play:
    """A test as it goes on: who is in it, and what it made."""

    def __init__(self, door: Door, stage: Stage) -> None:
        self.door = door
        self.stage = stage
        self.keys: dict[str, str] = {}
        """The numbers of what the test made: `new` is G-71."""
        self.people: dict[str, Person] = {}
        self.places: dict[str, Conversation] = {}
        """Where somebody speaks, by their name; a personal chat when left out."""
        self.answers: dict[str, str] = {}
        """Which message somebody answers with all that they say, by their name."""
        self._seen: set[str] = set()
        self._heard: dict[str, int] = {}

    async def goes(self, steps: Iterable[Step]) -> None:
        """Play them in order, and hold each reply against its row."""
        for step in steps:
            await self._set_up(step)
            if step.line:
                await self._says(step)
            else:
                await self._hears(step)

    async def who(self, name: str, language: str = "nl") -> Person:
        """The person of that name: made on their first part, of the role and region that it tells."""
        if name not in self.people:
            made = self.stage.who.get(name, by_name)
            self.people[name] = await made(self, name, language)
            self._heard[name] = len(self.door.far.sent)
        return self.people[name]

    async def id(self, kind: str, key: str) -> int:
        """The id of a row of the example set."""
        found = await self.door.database.read(exchange.known, kind, key)
        assert found is not None, f"no {kind} has the key {key}"
        return found

    async def number(self, key: str) -> str:
        """The number of what the test made, or of a row of the example set: {tw-09} is G-12."""
        if key in self.keys:
            return self.keys[key]
        for kind in (*CORE, *ALL.topics.all(Kind)):
            if (found := await self.door.database.read(exchange.known, kind.name, key)) is not None:
                return kind.number(found)
        raise AssertionError(f"nothing has the key {key}")

    async def filled(self, text: str) -> str:
        """The text with numbers for keys. Nothing was made yet for a key that stays."""
        for key in dict.fromkeys(re.findall(r"\{([\w-]+)\}", text)):
            if key in self.keys or not key.startswith("new"):
                text = text.replace(f"{{{key}}}", await self.number(key))
        return text.replace("⏎", "\n")

    async def at(self, moment: datetime) -> None:
        """Let it be that time, with all that became due by then."""
        self.door.clock.now = moment
        for work in self.door.cafe.work.values():
            await work()
        due = await self.door.database.read(due_letters, moment)
        await self.door.far.until(lambda: due <= self.door.far.seen, due)
        await self.door.cafe.settled()

    async def _set_up(self, step: Step) -> None:
        begins = not self.people and not self._seen
        moment = datetime.fromisoformat(step.clock).replace(tzinfo=ZONE).astimezone(UTC) if step.clock else None
        if begins and moment:
            self.door.clock.now = moment - BEFORE
        if step.given:
            assert step.given in self.stage.given, f"nobody set up: {step.given}"
            if prepare := self.stage.given[step.given]:
                await prepare(self)
        if begins:
            await self.who(step.who, step.language)
        if moment:
            await self.at(moment)
        if begins or step.given:
            self._seen |= {*re.findall(NUMBER, "\n".join(self.door.far.sent))}
            if step.line:
                self._heard = dict.fromkeys(self.people, len(self.door.far.sent))

    async def _says(self, step: Step) -> None:
        who = await self.who(step.who, step.language)
        line = await self.filled(step.line)
        assert "{new" not in line, f"{line}: nothing was made yet"
        said = await who.says(line, where=self.places.get(step.who), reply_to=self.answers.get(step.who))
        await self.door.cafe.settled()
        self._heard[step.who] = len(self.door.far.sent)
        await self._compare(step, [said] if said else [])

    async def _hears(self, step: Step) -> None:
        who = await self.who(step.who, step.language)
        place, heard = self.places.get(step.who, who.chat), self._heard[step.who]
        far = self.door.far
        await far.until(lambda: any(each.conversation.key == place.key for each in far.sent[heard:]), step.reply)
        await self.door.cafe.settled()
        came = far.sent[heard:]
        self._heard[step.who] = len(self.door.far.sent)
        await self._compare(step, [each for each in came if each.conversation.key == place.key])

    async def _compare(self, step: Step, came: list[Said]) -> None:
        heard = "\n".join(came)
        buttons = [button for each in came for button in each.buttons]
        wanted = step.says or step.reply
        self._learn(wanted, heard)
        wanted = await self.filled(wanted)
        self._seen |= {*re.findall(NUMBER, heard)}
        assert not step.because or step.says, "a row that differs says what is said instead"
        wrong = list(unlike(wanted, heard, buttons) if step.says else missing(wanted, heard, buttons))
        assert not wrong, f"step {step.number}, {step.who}: {step.line!r}\nlacks {wrong}\nin {heard}\n{buttons}"

    def _learn(self, wanted: str, heard: str) -> None:
        """What was made just now is the first number that was not seen before."""
        made = [each for each in dict.fromkeys(re.findall(NUMBER, heard)) if each not in self._seen]
        for key in dict.fromkeys(re.findall(r"\{(new\d?)\}", wanted)):
            if key not in self.keys and made:
                self.keys[key] = made.pop(0)


def due_letters(tx: Connection, now: datetime) -> set[str]:
    """The letters that are to be here by now."""
    here = (outbox.c.platform == PLATFORM) & (outbox.c.due_at <= now)
    return set(tx.execute(select(outbox.c.key).where(here)).scalars())


NUMBER = r"\b[A-Z]-\d+\b"


def missing(reply: str, heard: str, buttons: Iterable[str]) -> Iterator[str]:
    """Tell which sentences of a reply were not said in substance: most of the words of each, and every number."""
    said = stems(f"{heard} {' '.join(buttons)}", least=0)
    for sentence in re.split(r"(?<=[.?!;:])\s+", reply):
        words = stems(sentence, least=SMALL) or stems(sentence, least=0)
        numbers = [each for each in re.findall(NUMBER, sentence) if each not in heard]
        if numbers or (words and len(words & said) < SHARE * len(words)):
            yield sentence


def unlike(says: str, heard: str, buttons: Iterable[str]) -> Iterator[str]:
    """Tell which parts of `says` were not said, or were said and should not."""
    folded, labels = f" {fold(heard)} ", {fold(each) for each in buttons}
    for part in says.split(" | "):
        no, what = part.startswith("!"), part.removeprefix("!")
        there = fold(what) in labels if what.startswith("[") else f" {fold(what)} " in folded
        if there is no:
            yield part


def stems(text: str, *, least: int) -> set[str]:
    return {word[:STEM] for word in fold(text).split() if len(word) > least}


_COORDINATES = re.compile(r"^(?:coördinator|coordinator|kennisschakelaar)\b", re.IGNORECASE)
_STEWARD = re.compile(r"stuurgroep|steering group|steward", re.IGNORECASE)
_VISITOR = re.compile(r"niet aangemeld|not signed up", re.IGNORECASE)


async def by_name(play: Play, name: str, language: str) -> Person:
    """Make somebody of the role and region that their name tells: a member of the region of their profile."""
    door = play.door
    if _VISITOR.search(name):
        return door.person(name, language)
    region = await _region_in(door, name)
    someone = await door.member(name, language, regions=region)
    if _COORDINATES.match(name):
        await door.grant(someone, Grant(Role.coordinator, region_id=await door.region(region) if region else None))
    elif _STEWARD.search(name):
        await door.grant(someone, Grant(Role.steward))
    return someone


async def _region_in(door: Door, name: str) -> str:
    """The region that somebody's name tells: of "hub Noordelijk Flevoland" the longest."""
    parts, known = name.split(), await door.database.read(atlas.atlas)
    tails = [" ".join(parts[start:]) for start in range(1, len(parts))]
    return next((tail for tail in tails if known.region(tail)), "")
