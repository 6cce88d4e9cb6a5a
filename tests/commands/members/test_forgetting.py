"""Who is forgotten takes along what tells of them, known by whose it is; what somebody is called harms nobody."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

import pytest
from sqlalchemy import Column, Connection, ForeignKey, String, UniqueConstraint, func, or_, select, update

from bot.chat.message import Attachment, Message
from bot.chat.texts import _
from storage import links
from storage.accounts import authored, erasure, linking
from storage.accounts.authored import Authored
from storage.agenda import items
from storage.agenda.item import Draft, State
from storage.links import Thing
from storage.members import people
from storage.networks import networks
from storage.signals.signal import Part
from storage.tables.base import metadata
from storage.vocabulary import LinkKind
from tests.cafe import ALL, Door, Person
from tests.commands.members.test_privacy import lives
from tests.commands.questions.test_questions import put

GOES = "zwartkopgors"
"""A word that stands in all they fill in, and is gone with them."""
STAYS = "roerdomp"
"""A word in what others built on."""

MARK = "veldspaat"
"""A word that stands in all that they give to topics that came later: of that stays what each topic declares."""

NAMES = ("Text", "teams", "bodem", "een deelnemer", "member", "vraag", "a.*", "[a-z]+ (x|y", "M-1", "null")


class Marked(Person):
    """Somebody who ends each text of theirs in a word that nobody else uses: what stands behind a colon."""

    def message(self, text: str, **options: Any) -> Message:  # Any: as those of a person
        if told := options.get("values"):
            # In a form what ends as a sentence is a text of theirs.
            options["values"] = {name: f"{each} {MARK}" if each.endswith(".") else each for name, each in told.items()}
        return super().message(f"{text} {MARK}" if ": " in text else text, **options)


def everything(tx: Connection) -> Iterator[str]:
    """Yield each value of each column of each table, as text."""
    for table in metadata.sorted_tables:
        for row in tx.execute(select(table)).mappings():
            for column, value in row.items():
                shown = value.decode("latin-1") if isinstance(value, bytes) else str(value)
                yield f"{table.name}.{column}: {shown}"


async def holding(door: Door, word: str) -> list[str]:
    """Find where a word stands in the database."""
    return [each for each in await door.database.read(lambda tx: list(everything(tx))) if word in each.lower()]


def standing(door: Door, *, but: Person) -> str:
    """Return what the platform shows now to all but one: the latest of each message that was not taken back."""
    shown = {said.native_id: said for said in door.far.sent if said.conversation.key != but.chat.key}
    return "\n".join(said for native, said in shown.items() if native not in door.far.taken_back).lower()


async def registers(who: Person, word: str) -> None:
    """Register a network with that word in all that can be typed of it."""
    lines = ("netwerk aanmelden", f"Groep {word}", "leernetwerk", "water", "Twente", f"Doel {word}")
    told = (
        (_("How can someone join?"), f"Bel de {word}"),
        (_("Is there a page about it?"), f"https://example.org/{word}"),
    )
    said = await who.in_turn(*lines)
    for _step in range(6):
        if said.tells(_("Thank you. {name} waits for the approval of a coordinator.", name=f"Groep {word}")):
            return
        said = await who.says(next((line for asked, line in told if said.tells(asked)), "overslaan"))
    raise AssertionError(said)


async def fill_in_everything(door: Door) -> tuple[Person, Person]:
    """Let somebody fill in all that a person can, and another build on some of it."""
    team, other = await door.coordinator("Kernteam"), await door.member("Ander")
    who = Marked(door, f"Piet {GOES}", "nl")
    told = {"organisation": f"Stichting {GOES}", "position": f"hoofd {GOES}", "knows": f"Ik weet van {GOES}."}
    await who.signs_up(**told)
    mine = f"M-{(await who.member()).id}"
    room = await door.room("Kanaal", moderators=(who,))
    # On these others build.
    await put(who, f"Hoe vang je een {STAYS}?")
    await other.says("antwoord K-1 Met geduld.")
    await who.says(f"sluit K-1 beantwoord, de {STAYS} kwam vanzelf")
    await put(other)
    await who.says(f"antwoord K-2 Denk aan de {STAYS}.", files=(Attachment(f"{GOES}.pdf", f"https://x.nl/{GOES}"),))
    await other.says("helpt A-2")
    await registers(who, STAYS)
    await team.presses(_("Approve"), await team.hears(_("A network to approve")))
    # On these nobody does.
    await put(other, "Wie kent het veen bij Ede?")
    await who.says(f"antwoord K-3 Ik hoorde van {GOES}.")
    await put(other, "Waar leer je over rioolwater?")
    await other.says(f"breng K-4 bij {mine}")
    assert (await who.says(f"niet voor mij K-4 Want {GOES}.")).tells(
        _("Thank you for saying so. The asker hears of it.")
    )
    await put(who, f"Wie zag een {GOES}?")
    await who.says(f"meld K-2 Dit is {GOES}.")
    await who.says(f"wie weet iets van {GOES}")
    await who.says(f"wie weet iets van {GOES}", where=room)
    await other.says("wie weet iets van bodemkaarten", where=room)
    for line in (mine, "K-1", "K-2", "K-3", "K-5", "N-1", "vragen", "A-2", "wie weet hoe je iets vangt"):
        await other.says(line)
        await other.says(line, where=room)
    await who.says("K-2", where=room)
    await registers(who, GOES)
    await door.grant(who, (await team.member()).grants[0])
    await who.in_turn(f"vraag Een concept over {GOES}", "stop")
    await who.says(f"inleiding {GOES}", where=room)
    await who.says(f"zomaar {GOES}")
    for live in lives():
        await live(door, who)
    return who, other


GIVEN = {
    *("agenda_items.list_name", "tasks.list_name"),  # of a region, or what a network is called: `called_as`
    *("cases.brought_by", "signals.raised_by"),  # of a list that was read in
    "groups.for_whom",  # of the place, by a list or coordinators
    "area_processes.way",  # chosen of a list
    *(f"signals.{column}" for part in Part for column in part.columns),  # by whom `signal_words` says
    "networks.folded",
}
"""Texts in what is theirs that somebody else gave."""
NO_TEXTS = {"audit", "dialogues", "identities", "inbox", "members", "outbox", "posts", "question_places"}
"""Tables of which a full life fills each column, or that hold no texts but in JSON."""
SHORTEST = 80
"""Letters: what is shorter is a word of ours, such as a state."""


def write_everywhere(tx: Connection, member: int) -> int:
    """Write the word into each column that holds a text in a row of theirs, of every topic: how many rows."""
    made = {each.table.name: each.by for each in reversed(ALL.topics.all(Authored))}
    written = 0
    for table in metadata.sorted_tables:
        if table.name in NO_TEXTS or table.name.startswith("search"):
            continue
        people = [key for key in table.foreign_keys if key.column.table.name == "members"]
        theirs = [table.c[made[table.name]]] if table.name in made else _owners(people)
        # A row of nobody goes with the thing that it belongs to.
        above = [key for key in table.foreign_keys if not people and key.column.table.name in made]
        of = [each == member for each in theirs] + [
            key.parent.in_(select(key.column).where(key.column.table.c[made[key.column.table.name]] == member))
            for key in above
            if table.name != "poll_ballots"  # what others voted
        ]
        for column in filter(_is_text, table.columns):
            whose = column.info.get("words_of") or column.info.get("kept_words_of")
            where = [table.c[whose] == member] if whose else of
            if where:
                said = func.coalesce(column, "") + f" {MARK}"
                written += tx.execute(update(table).where(or_(*where)).values({column: said})).rowcount
    return written


def _owners(people: Sequence[ForeignKey]) -> list[Column[Any]]:
    """Whose a row is: with whom it goes, else whoever it names."""
    return [key.parent for key in people if key.ondelete == "CASCADE"] or [key.parent for key in people]


def _is_text(column: Column[Any]) -> bool:
    """Tell whether people fill it in: it is no word of ours, no key, and not of somebody else."""
    table = column.table
    unique = [column.name in each.columns for each in table.indexes if each.unique]
    unique += [column.name in each.columns for each in table.constraints if isinstance(each, UniqueConstraint)]
    if column.primary_key or any(unique) or f"{table.name}.{column.name}" in GIVEN:
        return False
    return isinstance(column.type, String) and (column.type.length is None or column.type.length >= SHORTEST)


def build_on_all(tx: Connection, member: int, other: int, now: datetime) -> list[str]:
    """Let somebody else link each thing of theirs to another, so that it is to stay: what goes all the same."""
    theirs = ALL.topics.all(Authored)
    for thing in authored.works(tx, theirs, member).unbuilt:
        links.link(tx, Thing("question", 3), LinkKind.gaat_over, thing, other, now)
    return sorted(each.kind for each in authored.works(tx, theirs, member).unbuilt)


async def puts_on_its_agenda(door: Door, who: Person) -> None:
    """Put something on the agenda of the network of who is to be forgotten, N-1."""
    named = (await door.database.read(networks.named, [1]))[1]
    draft = Draft("Hoe gaat het verder?", named, network_id=1, state=State.listed)
    item = await door.database.write(items.put, (await who.member()).id, draft, door.clock())
    assert STAYS in await who.says(item.number)
    assert await who.says(f"hoeder {item.number}")


async def forgotten(door: Door, who: Person, *lines: str) -> None:
    """Wait until they are, and all that comes of it arrived."""
    await who.in_turn("vergeet mij", *lines)
    goodbye = _("You are forgotten. If you write to me again, we start anew.")
    await door.far.until(lambda: any(said.tells(goodbye) for said in door.heard_in(who.chat)), "the goodbye")
    await door.cafe.settled()


async def test_with_blijven_exactly_what_others_built_on_stays_and_is_nameless(door: Door) -> None:
    who, other = await fill_in_everything(door)
    tables = {each.partition(".")[0] for each in await holding(door, GOES)}
    assert {"members", "identities", "organisations", "inbox", "outbox", "search_row", "requests", "reports"} <= tables
    assert GOES in standing(door, but=who)
    await door.database.write(write_everywhere, (await who.member()).id)
    await forgotten(door, who, "blijven", "ja")
    assert await holding(door, GOES) == []
    assert GOES not in standing(door, but=who)
    kept = {each.partition(":")[0] for each in await holding(door, STAYS)}
    assert {"questions.text", "questions.outcome_text", "answers.text", "networks.name"} <= kept
    card = await other.says("K-1")
    assert STAYS in card
    assert card.tells(_("a member"))
    assert "Denk aan" in await other.says("K-2")
    # Of a topic that came later stays what it declares that others built on, and what is of no person in that.
    built = {each.table.name for each in ALL.topics.all(Authored)}
    may_stay = built | {"search_row", "search_subject", "outbox", "hearings", "terms"}
    for table in metadata.sorted_tables:
        within, people = (
            [key for key in table.foreign_keys if key.column.table.name in names] for names in (built, {"members"})
        )
        if (within and not people) or any("kept_words_of" in each.info for each in table.columns):
            may_stay.add(table.name)
    assert {each.partition(".")[0] for each in await holding(door, MARK)} <= may_stay


async def test_with_alles_weg_nothing_stays_and_the_numbers_say_so(door: Door) -> None:
    """Of whatever topic, in whatever column, also when others built on everything."""
    who, other = await fill_in_everything(door)
    await puts_on_its_agenda(door, other)
    one, two = (await who.member()).id, (await other.member()).id
    left = await door.database.write(build_on_all, one, two, door.clock())
    assert left == ["desk request"], "that is of who asked and the desk alone"
    assert await door.database.write(write_everywhere, one) > 100
    assert STAYS in standing(door, but=who)
    await forgotten(door, who, "alles weg", "ja")
    for word in (GOES, STAYS, MARK):
        assert await holding(door, word) == []
        assert word not in standing(door, but=who)
    withdrawn = _("withdrawn")
    assert (await other.says("K-1")).tells(withdrawn)
    assert "Met geduld." in await other.says("K-1"), "what others answered is theirs"
    assert (await other.says("K-2")).tells(withdrawn)
    assert "K-1" not in await other.says(f"wie weet iets van de {STAYS}")


@pytest.mark.parametrize("name", NAMES)
async def test_what_somebody_is_called_harms_nobody(door: Door, name: str) -> None:
    who, namesake, other = await door.member(name), await door.member(f"{name} "), await door.member("Ander")
    del namesake
    await put(other)
    await other.says("wie weet iets van bodem")
    await who.says("antwoord K-1 Met sensoren.")
    await other.says("helpt A-1")
    card = await other.says("K-1")
    assert name in card
    before = await door.database.read(lambda tx: list(everything(tx)))
    mine = [each for each in before if each.startswith(("questions.", "answers.text", "themes.", "needs."))]
    await who.in_turn("vergeet mij", "blijven", "ja")
    await door.cafe.settled()
    after = await door.database.read(lambda tx: list(everything(tx)))
    assert set(mine) <= set(after)
    again = await other.says("K-1")
    assert again.tells(_("a member"))
    assert "Met sensoren." in again
    assert "Ander" in await other.says("profiel")


async def test_a_namesake_keeps_their_name(door: Door) -> None:
    who, other = await door.member("Jan Jansen"), await door.member("Ander")
    namesake = door.person("Jan Jansen Twee")
    await namesake.signs_up(name="Jan Jansen")
    await put(other)
    await who.says("antwoord K-1 Met sensoren.")
    await namesake.says("antwoord K-1 Met een app.")
    await other.in_turn("helpt A-1", "helpt A-2")
    of_both = (await other.says("K-1")).count("Jan Jansen")
    await who.in_turn("vergeet mij", "blijven", "ja")
    await door.cafe.settled()
    assert (await other.says("K-1")).count("Jan Jansen") == of_both / 2
    stored = await holding(door, "jan jansen")
    assert any(each.startswith("outbox.") for each in stored)


async def test_what_named_them_before_two_accounts_were_one_goes_too(door: Door) -> None:
    who, other = await door.member("Jan Jansen"), await door.member("Ander")
    await put(other)
    await who.says("antwoord K-1 Met sensoren.")
    await other.says("K-1")
    one, two = (await who.member()).id, (await door.member("Zelfde Mens")).identity
    stays = await door.database.read(people.by_identity, two.platform, two.id)
    assert stays
    await door.database.write(linking.merge, stays.id, one)
    await door.database.write(erasure.erase, stays.id, door.clock())
    assert [each for each in await holding(door, "jan jansen") if each.startswith("outbox.payload")] == []


@pytest.mark.parametrize("choice", ["blijven", "alles weg"])
async def test_several_who_stand_in_one_message_are_forgotten_one_after_the_other(door: Door, choice: str) -> None:
    leaving = [await door.member(f"Onderzoeker {n}") for n in "ABC"]
    other = await door.member("Ander", knows="Ik zoek.")
    found = await other.says("wie weet iets van bodemkaarten")
    assert all(each.identity.name in found for each in leaving)
    for who in leaving:
        await forgotten(door, who, choice, "ja")
    assert [each for each in await holding(door, "onderzoeker") if each.startswith("outbox.")] == []
