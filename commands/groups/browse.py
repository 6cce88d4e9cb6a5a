"""Shows the groups of the Café: what each is for, those that fit, and one of them."""

import re
from collections.abc import Mapping
from typing import Final

from bot.chat.reply import Action, Actions, Block, Fact, Facts, Heading, Item, Items, Reply, Text, words
from bot.chat.spans import Bold
from bot.chat.texts import _
from bot.command.command import Context, Takes, command
from bot.command.shapes import Shape
from bot.members.visibility import name_to
from bot.members.welcome import Welcome
from bot.things.listing import Asked, asked, page_size
from commands.groups.fitting import fitting, listed
from commands.groups.readers import among, called, stems
from storage.database.text import fold
from storage.groups import groups
from storage.groups.group import Group
from storage.members import people
from storage.members.member import Member
from storage.vocabulary import Role

_CLOSED = "closed"
_OPENNESS: Final = {
    **dict.fromkeys(("besloten", "gesloten", "dicht", "niet open", "not open", "closed", "private"), _CLOSED),
    **dict.fromkeys(("open", "openbaar", "openbare", "vrij toegankelijk", "public"), "open"),
}
"""How groups are asked for by whether everybody may join."""
SHORT = 3
"""Words of a line that is a name or a filter, and no sentence."""


async def of_sentence(ctx: Context, text: str) -> Mapping[str, str]:
    """Read which group a sentence is about: "hoe kom ik in het kanaal van de kennishubs"."""
    found = called(await ctx.read(groups.every), text)
    if found:
        return {"group": found[0].name}
    return {"group": text} if len(text.split()) <= SHORT else {}


async def _words_in(ctx: Context, text: str) -> Mapping[str, str]:
    """Read the words of a sentence that name groups: "waar praten aanjagers met elkaar"."""
    if len(text.split()) <= SHORT:
        return {"which": text}
    known = {stem for each in await ctx.read(groups.every) for stem in stems(f"{each.title} {each.for_whom}")}
    said = [each for each in text.strip(" ?.!").split() if among(stems(each), known) or fold(each) in _OPENNESS]
    return {"which": " ".join(said)} if said else {}


@command(
    nl=("groepen", "welke groepen zijn er", "kanalen"),
    en=("groups", "which groups are there", "channels"),
    summary=_("See which groups the Café has, and what each is for"),
    safe=True,
    fills=_words_in,
)
async def list_groups(ctx: Context, which: str = "") -> Reply:
    every = await ctx.read(groups.every)
    found = asked(ctx, which, _OPENNESS)
    known = {stem for each in every for stem in _stems(each)}
    places = (ctx.atlas.regions[each].name for each in found.named)
    words_ = stems(" ".join(found.unknown)) | (
        stems(found.rest) - stems(" ".join(places)) if not found.themes else frozenset()
    )
    those = [each for each in every if _fits(each, found, among(words_, known))]
    if len(found.values) == 1:
        those = [each for each in those if each.closed is (_CLOSED in found.values)]
    unknown = [each for each in found.unknown if (tells := stems(each)) and not among(tells, known)]
    blocks: list[Block] = [Heading(words(_("Groups")))]
    if unknown and which:
        told = _("I do not know {words} in the name of a group. These are the others.", words=[*map(Bold, unknown)])
        blocks.append(Text(words(told)))
    open_, closed = [each for each in those if not each.closed], [each for each in those if each.closed]
    page = open_[found.offset : found.offset + page_size(ctx)]
    if page:
        blocks.append(Items(tuple(_item(each) for each in page)))
    if closed:
        blocks.append(Text(words(_("Closed: {names}. You can ask to be let in.", names=listed(closed)))))
    if not those:
        blocks.append(Text(words(_("There is no group like that."))))
    more = [Action(_("Which fit me"), groups_for_me.line())]
    if len(open_) > found.offset + page_size(ctx):
        more.append(Action(_("More groups"), list_groups.line(f"{found.text} p{found.page + 1}".strip())))
    return Reply((*blocks, Actions(tuple(more))))


def _stems(group: Group) -> frozenset[str]:
    return stems(f"{group.title} {group.part_of} {group.for_whom}")


def _fits(group: Group, found: Asked, said: frozenset[str]) -> bool:
    there = found.regions is None or not group.regions.isdisjoint(found.regions)
    about = found.themes is None or not group.themes.isdisjoint(found.themes)
    return there and about and (not said or bool(said & _stems(group)))


def _item(group: Group) -> Item:
    return Item(words(Bold(group.name)), (words(_for(group)),), (Action(_("View"), show_group.line(group.name)),))


def _for(group: Group) -> str:
    return f"voor {group.for_whom}" if group.for_whom else group.part_of


@command(
    nl=("groepen voor mij", "waar hoor ik bij"),
    en=("groups for me", "where do i belong"),
    summary=_("See which groups of the Café fit you"),
    safe=True,
    takes=Takes.sentence,
)
async def groups_for_me(ctx: Context, said: str = "") -> Reply:
    found = await ctx.read(fitting, ctx.member, ctx.atlas, said)
    if not found:
        tell = _("I know too little to say which fit you. Tell me your role and your region.")
        return Reply((Text(words(tell)), Actions((Action(_("All groups"), list_groups.line()),))))
    heading = Heading(words(_("Groups that fit you")))
    return Reply(
        (heading, Items(tuple(_item(each) for each in found)), Actions((Action(_("All groups"), list_groups.line()),)))
    )


@command(
    nl=("groep", "toon groep"),
    en=("group", "show group"),
    summary=_("Look at one group of the Café"),
    safe=True,
    hidden=True,
)
async def show_group(ctx: Context, group: Group) -> Reply:
    closed = _("closed") if group.closed else _("open to everybody")
    rows = [Fact(_("For whom"), words(group.for_whom))] if group.for_whom else []
    rows.append(Fact(_("Status"), words(closed)))
    if group.regions:
        rows.append(Fact(_("Region"), words("; ".join(sorted(ctx.atlas.regions[each].name for each in group.regions)))))
    if group.themes:
        rows.append(Fact(_("Theme"), words("; ".join(sorted(ctx.atlas.themes[each].name for each in group.themes)))))
    keeper = await ctx.read(people.load, [group.keeper_id] if group.keeper_id is not None else [])
    for each in keeper:
        rows.append(Fact(_("Looked after by"), words(name_to(ctx, each))))
    label = _("May I join") if group.closed else _("How do I get there")
    first = Action(label, ctx.line("ask_in", group.name))
    more = [Action(_("All groups"), list_groups.line())]
    if ctx.may(Role.coordinator, regions=group.regions or None):
        more.append(Action(_("Choose a keeper"), ctx.line("set_group_keeper", group.name)))
    return Reply((Heading(words(group.name)), Facts(tuple(rows)), Actions((first, *more))))


_PURPOSE: Final = {
    "nl": re.compile(
        r"(?:waar (?:is|dient)|waarvoor (?:is|dient)|wat is|wat doen? (?:je|we|jullie|men) in)\s+(?:(?:de|het)\s+)?"
        r"(?:groep|kanaal)\s+(?P<what>\S.*?)(?:\s+(?:voor|eigenlijk|toe|bedoeld))*\W*",
        re.IGNORECASE,
    ),
    "en": re.compile(
        r"what(?:'s| is)\s+(?:the\s+)?(?:group|channel)\s+(?P<what>\S.*?)(?:\s+(?:for|about|meant))*\W*", re.IGNORECASE
    ),
}
"""Asks what a group is for: "waar is het kanaal Algemeen voor"."""


def _asks_purpose(line: str) -> tuple[str, str] | None:
    asked = ((language, pattern.fullmatch(line.strip())) for language, pattern in _PURPOSE.items())
    return next(((language, found["what"]) for language, found in asked if found), None)


PURPOSE = Shape("show_group", _asks_purpose)


async def welcome_to(ctx: Context, member: Member) -> list[Block]:
    """Tell who just signed up which groups fit them."""
    found = await ctx.read(fitting, member, ctx.atlas)
    if not found:
        return []
    told = _("Groups of the Café that fit you: {names}.", names=listed(found))
    return [Text(words(told)), Actions((Action(_("Groups"), groups_for_me.line()),))]


WELCOME = Welcome(welcome_to)
