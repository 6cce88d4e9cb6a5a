"""Puts into words what a command still misses: a question with its answers, a form, or how to type it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from bot.chat.line import Line
from bot.chat.reply import (
    Action,
    Actions,
    Audience,
    Block,
    Choice,
    Form,
    FormField,
    Input,
    Reply,
    Subject,
    Text,
    words,
)
from bot.chat.spans import Bold, Code
from bot.chat.texts import LANGUAGES, Msg, _
from bot.command import puzzled
from bot.command.command import Ask, Command, Context, Parameter
from bot.command.kind import Kind
from bot.command.reader import Unclear
from bot.dialogue import one_line
from bot.dialogue.draft import Draft
from bot.reading.numbers import kinds_of
from bot.reading.reader_registry import reader_for
from bot.sentences import subjects
from bot.sentences.subjects import says_mine

MOST_OWN = 4
"""Things of one's own that are offered where one had to be named."""
MOST_MEANT = 2
"""Values near what was typed that a form offers for one field."""
MOST_CHOICES = 12
"""Buttons under a question; a longer list is described in words."""


@dataclass(frozen=True, slots=True)
class Missing:
    """A parameter that still has to be asked, and what is wrong with what was typed for it."""

    parameter: Parameter
    ask: Ask
    question: Reply | None
    problem: Unclear | None


async def usage(
    ctx: Context, command: Command[Any], parameter: Parameter, problem: Unclear | None, typed: str
) -> Reply:
    """Tell what would work, for a command that is not asked for in questions."""
    phrase = command.phrase(ctx.language.code)
    kinds = [kind for kind in kinds_of(ctx).values() if _may_be(parameter, kind)]
    if problem is None:
        told = Text(words(_("Say what it is about: {usage}", usage=Code(f"{phrase} …"))))
        own = [choice for kind in kinds for choice in await kind.own(ctx)]
        picks = tuple(Action(each.label, f"{phrase} {each.value}", Audience.asker) for each in own[:MOST_OWN])
        if kinds and not picks:
            return await _not_found(ctx, command, kinds)
        return Reply((told, Actions(picks)) if picks else (told,))
    if meant := await subjects.of_kinds(ctx, typed, kinds):
        lines = tuple(Action(each.name, f"{phrase} {each.line}", Audience.asker) for each in meant)
        return Reply((Text(words(_("Which one do you mean?"))), Actions(lines)))
    if kinds and not problem.choices and not any(map(str.isdigit, typed)):
        return await _not_found(ctx, command, kinds)
    begun = Line(phrase, **dict.fromkeys(LANGUAGES, phrase))
    tries = tuple(Action(choice.label, begun.about(choice.line)) for choice in problem.choices[:MOST_CHOICES])
    blocks: list[Block] = [Text(words(problem.words))]
    if tries:
        blocks += [Text(words(_("Did you mean:"))), Actions(tries)]
    return Reply(tuple(blocks))


async def _not_found(ctx: Context, command: Command[Any], kinds: Sequence[Kind[Any]]) -> Reply:
    """Tell that nothing was found which a line can be about, with where it can be; of one's own, what it is for."""
    said = ctx.message.text.strip()
    phrase = command.phrase(ctx.language.code)
    told = [_("I find nothing that this can be about. With a number I find it: {usage}", usage=Code(f"{phrase} …"))]
    if says_mine(said) and len(kinds) == 1 and not await kinds[0].own(ctx):
        called = ctx.language.text(kinds[0].called).split()[-1]
        told = [command.summary, _("You have no {kind} here now that this can be about.", kind=called)]
    listing = [ctx.commands.by_name[each.lists] for each in kinds if each.lists]
    lists = [Action(each.summary, each.line(), Audience.asker) for each in listing]
    ways = Actions((*lists[:MOST_LISTS], puzzled.look_up(ctx, said)))
    return Reply((*(Text(words(each)) for each in told), ways))


MOST_LISTS = 2
"""Lists that are offered where nothing was found."""


def _may_be(parameter: Parameter, kind: Kind[Any]) -> bool:
    return parameter.type in (kind.type, Subject)


async def question(ctx: Context, asked: Missing, draft: Draft, command: Command[Any], *, helping: bool) -> Reply:
    parameter, ask = asked.parameter, asked.ask
    name = f"{command.name}.{parameter.name}"
    blocks: list[Block] = []
    if asked.problem:
        blocks.append(Text(words(asked.problem.words)))
    if asked.question:
        blocks.extend(_only_for_the_asker(block, name) for block in asked.question.blocks)
    elif isinstance(ask.prompt, Msg):
        blocks.append(Text(words(Bold(ctx.language.text(ask.prompt)))))
    if ask.hint and not (asked.problem and asked.problem.choices):
        blocks.append(Text(words(ask.hint)))
    if ask.one_line and one_line.invites(command) is parameter and not draft.values:
        blocks.append(Text(words(ask.one_line)))
    choices = asked.problem.choices if asked.problem and asked.problem.choices else await _choices(ctx, asked)
    shown = {action.line for action in asked.question.actions()} if asked.question else set()
    choices = tuple(each for each in choices if each.value not in shown)
    if choices and len(choices) <= MOST_CHOICES:
        blocks.append(Actions(_buttons(choices), choices=True, asking=name))
    elif not parameter.required and asked.question is None:
        skip = Action(_("Skip"), ctx.language.text(SKIP_WORD), Audience.asker)
        blocks.append(Actions((skip,), choices=True, asking=name))
    if helping or not draft.asked:
        blocks.append(Text(words(_how(ctx, parameter))))
    return Reply(tuple(blocks), private=command.private)


def _buttons(choices: Iterable[Choice]) -> tuple[Action, ...]:
    """Only whoever was asked can answer."""
    return tuple(Action(choice.label, choice.line, Audience.asker) for choice in choices)


def _only_for_the_asker(block: Block, asking: str) -> Block:
    if isinstance(block, Actions) and block.choices:
        return replace(
            block, asking=asking, actions=tuple(replace(each, audience=Audience.asker) for each in block.actions)
        )
    return block


SKIP_WORD, BACK_WORD, STOP_WORD = _("skip"), _("back"), _("stop")


def _how(ctx: Context, parameter: Parameter) -> Msg:
    """Tell what else can be typed. What is agreed to is not skipped."""
    skip, back, stop = (Code(ctx.language.text(word)) for word in (SKIP_WORD, BACK_WORD, STOP_WORD))
    if parameter.required or reader_for(ctx.topics, parameter.type).agrees:
        return _("You can also type {back} or {stop}. I keep what you have.", back=back, stop=stop)
    return _("You can also type {skip}, {back} or {stop}. I keep what you have.", skip=skip, back=back, stop=stop)


async def _choices(ctx: Context, asked: Missing) -> tuple[Choice, ...]:
    if asked.ask.suggest:
        return tuple(await asked.ask.suggest(ctx, {}))
    if asked.question and any(True for _ in asked.question.actions()):
        return ()
    return await reader_for(ctx.topics, asked.parameter.type).choices(ctx)


async def form(ctx: Context, command: Command[Any], draft: Draft, missing: list[Missing]) -> Form:
    problems = {each.parameter.name: each.problem for each in missing}
    fields = []
    known: dict[str, Any] = {}
    for parameter in command.parameters:
        ask = parameter.ask
        if ask is None or not isinstance(ask.prompt, Msg):
            continue
        reader = reader_for(ctx.topics, parameter.type)
        typed = draft.values.get(parameter.name)
        if typed is None and ask.now:
            typed = await ask.now(ctx, known)
        missed = parameter.name in problems
        problem = problems.get(parameter.name)
        fields.append(
            FormField(
                name=parameter.name,
                label=ask.label or ask.prompt,
                input=Input.text if ask.long else reader.input,
                required=parameter.required or reader.input is Input.yesno,
                hint=ask.hint,
                value=typed or "",
                # What was never typed is not wrong yet.
                error=problem.words if problem else (_left_out(ctx, parameter, draft) if missed else None),
                max_length=ask.max_length,
                choices=await reader.choices(ctx),
                meant=_meant(problem),
            )
        )
    return Form(draft.line, command.summary, tuple(fields), _("Send"))


def _meant(problem: Unclear | None) -> tuple[Choice, ...]:
    """Return what lies near, with what was clear beside it."""
    if problem is None:
        return ()
    kept = f"{problem.kept}, " if problem.kept else ""
    return tuple(replace(each, value=f"{kept}{each.value}") for each in problem.choices[:MOST_MEANT])


def needed(ctx: Context, parameter: Parameter) -> bool:
    """Tell whether it cannot be skipped once it is asked: a yes or no is nobody's by default."""
    ask = parameter.ask
    yes_or_no = reader_for(ctx.topics, parameter.type).input is Input.yesno
    return parameter.required or yes_or_no or bool(ask and ask.when and not ask.optional)


def _left_out(ctx: Context, parameter: Parameter, draft: Draft) -> Msg | None:
    left_out = needed(ctx, parameter) and parameter.name in draft.skipped
    return _("Please fill this in.") if left_out else None
