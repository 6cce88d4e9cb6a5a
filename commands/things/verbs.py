"""Calls by its letter what a verb of several topics does; says what would work for a thing that has no such act.

The topic of a letter declares what the verb does to its things (`bot.command.command.Verb`), and then its own command
runs. Those here run for what is left.
"""

from collections.abc import Collection
from typing import Any

from bot.chat.reply import Action, Actions, Reply, Style, Subject, Text, words
from bot.chat.spans import Code
from bot.chat.texts import Msg, _
from bot.command.command import Command, Context, Verb, command
from bot.reading.numbers import kinds_of
from storage.vocabulary import Role


def _verb(name: str, nl: tuple[str, ...], en: tuple[str, ...], summary: Msg) -> Command[Any]:
    async def called(ctx: Context, thing: Subject, _more: str = "") -> Reply:
        return otherwise(ctx, name, thing)

    called.__name__ = name
    return command(nl=nl, en=en, summary=summary, allow=Role.member, hidden=True)(called)


VERBS = (
    _verb("close", ("sluit",), ("close",), _("Close something")),
    _verb("reopen", ("heropen",), ("reopen", "open again"), _("Open again")),
    _verb("support", ("steun",), ("support",), _("Say that you want it too")),
    _verb("park", ("parkeer",), ("park",), _("Put off for now")),
    _verb("work_on", ("werk aan",), ("work on",), _("Say that you work on it")),
    _verb("same_here", ("bij ons ook",), ("same here", "with us too"), _("Say that it is so with you too")),
    _verb("not_here", ("bij ons niet",), ("not with us",), _("Say that it is not so with you")),
    _verb("used", ("gebruikt",), ("used",), _("Say that you used it")),
    _verb("schedule", ("agendeer",), ("put on the programme",), _("Put something on a programme")),
    _verb("react", ("reageer", "reageer op"), ("react", "react to"), _("React to it")),
    _verb("take_back", ("trek in",), ("take back", "withdraw thing"), _("Take back what you put")),
    _verb("join_with", ("samen met",), ("together with",), _("Let two be one")),
    _verb("finish", ("rond af", "klaar"), ("finish",), _("Say that it is done")),
    _verb("put", ("zet",), ("put",), _("Put something somewhere")),
)
"""Each by the name that topics declare it by, and how it is said."""


def otherwise(ctx: Context, verb: str, thing: Subject, also: Collection[str] = ()) -> Reply:
    """What can be done instead: the act that this comes to for such a thing, or the things for which it works.

    It works for things of the kinds in `also` too.
    """
    kinds = kinds_of(ctx)
    letter = thing.line[:1]
    own = next((each for each in ctx.topics.all(Verb) if (each.name, each.letter) == (verb, letter)), None)
    if own is not None and own.asks is not None:
        asked = Msg(own.asks.one, values={"number": Code(thing.line)})
        act = Action(own.command.summary, own.command.line(thing.line), style=Style.primary)
        return Reply((Text(words(asked)), Actions((act, Action(_("View"), thing.line)))))
    letters = {each.letter for each in ctx.topics.all(Verb) if each.name == verb and each.asks is None}
    fitting = [kind.called for letter, kind in kinds.items() if letter in letters or kind.name in also]
    told = _("{number} is {what}. That does not work for it.", number=Code(thing.line), what=kinds[letter].called)
    works = [Text(words(_("It works for {kinds}.", kinds=fitting)))] if fitting else []
    return Reply((Text(words(told)), *works, Actions((Action(_("View"), thing.line),))))
