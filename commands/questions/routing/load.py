"""Shows coordinators how often groups, organisations and initiatives were asked, and who is spared."""

from collections.abc import Sequence

from bot.chat.reply import Inline, Text, words
from bot.chat.spans import Named
from bot.chat.texts import Msg, _
from commands.questions.routing.candidates import Found
from commands.questions.routing.routing import bounds, often
from commands.questions.routing.rules import Rules

MOST = 4


def told_load(found: Sequence[Found], rules: Rules) -> list[Text]:
    """Tell of those that were asked this month how often that is, and of how many at most; who is spared first."""
    asked = [each for each in found if each.candidate.load.own or each.candidate.load.organisation]
    first = sorted(asked, key=lambda each: not often(each.candidate, rules))[:MOST]
    line: list[Inline | Msg] = []
    for each in first:
        candidate, (own, organisation) = each.candidate, bounds(each.candidate, rules)
        name = Named(each.hit.name, 0, thing=f"network/{candidate.id}") if candidate.kind == "network" else None
        counted = candidate.load.own if own is not None else candidate.load.organisation
        line += ["; " if line else "", name or Named(each.hit.name, candidate.id)]
        line.append(_(" {n} of {most}", n=counted, most=organisation if own is None else own))
        line.append(_(" (spared)") if often(candidate, rules) else "")
    return [Text(words(_("Asked this month: "), *line))] if line else []
