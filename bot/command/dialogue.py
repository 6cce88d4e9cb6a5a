"""Asks for what a command still misses: one form where the platform has them, else one question at a time."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from bot.chat import attachments as attached
from bot.chat.message import Attachment, Conversation, Kind
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
    Text,
    codec,
    say,
    words,
)
from bot.chat.spans import Bold, Code
from bot.chat.texts import Msg, _, _n
from bot.command.command import Ask, Command, Context, Parameter, Refused, Values
from bot.command.reader import Unclear
from bot.command.reader_registry import reader_for
from storage.database.text import fold
from storage.messaging import dialogues
from storage.messaging.dialogues import Dialogue
from storage.vocabulary import Role

STOP = frozenset({"stop", "annuleer", "annuleren", "cancel", "quit"})
BACK = frozenset({"terug", "back"})
SKIP = frozenset({"overslaan", "sla over", "skip"})
HELP = frozenset({"hulp", "help"})
WORDS = STOP | BACK | SKIP | HELP
"""What can be typed instead of an answer, whatever is asked."""

MOST_CHOICES = 12
"""Buttons under a question; a longer list is described in words."""


@dataclass(frozen=True, slots=True)
class Draft:
    """What was typed for a command so far, as it was typed. `line` called it."""

    line: str
    values: Mapping[str, str] = field(default_factory=dict)
    skipped: tuple[str, ...] = ()
    asked: tuple[str, ...] = ()
    """What was answered or skipped, in order, for `terug`."""
    asking: str | None = None
    attachments: tuple[Attachment, ...] = ()
    """What came with it so far, where the command takes files."""

    @classmethod
    def load(cls, state: Mapping[str, Any]) -> "Draft":
        return cls(
            state["line"],
            state["values"],
            tuple(state["skipped"]),
            tuple(state["asked"]),
            state["asking"],
            codec.load(state.get("attachments", [])),
        )

    def dump(self) -> dict[str, Any]:
        return {
            "line": self.line,
            "values": dict(self.values),
            "skipped": list(self.skipped),
            "asked": list(self.asked),
            "asking": self.asking,
            "attachments": codec.dump(self.attachments),
        }

    def answered(self, name: str, text: str | None) -> "Draft":
        """With an answer to that question, or (None) with it skipped."""
        return replace(
            self,
            values={**self.values, name: text} if text is not None else _without(self.values, name),
            skipped=(*self.skipped, name) if text is None else tuple(s for s in self.skipped if s != name),
            asked=(*(a for a in self.asked if a != name), name),
            asking=None,
        )


@dataclass(frozen=True, slots=True)
class Open:
    """A parameter that still has to be asked, and what is wrong with what was typed for it."""

    parameter: Parameter
    ask: Ask
    question: Reply | None
    problem: Unclear | None


def key_of(conversation: Conversation, *, private: bool = False) -> str:
    """Where a dialogue goes on: in this thread, or wherever this person speaks to the bot alone."""
    alone = private or conversation.kind is Kind.personal
    return f"{conversation.platform}:personal" if alone else conversation.key


async def begin(ctx: Context, command: Command[Any], rest: str, line: str) -> Reply:
    """Run a command that was called with `rest` behind its phrase, or ask for what it misses."""
    draft = Draft(line)
    for parameter in command.parameters:
        if not rest.strip():
            break
        taken, rest = await reader_for(ctx.topics, parameter.type).take(ctx, rest)
        if taken.strip():
            draft = replace(draft, values={**draft.values, parameter.name: taken.strip()})
    if rest.strip():
        # Nothing takes it: let the last asked parameter say what would work, rather than drop what was typed.
        for parameter in command.parameters:
            if parameter.name not in draft.values:
                draft = replace(draft, values={**draft.values, parameter.name: rest.strip()})
                break
    return await proceed(ctx, command, draft)


async def submit(ctx: Context, command: Command[Any], rest: str, line: str, values: Mapping[str, str]) -> Reply:
    """Run a command with the values of its form."""
    draft = await _begun(ctx, command, line)
    names = {parameter.name: parameter for parameter in command.parameters}
    for name, parameter in names.items():
        if not rest.strip():
            break
        taken, rest = await reader_for(ctx.topics, parameter.type).take(ctx, rest)
        if taken.strip() and name not in values and name not in draft.values:
            draft = replace(draft, values={**draft.values, name: taken.strip()})
    for name, value in values.items():
        if name in names:
            draft = draft.answered(name, value if value.strip() else None)
    return await proceed(ctx, command, draft)


async def _begun(ctx: Context, command: Command[Any], line: str) -> Draft:
    """What was answered of this call before its form was shown."""
    where = key_of(ctx.message.conversation, private=command.private)
    underway = await ctx.read(dialogues.active, ctx.member.id, where, ctx.now)
    if underway and underway.command == command.name:
        begun = Draft.load(underway.state)
        if begun.line == line:
            return begun
    return Draft(line)


def asked(ctx: Context, dialogue: Dialogue) -> Parameter | None:
    """What a dialogue waits for; None when its command no longer asks that."""
    command = ctx.commands.by_name.get(dialogue.command)
    asking = Draft.load(dialogue.state).asking
    return next((each for each in command.parameters if each.name == asking), None) if command else None


async def answer(ctx: Context, dialogue: Dialogue, text: str) -> Reply | None:
    """Go on with a dialogue; None when what was typed is no answer to it but may be a command."""
    command = ctx.commands.by_name.get(dialogue.command)
    draft = Draft.load(dialogue.state)
    parameter = asked(ctx, dialogue)
    if command is None or parameter is None:
        await ctx.write(dialogues.end, dialogue.id)
        return None
    said = fold(text)
    if said in STOP:
        return await _stop(ctx, command, dialogue)
    if said in BACK:
        return await proceed(ctx, command, _back(draft))
    if said in SKIP:
        return await _skip(ctx, command, draft, parameter)
    if said in HELP:
        return await proceed(ctx, command, draft, helping=True)
    if not said and command.files and ctx.message.attachments:
        taken = Text(words(_n("I put the file with it.", "I put the files with it.", len(ctx.message.attachments))))
        again = await proceed(ctx, command, draft)
        return replace(again, blocks=(taken, *again.blocks))
    try:
        await reader_for(ctx.topics, parameter.type).read(ctx, text, parameter.ask)
    except Unclear:
        if ctx.commands.match(text, ctx.language.code):
            return None
    return await proceed(ctx, command, draft.answered(parameter.name, text))


def asking(ctx: Context, dialogue: Dialogue) -> str:
    """What a dialogue waits for, by the name that its buttons carry (`Actions.asking`)."""
    parameter = asked(ctx, dialogue)
    return f"{dialogue.command}.{parameter.name}" if parameter else ""


async def outdated(ctx: Context, underway: Dialogue | None) -> Reply | None:
    """What to say to a button that answers another question than the one that is asked, if it is such a button."""
    if not ctx.message.asking or (underway and ctx.message.asking == asking(ctx, underway)):
        return None
    told = Text(words(_("You answered that already.")))
    command = ctx.commands.by_name.get(underway.command) if underway else None
    if underway is None or command is None:
        return Reply((told,))
    current = await proceed(ctx, command, Draft.load(underway.state))
    return replace(current, blocks=(told, *current.blocks))


async def resume(ctx: Context, dialogue: Dialogue) -> Reply | None:
    """Take up a draft where it was left, in this conversation."""
    command = ctx.commands.by_name.get(dialogue.command)
    if command is None:
        return None
    await ctx.write(dialogues.end, dialogue.id)
    try:
        return await proceed(ctx, command, Draft.load(dialogue.state))
    except Refused as refusal:
        refusal.draft = None  # it stays where it was
        raise


async def proceed(ctx: Context, command: Command[Any], draft: Draft, *, helping: bool = False) -> Reply:
    """Run the command when all is known, or ask for the first thing that is not."""
    if command.files:
        draft = replace(draft, attachments=attached.together(draft.attachments, ctx.message.attachments))
        ctx.message = replace(ctx.message, attachments=draft.attachments)
    known, missing = await _resolve(ctx, command, draft)
    where = key_of(ctx.message.conversation, private=command.private)
    if not missing:
        if draft.asked or draft.asking:
            # A command reads and ranks before it writes: nobody need wait for that because a dialogue ends with it.
            await ctx.tx.put_off(dialogues.end_active, ctx.member.id, where)
        try:
            if ctx.member.role < command.allow:
                raise Refused(reply=not_allowed(command.allow))
            return await command.run(ctx, **known)
        except Refused as refusal:
            if draft.asked or draft.attachments:
                refusal.draft = command.name, draft.dump()
            raise
    if command.check:
        await command.check(ctx, known)
    if ctx.forms and isinstance(missing[0].ask.prompt, Msg):
        if draft.asked or draft.attachments:  # What was answered or sent outside the form comes back with it.
            kept = replace(draft, asking=missing[0].parameter.name)
            await ctx.write(dialogues.put, ctx.member.id, where, command.name, kept.dump(), ctx.now)
        return Reply((await _form(ctx, command, draft, missing),), private=command.private)
    first = missing[0]
    draft = replace(draft, asking=first.parameter.name)
    await ctx.write(dialogues.put, ctx.member.id, where, command.name, draft.dump(), ctx.now)
    return await _question(ctx, first, draft, command, helping=helping)


async def _resolve(ctx: Context, command: Command[Any], draft: Draft) -> tuple[dict[str, Any], list[Open]]:
    known: dict[str, Any] = {}
    missing: list[Open] = []
    for parameter in command.parameters:
        ask, name = parameter.ask, parameter.name
        problem = None
        if name in draft.values:
            try:
                known[name] = await reader_for(ctx.topics, parameter.type).read(ctx, draft.values[name], ask)
                continue
            except Unclear as unclear:
                problem = unclear
        elif await _default_does(ctx, parameter, draft, known):
            known[name] = await _unchanged(ctx, parameter, draft, known)
            continue
        elif ask and ask.guess and (guessed := await ask.guess(ctx, known)) is not None:
            known[name] = guessed
            continue
        question = None
        if ask is None:
            raise Refused(reply=_usage(ctx, command, parameter, problem))
        if not isinstance(ask.prompt, Msg):
            if missing:
                break  # What it asks depends on all that stands before it.
            question = await ask.prompt(ctx, known)
            if question is None and problem is None:
                known[name] = parameter.default
                continue
        missing.append(Open(parameter, ask, question, problem))
    return known, missing


async def _default_does(ctx: Context, parameter: Parameter, draft: Draft, known: Values) -> bool:
    """Whether there is nothing to ask: it is not needed here, or was skipped."""
    ask = parameter.ask
    if ask is None:
        return not parameter.required
    if ask.when:
        applies = await ask.when(ctx, known)
        if not applies or not ask.optional:
            return not applies
    return not parameter.required and parameter.name in draft.skipped


async def _unchanged(ctx: Context, parameter: Parameter, draft: Draft, known: Values) -> Any:  # Any: of its type
    """What skipping leaves: what it is at present, or the default. In a form, leaving it empty empties it."""
    ask = parameter.ask
    present = await ask.now(ctx, known) if ask and ask.now and parameter.name in draft.skipped and not ctx.forms else ""
    if not present:
        return parameter.default
    try:
        return await reader_for(ctx.topics, parameter.type).read(ctx, present, ask)
    except Unclear:
        return parameter.default


def _usage(ctx: Context, command: Command[Any], parameter: Parameter, problem: Unclear | None) -> Reply:
    """What would work, for a command that is not asked for in questions."""
    phrase = command.phrase(ctx.language.code)
    if problem is None:
        return say(_("Say what it is about: {usage}", usage=Code(f"{phrase} …")))
    tries = tuple(Action(choice.label, f"{phrase} {choice.value}") for choice in problem.choices[:MOST_CHOICES])
    blocks: list[Block] = [Text(words(problem.words))]
    if tries:
        blocks += [Text(words(_("Did you mean:"))), Actions(tries)]
    return Reply(tuple(blocks))


async def _question(ctx: Context, asked: Open, draft: Draft, command: Command[Any], *, helping: bool) -> Reply:
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
    choices = asked.problem.choices if asked.problem and asked.problem.choices else await _choices(ctx, asked)
    if choices and len(choices) <= MOST_CHOICES:
        blocks.append(Actions(_buttons(choices), choices=True, asking=name))
    if helping or not draft.asked:
        blocks.append(Text(words(_how(ctx, parameter))))
    elif not parameter.required and asked.question is None:
        blocks.append(Text(words(_("Or: {skip}.", skip=Code(ctx.language.text(SKIP_WORD))))))
    return Reply(tuple(blocks), private=command.private)


def _buttons(choices: Iterable[Choice]) -> tuple[Action, ...]:
    """Only whoever was asked can answer."""
    return tuple(Action(choice.label, choice.value, Audience.asker) for choice in choices)


def _only_for_the_asker(block: Block, asking: str) -> Block:
    if isinstance(block, Actions) and block.choices:
        return replace(
            block, asking=asking, actions=tuple(replace(each, audience=Audience.asker) for each in block.actions)
        )
    return block


SKIP_WORD, BACK_WORD, STOP_WORD = _("skip"), _("back"), _("stop")


def _how(ctx: Context, parameter: Parameter) -> Msg:
    skip, back, stop = (Code(ctx.language.text(word)) for word in (SKIP_WORD, BACK_WORD, STOP_WORD))
    if parameter.required:
        return _("You can also type {back} or {stop}. I keep what you have.", back=back, stop=stop)
    return _("You can also type {skip}, {back} or {stop}. I keep what you have.", skip=skip, back=back, stop=stop)


async def _choices(ctx: Context, asked: Open) -> tuple[Choice, ...]:
    if asked.ask.suggest:
        return tuple(await asked.ask.suggest(ctx, {}))
    if asked.question and any(True for _ in asked.question.actions()):
        return ()
    return await reader_for(ctx.topics, asked.parameter.type).choices(ctx)


async def _form(ctx: Context, command: Command[Any], draft: Draft, missing: list[Open]) -> Form:
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
                required=parameter.required,
                hint=ask.hint,
                value=typed or "",
                # What was never typed is not wrong yet.
                error=problem.words if problem else (_left_out(parameter, draft) if missed else None),
                max_length=ask.max_length,
                choices=await reader.choices(ctx),
            )
        )
    return Form(draft.line, command.summary, tuple(fields), _("Send"))


def _needed(parameter: Parameter) -> bool:
    """Whether it cannot be skipped once it is asked."""
    ask = parameter.ask
    return parameter.required or bool(ask and ask.when and not ask.optional)


def _left_out(parameter: Parameter, draft: Draft) -> Msg | None:
    left_out = _needed(parameter) and parameter.name in draft.skipped
    return _("This one is needed.") if left_out else None


def _back(draft: Draft) -> Draft:
    if not draft.asked:
        return draft
    last = draft.asked[-1]
    return replace(
        draft,
        values=_without(draft.values, last),
        skipped=tuple(name for name in draft.skipped if name != last),
        asked=draft.asked[:-1],
    )


async def _skip(ctx: Context, command: Command[Any], draft: Draft, parameter: Parameter) -> Reply:
    if _needed(parameter):
        question = await proceed(ctx, command, draft)
        stop = Code(ctx.language.text(STOP_WORD))
        sorry = Text(words(_("I cannot do without this one. You can type {stop}: I keep what you have.", stop=stop)))
        return replace(question, blocks=(sorry, *question.blocks))
    return await proceed(ctx, command, draft.answered(parameter.name, None))


async def put_aside(ctx: Context, dialogue: Dialogue) -> datetime | None:
    """Make room for another: until when its draft is kept; None when there was nothing in it."""
    draft = Draft.load(dialogue.state)
    if not (draft.values or draft.attachments):
        await ctx.write(dialogues.end, dialogue.id)
        return None
    return await ctx.write(dialogues.put_aside, dialogue.id, ctx.now)


def not_allowed(allow: Role) -> Reply:
    if allow is Role.member:
        return Reply(
            (
                Text(words(_("For this I need to know who you are. Signing up takes two minutes."))),
                Actions((Action(_("Sign up"), "aanmelden"),)),
            )
        )
    wording: dict[Role, Msg] = {
        Role.convenor: _("Only convenors of a network can do this."),
        Role.coordinator: _("Only coordinators can do this."),
        Role.steward: _("Only stewards can do this."),
        Role.admin: _("Only administrators can do this."),
    }
    return say(wording[allow])


async def kept(ctx: Context, refusal: Refused, reply: Reply) -> Reply:
    """What was refused after questions of ours ends its dialogue; what was typed for it is kept as a draft."""
    if refusal.draft is None:
        return reply
    command, state = refusal.draft
    where = key_of(ctx.message.conversation, private=ctx.commands.by_name[command].private)
    await ctx.write(dialogues.end_active, ctx.member.id, where)
    until = await ctx.write(dialogues.keep, ctx.member.id, command, state, ctx.now)
    kept_until = _(
        "I keep what you typed until {day}; type {resume} to go on.",
        day=until.astimezone(ctx.local_now.tzinfo).date(),
        resume=Code(ctx.language.text(RESUME_WORD)),
    )
    return replace(reply, blocks=(*reply.blocks, Text(words(kept_until))))


async def _stop(ctx: Context, command: Command[Any], dialogue: Dialogue) -> Reply:
    until = await put_aside(ctx, dialogue)
    if until is None:
        return say(_("Stopped. Nothing was kept."))
    return Reply(
        (
            Text(
                words(
                    _(
                        "Stopped. I keep your draft until {day}; type {resume} to go on.",
                        day=until.astimezone(ctx.local_now.tzinfo).date(),
                        resume=Code(ctx.language.text(RESUME_WORD)),
                    )
                )
            ),
        )
    )


RESUME_WORD = _("resume")


def _without(values: Mapping[str, str], name: str) -> dict[str, str]:
    return {key: value for key, value in values.items() if key != name}
