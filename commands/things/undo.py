"""Undoes the last act of a member, for a day, while nobody built on it; what others were to hear is taken back."""

from bot.chat.reply import Action, Actions, Reply, Subject, Text, say, words
from bot.chat.texts import _
from bot.command.command import Call, Context, command
from bot.command.refusal import Refused
from bot.dialogue import buttons, calls
from bot.reading.numbers import number_of
from bot.things.acts import unhappened
from bot.things.hearing import take_back
from bot.things.names import has_card
from bot.things.undoing import UNDO, WITHIN, TakesBack, Undoable, undoable
from commands.things import links, website
from storage import audit
from storage.audit import Entry

MOST = 50
"""Acts of a day that are looked through."""

NOTHING = _("There is nothing left to undo.")
BUILT_ON = _("Somebody built on it meanwhile, so it cannot be undone any more.")


@command(
    nl=("maak ongedaan", "herstel", "maak het ongedaan", "maak dat ongedaan"),
    en=("undo", "undo that", "undo it"),
    summary=_("Undo what you did last"),
    alone={
        "nl": (
            *("maak ongedaan", "maak het ongedaan", "maak dat ongedaan"),
            *(
                "haal weer weg",
                "haal maar weer weg",
                "haal maar weg",
                "haal het weg",
                "haal dat weg",
                "haal het weer weg",
            ),
            *(
                "doe maar ongedaan",
                "draai terug",
                "draai het terug",
                "draai dat terug",
                "haal dat weer weg",
            ),
            *(
                "kan die weer weg",
                "kan dat weer weg",
                "kan het weer weg",
                "oeps kan die weer weg",
                "oeps kan dat weer weg",
            ),
        ),
        "en": (
            "undo",
            "undo that",
            "undo it",
            "take it back",
            "take that back",
            "remove it again",
            "delete it again",
            "can you undo that",
            "oops undo",
        ),
    },
)
async def undo_last(ctx: Context, thing: Subject | None = None) -> Reply:
    """The last act of a day that was not undone; with a number, of those on that thing."""
    if thing is None and (back := await _by_its_button(ctx)):
        return await calls.call_of(ctx, *back)
    for entry in await _mine(ctx):
        if thing is None or (entry.subject, entry.subject_id) == (thing.kind, thing.id):
            return await _undone(ctx, entry)
    return say(NOTHING)


@command(nl=("maak actie ongedaan",), en=("undo act",), summary=_("Undo this"), hidden=True)
async def undo_act(ctx: Context, entry: str) -> Reply:
    """What its button stands under, and nothing else."""
    found = next((each for each in await _mine(ctx) if str(each.id) == entry.strip()), None)
    return await _undone(ctx, found) if found else say(NOTHING)


async def _by_its_button(ctx: Context) -> tuple[Call, str] | None:
    """Return the call, and its line, of the first button of our last answer here, when it takes back what that tells.

    On a card such a button stands behind others: that is no answer to what was just done.
    """
    back = {each.command for each in ctx.topics.all(TakesBack)}
    reply = await buttons.last_said(ctx)
    first = next(iter(reply.actions()), None) if reply else None
    call = ctx.commands.match(first.line, ctx.language.code) if first else None
    return (call, first.line) if first and call and call.command.name in back else None


async def _mine(ctx: Context) -> list[Entry]:
    """What can be undone of what the member did in the last day, latest first."""
    done = await ctx.read(audit.by, ctx.member.id, ctx.now - WITHIN, limit=MOST)
    gone = {each.detail.get("entry") for each in done if each.act == UNDO}
    return [each for each in done if each.id not in gone and _how(ctx, each)]


def _how(ctx: Context, entry: Entry) -> Undoable | None:
    if entry.act in links.UNDO:
        return Undoable(entry.subject, entry.act, links.UNDO[entry.act], alone=True)
    return undoable(ctx, entry) or website.undone(ctx, entry.subject, entry.act)


async def _undone(ctx: Context, entry: Entry) -> Reply:
    how = _how(ctx, entry)
    if how is None or entry.subject_id is None:
        return say(NOTHING)
    thing = Subject(entry.subject, entry.subject_id, number_of(ctx, entry.subject, entry.subject_id))
    if not how.alone and await _built_on(ctx, entry):
        raise Refused(BUILT_ON)
    told = await how.run(ctx, thing, entry.detail)
    if told is None:
        return say(NOTHING)
    await unhappened(ctx, thing, entry.act)
    detail: dict[str, str | int] = {"entry": entry.id, "of": entry.act}
    await ctx.write(audit.record, ctx.member.id, UNDO, entry.subject, entry.subject_id, ctx.now, **detail)
    await take_back(ctx, thing, entry.id)
    look = (Actions((Action(_("View"), thing.line),)),) if has_card(ctx, thing.kind) else ()
    return Reply((Text(words(told)), *look))


async def _built_on(ctx: Context, entry: Entry) -> bool:
    """Whether somebody else did something to it since; to hear of it, or to undo, is not to build on it."""
    return any(
        each.id > entry.id and each.actor_id not in (None, ctx.member.id) and each.act != UNDO
        for each in await ctx.read(audit.of, entry.subject, entry.subject_id or 0)
    )
