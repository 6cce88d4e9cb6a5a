"""What happened competes for the lines of a phone: by worth, each thing once, the rest behind a button."""

from datetime import timedelta

from bot.chat.reply import Item, words
from bot.chat.texts import _
from bot.digest.screen import DOORS, Drawn, fitted
from bot.digest.selection import PINNED, Chosen, Section, Story
from tests.cafe import START

HEIGHT = 4


def section(name: str, rank: int = 1) -> Section:
    return Section(name, _("News"), rank, lambda *_period: (), more=name)


def story(key: str, thing: str = "", *, hours: int = 0) -> Story:
    return Story(key, START + timedelta(hours=hours), lambda: Item(words(key)), thing=thing)


def draw(_section: Section, _story: Story) -> Drawn:
    return Drawn(Item(words("x")), HEIGHT)


def told(chosen: list[Chosen], stories: int, sections: int) -> list[tuple[list[str], int]]:
    """What fits in the room of so many stories and headings, with how many are left."""
    room = stories * HEIGHT + sections + DOORS
    return [([story.key for story in each.stories], each.left) for each in fitted(chosen, room, draw)]


def test_the_best_of_each_go_before_the_second_best_of_one() -> None:
    many = Chosen(section("a"), tuple(story(f"a/{n}") for n in range(3)), 5, (4, 4, 4))
    one = Chosen(section("b"), (story("b/1"),), 0, (3.5,))
    assert told([many, one], 2, 2) == [(["a/0"], 7), (["b/1"], 0)]
    assert told([many, one], 3, 2) == [(["a/0", "a/1"], 6), (["b/1"], 0)]


def test_what_comes_first_for_who_reads_gets_more_of_the_room() -> None:
    theirs = Chosen(section("a"), tuple(story(f"a/{n}") for n in range(3)), 0, (4, 4, 4), leads=True)
    other = Chosen(section("b"), (story("b/1"),), 0, (4,))
    assert told([other, theirs], 2, 2) == [([], 1), (["a/0", "a/1"], 1)]


def test_a_thing_is_told_once_and_the_latest_of_it() -> None:
    asked = Chosen(section("asked"), (story("question/1"), story("question/2")), 0, (7, 7))
    answered = Chosen(section("answered"), (story("answered/1", "question/1", hours=3),), 0, (7,))
    assert told([asked, answered], 9, 2) == [(["question/2"], 0), (["answered/1"], 0)]


def test_what_a_coordinator_wants_in_it_is_in_it_and_something_always_is() -> None:
    pinned = Chosen(section("a"), (story("a/1"), story("a/2")), 0, (PINNED, PINNED))
    other = Chosen(section("b"), (story("b/1"),), 0, (20,))
    assert told([other, pinned], 0, 0) == [([], 1), (["a/1", "a/2"], 0)]
    assert told([other], 0, 0) == [(["b/1"], 0)]
