"""Reads a new network from a sentence: "ons leernetwerk Veenweide aanmelden, gaat over water en bodem in Friesland"."""

import re
from collections.abc import Iterator, Mapping

from bot.command.command import Context
from bot.command.labels import NETWORK_KINDS, RESOURCES
from bot.reading.mentions import mentioned
from bot.sentences.named import named_in
from storage.database.text import fold
from storage.networks import networks
from storage.vocabulary import NetworkKind, NetworkRole, Resource

LONGEST = 400
"""Characters of a sentence in which names are looked for."""
_NUMBER = re.compile(r"(?<!\w)n\s?-?\s?(\d{1,9})(?!\w)", re.IGNORECASE)
_SOMEBODY = re.compile(r"\b(?:iemand|someone|somebody|anyone)\b", re.IGNORECASE)
"""Whom a network needs that looks for no kind of help by its name."""
LONGEST_NAME = 8
"""Words of a name that stands alone."""

_CALLED = r"(?:(?:genaamd|met de naam|dat heet|heet|called|named|with the name)\s+)"
_WORD = r"[A-Z0-9][\w&'-]*"
_NAME = (
    r"""(?:["\u201c\u2018'](?P<quoted>[^"\u201d\u2019]{2,160})["\u201d\u2019']"""
    rf"|(?P<name>{_WORD}(?:\s+(?:(?:van|voor|en|de|het|of|the|for|and|&)\s+){{0,2}}{_WORD}){{0,7}}))"
)
_SENTENCE = frozenset("ik wij we ons onze mijn i our my gaat is zijn wil willen want".split())  # noqa: SIM905  # reads better


async def of_sentence(ctx: Context, text: str) -> Mapping[str, str]:
    """Read the name, kind, themes and regions that a sentence tells."""
    said = dict(_of_kind(text))
    start, end = _name_in(text, said.pop("form", ""))
    if end:
        said["name"] = text[start:end].strip("\"'\u201c\u201d\u2018\u2019 ")
    outside = [each for each in await named_in(ctx, text) if not (start <= each.start < end)]
    for word, field in (("theme", "themes"), ("region", "regions")):
        if values := dict.fromkeys(each.value for each in outside if each.word == word):
            said[field] = "; ".join(values)
    return said


async def of_trade(ctx: Context, text: str) -> Mapping[str, str]:
    """Read which network a sentence is about, and what it needs or offers: "N-3 zoekt mensen en geld"."""
    found = await ctx.read(mentioned, text[:LONGEST], ctx.place)
    number = next((f"N-{each.id}" for each in found if each.kind == "network"), "")
    if numbered := _NUMBER.search(text):
        number = f"N-{numbered[1]}"
    if not number and _OURS.search(text):
        number = await _own(ctx)
    words = f" {fold(text)} "
    what = [each for each in Resource if any(f" {fold(form)} " in words for form in RESOURCES.names(each))]
    if not what and _SOMEBODY.search(text):
        what = [Resource.mensen]
    return ({"network": number} if number else {}) | ({"what": "; ".join(what)} if what else {})


_OURS = re.compile(r"\b(?:ons|onze|wij|we|our|ours)\b", re.IGNORECASE)


async def _own(ctx: Context) -> str:
    """Return the number of the only network that they drive; "" for none or several."""
    own = await ctx.read(networks.of_member, ctx.member.id, NetworkRole.convenor)
    return f"N-{own[0].id}" if len(own) == 1 else ""


def _name_in(text: str, kind: str) -> tuple[int, int]:
    """Tell where its name stands: behind "called" or its kind, or as the first words; nowhere when both are 0."""
    behind = rf"\b(?:{re.escape(kind)}|netwerk|network)" if kind else r"\b(?:netwerk|network)"
    for pattern in (rf"{_CALLED}{_NAME}", rf"(?i:{behind})\s+{_CALLED}?{_NAME}"):
        if found := re.search(pattern, text):
            return found.span("quoted" if found["quoted"] else "name")
    first = re.split(r"[,;\n]", text, maxsplit=1)[0]
    alone = len(first.split()) <= LONGEST_NAME and _SENTENCE.isdisjoint(fold(first).split())
    return (0, len(first)) if alone else (0, 0)


def _of_kind(text: str) -> Iterator[tuple[str, str]]:
    """Find the kind that is named, and by which words."""
    said = f" {fold(text)} "
    forms = [(form, kind) for kind in NetworkKind for form in NETWORK_KINDS.names(kind) if f" {fold(form)} " in said]
    if forms:
        form, kind = max(forms, key=lambda each: len(each[0]))
        yield "kind", kind.value
        yield "form", form
