"""Reads from what somebody announces what the meeting is: its title, when, where, about what, and what comes of it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from bot.command.command import Context, Values
from bot.language.sentence import understand
from bot.things.proposal import Proposal, corrections, proposed
from commands.events import moments
from commands.events.moments import LASTS, Moment, Said, Trouble
from commands.events.readers import Alteration, When, Whereabouts, is_correction, later
from storage.events.meeting import Draft
from storage.search.analyser import content

LONGEST_TITLE = 160


@dataclass(frozen=True, slots=True)
class Plan:
    """What was read so far. `moment` is what is unclear of when it is, where that is not clear."""

    text: str
    title: str
    said: Said
    moment: Moment | Trouble
    facts: Proposal
    held: bool = False


async def when_before(ctx: Context, text: str) -> Mapping[str, str]:
    """Read when a meeting is from what stands before the colon of a line: "op 14 januari om 10 uur: ..."."""
    head, colon, rest = text[:LONGEST_HEAD].partition(": ")
    said = moments.read(head, ctx.local_now.date()) if colon and rest.strip() else None
    moment = moments.of(said, ctx.member.time_zone, ctx.now) if said and said.day else None
    if not isinstance(moment, Moment):
        return {"text": text}
    return {"text": text[len(head) + len(colon) :].strip(), "when": moment.typed}


LONGEST_HEAD = 120
"""Letters before a colon that tell when a meeting is."""


def read(ctx: Context, known: Values) -> Plan:
    """What is read of the words, with what its maker said since."""
    text, change = str(known["text"]), known.get("change")
    when: When | None = known.get("when")
    today, zone = ctx.local_now.date(), ctx.member.time_zone
    anew = isinstance(change, Alteration) and not is_correction(ctx, change)
    if anew:
        text = str(change)
    said = moments.read(text, today)
    if when and when.text and not (anew and said.day):
        said = replace(said.corrected(moments.read(when.text, today)), rest=said.rest)
    where: Whereabouts | None = known.get("where")
    facts, rest = proposed(said.rest, ctx), said.rest
    for each in str(change).split(";") if change and not anew else ():
        corrected = moments.read(each, today)
        said = replace(said.corrected(corrected), rest=rest)
        facts = facts.corrected(corrections(corrected.rest, ctx), ctx.atlas)
    if where and where.moment:  # told after what was changed, and kept with it at the next change
        said = replace(said.corrected(moments.read(where.moment, today)), rest=rest)
    regions = facts.regions or frozenset(ctx.member.regions if len(ctx.member.regions) == 1 else ())
    held = bool(when and when.held)
    moment = moments.of(said, zone, ctx.now)
    if moment is Trouble.past and held and said.day:
        moment = _past(said, zone)
    return Plan(text, title_of(ctx, said.rest), said, moment, replace(facts, regions=regions), held)


def _past(said: Said, zone: str) -> Moment | Trouble:
    return moments.of(replace(said, trouble=None), zone, datetime.min.replace(tzinfo=UTC))


def title_of(ctx: Context, text: str) -> str:
    """What it is called: the words without when, nor "in" a region, which is told beside it."""
    for stretch in understand(text, ctx.vocabulary).stretches:
        if stretch.name.kind == "region":
            name = r"\W+".join(re.escape(word) for word in stretch.words)
            without = re.sub(rf"\s*(?<!\w)(?:in|te|in de regio|uit|near)\s+{name}(?!\w)", "", text, flags=re.IGNORECASE)
            if len(content(without)) > 0:
                text = without
    kept = " ".join(text.split()).strip(" ,;:-.")
    return (kept[:1].upper() + kept[1:])[:LONGEST_TITLE]


def draft_of(ctx: Context, plan: Plan, where: Whereabouts | None, *, unnamed: bool, room: int | None) -> Draft:
    """What is kept of it. Raises `TypeError` when it is not clear when it is."""
    if isinstance(plan.moment, Trouble):
        raise TypeError(plan.moment)
    told = where or Whereabouts()
    return Draft(
        title=plan.title,
        starts_at=plan.moment.starts_at,
        ends_at=plan.moment.ends_at,
        zone=plan.moment.zone,
        place=told.place,
        link=told.link,
        purpose=told.purpose,
        unnamed=unnamed,
        regions=plan.facts.regions,
        themes=plan.facts.themes,
        room_id=room,
    )


def shifted(ctx: Context, draft: Draft, to: str) -> Moment | Trouble:
    """When it is once it is moved: the day, the time or both may be others; it lasts as long as it did."""
    moment = Moment(draft.starts_at, draft.ends_at, draft.zone)
    by, rest = later(to)
    start = moment.local[0] + by
    said = moments.read(rest, ctx.local_now.date())
    lasts = draft.ends_at - draft.starts_at or LASTS
    now = Said("", day=start.date(), start=start.time(), lasts=lasts)
    return moments.of(now.corrected(said), draft.zone, ctx.now)
