"""Reads what stands in the database from how people refer to it: by name, or by number (K-12, N-3, M-7)."""

import re
from collections.abc import Mapping
from typing import ClassVar, TypeVar

from bot.chat.reply import Choice, Item, Items, Reply, Text, words
from bot.chat.spans import Bold, Named, Span
from bot.chat.texts import Msg, _
from bot.command.command import Ask, Context
from bot.command.labels import NETWORK_KINDS
from bot.command.reader import LONGEST_HEAD, Reader, Unclear, heads, longest_head, quoted
from bot.command.refusal import Refused
from bot.command.similar import closest
from bot.reading.filter import filtered
from storage.atlas import Region, Theme
from storage.database.database import Tx
from storage.members import people
from storage.members.member import Member
from storage.networks import networks
from storage.networks.network import Filter, Network
from storage.vocabulary import Field, NetworkKind, Place, Role, Subject

T = TypeVar("T")

_LED = re.compile(
    r"^\s*(?:(?:in|uit|van|rond|over|heel|hele|regio|gebied|provincie|thema|de|het|about|around|all of|the|province of"
    r"|region|theme|of)\s+)+",
    re.IGNORECASE,
)
"""What stands before the name of a region or theme, and is no part of it."""


class ARegion(Reader[Region]):
    async def read(self, ctx: Context, text: str, ask: Ask | None) -> Region:
        found = ctx.atlas.region(text) or ctx.atlas.region(_LED.sub("", text))
        if found:
            return found
        raise _unknown(
            _("I do not know {name} as a region.", name=Bold(quoted(text))), text, ctx.atlas.region_names, ctx
        )

    async def exactly(self, ctx: Context, text: str) -> Region | None:
        return ctx.atlas.region(text)

    async def choices(self, ctx: Context) -> tuple[Choice, ...]:
        return tuple(Choice(region.name, region.name) for region in ctx.atlas.regions.values())

    async def take(self, ctx: Context, line: str) -> tuple[str, str]:
        return longest_head(line, lambda head: ctx.atlas.region(head) is not None)


class ATheme(Reader[Theme]):
    async def read(self, ctx: Context, text: str, ask: Ask | None) -> Theme:
        found = ctx.atlas.theme(text) or ctx.atlas.theme(_LED.sub("", text))
        if found:
            return found
        told = _("I do not know {name} as a theme.", name=Bold(quoted(text)))
        raise _unknown(told, text, ctx.atlas.theme_names, ctx)

    async def exactly(self, ctx: Context, text: str) -> Theme | None:
        return ctx.atlas.theme(text)

    async def choices(self, ctx: Context) -> tuple[Choice, ...]:
        return tuple(Choice(theme.name, theme.name) for theme in ctx.atlas.themes.values())

    async def take(self, ctx: Context, line: str) -> tuple[str, str]:
        return longest_head(line, lambda head: ctx.atlas.theme(head) is not None)


class ANetwork(Reader[Network]):
    """By number, by one of its names, or by a name nearly so."""

    _NUMBER: ClassVar = re.compile(r"^\s*(?:n\s*-?|-)\s*(\d{1,9})\b", re.IGNORECASE)

    async def read(self, ctx: Context, text: str, ask: Ask | None) -> Network:
        text = text[:LONGEST_HEAD]
        numbered = self._NUMBER.match(text)
        ids = [int(numbered[1])] if numbered else await ctx.read(networks.by_name, text)
        ids = ids or await ctx.read(_the_only, text, ctx)
        found = await ctx.read(networks.load, ids[:1])
        if found:
            return found[0]
        if numbered:
            raise Unclear(_("There is no network {number}.", number=Bold(f"N-{numbered[1]}")))
        near = await ctx.read(networks.like, text, limit=4)
        told = _("I do not know a network called {name}.", name=Bold(quoted(text)))
        raise Unclear(told, [Choice(network_number(each), each.name) for each in near])

    async def take(self, ctx: Context, line: str) -> tuple[str, str]:
        numbered = self._NUMBER.match(line)
        if numbered:
            return line[: numbered.end()], line[numbered.end() :]
        for head in heads(line):
            if await ctx.read(networks.by_name, head):
                return head, line[len(head) :]
        return line, ""


def _the_only(tx: Tx, text: str, ctx: Context) -> list[int]:
    """Find the network that a text tells by its kind and what it is for, and by no other word: "de hub Twente"."""
    said = filtered(text, ctx.vocabulary, (NETWORK_KINDS,))
    kinds = said.of(NetworkKind)
    if len(kinds) != 1 or said.words or not (said.regions or said.themes):
        return []
    which = Filter(regions=said.regions or None, themes=said.themes or None, kinds=kinds)
    found, total = networks.find(tx, which, limit=1)
    return [each.id for each in found] if total == 1 else []


class AMember(Reader[Member]):
    """By number, or by name or parts of it among those who agreed to be found here; coordinators know every name."""

    _NUMBER: ClassVar = re.compile(r"^\s*(?:m\s*-?|-)\s*(\d{1,9})\b", re.IGNORECASE)

    async def read(self, ctx: Context, text: str, ask: Ask | None) -> Member:
        text = text[:LONGEST_HEAD]
        numbered = self._NUMBER.match(text)
        if numbered:
            known = await ctx.read(people.get, int(numbered[1]))
            if known is None:
                raise Unclear(_("There is no member {number} any more.", number=Bold(f"M-{numbered[1]}")))
            found = [known]
        else:
            found = [each for each in await ctx.read(people.named, text) if _shown(ctx, each)]
            found = found or [each for each in await ctx.read(people.called_partly, text) if _shown(ctx, each)]
        if len(found) == 1:
            return found[0]
        if found:
            told = _("Several members are called {name}. Which one?", name=Bold(quoted(text)))
            raise Unclear(told, [Choice(member_number(each), described(each)) for each in found])
        raise Unclear(_("I do not know a member called {name}.", name=Bold(quoted(text))))

    async def take(self, ctx: Context, line: str) -> tuple[str, str]:
        numbered = self._NUMBER.match(line)
        if numbered:
            return line[: numbered.end()], line[numbered.end() :]
        for head in heads(line):
            if any(_shown(ctx, each) for each in await ctx.read(people.named, head)):
                return head, line[len(head) :]
        return line, ""


async def member_or_network(ctx: Context, text: str) -> Member | Network:
    """Return a person or network by number or name. Raises `Refused` with what was perhaps meant."""
    first, second = (ANetwork(), AMember()) if text.strip()[:1].lower() != "m" else (AMember(), ANetwork())
    problems: list[Unclear] = []
    for reader in (first, second):
        try:
            found: Member | Network = await reader.read(ctx, text, None)
        except Unclear as unclear:
            problems.append(unclear)
        else:
            return found
    near = tuple(Item(words(choice.label)) for each in problems for choice in each.choices)
    told = _(
        "I know nobody and no network called {name}. Give a name or a number, like M-7 or N-3.", name=Bold(quoted(text))
    )
    raise Refused(reply=Reply((Text(words(told)), *([Items(near)] if near else []))))


def _shown(ctx: Context, member: Member) -> bool:
    here = Place.members if ctx.personal and ctx.member.signed_up_at else Place.rooms
    return member.id == ctx.member.id or member.agreed(Field.found, here) or _coordinates(ctx)


def _coordinates(ctx: Context) -> bool:
    """Tell whether they coordinate more than a room: anyone can open one of those."""
    return any(each.role >= Role.coordinator and each.conversation_id is None for each in ctx.member.grants)


def network_number(network: Network) -> str:
    return f"N-{network.id}"


def member_number(member: Member) -> str:
    return f"M-{member.id}"


def network_title(network: Network) -> Named:
    """Return the name of a network, known as its own wherever it is kept."""
    return Named(Bold(network.name), 0, thing=f"{Subject.network}/{network.id}")


def list_name(name: str, network: int | None) -> Span:
    """Return what a list is called; one of a network goes with that, as its name does."""
    return name if network is None else Named(name, 0, thing=f"{Subject.network}/{network}")


def described(member: Member) -> Named:
    """Return a member as told apart from others of the same name."""
    told = f"{member.name} ({member.organisation.name})" if member.organisation else member.name
    return Named(told, member.id)


def _unknown(told: Msg, text: str, names: Mapping[str, int], ctx: Context) -> Unclear:
    near = [ctx.atlas.spellings[name] for name in closest(text, names)]
    return Unclear(told, [Choice(name, name) for name in near])
