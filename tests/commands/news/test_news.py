"""News: a link and why to read it, once; taken along when its writer says yes; and what a hub saw in a month."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import Connection, insert

from bot.chat.message import Conversation, Identity, Installed, Kind
from bot.chat.texts import _, _n
from bot.process.office_hours import OfficeHours
from commands.news.monthly import month_of, period
from commands.news.written import parted, sort_of
from storage.members.roles import Grant
from storage.news import news
from storage.news.item import Filter, Sort, address_of
from storage.news.tables import news as table
from storage.vocabulary import Role
from tests.cafe import Door, Person, Said, together
from tests.commands.news.hubs import hub

LINK = "https://voorbeeld.nl/wadi"
WHY = "de wadi's in Twente zijn klaar"
ASKED = _("May your message go into the digest, once? All members see it then.")
LAST_DAY = datetime(2026, 11, 30, 9, tzinfo=UTC)


async def later(door: Door, minutes: int = 15) -> None:
    """Let what waits go out."""
    door.clock.ahead(timedelta(minutes=minutes))
    await door.cafe.work["hearing"]()
    await door.cafe.settled()


async def shared(who: Person) -> Said:
    return await who.in_turn(f"nieuws: {LINK} {WHY}", "klopt")


async def test_a_link_is_asked_why_and_the_same_page_is_there_once(door: Door) -> None:
    anna, bert = await door.member("Anna"), await door.member("Bert")
    assert (await anna.says(f"nieuws: {LINK}")).tells(_("Why should somebody else read this?"))
    shown = await anna.says(WHY)
    assert shown.tells(_("This is how I put it:"), WHY, _("All members see it, once in the digest."))
    assert "voorbeeld.nl" in shown
    assert "Twente" in shown
    assert (await anna.says("klopt")).tells(_("{number} goes into the digest once.", number="U-1"))
    for same in (f"nieuws: {LINK}/ kijk", "nieuws http://www.voorbeeld.nl/wadi?utm_source=mail#top kijk"):
        assert (await bert.says(same)).tells(_("That is there already: {number}.", number="U-1"))
    other = await bert.in_turn("nieuws: https://voorbeeld.nl/wadi?p=2 deel twee van de wadi's", "klopt")
    assert "U-2" in other


async def test_a_sentence_is_news_too_and_may_go_without_a_name(door: Door) -> None:
    anna, bert = await door.member("Anna"), await door.member("Bert")
    shown = await anna.says("nieuws: het is gelukt, de molenbeek stroomt weer")
    assert "succes" in shown.lower()
    put = await anna.says("zonder mijn naam")
    assert put.tells(_("{number} goes into the digest once, without your name.", number="U-1"))
    assert "Anna" not in await bert.says("U-1")
    alike = await bert.says("nieuws: de molenbeek stroomt weer, het is gelukt")
    assert alike.tells(_("This looks like it:"))
    assert "molenbeek" in await bert.says("nee")


async def test_a_proposal_is_changed_before_it_is_put(door: Door) -> None:
    anna = await door.member("Anna")
    await anna.says(f"nieuws: {LINK} {WHY}")
    assert (await anna.says("wijzig")).tells(
        _("What should be different? Name a region or theme, or type the whole text anew.")
    )
    shown = await anna.says("Salland")
    assert "Salland" in shown
    assert "voorbeeld.nl" in shown
    await anna.says("wijzig")
    assert "regenwater blijft in de wijk" in await anna.says("de regenwater blijft in de wijk door wadi's")
    await anna.says("stop")
    assert "U-1" not in await anna.says("nieuws")


async def test_news_is_listed_for_sixty_days_by_region_theme_sort_and_month(door: Door) -> None:
    anna, bert = await door.member("Anna"), await door.member("Bert")
    await shared(anna)
    await anna.in_turn("nieuws: https://voorbeeld.nl/rapport een nieuw rapport over wonen", "klopt")
    assert "U-1" in await bert.says("nieuws Twente")
    assert "U-2" not in await bert.says("nieuws Twente")
    assert "U-2" in await bert.says("nieuws publicaties")
    assert "uimtevaart" in await bert.says("nieuws ruimtevaart")
    assert "U-1" in await bert.says("nieuws van deze maand")
    door.clock.ahead(timedelta(days=35))
    assert "U-1" not in await bert.says("nieuws deze maand")
    assert "U-1" in await bert.says("nieuws")
    door.clock.ahead(timedelta(days=30))
    assert (await bert.says("nieuws")).tells(_("There is no such news of the last sixty days."))
    assert WHY in await bert.says("U-1")


async def test_the_digest_tells_of_it_once_and_not_to_who_shared_it(door: Door) -> None:
    anna, bert = await door.member("Anna"), await door.member("Bert", regions="Twente")
    for each in (anna, bert):
        await each.says("weekbericht aan maandag 09:00")
    await shared(anna)
    for _week in range(2):
        door.clock.ahead(timedelta(days=7, hours=3))
        await door.cafe.digests.make_due()
        await door.cafe.settled()
    await door.far.until(lambda: any("U-1" in each for each in door.heard_in(bert.chat)), "the digest")
    told = [each for each in door.heard_in(bert.chat) if "U-1" in each]
    assert len(told) == 1
    assert told[0].tells(_("News"), WHY)
    assert not [each for each in door.heard_in(anna.chat) if each.tells(_("News")) and "weekbericht" in each.key]


async def answered(door: Door, writer: Person, who: Person, line: str = "neem mee") -> tuple[Conversation, Said]:
    """Somebody answers a message of another in a channel."""
    place = await door.room("Algemeen")
    message = writer.message("Er staat een verhaal over wadi's in Twente op de site.", where=place, addressed=False)
    await door.happens(message)
    return place, await who.says(line, where=place, reply_to=message.id)


async def test_who_wrote_a_message_is_asked_once_and_nothing_is_seen_before_their_yes(door: Door) -> None:
    anna, bert = await door.member("Anna"), await door.member("Bert")
    _place, said = await answered(door, anna, bert)
    assert said.tells(_("I ask the writer whether it may go into the digest."))
    asked = await anna.hears(ASKED, "wadi's in Twente", _("You hear this because you wrote it."))
    for line in ("nieuws", "wie weet iets over wadi's", "meld U-1 weg", "volg U-1", "mag mee U-1"):
        assert "verhaal" not in await bert.says(line), line
    assert "U-1" in await anna.says("te doen")
    yes = await anna.presses(_("Without my name"), asked)
    assert yes.tells(_("{number} goes into the digest once, without your name.", number="U-1"))
    shown = await bert.says("U-1")
    assert "verhaal over wadi's" in shown
    assert "Anna" not in shown
    _place, again = await answered(door, anna, await door.member("Carla"))
    assert "Ik vraag" in again, "another message"


async def test_a_no_keeps_none_of_the_words_and_the_same_message_is_never_asked_for_again(door: Door) -> None:
    anna, bert, carla = [await door.member(name) for name in ("Anna", "Bert", "Carla")]
    place = await door.room("Algemeen")
    message = anna.message("Mijn verhaal over de dijk.", where=place, addressed=False)
    await door.happens(message)
    await bert.says("neem mee", where=place, reply_to=message.id)
    asked = await anna.hears(ASKED)
    assert (await anna.presses(_("No"), asked)).tells(
        _("All right. It does not go along, and I keep none of its words.")
    )
    assert (await door.database.read(news.load, [1]))[0].text == ""
    refused = await carla.says("neem mee", where=place, reply_to=message.id)
    assert refused.tells(_("Its writer was asked already."))
    assert not anna.notices


async def test_taking_along_is_undone_before_the_writer_answers(door: Door) -> None:
    anna, bert = await door.member("Anna"), await door.member("Bert")
    await answered(door, anna, bert)
    asked = await anna.hears(ASKED)
    assert (await bert.says("maak ongedaan")).tells(_("Nobody is asked for it any more."))
    assert "U-1" in await anna.presses(_("Yes"), asked), "it is gone"
    assert await door.database.read(news.load, [1]) == []


async def test_ones_own_message_is_proposed_at_once(door: Door) -> None:
    anna = await door.member("Anna")
    _place, said = await answered(door, anna, anna)
    assert said.tells(_("This is how I put it:"), "verhaal over wadi's")


async def test_what_answers_nothing_or_nobody_we_know_says_what_works(door: Door) -> None:
    anna = await door.member("Anna")
    assert (await anna.says("neem mee")).tells(
        _("Answer the message that should go along, with: {line}.", line="neem mee")
    )
    card = await anna.says("hulp")
    assert (await anna.says("neem mee", reply_to=card.native_id)).tells(
        _("That is mine: what is new in it comes into the digest by itself.")
    )
    stranger = Identity("door", "vreemd", "Vreemde")
    said = replace(anna.message("neem mee", reply_to="1"), quoted="Een dijk.", quoted_from=stranger)
    assert (await anna.meets(said)).tells(_("I do not know who wrote that, so I cannot ask."))


async def test_what_is_shared_in_a_closed_room_stays_there(door: Door) -> None:
    anna, bert = await door.member("Anna"), await door.member("Bert")
    place = Conversation("door", "Besloten", Kind.group, name="Besloten")
    await door.happens(Installed("installed", place, None, door.clock(), "nl", closed=True))
    shown = await anna.says(f"nieuws: {LINK} {WHY}", where=place)
    assert shown.tells(_("Only those in this room see it."))
    await anna.says("klopt", where=place)
    assert "U-1" in await bert.says("nieuws", where=place)
    for line in ("nieuws", "U-1", "wie weet iets over wadi's", "volg U-1"):
        assert WHY not in await bert.says(line), line
    assert "U-2" in await bert.in_turn(f"nieuws: {LINK} {WHY}", "klopt"), "who is outside need not know"


async def test_news_is_taken_back_by_who_shared_it_and_by_a_coordinator_after_a_yes(door: Door) -> None:
    anna, bert, kern = await door.member("Anna"), await door.member("Bert"), await door.coordinator("Kernteam")
    await shared(anna)
    await bert.says("volg U-1")
    assert (await bert.says("trek in U-1")).tells(
        _("Only who shared {number} can do this, or a coordinator.", number="U-1")
    )
    asked = await kern.says("trek in U-1")
    assert asked.tells(_("Take back {number}, which somebody else shared?", number="U-1"))
    assert (await kern.says("ja")).tells(_("{number} is withdrawn.", number="U-1"))
    assert "U-1" not in await bert.says("nieuws")
    await later(door)
    await bert.hears("U-1", _("taken back"), _("You hear this because you follow it."))
    await anna.hears("U-1", _("You hear this because you shared it."))
    assert (await kern.says("maak ongedaan U-1")).tells(_("{number} is there again.", number="U-1"))
    assert "U-1" in await bert.says("nieuws")
    assert "gedeeld" in await anna.says("mijn inbreng")


async def test_news_is_reported_hidden_found_and_kept(door: Door) -> None:
    anna, bert, kern = await door.member("Anna"), await door.member("Bert"), await door.coordinator("Kernteam")
    await shared(anna)
    found = await bert.says("wie weet iets over wadi's")
    assert "U-1" in found
    await bert.says("meld U-1 dit klopt niet")
    await kern.does("verberg U-1")
    assert (await bert.says("U-1")).tells(_("{number} is out of sight.", number="U-1"))
    assert "U-1" not in await bert.says("wie weet iets over wadi's")
    await kern.does("toon weer U-1")
    await anna.says(f"hoeder U-1 M-{(await bert.member()).id}")
    await bert.says("ik word hoeder van U-1")
    assert (await bert.says("trek in U-1")).tells(_("Take back {number}, which somebody else shared?", number="U-1"))


async def test_the_same_link_from_two_at_once_is_there_once(door: Door) -> None:
    anna, bert = await door.member("Anna"), await door.member("Bert")
    for each in (anna, bert):
        await each.says(f"nieuws: {LINK} {WHY}")
    said = await together(anna.says("klopt"), bert.says("klopt"))
    assert sum(each.tells(_("{number} goes into the digest once.", number="U-1")) for each in said) == 1
    assert await door.database.read(news.load, [2]) == []


async def test_a_list_reads_its_page_by_an_index_at_a_hundred_thousand(door: Door) -> None:
    now = door.clock()
    rows = [
        {
            "text": f"bericht {n}",
            "sort": "nieuws",
            "state": "shared",
            "made_at": now - timedelta(minutes=n),
            "shared_at": now - timedelta(minutes=n),
        }
        for n in range(2_000)
    ]

    def fill(tx: Connection) -> None:
        tx.execute(insert(table), rows)

    def plan(tx: Connection) -> str:
        steps = tx.exec_driver_sql(
            "EXPLAIN QUERY PLAN SELECT id FROM news WHERE state = 'shared' AND hidden_at IS NULL "
            "AND conversation_id IS NULL AND shared_at >= '2026-09-01' ORDER BY shared_at DESC, id DESC LIMIT 7"
        )
        return " ".join(str(step) for step in steps)

    await door.database.write(fill)
    if "sqlite" in str(door.database.url):
        told = await door.database.read(plan)
        assert "ix_news_shared_at" in told
        assert "TEMP B-TREE" not in told.replace("LAST TERM OF ORDER BY", "")
    listed = await door.database.read(news.find, Filter(now - timedelta(days=60)), limit=7)
    assert [each.text for each in listed[:2]] == ["bericht 0", "bericht 1"]


# What a hub saw


async def a_hub(door: Door) -> tuple[Person, Person]:
    """A hub of Twente whose keeper and a national coordinator are there, and something that it saw."""
    keeper, nation = await door.member("Trekker"), await door.coordinator("Landelijk")
    await hub(door, "Twente", keeper)
    anna = await door.member("Anna", regions="Twente")
    await anna.in_turn("les: de startavond in Twente ging mis, niemand kwam", "beter proces", "klopt")
    await anna.in_turn("signaal: de vergunning in Twente duurt te lang", "klopt")
    return keeper, nation


async def at_the_end(door: Door) -> None:
    door.clock.now = LAST_DAY
    await door.cafe.work["hub months"]()
    await door.cafe.settled()


async def test_a_hub_gets_a_draft_on_the_last_working_day_edits_it_and_sends_it_up(door: Door) -> None:
    keeper, nation = await a_hub(door)
    await at_the_end(door)
    draft = await keeper.hears(_n("{n} lesson", "{n} lessons", 1), "L-1", "S-1", "november 2026")
    assert "Twente" in draft
    await at_the_end(door)
    assert not keeper.notices, "once"
    await keeper.presses(_("Change"), draft)
    shown = await keeper.says("zonder L-1")
    assert "L-1" not in shown
    assert "S-1" in shown
    noted = await keeper.says("wijzig maand van hub N-1: let vooral op de vergunning")
    assert "let vooral op de vergunning" in noted
    asked = await keeper.says("stuur omhoog")
    assert asked.tells(_("This goes to the national coordinators: {counts}.", counts="1 signaal"))
    assert (await keeper.says("ja")).tells(_("Sent to the national coordinators."))
    await later(door)
    heard = await nation.hears("1 signaal", _("You hear this as a national coordinator."))
    read = await nation.presses(_("Read it"), heard)
    assert "let vooral op de vergunning" in read
    assert "S-1" in read


async def test_a_month_that_was_sent_is_taken_back_before_it_is_heard(door: Door) -> None:
    keeper, nation = await a_hub(door)
    await at_the_end(door)
    assert (await nation.says("dit zag de hub N-1")).tells("S-1"), "who coordinates its regions keeps it too"
    await keeper.in_turn("stuur omhoog", "ja")
    assert (await keeper.says("maak ongedaan")).tells(_("It is a draft again."))
    await later(door)
    assert not [each for each in nation.notices if "N-1" in each]
    assert "Hub Twente" in await keeper.says("te doen")
    await keeper.says("wijzig maand van hub N-1: zonder S-1")
    assert (await keeper.says("maak ongedaan")).tells(_("It is as it was."))
    assert "S-1" in await keeper.says("dit zag de hub")


async def test_only_who_keeps_the_hub_sees_and_sends_its_month(door: Door) -> None:
    _keeper, _nation = await a_hub(door)
    elsewhere = await door.member("Flevolander")
    await door.grant(elsewhere, Grant(Role.coordinator, region_id=await door.region("Flevoland")))
    await at_the_end(door)
    for who in (await door.member("Lid"), elsewhere):
        for line in ("dit zag de hub N-1", "stuur omhoog N-1", "wijzig maand van hub N-1: zonder S-1"):
            said = await who.says(line)
            assert "vergunning" not in said, line
            assert not said.tells(_("Sent to the national coordinators."))


async def test_a_quiet_month_is_quiet(door: Door) -> None:
    keeper = await door.member("Trekker")
    await hub(door, "Twente", keeper)
    await at_the_end(door)
    assert not keeper.notices
    assert (await keeper.says("stuur omhoog")).tells(_("There is nothing to send up now."))


HOURS = OfficeHours()


@pytest.mark.parametrize(
    ("day", "done", "month"),
    [
        ("2026-11-27T10:00", None, None),
        ("2026-11-30T10:00", None, "2026-11"),
        ("2026-11-30T07:00", None, None),
        ("2026-12-31T10:00", "2026-11", "2026-12"),
        ("2027-01-04T10:00", "2026-11", "2026-12"),
        ("2027-01-04T10:00", None, None),
        ("2027-01-11T10:00", "2026-11", None),
    ],
)
def test_a_month_ends_on_its_last_working_day_and_a_missed_one_is_made_up_for(
    day: str, done: str | None, month: str | None
) -> None:
    assert month_of(datetime.fromisoformat(f"{day}+01:00"), HOURS, done) == month


def test_months_follow_each_other_without_a_gap() -> None:
    assert period("2026-11", HOURS)[1] == period("2026-12", HOURS)[0]


def test_links_and_sorts_are_read_from_the_words() -> None:
    assert parted("kijk: (https://a.nl/b?x=1). Mooi") == ("https://a.nl/b?x=1", "kijk: ( ). Mooi")
    assert parted("www.iplo.nl/dag Schakeldag") == ("https://www.iplo.nl/dag", "Schakeldag")
    assert parted("mail naar anna@www.nl") == ("", "mail naar anna@www.nl")
    assert sort_of("een nieuw rapport") is Sort.publication
    same = [address_of(each, None, 500) for each in ("https://WWW.a.nl/b/?utm_source=x&q=1", "http://a.nl/b?q=1#top")]
    assert same == ["a.nl/b?q=1"] * 2
    assert address_of("http://a.nl", 3, 500) != address_of("http://a.nl", None, 500)
