"""What is done with what people gave, and whether they hear of it: nobody's question or input ends in silence."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Final

from commands.questions.routing.rules import Rules
from tests.rehearsal.cast import Player, present
from tests.rehearsal.days import Story

MARK: Final = "na de repetitie"
"""Stands in all that is told of an outcome, so that it can be found again."""
MAKER: Final = ""
CONCLUDED: Final[Mapping[str, Sequence[tuple[str, str]]]] = {
    "G": (
        ("coordinator", "zet erop {number}"),
        ("coordinator", f"werk aan {{number}}: wij gaan ermee verder {MARK}"),
    ),
    "S": (
        ("coordinator", "voorstel {number}: een regel minder"),
        ("coordinator", "leg voor {number} aan stuurgroep"),
        ("steward", f"besluit {{number}} overnemen: dat helpt {MARK}"),
        ("steward", "klopt"),
    ),
    "T": ((MAKER, f"klaar {{number}}: het staat op orde {MARK}"), (MAKER, "ja")),
    "C": ((MAKER, f"rond af {{number}}: het plan ligt er {MARK}"),),
    "Z": ((MAKER, "sluit {number}"), (MAKER, f"vervolg {{number}}: wij beginnen daar {MARK}")),
}
"""By letter, what is done with things at last: by a part, or by who made it."""
WITHOUT_BOTH: Final = "geen compleet duo"
"""What is said of a task that cannot be finished yet."""


async def conclude(story: Story) -> None:
    """Let those who look after things say what came of them."""
    for letter, steps in CONCLUDED.items():
        for number, maker in dict(reversed(story.made.get(letter, []))).items():  # two may have brought the same
            if not await _done(story, number, maker, steps):
                continue
            story.concluded[number] = frozenset(story.given.get(number, ()))


async def _done(story: Story, number: str, maker: Player, steps: Sequence[tuple[str, str]]) -> bool:
    doers: dict[str, Player] = {}
    for part, _line in steps:
        there = [maker] if part == MAKER else present(story.players, part)
        if not there or there[0].gone:
            return False
        doers[part] = there[0]
    for part, line in steps:
        said = await doers[part].person.says(line.format(number=number))
        if "Wat bedoel" in said or "ging iets mis" in said:
            story.refused.append(f"{line.format(number=number)}: {said}")
            return False
        if WITHOUT_BOTH in said:
            return False
    return True


def unheard(story: Story, gone: set[str]) -> list[str]:
    """Return who gave to something that came to its end and heard nothing of it, and for whom nothing is kept."""
    people = {each.person.identity.id: each.person for each in story.players}
    wrong = []
    for number, givers in story.concluded.items():
        for who in givers - gone - story.waiting:
            if not any(number in told and MARK in told for told in story.door.heard_in(people[who].chat)):
                wrong.append(f"{who} gave to {number}, and did not hear what came of it")
    return wrong


def unanswered(story: Story, gone: set[str]) -> list[str]:
    """Return the questions that nobody answered and nobody was asked about, though they had their time."""
    now, quiet = story.door.clock(), timedelta(days=Rules().quiet_after + 7)
    wrong = []
    for asked in story.asked:
        who = asked.asker.person
        if asked.answers or asked.closed or who.identity.id in gone or who.identity.id in story.waiting:
            continue
        told = [each for each in story.door.heard_in(who.chat) if not each.key.endswith("/answer")]
        if now - asked.at > quiet and not any(asked.number in each for each in told):
            wrong.append(
                f"{asked.number} was not answered in {quiet.days} days, and its asker was not asked how it went"
            )
    return wrong
