"""Draws what search found as items of a reply: what it is, why it is here, what can be done with it."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from bot.chat.reply import Item, Words, words
from bot.chat.spans import Bold, beginning, shorten
from bot.chat.texts import Msg, _, _n
from bot.command.command import Context
from bot.language.english import is_english
from bot.search.findable import Findable, Source, findable, source
from bot.search.ranking import GATHERS
from bot.search.reasons import Reason
from bot.search.search import Hit
from bot.topic import Topics
from storage.search import Connection, Row

BRIEF = 100
"""Letters of a text that is shown to be recognised."""


@dataclass(frozen=True, slots=True)
class Records:
    """What hits and their reasons do not tell themselves, by kind and id. Any: what a topic reads of its own things."""

    hits: Mapping[str, Mapping[int, Any]]
    sources: Mapping[str, Mapping[int, Any]]
    """Of what speaks for a thing of another kind."""


def items(ctx: Context, hits: Iterable[Hit], records: Records, need: str) -> dict[str, list[Item]]:
    """Items by kind of hit; each kind in the order found."""
    found: dict[str, list[Item]] = {}
    for hit in hits:
        item = _item(ctx, hit, records, need)
        if item:
            found.setdefault(hit.kind, []).append(item)
    return found


def records_of(tx: Connection, topics: Topics, hits: Iterable[Hit]) -> Records:
    """Tell what `items` shows of hits."""
    found: defaultdict[str, list[int]] = defaultdict(list)
    speaking: defaultdict[str, set[int]] = defaultdict(set)
    for hit in hits:
        found[hit.kind].append(hit.id)
        for reason in hit.reasons:
            if reason.row and reason.row.source_kind != hit.kind:
                speaking[reason.row.source_kind].add(reason.row.source_id)
    return Records(
        {each.kind: each.read(tx, found[each.kind]) for each in topics.all(Findable) if each.kind in found},
        {each.kind: each.read(tx, speaking[each.kind]) for each in topics.all(Source) if each.kind in speaking},
    )


def _item(ctx: Context, hit: Hit, records: Records, need: str) -> Item | None:
    kind = findable(ctx.topics, hit.kind)
    if kind is None:
        return None
    notes = tuple(note for reason in _telling(hit) if (note := _why(ctx, hit, reason, records)))
    return kind.draw(ctx, hit, records.hits.get(hit.kind, {}).get(hit.id), notes, need)


async def in_brief(ctx: Context, hits: Iterable[Hit], need: str) -> list[Item]:
    """Return each hit with its best reason and one button."""
    listed = list(hits)
    ordered = in_order(ctx, listed, await ctx.read(records_of, ctx.topics, listed), need)
    return [replace(item, notes=_best(ctx, item), actions=item.actions[:1]) for item in ordered]


def in_order(ctx: Context, hits: Iterable[Hit], records: Records, need: str) -> list[Item]:
    """Return the items of hits, the best first whatever they are."""
    return [item for hit in hits if (item := _item(ctx, hit, records, need)) is not None]


def brief(item: Item) -> Item:
    """The same in three lines: what it is, all of why in one line, and one button, which shows it."""
    why = [part for note in item.notes for part in (" · ", *note)][1:]
    # Its number alone shows a thing.
    look = tuple(action for action in item.actions if " " not in action.line)
    return replace(item, notes=(words(why),) if why else (), actions=look[:1] or item.actions[:1])


def theme_name(ctx: Context, theme: int) -> str:
    """What a theme is called to the reader: who reads English gets its English name, if it has one."""
    held = ctx.vocabulary.of.get(("theme", theme))
    if held is None:
        return ctx.atlas.themes[theme].name
    english = ctx.language.code == "en"
    return next((name for name in held.also if english and is_english(name)), held.name)


def _best(ctx: Context, item: Item) -> tuple[Words, ...]:
    """Return the first words of the best reason."""
    told = (span for note in item.notes[:1] for part in note for span in ctx.language.words(part))
    best = beginning(told, BRIEF)
    return (best,) if best else ()


def said(reason: Reason) -> Words:
    """Tell what a row says; what matched is in bold."""
    return words(*(Bold(piece) if matched else piece for piece, matched in reason.text))


def themes_said(ctx: Context, reason: Reason) -> Words:
    """Tell the themes that a row holds in the language of the reader; those that matched are in bold."""
    if ctx.language.code != "en" or reason.row is None:
        return said(reason)
    matched = [piece for piece, so in reason.text if so]
    told: list[Any] = []  # Any: pieces of words
    for name, theme in _named(ctx, reason.row.evidence.title):
        called = theme_name(ctx, theme) if theme is not None else name
        told += [", ", Bold(called) if any(piece in name for piece in matched) else called]
    return words(*told[1:])


def _named(ctx: Context, listed: str) -> Iterator[tuple[str, int | None]]:
    """Yield the names of themes in a list of them, each with its id: some names have a comma of their own."""
    known = {theme.name: theme.id for theme in ctx.atlas.themes.values()}
    parts = listed.split(", ")
    at = 0
    while at < len(parts):
        ends = (end for end in range(len(parts), at, -1) if ", ".join(parts[at:end]) in known)
        end = next(ends, at + 1)
        name = ", ".join(parts[at:end])
        yield name, known.get(name)
        at = end


def snippet(row: Row) -> Words:
    """Return a text that finds somebody, cut to be recognised."""
    return words(Bold(shorten(row.evidence.text or row.evidence.title)))


def _telling(hit: Hit) -> Iterator[Reason]:
    """Yield the reasons that add something: no theme said twice."""
    by_themes = any(reason.row and reason.row.evidence.field == "themes" for reason in hit.reasons)
    for reason in hit.reasons:
        if not (by_themes and reason.kind == "theme"):
            yield reason


def _why(ctx: Context, hit: Hit, reason: Reason, records: Records) -> Words | None:
    """Return one reason in words. What is in bold is what matched."""
    if reason.row is not None:
        return _row(ctx, hit, reason, reason.row, records)
    names = [ctx.atlas.regions[region].name for region in reason.ids if region in ctx.atlas.regions]
    match reason.kind:
        case "region" if names:
            where = Bold(", ".join(names))
            # People and networks work somewhere; a question works nowhere: it is about a region.
            return words(_region(reason.how, where) if hit.kind in GATHERS else _("about {region}", region=where))
        case "theme":
            themes = [theme_name(ctx, theme) for theme in reason.ids if theme in ctx.atlas.themes]
            return words(_("theme {theme}", theme=Bold(", ".join(themes)))) if themes else None
        case "load":
            return words(_n("was asked {n} time lately", "was asked {n} times lately", reason.times))
        case "confirmed":
            return words(_("nobody confirmed this for a year"))
        case "level":
            return words(_("works at the level you ask about"))
        case "knowledge":
            return words(_("has the kind of knowledge you ask for"))
        case _:
            return None


def _row(ctx: Context, hit: Hit, reason: Reason, row: Row, records: Records) -> Words | None:
    speaks = source(ctx.topics, row.source_kind)
    if speaks is None:
        return None
    return speaks.reason(ctx, hit, reason, records.sources.get(row.source_kind, {}).get(row.source_id))


def _region(how: str, where: Bold) -> Msg:
    match how:
        case "same":
            return _("works in {region}", region=where)
        case "within":
            return _("works in {region}, which lies there", region=where)
        case "serves":
            return _("works in all of {region}", region=where)
        case _:
            return _("works elsewhere: {region}", region=where)
