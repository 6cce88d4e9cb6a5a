"""Tells an operator how questions are brought to people, and whom the rules leave out today."""

from collections.abc import AsyncIterator
from datetime import datetime, timedelta

from bot.cli.doctor import Checkup, Finding
from bot.process.choices import Choices
from commands.questions.routing.rules import Rules
from storage.database.database import Database
from storage.questions import answerers

NAMED = 3
"""Networks without a convenor that are named; the rest are counted."""


async def look(choices: Choices, database: Database, now: datetime) -> AsyncIterator[Finding]:
    """Yield the rules by which questions are brought to people, in words, and whom they leave out today."""
    rules = choices.of(Rules)
    found = await database.read(answerers.answerers, now.date(), now - timedelta(days=rules.convenor_live))
    where = f"public holidays of {rules.holidays}" if rules.holidays else "no public holidays"
    hours = f"from {rules.office_from:%H:%M} to {rules.office_until:%H:%M}"
    turns = [*map(str, rules.silence), "coordinators"]
    for told in (
        f"at most {rules.most_open} open requests a person",
        f"in a month at most {rules.most_network} to a network, {rules.most_organisation} to an organisation, "
        f"{rules.most_initiative} to an initiative",
        f"asked {hours} on their own clock, on working days; {where}",
        f"who is on pause is never asked: {found.paused} now",
        f"silence: one reminder after {rules.remind_after} working days, {rules.give_up_after} later the next in turn: "
        + ", ".join(turns),
    ):
        yield Finding("routing", "ok", told)
    without = len(found.without_convenor)
    yield Finding(
        "routing",
        "warning" if without else "ok",
        f"a network is asked through convenors who spoke to the bot in the last {rules.convenor_live} days; "
        + (
            f"{without} have none: {', '.join(found.without_convenor[:NAMED])}"
            if without
            else "each listed one has one"
        ),
        "Find each a convenor, or take it off the list" if without else "",
    )


CHECKUP = Checkup("routing", look)
