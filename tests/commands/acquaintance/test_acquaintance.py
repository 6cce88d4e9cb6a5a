"""Getting acquainted: two who fit hear a name when both say yes, and nobody sees who takes part."""

import asyncio
from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import Connection, func, select

from bot.chat.texts import _
from bot.process.office_hours import OfficeHours
from commands.acquaintance import card, rounds
from commands.acquaintance.clock import ANSWER_WITHIN, SECOND_THOUGHTS
from commands.acquaintance.matching import Candidate, matches
from storage.acquaintance import tables
from storage.acquaintance.introduction import Common, Elsewhere
from storage.tables import audit
from storage.vocabulary import OrganisationKind, Role
from tests.cafe import Door, Person, Said
from tests.transcripts import due_letters

ROUND = datetime(2026, 12, 1, 9, 0, tzinfo=UTC)
"""The first working day of December, in office hours."""


SOIL = "bodem en ondergrond"


async def pair(door: Door) -> tuple[Person, Person]:
    """Two of other regions who are asked whether they want to meet."""
    anna, bert = await takes_part(door, "Anna", "Twente"), await takes_part(door, "Bert", "Flevoland")
    await at(door, ROUND)
    return anna, bert


async def takes_part(door: Door, name: str, region: str, **profile: str) -> Person:
    told = {"organisation": f"Bureau {name}", "themes": "bodem"} | profile
    await door.cafe.work["introductions"]()  # the round of November is over, without anybody
    someone = await door.member(name, regions=region, **told)
    assert (await someone.says("kennismaken aan")).tells(_("Undo"))
    return someone


async def at(door: Door, moment: datetime) -> None:
    door.clock.now = moment
    await door.cafe.work["introductions"]()
    await arrived(door)


async def arrived(door: Door) -> None:
    """Wait until all that is due is here: what the clock does lies in the outbox until that is looked at."""
    due = await door.database.read(due_letters, door.clock())
    await door.far.until(lambda: due <= door.far.seen, due)
    await door.cafe.settled()


def asked(who: Person) -> list[Said]:
    return [
        said
        for said in who.door.heard_in(who.chat)
        if said.tells(_("If both of you say yes, you hear each other's name."))
    ]


def refused(who: Person) -> list[Said]:
    return [said for said in who.notices if said.tells(card.NOT_NOW)]


async def test_two_who_both_say_yes_hear_a_name_and_not_before(door: Door) -> None:
    anna, bert = await pair(door)
    (first,) = [said for said in anna.notices if said.tells(_("Nice"))]
    assert first.tells(
        _("Somebody from another region, who also knows something about {theme}.", theme="bodem en ondergrond")
    )
    assert "Bert" not in first
    said = await anna.presses(_("Nice"), first)
    assert said.tells(_("Nice. As soon as the other says yes too, you both hear the name."))
    assert "Bert" not in said
    (theirs,) = [said for said in bert.notices if said.tells(_("Nice"))]
    assert "Bert" not in theirs
    assert "Anna" not in theirs
    assert "Anna" in await bert.presses(_("Nice"), theirs)
    assert "Bert" in await anna.hears("Bert")
    assert "Bert" in await anna.says("kennismaken")


@pytest.mark.parametrize("hoped", [True, False], ids=["who said yes", "who said nothing"])
async def test_a_no_is_heard_after_ten_minutes_without_a_name(door: Door, hoped: bool) -> None:
    anna, bert = await pair(door)
    if hoped:
        await bert.says("kennismaken leuk")
    assert (await anna.says("deze maand niet")).tells(_("The other hears no name."))
    await at(door, ROUND + SECOND_THOUGHTS / 2)
    assert not refused(bert)
    await at(door, ROUND + SECOND_THOUGHTS * 2)
    (said,) = refused(bert)
    assert "Anna" not in said
    assert not refused(anna)
    assert (await bert.says("kennismaken leuk")).tells(
        _("Nobody waits for your answer now. Type {command} to take part.", command="kennismaken aan")
    )


async def test_a_no_that_is_undone_in_time_is_heard_by_nobody(door: Door) -> None:
    anna, bert = await pair(door)
    said = await anna.says("deze maand niet")
    await anna.presses(_("Undo"), said)
    await at(door, ROUND + SECOND_THOUGHTS * 2)
    assert not refused(bert)
    await anna.says("kennismaken leuk")
    assert "Anna" in await bert.says("kennismaken leuk")


async def test_no_answer_is_told_as_a_no_and_nobody_is_reminded(door: Door) -> None:
    anna, bert = await pair(door)
    await anna.says("kennismaken leuk")
    before = len(door.heard_in(bert.chat))
    await at(door, ROUND + ANSWER_WITHIN)
    assert len(refused(anna)) == 1
    assert len(door.heard_in(bert.chat)) == before


async def test_nobody_is_introduced_to_the_same_one_within_a_year(door: Door) -> None:
    anna, bert = await pair(door)
    for month in range(1, 12):
        await at(door, datetime(2027, month, 12, 10, tzinfo=UTC))
    assert (len(asked(anna)), len(asked(bert))) == (1, 1)
    await at(door, datetime(2027, 12, 2, 10, tzinfo=UTC))
    assert (len(asked(anna)), len(asked(bert))) == (2, 2)


async def test_who_was_left_is_first_the_next_time(door: Door) -> None:
    left = [await takes_part(door, name, region) for name, region in (("Een", "Twente"), ("Twee", "Salland"))]
    late = await takes_part(door, "Drie", "Flevoland")
    await at(door, ROUND)
    assert [len(asked(each)) for each in (*left, late)].count(1) == 2
    (odd,) = [each for each in (*left, late) if not asked(each)]
    assert (await odd.says("kennismaken")).tells(
        _("It is on. There is nobody for you yet this month. I try again on {day}.", day=date(2027, 1, 4))
    )
    await at(door, datetime(2027, 1, 4, 9, tzinfo=UTC))
    assert len(asked(odd)) == 1


@pytest.mark.parametrize("way", ["pauze tot 5 januari 2027", "kennismaken uit", "blocked", "unseen", "signed off"])
async def test_who_is_away_or_shows_no_name_is_introduced_to_nobody(door: Door, way: str) -> None:
    anna, bert = await takes_part(door, "Anna", "Twente"), await takes_part(door, "Bert", "Flevoland")
    match way:
        case "blocked":
            boss = await door.coordinator("Beheerder", role=Role.admin)
            await boss.in_turn(f"blokkeer M-{(await bert.member()).id}", "ja")
        case "unseen":
            await bert.says("toestemming found members")
        case "signed off":
            await bert.in_turn("afmelden", "ja")
            await bert.signs_up(regions="Flevoland", themes="bodem")
        case _:
            await bert.says(way)
    await at(door, ROUND)
    assert not asked(anna)
    assert not asked(bert)


async def test_who_shows_no_name_is_told_why_nobody_comes(door: Door) -> None:
    anna = await door.member("Anna", found="nee")
    said = await anna.says("kennismaken aan")
    assert said.tells(_("Now others do not see your name. As long as that is so, I introduce you to nobody."))
    assert "Toon mijn naam" in said.buttons


async def test_a_name_that_is_hidden_meanwhile_stays_hidden(door: Door) -> None:
    anna, bert = await pair(door)
    await bert.says("kennismaken leuk")
    await bert.says("toestemming found members")
    said = await anna.says("kennismaken leuk")
    assert said.tells(card.NOT_NOW)
    assert not [each for each in bert.notices if "Anna" in each]


async def test_nobody_sees_who_takes_part(door: Door) -> None:
    """Not the administrator in any view, and not the trail after a day."""
    boss = await door.coordinator("Beheerder", role=Role.admin)
    anna, _bert = await pair(door)
    await anna.says("kennismaken leuk")
    number = f"M-{(await anna.member()).id}"
    other = await door.member("Anne", regions="Twente", themes="bodem", organisation="Bureau Anna")
    apart = f"M-{(await other.member()).id}"
    for view in ("{}", "profiel {}", "verloop {}"):
        takes_part, does_not = await boss.says(view.format(number)), await boss.says(view.format(apart))
        assert takes_part.replace("Anna", "Anne").replace(number, apart) == does_not.replace("Anna", "Anne"), view
    assert "kennism" not in (await boss.says("te doen")).lower()
    assert (await boss.says("kennismaken")).tells(_("Turn it on")), "of themselves alone"
    assert "Anna" not in await boss.says("wie maakt kennis")
    await at(door, ROUND + timedelta(days=1, minutes=1))

    def acts(tx: Connection) -> int:
        return tx.execute(
            select(func.count()).where(audit.c.act.contains("acquainted") | audit.c.act.contains("meet"))
        ).scalar_one()

    assert await door.database.read(acts) == 0
    assert "Kennismaken" in await anna.says("mijn gegevens")


async def test_who_is_forgotten_leaves_the_other_with_a_no(door: Door) -> None:
    anna, bert = await pair(door)
    await bert.says("kennismaken leuk")
    await anna.in_turn("vergeet mij", "blijven", "ja")
    await at(door, ROUND + SECOND_THOUGHTS)
    (said,) = refused(bert)
    assert "Anna" not in said


async def test_two_processes_make_one_round_and_ask_each_once(door: Door) -> None:
    anna, bert = await takes_part(door, "Anna", "Twente"), await takes_part(door, "Bert", "Flevoland")
    door.clock.now = ROUND
    work = door.cafe.work["introductions"]
    await asyncio.gather(work(), work(), work())
    await arrived(door)
    assert (len(asked(anna)), len(asked(bert))) == (1, 1)
    rows = select(func.count()).select_from(tables.introductions)
    assert await door.database.read(lambda tx: tx.execute(rows).scalar_one()) == 1


async def test_both_who_say_yes_at_once_meet(door: Door) -> None:
    anna, bert = await pair(door)
    said = await asyncio.gather(anna.says("kennismaken leuk"), bert.says("kennismaken leuk"))
    assert sum(each.tells(_("Say hello, and agree on a moment. I step back now.")) for each in said) == 1
    assert "Bert" in await anna.says("kennismaken")
    assert "Anna" in await bert.says("kennismaken")


async def test_turning_it_off_ends_what_is_open_and_can_be_undone(door: Door) -> None:
    anna, bert = await pair(door)
    said = await anna.says("kennismaken uit")
    assert said.tells(_("Off. Nobody hears it."))
    await anna.presses(_("Undo"), said)
    await anna.says("kennismaken leuk")
    assert "Anna" in await bert.says("kennismaken leuk")
    await anna.says("kennismaken uit")
    assert (await anna.says("kennismaken uit")).tells(_("It was off already."))


HOURS = OfficeHours()


@pytest.mark.parametrize(
    ("now", "then"),
    [
        (datetime(2026, 11, 2, 8, tzinfo=UTC), date(2026, 12, 1)),
        (datetime(2026, 12, 1, 7, 59, tzinfo=UTC), date(2026, 12, 1)),
        (datetime(2026, 12, 1, 8, 0, tzinfo=UTC), date(2027, 1, 4)),
        (datetime(2027, 1, 2, 12, tzinfo=UTC), date(2027, 1, 4)),
        (datetime(2027, 4, 30, 12, tzinfo=UTC), date(2027, 5, 3)),
    ],
)
def test_the_round_is_on_the_first_working_day(now: datetime, then: date) -> None:
    assert rounds.next_day(now, HOURS) == then
    assert rounds.since(now, HOURS) <= now
    assert (rounds.since(now, HOURS).date() < then) is True


def someone(number: int, **told: object) -> Candidate:
    values: dict[str, object] = {
        "regions": frozenset(),
        "around": frozenset(),
        "themes": frozenset({1}),
        "networks": frozenset(),
        "organisation": None,
        "kind": None,
    }
    return Candidate(number, **(values | told))  # type: ignore[arg-type]  # each is of its own type


def in_region(number: int, *regions: int, around: tuple[int, ...] = ()) -> Candidate:
    return someone(number, regions=frozenset(regions), around=frozenset({*regions, *around}))


@pytest.mark.parametrize(
    ("one", "two", "differ"),
    [
        (in_region(1, 10), in_region(2, 11), Elsewhere.region),
        (someone(1, networks=frozenset({5})), someone(2, networks=frozenset({6})), Elsewhere.network),
        (someone(1), someone(2), None),
        (
            someone(1, themes=frozenset(), kind=OrganisationKind.gemeente),
            someone(2, themes=frozenset(), kind=OrganisationKind.gemeente),
            None,
        ),
    ],
)
def test_those_of_other_corners_with_something_in_common_fit(
    one: Candidate, two: Candidate, differ: Elsewhere | None
) -> None:
    (made,) = matches([one, two], {})
    assert made.elsewhere is differ
    assert made.common is (Common.theme if one.themes else Common.organisation)


@pytest.mark.parametrize(
    ("one", "two", "met"),
    [
        (in_region(1, 10), in_region(2, 10), {}),
        (in_region(1, 10), in_region(2, 11, around=(10,)), {}),
        (someone(1, organisation=3), someone(2, organisation=3), {}),
        (someone(1, networks=frozenset({5})), someone(2, networks=frozenset({5, 6})), {}),
        (someone(1), someone(2, themes=frozenset({2})), {}),
        (in_region(1, 10), in_region(2, 11), {1: frozenset({2}), 2: frozenset({1})}),
    ],
    ids=["region", "region within", "organisation", "network", "nothing in common", "met"],
)
def test_those_of_one_corner_or_who_met_do_not(
    one: Candidate, two: Candidate, met: Mapping[int, frozenset[int]]
) -> None:
    assert matches([one, two], met) == []


def test_a_round_of_thousands_takes_each_once_and_no_time() -> None:
    found = [in_region(number, number % 40) for number in range(4_000)]
    made = matches(found, {})
    members = [member for each in made for member in (each.one, each.two)]
    assert len(members) == len(set(members)) >= 3_990


async def test_a_month_without_anybody_is_told_to_who_skips_it(door: Door) -> None:
    anna = await door.member("Anna")
    await anna.says("kennismaken aan")
    day = rounds.next_day(door.clock(), OfficeHours())
    assert (await anna.says("deze maand niet")).tells(
        _("There is nobody for you yet this month. I try again on {day}.", day=day)
    )
