"""Lets who looks after a programme say what it is, how far it is and who leads it, in a few words with commas."""

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Annotated, Any, Final

from bot.chat.reply import Action, Actions, Inline, Reply, Subject, Text, words
from bot.chat.texts import Msg, _
from bot.command.command import Ask, Context, command
from bot.command.refusal import Refused
from bot.reading.record_readers import network_number, network_title
from bot.things.listing import names_of_values
from bot.things.undoing import Undoable, undo_button
from commands.programmes.labels import COURSES
from commands.programmes.readers import AProgramme
from commands.programmes.rights import noted, require_looks_after
from storage.database.text import fold
from storage.programmes import programmes
from storage.programmes.programme import Course, Facts
from storage.vocabulary import Role
from storage.vocabulary import Subject as Kind

TELL = "tell programme"
LONGEST, LONGEST_SORT, LONGEST_LEAD = 300, 60, 160
_APART: Final = re.compile(r"\s*[,;\n]\s*")
_LEAD: Final = re.compile(
    r"^(?:trekker|de trekker|lead|leader|getrokken door|trekt|onder leiding van|geleid door|led by|run by)"
    r"\s*(?::|is\b)?\s*(?P<who>.+)$",
    re.IGNORECASE,
)
_LEADS: Final = re.compile(r"^(?P<who>.+?)\s+(?:trekt (?:het|dit)|leads (?:it|this))$", re.IGNORECASE)
_AREA: Final = {
    **dict.fromkeys(("gebiedsgericht", "area based", "area-based"), True),
    **dict.fromkeys(("niet gebiedsgericht", "not area based", "not area-based"), False),
}
_COURSES: Final = names_of_values(COURSES.labels, COURSES.also)


def facts_in(text: str, held: Facts) -> Facts | None:
    """Return the facts with what the words say of them; None when they say two things of one."""
    sort = None
    for part in filter(None, _APART.split(text.strip(" .:"))):
        said = fold(part)
        led = _LEAD.match(part) or _LEADS.match(part)
        if said in _COURSES:
            held = replace(held, course=Course(_COURSES[said]))
        elif said in _AREA:
            held = replace(held, area_based=_AREA[said])
        elif led:
            held = replace(held, lead=led["who"].strip()[:LONGEST_LEAD])
        elif sort is None and len(part) <= LONGEST_SORT:
            sort = part
        else:
            return None
    return replace(held, sort=sort) if sort else held


@command(
    nl=("zeg van programma", "beschrijf programma", "feiten van programma"),
    en=("tell of programme", "describe programme", "facts of programme"),
    summary=_("Say what a programme is, how far it is and who leads it"),
    allow=Role.member,
    hidden=True,
)
async def tell_programme(
    ctx: Context,
    programme: AProgramme,
    text: Annotated[
        str,
        Ask(
            _("What is it, how far is it, and who leads it? For instance: area deal, being made, led by Province X."),
            label=_("What it is"),
            max_length=LONGEST,
        ),
    ],
) -> Reply:
    network, before = programme.network, programme.programme.facts
    require_looks_after(ctx, network)
    now = facts_in(text, before)
    if now is None:
        raise Refused(
            _(
                "Put commas between what it is, how far it is and who leads it. What it is has {n} letters at most.",
                n=LONGEST_SORT,
            )
        )
    number = network_number(network)
    look = Action(_("View"), ctx.line("show_programme", number))
    if not await ctx.write(programmes.tell, network.id, now):
        return Reply((Text(words(_("That stands there already."))), Actions((look,))))
    gone = bool((before.sort and before.sort != now.sort) or (before.lead and before.lead != now.lead))
    kept = {"course": before.course.value, "area": int(before.area_based), "gone": int(gone)}
    new = {"sort": int(before.sort != now.sort), "lead": int(before.lead != now.lead)}
    entry = await noted(ctx, network, TELL, **kept, **new)
    # What somebody wrote does not stand with a note: the way back to words is to say them again.
    back = Action(_("As it was"), tell_programme.line(number, _said(ctx, before))) if gone else undo_button(ctx, entry)
    told = words(network_title(network), ": ", *facts_line(now), ".")
    return Reply((Text(told), Actions((look, back))))


def facts_line(facts: Facts) -> list[Inline]:
    """Tell what a programme is, how far, and who leads it."""
    told: list[Inline] = [facts.sort or _("programme"), " · ", COURSES[facts.course]]
    if facts.area_based:
        told += [" · ", _("by area")]
    if facts.lead:
        told += [" · ", _("led by {who}", who=facts.lead)]
    return told


def _said(ctx: Context, facts: Facts) -> str:
    """The words that say these facts."""
    area = _("area-based") if facts.area_based else _("not area-based")
    parts = [facts.sort, ctx.language.text(COURSES[facts.course]), ctx.language.text(area)]
    lead = f"lead: {facts.lead}" if facts.lead else ""
    return ", ".join(filter(None, (*parts, lead)))


async def _untell(ctx: Context, thing: Subject, detail: Mapping[str, Any]) -> Msg | None:  # Any: as it was noted
    """Put back how far it was, and nothing where nothing stood."""
    held = (await ctx.read(programmes.load, [thing.id])).get(thing.id)
    if held is None or detail["gone"]:
        return None
    facts = replace(held.facts, course=Course(detail["course"]), area_based=bool(detail["area"]))
    facts = replace(facts, sort="" if detail["sort"] else facts.sort, lead="" if detail["lead"] else facts.lead)
    if not await ctx.write(programmes.tell, thing.id, facts):
        return None
    return _("What is told of {number} is as it was.", number=f"N-{thing.id}")


UNDO = Undoable(Kind.network, TELL, _untell)
