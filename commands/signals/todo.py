"""Finds what of signals waits for coordinators, and for those who decide: longest waiting first."""

from collections.abc import Iterator

from bot.chat.reply import Action, words
from bot.chat.spans import Code, shorten
from bot.chat.texts import _
from bot.command.scope import covers
from bot.members.todo import MOST, Chore, Chores, Keeper
from bot.process.office_hours import OfficeHours, working_days_later
from commands.signals.acts import propose_for
from commands.signals.decide import act_on_signal, decide_signal, put_signal_to
from commands.signals.put import HEARS_WITHIN
from storage.database.database import Tx
from storage.signals.signal import Decision, State
from storage.signals.waiting import waiting
from storage.vocabulary import Role

SILENT, DECIDE, WAITS = 5, 4, 1
"""Who waits for a word weighs most, then what waits for a decision."""
PATIENCE = 20
"""Working days within which there should be a proposal."""

_STATES = (State.received, State.proposal, State.put_to, State.decided, State.not_seen)


def find(tx: Tx, keeper: Keeper) -> Iterator[Chore]:
    hours = keeper.choices.of(OfficeHours)
    for each in waiting(tx, _STATES, keeper.reach, MOST):
        title, number = words(Code(each.number), " ", shorten(each.text, 100)), each.number
        look = Action(_("View"), number)
        if each.state is State.put_to:
            if covers(keeper.member, keeper.atlas, Role.steward, regions=each.regions):
                decide = (Action(_("Decide"), decide_signal.line(number)), look)
                yield Chore(title, _("waits for a decision"), each.made_at, DECIDE, decide, decides=True)
            continue
        if not keeper.coordinates(each.regions):
            continue
        silent = each.heard_at or each.made_at
        zone = keeper.member.time_zone
        if each.state is State.not_seen:
            yield Chore(
                title,
                _("half of those who raised it notice nothing. Put it to them again?"),
                each.changed_at,
                WAITS,
                (look,),
            )
        elif each.state is State.decided:
            if each.decision in (Decision.adopt, Decision.partly) and not each.action:
                yield Chore(
                    title,
                    _("decided, and no action yet"),
                    each.changed_at,
                    WAITS,
                    (Action(_("Tell the action"), act_on_signal.line(number)), look),
                )
        elif working_days_later(silent, HEARS_WITHIN, zone, hours) < keeper.now:
            yield Chore(
                title,
                _("who raised it heard nothing yet"),
                silent,
                SILENT,
                (Action(_("I propose"), propose_for.line(number)), look),
            )
        elif each.state is State.received and working_days_later(each.made_at, PATIENCE, zone, hours) < keeper.now:
            yield Chore(
                title,
                _("no proposal yet"),
                each.made_at,
                WAITS,
                (Action(_("I propose"), propose_for.line(number)), look),
            )
        elif each.state is State.proposal:
            yield Chore(
                title,
                _("a proposal to put to who decides"),
                each.changed_at,
                WAITS,
                (Action(_("Put it to who decides"), put_signal_to.line(number)), look),
            )


CHORES = Chores(find, for_regions=True)
