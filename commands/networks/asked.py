"""Reads which networks a line asks for: kind, level, theme, region, organisation, need or offer, end, words."""

import re
from dataclasses import dataclass, replace
from functools import cache
from typing import Final

from bot.chat.texts import Msg
from bot.command.command import Context
from bot.command.labels import LEVELS, NETWORK_KINDS, RESOURCES, SIDES
from bot.command.reader import LONGEST_HEAD
from bot.reading.filter import Filtered, filtered
from commands.networks.ending_words import Ends, ends
from storage.database.database import Tx
from storage.members import organisations
from storage.members.organisations import Organisation
from storage.networks.network import Filter
from storage.vocabulary import Level, NetworkKind, Resource, Side

SETS: Final = (NETWORK_KINDS, LEVELS, SIDES, RESOURCES)
_OF: Final = re.compile(r"\b(?:van|bij|of|at|with)\s+(?:(?:de|het|the)\s+)?(?P<name>\S.*?)\s*[?.!]*$", re.IGNORECASE)
"""What stands behind "van" may be an organisation with the name of a region in it."""
MOST_WORDS: Final = 7


@dataclass(frozen=True, slots=True)
class Asked:
    """What a line asks for: the filter of storage, and how it was understood."""

    filtered: Filtered
    organisation: Organisation | None
    filter: Filter
    ends: Ends | None = None

    def told(self, ctx: Context) -> list[str | Msg]:
        """Say it as it was understood."""
        parts: list[str | Msg] = [*self.filtered.told(ctx.atlas)]
        if self.ends:
            parts += [*([", "] if parts else []), self.ends.told]
        if self.organisation is None:
            return parts
        return [self.organisation.name, *([", ", *parts] if parts else [])]

    def by_matters(self, ctx: Context) -> "Asked | None":
        """The same without the words of which a sentence is made, that name no matter; None where it has none.

        "Netwerken over water waar mensen aan meedoen" asks for nothing that a network calls "meedoen".
        """
        said = self.filtered.words
        matters = tuple(ctx.intents.unspoken(said)) if ctx.intents else said
        if matters == said or not (matters or self.filter != Filter(words=said)):
            return None
        return replace(self, filtered=replace(self.filtered, words=matters), filter=replace(self.filter, words=matters))


_FORMS = sorted({form for each in RESOURCES.labels for form in RESOURCES.names(each)}, key=len, reverse=True)
_TRADED = re.compile(rf"\b(?:{'|'.join(map(re.escape, _FORMS))})\b", re.IGNORECASE)


async def asked(ctx: Context, text: str) -> Asked:
    """Read a line. Words like "geld" count only with a word that says who needs or offers it."""
    ending = ends(ctx, text[:LONGEST_HEAD])
    text = ending.rest if ending else text
    organisation, rest = await ctx.read(_organisation, text[:LONGEST_HEAD], ctx) if text.strip() else (None, text)
    found = filtered(rest, ctx.vocabulary, SETS)
    trades = bool(found.of(Side) and found.of(Resource))
    if not trades:
        found = filtered(rest, ctx.vocabulary, (NETWORK_KINDS, LEVELS))
    else:  # a room that is offered is no spatial planning
        found = replace(found, themes=filtered(_TRADED.sub(" ", rest), ctx.vocabulary, ()).themes)
    return Asked(
        found,
        organisation,
        Filter(
            regions=found.regions_in(ctx.atlas),
            themes=found.themes_in(ctx.atlas),
            kinds=found.of(NetworkKind),
            levels=found.of(Level),
            words=found.words,
            organisation=organisation.id if organisation else None,
            side=min(found.of(Side)) if trades else None,
            resources=found.of(Resource) if trades else frozenset(),
            ends=(ending.first, ending.until) if ending else None,
        ),
        ending,
    )


def _organisation(tx: Tx, text: str, ctx: Context) -> tuple[Organisation | None, str]:
    """Return the organisation that is named, and the line without it: behind "van" any, else one that is no place."""
    behind = _OF.search(text)
    if behind and (found := organisations.named(tx, behind["name"])):
        return found, text[: behind.start()]
    said = text.split()
    for count in range(min(len(said), MOST_WORDS), 0, -1):
        for at in range(len(said) - count + 1):
            name = " ".join(said[at : at + count]).strip("?!.,")
            if not name or ctx.atlas.region(name) or ctx.atlas.theme(name) or _is_filter(name):
                continue
            if found := organisations.named(tx, name):
                return found, " ".join((*said[:at], *said[at + count :]))
    return None, text


def _is_filter(name: str) -> bool:
    return name.casefold() in _filters()


@cache
def _filters() -> frozenset[str]:
    """The values by which networks are sought, in all their names."""
    return frozenset(form.casefold() for each in SETS for value in each.labels for form in each.names(value))
