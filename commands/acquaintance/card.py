"""Shows who somebody can get to know: what they differ in and have in common, and no name before both said yes."""

from bot.chat.reply import Reply, Text, own, words
from bot.chat.spans import Link
from bot.chat.texts import Language, Msg, _
from bot.command.command import Context
from bot.members.contact import chat_with
from bot.members.visibility import bold, name_in
from storage.acquaintance.introduction import Common, Elsewhere, Introduction
from storage.atlas import Atlas
from storage.members.member import Member
from storage.vocabulary import Place

QUESTIONS = (
    _("What gave you energy this month?"),
    _("What would you like to do over, and otherwise?"),
    _("Whom in your work would you not want to do without?"),
    _("What did you learn lately that you did not expect?"),
)
"""What the two can talk about: another one each month, in turn."""

NOT_NOW = _("It does not work out this month. Next month I look for somebody again.")
"""What is told of a no, of no answer, and of somebody who is gone: one cannot be told from the other."""


def somebody(introduction: Introduction, atlas: Atlas) -> Msg:
    """Say who it is: "Iemand uit een andere regio, die ook iets weet van water."."""
    theme = atlas.themes.get(introduction.theme_id or 0)
    about = theme.name if theme else ""
    match introduction.elsewhere, introduction.common:
        case Elsewhere.region, Common.theme if about:
            return _("Somebody from another region, who also knows something about {theme}.", theme=about)
        case Elsewhere.network, Common.theme if about:
            return _("Somebody from another network, who also knows something about {theme}.", theme=about)
        case _, Common.theme if about:
            return _("Somebody who also knows something about {theme}.", theme=about)
        case Elsewhere.region, _:
            return _("Somebody from another region, who works for an organisation like yours.")
        case Elsewhere.network, _:
            return _("Somebody from another network, who works for an organisation like yours.")
        case _:
            return _("Somebody who works for an organisation like yours.")


async def introduced(ctx: Context, reader: Member, other: Member) -> Reply:
    """Tell one of two who said yes the name of the other, with what leads to them."""
    language = Language(reader.language, reader.time_zone)
    told = words(_("You both say yes. It is {name}.", name=bold(language, name_in(other, Place.members))))
    if address := await chat_with(ctx, other):
        told = words(told, " ", own((Link(language.text(_("Start a chat")), address),), other.id))
    return Reply((Text(told), Text(words(_("Say hello, and agree on a moment. I step back now.")))))
