"""Who is forgotten takes along what tells of them, known by whose it is; what somebody is called harms nobody."""

from collections.abc import Iterator
from typing import Any

import pytest
from sqlalchemy import Connection, select

from bot.chat.message import Attachment, Message
from bot.chat.texts import _
from storage.accounts import erasure, linking
from storage.accounts.authored import Authored
from storage.members import people
from storage.tables.base import metadata
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
    await forgotten(door, who, "blijven", "ja")
    assert await holding(door, GOES) == []
    assert GOES not in standing(door, but=who)
    kept = {each.partition(":")[0] for each in await holding(door, STAYS)}
    assert {"questions.text", "questions.outcome_text", "answers.text", "networks.name"} <= kept
    card = await other.says("K-1")
    assert STAYS in card
    assert card.tells(_("a member"))
    assert "Denk aan" in await other.says("K-2")
    # Of a topic that came later stays what it declares that others built on.
    kept_words = {
        each.name for each in metadata.sorted_tables if any("kept_words_of" in its.info for its in each.columns)
    }
    may_stay = (
        {each.table.name for each in ALL.topics.all(Authored)}
        | kept_words
        | {
            "search_row",
            "search_subject",
            "outbox",
            "hearings",
            "terms",
        }
    )
    assert {each.partition(".")[0] for each in await holding(door, MARK)} <= may_stay


async def test_with_alles_weg_nothing_stays_and_the_numbers_say_so(door: Door) -> None:
    who, other = await fill_in_everything(door)
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
