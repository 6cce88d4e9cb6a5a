"""Tells who is what in a hub, and lets members say it of themselves. It gives no right."""

import re
from collections.abc import Mapping
from typing import Any, Final

from bot.chat.line import Line
from bot.chat.reply import Action, Actions, Fact, Inline, Reply, Subject, Text, words
from bot.chat.spans import Code
from bot.chat.texts import Msg, _
from bot.command.command import Context, Takes, command
from bot.command.labels import Labels
from bot.command.refusal import Refused
from bot.command.shapes import Shape
from bot.members.visibility import name_to
from bot.reading.record_readers import network_number, network_title
from bot.things.undoing import Undoable, did, done
from storage.database.database import Tx
from storage.groups import labels
from storage.groups.group import Label
from storage.members import people
from storage.members.member import Member
from storage.messaging import cards
from storage.networks import networks
from storage.networks.network import Filter, Network
from storage.vocabulary import Field, NetworkKind, NetworkStatus, Role
from storage.vocabulary import Subject as Kind

TAKE, DROP = "take label", "drop label"
MOST = 5
LABELS = Labels(
    Label,
    {
        Label.connector: _("connector"),
        Label.entrepreneur: _("entrepreneur"),
        Label.project_leader: _("project leader"),
        Label.liaison: _("liaison officer"),
    },
)
_SAID: Final = {
    Label.connector: r"verbinders?|connectors?",
    Label.entrepreneur: r"ondernemers?|entrepreneurs?",
    Label.project_leader: r"projectleid(?:ers?|st?ers?)|project\s+leaders?",
    Label.liaison: r"verbindingsofficier(?:en)?|liaison\s+officers?",
}
_ANY: Final = "|".join(_SAID.values())
_HUB: Final = r"(?:regionale\s+|regional\s+)?(?:kennis|knowledge\s+)?hub"
_OF: Final = (
    r"(?:\s+(?:van\s+het\s+rijk|of\s+the\s+state))?\s*(?:\b(?:in|van|voor|bij|of|for|at)\b)?\s*(?:de\s+|the\s+)?"
)
_OF_HUB: Final = rf"{_OF}(?P<hub>{_HUB}\b\s*(?:\b(?:in|van|of|for)\b)?\s*)"
# An entrepreneur or project leader may be anybody's: of a hub only when it is named.
_SURE: Final = f"{_SAID[Label.connector]}|{_SAID[Label.liaison]}"
_WHO: Final = {
    "nl": r"(?:wie\s+(?:is|zijn)\s+)?(?:er\s+)?(?:de\s+|een\s+)?",
    "en": r"(?:who\s+(?:is|are)\s+)?(?:the\s+|a\s+)?",
}
_IS: Final = {"nl": r"ik\s+ben\s+(?:de\s+|een\s+)?", "en": r"i\s+am\s+(?:the\s+|a\s+)?"}


def _patterns(begin: Mapping[str, str], *, sure: str) -> Mapping[str, re.Pattern[str]]:
    return {
        language: re.compile(rf"{said}(?:(?:{sure}){_OF}(?:{_HUB}\b\s*)?\S.*|(?:{_ANY}){_OF_HUB}.*)", re.IGNORECASE)
        for language, said in begin.items()
    }


_ASKED: Final = _patterns(_WHO, sure=_SURE)
_TOLD: Final = {language: re.compile(rf"{said}(?:{_ANY}){_OF_HUB}.*", re.IGNORECASE) for language, said in _IS.items()}


def _shape(command_: str, patterns: Mapping[str, re.Pattern[str]]) -> Shape:
    def read(line: str) -> tuple[str, str] | None:
        said = line.strip().rstrip(" ?.!")
        language = next((each for each, pattern in patterns.items() if pattern.fullmatch(said)), None)
        return (language, said) if language else None

    return Shape(command_, read)


SHAPES = (_shape("who_is_in_hub", _ASKED), _shape("be_in_hub", _TOLD))


def _label(text: str) -> Label | None:
    return next((each for each, said in _SAID.items() if re.search(rf"\b(?:{said})\b", text, re.IGNORECASE)), None)


_BEFORE_PLACE: Final = re.compile(rf"^{_OF}(?:{_HUB}\b)?\s*(?:\b(?:in|van|of|for)\b)?\s*", re.IGNORECASE)


def _hubs(tx: Tx, ctx: Context, text: str) -> list[Network]:
    """Find the hubs that a text is about: by the place behind the label, else by where the member works."""
    place = re.split(rf"\b(?:{_ANY})\b", text, maxsplit=1, flags=re.IGNORECASE)[-1]
    place = re.sub(rf"^{_OF}(?:{_HUB}\b)?\s*(?:\b(?:in|van|of|for)\b)?\s*", "", place, flags=re.IGNORECASE).strip(
        " ?.!"
    )
    number = re.fullmatch(r"n-?(\d{1,9})", place, re.IGNORECASE)
    named = [int(number[1])] if number else networks.by_name(tx, place) or networks.by_name(tx, f"hub {place}")
    found = [each for each in networks.load(tx, named) if _is_hub(each)] if place else []
    region = ctx.atlas.region(place) if place else None
    around = ctx.atlas.within([region.id]) if region else frozenset(ctx.member.regions)
    if not found and (region or not place):
        kinds = frozenset({NetworkKind.regionale_kennishub})
        found, _count = networks.find(tx, Filter(regions=around or None, kinds=kinds), limit=MOST)
    return found


def _is_hub(network: Network) -> bool:
    return network.kind is NetworkKind.regionale_kennishub and network.status is NetworkStatus.listed


async def _one(ctx: Context, label: Label, text: str, line: Line) -> Network | Reply:
    """The hub that is meant, or the question which."""
    found = await ctx.read(_hubs, ctx, text)
    if len(found) == 1:
        return found[0]
    if found:
        choices = tuple(Action(each.name, line.about(str(label), network_number(each))) for each in found)
        return Reply((Text(words(_("Of which hub?"))), Actions(choices)))
    raise Refused(
        _(
            "I know no hub there. Name it: {example}.",
            example=Code(Line("verbinder in Twente", en="connector in Twente")),
        )
    )


@command(
    nl=("wie is er in de hub",),
    en=("who is in the hub",),
    summary=_("See who is connector, entrepreneur, project leader or liaison officer of a hub"),
    safe=True,
    takes=Takes.sentence,
)
async def who_is_in_hub(ctx: Context, which: str) -> Reply:
    label = _label(which) or Label.connector
    hub = await _one(ctx, label, which, who_is_in_hub.line())
    if isinstance(hub, Reply):
        return hub
    number = network_number(hub)
    found = await _shown(ctx, hub, label)
    if not found:
        first = Text(words(_("First contact"), ": ", *await _lead(ctx, hub)))
        that_is_me = Action(_("That is me"), be_in_hub.line(label, number))
        blocks = (
            Text(
                words(_("Nobody yet.")),
            ),
            first,
            Actions((Action(_("View"), number), that_is_me)),
        )
        return Reply(blocks)
    told = _("{label} of {hub}:", label=LABELS[label], hub=network_title(hub))
    return Reply(
        (
            Text(words(told, " ", *_joined([name_to(ctx, each) for each in found]))),
            Actions((Action(_("View"), number),)),
        )
    )


async def _shown(ctx: Context, hub: Network, label: Label) -> list[Member]:
    """Who is that there, of those who show themselves where this is read."""
    ids = await ctx.read(labels.members_with, hub.id, label)
    return [
        each for each in await ctx.read(people.load, ids) if each.agreed(Field.found, ctx.place) and not each.blocked_at
    ]


async def _lead(ctx: Context, hub: Network) -> list[Inline]:
    driving = await ctx.read(people.load, hub.convenors)
    names = _joined([name_to(ctx, each) for each in driving if each.agreed(Field.found, ctx.place)])
    return [*names, ", ", _("the lead of the hub")] if names else [_("the lead of the hub")]


def _joined(names: list[Any]) -> list[Inline]:  # Any: a name, or what stands for one
    return [piece for each in names for piece in ("; ", each)][1:]


@command(
    nl=("in de hub ben ik",),
    en=("in the hub i am",),
    summary=_("Say what you are in a hub"),
    allow=Role.member,
    takes=Takes.sentence,
)
async def be_in_hub(ctx: Context, which: str) -> Reply:
    label = _label(which)
    if label is None:
        raise Refused(_("Say what you are: connector, entrepreneur, project leader or liaison officer."))
    hub = await _one(ctx, label, which, be_in_hub.line())
    if isinstance(hub, Reply):
        return hub
    number = network_number(hub)
    if await ctx.read(networks.part_of, hub.id, ctx.member.id) is None:
        told = _("First join {hub}. Then you can say what you are there.", hub=network_title(hub))
        return Reply((Text(words(told)), Actions((Action(_("Join"), ctx.line("join_network", number)),))))
    was = await ctx.write(labels.put, hub.id, ctx.member.id, label, ctx.now)
    await ctx.write(cards.touch, Kind.network, hub.id)
    thing = Subject(Kind.network, hub.id, number)
    entry = await did(ctx, thing, TAKE, was=was)
    return done(ctx, _("You are {label} of {hub}.", label=LABELS[label], hub=network_title(hub)), thing, entry)


@command(
    nl=("in de hub ben ik niets meer", "ik stop in hub"),
    en=("in the hub i am nothing any more",),
    summary=_("Say that you are nothing in a hub any more"),
    allow=Role.member,
    hidden=True,
)
async def leave_hub_label(ctx: Context, network: Network) -> Reply:
    was = await ctx.write(labels.drop, network.id, ctx.member.id)
    if was is None:
        raise Refused(_("You had said nothing of yourself there."))
    await ctx.write(cards.touch, Kind.network, network.id)
    thing = Subject(Kind.network, network.id, network_number(network))
    entry = await did(ctx, thing, DROP, was=was)
    told = _("You are {label} of {hub} no longer.", label=LABELS[was], hub=network_title(network))
    return done(ctx, told, thing, entry)


async def facts(ctx: Context, thing: Subject) -> list[Fact]:
    """On the card of a hub: who is what, of those who show themselves here."""
    network = await ctx.read(networks.get, thing.id)
    if network is None or not _is_hub(network):
        return []
    rows = []
    for label in Label:
        if found := await _shown(ctx, network, label):
            rows.append(Fact(LABELS[label], words(*_joined([name_to(ctx, each) for each in found]))))
    return rows


async def _as_before(ctx: Context, thing: Subject, detail: Mapping[str, Any]) -> Msg | None:  # Any: as it was noted
    was = detail.get("was")
    if was:
        await ctx.write(labels.put, thing.id, ctx.member.id, Label(was), ctx.now)
    elif await ctx.write(labels.drop, thing.id, ctx.member.id) is None:
        return None
    await ctx.write(cards.touch, Kind.network, thing.id)
    return _("It is as it was.")


UNDO = (Undoable(Kind.network, TAKE, _as_before, alone=True), Undoable(Kind.network, DROP, _as_before, alone=True))
