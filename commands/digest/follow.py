"""Follow a network, question, theme or region; see and stop what you follow."""

from dataclasses import dataclass

from bot.chat.reply import Action, Actions, Heading, Item, Items, Reply, Text, say, words
from bot.chat.spans import Bold, Code
from bot.chat.texts import _
from bot.command.command import Context, command
from bot.command.reader import Unclear
from bot.command.record_readers import ANetwork
from bot.command.refusal import Refused
from bot.command.similar import closest
from commands.questions.readers import AQuestion
from storage.members import follows
from storage.networks import networks
from storage.questions import questions
from storage.questions.question import QUESTION
from storage.vocabulary import Role, Subject


@dataclass(frozen=True, slots=True)
class Followed:
    """Something to follow, what it is called, and how to refer to it."""

    subject: str
    id: int
    name: str
    line: str


@command(nl=("volg",), en=("follow",), summary=_("Follow a network, question, theme or region"), allow=Role.member)
async def follow(ctx: Context, what: str) -> Reply:
    found = await _found(ctx, what)
    if not await ctx.write(follows.follow, ctx.member.id, found.subject, found.id, ctx.now):
        return say(_("You follow {name} already.", name=Bold(found.name)))
    along = [Action(_("Read along"), f"lees mee {found.line}")] if found.subject == QUESTION else []
    return Reply(
        (
            Text(words(_("You follow {name}. You hear when there is news.", name=Bold(found.name)))),
            Actions(
                (*along, Action(_("Unfollow"), f"ontvolg {found.line}"), Action(_("What I follow"), "wat volg ik"))
            ),
        )
    )


@command(nl=("ontvolg", "volg niet meer"), en=("unfollow",), summary=_("Stop following something"), allow=Role.member)
async def unfollow(ctx: Context, what: str) -> Reply:
    found = await _found(ctx, what)
    if not await ctx.write(follows.unfollow, ctx.member.id, found.subject, found.id):
        return say(_("You did not follow {name}.", name=Bold(found.name)))
    return say(_("You no longer follow {name}.", name=Bold(found.name)))


@command(
    nl=("wat volg ik", "ik volg"),
    en=("what do i follow", "following"),
    summary=_("See what you follow"),
    allow=Role.member,
    safe=True,
    private=True,
)
async def followed(ctx: Context) -> Reply:
    held = [await _named(ctx, subject, number) for subject, number in await ctx.read(follows.followed, ctx.member.id)]
    items = tuple(
        Item(words(Bold(each.name)), (), (Action(_("Unfollow"), f"ontvolg {each.line}"),)) for each in held if each
    )
    if not items:
        return say(
            _("You follow nothing yet. Try {example}.", example=Code(f"{follow.phrase(ctx.language.code)} water"))
        )
    return Reply((Heading(words(_("What you follow"))), Items(items)))


async def _found(ctx: Context, what: str) -> Followed:
    """By number, or by the name of a theme, region or network. Raises `Refused`."""
    kind = what.strip()[:1].lower()
    numbered = what.strip()[1:].lstrip(" -").isdecimal()
    try:
        if numbered and kind == "k":
            question = await AQuestion().read(ctx, what, None)
            return Followed(QUESTION, question.id, question.number, question.number)
        theme, region = ctx.atlas.theme(what), ctx.atlas.region(what)
        if theme and not numbered:
            return Followed(Subject.theme, theme.id, theme.name, theme.name)
        if region and not numbered:
            return Followed(Subject.region, region.id, region.name, region.name)
        network = await ANetwork().read(ctx, what, None)
    except Unclear as unclear:
        names = [*ctx.atlas.theme_names, *ctx.atlas.region_names]
        near = [ctx.atlas.spellings[name] for name in closest(what, names)]
        tries = [Action(name, f"volg {name}") for name in near]
        tries += [Action(choice.label, f"volg {choice.value}") for choice in unclear.choices]
        words_ = _("I know no network, question, theme or region called {name}.", name=Bold(what))
        raise Refused(reply=Reply((Text(words(words_)), Actions(tuple(tries[:5]))))) from None
    return Followed(Subject.network, network.id, network.name, f"N-{network.id}")


async def _named(ctx: Context, subject: str, number: int) -> Followed | None:
    match subject:
        case Subject.theme if number in ctx.atlas.themes:
            name = ctx.atlas.themes[number].name
            return Followed(subject, number, name, name)
        case Subject.region if number in ctx.atlas.regions:
            name = ctx.atlas.regions[number].name
            return Followed(subject, number, name, name)
        case Subject.network:
            network = await ctx.read(networks.get, number)
            return Followed(subject, number, network.name, f"N-{number}") if network else None
        case "question":
            question = await ctx.read(questions.get, number)
            return (
                Followed(subject, number, f"{question.number} {question.text}", question.number) if question else None
            )
        case _:
            return None
