"""Shares a lesson in one message: what is alike comes first, then the quadrant when the words do not tell it."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Annotated, Any

from bot.chat.reply import Action, Actions, Block, Choice, Inline, Reply, Subject, Text, say, words
from bot.chat.spans import Bold, Code
from bot.chat.texts import Msg, _
from bot.command.command import Ask, Command, Context, Takes, Values, command
from bot.things.making import (
    ANOTHER,
    Agreed,
    Another,
    Change,
    Saying,
    again,
    alike,
    is_it_that,
    is_nameless,
    nothing_to_change,
    put_like_this,
    read_of,
    room_of,
)
from bot.things.names_guard import people_named, without_names
from bot.things.proposal import Proposal
from bot.things.undoing import did, undo_button
from commands.lessons.card import look, subject
from commands.lessons.labels import ASPECTS, BOXES, QUADRANTS, SIDES, Quadrant
from commands.lessons.life import Act
from commands.lessons.react import same_lesson
from commands.lessons.signs import aspect_of, is_failure, side_of
from storage import links
from storage.lessons import lessons
from storage.lessons.lesson import LESSON, Aspect, Draft, Lesson, Side
from storage.lessons.tables import LONGEST
from storage.links import Thing
from storage.vocabulary import LinkKind, Role


def _text(known: Values) -> str:
    """What the lesson says by now: as typed, or as it was changed."""
    change: Change | None = known.get("change")
    return change.text if change and change.text and _quadrant_said(change.text) is None else str(known["text"])


def _facts(ctx: Context, known: Values) -> Proposal:
    """What it is about: as its words say, else as its maker's profile does."""
    text = _text(known)
    return read_of(ctx, known, text, here=ctx.member.regions)


def _quadrant_said(text: str) -> Quadrant | None:
    """The box that a correction names: "beter, proces"."""
    side = side_of(text) or next((each for each in Side if each.value in text.lower().split()), None)
    said = {each for each in Aspect if each.value in text.lower()}
    if side is None or len(said) != 1 or len(text.split()) > len(("kan", "beter", "proces")):
        return None
    return next(box for box, held in BOXES.items() if held == (side, said.copy().pop()))


def _box(known: Values, facts: Proposal) -> tuple[Side, Aspect] | None:
    """On which side it is, and of what: pressed, or read from its words; None in doubt."""
    change: Change | None = known.get("change")
    if change and (corrected := _quadrant_said(change.text)):
        return BOXES[corrected]
    if pressed := known.get("quadrant"):
        return BOXES[pressed]
    text = _text(known)
    # Of themes only those that its own words name tell what it is about.
    side, aspect = side_of(text), aspect_of(text, facts.themes)
    return (side, aspect) if side and aspect else None


IN_DOUBT = (Side.better, Aspect.process)
"""Where it goes when neither its words nor who shares it tell."""


async def _similar(ctx: Context, known: Values) -> Reply | None:
    found = await alike(ctx, LESSON, str(known["text"]))
    if found is None:
        return None
    return is_it_that(f"L-{found.id}", found.name, _("No, this is another"))


async def _which_box(ctx: Context, known: Values) -> Reply | None:
    if known.get("other") is False or _box(known, _facts(ctx, known)) is not None:
        return None
    return say(_("Which of the four is it?"))


async def _boxes(_ctx: Context, _known: Values) -> Sequence[Choice]:
    return [Choice(each.value, QUADRANTS[each], typed=QUADRANTS[each]) for each in Quadrant]


async def _proposal(ctx: Context, known: Values) -> Reply | None:
    if known.get("other") is False:
        return None
    facts = _facts(ctx, known)
    text = _text(known)
    side, aspect = _box(known, facts) or IN_DOUBT
    named = await people_named(ctx, text)
    above: list[Block] = []
    if is_failure(text):
        above.append(Text(words(_("Thank you. Somebody else can really use this."))))
    if named:
        above.append(Text(words(_("Rather name no people: say what happens, and where. I left the name out."))))
        text = without_names(text, named)
    about: list[Inline] = [SIDES[side], ASPECTS[aspect]]
    about += [ctx.atlas.regions[each].name for each in sorted(facts.regions)]
    about += [ctx.atlas.themes[each].name for each in sorted(facts.themes)]
    room = await room_of(ctx)
    seen = _("Only those in this room see it.") if room else None
    shown = put_like_this(ctx, text, about, change=known.get("change"), seen=seen)
    return replace(shown, blocks=(*above, *shown.blocks))


_Text = Annotated[
    Saying,
    Ask(
        _("What did you learn? Say what happened, and where."),
        label=_("Lesson"),
        hint=_("One sentence is enough."),
        max_length=LONGEST,
        long=True,
    ),
]
_Changed = Annotated[Change | None, Ask(nothing_to_change, unnamed=True)]
_Other = Annotated[Another, Ask(_similar)]
_Box = Annotated[Quadrant | None, Ask(_which_box, suggest=_boxes)]
_Agreed = Annotated[Agreed | None, Ask(_proposal)]


@command(
    nl=("les", "nieuwe les", "deel een les", "wat we hebben geleerd"),
    en=("lesson", "share a lesson", "what we learned"),
    summary=_("Share a lesson"),
    allow=Role.member,
    takes=Takes.sentence,
)
async def add_lesson(
    ctx: Context,
    text: _Text,
    change: _Changed = None,
    other: _Other = ANOTHER,
    quadrant: _Box = None,
    agreed: _Agreed = None,
) -> Reply:
    known = {"text": text, "change": change, "other": other, "quadrant": quadrant}
    return await _share(ctx, known, agreed or Agreed(), add_lesson, None)


@command(
    nl=("les uit", "maak een les van"),
    en=("lesson from", "make a lesson of"),
    summary=_("Make a lesson of something"),
    allow=Role.member,
    hidden=True,
)
async def lesson_from(
    ctx: Context,
    thing: Subject,
    text: _Text,
    change: _Changed = None,
    other: _Other = ANOTHER,
    quadrant: _Box = None,
    agreed: _Agreed = None,
) -> Reply:
    known = {"text": text, "change": change, "other": other, "quadrant": quadrant}
    return await _share(ctx, known, agreed or Agreed(), lesson_from, thing)


async def _share(
    ctx: Context, known: dict[str, Any], agreed: Agreed, by: Command[...], source: Subject | None
) -> Reply:
    if known["other"] is False:
        found = await alike(ctx, LESSON, str(known["text"]))
        held = await ctx.read(lessons.get, found.id) if found else None
        return await same_lesson.run(ctx, held) if held else say(_("That lesson is gone by now."))
    if not agreed.yes:
        return say(_("All right. Nothing was shared."))
    if agreed.change or agreed.facts:
        more = {"thing": source.line} if source else {}
        more |= {"quadrant": known["quadrant"].value} if known["quadrant"] else {}
        return await again(ctx, by, _text(known), agreed, known["change"], **more)
    facts = _facts(ctx, known)
    side, aspect = _box(known, facts) or IN_DOUBT
    held = await _kept(ctx, _text(known), facts, (side, aspect), unnamed=is_nameless(ctx, known, agreed))
    if source is not None:
        its, there = Thing(LESSON, held.id), Thing(source.kind, source.id)
        await ctx.write(links.link, its, LinkKind.komt_uit, there, ctx.member.id, ctx.now)
    entry = await did(ctx, subject(held), Act.share)
    return _shared(ctx, held, entry)


async def _kept(ctx: Context, said: str, facts: Proposal, box: tuple[Side, Aspect], *, unnamed: bool) -> Lesson:
    """Store it, without names of people, for the room in which it is shared."""
    text = without_names(said, await people_named(ctx, said))
    room = await room_of(ctx)
    draft = Draft(
        text,
        *box,
        failure=is_failure(text),
        unnamed=unnamed,
        regions=facts.regions,
        themes=facts.themes,
        room=room.id if room else None,
    )
    number = await ctx.write(lessons.put, ctx.member.id, draft, ctx.now)
    (held,) = await ctx.read(lessons.load, [number])
    return held


async def share(ctx: Context, text: str) -> tuple[Lesson, int]:
    """Share a lesson that was agreed to as a line of a longer text: what can be better with the process, in doubt."""
    known = {"text": text}
    facts = _facts(ctx, known)
    held = await _kept(ctx, text, facts, _box(known, facts) or IN_DOUBT, unnamed=ctx.member.asks_unnamed)
    return held, await did(ctx, subject(held), Act.share)


def _shared(ctx: Context, lesson: Lesson, entry: int) -> Reply:
    number = Code(lesson.number)
    told: Msg = _("{number} is there.", number=number)
    if lesson.draft.unnamed:
        told = _("{number} is there, without your name.", number=number)
    buttons = [undo_button(ctx, entry), look(lesson)]
    if lesson.draft.failure:
        buttons.insert(0, Action(_("Celebrate it in the digest"), ctx.line("celebrate_lesson", lesson.number)))
    thanks = [Text(words(Bold(ctx.language.text(_("Thank you.")))))] if lesson.draft.failure else []
    return Reply((*thanks, Text(words(told)), Actions(tuple(buttons))))
