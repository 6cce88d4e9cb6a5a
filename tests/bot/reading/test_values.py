"""How what people type becomes a value, and what they hear when it does not."""

import contextlib
from datetime import date, time
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import commands
from bot.chat.texts import LANGUAGES, Language, _
from bot.command.command import Ask, Context
from bot.command.labels import CORE, Labels, Weekday
from bot.command.reader import Unclear
from bot.reading.reader_registry import UnreadableType, reader_for
from bot.reading.value_readers import MOST_JOINED, Url
from bot.topic import Topics
from storage.atlas import Atlas, Region, Theme, atlas
from storage.database.database import Database
from storage.vocabulary import Level, NetworkKind, OrganisationKind
from tests import FUZZ
from tests.cafe import START
from tests.conftest import make_tables
from tests.small_map import draw

TOPICS = Topics.within(commands)
LABELS = {each.kind: each.labels for each in (*CORE, *TOPICS.all(Labels))}


@pytest.fixture(scope="module")
def known(tmp_path_factory: pytest.TempPathFactory) -> Atlas:
    url = f"sqlite:///{tmp_path_factory.mktemp('map') / 'map.db'}"
    make_tables(url)
    opened = Database(url)
    with opened.begin() as tx:
        draw(tx)
        found = atlas(tx)
    opened.close()
    return found


@pytest.fixture(scope="module")
def ctx(known: Atlas) -> Context:
    """As much of a context as these readers look at."""
    told: Any = SimpleNamespace(
        topics=TOPICS, atlas=known, language=Language("nl"), intents=None, local_now=START, now=START
    )
    return told  # type: ignore[no-any-return]  # readers of what is in memory need no more


async def read(ctx: Context, kind: Any, text: str, ask: Ask | None = None) -> Any:
    return await reader_for(TOPICS, kind).read(ctx, text, ask)


async def names(ctx: Context, kind: Any, text: str) -> list[str]:
    return [each.name for each in await read(ctx, list[kind], text)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Twente", ["Twente"]),
        ("twente en flevoland", ["Twente", "Flevoland"]),
        ("Twente, Flevoland en De Peel", ["Twente", "Flevoland", "De Peel"]),
        ("Twente; Flevoland\nFriesland", ["Twente", "Flevoland", "Fryslân"]),
        ("Twente and the Netherlands", ["Twente", "Nederland"]),
        ("Twente, twente", ["Twente"]),
        ("Noordelijk Flevoland & Twente", ["Noordelijk Flevoland", "Twente"]),
        ("Twente/Flevoland", ["Twente", "Flevoland"]),
        ("Twente en/of Flevoland + De Peel", ["Twente", "Flevoland", "De Peel"]),
        ("in Twente en heel Flevoland", ["Twente", "Flevoland"]),
    ],
)
async def test_several_regions(ctx: Context, text: str, found: list[str]) -> None:
    assert await names(ctx, Region, text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("bodem en ondergrond", ["bodem en ondergrond"]),
        ("water, bodem en ondergrond, wonen", ["water", "bodem en ondergrond", "wonen"]),
        ("lucht, geluid en licht", ["lucht, geluid en licht"]),
        ("water en lucht, geluid en licht en wonen", ["water", "lucht, geluid en licht", "wonen"]),
        ("ZZS", ["zeer zorgwekkende stoffen"]),
    ],
)
async def test_names_with_a_comma_or_and_of_their_own(ctx: Context, text: str, found: list[str]) -> None:
    assert await names(ctx, Theme, text) == found


@pytest.mark.parametrize("text", ["", ",", " ; ", "en"])
async def test_a_list_of_nothing_says_so(ctx: Context, text: str) -> None:
    with pytest.raises(Unclear):
        await read(ctx, list[Region], text)


async def test_an_unknown_name_brings_names_like_it(ctx: Context) -> None:
    with pytest.raises(Unclear) as unclear:
        await read(ctx, list[Region], "Twente, Flevolant")
    assert "Flevoland" in [choice.value for choice in unclear.value.choices]
    assert Language("nl").text(unclear.value.words).count("Flevolant") == 1


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("3 maart", date(2027, 3, 3)),
        ("3-9-2027", date(2027, 9, 3)),
        ("3/9/2027", date(2027, 9, 3)),
        ("2027-09-03", date(2027, 9, 3)),
        ("morgen", date(2026, 11, 3)),
        ("tomorrow", date(2026, 11, 3)),
        ("in two weeks", date(2026, 11, 16)),
        ("over twee weken", date(2026, 11, 16)),
        ("3 September 2027", date(2027, 9, 3)),
        ("vrijdag", date(2026, 11, 6)),
    ],
)
async def test_days_as_people_write_them(ctx: Context, text: str, day: date) -> None:
    assert await read(ctx, date, text) == day


async def test_what_is_known_of_a_list_is_kept(ctx: Context) -> None:
    with pytest.raises(Unclear) as unclear:
        await read(ctx, list[Region], "Flevoland, Atlantis en Twente")
    assert unclear.value.kept == "Flevoland, Twente"
    assert "Atlantis" in Language("nl").text(unclear.value.words)


@pytest.mark.parametrize(("kind", "text", "both"), [(date, "1 november", 2), (time, "3 uur", 2)])
async def test_what_may_be_meant_in_two_ways_is_asked_with_both(ctx: Context, kind: Any, text: str, both: int) -> None:
    with pytest.raises(Unclear) as unclear:
        await read(ctx, kind, text)
    assert len(unclear.value.choices) == both
    for choice in unclear.value.choices:
        assert await read(ctx, kind, choice.value)


@pytest.mark.parametrize("text", ["", "ooit", "31 december 2090", "32 maart 2027", "x" * 200, "99-99-9999"])
async def test_what_is_no_day(ctx: Context, text: str) -> None:
    with pytest.raises(Unclear):
        await read(ctx, date, text)


@pytest.mark.parametrize(
    ("text", "at"), [("9:00", time(9)), ("09.30", time(9, 30)), ("9 uur", time(9)), ("17u", time(17))]
)
async def test_times_as_people_write_them(ctx: Context, text: str, at: time) -> None:
    assert await read(ctx, time, text) == at


@pytest.mark.parametrize("text", ["", "25:00", "9:99", "straks", "9:0"])
async def test_what_is_no_time(ctx: Context, text: str) -> None:
    with pytest.raises(Unclear):
        await read(ctx, time, text)


@pytest.mark.parametrize(
    ("text", "meant"), [("Ja!", True), ("yes", True), ("JA", True), ("1", True), ("nee", False), ("no.", False)]
)
async def test_yes_and_no(ctx: Context, text: str, meant: bool) -> None:
    assert await read(ctx, bool, text) is meant


@pytest.mark.parametrize("text", ["misschien", "", "ja maar", "janee"])
async def test_what_is_neither_yes_nor_no(ctx: Context, text: str) -> None:
    with pytest.raises(Unclear):
        await read(ctx, bool, text)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("leernetwerk", NetworkKind.leernetwerk),
        ("Learning network", NetworkKind.leernetwerk),
        ("learning netwrok", NetworkKind.leernetwerk),
        ("community", NetworkKind.community_of_practice),
        ("regionale_kennishub", NetworkKind.regionale_kennishub),
        ("1", NetworkKind.kennisnetwerk),
    ],
)
async def test_kinds_by_label_word_number_or_near_miss(ctx: Context, text: str, kind: NetworkKind) -> None:
    assert await read(ctx, NetworkKind, text) is kind


@pytest.mark.parametrize("text", ["", "iets anders", "0", "99", "9" * 5000])
async def test_what_is_no_kind_brings_all_kinds(ctx: Context, text: str) -> None:
    with pytest.raises(Unclear) as unclear:
        await read(ctx, NetworkKind, text)
    assert len(unclear.value.choices) == len(NetworkKind)


@pytest.mark.parametrize("kind", LABELS, ids=lambda kind: kind.__name__)
async def test_every_label_reads_as_its_own_value(ctx: Context, kind: Any) -> None:
    for value in kind:
        for code in LANGUAGES:
            assert await read(ctx, kind, Language(code).text(LABELS[kind][value])) is value


@pytest.mark.parametrize(
    ("text", "url"), [("voorbeeld.nl", "https://voorbeeld.nl"), (" http://a.nl/b?c=d ", "http://a.nl/b?c=d")]
)
async def test_web_addresses(ctx: Context, text: str, url: str) -> None:
    assert await read(ctx, Url, text) == url


@pytest.mark.parametrize(
    "text", ["", "geen", "javascript:alert(1)", "ftp://a.nl", "a.nl b", "https://" + "a" * 400 + ".nl", "https://[a.nl"]
)
async def test_what_is_no_web_address(ctx: Context, text: str) -> None:
    with pytest.raises(Unclear):
        await read(ctx, Url, text)


async def test_a_line_is_one_line_and_a_text_keeps_its_lines(ctx: Context) -> None:
    assert await read(ctx, str, "  een \n twee  ") == "een twee"
    assert await read(ctx, str, " een\ntwee ", Ask(_("help"), long=True)) == "een\ntwee"


@pytest.mark.parametrize("text", ["", "  ", "\u200b\u200b"])
async def test_no_text_is_asked_for_again(ctx: Context, text: str) -> None:
    with pytest.raises(Unclear):
        await read(ctx, str, text, Ask(_("help"), max_length=20))


@pytest.mark.parametrize("text", ["🎉", "???", "\u200f"])
async def test_a_name_needs_letters(ctx: Context, text: str) -> None:
    with pytest.raises(Unclear):
        await read(ctx, str, text, Ask(_("help"), max_length=20))


async def test_a_name_that_grows_when_it_is_compared_fits_all_the_same(ctx: Context) -> None:
    with pytest.raises(Unclear):
        await read(ctx, str, "\ufdfa" * 19, Ask(_("help"), max_length=20))  # one sign, eighteen letters


def test_a_type_that_no_reader_knows_is_refused() -> None:
    with pytest.raises(UnreadableType):
        reader_for(TOPICS, complex)


KINDS = [
    str,
    bool,
    date,
    time,
    Url,
    Region,
    Theme,
    NetworkKind,
    OrganisationKind,
    Level,
    Weekday,
    list[Region],
    list[Theme],
]


@settings(max_examples=150 * FUZZ, deadline=None)
@given(text=st.text(max_size=120), kind=st.sampled_from(KINDS))
async def test_no_text_does_worse_than_being_unclear(ctx: Context, text: str, kind: Any) -> None:
    with contextlib.suppress(Unclear):
        await read(ctx, kind, text, Ask(_("help"), max_length=40))


async def test_a_list_that_is_too_long_is_told_so(ctx: Context) -> None:
    with pytest.raises(Unclear) as told:
        await read(ctx, list[Theme], ", ".join(["water"] * 101))
    assert "101" in ctx.language.text(told.value.words)
    assert await names(ctx, Theme, ", ".join(["water"] * 100)) == ["water"]


async def test_each_item_of_a_list_is_looked_up_a_few_times_only(ctx: Context, monkeypatch: pytest.MonkeyPatch) -> None:
    looks = 0
    look = Atlas.theme

    def counted(known: Atlas, name: str) -> Theme | None:
        nonlocal looks
        looks += 1
        return look(known, name)

    monkeypatch.setattr(Atlas, "theme", counted)
    await names(ctx, Theme, " en ".join(["water", "wonen"] * 50))
    assert looks <= 100 * MOST_JOINED


async def test_what_is_no_name_at_all_is_repeated_in_part(ctx: Context) -> None:
    with pytest.raises(Unclear) as told:
        await read(ctx, Theme, "x" * 10_000)
    assert len(ctx.language.text(told.value.words)) < 300
