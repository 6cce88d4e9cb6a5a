"""Whatever people do in a hub and a programme, in whatever order and at once: each does only what they said yes to."""

from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import invariant, rule
from sqlalchemy import select

from commands.programmes.life import PART_LIFE, PartAct, PartState, state_of
from storage.database.database import Tx
from storage.members.reach import reach
from storage.networks import networks
from storage.programmes import hubs, parts
from storage.programmes.hub import Covered, Function
from storage.programmes.part import Held, Part, Standing
from tests.cafe import Person, Said, together
from tests.commands.programmes.life import HUB, hub
from tests.commands.test_rights import fill
from tests.machine import Machine, walk

NAMES = ("Trekker", "Een", "Twee")
"""The first drives the hub; a coordinator looks after both."""
WHO, OTHER = st.sampled_from(NAMES), st.sampled_from(NAMES[1:])
HUB_N, PROGRAMME = "N-1", "N-2"
PLACE = st.sampled_from([(HUB_N, "leren"), (HUB_N, "strategie"), (PROGRAMME, "leren"), (PROGRAMME, "kennis")])
COVERS = st.sampled_from(["nee", "deels: de Zwerfkeienbond", "de Keienkring", "de hub zelf"])


class Places(Machine):
    """A hub and a programme, who drives the hub, two others and a coordinator, through the lines that people type."""

    async def begin(self) -> None:
        self.kernteam = await self.door.coordinator("Kernteam")
        self.people = {name: await self.door.member(name) for name in NAMES}
        assert await hub(self.door, self.people[NAMES[0]]) == HUB_N
        await fill(self.kernteam, "netwerk aanmelden", {**HUB, "name": "Keienprogramma", "kind": "programma"})
        (made,) = await self.door.database.read(networks.by_name, "Keienprogramma")
        await self.kernteam.says(f"keur goed N-{made}")
        assert f"N-{made}" == PROGRAMME
        self.ids = {name: (await each.member()).id for name, each in self.people.items()}
        self.willing: set[tuple[int, str, str]] = set()
        """Who ever said that they do something, and where."""

    def says(self, who: Person, line: str) -> Said:
        said = self.run(lambda: who.says(line))
        assert not said.tells("Sorry, er ging iets mis"), line
        return said

    def held(self) -> list[Held]:
        found = self.run(lambda: self.database.read(parts.of_networks, [1, 2]))
        return [each for one in found.values() for each in one]

    def state(self, who: str, place: tuple[str, str]) -> PartState:
        """How far somebody is with a part there."""
        mine = [each for each in self.held() if (each.member_id, each.part) == (self.ids[who], place[1])]
        return state_of(next((each for each in mine if f"N-{each.network_id}" == place[0]), None))

    def lived(self, act: PartAct, before: PartState, now: PartState) -> None:
        """What was done led where the table of its life says, and to nowhere from where it cannot be done."""
        assert now is PART_LIFE.rules[act].leads.get(before, before), (act, before, now)

    def functions(self) -> dict[Part, Function]:
        found = self.run(lambda: self.database.read(hubs.get, 1))
        assert found is not None
        return {each.part: each for each in found.functions}

    @rule(who=WHO, place=PLACE)
    def offer(self, who: str, place: tuple[str, str]) -> None:
        where, part = place
        self.willing.add((self.ids[who], where, part))
        before = self.state(who, place)
        self.says(self.people[who], f"ik doe {part} {where}")
        at_once = who == NAMES[0] and where == HUB_N
        self.lived(PartAct.take if at_once else PartAct.offer, before, self.state(who, place))

    @rule(who=OTHER, place=PLACE)
    def ask(self, who: str, place: tuple[str, str]) -> None:
        where, part = place
        before = self.state(who, place)
        self.says(self.kernteam, f"vraag iemand voor {part} {where}: M-{self.ids[who]}")
        self.lived(PartAct.ask, before, self.state(who, place))

    @rule(data=st.data(), who=st.sampled_from([*NAMES, "Kernteam"]), yes=st.booleans())
    def answer(self, data: st.DataObject, who: str, yes: bool) -> None:
        waits = [each for each in self.held() if each.standing is not Standing.holds]
        if not waits:
            return
        one = data.draw(st.sampled_from(waits))
        if yes and self.ids.get(who) == one.member_id:
            self.willing.add((one.member_id, f"N-{one.network_id}", one.part))
        someone = self.people.get(who, self.kernteam)
        self.says(someone, f"{'akkoord' if yes else 'niet akkoord'} onderdeel {one.id}")
        theirs = self.ids.get(who) == one.member_id
        drives = not theirs and (who == "Kernteam" or (who == NAMES[0] and f"N-{one.network_id}" == HUB_N))
        act = {(True, True): PartAct.accept, (True, False): PartAct.refuse}.get((theirs, yes))
        act = act or (PartAct.agree if yes else PartAct.decline)
        may = theirs or drives
        member = next(name for name, id_ in self.ids.items() if id_ == one.member_id)
        now = self.state(member, (f"N-{one.network_id}", one.part))
        before = state_of(one)
        assert now is (PART_LIFE.rules[act].leads.get(before, before) if may else before), (act, before, now, who)

    @rule(data=st.data())
    def answer_while_they_stop(self, data: st.DataObject) -> None:
        offers = [each for each in self.held() if each.standing is Standing.offered]
        if not offers:
            return
        one = data.draw(st.sampled_from(offers))
        who = next(name for name, id_ in self.ids.items() if id_ == one.member_id)
        yes, stops = f"akkoord onderdeel {one.id}", f"ik doe niet meer {one.part} N-{one.network_id}"
        self.run(lambda: together(self.kernteam.says(yes), self.people[who].says(stops)))
        assert one.id not in {each.id for each in self.held()}, "who stops has stopped, whatever was said meanwhile"

    @rule(who=WHO, place=PLACE)
    def stop(self, who: str, place: tuple[str, str]) -> None:
        where, part = place
        self.says(self.people[who], f"ik doe niet meer {part} {where}")
        assert not [
            each
            for each in self.held()
            if (each.member_id, f"N-{each.network_id}", each.part) == (self.ids[who], where, part)
        ]

    @rule(who=WHO, part=st.sampled_from(["leren", "strategie"]), how=COVERS)
    def fill(self, who: str, part: str, how: str) -> None:
        before = self.functions()[Part(part)]
        said = self.says(self.people[who], f"functie {part} {HUB_N}: {how}")
        now = self.functions()[Part(part)]
        if who == NAMES[0] and "zelf" not in how:
            assert (now.covered, now.by) == _told(how)
            if back := [each for each in said.reply.actions() if each.line.startswith("functie")]:
                self.says(self.people[who], back[0].line)
                assert (self.functions()[Part(part)].covered, self.functions()[Part(part)].by) == _of(before)
        else:
            assert _of(now) == _of(before), "no right, or the hub itself"

    @rule(part=st.sampled_from(["leren", "strategie"]), one=COVERS, other=COVERS)
    def fill_at_once(self, part: str, one: str, other: str) -> None:
        before = self.functions()[Part(part)]
        both = (self.people[NAMES[0]].says(f"functie {part} {HUB_N}: {one}"),)
        self.run(lambda: together(*both, self.kernteam.says(f"functie {part} {HUB_N}: {other}")))
        possible = [_told(each) for each in (one, other) if "zelf" not in each] or [_of(before)]
        assert _of(self.functions()[Part(part)]) in possible

    @rule(who=WHO)
    def undo(self, who: str) -> None:
        self.says(self.people[who], "maak ongedaan")

    @rule()
    def time_passes(self) -> None:
        async def beat() -> None:
            self.door.clock.ahead(timedelta(days=15))
            for name in ("hearing", "upkeep", "endings"):
                await self.door.cafe.work[name]()
            await self.door.cafe.settled()

        self.run(beat)

    @invariant()
    def nobody_does_what_they_said_no_yes_to(self) -> None:
        for each in self.held():
            if each.standing is not Standing.asked:
                assert (each.member_id, f"N-{each.network_id}", each.part) in self.willing, each

    @invariant()
    def each_part_is_held_once_by_one(self) -> None:
        held = [(each.member_id, each.network_id, each.part) for each in self.held()]
        assert len(held) == len(set(held))

    @invariant()
    def who_is_found_by_it_is_who_does_it(self) -> None:
        does = {each.id for each in self.held() if each.standing is Standing.holds}
        assert self.run(lambda: self.database.read(_found)) == does

    @invariant()
    def what_somebody_does_is_not_told_as_missing(self) -> None:
        functions = self.functions()
        filled = {part for part, each in functions.items() if each.by}
        assert all(functions[part].covered is not Covered.no for part in filled)


def _told(how: str) -> tuple[Covered, str]:
    if how == "nee":
        return Covered.no, ""
    partly = how.startswith("deels: ")
    return (Covered.partly if partly else Covered.yes), how.removeprefix("deels: ")


def _of(function: Function) -> tuple[Covered, str]:
    return function.covered, function.by


def _found(tx: Tx) -> set[int]:
    return set(tx.execute(select(reach.c.thing_id).where(reach.c.kind == "part")).scalars())


@pytest.mark.hypothesis  # `make fuzz` takes those
def test_a_hub_and_a_programme_have_who_said_yes(sqlite_drawn: Path) -> None:
    walk(Places, sqlite_drawn, examples=2, steps=15)
