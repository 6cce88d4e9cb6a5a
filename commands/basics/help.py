"""Shows what the bot can do: on one screen what most come for, then one topic or one command at a time."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from bot.chat.reply import Action, Actions, Block, Heading, Item, Items, Reply, Text, words
from bot.chat.spans import Bold, Code
from bot.chat.texts import LANGUAGES, Language, Msg, _
from bot.command.command import Command, Context, command
from bot.command.help_heading import HelpHeading
from bot.command.tile import tiles
from bot.dialogue.calls import may_call
from bot.members.mandate import mandate_of
from storage.database.text import fold
from storage.vocabulary import Role


@dataclass(frozen=True, slots=True)
class Group:
    """Holds what stands under one heading of help: a title, and the commands that this member may call."""

    title: Msg
    commands: tuple[Command[Any], ...] = ()


EVERYTHING = _("everything")
"""What to say behind `help` for all of it."""

OTHER = _("Other")
"""For the commands that no heading lists."""

NAME = 3
"""Words of what may be the name of a command: "help me op weg, ik ben niet handig" names none."""

ALSO = 4
"""Other phrases of a command that its page names: a longer list is not read."""


@command(
    nl=("hulp", "help", "menu"),
    en=("help", "menu"),
    alone={
        "nl": (
            "wie ben je",
            "wie ben jij",
            "wat kun je",
            "wat kan je",
            "wat doe je",
            "hoe werkt dit",
            "uitleg",
            "start",
        ),
        "en": ("who are you", "what can you do", "how does this work", "start"),
    },
    summary=_("What I can do"),
    safe=True,
)
async def help(ctx: Context, about: str = "") -> Reply:  # noqa: A001  # its name in the dialogue and the logs
    topics = _topics(ctx) if about else []
    named = next((each for each in topics if fold(about) in _spellings(each.title)), None)
    if named:
        return _topic(ctx, named)
    if about and fold(about) in _spellings(EVERYTHING):
        return _everything(ctx, topics)
    call = ctx.commands.match(about, ctx.language.code) if about else None
    if call:
        return _page(ctx, call.command)
    blocks: list[Block] = []
    if about and len(about.split()) <= NAME:
        blocks.append(Text(words(_("I have no command called {name}.", name=Bold(about)))))
    return Reply(
        (
            *blocks,
            Heading(words(_("What I can do"))),
            *([Text(words(_("You are here as {role}.", role=held.said)))] if (held := mandate_of(ctx)) else []),
            Text(words(_("Say it in your own words, or press a button."))),
            Actions((*await tiles(ctx), Action(_("Everything I can do"), help.line(ctx.language.text(EVERYTHING))))),
        )
    )


def _shown(ctx: Context, each: Command[...]) -> bool:
    """What needs signing up is shown to visitors too: it is why they would."""
    return not each.hidden and (each.allow <= Role.member or may_call(ctx, each.allow))


def _topics(ctx: Context) -> list[Group]:
    """Return the headings that hold something for this member."""
    mine = {each.name for each in ctx.commands.all if _shown(ctx, each)}
    headings = sorted(ctx.topics.all(HelpHeading), key=lambda heading: heading.rank)
    listed = {each.name for heading in headings for each in heading.commands}
    found: dict[str, Group] = {}
    for heading in headings:
        before = found.get(heading.title.one, Group(heading.title))
        held = (*before.commands, *(each for each in heading.commands if each.name in mine))
        found[heading.title.one] = replace(before, commands=held)
    rest = tuple(each for each in ctx.commands.all if each.name in mine and each.name not in listed)
    return [each for each in (*found.values(), Group(OTHER, rest)) if each.commands]


def _everything(ctx: Context, topics: Sequence[Group]) -> Reply:
    listed = tuple(
        Item(
            words(each.title),
            actions=(Action(_("View"), help.line(ctx.language.text(each.title).lower())),),
        )
        for each in topics
    )
    return Reply((Heading(words(_("Everything I can do"))), Items(listed)))


def _topic(ctx: Context, topic: Group) -> Reply:
    return Reply((Heading(words(topic.title)), _items(ctx, topic.commands)))


def _items(ctx: Context, listed: Sequence[Command[Any]]) -> Items:
    return Items(tuple(Item(words(each.summary), actions=(_press(ctx, each),)) for each in listed))


def _press(ctx: Context, each: Command[Any]) -> Action:
    phrase = each.phrase(ctx.language.code)
    return Action(phrase[0].upper() + phrase[1:], each.line())


def _page(ctx: Context, about: Command[...]) -> Reply:
    first, *others = about.phrases[ctx.language.code]
    asked = [
        Item(words(ctx.language.text(each.ask.label or each.ask.prompt)))
        for each in about.parameters
        if each.ask and not callable(each.ask.prompt)
    ]
    blocks: list[Block] = [
        Heading(words(about.summary)),
        Text(words(_("Type: {phrase}.", phrase=Code(first)))),
    ]
    if others:
        also = [Code(phrase) for phrase in others[:ALSO]]
        blocks.append(Text(words(_("I understand also: {phrases}.", phrases=also))))
    if asked:
        blocks += [Text(words(_("I ask you:"))), Items(tuple(asked))]
    return Reply(tuple(blocks))


def _spellings(title: Msg) -> set[str]:
    """A topic is asked for in any language."""
    return {fold(Language(code).text(title)) for code in LANGUAGES}
