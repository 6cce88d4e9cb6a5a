"""Groups: what each is for, which fit, being let in by who looks after it, and who is what in a hub."""

from datetime import timedelta

import pytest

from bot.chat.texts import _
from commands.groups.ask_in import ANSWER_DAYS
from commands.groups.readers import called
from storage.groups.group import Group
from storage.members.roles import Grant
from storage.vocabulary import Role
from tests.cafe import Door, Person, Said
from tests.commands.groups.life import group
from tests.commands.programmes.life import hub
from tests.transcripts import due_letters


async def later(door: Door, by: timedelta = timedelta(minutes=15)) -> None:
    door.clock.ahead(by)
    for work in ("hearing", "group requests"):
        await door.cafe.work[work]()
    due = await door.database.read(due_letters, door.clock())
    await door.far.until(lambda: due <= door.far.seen, due)
    await door.cafe.settled()


async def kept(door: Door) -> Person:
    """Who looks after a closed group."""
    made = await group(door, "Leemgroep")
    keeper = await door.member("Hoeder")
    boss = await door.coordinator("Kernteam")
    await boss.does(f"hoeder van groep Leemgroep: M-{(await keeper.member()).id}")
    asked = await keeper.hears(
        _("Will you look after the group {name}? You answer who asks to be let in.", name=made.name)
    )
    assert (await keeper.presses(_("Yes"), asked)).tells(_("You look after {name} from now on.", name=made.name))
    return keeper


def told(who: Person, *parts: str) -> list[Said]:
    return [
        said for said in who.door.heard_in(who.chat) if "/notice/" in said.key and all(part in said for part in parts)
    ]


async def test_who_asks_hears_a_no_with_the_reason_once_the_keeper_saw_it(door: Door) -> None:
    keeper, asker = await kept(door), await door.member("Vrager")
    said = await asker.says("mag ik bij de Leemgroep")
    assert said.tells(_("Asked to who looks after {name}.", name="Leemgroep"))
    assert not told(keeper, "Vrager")
    await later(door)
    (asked,) = told(keeper, "Vrager")
    said = await keeper.says("nee, omdat de groep vol is tot maart")
    assert said.tells(_("They hear: no, because {why}. Shall I send that?", why="de groep vol is tot maart")), said
    await later(door)
    assert not told(asker, "vol is tot maart"), "nothing was agreed to yet"
    assert (await keeper.says("ja")).tells(_("Sent."))
    await later(door)
    assert len(told(asker, "nee, omdat de groep vol is tot maart")) == 1
    mine = await asker.says("mijn inbreng")
    assert mine.tells("Leemgroep", _("not let in"), "vol is tot maart")
    found = await asker.says("wie weet iets over leemgroep")
    assert found.tells(_("a closed group: ask to be let in"))
    assert "Leemgroep" in await asker.presses(_("View"), found)
    assert (await keeper.presses(_("Yes"), asked)).tells(_("That request was answered already, or taken back."))


@pytest.mark.parametrize(
    ("line", "language"),
    [
        ("waar is het kanaal Leemgroep voor?", "nl"),
        ("waarvoor dient de groep leemgroep", "nl"),
        ("what is the channel Leemgroep for", "en"),
    ],
)
async def test_what_a_group_is_for_is_asked_in_own_words(door: Door, line: str, language: str) -> None:
    made = await group(door, "Leemgroep")
    said = await (await door.member("Vrager", language)).says(line)
    assert said.tells(made.name, _("For whom"), made.for_whom)


async def test_a_yes_tells_the_keeper_how_to_add_them(door: Door) -> None:
    keeper, asker = await kept(door), await door.member("Vrager")
    await asker.says("mag ik bij Leemgroep")
    assert (await asker.says("mag ik bij Leemgroep")).tells(
        _("You asked for {name} already. Who looks after it has to answer.", name="Leemgroep")
    )
    await later(door)
    said = await keeper.presses(_("Yes"), told(keeper, "Vrager")[0])
    assert "/invite" in said
    await keeper.presses(_("Undo"), said)
    await later(door)
    assert not told(asker, "je mag bij")
    await keeper.does("laat toe 1")
    await later(door)
    assert len(told(asker, "je mag bij")) == 1


async def test_what_was_not_meant_is_taken_back_before_anybody_hears(door: Door) -> None:
    keeper, asker = await kept(door), await door.member("Vrager")
    said = await asker.says("mag ik bij Leemgroep")
    await asker.presses(_("Undo"), said)
    await later(door)
    assert not told(keeper, "Vrager")
    await asker.says("mag ik bij Leemgroep")
    await later(door)
    said = await asker.says("maak ongedaan")
    assert said.tells(_("You did not ask to be let in any more."))
    assert (await keeper.says("laat toe 2")).tells(_("That request was answered already, or taken back."))


async def test_who_shows_no_name_asks_as_a_member(door: Door) -> None:
    keeper, asker = await kept(door), await door.member("Vrager", found="nee")
    await asker.says("mag ik bij Leemgroep")
    await later(door)
    assert len([said for said in door.heard_in(keeper.chat) if "een deelnemer wil bij" in said.lower()]) == 1
    assert not told(keeper, "Vrager")


async def test_what_nobody_answers_in_time_goes_to_who_coordinates(door: Door) -> None:
    keeper, asker = await kept(door), await door.member("Vrager")
    await asker.says("mag ik bij Leemgroep")
    assert "Leemgroep" in await keeper.says("te doen")
    await later(door, timedelta(days=ANSWER_DAYS + 3))
    late = _("Nobody answered your request for {name} yet. I asked who coordinates the Café.", name="Leemgroep")
    await asker.hears(late)
    boss = door.person("Kernteam")
    await boss.hears(_("Somebody waits for an answer of {name}, and nobody gave one.", name="Leemgroep"))
    await later(door, timedelta(days=1))
    assert len([said for said in door.heard_in(asker.chat) if said.tells(late)]) == 1
    assert "Leemgroep" in await boss.says("te doen")


@pytest.mark.parametrize("role", ["member", "coordinator elsewhere", "asker"])
async def test_nobody_else_answers(door: Door, role: str) -> None:
    await kept(door)
    asker, other = await door.member("Vrager"), await door.member("Ander")
    if role == "coordinator elsewhere":
        await door.grant(other, Grant(Role.coordinator, region_id=await door.region("Flevoland")))
    await asker.says("mag ik bij Leemgroep")
    who = asker if role == "asker" else other
    for line in ("laat toe 1", "laat toe 99", "laat toe x", "laat toe 99999999999999999999"):
        assert (await who.says(line)).tells(_("No request of that number waits for you.")), line
    assert (await who.says("ik word hoeder van groep Leemgroep")).tells(
        _("Nobody asked you to look after {name}.", name="Leemgroep")
    )


async def test_an_open_group_tells_the_way_and_new_members_hear_which_fit(door: Door) -> None:
    for title, whom in (("Makers", "makers"), ("PLeK Beleidsmakers", "beleidsmakers")):
        await group(door, title, whom, closed=False)
    new = door.person("Nieuw")
    said = await new.signs_up(position="beleidsmaker")
    assert said.tells(_("Groups of the Café that fit you: {names}.", names="PLeK Beleidsmakers"))
    assert "PLeK Beleidsmakers" in await new.presses(_("Groups"), said)
    said = await new.says("mag ik bij Makers")
    assert said.tells(
        _("{name} is open. You find it in Teams or Matrix, under {part}.", name="Makers", part="PLeK Café")
    )
    said = await new.says("groepen ruimtevaart makers")
    assert "ruimtevaart" in said
    assert "Makers" in said


async def test_a_label_in_a_hub_gives_no_right_and_is_undone(door: Door) -> None:
    lead, other = await door.member("Trekker", regions="Twente"), await door.member("Ander", regions="Twente")
    await door.coordinator("Kernteam")
    number = await hub(door, lead)
    said = await other.says("ik ben verbinder van de hub")
    assert said.tells(_("First join {hub}. Then you can say what you are there.", hub="Zwerfkeienhub"))
    assert (await other.says("wie is verbinder in Twente")).tells(_("Nobody yet."))
    said = await lead.says("ik ben verbinder van de hub")
    assert said.tells(_("You are {label} of {hub}.", label=_("connector"), hub="Zwerfkeienhub"))
    assert "Trekker" in await other.says("wie is verbinder in Twente")
    assert "Trekker" in await other.says("who is connector in Twente")
    assert "verbinder: Trekker" in await other.says(number)
    assert (await lead.member()).role is Role.convenor, "as before"
    await lead.presses(_("Undo"), said)
    assert (await other.says("wie is verbinder in Twente")).tells(_("Nobody yet."))


async def test_a_label_is_named_to_who_may_see_it(door: Door) -> None:
    lead = await door.member("Trekker", regions="Twente", found="nee")
    await door.coordinator("Kernteam")
    await hub(door, lead)
    await lead.says("ik ben verbinder van de hub")
    other = await door.member("Ander", regions="Twente")
    said = await other.says("wie is verbinder in Twente")
    assert "Trekker" not in said


CAFE = [
    Group(number, title, part, "", closed=part != "PLeK Café")
    for number, (title, part) in enumerate(
        [
            ("Algemeen", "PLeK Café"),
            ("Algemeen", "PLeK Initiatiefgroep"),
            ("Bijeenkomsten", "PLeK Initiatiefgroep"),
            ("PLeK Makers", "PLeK Café"),
            ("PLeK Beleidsmakers", "PLeK Café"),
            ("KN Regionale Kennishubs", "PLeK Café"),
        ]
    )
]


@pytest.mark.parametrize(
    ("said", "number"),
    [
        ("de Initiatiefgroep", 1),
        ("Algemeen", 0),
        ("algemeen (plek initiatiefgroep)", 1),
        ("het kanaal van de kennishubs", 5),
        ("PLeK Makers", 3),
        ("beleidsmakers", 4),
        ("bijeenkomsten", 2),
    ],
)
def test_a_group_is_read_from_how_people_call_it(said: str, number: int) -> None:
    assert called(CAFE, said)[0].id == number


def test_what_names_no_group_is_none() -> None:
    assert called(CAFE, "ruimtevaart") == []
    assert called(CAFE, "") == []


async def test_closed_and_open_groups_are_listed_apart(door: Door) -> None:
    await group(door, "Leemgroep")
    await group(door, "Zandgroep", closed=False)
    anna = await door.member("Anna")
    closed = await anna.says("groepen besloten")
    assert "Leemgroep" in closed
    assert "Zandgroep" not in closed
    opened = await anna.says("groepen open")
    assert "Zandgroep" in opened
    assert "Leemgroep" not in opened


async def test_a_question_counts_to_a_group_of_the_list(door: Door) -> None:
    await group(door, "Zwerfkeiengroep", closed=False)
    anna = await door.member("Anna")
    said = await anna.in_turn("groepen", "waar is de eerste voor?")
    assert said.startswith("Zwerfkeiengroep")
