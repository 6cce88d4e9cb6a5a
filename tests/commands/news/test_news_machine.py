"""Whatever people do with news: a page is there once, and nothing is seen without its writer's yes."""

from pathlib import Path

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import invariant, rule
from sqlalchemy import Connection, select

from storage import search
from storage.news import news
from storage.news.item import NEWS, Filter, Item, State
from storage.news.news import LISTED
from storage.news.tables import news as table
from tests.cafe import Person
from tests.machine import Machine, walk

NAMES = ("Anna", "Bert")
WHO = st.sampled_from(NAMES)
PAGE = st.sampled_from(["https://voorbeeld.nl/a", "https://www.voorbeeld.nl/a/", "https://voorbeeld.nl/b"])
NUMBER = st.integers(1, 5)


class Life(Machine):
    """Two members and a coordinator, with what they share and take along of each other."""

    async def begin(self) -> None:
        self.yes: set[int] = set()
        """What its writer said yes to, or shared."""
        self.people = {name: await self.door.member(name) for name in NAMES}
        self.kern = await self.door.coordinator("Kernteam")
        self.place = await self.door.room("Algemeen")

    def items(self) -> list[Item]:
        def every(tx: Connection) -> list[Item]:
            return news.load(tx, list(tx.execute(select(table.c.id)).scalars()))

        return self.run(lambda: self.database.read(every))

    def say(self, who: Person, *lines: str) -> str:
        said = self.run(lambda: who.surely(*lines))
        assert not said.tells("Sorry, er ging iets mis"), lines
        return said

    def owners(self) -> dict[int, int | None]:
        return {each.id: each.member_id for each in self.items()}

    @rule(name=WHO, page=PAGE)
    def share(self, name: str, page: str) -> None:
        before = {*self.owners()}
        self.say(self.people[name], f"nieuws: {page} lees dit over bodem", "klopt", "stop")
        self.yes |= {*self.owners()} - before

    @rule(writer=WHO, taker=WHO, page=PAGE)
    def take_along(self, writer: str, taker: str, page: str) -> None:
        if writer == taker:
            return

        async def both() -> None:
            message = self.people[writer].message(f"Kijk {page} eens", where=self.place, addressed=False)
            await self.door.happens(message)
            await self.people[taker].says("neem mee", where=self.place, reply_to=message.id)

        self.run(both)

    @rule(name=WHO, number=NUMBER, how=st.sampled_from(["mag mee", "mag mee zonder naam", "mag niet mee"]))
    def answer(self, name: str, number: int, how: str) -> None:
        me = self.run(self.people[name].member).id
        waits = {each.id for each in self.items() if each.state is State.asked and each.member_id == me}
        self.say(self.people[name], f"{how} U-{number}", "stop")
        if number in waits and how != "mag niet mee":
            self.yes.add(number)

    @rule(name=st.sampled_from([*NAMES, "Kernteam"]), number=NUMBER, how=st.sampled_from(["trek in", "heropen"]))
    def move(self, name: str, number: int, how: str) -> None:
        who = self.people.get(name, self.kern)
        self.say(who, f"{how} U-{number}", "ja", "stop")

    @rule(number=NUMBER, how=st.sampled_from(["verberg", "toon weer"]))
    def hide(self, number: int, how: str) -> None:
        self.say(self.kern, f"{how} U-{number}", "ja", "stop")

    @rule(name=st.sampled_from([*NAMES, "Kernteam"]))
    def undo(self, name: str) -> None:
        self.say(self.people.get(name, self.kern), "maak ongedaan")

    @invariant()
    def a_page_is_there_once(self) -> None:
        shared = [each.draft.link for each in self.items() if each.state is State.shared and each.draft.link]
        pages = [each.replace("www.", "").rstrip("/") for each in shared]
        assert len(pages) == len(set(pages))

    @invariant()
    def nothing_is_seen_without_its_writers_yes(self) -> None:
        listed = self.run(lambda: self.database.read(news.find, Filter(self.door.clock() - LISTED), limit=50))
        assert {each.id for each in listed} <= self.yes
        keys = [(NEWS, each.id) for each in self.items()]
        found = self.run(lambda: self.database.read(search.subjects, keys))
        assert {id for _kind, id in found} == {each.id for each in listed}

    @invariant()
    def a_no_leaves_no_word(self) -> None:
        for each in self.items():
            if each.id not in self.yes and each.state is State.withdrawn:
                assert (each.text, each.draft.link) == ("", "")


@pytest.mark.hypothesis  # `make fuzz` takes those
def test_news_is_seen_once_and_by_its_writers_yes_whatever_is_done(sqlite_drawn: Path) -> None:
    walk(Life, sqlite_drawn, examples=3, steps=20)
