"""Does what is due by the clock: closes polls whose time is over, and reminds once who was invited and did not vote."""

from datetime import timedelta

import structlog

from bot.chat.reply import Action
from bot.chat.texts import _
from bot.process.office_hours import OfficeHours, working_days_later
from bot.process.work import Services, Work
from bot.things.hearing import Hearer, Tale, Telling, wait_for
from commands.polls.rights import guests_of, subject
from commands.polls.telling import hearers, outcome
from commands.polls.vote import vote
from storage.database.database import Tx
from storage.polls import polls, votes
from storage.polls.poll import Poll
from storage.vocabulary import HOME_ZONE

log = structlog.get_logger()

EVERY = timedelta(minutes=1)
BATCH = 50
LATE = timedelta(minutes=2)
"""A vote that was cast in time may reach us a little later."""
UNDONE = timedelta(days=1)
"""How long who took a poll back can put it back, with its votes."""


class Ending:
    """Closes what is due, in one process of any number that may do it at the same time."""

    def __init__(self, services: Services) -> None:
        self._database = services.database
        self._clock = services.clock
        self._topics = services.topics
        self._hours = services.choices.of(OfficeHours)
        self._telling = Telling(services)

    async def work(self) -> int:
        """Close what is over, then remind of what is nearly: how many polls that was."""
        now, done = self._clock(), 0
        while found := await self._database.read(polls.due, now - LATE, BATCH):
            closed = [await self._database.write(self._close, each) for each in found]
            done += sum(closed)
            if not any(closed):
                break
        if done:
            # What was over by night is told in the morning: that may be now.
            await self._telling.work()
        tomorrow = working_days_later(now, 1, HOME_ZONE, self._hours)
        for poll in await self._database.read(polls.ending, now, tomorrow, BATCH):
            done += await self._database.write(self._remind, poll)
        await self._database.write(votes.drop_withdrawn, now - UNDONE)
        return done

    def _close(self, tx: Tx, poll: Poll) -> int:
        if not votes.close(tx, poll.id, self._clock()):
            return 0
        held = polls.get_one(tx, poll.id)
        # By when it ended, not when that was seen.
        told = wait_for(tx, outcome(tx, held), hearers(tx, held), poll.draft.until, self._hours)
        log.info("poll closed", poll=poll.id, told=told)
        return 1

    def _remind(self, tx: Tx, poll: Poll) -> int:
        now = self._clock()
        if not polls.claim_reminder(tx, poll.id, now):
            return 0
        news = _("You can still vote, until {moment}.", moment=poll.draft.until)
        tale = Tale(subject(poll), poll.text, news, (Action(_("Vote"), vote.line(poll.number)),))
        why = _("You hear this once, because you were invited.")
        invited = votes.still_to_vote(tx, poll, guests_of(tx, self._topics, poll))
        wait_for(tx, tale, [Hearer(each, why) for each in invited], now, self._hours)
        return 1


WORK = Work("polls", EVERY, lambda services: Ending(services).work)
