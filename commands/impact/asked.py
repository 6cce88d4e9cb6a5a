"""Reads what of the impact is asked for: `impact [region] [theme] [quarter] [figure]`, and how far somebody may see."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from bot.chat.reply import Inline
from bot.chat.spans import Bold, Code
from bot.chat.texts import LANGUAGES, Language, _
from bot.command.command import Context
from bot.command.refusal import Refused
from bot.things.figures import Figure
from bot.things.listing import Asked
from bot.things.listing import asked as listed
from bot.things.needs import Needed, needed, whose
from bot.topic import Topics
from commands.impact.quarters import Quarter, quarter_in
from storage.atlas import Atlas
from storage.database.text import fold
from storage.extents import Extent
from storage.members.member import Member
from storage.vocabulary import Role

_EMPTY: Final = """impact cijfers figures over about het de the van of in voor for een a hoe how vaak often veel many
    doen doing is are was zijn were kwartaal quarter landelijk
    gemiddeld gemiddelde doorgaans meestal average usually ongeveer roughly wachten wacht wait duurt take
    takes""".split()  # noqa: SIM905  # reads better


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is asked for: of which regions and themes, which quarter, and which figures."""

    quarter: Quarter
    extent: Extent
    regions: tuple[str, ...]
    themes: tuple[str, ...]
    figures: tuple[Figure, ...]
    """All that they may see when none was named."""
    named: bool
    """Some were named."""
    whole: bool
    """They may see all figures here, and not just the few that are for all."""
    found: Asked
    """What of it was read, and what was not."""
    read: Needed
    """Of which questions, where only some are meant."""

    def line(self, *more: str, quarter: Quarter | None = None) -> str:
        """Return what is asked for in words of ours, to stand behind a command."""
        return " ".join((*self.regions, *self.themes, *self.read.line, (quarter or self.quarter).word, *more))

    @property
    def names(self) -> list[Inline]:
        """What it is of; none for everything."""
        return [*map(Bold, (*self.themes, *self.regions)), *self.read.names]


def figures_of(topics: Topics) -> tuple[Figure, ...]:
    """Return the figures of all topics, in the order in which they are read."""
    return tuple(sorted(topics.all(Figure), key=lambda each: each.rank))


async def wanted(ctx: Context, which: str) -> Wanted:
    """Read what is asked for. Raises `Refused` for a quarter to come, and for what is for coordinators."""
    text, quarter = quarter_in(which, ctx.now)
    if quarter > Quarter.of(ctx.now):
        raise Refused(_("That quarter has yet to begin. Ask for this quarter, or one before it."))
    figures = figures_of(ctx.topics)
    text, named = await whose(ctx, text)
    found = listed(ctx, text, _chapters(figures), empty=_EMPTY)
    regions = found.named or _own(ctx)
    whole = ctx.personal and sees_all(ctx, regions)
    aged = found.when if found.when and None in (found.when.since, found.when.until) else None
    read = needed(ctx, " ".join((found.rest, aged.named)) if aged else found.rest, named)
    left = (found.when.named,) if found.when and not aged else ()
    found = replace(found, unknown=(*left, *(each for each in found.unknown if each in read.words)))
    chosen = tuple(each for each in figures if not found.values or each.said[0] in found.values)
    if read.needs:
        chosen = tuple(each for each in chosen if each.by_need)
        if not chosen:
            raise Refused(_("That figure counts no questions, so it is not told apart by what they need."))
    seen = tuple(each for each in chosen if whole or each.for_all)
    if not seen:
        raise Refused(
            _(
                "That figure is for coordinators and the steering group. Everybody sees four: {line}.",
                line=Code("impact"),
            )
        )
    return Wanted(
        quarter,
        replace(extent_of(ctx.atlas, quarter, ctx.now, regions, found.named_themes), needs=read.needs),
        tuple(sorted(ctx.atlas.regions[each].name for each in regions)),
        tuple(sorted(ctx.atlas.themes[each].name for each in found.named_themes)),
        seen,
        bool(found.values),
        whole,
        found,
        read,
    )


def extent_of(
    atlas: Atlas, quarter: Quarter, now: datetime, regions: frozenset[int], themes: frozenset[int] = frozenset()
) -> Extent:
    """Return the extent of a quarter in these regions and on these themes, with all below them."""
    # The whole country is everything, with what is about no region at all.
    everywhere = not regions or any(not atlas.regions[each].parents for each in regions)
    below = None if everywhere else atlas.within(regions)
    return Extent(quarter.begins, quarter.ends, now, below, atlas.beneath(themes) if themes else None)


def _chapters(figures: Sequence[Figure]) -> dict[str, str]:
    """How figures are asked for, each with the name of its chapter."""
    return {fold(name): each.said[0] for each in figures for name in (*each.said, *_labels(each))}


def _labels(figure: Figure) -> Iterator[str]:
    return (Language(code).text(figure.label) for code in LANGUAGES)


def sees_all(ctx: Context, regions: Iterable[int]) -> bool:
    """Tell whether the member looks after all of these regions, or the whole country for none."""
    return ctx.may(Role.coordinator, regions=regions)


def _own(ctx: Context) -> frozenset[int]:
    """The regions that they look after, where no region is named; none for who looks after everything, or nothing."""
    return coordinated(ctx.member, ctx.atlas)


def coordinated(member: Member, atlas: Atlas) -> frozenset[int]:
    """Return the regions that a coordinator or steward is of; none for who is of all."""
    grants = [each for each in member.grants if each.role >= Role.coordinator]
    if any(each.everywhere for each in grants):
        return frozenset()
    return frozenset(each.region_id for each in grants if each.region_id is not None)
