"""Finds what waits at a desk for who sits there, and for coordinators that something waits too long."""

from collections.abc import Iterator

from bot.chat.reply import Action, words
from bot.chat.spans import Code, shorten
from bot.chat.texts import _, _n
from bot.members.todo import MOST, Chore, Chores, Keeper
from commands.helpdesk.acts import answer_request, take_request
from commands.helpdesk.browse import show_alike
from commands.helpdesk.labels import DESKS, stands
from commands.helpdesk.put import OTHERS, RECENT
from commands.helpdesk.rights import scopes_of
from commands.helpdesk.silence import TO_COORDINATOR
from storage.database.database import Tx
from storage.helpdesk import requests, seats
from storage.helpdesk.request import Request, State

WAITS, OWN, BACK, LATE = 4, 5, 0.5, 5
"""Who asked and hears nothing weighs most; what comes back can wait."""


def find(tx: Tx, keeper: Keeper) -> Iterator[Chore]:
    me = keeper.member.id
    for each in requests.owned(tx, me, {State.taken, State.passed}, MOST):
        answer = Action(_("Answer"), answer_request.line(each.number))
        yield _chore(each, OWN, answer)
    scopes = scopes_of(seats.of(tx, me), keeper.atlas)
    for scope in scopes:
        for each in requests.waiting(tx, scope, {State.new}, MOST):
            if each.asker_id != me:
                yield _chore(each, WAITS, Action(_("I take it up"), take_request.line(each.number)))
    told: set[int] = set()
    for scope in scopes:
        for each in requests.recurring(tx, scope, keeper.now - RECENT, OTHERS, MOST):
            if told.isdisjoint({each.id}):
                told |= {each.id, *requests.alike_to(tx, each, keeper.now - RECENT)}
                why = _n("{n} other asks the same", "{n} others ask the same", each.alike)
                yield Chore(
                    words(Code(each.number), " ", shorten(each.text, 100)),
                    why,
                    each.made_at,
                    BACK,
                    (Action(_("View"), show_alike.line(each.number)),),
                )
    yield from _late(tx, keeper)


def _late(tx: Tx, keeper: Keeper) -> Iterator[Chore]:
    """For the coordinator: that it waits, and nothing of what is asked."""
    for each in requests.late(tx, TO_COORDINATOR, MOST) if keeper.answers else ():
        region = each.draft.region_id
        if each.asker_id != keeper.member.id and keeper.coordinates([region] if region is not None else []):
            title = words(Code(each.number), " · ", DESKS[each.draft.desk])
            yield Chore(title, _("waits too long at the desk"), each.changed_at, LATE, ())


def _chore(request: Request, weight: float, first: Action) -> Chore:
    title = words(Code(request.number), " ", shorten(request.text, 100))
    return Chore(title, stands(request), request.changed_at, weight, (first, Action(_("View"), request.number)))


CHORES = Chores(find)
