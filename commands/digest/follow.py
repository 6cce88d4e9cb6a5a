"""Lets members follow a network, question, theme or region, and see and stop what they follow."""

from collections.abc import Sequence
from dataclasses import replace

from bot.chat.reply import Action, Actions, Heading, Item, Items, Reply, Text, say, words
from bot.chat.spans import Bold, Code
from bot.chat.texts import _
from bot.command.command import Context, Takes, command
from bot.command.reader import Unclear
from bot.command.refusal import Refused
from bot.command.similar import closest
from bot.sentences.memory import numbers_in
from bot.things.following import Followable, Followed
from storage.database.text import fold
from storage.members import follows
from storage.search.analyser import tokens
from storage.vocabulary import Role, Subject


@command(
    nl=("volg",),
    en=("follow",),
    summary=_("Follow a network, question, theme or region"),
    allow=Role.member,
    takes=Takes.names,
)
async def follow(ctx: Context, what: str) -> Reply:
    if BETWEEN in what:
        return await _follow_all(ctx, [each.strip() for each in what.split(BETWEEN) if each.strip()])
    found = await _found(ctx, what)
    if not await ctx.write(follows.follow, ctx.member.id, found.kind, found.id, ctx.now):
        return say(_("You follow {name} already.", name=Bold(found.name)))
    kind = _kind(ctx, found.kind)
    return Reply(
        (
            Text(words(_("You follow {name}. You hear when there is news.", name=Bold(found.name)))),
            Actions(
                (
                    *(kind.buttons(found) if kind else ()),
                    Action(_("Unfollow"), unfollow.line(found.line)),
                    Action(_("What I follow"), followed.line()),
                )
            ),
        )
    )


@command(
    nl=("ontvolg", "volg niet meer"),
    en=("unfollow",),
    summary=_("Stop following something"),
    allow=Role.member,
    takes=Takes.names,
)
async def unfollow(ctx: Context, what: str) -> Reply:
    """All at once is not done by a word: what is followed is shown, each with its button."""
    if fold(what).strip(" .!") in _ALL:
        return replace(await followed(ctx), private=True)
    found = await _found(ctx, what)
    if not await ctx.write(follows.unfollow, ctx.member.id, found.kind, found.id):
        return say(_("You did not follow {name}.", name=Bold(found.name)))
    return say(_("You no longer follow {name}.", name=Bold(found.name)))


BETWEEN = ";"
"""What stands between several things to follow."""


async def _follow_all(ctx: Context, names: Sequence[str]) -> Reply:
    """Follow each, and tell of all of them."""
    found = [await _found(ctx, each) for each in names[:MOST]]
    for each in found:
        await ctx.write(follows.follow, ctx.member.id, each.kind, each.id, ctx.now)
    named = Bold(", ".join(each.name for each in found))
    ways = (*(_unfollow(each) for each in found), Action(_("What I follow"), followed.line()))
    return Reply((Text(words(_("You follow {name}. You hear when there is news.", name=named))), Actions(ways)))


def _unfollow(found: Followed) -> Action:
    return Action(_("Unfollow {name}", name=found.name), unfollow.line(found.line))


_ALL = frozenset({"alles", "alle", "alles maar", "all", "everything", "all of it"})


@command(
    nl=("wat volg ik", "ik volg"),
    en=("what do i follow", "following"),
    summary=_("See what you follow"),
    allow=Role.member,
    safe=True,
    private=True,
)
async def followed(ctx: Context) -> Reply:
    held = [await _named(ctx, kind, number) for kind, number in await ctx.read(follows.followed, ctx.member.id)]
    items = tuple(
        Item(words(Bold(each.name)), (), (Action(_("Unfollow"), unfollow.line(each.line)),)) for each in held if each
    )
    if not items:
        return say(
            _("You follow nothing yet. Try {example}.", example=Code(f"{follow.phrase(ctx.language.code)} water"))
        )
    return Reply((Heading(words(_("What you follow"))), Items(items)))


async def _found(ctx: Context, what: str) -> Followed:
    """By number, or by the name of a theme, region or thing of a topic. Raises `Refused`."""
    if len(numbers := numbers_in(what)) == 1:
        what = numbers[0]
    numbered = what.strip()[1:].lstrip(" -").isdecimal()
    if not numbered and (place := _on_the_map(ctx, what)):
        return place
    kinds = ctx.topics.all(Followable)
    of_letter = [each for each in kinds if numbered and what.strip()[:1].upper() == each.letter]
    problems: list[Unclear] = []
    for kind in of_letter or [each for each in kinds if each.by_name]:
        try:
            return await kind.read(ctx, what)
        except Unclear as unclear:
            problems.append(unclear)
    within = _within(ctx, what)
    if len(within) == 1:
        return within[0]
    if within:
        every = Action(_("All of these"), follow.line(f"{BETWEEN} ".join(each.line for each in within[:MOST])))
        several = (*(Action(each.name, follow.line(each.line)) for each in within[:MOST]), every)
        raise Refused(reply=Reply((Text(words(_("Which of these shall I follow?"))), Actions(several))))
    names = [*ctx.atlas.theme_names, *ctx.atlas.region_names]
    near = [ctx.atlas.spellings[name] for name in closest(what, names)]
    tries = [Action(name, follow.line(name)) for name in near]
    tries += [Action(choice.label, follow.line(choice.value)) for problem in problems for choice in problem.choices]
    told = _("I know no network, question, theme or region called {name}.", name=Bold(what))
    raise Refused(reply=Reply((Text(words(told)), Actions(tuple(tries[:5])))))


MOST = 5
"""Things that are offered to be followed."""


def _within(ctx: Context, text: str) -> list[Followed]:
    """The themes and regions that a text names beside other words: "alles over energie in Twente"."""
    named = dict.fromkeys(name for name, _first, _last in ctx.vocabulary.named([*tokens(text)]))
    found = (_on_the_map(ctx, each.name) for each in named if each.kind in ("theme", "region"))
    return [each for each in found if each is not None]


def _on_the_map(ctx: Context, name: str) -> Followed | None:
    """Return the theme or region of that name."""
    theme, region = ctx.atlas.theme(name), ctx.atlas.region(name)
    if theme:
        return Followed(Subject.theme, theme.id, theme.name, theme.name)
    return Followed(Subject.region, region.id, region.name, region.name) if region else None


async def _named(ctx: Context, kind: str, number: int) -> Followed | None:
    match kind:
        case Subject.theme:
            theme = ctx.atlas.themes.get(number)
            return Followed(kind, number, theme.name, theme.name) if theme else None
        case Subject.region:
            region = ctx.atlas.regions.get(number)
            return Followed(kind, number, region.name, region.name) if region else None
        case _:
            of_topic = _kind(ctx, kind)
            return await of_topic.named(ctx, number) if of_topic else None


def _kind(ctx: Context, kind: str) -> Followable | None:
    return next((each for each in ctx.topics.all(Followable) if each.kind == kind), None)
