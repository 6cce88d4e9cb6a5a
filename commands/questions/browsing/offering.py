"""Offers people of an open question, in their own digest, what was answered to one like it, or learnt, elsewhere."""

from collections.abc import Sequence
from datetime import datetime
from functools import partial

from bot.chat.reply import Action, Item, of_thing, words
from bot.chat.spans import Bold, Italic, shorten
from bot.chat.texts import _
from bot.digest.selection import Section, Story
from commands.questions.asking.ask import solved_by_earlier
from storage.database.database import Tx
from storage.questions import offers
from storage.questions.news import Asked
from storage.questions.offers import LESSON, Learnt, Offer
from storage.questions.question import ANSWER, OUTCOME


def _fitting(tx: Tx, _since: datetime, until: datetime) -> Sequence[Story]:
    return [
        _lesson(each, each.fits) if isinstance(each.fits, Learnt) else _question(each, each.fits)
        for each in offers.offers(tx, until)
    ]


def _question(offer: Offer, fits: Asked) -> Story:
    return Story(
        key=f"offer/{offer.open.id}/{fits.id}",
        thing=f"question/{fits.id}",
        at=fits.at,
        draw=partial(_drawn, offer, fits),
        readers=offer.readers,
        by=frozenset(by for by in (fits.asker, fits.answered_by) if by is not None),
    )


def _lesson(offer: Offer, fits: Learnt) -> Story:
    return Story(
        key=f"offer/{offer.open.id}/{fits.number}",
        thing=f"{LESSON}/{fits.id}",
        at=fits.at,
        draw=partial(_drawn_lesson, offer, fits),
        readers=offer.readers,
    )


def _drawn(offer: Offer, fits: Asked) -> Item:
    number = f"K-{offer.open.id}"
    whose = (OUTCOME, fits.id) if fits.answer_id is None else (ANSWER, fits.answer_id)
    helps = Action(_("This helps me already"), solved_by_earlier.line(f"K-{fits.id}"))
    return Item(
        words(_("It fits {number}: ", number=Bold(number)), Bold(f"K-{fits.id}"), " ", shorten(fits.text, 140)),
        (of_thing((Italic(shorten(fits.answer, 110)),), *whose),),
        (Action(_("View"), f"K-{fits.id}"), helps),
    )


def _drawn_lesson(offer: Offer, fits: Learnt) -> Item:
    number = f"K-{offer.open.id}"
    said = of_thing((shorten(fits.text, 140),), LESSON, fits.id)
    told = words(_("It fits {number}: ", number=Bold(number)), Bold(fits.number), " ", *said)
    return Item(told, (), (Action(_("View"), fits.number),))


_HEADING = _("From another region, for your question")
OFFER = Section("own offers", _HEADING, 79, _fitting, most=1, standing=True, elsewhere=True)
