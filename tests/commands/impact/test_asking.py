"""Asking for the impact: what each role sees, what is hidden, what a figure opens, and when it comes by itself."""

import csv
import io
import re
from datetime import UTC, datetime, timedelta

import pytest

from bot.chat.texts import Language, _
from bot.sentences.beginning import read
from bot.things.figures import LEAST, Median, Number, Share, changed, hides
from commands.impact.asked import figures_of
from commands.impact.quarters import Quarter, months_before, quarter_in
from storage.members.roles import Grant
from storage.questions import questions
from storage.questions.question import Draft
from storage.vocabulary import Role
from tests import ROOT
from tests.cafe import ALL, START, Door, Person

FIGURES = {each.name: each for each in figures_of(ALL.topics)}
TOO_LITTLE = _("Still too little to say anything (fewer than {least} questions).", least=LEAST)


async def asked(door: Door, count: int, *, region: str = "Twente", ago: int = 20, unnamed: bool = False) -> list[str]:
    """So many questions that were answered after a while by somebody else, and their numbers."""
    asker, by = [(await (await door.member(name)).member()).id for name in ("Vrager", "Weter")]
    where, made = frozenset({await door.region(region)}), []
    for number in range(count):
        at = door.clock() - timedelta(days=ago, hours=number)
        draft = Draft(f"Hoe gaat het met {number}?", regions=where, anonymous=unnamed)
        question = await door.database.write(questions.put, asker, draft, at)
        await door.database.write(questions.answer, question.id, by, "Zo.", at + timedelta(days=1))
        made.append(f"K-{question.id}")
    return made


@pytest.fixture
async def keeper(door: Door) -> Person:
    """Somebody who coordinates Twente."""
    keeper = await door.member("Kennisschakelaar")
    await door.grant(keeper, Grant(Role.coordinator, region_id=await door.region("Twente")))
    return keeper


async def test_a_member_sees_four_figures_and_nothing_to_do(door: Door) -> None:
    await asked(door, 6)
    said = await (await door.member("Anna")).says("impact Twente")
    for name in ("first answer", "no answer", "other region", "heard back"):
        assert said.tells(FIGURES[name].label)
    assert said.count("•") == 4
    assert not said.tells(FIGURES["first answer"].advice)


async def test_a_coordinator_sees_all_with_what_to_do_in_what_they_look_after(door: Door, keeper: Person) -> None:
    await asked(door, 6)
    said = await keeper.says("impact")
    assert "Twente" in said, "their own region, where none is named"
    assert said.tells(FIGURES["first answer"].advice)
    more = await keeper.presses(_("More"), said)
    assert more.tells(FIGURES["unmet need"].label)
    elsewhere = await keeper.says("impact Flevoland")
    assert not elsewhere.tells(FIGURES["first answer"].advice)


async def test_a_member_is_told_which_they_can_see(door: Door) -> None:
    said = await (await door.member("Anna")).says("impact lessen")
    assert "impact" in said
    assert not said.tells(FIGURES["lessons used"].means)


async def test_under_five_nothing_is_told(door: Door, keeper: Person) -> None:
    await asked(door, 4)
    assert (await keeper.says("impact Twente")).tells(TOO_LITTLE)
    await asked(door, 1)
    assert not (await keeper.says("impact Twente")).tells(TOO_LITTLE)


async def test_who_asked_unnamed_counts_in_nothing_that_goes_by_people(door: Door, keeper: Person) -> None:
    await asked(door, 9, unnamed=True)
    for name in ("other region", "other organisation", "small questions", "small answers"):
        figure = FIGURES[name]
        assert figure.of_people
        said = await keeper.says(f"impact Twente {figure.said[0]}")
        assert "9" not in said
    assert "werkuren" in await keeper.says("impact Twente eerste antwoord")


def test_of_people_neither_side_of_a_share_is_told_when_small() -> None:
    for name, figure in FIGURES.items():
        assert hides(figure, Share(4, 30)) is figure.of_people, name
        assert hides(figure, Share(26, 30)) is figure.of_people, name
        assert not hides(figure, Share(5, 30))
        assert not changed(figure, Share(4, 30), Share(20, 30)) or not figure.of_people


def test_a_change_is_more_than_chance_would_have_it() -> None:
    figure = FIGURES["no answer"]
    assert changed(figure, Share(10, 40), Share(20, 40))
    assert not changed(figure, Share(10, 40), Share(11, 40))
    assert not changed(figure, Share(1, 4), Share(40, 40)), "too few"
    assert changed(figure, Median(10, 9), Median(4, 9))
    assert not changed(figure, Number(100), Number(90))


async def test_a_figure_tells_how_it_is_counted_and_opens_that(door: Door, keeper: Person) -> None:
    made = await asked(door, 8)
    await asked(door, 6, ago=120)
    figure = FIGURES["first answer"]
    said = await keeper.says("impact Twente eerste antwoord")
    assert said.tells(
        _("How it is counted: {how}", how=figure.means), _("What you can do: {advice}", advice=figure.advice)
    )
    assert "█" in said, "its quarters are drawn"
    which = await keeper.presses(_("Show which"), said)
    assert sum(number in which for number in made) == 6
    rest = await keeper.presses(_("More"), which)
    assert sum(number in rest for number in made) == 2


async def test_figures_of_questions_are_told_of_one_kind_of_knowledge_or_level(door: Door, keeper: Person) -> None:
    numbers = await asked(door, 12)
    for number in numbers[:6]:
        await keeper.says(f"{number}: praktijkkennis, regionaal")
    whole = await keeper.says("impact eerste antwoord Twente")
    some = await keeper.says("impact praktijkkennis regionaal eerste antwoord Twente")
    assert whole.tells(FIGURES["first answer"].label)
    assert some.tells(FIGURES["first answer"].label)
    assert "praktijkkennis" in some
    listed = await keeper.presses(_("Show which"), some)
    assert all((number in listed) is (number in numbers[:6]) for number in numbers)
    every = await keeper.says("impact Twente praktijkkennis")
    assert not every.tells(FIGURES["heard back"].label), "signals need no kind of knowledge"
    refused = await keeper.says("impact lessen praktijkkennis")
    assert refused.tells(_("That figure counts no questions, so it is not told apart by what they need."))
    assert "ruimtevaart" in await keeper.says("impact Twente praktijkkennis ruimtevaart")


async def test_figures_of_questions_are_told_of_one_state_and_age(door: Door, keeper: Person) -> None:
    numbers = [*await asked(door, 10, ago=20), *await asked(door, 6, ago=32)]
    for number in numbers[:5]:
        await keeper.surely(f"sluit {number} beantwoord", "Het is besproken en het werkt.")
    for words, told in (
        ("gesloten", numbers[:5]),
        ("beantwoord", numbers[5:]),
        ("ouder dan een maand", numbers[10:]),
        ("jonger dan een maand", numbers[:10]),
    ):
        said = await keeper.says(f"impact eerste antwoord Twente {words}")
        assert said.tells(FIGURES["first answer"].label), words
        listed = await keeper.presses(_("Show which"), said)
        rest = await keeper.presses(_("More"), listed) if len(told) > 6 else ""
        assert {*re.findall(r"K-\d+", f"{listed} {rest}")} == {*told}, words
        every = await keeper.says(f"impact Twente {words}")
        assert not every.tells(FIGURES["heard back"].label), "signals are not told apart by it"
    assert "vorige maand" in await keeper.says("impact Twente vorige maand"), "figures are of a quarter"


async def test_figures_of_questions_are_told_of_one_organisation_by_who_shows_it(door: Door, keeper: Person) -> None:
    await asked(door, 6)
    water = await door.member("Waterbouwer", organisation="Waterschap Vechtstromen", organisation_kind="waterschap")
    where, asker = frozenset({await door.region("Twente")}), (await water.member()).id
    for number in range(7):
        at = door.clock() - timedelta(days=40, hours=number)
        draft = Draft(f"Hoe hoog staat het peil bij {number}?", regions=where, anonymous=number == 6)
        await door.database.write(questions.put, asker, draft, at)
    said = await keeper.says("impact vorig kwartaal Twente zonder antwoord waterschap Vechtstromen")
    assert "6 van de 6" in said, "neither what others asked nor what was asked without a name"
    listed = await keeper.presses(_("Show which"), said)
    assert "K-7" in listed
    assert "K-13" not in listed


async def test_the_figures_of_a_year_go_along_as_a_table_of_what_its_owner_may_see(door: Door, keeper: Person) -> None:
    await asked(door, 6)
    anna = await door.member("Anna")
    for need in ("ruimtevaart", "vulkanen", "walvissen", "zeppelins", "kometen", "gletsjers"):
        await anna.says(f"wie weet iets over {need} in Twente")
    own, hers = [await who.says("impact als csv Twente") for who in (keeper, anna)]
    tables = [list(csv.DictReader(io.StringIO(next(iter(each.handed.values())).decode()))) for each in (own, hers)]
    told = [{each["figure"] for each in rows} for rows in tables]
    first = Language("nl").text(FIGURES["first answer"].label)
    assert first in told[0] & told[1]
    assert told[1] < told[0], "a member has the four"
    rows = [each for each in tables[0] if each["figure"] == first]
    assert [(each["regions"], each["of"]) for each in rows] == [("Twente", "6")], "one quarter has enough to tell"
    assert first in await anna.says("impact as csv Twente p1")
    assert (await door.person("Voorbijganger").says("impact als csv")).handed == {}
    apart = await keeper.says("impact als csv Twente praktijkkennis")
    assert "praktijkkennis" in apart, "what the table does not tell apart is named"


async def test_a_quarter_to_come_is_refused_and_an_unknown_word_is_named(door: Door, keeper: Person) -> None:
    await asked(door, 6)
    assert (await keeper.says("impact 2031-q1")).tells(
        _("That quarter has yet to begin. Ask for this quarter, or one before it.")
    )
    assert "ruimtevaart" in await keeper.says("impact Twente ruimtevaart")


@pytest.mark.parametrize(
    ("text", "quarter"),
    [
        ("Twente", Quarter(2026, 4)),
        ("Twente dit kwartaal", Quarter(2026, 4)),
        ("vorig kwartaal Twente", Quarter(2026, 3)),
        ("Q3 Twente", Quarter(2026, 3)),
        ("Twente 2025-q4", Quarter(2025, 4)),
        ("kwartaal 2 van 2025 Twente", Quarter(2025, 2)),
        ("the third quarter of 2025 Twente", Quarter(2025, 3)),
        ("Twente k4", Quarter(2026, 4)),
        ("Twente vergeleken met vorig kwartaal", Quarter(2026, 4)),
        ("Twente ten opzichte van het vorige kwartaal", Quarter(2026, 4)),
        ("Twente compared with last quarter", Quarter(2026, 4)),
        ("Twente Q3 vergeleken met Q2", Quarter(2026, 3)),
        ("Twente tegenover Q2", Quarter(2026, 3)),
        ("Twente Q1 compared to the previous quarter", Quarter(2026, 1)),
    ],
)
def test_a_quarter_is_read_as_people_say_it(text: str, quarter: Quarter) -> None:
    assert quarter_in(text, START) == ("Twente", quarter)


@pytest.mark.parametrize(
    ("language", "line", "told"),
    [
        ("nl", "hoeveel vragen kregen geen antwoord vergeleken met vorig kwartaal", "kwartaal ervoor"),
        ("nl", "krijgen kleine initiatieven genoeg ruimte", "Impact"),
        ("nl", "gaat het beter dan vorig kwartaal", "kwartaal 4 van 2026"),
        ("nl", "worden lessen ook gebruikt", "Impact"),
        ("en", "are we doing better than last quarter", "quarter 4 of 2026"),
        ("nl", "waar blijft een behoefte aan kennis onvervuld", "Impact"),
        ("en", "how quickly do people get an answer", "Impact"),
        ("en", "are lessons being used", "Impact"),
    ],
)
async def test_own_words_ask_for_figures(understanding: Door, language: str, line: str, told: str) -> None:
    boss = await understanding.coordinator("Kernteam", language)
    said = await boss.says(line)
    assert told in said
    assert said.startswith("Impact")


@pytest.mark.parametrize(
    ("language", "line", "name"),
    [
        ("nl", "hoe gezond zijn onze netwerken", "networks known right"),
        ("nl", "Zijn de netwerken nog gezond in Twente?", "networks known right"),
        ("en", "how healthy are our networks?", "networks known right"),
        ("nl", "horen mensen op tijd iets terug over hun signaal", "heard back"),
        ("nl", "krijgen indieners op tijd te horen wat er met hun signaal gebeurt?", "heard back"),
        ("en", "do people hear back in time about their signal", "heard back"),
        ("nl", "hoe doen kleine initiatieven het", "small questions"),
    ],
)
async def test_a_sentence_that_asks_after_one_figure_is_no_signal_or_list(
    door: Door, language: str, line: str, name: str
) -> None:
    called = read(line, ALL, language)
    assert called
    assert called.command.name == "impact"
    boss = await door.coordinator("Kernteam", language)
    said = await boss.says(line)
    assert said.startswith("Impact")
    assert not said.tells(FIGURES["first answer"].label)
    assert called.rest.split(" in ")[0] in FIGURES[name].said
    assert ("Twente" in said) is ("Twente" in line)


@pytest.mark.parametrize("line", ["hoe gezond is het water in Twente", "hoe gezond zijn onze bodems"])
def test_what_asks_after_something_else_is_no_figure(line: str) -> None:
    assert read(line, ALL, "nl") is None


def test_quarters_and_months_follow_each_other() -> None:
    quarter = Quarter(2024, 3)
    for _each in range(9):
        assert quarter.ends == quarter.after.begins
        assert quarter.after.before == quarter
        assert Quarter.of(quarter.begins) == quarter == Quarter.of(quarter.ends - timedelta(seconds=1))
        quarter = quarter.after
    before, since, until = months_before(datetime(2026, 1, 15, tzinfo=UTC))
    assert before < since < until < datetime(2026, 1, 15, tzinfo=UTC)


async def test_the_quarter_comes_once_to_who_looks_after_it(door: Door, keeper: Person) -> None:
    await asked(door, 6)
    other = await door.member("Schakelaar Flevoland")
    await door.grant(other, Grant(Role.coordinator, region_id=await door.region("Flevoland")))
    door.clock.now = datetime(2027, 1, 4, 9, 0, tzinfo=UTC)
    await door.cafe.work["impact"]()
    said = await keeper.hears(_("You get this once a quarter, because you look after this."))
    assert "Twente" in said
    assert said.tells(FIGURES["first answer"].label)
    count = len(keeper.notices)
    door.clock.ahead(timedelta(days=1))
    await door.cafe.work["impact"]()
    await door.cafe.settled()
    assert len(keeper.notices) == count
    assert not other.notices, "there is too little of Flevoland"


def test_the_page_of_definitions_says_what_the_figures_say() -> None:
    page = (ROOT / "docs" / "impact.md").read_text(encoding="utf-8")
    for figure in FIGURES.values():
        assert f"| {figure.label.one} |" in page
        assert f"| {figure.means.one} |" in page
