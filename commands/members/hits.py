"""Draws members whom search found, and tells what is found by what they say of themselves."""

from collections.abc import Collection, Mapping

from bot.chat.reply import Action, Item, Words, own, words
from bot.chat.texts import _
from bot.command.command import Context
from bot.members.visibility import bold, named_to
from bot.reading.record_readers import member_number
from bot.search.findable import Findable, Source
from bot.search.reasons import Reason
from bot.search.results import said, themes_said
from bot.search.search import Hit
from storage.database.database import Tx
from storage.members import people
from storage.members.member import Member
from storage.vocabulary import Subject


def _read(tx: Tx, ids: Collection[int]) -> Mapping[int, Member]:
    return {each.id: each for each in people.load(tx, ids)}


def _draw(ctx: Context, _hit: Hit, member: Member | None, notes: tuple[Words, ...], need: str) -> Item | None:
    if member is None:
        return None
    number = member_number(member)
    ask = Action(_("Ask them"), ctx.line("ask_member", number, need))
    name, about = named_to(ctx, member)
    actions = (ask, Action(_("View"), number))
    return Item(words(bold(ctx.language, name)), notes, actions, words(about) if about else ())


def _reason(ctx: Context, _hit: Hit, reason: Reason, _known: None) -> Words | None:
    match reason.row.evidence.field if reason.row else "":
        case "themes":
            return words(_("themes: "), themes_said(ctx, reason))
        case "knows":
            return words(_("in their own words: "), _own(reason))
        case _:
            return words(_own(reason))


def _own(reason: Reason) -> Words:
    """What they say of themselves, known as theirs."""
    return own(said(reason), reason.row.source_id) if reason.row else said(reason)


FINDABLE = Findable(
    Subject.member,
    _("People"),
    _draw,
    _read,
    words=("mensen", "personen", "people"),
    only=_("Only people"),
    rank=20,
)
SOURCE = Source(Subject.member, _reason)
