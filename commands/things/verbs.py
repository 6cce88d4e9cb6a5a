"""Calls by its letter what a verb of several topics does; says what would work for a thing that has no such act.

The topic of a letter declares what the verb does to its things (`bot.command.command.Verb`), and then its own command
runs. Those here run for what is left.
"""

from bot.chat.reply import Action, Actions, Reply, Style, Subject, Text, words
from bot.chat.spans import Code
from bot.chat.texts import Msg, _
from bot.command.command import Context, Verb, command
from bot.command.numbers import kinds_of
from storage.vocabulary import Role


@command(nl=("sluit",), en=("close",), summary=_("Close something"), allow=Role.member, hidden=True)
async def close(ctx: Context, thing: Subject, _more: str = "") -> Reply:
    return _otherwise(ctx, "close", thing)


@command(nl=("heropen",), en=("reopen", "open again"), summary=_("Open again"), allow=Role.member, hidden=True)
async def reopen(ctx: Context, thing: Subject, _more: str = "") -> Reply:
    return _otherwise(ctx, "reopen", thing)


@command(nl=("steun",), en=("support",), summary=_("Say that you want it too"), allow=Role.member, hidden=True)
async def support(ctx: Context, thing: Subject, _more: str = "") -> Reply:
    return _otherwise(ctx, "support", thing)


@command(nl=("parkeer",), en=("park",), summary=_("Put off for now"), allow=Role.member, hidden=True)
async def park(ctx: Context, thing: Subject, _more: str = "") -> Reply:
    return _otherwise(ctx, "park", thing)


@command(nl=("werk aan",), en=("work on",), summary=_("Say that you work on it"), allow=Role.member, hidden=True)
async def work_on(ctx: Context, thing: Subject, _more: str = "") -> Reply:
    return _otherwise(ctx, "work_on", thing)


@command(
    nl=("bij ons ook",),
    en=("same here", "with us too"),
    summary=_("Say that it is so with you too"),
    allow=Role.member,
    hidden=True,
)
async def same_here(ctx: Context, thing: Subject, _more: str = "") -> Reply:
    return _otherwise(ctx, "same_here", thing)


@command(
    nl=("bij ons niet",),
    en=("not with us",),
    summary=_("Say that it is not so with you"),
    allow=Role.member,
    hidden=True,
)
async def not_here(ctx: Context, thing: Subject, _more: str = "") -> Reply:
    return _otherwise(ctx, "not_here", thing)


@command(nl=("gebruikt",), en=("used",), summary=_("Say that you used it"), allow=Role.member, hidden=True)
async def used(ctx: Context, thing: Subject, _more: str = "") -> Reply:
    return _otherwise(ctx, "used", thing)


@command(
    nl=("agendeer",),
    en=("put on the programme",),
    summary=_("Put something on a programme"),
    allow=Role.member,
    hidden=True,
)
async def schedule(ctx: Context, thing: Subject, _more: str = "") -> Reply:
    return _otherwise(ctx, "schedule", thing)


@command(
    nl=("reageer", "reageer op"), en=("react", "react to"), summary=_("React to it"), allow=Role.member, hidden=True
)
async def react(ctx: Context, thing: Subject, _more: str = "") -> Reply:
    return _otherwise(ctx, "react", thing)


@command(
    nl=("trek in",),
    en=("take back", "withdraw thing"),
    summary=_("Take back what you put"),
    allow=Role.member,
    hidden=True,
)
async def take_back(ctx: Context, thing: Subject, _more: str = "") -> Reply:
    return _otherwise(ctx, "take_back", thing)


@command(nl=("samen met",), en=("together with",), summary=_("Let two be one"), allow=Role.member, hidden=True)
async def join_with(ctx: Context, thing: Subject, _more: str = "") -> Reply:
    return _otherwise(ctx, "join_with", thing)


@command(nl=("rond af",), en=("finish",), summary=_("Say that it is done"), allow=Role.member, hidden=True)
async def finish(ctx: Context, thing: Subject, _more: str = "") -> Reply:
    return _otherwise(ctx, "finish", thing)


@command(
    nl=("zet op de website",),
    en=("put on the website",),
    summary=_("Let it be on the website"),
    allow=Role.member,
    hidden=True,
)
async def publish(ctx: Context, thing: Subject, _more: str = "") -> Reply:
    return _otherwise(ctx, "publish", thing)


@command(nl=("zet",), en=("put",), summary=_("Put something somewhere"), allow=Role.member, hidden=True)
async def put(ctx: Context, thing: Subject, _more: str = "") -> Reply:
    return _otherwise(ctx, "put", thing)


def _otherwise(ctx: Context, verb: str, thing: Subject) -> Reply:
    """What can be done instead: the act that this comes to for such a thing, or the things for which it works."""
    kinds = kinds_of(ctx)
    letter = thing.line[:1]
    own = next((each for each in ctx.topics.all(Verb) if (each.name, each.letter) == (verb, letter)), None)
    if own is not None and own.asks is not None:
        asked = Msg(own.asks.one, values={"number": Code(thing.line)})
        act = Action(own.command.summary, own.command.line(thing.line), style=Style.primary)
        return Reply((Text(words(asked)), Actions((act, Action(_("View"), thing.line)))))
    fitting = [
        kinds[each.letter].called
        for each in ctx.topics.all(Verb)
        if each.name == verb and each.asks is None and each.letter in kinds
    ]
    told = _("{number} is {what}. That does not work for it.", number=Code(thing.line), what=kinds[letter].called)
    works = [Text(words(_("It works for {kinds}.", kinds=fitting)))] if fitting else []
    return Reply((Text(words(told)), *works, Actions((Action(_("View"), thing.line),))))
