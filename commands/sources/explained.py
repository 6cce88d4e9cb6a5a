"""Answers what members ask about shared sources: who may add one, and who checks; and one fact of one source."""

import re

from bot.chat.spans import Bold, Code, Link
from bot.chat.texts import Msg, Value, _
from bot.command.asides import Aside, Asides
from bot.command.command import Context
from bot.command.refusal import Refused
from bot.things.answers import answer
from commands.sources.acts import contradict_source, issue_source
from commands.sources.browse import list_sources, show_source
from commands.sources.put import put_source
from commands.sources.rights import sees
from storage.sources.source import Openness, Source, State

_CHECKS = _(
    "Nobody judges it: every member may add a source, or say what contradicts one. Both then stand side by side, with "
    "who says so."
)
_SEEN = _(
    "All members see it, or only those in a closed room when you put it there. A source can be put without your name; "
    "what contradicts one stands there with who says so."
)
ASIDES = Asides(
    (put_source, issue_source, contradict_source, list_sources, show_source),
    {
        Aside.decides: _CHECKS,
        Aside.hears: _("Yes. You hear it when there is a new issue, or when somebody contradicts it."),
        Aside.lasts: _("It is there at once."),
        Aside.seen: _SEEN,
        Aside.name: _SEEN,
    },
)


@answer(
    nl=("hoe werkt een bron delen", "wie controleert de bronnen"),
    en=("how does sharing a source work", "who checks the sources"),
    asks=_("How shared sources work"),
    then=((_("Share a source"), put_source), (_("All sources"), list_sources)),
)
async def how_source_goes(_ctx: Context) -> Msg:
    return _CHECKS


@answer(
    nl=("wie ziet de bron die ik deel",),
    en=("who sees the source that i share",),
    asks=_("Who sees a source"),
    then=((_("Share a source"), put_source),),
)
async def who_sees_source(_ctx: Context) -> Msg:
    return _SEEN


async def _require_seen(ctx: Context, source: Source) -> None:
    if not await sees(ctx, source) or source.state is State.withdrawn:
        raise Refused(_("{number} is out of sight.", number=Code(source.number)))


@answer(
    nl=("van wie is bron",),
    en=("whose is source",),
    asks=_("Whose it is"),
)
async def owner_of_source(ctx: Context, source: Source) -> Msg:
    await _require_seen(ctx, source)
    return _("{title} is of {owner}.", title=Bold(source.title), owner=source.draft.owner)


@answer(
    nl=("hoe vaak komt bron uit", "hoe oud is bron"),
    en=("how often does source come out", "how old is source"),
    asks=_("How often it comes, and when"),
)
async def rhythm_of_source(ctx: Context, source: Source) -> Msg:
    await _require_seen(ctx, source)
    at: dict[str, Value] = {"title": Bold(source.title), "day": source.issued_at.date(), "rhythm": source.draft.rhythm}
    if _YEAR.fullmatch(source.draft.rhythm) and not source.issues:
        return _("{title} is of {rhythm}. Of a newer issue I did not hear.", **at)
    if source.issues:
        at["text"] = source.issues[-1].text
        told = _("The last issue of {title} that I heard of: {text} ({day}).", **at)
    else:
        told = _("{title} stands here since {day}; of a newer issue I did not hear.", **at)
    if source.due_at is not None:
        at["due"] = source.due_at.date()
        return _("{told} It comes {rhythm}, so the next should be there by {due}.", **at, told=told)
    if source.draft.rhythm:
        return _("{told} It comes {rhythm}; when the next one does is not known here.", **at, told=told)
    return _("{told} How often it comes is not known.", **at, told=told)


_YEAR = re.compile(r"\d{4}(?:-\d{2}){0,2}")
"""What stands for the rhythm of what came out once: when that was."""


@answer(
    nl=("is bron open", "wat is de link van bron"),
    en=("is source open", "what is the link of source"),
    asks=_("Whether it is open"),
)
async def openness_of_source(ctx: Context, source: Source) -> Msg:
    await _require_seen(ctx, source)
    title, link = Bold(source.title), source.draft.link
    match source.draft.openness:
        case Openness.open:
            told = _("{title} is open to everybody.", title=title)
        case Openness.closed:
            told = _("{title} is not open to everybody: ask {owner}.", title=title, owner=source.draft.owner)
        case _:
            told = _("Whether {title} is open is not known: ask {owner}.", title=title, owner=source.draft.owner)
    if not link:
        return _("{told} No link is known.", told=told)
    return _("{told} Its link: {link}", told=told, link=Link(link, link))
