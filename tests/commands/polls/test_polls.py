"""Polls: made in one message, voted in once by everyone, closed without a name left, and told what is done with it."""

import json
import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import Connection, func, select

from bot.chat.texts import _, _n
from commands.polls import wording
from storage.polls import polls, votes
from storage.polls.poll import Draft, Poll, Sort, State
from storage.polls.tables import poll_ballots, poll_voters, poll_votes
from storage.tables import inbox, outbox
from tests.cafe import Door, Person, Said

TUESDAY = datetime(2026, 12, 1, 9, 0, tzinfo=UTC)
"""Ten in the morning in Amsterdam."""
PROPOSAL = _("This is how I put it:")
SECRET = _("Nobody sees who chose what.")
WHY = _("Why there? One sentence, without names, that all may read. You may leave it out.")


def numbered(said: Said) -> str:
    """The number of the poll that was just made."""
    found = re.search(r"Z-\d+", said)
    assert found, said
    return found[0]


async def opened(
    door: Door,
    sort: Sort = Sort.choice,
    options: tuple[str, ...] = ("natuur", "groen"),
    *,
    days: int = 5,
    named: bool = False,
) -> tuple[Person, str]:
    """A poll of the host, open for so many days: the host and its number."""
    host = await door.member("Gespreksleider")
    draft = Draft("Welk woord werkt beter?", sort, options, door.clock() + timedelta(days=days), named)
    number = await door.database.write(polls.put, (await host.member()).id, draft, door.clock())
    return host, f"Z-{number}"


async def crowd(door: Door, number: str, *picks: str) -> list[Person]:
    """So many members, each with a vote."""
    people = [await door.member(f"Stemmer {at}") for at in range(1, len(picks) + 1)]
    for who, pick in zip(people, picks, strict=True):
        assert (await who.says(f"stem {number} {pick}")).tells(_("Only you see this."))
    return people


async def poll(door: Door, number: str) -> Poll:
    return await door.database.read(polls.get_one, int(number.removeprefix("Z-")))


def written(tx: Connection) -> str:
    """All that is kept of what came in and went out, but for the cards of polls that everybody sees."""
    came = tx.execute(select(inbox.c.payload, inbox.c.reply)).all()
    went = tx.execute(select(outbox.c.payload, outbox.c.conversation)).all()
    return json.dumps([list(each) for each in (*came, *went)], default=str)


def kept(tx: Connection) -> tuple[int, int, int]:
    """How many votes with a person, votes without, and voters are kept."""
    tables = (poll_votes, poll_ballots, poll_voters)
    one, two, three = (tx.execute(select(func.count()).select_from(each)).scalar_one() for each in tables)
    return one, two, three


async def test_a_dilemma_is_made_in_a_channel_and_each_has_one_vote(door: Door) -> None:
    door.clock.now = TUESDAY
    host, board = await door.member("Facilitator"), await door.member("Bestuurder")
    place = await door.room("RES West-Overijssel")
    said = await host.says("peiling: zetten we opwek bij elkaar of spreiden we?", where=place)
    assert said.tells(_("Will this be choosing, or a place on a line?"), _("Choosing"), _("Line"))
    said = await host.says("lijn", where=place)
    assert said.tells(PROPOSAL, SECRET)
    for part in ("een plek van 1 tot 7, en waarom", "tot dinsdag 8 december 17:00", "voor dit kanaal"):
        assert part in said.lower()
    said = await host.says("klopt", where=place)
    assert said.tells(_("Vote with the form or alone with me."))
    number = numbered(said)
    assert [each for each in door.heard_in(place) if number in each and each.tells(_("Vote"))], "a card stands there"
    said = await board.says(f"stem {number} 3: dichtbij de fabriek is logisch")
    assert said.tells(_("Your vote: {choice}.", choice=_("place {n}", n=3)), _("Only you see this."))
    said = await board.says(f"stem {number} 5: samen dragen is eerlijker")
    assert said.tells(_("You had voted already; this is your vote now."))
    assert (await poll(door, number)).voters == 1
    said = await host.says(number)
    assert said.tells(
        _n("{n} person voted. The result comes when the poll closes, from {least} votes on.", "", 1, least=5)
    )
    assert "eerlijker" not in said


async def test_a_top_three_says_what_would_work(door: Door) -> None:
    door.clock.now = TUESDAY
    host, member = await door.member("Facilitator"), await door.member("Deelnemer")
    said = await host.says(
        "peiling top 3: energiesysteem / maritieme sector / woningen / bereikbaarheid / landbouw / water"
    )
    assert said.tells(PROPOSAL, SECRET)
    assert "Kies er drie van 6; tot dinsdag 8 december 17:00" in said
    number = numbered(await host.says("klopt"))
    said = await member.says(f"stem {number} 1 1 3")
    assert said.tells(_("Choose three different ones. You chose {option} twice.", option="1"))
    assert (await member.says("1 9 3")).tells(_("Pick a number from 1 to {most}.", most=6))
    said = await member.says("water, landbouw en woningen")
    assert "woningen, landbouw en water" in said
    assert (await poll(door, number)).voters == 1


async def test_the_result_comes_when_it_closes_by_the_clock_then_what_is_done_with_it(door: Door) -> None:
    door.clock.now = TUESDAY
    host, number = await opened(door, days=3)
    voters = await crowd(door, number, "1", "1", "1", "2", "2", "2")
    door.clock.ahead(timedelta(days=3, hours=5))
    for name in ("polls", "hearing"):
        await door.cafe.work[name]()
    for who in voters:
        await who.hears(number, "natuur 3, groen 3", _("You hear this because you voted."))
    await host.hears(number, "natuur 3, groen 3")
    assert await door.database.read(kept) == (0, 6, 6)
    said = await host.says(f"vervolg {number}: de agenda krijgt een samenvatting van één bladzij")
    assert said.tells(_("{number} is complete.", number=number), _("Who voted reads this."), _("Undo"))
    door.clock.ahead(timedelta(minutes=11))
    await door.cafe.work["hearing"]()
    for who in voters:
        await who.hears(number, "de agenda krijgt een samenvatting van één bladzij")
    assert "samenvatting" in await voters[0].says("mijn inbreng")
    assert not [said for who in voters for said in who.notices if number in said], "each once"


async def test_under_five_nothing_is_shown_for_the_host_too(door: Door) -> None:
    host, number = await opened(door)
    voters = await crowd(door, number, "1", "1", "2", "2")
    said = await host.says(f"sluit {number}")
    few = _("Fewer than {least} people voted, so there is no result to show.", least=5)
    assert said.tells(few)
    for who in (host, voters[0]):
        for line in (number, f"alles van peiling {number}", "peilingen", f"uitslag {number}"):
            shown = await who.says(line)
            assert not re.search(r"natuur\D{0,4}2", shown), (line, shown)
    assert await door.database.read(kept) == (0, 4, 4)


async def test_an_open_poll_shows_its_count_and_names_by_consent_until_it_closes(door: Door) -> None:
    host, number = await opened(door, named=True)
    seen, unseen = await door.member("Anna"), await door.member("Bert", found="nee")
    await seen.says(f"stem {number} 1")
    await unseen.says(f"stem {number} natuur")
    said = await host.says(number)
    assert "natuur: 2" in said
    assert "Anna" in said
    assert "Bert" not in said
    await host.says(f"sluit {number}")
    said = await host.says(number)
    assert "natuur: 2" in said, "a show of hands needs no five"
    assert "Anna" not in said
    assert await door.database.read(kept) == (0, 2, 2)


async def test_closing_is_undone_without_a_vote_more_or_less(door: Door) -> None:
    host, number = await opened(door)
    voters = await crowd(door, number, "1", "1", "1", "2", "2")
    said = await host.says(f"sluit {number}")
    assert "natuur: 3" in said
    await host.presses(_("Undo"), said)
    assert (await poll(door, number)).state is State.open
    settled = "stem telt"
    assert settled in await voters[0].says(f"stem {number} 2")
    late = await door.member("Late stemmer")
    await late.says(f"stem {number} 2")
    said = await host.says(f"sluit {number}")
    assert "natuur: 3" in said
    assert "groen: 3" in said
    assert await door.database.read(kept) == (0, 6, 6)


async def test_a_poll_that_was_put_back_is_not_taken_away_again_from_who_voted(door: Door) -> None:
    host, anna = await door.member("Gespreksleider"), await door.member("Anna")
    await host.in_turn("peiling: welk woord? / natuur / groen", "ja", "trek in Z-1", "ja", "heropen Z-1")
    assert "Je stem staat" in await anna.says("stem Z-1 1")
    await host.says("maak ongedaan Z-1")
    assert (await door.database.read(polls.get_one, 1)).state is State.open
    assert (await door.database.read(polls.get_one, 1)).voters == 1


async def test_a_closed_poll_leaves_no_vote_in_what_was_written_and_sent(door: Door) -> None:
    host, number = await opened(door, Sort.dilemma, ("weinig", "veel"))
    voter, other = await door.member("Stemmer"), await door.member("Ander")
    await voter.says(f"stem {number}")
    await voter.says("6")
    await voter.says("omdat het moeras terugkomt")
    await voter.says("wijzig stem")
    await voter.says("5")
    await voter.says("overslaan")
    await other.says(f"stem {number} 3")
    before = await door.database.read(written)
    assert all(each in before for each in ("moeras", f"stem {number} 3", "vote/1"))
    await host.says(f"sluit {number}")
    after = await door.database.read(written)
    assert not any(each in after for each in ("moeras", f"stem {number} 3", "vote/1", '"text": "5"', '"text": "6"'))
    assert f"sluit {number}" in after


async def test_who_is_forgotten_has_no_vote_while_it_is_open(door: Door) -> None:
    _host, number = await opened(door)
    voters = await crowd(door, number, "1", "1", "2")
    await voters[0].in_turn("vergeet mij", "alles weg", "ja")
    await voters[0].says("ja")
    assert await door.database.read(kept) == (2, 0, 0)
    assert (await poll(door, number)).voters == 2


async def test_a_vote_is_taken_back_or_changed_as_long_as_it_is_open(door: Door) -> None:
    host, number = await opened(door)
    member = await door.member("Deelnemer")
    said = await member.says(f"stem {number} 2")
    await member.presses(_("Undo"), said)
    assert (await poll(door, number)).voters == 0
    await member.says(f"stem {number} groen")
    said = await member.says("wijzig stem")
    assert said.tells(_("Your vote is now: {choice}.", choice="groen"))
    said = await member.says("1")
    assert "natuur" in said
    await host.says(f"sluit {number}")
    said = await member.says(f"stem {number} 2")
    assert said.tells(_("{number} is closed: nobody can vote any more.", number=number))


@pytest.mark.parametrize(
    "line",
    [
        "stem {number} bodm",
        "ik stem toch voor bodem bij {number}",
        "i vote for bodem in {number}",
        "{number} ik kies bodem",
    ],
)
async def test_a_choice_is_read_by_a_word_of_its_own_with_a_slip_and_before_its_number(door: Door, line: str) -> None:
    _host, number = await opened(door, options=("met water", "met bodem"))
    voted = await (await door.member("Deelnemer")).says(line.format(number=number))
    assert voted.tells(_("Your vote: {choice}.", choice="met bodem"))


async def test_a_place_on_a_line_may_be_said_in_letters(door: Door) -> None:
    _host, number = await opened(door, Sort.dilemma, ("opbrengst", "natuur"))
    voted = await (await door.member("Deelnemer")).in_turn(f"stem {number}", "zes, want zonder natuur groeit er niets")
    assert voted.tells(_("Your vote: {choice}.", choice=_("place {n}", n=6)))
    held = await door.database.read(votes.of_poll, int(number.removeprefix("Z-")))
    assert [each.why for each in held] == ["zonder natuur groeit er niets"]


async def test_a_command_or_a_vote_elsewhere_is_no_choice_where_one_is_asked(understanding: Door) -> None:
    door = understanding
    host, number = await opened(door, options=("ja", "nee"))
    other = await door.database.write(
        polls.put,
        (await host.member()).id,
        Draft("Doen we mee?", Sort.dilemma, ("laag", "hoog"), door.clock() + timedelta(days=3)),
        door.clock(),
    )
    member = await door.member("Deelnemer")
    await member.says(f"stem Z-{other}")
    assert (await member.says(f"stem {number} ja")).tells(_("Your vote: {choice}.", choice="ja"))
    await member.says(f"stem Z-{other}")
    for line in ("bijeenkomsten", "welke bijeenkomsten zijn er"):
        await member.says(f"stem Z-{other}")
        assert (await member.says(line)).tells(_("No meeting is planned yet."))


async def test_a_poll_asked_again_shows_the_shift(door: Door) -> None:
    host, number = await opened(door)
    voters = await crowd(door, number, "1", "1", "1", "1", "2")
    await host.says(f"sluit {number}")
    again = numbered(await host.says(f"peiling opnieuw {number}"))
    assert again != number
    for who in voters:
        await who.says(f"stem {again} 2")
    said = await host.says(f"sluit {again}")
    assert said.tells(_("The time before, {number}", number=number))
    assert "natuur 4, groen 1" in said


async def test_words_say_what_kind_until_when_and_what_can_be_chosen(door: Door) -> None:
    door.clock.now = TUESDAY
    host = await door.member("Facilitator", "en")
    said = await host.says("poll: which word works better / environment / health")
    assert "choose one of 2; until tuesday 8 december" in said.lower()
    number = numbered(await host.says("right"))
    member = await door.member("Member", "en")
    assert (await member.says(f"vote {number} 7")).tells(_("Pick a number from 1 to {most}.", most=2))
    said = await member.says(f"vote {number} 2")
    assert said.tells(_("Your vote: {choice}.", choice="health"), _("Only you see this."))
    said = await host.says("poll: how well do you know it, 1 to 5, until Friday 12:00")
    assert "a number from 1 to 5; until friday 4 december 12:00" in said.lower()
    said = await host.says("until Monday")
    assert "until monday 7 december 17:00" in said.lower()
    said = await host.says("no")
    said = await host.says("poll: shall we go on?")
    assert said.tells(_("What can people choose? Put a / between them."))
    assert "choose one of 2" in (await host.says("yes / no")).lower()


@pytest.mark.parametrize(
    ("line", "choices"),
    [
        ("beginnen we met water of met bodem?", ("met water", "met bodem")),
        ("beginnen we met water of bodem?", ("water", "bodem")),
        ("wat doen we eerst, water of bodem?", ("water", "bodem")),
        ("welke dag kan iedereen, dinsdag, woensdag of donderdag?", ("dinsdag", "woensdag", "donderdag")),
        ("wat vinden jullie het beste, een avond of een middag?", ("een avond", "een middag")),
        ("waar komen we bij elkaar in Almelo of Enschede?", ("Almelo", "Enschede")),
        ("kiezen we voor bij elkaar of gespreid?", ("bij elkaar", "gespreid")),
        ("moeten we eerst met boeren praten of meteen een plan maken?", ("met boeren praten", "meteen een plan maken")),
        ("komen we op dinsdag of op woensdag?", ("op dinsdag", "op woensdag")),
        ("wanneer komen we samen dinsdag / woensdag", ("dinsdag", "woensdag")),
        ("gaan we door of stoppen we?", ("gaan we door", "stoppen we")),
        ("doen we mee of niet?", ("ja", "nee")),
        ("bij elkaar of gespreid?", ("bij elkaar", "gespreid")),
        ("shall we begin with water or soil?", ("water", "soil")),
        ("do we meet on Tuesday or on Wednesday?", ("on Tuesday", "on Wednesday")),
        ("what comes first, water, soil or air?", ("water", "soil", "air")),
    ],
)
def test_the_question_is_no_part_of_the_first_choice(line: str, choices: tuple[str, ...]) -> None:
    assert wording.read(line, TUESDAY.date()).options == choices


async def test_a_question_is_no_choice(understanding: Door) -> None:
    host = await understanding.member("Facilitator")
    await host.says("peiling: wat doen we eerst?")
    assert (await host.says("hoeveel keuzes mogen er zijn?")).tells(_("What can people choose? Put a / between them."))
    assert "1. water · 2. bodem" in await host.says("water / bodem")
    shown = await host.says("kan dat ook op een andere dag?")
    assert "1. water · 2. bodem" in shown


async def test_at_its_proposal_choices_come_and_go(understanding: Door) -> None:
    door = understanding
    door.clock.now = TUESDAY
    host = await door.member("Facilitator")
    await host.says("peiling: wanneer komen we samen: dinsdag / woensdag")
    shown = await host.says("voeg vrijdagochtend toe")
    assert shown.tells(PROPOSAL, "1. dinsdag · 2. woensdag · 3. vrijdagochtend")
    assert "3. vrijdagochtend · 4. zaterdag · 5. zondag" in await host.says("zet er ook zaterdag en zondag bij")
    shown = await host.says("tot donderdag")
    assert shown.tells("tot donderdag 3 december", "3. vrijdagochtend · 4. zaterdag · 5. zondag")
    assert "1. woensdag · 2. vrijdagochtend" in await host.says("haal dinsdag weg")
    assert "1. woensdag · 2. zaterdag · 3. zondag" in await host.says("zonder nummer 2")
    said = await host.says("haal maandag weg")
    assert said.tells(_("{choice} is not one of the choices. Which one goes?", choice="maandag"), PROPOSAL)
    assert (await host.says("voeg zondag toe")).tells(_("{choice} is one of the choices already.", choice="zondag"))
    held = await poll(door, numbered(await host.says("klopt")))
    assert held.draft.options == ("woensdag", "zaterdag", "zondag")


async def test_a_third_choice_makes_a_line_a_choice_and_one_alone_is_none(door: Door) -> None:
    host = await door.member("Facilitator", "en")
    await host.in_turn("poll: shall we begin with water or soil?", "line")
    assert "1. water · 2. soil · 3. air" in await host.says("add air")
    assert "1. soil · 2. air" in await host.says("drop water")
    said = await host.says("drop soil")
    assert said.tells(
        _n(
            "This has {n} choice. It needs {least} or more.",
            "This has {n} choices. It needs {least} or more.",
            1,
            least=2,
        )
    )
    assert "1. soil · 2. air" in said
    await host.says("stop")
    await host.says("poll: shall we begin with water or soil?")
    assert "1. water · 2. soil · 3. air" in await host.says("add air")  # where the way is asked


async def test_one_choice_a_past_day_and_too_many_choices_are_refused_with_what_works(door: Door) -> None:
    door.clock.now = TUESDAY
    host = await door.member("Facilitator")
    said = await host.says("peiling: gaan we door? / ja")
    assert said.tells(_n("This has {n} choice. It needs {least} or more.", "", 1, least=2))
    said = await host.says("ja / nee")
    assert said.tells(PROPOSAL)
    await host.says("nee")
    seven = " / ".join("abcdefg")
    said = await host.says(f"peiling: welke letter? / {seven}")
    assert "Dit heeft 7 keuzes" in said
    await host.says("stop")
    said = await host.says("open peiling: hoe goed ken je het? 1 tot 5")
    assert said.tells(_("Only a choice can be open. For the rest nobody sees who chose what."))
    assert "al voorbij" in await host.says("peiling: gaan we door? / ja / nee tot 1 oktober 2026")
    assert "bestaat niet" in await host.says("Z-999")


async def test_each_role_may_do_what_it_may(door: Door) -> None:
    host, number = await opened(door)
    visitor, other = door.person("Bezoeker"), await door.member("Ander")
    coordinator = await door.coordinator("Kernteam")
    assert (await visitor.says("peiling: gaan we door? / ja / nee")).tells(PROPOSAL)
    assert (await visitor.says("ja")).tells(_("Sign up"))
    assert (await visitor.says(f"stem {number} 1")).tells(_("Sign up"))
    told = _("Only who made {number} can do this, or a coordinator.", number=number)
    for line in (f"sluit {number}", f"vervolg {number}: niets", f"peiling opnieuw {number}", f"trek in {number}"):
        assert (await other.says(line)).tells(told), line
    await other.in_turn(f"meld {number}", "Dit klopt niet.")
    await coordinator.does(f"verberg {number}")
    assert (await other.says(number)).tells(_("{number} is out of sight.", number=number))
    assert (await other.says(f"stem {number} 1")).tells(_("{number} is out of sight.", number=number))
    await coordinator.does(f"toon weer {number}")
    said = await host.says(f"trek in {number}")
    assert said.tells(_("{number} is withdrawn.", number=number))
    assert (await host.says("maak ongedaan")).tells(_("{number} is as it was.", number=number))


async def test_a_network_is_invited_reminded_once_and_nobody_else_votes(door: Door) -> None:
    door.clock.now = TUESDAY
    driver, inside, outside = await door.member("Trekker"), await door.member("Lid"), await door.member("Buiten")
    network = {"name": "Onder Twente", "kind": "kennisnetwerk", "themes": "water", "regions": "Twente", "aim": "Leren."}
    more = {"level": "regionaal", "how_to_join": "Mail.", "website": "", "another": "ja"}
    await driver.meets(driver.message("netwerk aanmelden", values=network | more))
    await (await door.coordinator("Kernteam")).does("keur goed N-1")
    await inside.says("word lid van N-1")
    said = await outside.says("peiling: gaan we door? / ja / nee voor N-1")
    assert said.tells(_("Only who drives {network} can ask its members.", network="Onder Twente"))
    said = await driver.in_turn("peiling: gaan we door? / ja / nee voor N-1", "ja")
    number = numbered(said)
    door.clock.ahead(timedelta(minutes=11))
    await door.cafe.work["hearing"]()
    await inside.hears(number, _("You hear this because you are in its network."))
    said = await outside.says(f"stem {number} 1")
    assert said.tells(_("This poll is for the members of {network}.", network="Onder Twente"))
    door.clock.now = datetime(2026, 12, 7, 16, 30, tzinfo=UTC)
    for _again in range(2):
        await door.cafe.work["polls"]()
    door.clock.now = datetime(2026, 12, 8, 8, 30, tzinfo=UTC)
    await door.cafe.work["hearing"]()
    await inside.hears(number, _("You hear this once, because you were invited."))
    assert not [said for said in inside.notices if number in said]


async def test_a_meeting_is_asked_by_who_holds_it_and_only_who_comes_votes(door: Door) -> None:
    door.clock.now = TUESDAY
    host, guest, outside = await door.member("Gastheer"), await door.member("Gast"), await door.member("Buiten")
    planned = ("bijeenkomst: wereldcafé over water in Twente op 15 december om 13 uur", "gemeentehuis", "klopt")
    assert "B-1" in await host.in_turn(*planned)
    await guest.says("ik kom B-1")
    refused = await outside.says("peiling: gaan we door? / ja / nee voor de deelnemers van B-1")
    assert refused.tells(_("Only who holds {number} can do this, or a coordinator of its region.", number="B-1"))
    shown = await host.says("peiling: gaan we door? / ja / nee voor de deelnemers van B-1")
    assert "B-1 Wereldcafé over water" in shown
    number = numbered(await host.says("ja"))
    door.clock.ahead(timedelta(minutes=11))
    await door.cafe.work["hearing"]()
    await guest.hears(number, _("You hear this because you come."))
    assert (await outside.says(f"stem {number} 1")).tells("B-1 Wereldcafé over water")
    late = await door.member("Later")
    await late.says("ik kom B-1")
    for who in (guest, late):
        assert (await who.says(f"stem {number} 1")).tells(_("Only you see this.")), "whoever comes by now"
    assert number in await guest.says("B-1")
    assert not [said for said in outside.notices if number in said]


async def test_polls_are_found_listed_and_told_in_a_digest(door: Door) -> None:
    host, number = await opened(door)
    said = await (await door.member("Zoeker")).says("peilingen")
    assert number in said
    assert "ruimtevaart" in await host.says("peilingen ruimtevaart")
    await crowd(door, number, "1", "1", "1", "1", "2")
    reader = await door.member("Lezer")
    await reader.says("weekbericht aan maandag 09:00")
    await host.says(f"sluit {number}")
    door.clock.ahead(timedelta(days=7, hours=2))
    await door.cafe.digests.make_due()
    await door.far.until(lambda: any(said.tells(_("What polls showed")) for said in door.heard_in(reader.chat)))
    told = [said for said in door.heard_in(reader.chat) if said.tells(_("What polls showed"))]
    assert "natuur 4, groen 1" in told[-1]


async def test_ten_working_days_without_a_word_on_it_stand_in_what_there_is_to_do(door: Door) -> None:
    host, number = await opened(door)
    await host.says(f"sluit {number}")
    assert number not in await host.says("te doen")
    door.clock.ahead(timedelta(days=15))
    said = await host.says("te doen")
    assert number in said
    await host.says(f"vervolg {number}: we doen het")
    assert number not in await host.says("te doen")


async def test_who_does_not_say_in_which_poll_is_offered_those_that_are_open(door: Door) -> None:
    member = await door.member("Deelnemer")
    assert (await member.says("stem 2")).tells(_("No poll is open now."))
    _host, number = await opened(door)
    said = await member.says("wijzig stem")
    assert said.tells(_("In which poll? Give its number, like Z-4."))
    said = await member.says("1")
    assert said.tells(_("What do you choose?"))
    assert "groen" in await member.says("2")
    assert (await poll(door, number)).voters == 1


async def test_a_button_pressed_in_a_channel_says_all_by_itself_and_is_answered_to_who_pressed(door: Door) -> None:
    host, member = await door.member("Facilitator"), await door.member("Deelnemer")
    place = await door.room("RES")
    await host.says("peiling: hoe goed ken je het? 1 tot 5", where=place)
    await host.says("klopt", where=place)
    (shown,) = [each for each in door.heard_in(place) if each.reply.subject is not None]
    line = shown.button(_("Vote"))[1].line
    pressed = replace(member.message(line, where=place, answer_inline=True), pressed=True, reply_to=shown.native_id)
    reply = await door.cafe.dispatcher.answer(pressed)
    assert reply
    lines = [each.line for each in reply.actions()]
    assert lines == [f"stem Z-1 {each}" for each in range(1, 6)]
    again = replace(member.message(lines[3], where=place, answer_inline=True), pressed=True)
    counted = await door.cafe.dispatcher.answer(again)
    assert counted
    assert (await poll(door, "Z-1")).voters == 1
    assert not [each for each in door.heard_in(place) if "Je stem" in each], "nobody else sees it"


async def test_own_words_vote_look_and_close(door: Door) -> None:
    host, number = await opened(door, Sort.dilemma, ("samen", "apart"))
    member = await door.member("Deelnemer")
    said = await member.says(f"stem {number}")
    assert said.tells(_("Which place is yours?"))
    said = await member.says("ik zit op 5")
    assert said.tells(_("Your vote: {choice}.", choice=_("place {n}", n=5)), WHY)
    assert (await poll(door, number)).voters == 1, "it counts at once"
    said = await member.says("want samen dragen is eerlijker")
    assert said.tells(_("It stands with your place."))
    held = await door.database.read(votes.of_poll, int(number.removeprefix("Z-")))
    assert [(each.picked, each.why) for each in held] == [((5,), "samen dragen is eerlijker")]
    assert number in await host.says(f"wat is de uitslag van {number}")
