"""A member sees all that is kept about them, in words, and has it forgotten."""

import json

import pytest
from sqlalchemy import Connection, select

from bot.chat.reply import Quote
from bot.chat.texts import LANGUAGES, Language, Msg, _
from bot.members import personal_data
from bot.members.personal_data import OwnData, parts
from bot.outbound.letters import event_key
from storage.messaging import inbox
from storage.tables import outbox
from tests.cafe import ALL, Door, Person

LINES = 25


async def busy(door: Door, language: str = "nl") -> Person:
    """Someone who has done a bit of everything."""
    anna = await door.member("Aanjager Bodem", language, regions="Twente", themes="bodem")
    await anna.in_turn("vraag Wat weten we van bodemdaling in Twente?", "ja", "volg K-1", "volg bodem")
    await anna.in_turn("antwoord K-1 Meet eerst het grondwater.", "meld K-1 dit is dubbel", "aanmelden", "stop")
    await anna.says("weekbericht aan maandag 9:00")
    return anna


def titles_of() -> dict[str, Msg]:
    """What the parts of it are called, by their names."""
    return {each.name: each.title for each in ALL.topics.all(OwnData)}


@pytest.mark.parametrize("language", LANGUAGES)
async def test_my_data_tells_in_words_what_is_kept(door: Door, language: str) -> None:
    anna = await busy(door, language)
    told = await anna.says("mijn gegevens")
    titles = titles_of()
    assert told.tells(
        *(titles[name] for name in ("consents", "follows", "questions", "answers", "reports", "messages"))
    )
    assert f"; {LANGUAGES[language]};" in told, "in words, not by its code"
    known = ("Gemeente Voorbeeld", "Twente", "bodem en ondergrond", "K-1 Wat weten we van bodemdaling", "dit is dubbel")
    for kept in known:
        assert kept in told
    assert len(told.splitlines()) <= LINES
    assert "_id" not in told


async def test_the_messages_that_are_kept_are_read_by_page(door: Door) -> None:
    anna = await busy(door)
    page = await anna.presses(_("See the messages"), await anna.says("mijn gegevens"))
    read = [page]
    while Language("nl").text(_("More")) in page.buttons:
        page = await anna.presses(_("More"), page)
        read.append(page)
    assert len(read) > 2
    assert "weekbericht aan maandag 9:00" in "".join(read)


async def in_parts(who: Person, form: str) -> str:
    """All parts of it together, as text. They are fleeting: gone from the outbox once they were sent."""
    door, whole, page = who.door, "", 1
    while True:
        before = len(door.heard_in(who.chat))
        await who.says(f"mijn gegevens {form} p{page}")
        await door.far.until(lambda seen=before: len(door.heard_in(who.chat)) > seen, f"part {page}")  # type: ignore[misc]  # a default binds it
        said = door.heard_in(who.chat)[-1]
        (quote,) = [block for block in said.reply.blocks if isinstance(block, Quote)]
        whole += "".join(map(str, quote.words))
        page += 1
        if f"mijn gegevens {form} p{page}" not in said:
            return whole


async def document(who: Person, form: str) -> str:
    """The file."""
    ((name, held),) = (await who.says(f"mijn gegevens {form}")).handed.items()
    assert name == f"mijn-gegevens.{'json' if form == 'json' else 'md'}"
    return held.decode()


@pytest.mark.parametrize("form", ["json", "markdown"])
async def test_who_takes_no_file_reads_the_same_as_text(door: Door, form: str) -> None:
    anna = await busy(door)
    offered = await anna.says(f"mijn gegevens {form}")
    (line,) = [file.line for file in offered.reply.files]
    assert line in offered, "it says what to type"
    text = await in_parts(anna, form)
    if form == "json":
        held, read = json.loads(await document(anna, form)), json.loads(text)
        for each in (held, read):
            del each["messages"]
        assert read == held
    else:
        assert text.partition("## Berichten")[0] in (await document(anna, form))


async def test_what_is_in_a_file_is_stored_nowhere(door: Door) -> None:
    anna = await busy(door)
    (held,) = (await anna.says("mijn gegevens json")).handed.values()
    assert b"Aanjager Bodem" in held
    (sent,) = [each for each in await sent_to(door, anna) if "File" in each]
    assert "Gemeente Voorbeeld" not in sent, "the letter says that there is a file, and whose"
    await in_parts(anna, "json")
    assert not any("grondwater" in each and "signed_up_at" in each for each in await sent_to(door, anna))


async def test_an_answer_in_the_request_offers_the_file_in_a_letter_and_keeps_nothing_fleeting(door: Door) -> None:
    anna = await busy(door)
    came = await door.happens(anna.message("mijn gegevens json", answer_inline=True))
    (letter,) = [said for said in came if said.reply.files]
    assert list(letter.handed) == ["mijn-gegevens.json"]
    assert letter.conversation.key == anna.chat.key
    inline = anna.message("mijn gegevens json p1", answer_inline=True)
    shown = await door.cafe.dispatcher.answer(inline)
    assert shown
    assert shown.fleeting
    assert await door.database.read(inbox.answer, event_key(inline)) == (True, None), "a platform may ask it once"


async def test_a_file_is_drawn_for_its_owner_whoever_asks(door: Door) -> None:
    anna, other = await busy(door), await door.member("Ander Lid")
    theirs = personal_data.file(personal_data.JSON, other.identity, Language("nl"), "")
    held = await door.cafe.dispatcher.contents(theirs)
    assert held
    assert b"Aanjager Bodem" not in held
    await anna.in_turn("vergeet mij", "ja")
    gone = personal_data.file(personal_data.JSON, anna.identity, Language("nl"), "")
    assert await door.cafe.dispatcher.contents(gone) is None


async def sent_to(door: Door, who: Person) -> list[str]:
    """The payloads that the outbox keeps of their chat."""

    def payloads(tx: Connection) -> list[str]:
        rows = tx.execute(select(outbox.c.payload).where(outbox.c.conversation_key == who.chat.key))
        return [json.dumps(each, ensure_ascii=False) for each in rows.scalars()]

    return await door.database.read(payloads)


async def test_all_of_it_is_one_document_to_read_and_one_for_a_computer(door: Door) -> None:
    anna = await busy(door)
    for _time in range(10):
        await anna.says("netwerken")
    held = json.loads(await document(anna, "json"))
    assert held["member"][0]["name"] == "Aanjager Bodem"
    assert held["questions"][0]["text"] == "Wat weten we van bodemdaling in Twente?"
    assert [each["you"] for each in held["messages"] if "you" in each].count("netwerken") == 10
    read = await document(anna, "markdown")
    for name, rows in held.items():
        assert f"## {Language('nl').text(titles_of()[name])}" in read, name
        if name not in ("messages", "acts"):
            assert all(str(value) in read for row in rows if isinstance(row, dict) for value in row.values()), name
    assert "text: Wat weten we van bodemdaling in Twente?" in read
    whole = json.dumps(held)
    assert "p2" not in held, "parts join to one"
    assert "## Wie je bent" not in whole, "a document is not part of the next"


def test_a_document_falls_apart_between_lines_and_joins_to_itself() -> None:
    text = "\n".join(f"regel {number}" for number in range(1000)) + "x" * 500
    pieces = parts(text, 200)
    assert "".join(pieces) == text
    assert max(map(len, pieces)) <= 200
    assert all(each.endswith("\n") for each in pieces[:-4])
    assert list(parts("kort", 200)) == ["kort"]


async def test_a_no_to_the_first_question_is_a_no_to_it_all(door: Door) -> None:
    who, other = await busy(door), await door.member("Ander")
    await other.says("antwoord K-1 Kijk op de bodemkaart.")
    assert "alles weg" in await who.says("vergeet mij"), "they are asked what becomes of what others built on"
    assert (await who.says("nee")).tells(_("All right, I do nothing now."))
    assert (await who.member()).name == who.identity.name
    assert not (await who.says("alles weg")).tells(_("You are forgotten. If you write to me again, we start anew."))


async def test_who_is_forgotten_is_new_here(door: Door) -> None:
    anna = await busy(door)
    await anna.in_turn("vergeet mij", "ja")
    # The answer is fleeting: it may be gone from the outbox before anyone looks there.
    gone = _("You are forgotten. If you write to me again, we start anew.")
    await door.far.until(lambda: any(said.tells(gone) for said in door.heard_in(anna.chat)), gone)
    assert "Gemeente Voorbeeld" not in await anna.says("mijn gegevens")
    other = await door.member("Ander")
    assert "Aanjager Bodem" not in await other.says("K-1")
