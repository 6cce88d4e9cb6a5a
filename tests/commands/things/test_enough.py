"""Who was told enough this week: what can be found anyway is not told, and the rest is told together, later."""

from datetime import timedelta

from bot.chat.reply import Action, Actions, Items, Reply, Text, codec, say
from bot.chat.texts import Language, _, _n
from bot.command.command import Notice
from bot.outbound.letters import ENOUGH, MOST
from bot.things.hearing import MOST_ITEMS, by_thing, summary
from bot.things.sending import send
from commands.questions.life.labels import OUTCOMES
from storage.hearing import Hearing
from storage.links import Thing
from storage.vocabulary import Outcome
from tests.cafe import START, Door, Person
from tests.commands.questions.test_questions import put
from tests.commands.test_rights import _NETWORK as NETWORK

WAITS = _("A network to approve")
MOVES = timedelta(days=8)


async def registers(who: Person, name: str) -> None:
    await who.meets(who.message("netwerk aanmelden", values=NETWORK | {"name": name}))


def told(who: Person, *parts: object) -> int:
    return sum(said.tells(*parts) for said in who.door.heard_in(who.chat))  # type: ignore[arg-type]  # texts


async def test_what_waits_in_te_doen_is_told_until_it_is_enough(door: Door) -> None:
    team, who = await door.coordinator("Kernteam"), await door.member("Aanjager")
    for number in range(ENOUGH + 2):
        await registers(who, f"Polder {number}")
    others = sum(not said.key.endswith("/answer") for said in door.heard_in(team.chat)) - told(team, WAITS)
    assert others <= 1, "their week in one message, whenever the clock brings it"
    assert told(team, WAITS) in (ENOUGH - others, ENOUGH)
    before = told(team, WAITS)
    assert f"{ENOUGH + 2}" in await team.says("te doen"), "nothing is lost"
    door.clock.ahead(MOVES)
    await registers(who, "Polder na een week")
    assert told(team, WAITS) == before + 1


async def test_what_concerns_one_person_is_told_all_the_same(door: Door) -> None:
    team, who = await door.coordinator("Kernteam"), await door.member("Aanjager")
    for number in range(ENOUGH + 1):
        await registers(who, f"Polder {number}")
    await put(team)
    await who.says("antwoord K-1 Met vaste meetpunten.")
    assert told(team, _("There is an answer to your question:")) == 1


async def test_what_became_of_ones_input_is_told_together_when_there_is_room_again(door: Door) -> None:
    asker, helper = await door.member("Adviseur"), await door.member("Onderzoeker")
    for number in range(1, ENOUGH + 3):
        await put(asker, f"Hoe meet je de lucht in straat {number} van Twente?")
        await helper.says(f"antwoord K-{number} Met vaste meetpunten.")
        await asker.says(f"sluit K-{number} beantwoord: met meetpunten")
    closed = _(
        "A question you had a part in is closed: {outcome}. What happened with your input:", outcome="beantwoord"
    )
    assert told(helper, closed) == ENOUGH
    door.clock.ahead(MOVES)
    await door.cafe.work["hearing"]()
    await door.cafe.settled()
    later = "\n".join(door.heard_in(helper.chat)[-2:])
    assert f"K-{ENOUGH + 1}" in later
    assert f"K-{ENOUGH + 2}" in later


async def test_who_reads_along_asked_for_it_and_hears_every_answer_at_once(door: Door) -> None:
    asker, helper, reader = await door.member("Adviseur"), await door.member("Onderzoeker"), await door.member("Lezer")
    await put(asker)
    await reader.says("lees mee K-1")
    for number in range(ENOUGH + 2):
        await helper.says(f"antwoord K-1 Met vaste meetpunten in straat {number}.")
        assert told(reader, f"in straat {number}.") == 1
    await asker.says("sluit K-1 beantwoord: met meetpunten")
    assert told(reader, "met meetpunten") == 1, "what they asked for takes no room of what nobody did"


async def test_what_is_kept_comes_within_the_week_however_much_else_somebody_is_told(door: Door) -> None:
    team, asker, who = await door.coordinator("Kernteam"), await door.member("Adviseur"), await door.member("Aanjager")
    for number in range(ENOUGH + 2):
        await registers(who, f"Polder {number}")
    await put(asker)
    await team.says("antwoord K-1 Met vaste meetpunten.")
    await asker.says("sluit K-1 beantwoord: met meetpunten")
    closed = _("closed: {outcome}", outcome=OUTCOMES[Outcome.answered])
    assert told(team, "K-1", closed) == 0
    for _day in range(MOVES.days + 4):
        door.clock.ahead(timedelta(days=1))
        await registers(who, f"Polder van dag {_day}")
        await door.cafe.work["hearing"]()
    await door.far.until(lambda: told(team, "K-1", closed) == 1, "the rest together")


async def test_a_digest_of_ones_own_takes_no_room(door: Door) -> None:
    team, asker, who = await door.coordinator("Kernteam"), await door.member("Adviseur"), await door.member("Aanjager")
    await team.in_turn("weekbericht aan maandag 9:00", "weekbericht hoe vaak dagelijks")
    for number in range(ENOUGH + 1):
        await put(asker, f"Hoe meet je de lucht in straat {number} van Twente?")
        door.clock.ahead(timedelta(days=1))
        await door.cafe.digests.make_due()
        await door.cafe.settled()
    digests = [said for said in door.heard_in(team.chat) if said.key.startswith("digest/")]
    assert len(digests) > ENOUGH - 2, "there were some"
    before = told(team, WAITS)
    await registers(who, "Polder")
    assert told(team, WAITS) == before + 1


async def test_nobody_is_told_more_than_the_bound_and_all_the_rest_comes_in_a_few_lines(door: Door) -> None:
    asker, other = await door.member("Adviseur"), await door.member("Onderzoeker")
    member, everything = await other.member(), MOST + MOST_ITEMS + 2
    await put(asker)
    for number in range(1, everything + 1):
        notice = Notice(member, say(f"Bericht {number}."))
        await door.database.write(send, f"letter/{number}", [notice], door.clock(), "nl")
    door.cafe.delivery.wake()
    await door.cafe.settled()
    assert told(other, "Bericht") == MOST
    refused = await asker.says(f"breng K-1 M-{member.id}")
    assert "heeft nu genoeg" in refused, "who would not hear of it now is not asked"
    door.clock.ahead(MOVES)
    await door.cafe.work["hearing"]()
    intro = _("This happened to what you gave, follow or keep:")
    await door.far.until(lambda: told(other, intro) == 1, "the rest")
    rest = next(said for said in door.heard_in(other.chat) if said.tells(intro))
    assert len(rest.splitlines()) <= 2 * MOST_ITEMS + 2
    more = await other.presses(_n("{n} more", "{n} more", everything - MOST - MOST_ITEMS), rest)
    assert f"Bericht {everything}." in more
    assert "Bericht 1." not in more, "what was told at once is not told again"


async def test_what_waits_longest_is_not_passed_by_what_comes_later(door: Door) -> None:
    """The one place that is left in a week is that of the rest."""
    member = await (other := await door.member("Onderzoeker")).member()
    for day in range(3 * 7):
        for number in range(2):
            notice = Notice(member, say(f"Bericht {day}.{number}."))
            await door.database.write(send, f"letter/{day}/{number}", [notice], door.clock(), "nl")
        door.clock.ahead(timedelta(days=1))
        await door.cafe.work["hearing"]()
        door.cafe.delivery.wake()
        await door.cafe.settled()
    heard = [said for said in door.heard_in(other.chat) if not said.key.endswith("/answer")]
    assert len(heard) <= 3 * MOST
    assert sum(said.tells(_("This happened to what you gave, follow or keep:")) for said in heard) >= 2


def test_told_together_each_thing_says_what_happened_last() -> None:
    """A decision, and no longer the proposal before it."""

    def heard(number: int, thing: int, news: str) -> Hearing:
        lines = [Text((line,)) for line in (f"S-{thing}", news, "Je hoort dit omdat jij het inbracht.")]
        said = Reply((*lines, Actions((Action("Bekijk", f"S-{thing}"),))))
        return Hearing(number, 1, Thing("signal", thing), None, codec.dump(said), START)

    waiting = [heard(number, number % 4, news) for number, news in enumerate(["voorstel"] * 4 + ["besluit"] * 4)]
    rest = summary(by_thing(waiting, 1), Language("nl"))
    items = next(block for block in rest.blocks if isinstance(block, Items))
    assert [each.notes for each in items.items] == [(("besluit",),)] * 4
    assert all("voorstel" in str(each) for each in by_thing(waiting)), "alone it says both"
