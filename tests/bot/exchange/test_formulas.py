"""What leaves as a file is calculated by no spreadsheet, turns nothing around, and comes back as it was."""

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.matrix.render import render as matrix_render
from adapters.teams.render import render as teams_render
from adapters.terminal.render import render as terminal_render
from bot.chat.limits import bounded_message
from bot.chat.message import Identity, Message
from bot.chat.reply import Action, Actions, Fact, Facts, Heading, Item, Items, Quote, Reply, Text
from bot.chat.spans import Bold, Code, Italic, Link, Mention
from bot.exchange import csv_reader, exporting, sources
from bot.exchange.csv_reader import Csv
from bot.exchange.formats import formats
from bot.exchange.formulas import guarded, unguarded
from storage.database.database import Database
from storage.members import organisations
from tests.bot.fake_platform import START, conversation
from tests.cafe import ALL

FORMULAS = [
    '=HYPERLINK("https://evil.example")',
    "+31 6",
    "-1+1",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    " =1",
    "'=1",
    "＝1",
    "a;=1",
    "a\n=1",
]
STARTS = tuple("=+-@\t\r＝＋－＠")
TURNING = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"

CELLS = st.text(st.one_of(st.sampled_from("=+-@\t\r\n;,' ＝\"a"), st.characters(codec="utf-8")), max_size=30)


@pytest.mark.parametrize("formula", FORMULAS)
def test_no_cell_begins_like_a_formula_whatever_separates_cells(formula: str) -> None:
    out = guarded(formula)
    assert unguarded(out) == formula
    for separator in ("\0", ";", ",", "\t", "\n"):
        cells = out.split(separator)
        assert not any(cell.lstrip().startswith(STARTS) for cell in cells if cell.strip()), (separator, cells)


def test_ordinary_words_are_not_touched() -> None:
    for words in ("Twente", "'t Zand", "bodem - water", "a=b", "naam@voorbeeld.nl", "1-2-2026", ""):
        assert guarded(words) == words
        assert unguarded(words) == words


@given(CELLS)
def test_exactly_one_guard_is_taken_off(value: str) -> None:
    assert unguarded(guarded(value)) == value
    assert unguarded(guarded(guarded(value))) == guarded(value)


@given(st.lists(CELLS.map(lambda each: each.replace("\0", "").strip()), min_size=1, max_size=5))
def test_what_goes_out_comes_in_as_it_was(tmp_path_factory: pytest.TempPathFactory, values: list[str]) -> None:
    file = tmp_path_factory.getbasetemp() / "formulas.csv"
    rows = [{"name": "x", "aim": value} for value in values]
    exporting._write(file, ["name", "aim"], iter(rows))
    _head, *back = csv_reader.rows(Csv(file, "utf-8", ","), 2)
    if not any(each.fault for each in back):
        assert [[unguarded(cell.strip()) for cell in each.cells] for each in back] == [["x", value] for value in values]


def test_a_name_that_is_a_formula_leaves_guarded_and_comes_back(database: Database, tmp_path: Path) -> None:
    with database.begin() as tx:
        organisations.put(tx, "=HYPERLINK(1)")
    exporting.write(database, ALL.topics, tmp_path, None, START)
    with (tmp_path / "organisations.csv").open(newline="") as opened:
        assert [row["name"] for row in csv.DictReader(opened)] == ["'=HYPERLINK(1)"]
    (source,) = sources.find(formats(ALL.topics), [tmp_path / "organisations.csv"], tmp_path / "working").sources
    assert [record.values["name"] for record in source.records()] == ["=HYPERLINK(1)"]


def test_no_renderer_lets_a_name_turn_around_what_follows_it() -> None:
    name = f"{TURNING}gnis"
    spans = (name, Bold(name), Italic(name), Code(name), Link(name, "https://voorbeeld.nl"), Mention("x", "1", name))
    reply = Reply(
        (
            Heading((name,)),
            Text(spans),
            Quote(spans),
            Facts((Fact(name, spans),)),
            Items((Item(spans, notes=(spans,), actions=(Action(name, "hulp"),), about=spans),)),
            Actions((Action(name, "hulp"),), under=name),
        )
    )
    shown = (str(matrix_render(reply)), str(teams_render(reply)), terminal_render(reply).plain)
    for rendered in shown:
        assert "gnis" in rendered
        assert not set(TURNING) & set(rendered.encode().decode("unicode_escape", "ignore") + rendered)


def test_at_the_door_names_and_texts_lose_what_turns_around() -> None:
    said = Message("1", conversation("square"), Identity("x", "1", f"{TURNING}Jan"), f"{TURNING}Jan שלום", START)
    come = bounded_message(said)
    assert (come.sender.name, come.text) == ("Jan", "Jan שלום")
