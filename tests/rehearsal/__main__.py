"""Plays the Café and prints what each role saw.

`make rehearse`, or a smaller one: `python -m tests.rehearsal --members 50 --weeks 1`.
"""

import argparse
import asyncio
import logging
import sys
import tempfile
import time
from pathlib import Path

import structlog
from rich.console import Console
from rich.table import Table

import commands
from bot.command.kind import Kind
from bot.topic import Topics
from storage.database.database import Database
from tests.conftest import make_examples
from tests.rehearsal.play import Measures, Played, play
from tests.rehearsal.rooms import in_three_rooms
from tests.rehearsal.seen import by_part


def main() -> int:
    """Play, print, and return 1 when something went wrong."""
    defaults, given = Measures(), argparse.ArgumentParser(description=__doc__)
    for name in Measures.__slots__:
        given.add_argument(f"--{name}", type=int, default=getattr(defaults, name))
    measures = Measures(**vars(given.parse_args()))
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.ERROR))
    start = time.perf_counter()
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{Path(folder) / 'rehearsal.db'}"
        make_examples(url)
        database = Database(url)
        played = asyncio.run(play(database, measures))
        played.wrong += asyncio.run(in_three_rooms(database, Path(folder)))
        played.wrong += _unused(played) if measures.weeks >= defaults.weeks else []
        database.close()
    show(played, time.perf_counter() - start)
    return 1 if played.wrong else 0


def _unused(played: Played) -> list[str]:
    """Return what nobody used in all these weeks, of the kinds of thing that there are and of the circles."""
    letters = {each.letter for each in Topics.within(commands).all(Kind)} - {*played.story.made}
    return [
        *(f"nobody made anything of the kind {letter}" for letter in sorted(letters)),
        *([] if played.story.knocked else ["nobody asked to be let into a group"]),
    ]


def show(played: Played, seconds: float) -> None:
    """Print what each role saw, what places saw, and what went wrong."""
    console, story, weeks = Console(width=120), played.story, played.measures.weeks
    parts = {each.person.identity.id: each.part for each in story.players}
    asked, unasked = by_part(played.watch.asked, parts, weeks), by_part(played.watch.unasked, parts, weeks)
    table = Table("part", "people", title=f"Messages a person a week, of {weeks} weeks")
    for heading in ("asked for", "most", "unasked", "most"):
        table.add_column(heading, justify="right")
    for part, (mean, most) in asked.items():
        told, top = unasked[part]
        people = sum(each == part for each in parts.values())
        table.add_row(part, str(people), f"{mean:.1f}", str(most), f"{told:.2f}", str(top))
    console.print(table)
    posts = sorted(played.watch.posts.values())
    made = ", ".join(f"{len(numbers)} {letter}" for letter, numbers in sorted(story.made.items()))
    console.print(
        f"Posts in a place a week: {sum(posts) / weeks / len(story.places):.1f}, at most {max(posts, default=0)}."
    )
    console.print(f"Lines that were not for us: {story.unaddressed}, of which answered: {len(story.answered_unasked)}.")
    console.print(f"Made: {made}. Questions answered: {sum(each.answers > 0 for each in story.asked)}.")
    console.print(f"Played in {seconds:.0f} seconds.")
    for each in played.wrong:
        console.print(f"  - {each}", markup=False)
    console.print(f"{len(played.wrong)} things went wrong." if played.wrong else "Nothing went wrong.")


if __name__ == "__main__":
    sys.exit(main())
