"""Says what who voted and who follows hear of a poll: what came of it, and what is done with it."""

from bot.chat.spans import Code
from bot.chat.texts import Msg, _, _n
from bot.things.hearing import Hearer, Tale
from commands.polls.results import in_a_sentence
from commands.polls.rights import subject
from storage.database.database import Tx
from storage.members import follows
from storage.polls import votes
from storage.polls.poll import LEAST, POLL, Poll


def hearers(tx: Tx, poll: Poll) -> list[Hearer]:
    """Who voted, who made it, and who follows it, each with why they hear of it."""
    voted = [Hearer(each, _("You hear this because you voted.")) for each in votes.voters(tx, poll.id)]
    made = [Hearer(poll.member_id, _("You hear this because you made it."))] if poll.member_id is not None else []
    follow = follows.followers(tx, POLL, [poll.id], but=[])
    return [*voted, *made, *(Hearer(each.id, _("You hear this because you follow it.")) for each in follow)]


def outcome(tx: Tx, poll: Poll) -> Tale:
    """The result, when there is one to show."""
    return Tale(subject(poll), poll.text, _came_of(tx, poll))


def _came_of(tx: Tx, poll: Poll) -> Msg:
    if not poll.told:
        return _("The poll is closed. Fewer than {least} people voted, so there is no result.", least=LEAST)
    counts = in_a_sentence(poll.draft, votes.result(tx, poll.id))
    return _n(
        "Result of {number}: {n} vote. For each: {counts}.",
        "Result of {number}: {n} votes. For each: {counts}.",
        poll.voters,
        number=Code(poll.number),
        counts=counts,
    )


def followed_up(poll: Poll) -> Tale:
    """What is done with it."""
    return Tale(
        subject(poll),
        poll.text,
        _("This was done with {number}: {text}", number=Code(poll.number), text=poll.follow_up),
    )
