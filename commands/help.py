"""What the bot can do: on one screen what most people come for, then one topic or one command at a time."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from bot.command import Command, Context, command
from bot.reply import Block, Heading, Item, Items, Reply, Text, words
from bot.span import Bold, Code
from bot.understanding import may_call
from bot.wording import LANGUAGES, Language, Msg, _
from storage.text import fold
from storage.vocabulary import Role


@dataclass(frozen=True, slots=True)
class Topic:
    """What help is divided into: a title, the modules of commands under it, and those that this member may call."""

    title: Msg
    modules: tuple[str, ...] = ()
    commands: tuple[Command[Any], ...] = ()


TOPICS = (
    Topic(_("Questions"), ("knowledge", "asking", "questions", "answering", "routing", "closing")),
    Topic(_("Networks"), ("networks", "registering", "network_care", "approving")),
    Topic(_("News"), ("following", "digest")),
    Topic(_("About you"), ("profile", "preferences", "finding", "linking", "privacy")),
    Topic(_("Themes and regions"), ("atlas",)),
    Topic(_("This channel"), ("places", "digest_editing")),
    Topic(_("Care and roles"), ("todo", "unmet", "missing", "moderation", "roles")),
)
OTHER = Topic(_("Other"))
"""For the modules that no topic names."""

FIRST = (
    "who_knows",
    "ask_question",
    "list_networks",
    "show_network",
    "list_questions",
    "answer_question",
    "sign_up",
    "profile",
    "register_network",
    "follow",
)
"""What most people come for, in that order; the rest is found by topic."""

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
    topics = _topics(ctx)
    named = next((each for each in topics if about and fold(about) in _spellings(each.title)), None)
    if named:
        return _topic(ctx, named)
    call = ctx.commands.match(about, ctx.language.code) if about else None
    if call:
        return _page(ctx, call.command)
    blocks: list[Block] = []
    if about:
        blocks.append(Text(words(_("I have no command called {name}.", name=Bold(about)))))
    first = [ctx.commands.by_name[name] for name in FIRST if name in ctx.commands.by_name]
    word = ctx.language.text(_("help"))
    more = [Code(f"{word} {ctx.language.text(each.title).lower()}") for each in topics]
    return Reply(
        (
            *blocks,
            Heading(words(_("What I can do"))),
            _items(ctx, first),
            Text(words(_("There is more: {topics}.", topics=more))),
        )
    )


def _shown(ctx: Context, each: Command[...]) -> bool:
    """What needs signing up is shown to visitors too: it is why they would."""
    return not each.hidden and (each.allow <= Role.member or may_call(ctx, each.allow))


def _topics(ctx: Context) -> list[Topic]:
    """The topics that hold something for this member."""
    mine: dict[str, list[Command[Any]]] = {}
    for each in ctx.commands.all:
        if _shown(ctx, each):
            mine.setdefault(each.topic, []).append(each)
    named = {module for topic in TOPICS for module in topic.modules}
    rest = tuple(module for module in mine if module not in named)
    filled = [
        replace(topic, commands=tuple(each for module in topic.modules for each in mine.get(module, ())))
        for topic in (*TOPICS, replace(OTHER, modules=rest))
    ]
    return [topic for topic in filled if topic.commands]


def _topic(ctx: Context, topic: Topic) -> Reply:
    return Reply((Heading(words(topic.title)), _items(ctx, topic.commands)))


def _items(ctx: Context, listed: Sequence[Command[Any]]) -> Items:
    return Items(tuple(Item(words(Code(each.phrase(ctx.language.code)), " – ", each.summary)) for each in listed))


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
