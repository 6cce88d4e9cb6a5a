"""Lets members choose who sees what of them."""

from bot.chat.reply import Action, Actions, Block, Fact, Facts, Heading, Reply, words
from bot.chat.spans import Code
from bot.chat.texts import Msg, _
from bot.command.command import Context, command
from bot.command.labels import label_of
from storage.members import people
from storage.members.member import Member
from storage.vocabulary import Field, Place, Role

NOBODY = _("nobody")

SHOW = {
    Place.members: _("Show to members"),
    Place.rooms: _("Show in channels"),
    Place.web: _("Show on the website"),
}
HIDE = {
    Place.members: _("Hide from members"),
    Place.rooms: _("Hide in channels"),
    Place.web: _("Hide on the website"),
}
"""Short: a button of a phone holds some 28 letters."""


@command(
    nl=("toestemming", "wie ziet wat"),
    en=("consent", "who sees what"),
    alone={"nl": ("privacy",), "en": ("privacy",)},
    summary=_("Choose who sees what of you"),
    allow=Role.member,
    private=True,
    shows=True,
)
async def consent(ctx: Context, field: Field | None = None, place: Place | None = None) -> Reply:
    member = ctx.member
    if field and place:
        member = await ctx.write(people.toggle_consent, member.id, field, place, ctx.now)
    agreed = member.consents
    blocks: list[Block] = [Heading(words(_("Who sees what of you")))]
    for each in Field:
        places = [label_of(where) for where in Place if (each, where) in agreed]
        blocks.append(Facts((Fact(label_of(each), words(*ctx.language.words(places)) if places else words(NOBODY)),)))
        blocks.append(Actions(tuple(_toggle(each, where, shown=(each, where) in agreed) for where in Place)))
    return Reply(tuple(blocks))


def _toggle(field: Field, place: Place, *, shown: bool) -> Action:
    return Action((HIDE if shown else SHOW)[place], consent.line(field, place))


def visibility(ctx: Context, member: Member) -> Msg:
    change = Code(consent.phrase(ctx.language.code))
    if member.agreed(Field.found):
        return _("Other members can find you. To change that, type {command}.", command=change)
    return _("Nobody can find you. To change that, type {command}.", command=change)
