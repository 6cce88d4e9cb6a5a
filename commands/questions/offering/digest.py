"""Offers people of an open question, in their own digest, what was answered to one like it in another area."""

from collections.abc import Sequence
from datetime import datetime
from functools import partial

from bot.chat.reply import Action, Item, of_thing, words
from bot.chat.spans import Bold, Italic, shorten
from bot.chat.texts import _
from bot.digest.selection import Section, Story
from commands.questions.ask import solved_by_earlier
from storage.database.database import Tx
from storage.questions import offers
from storage.questions.offers import Offer
from storage.questions.question import ANSWER, OUTCOME


def _fitting(tx: Tx, _since: datetime, until: datetime) -> Sequence[Story]:
    return [
        Story(
            key=f"offer/{each.open.id}/{each.fits.id}",
            thing=f"question/{each.fits.id}",
            at=each.fits.at,
            draw=partial(_drawn, each),
            readers=each.readers,
            by=frozenset(by for by in (each.fits.asker, each.fits.answered_by) if by is not None),
        )
        for each in offers.offers(tx, until)
    ]


def _drawn(offer: Offer) -> Item:
    number, fits = f"K-{offer.open.id}", offer.fits
    whose = (OUTCOME, fits.id) if fits.answer_id is None else (ANSWER, fits.answer_id)
    helps = Action(_("This helps me already"), solved_by_earlier.line(f"K-{fits.id}"))
    return Item(
        words(_("It fits {number}: ", number=Bold(number)), Bold(f"K-{fits.id}"), " ", shorten(fits.text, 140)),
        (of_thing((Italic(shorten(fits.answer, 110)),), *whose),),
        (Action(_("View"), f"K-{fits.id}"), helps),
    )


_HEADING = _("From another region, for your question")
OFFER = Section("own offers", _HEADING, 79, _fitting, most=1, standing=True, elsewhere=True)
