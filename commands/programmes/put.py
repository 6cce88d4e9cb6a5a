"""Puts a task in one message: what is alike first, then how it is put, for its maker to agree with."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Final

from bot.chat.reply import Action, Actions, Inline, Reply, Text, say, words
from bot.chat.spans import Bold, Code
from bot.chat.texts import _
from bot.command.command import Ask, Context, Takes, Values, command
from bot.command.refusal import Refused
from bot.command.shapes import Shape
from bot.reading.record_readers import list_name
from bot.things.making import (
    ANOTHER,
    Agreed,
    Another,
    Change,
    Saying,
    again,
    alike,
    is_it_that,
    nothing_to_change,
    put_like_this,
    read_of,
    text_of,
)
from bot.things.undoing import did, undo_button
from commands.programmes.life import Act
from commands.programmes.rights import about, drives, in_regions, subject
from storage.database.text import fold
from storage.members import follows
from storage.networks import networks
from storage.networks.network import Network
from storage.programmes import tasks
from storage.programmes.task import TASK, Draft
from storage.vocabulary import Role

LONGEST = 160
"""Letters of a task: one line."""
_PUTS: Final = re.compile(
    r"^\s*(?P<word>nieuwe taak|taak|new task|task)\s*:\s*(?P<text>\S.*)$", re.IGNORECASE | re.DOTALL
)


def _read_shape(line: str) -> tuple[str, str] | None:
    """ "taak: ..." puts one; "taak landelijk gebied" shows one."""
    found = _PUTS.match(line)
    if found is None:
        return None
    return ("nl" if "taak" in found["word"].lower() else "en"), found["text"]


SHAPE = Shape("put_task", _read_shape)


@dataclass(frozen=True, slots=True)
class _Place:
    """On whose agenda a task comes."""

    name: str = ""
    region_id: int | None = None
    network: Network | None = None


async def _place(ctx: Context, text: str, regions: frozenset[int]) -> _Place:
    """A network that the words name or that the maker drives; else the region."""
    driven = [each.network_id for each in ctx.member.grants if each.role is Role.convenor and each.network_id]
    found = await ctx.read(networks.load, driven)
    said = f" {fold(text)} "
    named = [each for each in found if f" {fold(each.name)} " in said]
    there = [each for each in found if not regions or not each.regions.isdisjoint(ctx.atlas.around(regions))]
    own = named or there
    if own:
        return _Place(own[0].name, network=own[0])
    places = regions or frozenset(each.region_id for each in ctx.member.grants if each.region_id is not None)
    if len(places) == 1:
        region = ctx.atlas.regions[next(iter(places))]
        return _Place(region.name, region_id=region.id)
    return _Place()


async def _read(ctx: Context, known: Values) -> Draft:
    """What is read of the words, with what its maker changed."""
    text = text_of(known)
    read = read_of(ctx, known, text)
    place = await _place(ctx, text, read.regions)
    regions = read.regions or (frozenset({place.region_id}) if place.region_id is not None else frozenset())
    themes = read.themes
    if place.network:
        regions, themes = regions or place.network.regions, themes or place.network.themes
    return Draft(
        title=text[:1].upper() + text[1:],
        list_name=place.name,
        region_id=place.region_id,
        network_id=place.network.id if place.network else None,
        regions=regions,
        themes=themes,
    )


def _may(ctx: Context, draft: Draft) -> bool:
    if draft.network_id is not None and drives(ctx, draft.network_id):
        return True
    return ctx.may(Role.coordinator, regions=draft.regions or None)


async def _may_put(ctx: Context, known: Values) -> None:
    """Raises `Refused` for who puts no tasks at all, before anything is asked."""
    convenes = any(each.role >= Role.convenor and each.conversation_id is None for each in ctx.member.grants)
    if ctx.member.signed_up_at and not convenes:
        raise _refused(ctx)


def _refused(ctx: Context) -> Refused:
    item = Action(_("Put it on the agenda"), ctx.line("put_on_agenda"))
    told = _("Who drives a network or coordinates a region puts tasks. You can put it on the agenda instead.")
    return Refused(reply=Reply((Text(words(told)), Actions((item,)))))


async def _alike(ctx: Context, known: Values) -> Reply | None:
    hit = await alike(ctx, TASK, str(known["text"]))
    return is_it_that(f"T-{hit.id}", hit.name, _("No, this is something else")) if hit else None


async def _shown(ctx: Context, known: Values) -> Reply | None:
    if not known["other"]:
        return None
    draft = await _read(ctx, known)
    told: list[Inline] = [
        *([_("agenda of {list}", list=list_name(draft.list_name, draft.network_id))] if draft.list_name else []),
        in_regions(ctx, draft.regions),
        about(ctx, draft.themes),
    ]
    return put_like_this(ctx, draft.title, told, nameless=False)


async def _on_whose(ctx: Context, text: str) -> Mapping[str, str]:
    """Read where a task is from what stands before its colon: "voor de agenda van Twente: vrijkomende boerderijen"."""
    head, colon, rest = text[:LONGEST].partition(": ")
    named = _WHOSE.match(head) if colon and rest.strip() else None
    region = ctx.atlas.region(named["where"]) if named else None
    if region is None:
        return {"text": text}
    return {"text": text[len(head) + len(colon) :].strip(), "change": region.name}


_WHOSE: Final = re.compile(
    r"^\s*(?:op|voor|in|on|for)\s+(?:(?:de|het|the)\s+)?(?:agenda\s+(?:van|voor|of|for)\s+)?"
    r"(?:(?:de|het|the)\s+)?(?P<where>\S.{1,60})$",
    re.IGNORECASE,
)


@command(
    nl=("nieuwe taak", "maak taak", "zet taak"),
    en=("new task", "make task"),
    summary=_("Put a task for a duo of the national government and the region"),
    allow=Role.member,
    begun_by=Role.visitor,
    check=_may_put,
    takes=Takes.sentence,
    fills=_on_whose,
)
async def put_task(
    ctx: Context,
    text: Annotated[
        Saying,
        Ask(
            _("What is to be done together?"),
            label=_("What is to be done"),
            hint=_("One line. Name the region and the theme."),
            max_length=LONGEST,
            long=True,
        ),
    ],
    change: Annotated[Change | None, Ask(nothing_to_change)] = None,
    other: Annotated[Another, Ask(_alike)] = ANOTHER,
    agreed: Annotated[Agreed | None, Ask(_shown)] = None,
) -> Reply:
    if not other:
        hit = await alike(ctx, TASK, str(text))
        look = (Actions((Action(_("View"), f"T-{hit.id}"),)),) if hit else ()
        return Reply((Text(words(_("All right. Nothing was put."))), *look))
    if agreed is None or not agreed.yes:
        return say(_("All right. Nothing was put."))
    draft = await _read(ctx, {"text": text, "change": change})
    if agreed.change or agreed.facts:
        return await again(ctx, put_task, draft.title, agreed, change)
    if not _may(ctx, draft):
        raise _refused(ctx)
    task = await ctx.write(tasks.put, ctx.member.id, draft, ctx.now)
    await ctx.write(follows.follow, ctx.member.id, TASK, task.id, ctx.now)
    entry = await did(ctx, subject(task), Act.put)
    said = _("{number} {title} is put. It misses a duo.", number=Code(task.number), title=Bold(task.title))
    ask = Action(_("Ask somebody"), ctx.line("ask_for_side", task.number))
    return Reply((Text(words(said)), Actions((ask, Action(_("View"), task.number), undo_button(ctx, entry)))))
