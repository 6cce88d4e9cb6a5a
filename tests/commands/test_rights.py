"""Who may change what is somebody else's: every command that writes, tried by every role in every scope.

Each is sent as a filled-in form, which answers all questions at once and passes by every button: what refuses here is
the command itself. Looked at is what then stands in the database that is not theirs. A command of a topic that comes
later is tried too: nobody but who answers for Twente may change with it what others have there, unless `MAY` says so.
"""

import asyncio
import re
import shutil
import sqlite3
from collections.abc import Awaitable, Callable, Mapping, Sequence
from contextlib import closing
from datetime import date, time
from enum import StrEnum
from pathlib import Path
from types import NoneType
from typing import Any, TypeAlias, get_args
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import Connection, Table, select

from bot.chat.message import Conversation
from bot.command.command import Command
from bot.command.kind import Kind
from bot.process.choices import Choices
from bot.reading.reader_registry import labels_of, reader_for
from storage.atlas import Region, Theme
from storage.database.database import Database
from storage.members.member import Member
from storage.members.roles import Grant
from storage.networks.network import Network
from storage.tables import audit
from storage.tables.base import metadata
from storage.vocabulary import Level, Role
from tests import FUZZ
from tests.cafe import ALL, Door, Person, Said, room
from tests.commands.members.test_privacy import lives
from tests.commands.questions.test_questions import put

EVERYBODY = frozenset({"member", "moderator elsewhere", "convenor elsewhere", "Flevoland", "ambassador elsewhere"})
HERE = frozenset({"Twente", "ambassador here", "country", "administrator"})
COUNTRY = frozenset({"country", "administrator"})
SHARE = 5
Row: TypeAlias = Mapping[Any, Any]  # Any: of a table
State: TypeAlias = Mapping[str, Mapping[tuple[object, ...], Row]]
Act: TypeAlias = Callable[[str, Mapping[str, str]], Awaitable[None]]
"""Does what a form of that line holds."""
Way: TypeAlias = Callable[[Door, Person], Awaitable[Act]]
"""How somebody acts."""
ROLES = ("visitor", *sorted(EVERYBODY), *sorted(HERE))

MAY: Mapping[str, frozenset[str]] = (
    dict.fromkeys(
        (
            *("add_theme", "block", "unblock", "undo", "withdraw_role"),
            *("set_language", "set_regions", "set_themes", "introduce", "drop_introduction", "pin", "drop", "reorder"),
            *("restore", "set_quiet_hours", "skip", "turn_off"),
        ),
        COUNTRY,
    )
    | dict.fromkeys(
        (
            *("accept_answer", "close_question", "reopen_question", "merge", "move", "split", "hide", "unhide"),
            *("approve_network", "send_back_network", "archive_network", "add_convenor", "change_name", "change_kind"),
            *("change_themes", "change_regions", "change_aim", "change_access", "change_website"),
            *("add_region", "add_synonym", "undo_name", "grant_role", "place_question"),
        ),
        HERE,
    )
    | dict.fromkeys(("use_method", "ask_member", "ask_network", "support_item"), EVERYBODY | HERE)
)
"""By command: who changes with it what others have in Twente. Of a command that is not named here: `HERE` at most."""

NOBODYS = frozenset(
    {
        *("audit", "cursors", "dialogues", "erasures", "inbox", "needs", "one_time_codes", "outbox", "posts", "terms"),
        *("hearings", "organisations", "organisation_names"),
    }
)
"""Tables in which nothing of somebody's stands: what is said, and what profiles call organisations."""


async def world(door: Door) -> None:
    """Questions, an answer, networks, a channel and roles in Twente, and something to undo, show again or let in."""
    owner, helper, boss = await door.member("Eigenaar"), await door.member("Ander"), await door.coordinator("Kernteam")
    await door.member("Buitengesloten")
    for text in (
        "de lucht meten",
        "een moestuin beginnen",
        "een beek verleggen",
        "een dorpshuis bouwen",
        "samen rijden",
    ):
        await put(owner, f"Hoe kun je in Twente {text}?")
    await helper.says("antwoord K-1 Met vaste meetpunten.")
    for name in ("Onder Twente", "Boven Twente"):
        await fill(owner, "netwerk aanmelden", _NETWORK | {"name": name})
    place = await door.room("Twentekamer", moderators=[boss])
    for line in ("keur goed N-1", "verberg K-3", "blokkeer M-4", "geef rol M-2 coordinator Salland", "K-1"):
        await boss.surely(line)
    for line in ("regio's Twente", "weekbericht aan maandag 09:00", "introductie Welkom in Twente."):
        await boss.says(line, where=place)
    await fill(owner, "sluit K-4", {"question": "K-4", "outcome": "1", "text": "Gelukt."})
    await fill(boss, "verplaats K-5", {"question": "K-5", "to": "Overijssel"})
    await fill(boss, "synoniem", {"known": "Twente", "also": "Tukkerland"})
    await door.cafe.settled()


async def fill(who: Person, line: str, values: Mapping[str, str], where: Conversation | None = None) -> Said:
    return await who.meets(who.message(line, where=where, values=dict(values)))


_NETWORK = {
    "kind": "kennisnetwerk",
    "themes": "water",
    "regions": "Twente",
    "aim": "Samen leren.",
    "level": "regionaal",
    "how_to_join": "Mail ons.",
    "website": "",
    "another": "ja",
}


async def attacker(door: Door, role: str) -> Person:
    someone = door.person("Iemand") if role == "visitor" else await door.member("Iemand")
    match role:
        case "moderator elsewhere":
            await door.room("Elders", moderators=[someone])
        case "convenor elsewhere":
            await fill(someone, "netwerk aanmelden", _NETWORK | {"name": "Polder", "regions": "Flevoland"})
        case "Twente" | "Flevoland":
            await door.grant(someone, Grant(Role.coordinator, region_id=await door.region(role)))
        case "ambassador elsewhere" | "ambassador here":
            where = await door.region("Flevoland" if role.endswith("elsewhere") else "Twente")
            await door.grant(someone, Grant(Role.steward, region_id=where))
        case "country":
            await door.grant(someone, Grant(Role.coordinator))
        case "administrator":
            await door.grant(someone, Grant(Role.admin))
    await someone.says("hulp")
    return someone


def values_of(command: Command[Any]) -> dict[str, str]:  # Any: its parameters
    """Values that mean something of another, by the name or type of each parameter."""
    told = {each.name: value_of(each.type, each.name) for each in command.parameters}
    return told | {name: value for name, value in SAID.get(command.name, {}).items() if name in told}


def value_of(kind_of: Any, name: str) -> str:  # Any: an annotation
    for each in (kind_of, *get_args(kind_of)):
        if each in _VALUES:
            return _VALUES[each]
        for kind in ALL.topics.all(Kind):
            if kind.type is each:
                return f"{kind.letter}-1"
        if isinstance(each, type) and issubclass(each, StrEnum) and (labels := labels_of(ALL.topics, each)):
            return labels.names(next(iter(labels.labels)))[0]
    if kind_of is not str and name not in _TEXTS:
        # What a proposal says is right, and what a change would be is nothing.
        reader = reader_for(ALL.topics, kind_of)
        return "ja" if getattr(reader, "agrees", False) else "" if NoneType in get_args(kind_of) else "K-1"
    return _TEXTS.get(name, "Dit is nu anders gedaan.")


_VALUES: Mapping[Any, str] = {  # Any: annotations
    bool: "ja",
    date: "31-12-2026",
    time: "09:00",
    ZoneInfo: "Europe/Amsterdam",
    Region: "Salland",
    Theme: "wonen",
    Network: "N-1",
    Member: "M-1",
    Level: "regionaal",
}
_TEXTS = {
    **dict.fromkeys(("what", "to", "other", "message"), "K-1"),
    **dict.fromkeys(("which", "entry", "proposal"), "1"),
    "because": "Dit klopt niet.",
    "text": "Dit is anders.",
    "name": "Overgenomen",
    "aim": "Overgenomen.",
    "how_to_join": "Overgenomen.",
    "website": "https://voorbeeld.nl",
    "also": "Nergenshuizen",
    "known": "Twente",
}
SAID: Mapping[str, Mapping[str, str]] = {
    "set_language": {"which": "engels"},
    "unhide": {"what": "K-3"},
    "unblock": {"member": "M-4"},
    "reorder": {"parts": "netwerken"},
    "pin": {"which": "K-1"},
    "drop": {"which": "K-1"},
    "grant_role": {"member": "M-1", "role": "coordinator Twente"},
    "withdraw_role": {"member": "M-2", "role": "coordinator Salland"},
    "approve_network": {"network": "N-2"},
    "send_back_network": {"network": "N-2"},
    "change_kind": {"kind": "3"},
    "add_convenor": {"member": "M-2"},
    "propose_network": {"network": "N-2"},
    "bring_question": {"to": "M-3"},
    "pass_on": {"to": "M-3"},
    "place_question": {"to": "Twentekamer"},
    "place_agreed": {"which": "Twentekamer"},
    "take_away": {"which": "Twentekamer"},
    "close_question": {"outcome": "1"},
    "reopen_question": {"question": "K-4"},
    "merge": {"into": "K-2"},
    "move": {"to": "Salland"},
    "undo": {"question": "K-5", "entry": ""},
    "add_region": {"within": "Twente"},
    "undo_name": {"entry": "{synonym}"},
}
"""What a command must be told to do something here, where its types do not say it."""


def state(tx: Connection) -> State:
    """All rows that are somebody's, by table and key."""
    return {
        table.name: {_key(table, row): row for row in tx.execute(select(table)).mappings()}
        for table in metadata.sorted_tables
        if table.name not in NOBODYS and not table.name.startswith("search")
    }


def _key(table: Table, row: Mapping[Any, object]) -> tuple[object, ...]:
    return tuple(row[column.name] for column in table.primary_key) or tuple(row.values())


def touched(before: State, after: State, me: int) -> set[str]:
    """The tables in which a row that is not mine became another, went, or came."""
    found = set()
    for name, rows in before.items():
        for key in rows.keys() | after[name].keys():
            old, new = rows.get(key), after[name].get(key)
            mine = _is_mine(name, new, after, me) if old is None else _is_mine(name, old, before, me)
            if old != new and not mine:
                found.add(name)
    return found


def _is_mine(name: str, row: Row | None, there: State, me: int) -> bool:
    """Whether it goes with me, or with something that does."""
    if row is None:
        return False
    table = metadata.tables[name]
    if name == "members":
        return bool(row["id"] == me)
    people = {key.parent.name: key for key in table.foreign_keys if key.column.table.name == "members"}
    owners = [column for column, key in people.items() if key.ondelete == "CASCADE"] or [*people]
    if owners:
        return me in [row[column] for column in owners]
    above = [(key.column.table.name, row[key.parent.name]) for key in table.foreign_keys]
    return any(other != name and _is_mine(other, there.get(other, {}).get((id,)), there, me) for other, id in above)


@pytest.fixture(scope="module")
def made(sqlite_drawn: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The world, once, with what a member does in every topic: of each kind of thing there is one that is theirs."""
    file = Path(shutil.copy(sqlite_drawn, tmp_path_factory.mktemp("rights") / "plek.db"))
    database = Database(f"sqlite:///{file}")

    async def make() -> None:
        async with Door(database) as door:
            await world(door)
            for live in lives():
                await live(door, door.person("Eigenaar"))
            await door.cafe.settled()

    asyncio.run(make())
    database.close()
    return file


def tried(role: str) -> list[Command[Any]]:  # Any: their parameters
    """All that write in `make fuzz`; else a fifth, of which those who answer for nothing here have each another."""
    writing = [each for each in ALL.all if each.writes]
    return writing if FUZZ > 1 else writing[ROLES.index(role) % SHARE :: SHARE]


def line_of(command: Command[Any], values: Mapping[str, str]) -> str:  # Any: its parameters
    """What a form of that command says it is of: with the thing, where the letter tells whose verb it is."""
    first = next(iter(values.values()), "")
    return f"{command.phrase('nl')} {first}" if _NUMBERED.fullmatch(first) else command.phrase("nl")


_NUMBERED = re.compile(r"[A-Z]-\d+")


async def in_a_channel(_door: Door, someone: Person) -> Act:
    """By forms in a channel of Twente."""
    place = room("Twentekamer")

    async def act(line: str, values: Mapping[str, str]) -> None:
        await fill(someone, line, values, place)

    return act


async def changed_by(
    role: str,
    made: Path,
    folder: Path,
    tries: Sequence[Command[Any]],  # Any: their parameters
    way: Way = in_a_channel,
    choices: Choices | None = None,
) -> dict[str, set[str]]:
    """What that role changes of others, by command: the tables."""
    file = Path(shutil.copy(made, folder / "plek.db"))
    database = Database(f"sqlite:///{file}")
    found: dict[str, set[str]] = {}
    async with Door(database, choices=choices) as door:
        someone = await attacker(door, role)
        act = await way(door, someone)
        me = (await someone.member()).id
        synonym = await database.read(lambda tx: tx.execute(_SYNONYM).scalar_one())
        before = await database.read(state)
        with closing(sqlite3.connect(":memory:")) as kept, closing(sqlite3.connect(file)) as live:
            live.backup(kept)
            for command in tries:
                values = {name: value.format(synonym=synonym) for name, value in values_of(command).items()}
                await act(line_of(command, values), values)
                await door.cafe.settled()
                after = await database.read(state)
                if tables := touched(before, after, me):
                    found[command.name] = tables
                if after != before:
                    kept.backup(live)
    database.close()
    return found


_SYNONYM = select(audit.c.id).where(audit.c.act == "name")


@pytest.mark.hypothesis  # `make fuzz` takes those
@pytest.mark.parametrize("role", ROLES)
async def test_each_role_changes_what_it_may_of_others_and_nothing_else(role: str, made: Path, tmp_path: Path) -> None:
    found = await changed_by(role, made, tmp_path, tried(role))
    assert {name: tables for name, tables in found.items() if role not in MAY.get(name, HERE)} == {}
    may = {each.name for each in tried(role) if role in MAY.get(each.name, frozenset())}
    assert may - set(found) == set(), "it does something here"
