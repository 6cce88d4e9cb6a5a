"""Tells in a digest of polls that are open, and of what came of those that closed."""

from collections.abc import Sequence
from datetime import datetime
from functools import partial

from bot.chat.reply import Action, Item, words
from bot.chat.spans import Bold, shorten
from bot.chat.texts import _
from bot.digest.selection import Section, Story
from commands.polls.browse import list_polls
from commands.polls.results import BRIEF, in_a_sentence, of_poll
from commands.polls.vote import vote
from storage.database.database import Tx
from storage.polls import polls, votes
from storage.polls.poll import Poll, Result

MOST_READ = 2_000


def _open(tx: Tx, since: datetime, until: datetime) -> Sequence[Story]:
    """Those that anyone may vote in: of a network, a meeting or a room its people hear by themselves."""
    found = polls.between(tx, since, until, MOST_READ, closed=False)
    return [
        _story(each, "poll", each.made_at, partial(_asked, each))
        for each in found
        if each.draft.network is None and each.draft.gathering is None and each.draft.room is None
    ]


def _closed(tx: Tx, since: datetime, until: datetime) -> Sequence[Story]:
    found = [each for each in polls.between(tx, since, until, MOST_READ, closed=True) if each.told]
    return [
        _story(
            each, "poll result", each.closed_at or each.changed_at, partial(_result, each, votes.result(tx, each.id))
        )
        for each in found
    ]


def _story(poll: Poll, kind: str, at: datetime, draw: partial[Item]) -> Story:
    return Story(
        key=f"{kind}/{poll.id}",
        thing=f"poll/{poll.id}",
        at=at,
        draw=draw,
        regions=poll.draft.regions,
        themes=poll.draft.themes,
        by=frozenset({poll.member_id} if poll.member_id is not None else ()),
        places=frozenset({poll.draft.room} if poll.draft.room is not None else ()),
    )


def _asked(poll: Poll) -> Item:
    said = words(Bold(poll.number), " ", *of_poll(poll, shorten(poll.text, 140)))
    until = words(_("until {moment}", moment=poll.draft.until))
    return Item(said, (until,), (Action(_("Vote"), vote.line(poll.number)),))


def _result(poll: Poll, result: Result) -> Item:
    said = words(Bold(poll.number), " ", *of_poll(poll, shorten(poll.text, 100)))
    told = words(shorten(in_a_sentence(poll.draft, result), 3 * BRIEF))
    return Item(said, (told,), (Action(_("View"), poll.number),))


OPEN = Section("polls", _("You can vote"), 47, _open, most=2, more=list_polls.line())
CLOSED = Section("poll results", _("What polls showed"), 48, _closed, most=2, more=list_polls.line())
