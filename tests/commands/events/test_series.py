"""Series: a rhythm and fixed members; and peer groups, of which nothing is seen outside them."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import Connection, update

from bot.chat.texts import _
from bot.digest.selection import sections_of
from bot.exchange.view import View
from bot.things.measures import Counts
from commands.events.lists import FORMAT
from commands.events.rhythm import next_after, rule_of
from storage import atlas, search
from storage.accounts import erasure
from storage.events import all_series, meetings, seekers
from storage.members import organisations
from storage.members.roles import Grant
from storage.tables import members
from storage.vocabulary import Role
from tests.cafe import ALL, Door, Person

SECRET = "De wethouder twijfelt"
"""What is said in a closed group and nowhere else."""
NAMES = ("Anna", "Bert", "Carla", "Dirk")


@pytest.fixture
def at_december(door: Door) -> Door:
    door.clock.now = datetime(2026, 12, 1, 9, tzinfo=UTC)
    return door


async def work(door: Door) -> None:
    """Let the clock do what is due with meetings and groups."""
    for name in ("meetings", "peer groups", "hearing"):
        await door.cafe.work[name]()
    await door.cafe.settled()


@pytest.mark.parametrize(
    ("said", "rule", "first"),
    [
        ("3 tot 4 keer per jaar", "FREQ=WEEKLY;INTERVAL=15", "2027-04-21"),
        ("elke eerste dinsdag van de maand", "FREQ=MONTHLY;BYDAY=1TU", "2027-02-02"),
        ("elke twee weken", "FREQ=WEEKLY;INTERVAL=2", "2027-01-20"),
        ("elk kwartaal", "FREQ=MONTHLY;INTERVAL=3", "2027-04-06"),
        ("every two weeks", "FREQ=WEEKLY;INTERVAL=2", "2027-01-20"),
        ("jaarlijks", "FREQ=YEARLY", "2028-01-06"),
        ("naar behoefte", "", ""),
    ],
)
def test_a_rhythm_in_words_tells_the_next_date_at_the_same_hour(said: str, rule: str, first: str) -> None:
    assert rule_of(said) == rule
    last = datetime(2027, 1, 6, 13)  # noqa: DTZ001  # on its own clock
    found = next_after(rule, last, last.date())
    assert (found.date().isoformat() if found else "") == first
    assert found is None or found.hour == 13


async def a_table(door: Door) -> Person:
    anna = await door.member("Anna")
    said = await anna.in_turn("dialoogtafel: bodem in Twente, 3 tot 4 keer per jaar", "het gaat naar de hub", "klopt")
    assert said.tells(_("{number} is there. You keep it.", number="R-1"))
    return anna


async def test_a_table_has_a_rhythm_and_fixed_members_who_said_yes(at_december: Door) -> None:
    door = at_december
    anna = await a_table(door)
    bert, carla = await door.member("Bert"), await door.member("Carla")
    card = await anna.says("R-1")
    assert card.tells("3 tot 4 keer per jaar", _("not planned yet"), "het gaat naar de hub")
    number = f"M-{(await bert.member()).id}"
    await anna.says(f"vast lid R-1 {number}: kent de boeren")
    asked = await bert.hears(_("Will you be a fixed member of {number} {name}?", number="R-1", name="Bodem"))
    assert (await carla.says("ik word vast lid van R-1")).tells(
        _("Nobody asked you to be a fixed member of {number}.", number="R-1")
    )
    assert (await bert.presses(_("Yes, I take part"), asked)).tells(
        _("You are a fixed member of {number} now.", number="R-1")
    )
    assert "kent de boeren" in await anna.says("wie zit in R-1")
    await carla.presses(_("I want to be a fixed member"), await carla.says("R-1"))
    wish = await anna.hears("Carla", "R-1")
    await anna.presses(_("Yes"), wish)
    await carla.hears(_("You are a fixed member of {number} now.", number="R-1"))
    assert (await carla.says("ik stop met R-1")).tells(_("You are no fixed member of {number} any more.", number="R-1"))
    assert (await carla.says("maak ongedaan")).tells(_("You are a fixed member of {number} as before.", number="R-1"))


async def test_the_next_is_proposed_by_the_rhythm_and_fixed_members_hear_it(at_december: Door) -> None:
    door = at_december
    anna = await a_table(door)
    bert = await door.member("Bert")
    await door.database.write(all_series.seat, 1, (await bert.member()).id, "", door.clock())
    asked = await anna.says("plan de volgende R-1")
    assert "Naar het ritme is de volgende op" in asked
    await anna.says("15 december 13 uur")
    shown = await anna.says("gemeentehuis Almelo")
    assert shown.tells("Bodem", "insdag 15 december 2026, 13.00-14.30")
    said = await anna.says("klopt")
    assert said.tells(_("{number} is planned: {when}.", number="B-1", when="dinsdag 15 december 2026, 13.00-14.30"))
    door.clock.ahead(timedelta(minutes=15))
    await work(door)
    await bert.hears("B-1", _("You hear this because you are a fixed member of {number}.", number="R-1"))
    assert "B-1" in await bert.says("R-1")
    door.clock.now = datetime(2027, 3, 10, 9, tzinfo=UTC)
    await work(door)
    assert await door.cafe.work["upkeep"]() == 1
    await door.cafe.settled()
    upkeep = await anna.hears("R-1", "dinsdag 30 maart 2027, 13.00-14.30", _("What became of {number}?", number="B-1"))
    again = await anna.presses(_("Plan that day"), upkeep)
    assert again.tells(_("Where is it, and what is done with what comes of it?"))


async def test_who_misses_it_twice_is_asked_once_whether_they_stay(at_december: Door) -> None:
    door = at_december
    anna = await a_table(door)
    bert = await door.member("Bert")
    await door.database.write(all_series.seat, 1, (await bert.member()).id, "", door.clock())
    for day in ("8 december", "9 december"):
        await anna.in_turn(f"plan de volgende R-1 {day} 13 uur", "zaal 1", "klopt")
        await anna.says("ik kom B-1" if day.startswith("8") else "ik kom B-2")
    door.clock.now = datetime(2026, 12, 10, 9, tzinfo=UTC)
    for _again in range(2):
        await work(door)
    asked = await bert.hears(_("You missed {number} {name} twice. Do you stay a member?", number="R-1", name="Bodem"))
    assert not [each for each in (*bert.notices, *anna.notices) if "twee keer" in each]
    assert (await bert.presses(_("No, I stop"), asked)).tells(
        _("You are no fixed member of {number} any more.", number="R-1")
    )


async def a_peer(door: Door, name: str) -> Person:
    """Somebody of an organisation of their own."""
    someone = await door.member(name, themes="water", regions="Twente")
    me = (await someone.member()).id

    def move(tx: Connection) -> None:
        own = organisations.put(tx, f"Huis van {name}")[0]
        tx.execute(update(members).where(members.c.id == me).values(organisation_id=own))

    await door.database.write(move)
    return someone


async def a_group(door: Door) -> list[Person]:
    """Four people of four organisations, in a peer group that one of them keeps."""
    found = []
    for name in NAMES:
        found.append(await a_peer(door, name))
    for each in found:
        said = await each.says("zoek intervisiegroep")
    assert "Ik vraag het alle 4" in said
    await work(door)
    for each in found:
        asked = await each.hears(_("It is closed: what is said there stays there. Do you take part?"))
        await each.presses(_("Yes"), asked)
    await work(door)
    begins = await found[0].hears("R-1", "een besloten groep van 4")
    await found[0].presses(_("I do"), begins)
    return found


async def test_four_of_four_organisations_become_a_group_and_nobody_twice(at_december: Door) -> None:
    door = at_december
    group = await a_group(door)
    late = await group[1].hears("R-1")
    assert (await group[1].presses(_("I do"), late)).tells(_("Somebody keeps {number} already.", number="R-1"))
    assert await door.database.read(seekers.of_member, (await group[0].member()).id) is None
    again = await group[0].says("zoek intervisiegroep")
    assert again.tells(_("When four people of four organisations fit, I ask all of them."))


async def test_three_yes_of_four_begin_nothing_and_stay_in_the_row(at_december: Door) -> None:
    door = at_december
    for name in NAMES:
        await (await a_peer(door, name)).says("zoek intervisiegroep")
    await work(door)
    for name in NAMES[:3]:
        await door.person(name).says("ik doe mee met de groep")
    await work(door)
    assert not await door.database.read(all_series.get, 1)
    door.clock.ahead(timedelta(days=9))
    await work(door)
    assert not await door.database.read(all_series.get, 1)
    row = await door.database.read(seekers.of_member, (await door.person("Anna").member()).id)
    assert row
    assert row.offer_id is None


async def a_secret(door: Door) -> list[Person]:
    """A group that met, spoke about a case of somebody, and wrote a report."""
    group = await a_group(door)
    anna, bert = group[:2]
    await anna.in_turn("plan de volgende R-1 8 december 13 uur", f"zaal {SECRET}, we denken mee over {SECRET}", "klopt")
    await bert.in_turn("ik kom B-1", f"ik doe voor B-1: {SECRET}")
    door.clock.now = datetime(2026, 12, 8, 14, tzinfo=UTC)
    await anna.in_turn(f"verslag B-1: {SECRET}\nles: {SECRET} bij een te grote tafel\nsignaal: {SECRET}", "klopt")
    await work(door)
    return group


async def test_what_is_said_in_a_closed_group_leaves_no_trace_outside_it(at_december: Door) -> None:
    door = at_december
    anna, bert, *_others = await a_secret(door)
    assert SECRET in await bert.says("B-1")
    boss = await door.coordinator("Kernteam")
    admin = await door.member("Beheerder")
    await door.grant(admin, Grant(Role.admin))
    outsider = await door.member("Buiten", themes="water", regions="Twente")
    closed = _("This group is closed. Only the group sees what stands here.")
    lines = (
        *("B-1", "R-1", "bijeenkomsten", "bijeenkomsten gehouden", "reeksen", "kalender B-1", "wie komt B-1"),
        *("wie zit in R-1", "wie ontbreekt B-1", "lees verslag B-1", "volg B-1", "hoeder R-1", "hoeder B-1", "te doen"),
        *(f"wie weet iets over {SECRET}", "lessen", "signalen", "zet B-1 op de website", "mijn inbreng", "rollen"),
        *(
            "verberg B-1",
            "verberg R-1",
            "meld B-1 ik wil het weten",
            "meldingen",
            "agendeer B-1 bij B-1",
            "weekbericht",
        ),
        *("koppel B-1 aan R-1", "ik kom B-1", "ik doe voor B-1: iets", "waard B-1 4", "verplaats B-1 naar 15 uur"),
        *(
            "trek in B-1",
            "vast lid R-1 M-6",
            "plan de volgende R-1",
            "ik stop met R-1",
            "ik wil vast lid worden van R-1",
        ),
    )
    for who in (boss, admin, outsider):
        for line in lines:
            said = await who.says(line)
            assert SECRET not in said, (line, said)
            assert "Intervisie" not in said, (line, said)
            await who.says("stop")
        for number in ("B-1", "R-1"):
            assert (await who.says(number)).tells(closed)
    place = await door.room("Kamer")
    assert SECRET not in await anna.says("B-1", where=place), "others read along in a room"
    assert SECRET not in await anna.says("bijeenkomsten gehouden", where=place)


async def test_a_closed_group_is_in_no_count_export_digest_or_index(at_december: Door) -> None:
    door = at_december
    since = door.clock() - timedelta(days=1)
    await a_secret(door)
    until = door.clock() + timedelta(days=1)
    for part in ALL.topics.all(Counts):
        assert await door.database.read(part.count, since, until) == 0, part.name
    ours = [section for section in sections_of(ALL.topics) if section.name in ("meetings", "reports")]
    for section in ours:
        assert not await door.database.read(section.gather, since - timedelta(days=30), until + timedelta(days=60))
    found = await door.database.read(lambda tx: list(FORMAT.rows(View(tx, atlas.atlas(tx), None))))
    assert not found
    assert not await door.database.read(search.subjects, {("meeting", 1)})
    assert not await door.database.read(meetings.latest, 5)
    assert not await door.database.read(all_series.latest, 5)
    outsider = await door.member("Buiten")
    me = (await outsider.member()).id
    told = await door.database.read(erasure.held, me)
    assert SECRET not in str(told)
    assert SECRET in str(await door.database.read(erasure.held, (await door.person("Bert").member()).id)), (
        "it is theirs"
    )


async def test_one_case_a_meeting_in_turn(at_december: Door) -> None:
    door = at_december
    anna, bert, carla, _dirk = await a_group(door)
    assert "Anna" in await bert.says("R-1")
    await anna.in_turn("plan de volgende R-1 8 december 13 uur", "zaal 1", "klopt")
    await bert.in_turn("casus: het dorpshuis in Twente als plek voor oud en jong, hoe betaal je het?", "klopt")
    only = await bert.says("casus alleen voor C-1 R-1")
    assert only.tells(_("{number} is only for {group} from now on.", number="C-1", group="R-1 Intervisie: water"))
    await carla.in_turn("vraag Hoe breed is een beek?", "ja")
    assert (await bert.says("agendeer C-1 bij B-1")).tells("C-1", "B-1")
    assert (await carla.says("agendeer K-1 bij B-1")).tells(
        _("A peer group speaks about one case a meeting. {number} has one.", number="B-1")
    )
    outsider = await door.member("Buiten")
    assert "B-1" not in await outsider.says("C-1")
    assert "B-1" in await bert.says("C-1")
    assert "dorpshuis" in await carla.says("C-1"), "she is of the group"
    door.clock.now = datetime(2026, 12, 8, 15, tzinfo=UTC)
    await work(door)
    assert "Bert" in await anna.says("R-1"), "the next in turn"
    await anna.in_turn("verslag B-1: we dachten mee over de huur", "klopt")
    assert "besproken" in await bert.says("C-1")
    assert "dorpshuis" not in await outsider.says("C-1")
