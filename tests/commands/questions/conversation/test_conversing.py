"""What is said about a question in one of its places stands in the others: as it was said, corrected and taken back."""

from dataclasses import replace
from itertools import count

import pytest

from bot.chat.message import Attachment, Below, Conversation, Deleted, Edited, Installed, Kind, Message, Moved, Removed
from bot.chat.reply import Quote, codec, spans
from bot.chat.rich_text import plain
from bot.chat.spans import Bold, Italic, Link, Span
from bot.chat.texts import _
from storage.messaging import backlog, sent
from storage.questions import places, questions
from storage.vocabulary import QuestionStatus
from tests.cafe import PLATFORM, Door, Person, Said, room
from tests.commands.questions.test_questions import put

VRAAG = "Hoe meten buurten in Twente zelf de luchtkwaliteit?"
_numbers = count(1)


def thread(place: Conversation, root: str) -> Conversation:
    return Conversation(PLATFORM, place.id, place.kind, thread=root, name=place.name)


async def a_room(door: Door, name: str, *, closed: bool = False) -> Conversation:
    place = room(name)
    await door.happens(Installed(f"installed in {name}", place, None, door.clock(), "nl", closed=closed))
    return place


async def put_in(who: Person, where: Conversation) -> None:
    """Put a question in a thread."""
    said = await who.says(f"vraag {VRAAG}", where=where)
    for _step in range(3):
        if said.reply.subject:
            return
        said = await who.says("ja", where=where)
    raise AssertionError(said)


async def brought_to(door: Door, who: Person, place: Conversation) -> Conversation:
    """Let K-1 stand there too: the thread below its card."""
    said = await who.says(f"plaats K-1 in {place.name}")
    assert said.tells(_("What is said about it in one place goes to the others.")), said
    root = next(each for each in door.heard_in(place) if each.reply.subject)
    return thread(place, root.native_id)


def quoted(said: Said) -> tuple[Span, ...]:
    """What was said, as it is formatted: whatever it is known by, to be taken out with what it came from."""
    quote = said.reply.blocks[-1]
    assert isinstance(quote, Quote)
    return tuple(spans(quote.words))


async def two_places(door: Door) -> tuple[Person, Conversation, Conversation]:
    """A question put in one room, that stands in another too: its asker, and both threads."""
    asker = await door.member("Adviseur Lucht")
    here, there = await a_room(door, "Lucht"), await a_room(door, "Buurten")
    asked = thread(here, "root")
    await put_in(asker, asked)
    return asker, asked, await brought_to(door, asker, there)


async def speaks(who: Person, text: str, where: Conversation, **more: object) -> Message:
    """Say something to the people in a thread: the message."""
    said = who.message(text, where=where, addressed=False, **more)  # type: ignore[arg-type]  # as `message` has it
    await who.door.happens(said)
    return said


async def takes_back(who: Person, said: Message) -> list[Said]:
    where = said.conversation.place  # as Matrix tells it: the room alone
    return await who.door.happens(Deleted(f"deletion-{next(_numbers)}", where, who.identity, said.id))


def said_in(door: Door, where: Conversation) -> list[Said]:
    """What the bot said in a thread, without corrections."""
    return [each for each in door.heard_in(where) if each.replaces is None]


async def test_what_is_said_in_the_thread_goes_to_the_other_place_and_back(door: Door) -> None:
    asker, asked, other = await two_places(door)
    helper = await door.member("Onderzoeker Lucht")
    before = len(said_in(door, other))
    await speaks(helper, "Met vaste meetpunten\nen open data.", other)
    (copy,) = said_in(door, asked)[-1:]
    assert "een deelnemer" in copy, "who did not agree to be shown in rooms"
    assert "Buurten" in copy, "where it was said"
    assert "Met vaste meetpunten" in copy
    assert "en open data." in copy
    assert len(said_in(door, other)) == before, "nothing is said where they said it"
    await asker.hears(_("There is an answer to your question:"), "Met vaste meetpunten")
    held = await door.database.read(questions.get_one, 1)
    assert held.status is QuestionStatus.answered
    assert [each.text for each in held.answers] == ["Met vaste meetpunten\nen open data."]
    # What follows is talk, both ways, and no answer of its own.
    await speaks(asker, "Wat kost zo'n meetpunt?", asked)
    await helper.says("toestemming found rooms")
    await speaks(helper, "Zo'n 200 euro.", other)
    assert "Wat kost zo'n meetpunt?" in said_in(door, other)[-1]
    assert "Zo'n 200 euro." in said_in(door, asked)[-1]
    assert "Onderzoeker Lucht in Buurten" in said_in(door, asked)[-1], "who agreed to be shown in rooms"
    assert len((await door.database.read(questions.get_one, 1)).answers) == 1
    copies = [each for each in door.far.sent if "Zo'n 200 euro." in each]
    assert len(copies) == 1, "a copy is never brought back"


async def test_a_copy_calls_nobody(door: Door) -> None:
    _asker, asked, other = await two_places(door)
    helper = await door.member("Onderzoeker Lucht")
    await speaks(helper, "Vraag het @room of @adviseur-lucht: <at>iedereen</at> **weet** het.", other)
    copy = said_in(door, asked)[-1]
    assert "Mention(" not in repr(copy.reply.blocks)
    assert "**weet**" in copy, "their words as they are"


async def test_an_answer_by_command_goes_to_every_place(door: Door) -> None:
    _asker, asked, other = await two_places(door)
    helper = await door.member("Onderzoeker Lucht")
    first = helper.message("antwoord K-1: Met sensoren.")
    await helper.meets(first)
    for where in (asked, other):
        assert "Met sensoren." in said_in(door, where)[-1]
    # It is corrected with its answer, wherever it stands, also in the notice of it.
    await door.happens(helper.corrects(first, "antwoord K-1: Met geijkte sensoren."))
    for where in (asked, other):
        assert "Met geijkte sensoren." in door.heard_in(where)[-1] or any(
            "Met geijkte sensoren." in each and each.replaces for each in door.heard_in(where)
        )
    assert "antwoord K-1" not in said_in(door, asked)[-1]
    (answer,) = (await door.database.read(questions.get_one, 1)).answers
    assert answer.text == "Met geijkte sensoren."
    notice = [each for each in door.heard_in(_asker.chat) if each.replaces and "Met geijkte sensoren." in each]
    assert notice, "the notice was corrected too"


async def test_an_edit_replaces_the_copies_and_a_deletion_takes_them_back(door: Door) -> None:
    asker, asked, other = await two_places(door)
    helper = await door.member("Onderzoeker Lucht")
    said = await speaks(helper, "Met sensoren.", other)
    copy = said_in(door, asked)[-1]
    for text in ("Met geijkte sensoren.", "Met twee geijkte sensoren."):
        (corrected,) = [each for each in await door.happens(helper.corrects(said, text)) if each.conversation == asked]
        assert corrected.replaces == copy.native_id
        assert text in corrected
    await takes_back(helper, said)
    notice = next(each for each in door.heard_in(asker.chat) if "Met sensoren." in each)
    assert sorted(door.far.taken_back) == sorted([copy.native_id, notice.native_id])
    held = await door.database.read(questions.get_one, 1)
    assert held.answers == ()
    assert held.status is QuestionStatus.open
    kept = await door.database.read(sent.get, copy.key)
    assert kept
    assert "sensoren" not in str(kept.payload), "its words are forgotten"
    await takes_back(helper, said)
    assert len(door.far.taken_back) == 2, "once"
    assert await door.happens(helper.corrects(said, "Toch nog iets.")) == []


async def test_what_a_coordinator_hides_is_taken_back_everywhere(door: Door) -> None:
    _asker, asked, other = await two_places(door)
    helper, kernteam = await door.member("Onderzoeker Lucht"), await door.coordinator("Kernteam")
    await speaks(helper, "Koop bij mij een sensor.", other)
    copy = said_in(door, asked)[-1]
    await kernteam.does("verberg A-1")
    assert copy.native_id in door.far.taken_back
    assert (await door.database.read(questions.get_one, 1)).answers == ()


async def test_only_whose_it_is_corrects_it(door: Door) -> None:
    asker, asked, other = await two_places(door)
    helper = await door.member("Onderzoeker Lucht")
    said = await speaks(helper, "Met sensoren.", other)
    theirs = asker.message("Onzin.", where=other, id=said.id)
    assert await door.happens(Edited("edit by another", theirs)) == []
    assert "Onzin." not in "".join(door.heard_in(asked))


async def test_a_deletion_that_comes_before_its_message_was_handled_wins(door: Door) -> None:
    _asker, asked, other = await two_places(door)
    helper = await door.member("Onderzoeker Lucht")
    said = helper.message("Met sensoren.", where=other, addressed=False)
    gone = Deleted("early deletion", said.conversation.place, helper.identity, said.id)
    await door.at_once(said, gone)
    standing = [each.native_id for each in said_in(door, asked) if "Met sensoren." in each]
    assert set(standing) <= set(door.far.taken_back)
    assert (await door.database.read(questions.get_one, 1)).answers == ()


async def test_in_the_thread_people_talk_and_what_names_the_bot_is_for_it(door: Door) -> None:
    asker, asked, other = await two_places(door)
    helper = await door.member("Onderzoeker Lucht")
    await speaks(helper, "Wij meten al jaren.", other)
    assert not (await asker.says("Dank, daar kunnen we mee verder.", where=asked)), "thanks are for the people"
    assert "Dank, daar kunnen we mee verder." in said_in(door, other)[-1]
    for talk in ("Vraag is wat het kost.", "volgt er nog iets?", "help", "2 of 3 punten zijn genoeg"):
        await speaks(asker, talk, asked)
        assert talk in said_in(door, other)[-1]
    assert not await asker.says("volg K-1", where=asked, addressed=False), "nobody called us"
    card = next(each for each in said_in(door, asked) if each.reply.subject)
    answered = await asker.says("volg K-1", where=asked, addressed=False, reply_to=card.native_id)
    assert answered.tells(_("You follow {name} already.", name="K-1")), "in reply to its card"
    told = await asker.says("vragen", where=asked)
    assert "K-1" in told, "named, the bot does what it is told"
    assert "volg K-1" in said_in(door, other)[-1], "and that goes nowhere"


async def test_elsewhere_what_is_not_said_to_the_bot_is_nothing_to_it(door: Door) -> None:
    _asker, _asked, other = await two_places(door)
    helper = await door.member("Onderzoeker Lucht")
    before = len(door.far.sent)
    for where in (other.place, thread(other.place, "another thread")):
        await speaks(helper, "Iets heel anders.", where)
    assert len(door.far.sent) == before


async def test_a_follower_reads_along_in_their_own_chat_if_they_chose_that(door: Door) -> None:
    asker, asked, other = await two_places(door)
    helper, reader, follower = [await door.member(name) for name in ("Onderzoeker", "Lezer", "Volger")]
    assert (await reader.says("volg K-1")).tells(_("You follow {name}. You hear when there is news.", name="K-1"))
    await follower.says("volg K-1")
    await reader.says("lees mee K-1")
    await speaks(asker, "Het gaat om drie buurten.", asked)
    copy = await reader.hears("Het gaat om drie buurten.")
    assert "K-1" in copy
    assert not any("drie buurten" in each for each in door.heard_in(follower.chat))
    # A reply to what they read belongs to it too.
    said = await reader.says("In Salland ook vier.", reply_to=copy.native_id)
    assert "K-1" in said
    for where in (asked, other):
        assert "In Salland ook vier." in said_in(door, where)[-1]
    await speaks(helper, "Bij ons twee.", other)
    heard = [each for each in door.heard_in(reader.chat) if "Bij ons twee." in each]
    assert len(heard) == 1, "an answer is told once"
    await reader.says("lees niet mee K-1")
    await speaks(asker, "Dank jullie wel.", asked)
    assert not any("Dank jullie wel." in each for each in door.heard_in(reader.chat))


async def test_who_asked_in_their_own_chat_has_the_conversation_there(door: Door) -> None:
    asker, helper = await door.member("Adviseur Lucht"), await door.member("Onderzoeker")
    await put(asker)
    other = await brought_to(door, asker, await a_room(door, "Buurten"))
    await speaks(helper, "Met sensoren.", other)
    await asker.hears(_("There is an answer to your question:"), "Met sensoren.")
    await speaks(helper, "En met buizen.", other)
    copy = await asker.hears("En met buizen.")
    await asker.says("Welke buizen?", reply_to=copy.native_id)
    assert "Welke buizen?" in said_in(door, other)[-1]


async def test_who_does_not_want_to_be_named_is_not(door: Door) -> None:
    asker = await door.member("Klokkenluider Lucht")
    hidden = await door.member("Onderzoeker Verborgen", found="nee")
    here, there = await a_room(door, "Lucht"), await a_room(door, "Buurten")
    asked = thread(here, "root")
    await asker.says(f"vraag {VRAAG}", where=asked)
    await asker.says("zonder mijn naam", where=asked)
    await asker.says("ja", where=asked)
    other = await brought_to(door, asker, there)
    await speaks(asker, "Wie weet dit?", asked)
    assert "Wie weet dit?" in said_in(door, other)[-1]
    assert "de vraagsteller" in said_in(door, other)[-1]
    await asker.says("antwoord K-1 Ik weet het zelf al.")
    await speaks(hidden, "Ik ook.", other)
    assert "een deelnemer" in said_in(door, asked)[-1]
    for each in door.far.sent:
        if each.conversation.key not in (asker.chat.key, hidden.chat.key):
            assert "Klokkenluider" not in each
            assert "Verborgen" not in each


async def test_a_place_that_the_bot_left_gets_nothing_and_keeps_nobody_waiting(door: Door) -> None:
    asker, asked, other = await two_places(door)
    third = await brought_to(door, asker, await a_room(door, "Salland"))
    await door.happens(Removed("removed", other.place, door.clock()))
    before = len(door.heard_in(other))
    await speaks(asker, "Wie weet dit?", asked)
    assert "Wie weet dit?" in said_in(door, third)[-1]
    assert len(door.heard_in(other)) == before


async def test_a_place_that_fails_keeps_nobody_waiting_and_a_correction_waits_for_its_message(door: Door) -> None:
    asker, asked, other = await two_places(door)
    third = await brought_to(door, asker, await a_room(door, "Salland"))
    door.far.refuses.add(other.id)
    said = await speaks(asker, "Wie weet dit?", asked)
    assert "Wie weet dit?" in said_in(door, third)[-1]
    assert not any("Wie weet dit?" in each for each in door.heard_in(other))
    # What could not be delivered says what is meant by then, when an operator sends it again.
    await door.happens(asker.corrects(said, "Wie weet dit in Twente?"))
    door.far.refuses.clear()
    await door.database.write(backlog.retry, door.clock())
    door.cafe.delivery.wake()
    await door.far.until(lambda: any("Wie weet dit in Twente?" in each for each in door.heard_in(other)))
    assert not any("Wie weet dit?" in each for each in door.heard_in(other))
    # And is never sent when it was taken back meanwhile.
    door.far.refuses.add(other.id)
    gone = await speaks(asker, "Laat maar.", asked)
    await takes_back(asker, gone)
    door.far.refuses.clear()
    await door.database.write(backlog.retry, door.clock())
    await speaks(asker, "Wie dan ook.", asked)
    assert "Wie dan ook." in said_in(door, other)[-1]
    assert not any("Laat maar." in each for each in door.heard_in(other))


async def test_an_attachment_is_linked(door: Door) -> None:
    asker, asked, other = await two_places(door)
    file = Attachment("meetplan.pdf", "https://files.example/meetplan.pdf")
    said = asker.message("Zie het meetplan.", where=asked, addressed=False)
    await door.happens(Message(said.id, asked, said.sender, said.text, said.sent_at, False, attachments=(file,)))
    assert "meetplan.pdf" in said_in(door, other)[-1]
    assert "https://files.example/meetplan.pdf" in said_in(door, other)[-1]


async def test_what_is_said_stands_elsewhere_as_it_was_formatted(door: Door) -> None:
    _asker, asked, other = await two_places(door)
    helper = await door.member("Onderzoeker Lucht")
    link = Link("het plan", "https://voorbeeld.nl/plan")
    first = helper.message("", where=asked, addressed=False)
    told: tuple[Span, ...] = ("Meet ", Bold("eerst"), ", zie ", link)
    said = replace(first, text=plain(told), formatted=told)
    await door.happens(said)
    (copy,) = [each for each in said_in(door, other) if "Meet eerst" in each]
    assert quoted(copy) == told
    corrected: tuple[Span, ...] = ("Meet ", Italic("nu"), ".")
    await door.happens(Edited("an edit", replace(said, text=plain(corrected), formatted=corrected)))
    (again,) = [each for each in door.heard_in(other) if each.replaces == copy.native_id]
    assert quoted(again) == corrected


async def test_of_a_command_only_the_answer_is_brought_as_it_was_formatted(door: Door) -> None:
    _asker, _asked, other = await two_places(door)
    helper = await door.member("Onderzoeker Lucht")
    told: tuple[Span, ...] = ("antwoord K-1 ", Bold("Meet"), " eerst.")
    await helper.meets(replace(helper.message(plain(told)), formatted=told))
    (copy,) = [each for each in said_in(door, other) if "Meet eerst." in each]
    assert quoted(copy) == (Bold("Meet"), " eerst.")


async def test_of_what_is_long_a_copy_holds_as_much_as_fits_formatted(door: Door) -> None:
    _asker, asked, other = await two_places(door)
    helper = await door.member("Onderzoeker Lucht")
    long: tuple[Span, ...] = ("Zie ", Bold("x" * 5_000))
    await door.happens(replace(helper.message(plain(long), where=asked, addressed=False), formatted=long))
    assert quoted(said_in(door, other)[-1]) == ("Zie ", Bold("x" * 3_996)), "an answer is kept to what a copy holds"
    further = replace(helper.message(plain(long), where=asked, addressed=False), formatted=long)
    await door.happens(further)
    assert quoted(said_in(door, other)[-1]) == ("Zie ", Bold("x" * 3_996), " […]")


async def test_when_an_edit_is_taken_back_what_was_said_before_stands_again(door: Door) -> None:
    _asker, asked, other = await two_places(door)
    helper = await door.member("Onderzoeker Lucht")
    first = await speaks(helper, "Een buis.", asked)
    (copy,) = [each for each in said_in(door, other) if "Een buis." in each]
    edits = [helper.corrects(replace(first, addressed=False), text) for text in ("Twee buizen.", "Drie buizen.")]
    for edit in edits:
        await door.happens(replace(edit, message=replace(edit.message, addressed=False)))

    def stands() -> str:
        return [each for each in door.heard_in(other) if each.native_id == copy.native_id][-1]

    assert "Drie buizen." in stands()
    for edit, before in zip(reversed(edits), ("Twee buizen.", "Een buis."), strict=True):
        await door.happens(Deleted(f"taken back {edit.id}", asked, helper.identity, edit.id))
        assert before in stands()
        (answer,) = (await door.database.read(questions.get_one, 1)).answers
        assert answer.text == before
    assert not door.far.taken_back, "the message itself stands"


async def test_a_question_goes_on_in_the_room_that_takes_the_place_of_its_own(door: Door) -> None:
    asker, asked, other = await two_places(door)
    helper = await door.member("Onderzoeker Lucht")
    new = room("Lucht nieuw")
    await door.happens(Moved("upgraded", new, asked.place, door.clock()))
    card = next(each for each in door.heard_in(new) if each.reply.subject)
    assert VRAAG in card
    below = thread(new, card.native_id)
    await speaks(helper, "Hier gaan we verder.", below)
    assert "Hier gaan we verder." in said_in(door, other)[-1]
    await speaks(asker, "Fijn.", other)
    assert "Fijn." in said_in(door, below)[-1]
    assert "Lucht" in await asker.says("waar staat K-1")


async def test_a_closed_question_gets_no_thread_in_the_new_room(door: Door) -> None:
    asker, asked, _other = await two_places(door)
    await asker.in_turn("sluit K-1", "1", "Gelukt.")
    new = room("Lucht nieuw")
    await door.happens(Moved("upgraded", new, asked.place, door.clock()))
    assert not door.heard_in(new)


async def test_the_card_says_what_belongs_and_where_it_stands(door: Door) -> None:
    _asker, _asked, other = await two_places(door)
    card = [each for each in door.heard_in(other.place) if each.reply.subject][-1]
    assert card.tells(_("What you say in this thread belongs to this question, and goes to all its places."))
    assert "Lucht; Buurten" in card
    door.far.hears_threads = False
    async with Door(door.database) as deaf:
        deaf.far.hears_threads = False
    assert "Buurten" in await _asker.says("waar staat K-1")


async def test_a_question_can_be_taken_out_of_a_place(door: Door) -> None:
    asker, asked, other = await two_places(door)
    assert "Buurten" in await asker.says("haal weg K-1 Buurten")
    before = len(door.heard_in(other))
    await speaks(asker, "Wie weet dit?", asked)
    helper = await door.member("Onderzoeker")
    await speaks(helper, "Ik.", other)
    assert len(said_in(door, other)) <= before
    assert not any("Ik." in each for each in said_in(door, asked))
    reader = await door.member("Lezer")
    assert (await reader.says("haal weg K-1 Lucht")).tells(_("Only the asker or a coordinator can do this."))
    assert (await reader.says("plaats K-1 in Buurten")).tells(_("Only the asker or a coordinator can do this."))


async def test_a_closed_room_is_chosen_from_within_and_with_the_askers_word(door: Door) -> None:
    asker = await door.member("Adviseur Lucht")
    await put(asker)
    await a_room(door, "Buurten")
    inner = await a_room(door, "Binnenkamer", closed=True)
    said = await asker.says("plaats K-1 in Binnenkamer")
    assert "Buurten" in said.buttons
    assert "Binnenkamer" not in said.buttons
    await asker.says("stop")
    where = thread(inner, "from within")
    assert (await asker.says("plaats K-1 hier", where=where)).tells(_("May I?"))
    assert await door.database.read(places.of_question, 1) == []
    assert (await asker.says("nee", where=where)).tells(_("Good. It stays where it is."))
    assert await door.database.read(places.of_question, 1) == []
    await asker.says("plaats K-1 hier", where=where)
    await asker.says("ja", where=where)
    (held,) = await door.database.read(places.of_question, 1)
    assert held.closed
    # Elsewhere it is not named, and no more is it in what is brought from there.
    assert "Binnenkamer" not in await asker.says("K-1")
    other = await brought_to_with_word(door, asker)
    inside = next(each for each in door.heard_in(inner) if each.reply.subject)
    helper = await door.member("Onderzoeker")
    await speaks(helper, "Dit blijft hier.", thread(inner, inside.native_id))
    copy = said_in(door, other)[-1]
    assert "Dit blijft hier." in copy
    assert "Binnenkamer" not in copy


async def brought_to_with_word(door: Door, asker: Person) -> Conversation:
    assert (await asker.says("plaats K-1 in Buurten")).tells(_("May I?"))
    await asker.says("ja")
    place = room("Buurten")
    root = next(each for each in door.heard_in(place) if each.reply.subject)
    return thread(place, root.native_id)


@pytest.mark.parametrize("agrees", [True, False])
async def test_a_coordinator_needs_the_askers_word_for_a_closed_room(door: Door, agrees: bool) -> None:
    asker, kernteam = await door.member("Adviseur Lucht"), await door.coordinator("Kernteam")
    await put(asker)
    inner = await a_room(door, "Binnenkamer", closed=True)
    said = await kernteam.says("plaats K-1 hier", where=thread(inner, "from within"))
    assert said.tells(_("I asked the asker. I bring it there when they agree."))
    assert not any(each.reply.subject for each in door.heard_in(inner))
    asked = await asker.hears(
        _(
            "A coordinator wants to bring your question to one more place. A closed room is among its places: "
            "what is said there in the thread would go to the others too. May I?"
        )
    )
    await asker.presses(_("Yes, send it on") if agrees else _("No"), asked)
    assert any(each.reply.subject for each in door.heard_in(inner)) is agrees
    assert bool(await door.database.read(places.of_question, 1, proposed=True)) is agrees


@pytest.mark.parametrize("agrees", [True, False])
async def test_the_asker_sees_an_open_place_that_a_coordinator_chose_before_it_goes_there(
    door: Door, agrees: bool
) -> None:
    asker, kernteam = await door.member("Adviseur Lucht"), await door.coordinator("Kernteam")
    await put(asker)
    place = await a_room(door, "Buurten")
    said = await kernteam.says("plaats K-1 in Buurten")
    assert said.tells(_("I asked the asker. I bring it there when they agree."))
    asked = await asker.hears(
        _(
            "A coordinator wants to bring your question to {place} too. Everyone there sees it, "
            "and what is said about it. May I?",
            place="Buurten",
        )
    )
    assert not any(each.reply.subject for each in door.heard_in(place)), "nothing went there yet"
    assert (await kernteam.says("waar staat K-1")).tells(_("waits for the word of the asker"))
    await asker.presses(_("Yes, send it on") if agrees else _("No"), asked)
    assert any(each.reply.subject for each in door.heard_in(place)) is agrees
    assert bool(await door.database.read(places.of_question, 1, proposed=True)) is agrees


async def test_of_who_was_forgotten_a_coordinator_decides_about_open_places(door: Door) -> None:
    asker, kernteam = await door.member("Adviseur Lucht"), await door.coordinator("Kernteam")
    await put(asker)
    await kernteam.says("antwoord K-1 Met een meter.")
    await asker.in_turn("vergeet mij", "blijven", "ja")
    await brought_to(door, kernteam, await a_room(door, "Buurten"))


@pytest.mark.parametrize("agrees", [True, False])
async def test_what_is_said_in_a_room_that_was_closed_meanwhile_gets_out_with_the_askers_word(
    door: Door, agrees: bool
) -> None:
    asker, asked, other = await two_places(door)
    helper = await door.member("Onderzoeker Lucht")
    shut = Installed("closed from now on", other.place, None, door.clock(), "nl", closed=True)
    await door.happens(shut)
    news = await asker.hears(
        _("A room in which your question stands is closed from now on. May what is said there still get out?")
    )
    await door.happens(replace(shut, id="told again"))
    assert not asker.notices, "once is enough"
    await speaks(helper, "Onder ons.", other)
    assert not any("Onder ons." in each for each in door.far.sent)
    await asker.presses(_("Yes") if agrees else _("No"), news)
    await speaks(helper, "Met vaste meetpunten.", other)
    assert any("Met vaste meetpunten." in each for each in said_in(door, asked)) is agrees
    await speaks(asker, "En hoe duur?", asked)
    assert any("En hoe duur?" in each for each in said_in(door, other)) is agrees


async def test_a_merge_opens_no_closed_room(door: Door) -> None:
    kernteam, second = await door.coordinator("Kernteam"), await door.member("Ander")
    await two_places(door)
    inner = thread(await a_room(door, "Binnenkamer", closed=True), "inner root")
    said = await second.says("vraag Wat kost een sensor in Salland?", where=inner)
    while not said.reply.subject:
        said = await second.says("ja", where=inner)
    refused = _("One of them stands in a closed room. Take it out of there first: what is said there would get out.")
    assert (await kernteam.says("voeg samen K-2 K-1")).tells(refused)
    assert (await kernteam.says("voeg samen K-1 K-2")).tells(refused)
    away = await kernteam.presses(_("Where {number} stands", number="K-2"), await kernteam.says("voeg samen K-2 K-1"))
    await kernteam.presses(_("Take it out of there"), away)
    assert "K-1" in await kernteam.does("voeg samen K-2 K-1")


async def test_after_a_merge_the_conversation_goes_on_in_both_threads(door: Door) -> None:
    asker, asked, other = await two_places(door)
    kernteam, second = await door.coordinator("Kernteam"), await door.member("Ander")
    later = thread(await a_room(door, "Salland"), "second root")
    said = await second.says("vraag Wat kost een sensor in Salland?", where=later)
    while not said.reply.subject:
        said = await second.says("ja", where=later)
    await kernteam.does("voeg samen K-2 K-1")
    await speaks(second, "Ik wil het ook weten.", later)
    for where in (asked, other):
        assert "Ik wil het ook weten." in said_in(door, where)[-1]
    await speaks(asker, "Dan samen.", asked)
    assert "Dan samen." in said_in(door, later)[-1]


def test_the_thread_below_a_message_is_stored() -> None:
    below = Below(Conversation(PLATFORM, "x", Kind.channel), "key")
    assert codec.load(codec.dump(below)) == below
    assert below.key == below.place.key
