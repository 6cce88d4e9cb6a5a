"""What counts as an answer: content, or the button. Talk stays talk, until its asker says otherwise."""

from dataclasses import replace

import pytest

from bot.chat.message import Conversation, Reacted
from bot.chat.texts import _
from commands.questions.conversation.content import is_content
from storage.database.database import Database
from storage.questions import questions
from tests.cafe import Door, Doorway
from tests.commands.questions.conversation.test_conversing import VRAAG, said_in, speaks, two_places
from tests.small_map import draw


@pytest.mark.parametrize(
    "said",
    [
        *(
            "Dank je wel!",
            "dankjewel",
            "Bedankt voor de moeite.",
            "Top, die ga ik bellen. Dank je wel!",
            "Heel erg bedankt",
        ),
        *(
            "Thanks a lot!",
            "Thank you very much",
            "👍",
            "🙏🙏",
            "+1",
            "👍👍 top",
            "Mooi!",
            "Interessant!",
            "Haha",
            "Ja",
            "oke",
        ),
        *(
            "Interessant! Dat wil ik ook wel weten",
            "Ik ook",
            "ik ook!",
            "Wij ook.",
            "Dat zou ik ook willen weten",
            "me too",
        ),
        *(
            "Hier ook benieuwd naar",
            "Zelfde vraag hier",
            "I would like to know that too",
            "Ben benieuwd!",
            "Ik volg deze",
        ),
        *("Sorry, dat weet ik niet", "weet ik niet", "Geen idee", "Ik heb geen idee, sorry", "I don't know"),
        *("no idea", "Daar weet ik helaas niets van.", "Ik zou het niet weten", "Kan je hier niet mee helpen"),
        *("Not sure"),
        *(
            "Wat bedoel je precies met fijnstof?",
            "Voor welk gebied?",
            "En wat kost dat dan?",
            "Which region do you mean?",
        ),
        *(
            "Goede vraag!",
            "Good question",
            "Wat een interessante vraag",
            "Ik zoek het uit",
            "Ik kom erop terug",
            "I'll ask",
        ),
        *("Dat ga ik navragen", "Ik vraag het even na", "Hoi allemaal!", "?", "...", "Bodem"),
    ],
)
def test_talk_is_no_answer(said: str) -> None:
    assert not is_content(said)


@pytest.mark.parametrize(
    "said",
    [
        *(
            "Met sensoren.",
            "Met vaste meetpunten\nen open data.",
            "Wij meten al jaren.",
            "Bij ons twee.",
            "Hier gaan we verder.",
        ),
        *(
            "Hoi! Wij doen dat met een meetbus van de GGD.",
            "Dank voor je vraag. In Twente gebruiken we palmes-buisjes.",
        ),
        *("Ik weet niet of het helpt, maar wij lenen sensoren van het RIVM.", "Bel Waterschap Rijnland eens."),
        *(
            "Kijk op https://samenmeten.nl",
            "Heb je het RIVM al gevraagd? Die hebben een handleiding.",
            "Prima kaart van RWS staat online",
        ),
        *(
            "We use passive samplers in Overijssel.",
            ">50 mg nitraat is te veel",
            "Het waterschap heeft er een kaart van.",
        ),
    ],
)
def test_content_is_an_answer(said: str) -> None:
    assert is_content(said)


async def _answers(door: Door) -> list[str]:
    return [each.text for each in (await door.database.read(questions.get_one, 1)).answers]


async def test_talk_in_the_thread_is_no_answer_and_the_asker_can_make_it_one(door: Door) -> None:
    asker, asked, other = await two_places(door)
    helper = await door.member("Onderzoeker Lucht")
    for talk in ("Interessant! Dat wil ik ook wel weten", "Welke buurten bedoel je?", "👍", "Weet ik niet."):
        await speaks(helper, talk, other)
    assert await _answers(door) == []
    assert not asker.notices, "nobody is told of an answer"
    said = await speaks(helper, "RIVM!", other)
    assert (await asker.says("dat is een antwoord", where=asked, addressed=False)).tells(
        _("It is among the answers to {number} now.", number="K-1")
    ), "in its thread nobody needs to name the bot for it"
    assert await _answers(door) == ["RIVM!"]
    heard = await helper.hears(_("What you said counts as an answer to this question. Thank you."))
    await door.happens(helper.corrects(said, "Vraag het RIVM."))
    assert await _answers(door) == ["Vraag het RIVM."], "it is corrected as any answer"
    assert (await helper.presses(_("This is no answer"), heard)).tells(
        _("Good. It is no answer to {number} any more.", number="K-1")
    )
    assert await _answers(door) == []
    who = "Onderzoeker Lucht (Gemeente Voorbeeld)"
    await asker.hears(_("{who} says that this was not meant as an answer:", who=who))


async def test_what_is_meant_is_what_it_replies_to_or_its_button(door: Door) -> None:
    asker, asked, other = await two_places(door)
    await asker.says("lees mee K-1")
    one, two = await door.member("Onderzoeker Lucht"), await door.member("Adviseur Meten")
    first = await speaks(one, "RIVM!", other)
    await speaks(two, "GGD!", other)
    copy = next(each for each in said_in(door, asked) if "RIVM!" in each)
    await asker.says("dit is een antwoord", where=asked, addressed=False, reply_to=copy.native_id)
    assert await _answers(door) == ["RIVM!"]
    assert (await two.says("dit is een antwoord", where=other, addressed=False, reply_to=first.id)).tells(
        _("Only the asker or a coordinator can say what counts as an answer.")
    )
    await speaks(one, "En de GGD leent ook sensoren uit.", other)
    assert await _answers(door) == ["RIVM!"], "what follows an answer is talk"
    along = await asker.hears("En de GGD leent ook sensoren uit.")
    await asker.presses(_("This is an answer"), along)
    assert await _answers(door) == ["RIVM!", "En de GGD leent ook sensoren uit."]


async def test_who_answered_says_that_it_was_none(door: Door) -> None:
    asker, _asked, other = await two_places(door)
    helper = await door.member("Onderzoeker Lucht")
    await speaks(helper, "Met vaste meetpunten.", other)
    assert await _answers(door) == ["Met vaste meetpunten."]
    await asker.hears(_("There is an answer to your question:"))
    assert await helper.says("dit is geen antwoord", where=other, addressed=False)
    assert await _answers(door) == []


async def test_who_did_not_sign_up_hears_once_and_in_private_how_to_count(door: Door) -> None:
    _asker, _asked, other = await two_places(door)
    guest = door.person("Buurtbewoner")
    await speaks(guest, "Leuk idee!", other)
    assert not guest.notices
    guest = door.person("Buurtbewoner Twee")
    await speaks(guest, "Wij meten met geleende sensoren van de GGD.", other)
    await speaks(guest, "En met palmesbuisjes van het RIVM.", other)
    told = await guest.hears(_("You seem to know something about this question. Sign up, and it counts as an answer."))
    assert not guest.notices, "once"
    await guest.signs_up()
    counted = await guest.presses(_("Count it as an answer"), told)
    assert counted.tells(_("It is among the answers to {number} now.", number="K-1")), counted
    assert await _answers(door) == ["En met palmesbuisjes van het RIVM."]


@pytest.mark.parametrize("what", ["its card", "the request", "the notice"])
async def test_a_reply_to_what_tells_of_a_question_reaches_it(door: Door, what: str) -> None:
    asker, asked, other = await two_places(door)
    helper = await door.member("Onderzoeker Lucht")
    if what == "its card":
        post = next(each for each in said_in(door, other.place) if each.reply.subject)
        where = other.place
    elif what == "the request":
        await asker.says("breng K-1 bij Onderzoeker Lucht")
        post, where = await helper.hears(VRAAG), helper.chat
    else:
        await helper.says("volg K-1")
        await speaks(await door.member("Adviseur Meten"), "Met buisjes van het RIVM.", other)
        post, where = await helper.hears("Met buisjes van het RIVM."), helper.chat
    await helper.says("Wij lenen sensoren van de GGD.", where=where, addressed=False, reply_to=post.native_id)
    assert "Wij lenen sensoren van de GGD." in await _answers(door)
    assert any("Wij lenen sensoren van de GGD." in each for each in said_in(door, asked))


async def test_thanks_named_to_the_bot_stay_thanks(door: Door) -> None:
    _asker, asked, other = await two_places(door)
    helper = await door.member("Onderzoeker Lucht")
    assert not await helper.says("dank je wel", where=other), "said to the people, through the bot"
    assert await _answers(door) == []
    assert "dank je wel" in said_in(door, asked)[-1]


async def test_what_somebody_does_is_no_answer(door: Door) -> None:
    _asker, _asked, other = await two_places(door)
    helper = await door.member("Onderzoeker Lucht")
    said = helper.message("zet koffie voor iedereen", where=other, addressed=False)
    await door.happens(replace(said, emote=True))
    assert await _answers(door) == []


class Signing(Doorway):
    """A platform that has reactions."""

    def __init__(self) -> None:
        super().__init__()
        self.signs: list[tuple[str, str]] = []

    async def react(self, conversation: Conversation, sign: str, *, key: str) -> str:
        self.signs.append((conversation.address["reply_to"], sign))
        await self._note(key)
        return f"sign-{len(self.signs)}"


async def test_where_there_are_reactions_one_says_what_counts(database: Database) -> None:
    await database.write(draw)
    far = Signing()
    async with Door(database, far=far) as door:
        asker, asked, other = await two_places(door)
        helper, before = await door.member("Onderzoeker Lucht"), len(far.sent)
        for where in (asked, other):
            thanked = helper.message("dank je wel", where=where.place)
            assert not [each for each in await door.happens(thanked) if each.conversation.id == where.id]
        said = helper.message("Met buisjes van het RIVM.", where=other, addressed=False)
        talk = helper.message("Wij kijken of dat in de wijk kan, zie ons plan.", where=other, addressed=False)
        for each in (said, talk):
            await door.happens(each)
        await door.cafe.settled()
        assert (said.id, "\u2705") in far.signs
        assert (talk.id, "\u2705") not in far.signs
        assert await _answers(door) == ["Met buisjes van het RIVM."]
        assert not [each for each in far.sent[before:] if each.conversation.key == other.key], "no words beside it"
        # The asker puts the same sign below the talk; nobody else can.
        for who in (await door.member("Ander Lid"), asker):
            named = f"tick-{who.identity.id}"
            tick = Reacted(named, other.place, who.identity, talk.id, 0, door.clock(), shown=True, sign="\u2705")
            await door.happens(tick)
            assert (talk.text in await _answers(door)) is (who is asker)
        # What was no answer after all loses its sign.
        await helper.says("dit is geen antwoord", where=other, addressed=False, reply_to=said.id)
        await door.cafe.settled()
        assert said.text not in await _answers(door)
        assert far.taken_back == [f"sign-{1 + far.signs.index((said.id, chr(0x2705)))}"]
