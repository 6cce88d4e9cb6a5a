"""No input makes a reader work more than its length gives reason for: the work is counted, so no clock is needed.

Counted are the lines of Python that run in our modules, and what is handed to the functions of C that they call: each
such call costs at most in proportion to the text it is called on, or on one of bounded length (`bot.chat.limits`). That
a regular expression does no more than that follows from how they are written (none begins with, or repeats next to
another, what can match the same characters, but for white space, of which at most `MOST_BLANKS` come on end), and
`benchmarks.hostile` measures it.
"""

import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from types import FrameType
from typing import Any

import pytest

import adapters
import bot
from benchmarks import hostile_words
from benchmarks.hostile_shapes import Hostile, repeated
from bot.chat.limits import LONGEST_MARKUP, LONGEST_TEXT, MOST_BLANKS, shortened
from bot.chat.markup import End, Start, pieces
from bot.language.classifier import Sample, train
from bot.language.intents import Intents
from storage.database.database import Database
from tests import FUZZ
from tests.conftest import make_tables
from tests.small_map import draw

OURS = tuple(str(Path(package.__file__ or "").parent.parent) for package in (adapters, bot))
SMALL, LARGE = 400, 1_600
"""Characters: both within what is read of a text."""
SAMPLES = [
    Sample("list_networks", ("netwerken", "in", "{region}")),
    Sample("who_knows", ("wie", "weet", "iets", "over", "{theme}")),
    Sample("yes", ("ja", "graag")),
]
"""What the way to a command is learnt from here: what reading costs does not depend on how much was learnt."""
FIXED = 400
"""Lines that run whatever is sent."""
SLACK = 1.25
"""Of growth that is linear but for rounding; what is quadratic grows four times as much."""
PART = 4
"""One of so many shapes is tried by `make test`, all by `make fuzz`."""
FROM_A_PLACE = ("find", "startswith")
"""Methods that `pieces` calls from where it is. It goes on behind what they find, and ends when they find nothing."""


class Counter:
    """Counts while it is entered."""

    def __init__(self) -> None:
        self.work = 0

    def __enter__(self) -> "Counter":
        sys.setprofile(self._called)
        sys.settrace(self._traced)
        return self

    def __exit__(self, *_: object) -> None:
        sys.settrace(None)
        sys.setprofile(None)

    def _traced(self, frame: FrameType, event: str, arg: object) -> Any:  # Any: as the interpreter wants it
        if not frame.f_code.co_filename.startswith(OURS) or "site-packages" in frame.f_code.co_filename:
            return None
        if event == "line":
            self.work += 1
        return self._traced

    def _called(self, frame: FrameType, event: str, arg: object) -> None:
        if event == "c_call":
            on = getattr(arg, "__self__", None)
            whole = isinstance(on, str) and getattr(arg, "__name__", "") not in FROM_A_PLACE
            # A thousand characters for C are about as much as a line of Python.
            self.work += 1 + (len(str(on)) // 1_000 if whole else 0)


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hostile]:
    url = f"sqlite:///{tmp_path_factory.mktemp('hostile') / 'plek.db'}"
    make_tables(url)
    database = Database(url)
    with database.begin() as tx:
        draw(tx)
    yield Hostile(database, Intents(train(SAMPLES), SAMPLES))
    database.close()


def work(make: Callable[[int], Callable[[], object]], size: int) -> int:
    run = make(size)
    with Counter() as counted:
        run()
    return counted.work


@pytest.mark.hypothesis  # `make fuzz` takes those
def test_the_work_of_every_shape_grows_no_faster_than_its_length(hostile: Hostile) -> None:
    ways = dict([*hostile.ways(), *hostile_words.ways(hostile)])
    chosen = sorted(ways)[:: 1 if FUZZ > 1 else PART]
    assert len(chosen) >= 60
    steep = {}
    for name, make in ((name, ways[name]) for name in chosen):
        make(SMALL)()  # the first time fills what is kept, but of that very text
        small, large = work(make, SMALL + 1), work(make, LARGE)
        if large > SLACK * (small + FIXED) * LARGE / SMALL:
            steep[name] = (small, large)
    assert not steep


@pytest.mark.parametrize("piece", [" ", "\n", "x", " x", "  \t"])
def test_what_is_read_is_bounded(piece: str) -> None:
    text = shortened(repeated(piece, 100_000))
    assert len(text) <= LONGEST_TEXT
    assert " " * (MOST_BLANKS + 1) not in text
    assert shortened(text) == text


def test_markup_is_read_as_browsers_read_it() -> None:
    assert list(pieces('<a href="x>y" HREF=z>b</A>&amp;c')) == [Start("a", {"href": "x>y"}), "b", End("a"), "&c"]
    signs = list(pieces("1 < 2 <!-- <b> --> <!doctype x> </> <?x?> <br/>"))
    assert signs == ["1 < 2 ", " ", " ", " ", " ", Start("br", {})]
    assert list(pieces("<script>a<b></script>c")) == [Start("script", {}), End("script"), "c"]
    assert list(pieces("a<b")) == ["a"]
    assert list(pieces('a<b "')) == ["a"]
    assert list(pieces("a<!-- b")) == ["a"]
    assert list(pieces("&#" + "9" * 10_000 + ";")) == ["\N{REPLACEMENT CHARACTER}"]
    assert len(list(pieces("<b>" * LONGEST_MARKUP))) == LONGEST_MARKUP
