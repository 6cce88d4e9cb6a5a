"""Goes on from the last list: narrower, wider, elsewhere, more of it, or one thing of it.

Of a list we remember the line that draws it (`bot/sentences/memory.py`), so what follows changes that line and runs it
again, also when other things were said in between.
"""

import re
from collections.abc import Iterator
from dataclasses import replace

from bot.chat.reply import Action, Actions, Reply, Text, say, words
from bot.chat.texts import _
from bot.command.command import Call, Context, Takes, command
from bot.command.labels import CORE, LEVELS
from bot.dialogue import calls
from bot.language import periods
from bot.language.sentence import understand
from bot.reading.filter import instead, paged, spoken
from bot.search.scope import about, around, elsewhere, kinds_of, of_kind
from bot.sentences import beginning, memory
from bot.sentences.nearest import NEARLY, nearest
from commands.who_knows import unmet
from commands.who_knows.who_knows import who_knows
from storage.database.text import fold
from storage.vocabulary import Level, OrganisationKind

_ORGANISATIONS = tuple(each for each in CORE if each.kind is OrganisationKind)
"""What kinds of organisations are called: "liefst iemand van een gemeente"."""
_MEANT = re.compile(r"\W*(?:nee|ik bedoel|no\b|i meant)", re.IGNORECASE)
"""How a line begins that says that something else was meant."""


_LED = re.compile(r"^(?:de|het|die|the|those)\s+(?=\S)", re.IGNORECASE)
"""What leads the kind of things that alone are meant: "alleen de vragen"."""
_NOT_ONLY = re.compile(r"\b(?:niet alleen|not only)\b", re.IGNORECASE)
"""What says that somewhere is not all that is meant."""


@command(
    nl=("alleen", "alleen in", "en alleen", "en alleen in", "maar alleen", "maar dan alleen", "dan alleen"),
    en=("only", "only in", "and only", "and only in", "but only", "but only in"),
    summary=_("Look narrower: only networks, or only in one region"),
    hidden=True,
    safe=True,
    takes=Takes.names,
    filters=_ORGANISATIONS,
)
async def narrow(ctx: Context, to: str) -> Reply:
    to = _LED.sub("", to)
    before = await _before(ctx)
    if before is None:
        return await who_knows(ctx, to) if to else await _look_first(ctx, to)
    if before.command is not who_knows:
        return await _again(ctx, before, _moved(ctx, before, to) or instead(before.rest, to, before.command.filters))
    if any(True for _kind in spoken(to, _ORGANISATIONS)):
        return await _again(ctx, before, f"{before.rest.rstrip(' ?.!')} {to}")
    region = ctx.atlas.region(to)
    if region:
        return await _again(
            ctx, before, elsewhere(before.rest, ctx.vocabulary, region.name, kinds_of(ctx.topics), only=True)
        )
    return await _again(ctx, before, of_kind(before.rest, to, kinds_of(ctx.topics)))


@command(
    nl=("heel", "in heel", "hele", "het hele", "breder", "niet alleen", "niet alleen in"),
    en=("all of", "the whole", "whole", "wider", "not only", "not only in"),
    summary=_("Look wider: a whole province, or the whole country"),
    hidden=True,
    safe=True,
    takes=Takes.names,
)
async def widen(ctx: Context, to: str = "") -> Reply:
    before = await _before(ctx)
    if before is None:
        return await _look_first(ctx, to)
    named_ = ctx.atlas.region(to) or ctx.atlas.region(f"heel {to}")
    seen = understand(before.rest, ctx.vocabulary).ids("region") or frozenset({named_.id} if named_ else ())
    wider = around(seen, ctx.atlas)
    beyond = _NOT_ONLY.search(ctx.message.text) is not None
    if named_ and not beyond:
        name = named_.name
    elif (beyond or not to) and wider:
        name = wider[0]
    else:
        roots = sorted(each.name for each in ctx.atlas.regions.values() if not each.parents)
        name = wider[-1] if wider else roots[0]
    return await _again(ctx, before, elsewhere(before.rest, ctx.vocabulary, name, kinds_of(ctx.topics)))


@command(
    nl=(
        *("ik bedoelde", "nee ik bedoelde", "nee ik bedoel", "en in", "en over", "en voor", "en rond", "of in"),
        *("toch liever", "toch liever in", "toch liever over", "liever in", "liever over", "toch maar in", "en sinds"),
    ),
    en=(
        *("i meant", "no i meant", "and in", "and about", "and for", "what about", "or in"),
        *("rather", "rather in", "rather about", "and since"),
    ),
    summary=_("Look for the same elsewhere"),
    hidden=True,
    safe=True,
    takes=Takes.names,
)
async def correct(ctx: Context, to: str = "") -> Reply:
    before = await _before(ctx)
    if _MEANT.match(ctx.message.text):
        await unmet.misunderstood(ctx)
    if before is None:
        return await who_knows(ctx, to) if to else await _look_first(ctx, to)
    if not to:
        return say(_("What did you mean? Say it in a few words."))
    return await _again(ctx, before, _moved(ctx, before, to) or to)


@command(
    nl=(
        "niet in",
        "maar niet in",
        "buiten",
        "behalve",
        "maar geen",
        "maar niet",
        "nee niet",
        "nee niet in",
        "nee geen",
        *("zonder die van", "zonder die uit", "zonder die over", "zonder die in", "en zonder die van", "niet die van"),
    ),
    en=(
        *("not in", "but not in", "outside", "except", "but not", "no not", "no not in"),
        *("without those of", "without those from", "without those in", "without those about", "not those from"),
    ),
    summary=_("Leave something out of what was found"),
    hidden=True,
    safe=True,
    takes=Takes.names,
)
async def leave_out(ctx: Context, what: str) -> Reply:
    before = await _before(ctx)
    if before is None:
        return await _look_first(ctx, "")
    without = " behalve " if ctx.language.code == "nl" else " except "
    return await _again(ctx, before, f"{before.rest}{without}{what}")


def _moved(ctx: Context, before: Call, to: str) -> str:
    """What was listed, with the regions, theme, period or level that are named now in place of those before.

    "" where none is named.
    """
    named = understand(to, ctx.vocabulary)
    regions = [name.name for name in named.named if name.kind == "region"]
    themes = [name.name for name in named.named if name.kind == "theme"]
    rest = before.rest
    if before.command is not who_knows:
        if regions or themes:
            rest = _LEFT_OUT.sub("", rest)
        rest, when = _at(ctx, rest, to)
        levels = named.values("level")
        if levels and LEVELS in before.command.filters:
            rest = instead(elsewhere(rest, ctx.vocabulary, "", kinds_of(ctx.topics)), min(levels), (LEVELS,))
        elif Level.nationaal in levels:
            regions += [each.name for each in ctx.atlas.regions.values() if each.level is Level.nationaal]
        if (when or levels) and not (themes or regions):
            return rest
    if themes:
        rest = _about(ctx, before, " ".join(themes))
    if regions:
        rest = elsewhere(rest, ctx.vocabulary, " en ".join(regions), kinds_of(ctx.topics))
    return rest if regions or themes else ""


_LEFT_OUT = re.compile(r"\s+(?:behalve|except)\s.*$", re.IGNORECASE)
"""What was left out of a list before."""


def _at(ctx: Context, rest: str, to: str) -> tuple[str, bool]:
    """What was listed, of the period that is named now in place of the one before; and whether one is named."""
    today = ctx.local_now.date()
    when = periods.within(to, today, past=True)
    if when is None:
        return rest, False
    was = periods.within(rest, today, past=True)
    rest = was.without(rest) if was else rest
    return " ".join(f"{to[when.start : when.end]} {rest}".split()), True


def _about(ctx: Context, before: Call, themes: str) -> str:
    """What was listed, of other themes. Of a search for what is no theme only stays where it was looked for."""
    said = understand(before.rest, ctx.vocabulary)
    if before.command is not who_knows or said.ids("theme"):
        return about(before.rest, ctx.vocabulary, themes)
    where = " en ".join(name.name for name in said.named if name.kind == "region")
    return f"{themes} in {where}" if where else themes


@command(
    nl=("meer", "volgende"),
    en=("more", "next"),
    summary=_("See more of the last list"),
    hidden=True,
    safe=True,
    alone={
        "nl": (
            "wie nog meer",
            "nog meer",
            "wat nog meer",
            "laat meer zien",
            "meer graag",
            "en verder",
            "welke nog meer",
        ),
        "en": ("who else", "what else", "anyone else", "any more", "more please", "show more", "which others"),
    },
)
async def more(ctx: Context) -> Reply:
    on = await memory.table(ctx)
    line = next(_further(on.list), None) if on.list else None
    call = ctx.commands.match(line, ctx.language.code) if line else None
    if call is not None:
        return replace(await call.command(ctx, call.rest), line=line or "")
    if on.call is None:
        return await _look_first(ctx, "")
    all_of_it = Text(words(_("That was all that I know of this.")))
    if on.call.command is not who_knows:
        return Reply((all_of_it,))
    return Reply((all_of_it, Actions((Action(_("Ask this as a question"), ctx.line("ask_question", on.call.rest)),))))


@command(
    nl=("terug naar de lijst", "de lijst weer"),
    en=("back to the list",),
    summary=_("See the last list again"),
    hidden=True,
    safe=True,
    alone={
        "nl": (
            "ok terug naar de lijst",
            "toon de lijst weer",
            "laat de lijst weer zien",
            "de lijst nog eens",
            "weer terug",
        ),
        "en": ("ok back to the list", "show the list again", "the list again", "go back to the list"),
    },
)
async def list_again(ctx: Context) -> Reply:
    on = await _before(ctx)
    return await _again(ctx, on, on.rest) if on else await _look_first(ctx, "")


@command(
    nl=("de eerste", "de tweede", "de derde", "de laatste"),
    en=("the first", "the second", "the third", "the last"),
    summary=_("Look at one thing of the last list"),
    hidden=True,
    safe=True,
    takes=Takes.sentence,
)
async def show_item(ctx: Context, _which: str = "") -> Reply:
    on = await memory.table(ctx)
    number = memory.pointed(on, ctx.message.text) or on.thing  # what has several answers shows them all
    call = beginning.read(number, ctx.commands, ctx.language.code) if number else None
    if call is None:
        return say(_("I showed you no list just now. What are you looking for?"))
    return replace(await calls.call_of(ctx, call, number), line=number)


@command(
    nl=("zet die vraag uit", "stel die vraag"),
    en=("put that question", "ask that question"),
    summary=_("Put what you were looking for as a question"),
    hidden=True,
    shows=True,
    alone={
        "nl": (
            *(
                "zet die vraag dan maar uit",
                "zet hem dan maar uit",
                "zet die vraag maar uit",
                "stel die vraag dan maar",
                "zet maar uit",
                "zet het maar uit",
                "zet het uit",
                "vraag maar rond",
                "stel maar als vraag",
                "stel het als vraag",
                "zet het als vraag",
            ),
            *("stel hem dan maar", "stel het dan maar als vraag", "zet het uit als vraag", "maak er een vraag van"),
        ),
        "en": ("put it as a question", "ask it then", "make it a question", "then put that question"),
    },
)
async def put_it(ctx: Context) -> Reply:
    on = await memory.table(ctx)
    sought = on.call.rest if on.call and on.call.command is who_knows else ""
    line = ctx.line("ask_question", sought)
    call = ctx.commands.match(line, ctx.language.code)
    return await calls.call_of(ctx, call, line) if call else await _look_first(ctx, "")


@command(
    nl=("eerder gevraagd",),
    en=("asked before",),
    summary=_("See whether what you look for was asked before"),
    hidden=True,
    safe=True,
)
async def asked_before(ctx: Context) -> Reply:
    before = await _before(ctx)
    if before is None or not before.rest:
        return await _look_first(ctx, "")
    return await _again(ctx, replace(before, command=who_knows), of_kind(before.rest, "vragen", kinds_of(ctx.topics)))


_ALSO = {
    "mensen": (("en mensen", "zijn er ook mensen", "ook mensen"), ("are there people too", "any people", "and people")),
    "netwerken": (
        ("en netwerken", "zijn er ook netwerken", "heb je ook netwerken", "ook netwerken", "zijn er netwerken voor"),
        ("are there networks too", "are there also networks", "any networks", "and networks", "networks too"),
    ),
    "vragen": (("en vragen", "zijn er ook vragen over"), ("are there questions too", "any questions")),
    "lessen": (("en lessen", "zijn er ook lessen", "zijn er lessen over"), ("are there lessons too", "any lessons")),
}
"""What is asked besides of what was looked for, and in which words, Dutch and English."""


@command(
    nl=("die soort ook",),
    en=("of that kind too",),
    summary=_("Look for another kind of the same"),
    hidden=True,
    safe=True,
    alone={
        language: tuple(each for ways in _ALSO.values() for each in ways[at])
        for at, language in enumerate(("nl", "en"))
    },
)
async def also_of_kind(ctx: Context) -> Reply:
    said = fold(ctx.message.text)
    kind = next((kind for kind, ways in _ALSO.items() if said.endswith((*ways[0], *ways[1]))), "")
    before = await _before(ctx)
    if before is None or not before.rest or not kind:
        return await _look_first(ctx, "")
    return await _again(ctx, replace(before, command=who_knows), of_kind(before.rest, kind, kinds_of(ctx.topics)))


@command(
    nl=("kennisvraag",),
    en=("knowledge question",),
    summary=_("Look up a question about the field"),
    hidden=True,
    safe=True,
    takes=Takes.sentence,
)
async def knowledge_question(ctx: Context, question: str) -> Reply:
    return await who_knows(ctx, question)


async def _again(ctx: Context, before: Call, rest: str) -> Reply:
    if before.command.fills:  # which reads what a sentence says of it
        return await calls.call_of(ctx, replace(before, rest=rest), before.command.line(rest))
    reply: Reply = await before.command(ctx, rest)
    return replace(reply, line=f"{before.command.phrase(before.language)} {rest}")


async def _look_first(ctx: Context, to: str) -> Reply:
    """Reply to what goes on from a list, where none was shown: with what it may have been instead."""
    if not to and (near := await nearest(ctx, ctx.message.text, least=NEARLY)):
        told = _("I showed you nothing just now that this can be about. Perhaps you mean one of these:")
        look = Action(_("Look up who knows about it"), who_knows.line(ctx.message.text))
        ways = (Action(command.summary, line) for command, line in near)
        return Reply((Text(words(told)), Actions((*ways, look))))
    example = Action(_("Look up who knows about it"), who_knows.line(to))
    return Reply((Text(words(_("What shall I look for?"))), *((Actions((example,)),) if to else ())))


async def _before(ctx: Context) -> Call | None:
    """The last list that this member saw here: its command, and what it listed; below one thing all of its kind."""
    on = await memory.table(ctx)
    other = memory.list_of(ctx, on.thing) if on.thing not in on.numbers else None
    return other or on.call


def _further(reply: Reply) -> Iterator[str]:
    """The lines of buttons that go on with a list."""
    return (action.line for action in reply.actions() if paged(action.line)[1] > 1)
