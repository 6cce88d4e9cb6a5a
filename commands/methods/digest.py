"""Tells in a digest of new ways of working, and of those that became a standard."""

from collections.abc import Sequence
from datetime import datetime
from functools import partial

from bot.chat.reply import Action, Item, words
from bot.chat.spans import Bold, shorten
from bot.chat.texts import _
from bot.digest.selection import Section, Story
from commands.methods.acts import use_method
from commands.methods.browse import list_methods
from storage.database.database import Tx
from storage.methods import methods
from storage.methods.method import Method, State

MOST_READ = 5_000


def _story(method: Method, kind: str, at: datetime) -> Story:
    return Story(
        key=f"{kind}/{method.id}",
        thing=f"method/{method.id}",
        at=at,
        draw=partial(_drawn, method),
        regions=method.draft.regions,
        themes=method.draft.themes,
        by=frozenset({method.member_id} if method.member_id is not None else ()),
    )


def _drawn(method: Method) -> Item:
    used = Action(_("I used this"), use_method.line(method.number))
    said = words(Bold(method.number), " ", method.title)
    return Item(said, (words(shorten(method.draft.purpose, 110)),), (used, Action(_("View"), method.number)))


def _new(tx: Tx, since: datetime, until: datetime) -> Sequence[Story]:
    found = methods.between(tx, "made_at", since, until, MOST_READ)
    return [_story(each, "method", each.made_at) for each in found if each.state is not State.standard]


def _standards(tx: Tx, since: datetime, until: datetime) -> Sequence[Story]:
    found = methods.between(tx, "standard_at", since, until, MOST_READ)
    return [_story(each, "standard", each.standard_at or each.changed_at) for each in found]


NEW = Section("methods", _("New ways of working"), 55, _new, most=2, more=list_methods.line())
STANDARDS = Section("standards", _("A standard from now on"), 54, _standards, most=2, more=list_methods.line())
