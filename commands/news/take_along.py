"""Takes a message along into the digest: its writer is asked first, once, and may leave their name out."""

from bot.chat.message import Identity
from bot.chat.reply import Action, Actions, Quote, Reply, Style, Text, say, words
from bot.chat.spans import Code, shorten
from bot.chat.texts import _
from bot.command.command import Context, command
from bot.command.refusal import Refused
from bot.dialogue import calls
from bot.dialogue.draft import Draft as Typed
from bot.inbound.answered import Answered, answered
from bot.things.proposal import proposed
from bot.things.undoing import did, done, undo_button
from commands.news.life import Act
from commands.news.rights import require, requiring, subject
from commands.news.share import not_there_yet, share_news
from commands.news.written import parted, sort_of
from storage.members import people
from storage.members.member import Member
from storage.news import news
from storage.news.item import Draft, Item, State
from storage.news.tables import LONGEST, LONGEST_LINK
from storage.vocabulary import Role


@command(
    nl=("neem mee", "neem dit mee", "neem dat mee"),
    en=("take along", "take this along", "take that along"),
    summary=_("Take a message along into the digest"),
    allow=Role.member,
)
async def take_along(ctx: Context, _more: str = "") -> Reply:
    """The message that this answers: one's own is proposed at once, of another its writer is asked."""
    found = await answered(ctx)
    if found is None:
        raise Refused(
            _(
                "Answer the message that should go along, with: {line}.",
                line=Code(take_along.phrase(ctx.language.code)),
            ),
            _("Or share it yourself: {line}.", line=Code(_example(ctx))),
        )
    if found.ours is not None:
        raise Refused(_("That is mine: what is new in it comes into the digest by itself."))
    writer = await _known(ctx, found.writer)
    if writer is not None and writer.id == ctx.member.id:
        text = shorten(" ".join(found.text.split()), LONGEST + LONGEST_LINK)
        return await calls.proceed(ctx, share_news, Typed(share_news.line(text), {"text": text}))
    if not found.text.strip():
        raise Refused(_("I cannot read that message. Share it yourself: {line}.", line=Code(_example(ctx))))
    if writer is None:
        raise Refused(
            _("I do not know who wrote that, so I cannot ask."),
            _("Ask them to answer their message with: {line}.", line=Code(take_along.phrase(ctx.language.code))),
        )
    return await _ask(ctx, found, writer)


def _example(ctx: Context) -> str:
    return ctx.language.text(_("news: a link, and why others should read it"))


async def _known(ctx: Context, writer: Identity | None) -> Member | None:
    return await ctx.read(people.by_identity, writer.platform, writer.id) if writer else None


async def _ask(ctx: Context, found: Answered, writer: Member) -> Reply:
    held = await ctx.read(news.said_in, found.key)
    if held is not None or writer.blocked_at:
        raise Refused(_("Its writer was asked already."))
    link, text = parted(found.text)
    read = proposed(text, ctx)
    draft = Draft(
        shorten(text or link, LONGEST),
        link,
        sort_of(text),
        unnamed=writer.asks_unnamed,
        regions=read.regions,
        themes=read.themes,
    )
    item = await ctx.write(
        news.put, writer.id, draft, ctx.now, state=State.asked, asked_by=ctx.member.id, message=found.key
    )
    entry = await did(ctx, subject(item), Act.ask)
    ctx.notify(writer, asked(item))
    told = _("I ask the writer whether it may go into the digest.")
    return Reply((Text(words(told)), Actions((undo_button(ctx, entry),))))


def asked(item: Item) -> Reply:
    """Ask its writer whether it may go along."""
    number = item.number
    return Reply(
        (
            Text(words(_("May your message go into the digest, once? All members see it then."))),
            Quote(words(item.text)),
            Text(words(_("You hear this because you wrote it."))),
            Actions(buttons(number)),
        )
    )


def buttons(number: str) -> tuple[Action, ...]:
    """What its writer can answer."""
    return (
        Action(_("Yes"), agree_news.line(number), style=Style.primary),
        Action(_("Without my name"), agree_unnamed_news.line(number)),
        Action(_("No"), refuse_news.line(number)),
    )


@command(nl=("mag mee",), en=("may go along",), summary=_("Let your message go along"), hidden=True)
async def agree_news(ctx: Context, item: Item) -> Reply:
    return await _agree(ctx, item, unnamed=item.draft.unnamed)


@command(
    nl=("mag mee zonder naam",),
    en=("may go along without my name",),
    summary=_("Let your message go along without your name"),
    hidden=True,
)
async def agree_unnamed_news(ctx: Context, item: Item) -> Reply:
    return await _agree(ctx, item, unnamed=True)


async def _agree(ctx: Context, item: Item, *, unnamed: bool) -> Reply:
    await require(ctx, item, Act.agree)
    await not_there_yet(ctx, item)
    values = {"unnamed": unnamed, "shared_at": ctx.now}
    if not await ctx.write(news.move, item.id, State.shared, among={State.asked}, **values):
        raise Refused(_("{number} changed just now. Look at it first.", number=Code(item.number)))
    entry = await did(ctx, subject(item), Act.agree)
    told = _("{number} goes into the digest once.", number=Code(item.number))
    if unnamed:
        told = _("{number} goes into the digest once, without your name.", number=Code(item.number))
    return done(ctx, told, subject(item), entry)


@command(
    nl=("mag niet mee",),
    en=("may not go along",),
    summary=_("Let your message not go along"),
    hidden=True,
    check=requiring(Act.refuse),
)
async def refuse_news(ctx: Context, item: Item) -> Reply:
    await require(ctx, item, Act.refuse)
    await ctx.write(news.refuse, item.id)
    await did(ctx, subject(item), Act.refuse)
    return say(_("All right. It does not go along, and I keep none of its words."))
