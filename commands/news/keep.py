"""Takes news back, and puts it back; undoes what was done with it."""

from collections.abc import Mapping
from typing import Annotated, Any

from bot.chat.reply import Reply, Subject, say
from bot.chat.spans import Code
from bot.chat.texts import Msg, _
from bot.command.command import Ask, Context, Values, command
from bot.command.refusal import Refused
from bot.things.hearing import Hearer, Tale, tell
from bot.things.sure import UNCHANGED, are_you_sure
from bot.things.undoing import Undoable, did, done
from commands.news.life import LIFE, Act
from commands.news.rights import require, requiring, subject
from commands.news.share import not_there_yet
from storage.members import follows
from storage.news import news
from storage.news.item import NEWS, Item, State
from storage.vocabulary import Role

Detail = Mapping[str, Any]  # Any: as it was noted


async def _sure(ctx: Context, known: Values) -> Reply | None:
    item: Item = known["item"]
    if item.member_id == ctx.member.id:
        return None
    return are_you_sure(_("Take back {number}, which somebody else shared?", number=Code(item.number)))


@command(
    nl=("trek nieuws in",),
    en=("withdraw news",),
    summary=_("Take back news"),
    allow=Role.member,
    hidden=True,
    check=requiring(Act.withdraw),
)
async def withdraw_news(ctx: Context, item: Item, sure: Annotated[bool, Ask(_sure)] = True) -> Reply:
    if not sure:
        return say(UNCHANGED)
    entry = await _moved(ctx, item, Act.withdraw)
    hearers = [
        Hearer(each.id, _("You hear this because you follow it."))
        for each in await ctx.read(follows.followers, NEWS, [item.id])
    ]
    if item.member_id is not None:
        hearers.insert(0, Hearer(item.member_id, _("You hear this because you shared it.")))
    await tell(ctx, Tale(subject(item), item.text, _("taken back")), hearers, entry=entry)
    told = _("{number} is withdrawn. The digest does not tell of it any more.", number=Code(item.number))
    return done(ctx, told, subject(item), entry)


@command(
    nl=("heropen nieuws",),
    en=("reopen news",),
    summary=_("Put news back"),
    allow=Role.member,
    hidden=True,
    check=requiring(Act.reopen),
)
async def reopen_news(ctx: Context, item: Item) -> Reply:
    if not item.text:
        raise Refused(_("{number} is withdrawn.", number=Code(item.number)))
    await require(ctx, item, Act.reopen)
    await not_there_yet(ctx, item)
    entry = await _moved(ctx, item, Act.reopen)
    return done(ctx, _("{number} is there again.", number=Code(item.number)), subject(item), entry)


async def _moved(ctx: Context, item: Item, act: Act) -> int:
    await require(ctx, item, act)
    rule = LIFE.rules[act]
    if not await ctx.write(news.move, item.id, rule.leads[item.state], among=rule.among):
        raise Refused(_("{number} changed just now. Look at it first.", number=Code(item.number)))
    return await did(ctx, subject(item), act)


async def _withdrawn(ctx: Context, thing: Subject, _detail: Detail) -> Msg | None:
    if not await ctx.write(news.move, thing.id, State.withdrawn, among={State.shared}):
        return None
    return _("{number} is withdrawn.", number=Code(thing.line))


async def _there(ctx: Context, thing: Subject, _detail: Detail) -> Msg | None:
    item = await ctx.read(news.get, thing.id)
    link = item.draft.link if item else ""
    if item is None or (link and await ctx.read(news.at_address, link, item.draft.room) is not None):
        return None
    if not await ctx.write(news.move, thing.id, State.shared, among={State.withdrawn}):
        return None
    return _("{number} is there again.", number=Code(thing.line))


async def _not_asked(ctx: Context, thing: Subject, _detail: Detail) -> Msg | None:
    if not await ctx.write(news.drop, thing.id, among={State.asked}):
        return None
    return _("Nobody is asked for it any more.")


async def _asked_again(ctx: Context, thing: Subject, _detail: Detail) -> Msg | None:
    if not await ctx.write(news.move, thing.id, State.asked, among={State.shared}):
        return None
    return _("{number} does not go along now. You can still say yes.", number=Code(thing.line))


UNDO = (
    Undoable(NEWS, Act.share, _withdrawn),
    Undoable(NEWS, Act.ask, _not_asked),
    Undoable(NEWS, Act.agree, _asked_again),
    Undoable(NEWS, Act.withdraw, _there),
    Undoable(NEWS, Act.reopen, _withdrawn),
)
