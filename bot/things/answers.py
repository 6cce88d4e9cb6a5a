"""Makes a command of a function that answers one question: how something works here, or one fact of one thing.

    @answer(nl=("wie ziet dat ik kennismaak",), en=("who sees that i take part",), asks=_("Who sees it"))
    async def who_sees_it(ctx: Context) -> Msg: ...                         how it works

    @answer(nl=("hoe vaak is les gebruikt",), en=("how often was lesson used",), asks=_("How often it was used"))
    async def uses_of_lesson(ctx: Context, lesson: Lesson) -> Msg: ...      a fact, of the thing that is named or shown

The answer comes first and alone; below it stand the thing itself and what can be done next.
"""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace
from functools import update_wrapper
from inspect import signature
from typing import Any, Concatenate, ParamSpec

from bot.chat.reply import Action, Actions, Audience, Reply, Text, words
from bot.chat.texts import Msg, _
from bot.command.command import Command, Context, Takes, command
from bot.command.first_step import signing_up
from bot.reading.numbers import kinds_of
from storage.vocabulary import Role

P = ParamSpec("P")


def answer(
    *,
    nl: tuple[str, ...],
    en: tuple[str, ...],
    asks: Msg,
    then: tuple[tuple[Msg, Command[Any]], ...] = (),
    allow: Role = Role.visitor,
    private: bool = False,
    takes: Takes = Takes.nothing,
    fills: Callable[[Context, str], Awaitable[Mapping[str, str]]] | None = None,
) -> Callable[[Callable[Concatenate[Context, P], Awaitable[Msg]]], Command[P]]:
    """Make a command of what answers a question. `then` holds what can be begun from there, by what its button says.

    `takes` and `fills` are those of a command: what it is about may be named in any words. What is about no thing is
    also called by one of its lines alone: "wat is een casus" asks for no word of the glossary.

    What is begun is done to the thing that the answer is about, where it is done to such a thing.
    """

    def declare(tell: Callable[Concatenate[Context, P], Awaitable[Msg]]) -> Command[P]:
        async def answered(ctx: Context, /, *args: P.args, **kwargs: P.kwargs) -> Reply:
            told = await tell(ctx, *args, **kwargs)
            things = (*args, *kwargs.values())
            actions = (*_shown(ctx, things), *_begun(ctx, then, things))
            return Reply((Text(words(told)), Actions(actions))) if actions else Reply((Text(words(told)),))

        update_wrapper(answered, tell)  # its name, module and parameters are the command's
        made = command(
            nl=nl,
            en=en,
            summary=asks,
            allow=allow,
            safe=True,
            hidden=True,
            private=private,
            takes=takes,
            fills=fills,
            alone={} if len(signature(tell).parameters) > 1 else {"nl": nl, "en": en},
        )
        return replace(made(answered), answers=True)

    return declare


def _shown(ctx: Context, things: tuple[Any, ...]) -> list[Action]:
    """What shows the thing that the answer is about."""
    return [Action(_("Show {number}", number=each), each) for thing in things if (each := _number(ctx, thing))]


def _number(ctx: Context, thing: Any) -> str:
    thing = getattr(thing, "network", thing)  # a programme or hub is shown as its network
    kind = next((each for each in kinds_of(ctx).values() if each.type is type(thing)), None)
    return kind.number(thing.id) if kind else ""


def _begun(ctx: Context, then: tuple[tuple[Msg, Command[Any]], ...], things: tuple[Any, ...]) -> list[Action]:
    """What can be done next, by who may begin it; who may once they signed up can do that."""
    may = [
        Action(label, each.line(*_about(ctx, each, things)), Audience.asker)
        for label, each in then
        if ctx.member.role >= each.begun_by
    ]
    first = any(ctx.member.role < each.begun_by <= Role.member for _label, each in then)
    return [*may, *(signing_up(ctx.topics) if first else ())]


def _about(ctx: Context, begun: Command[Any], things: tuple[Any, ...]) -> tuple[str, ...]:
    """What it is done to: the thing that the answer is about, by its number or its name."""
    first = next(iter(begun.parameters), None)
    held = [each for each in things if first and first.type is type(each)]
    return tuple(filter(None, (_number(ctx, each) or getattr(each, "name", "") for each in held[:1])))
