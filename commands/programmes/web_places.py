"""Gives the web the programmes and hubs that who looks after them put there, with whom to turn to.

Nobody is named there who did not say that everyone on the website may find them.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime

from bot.chat.reply import Subject
from bot.chat.spans import Code
from bot.chat.texts import _
from bot.command.command import Context
from bot.command.refusal import Refused
from bot.reading.record_readers import network_title
from bot.things.publication import (
    CHANGED,
    NUMBER,
    PUBLISH,
    Consent,
    Field,
    Pages,
    Projection,
    Published,
    Shown,
)
from commands.programmes.labels import COURSES, COVERED, PARTS, PHASES
from commands.programmes.people import names_on_web
from commands.programmes.rights import require_looks_after
from storage.database.database import Tx
from storage.networks import networks
from storage.networks.network import Network
from storage.programmes import hubs, programmes, publication
from storage.programmes.hub import Function, Hub
from storage.programmes.part import Held, Part, Standing
from storage.programmes.programme import Programme
from storage.vocabulary import NetworkStatus
from storage.vocabulary import Subject as Kind


def _programmes(tx: Tx, ids: Sequence[int]) -> Mapping[int, Projection]:
    since = publication.programmes_since(tx, ids)
    found = _listed(tx, since)
    known = programmes.load(tx, [each.id for each in found])
    names = _turned_to(tx, found, {id_: each.people for id_, each in known.items()})
    return {each.id: _programme(each, known[each.id], since[each.id], names[each.id]) for each in found}


def _hubs(tx: Tx, ids: Sequence[int]) -> Mapping[int, Projection]:
    since = publication.hubs_since(tx, ids)
    found = _listed(tx, since)
    known = hubs.load(tx, [each.id for each in found])
    names = _turned_to(tx, found, {id_: each.people for id_, each in known.items()})
    return {each.id: _hub(each, known[each.id], since[each.id], names[each.id]) for each in found}


def _listed(tx: Tx, since: Mapping[int, datetime]) -> list[Network]:
    return [each for each in networks.load(tx, list(since)) if each.status is NetworkStatus.listed]


def _turned_to(tx: Tx, found: Sequence[Network], people_there: Mapping[int, Sequence[Held]]) -> Mapping[int, list[str]]:
    """Name whom to turn to first in each: who said yes to that, else who leads it, else who drives the network."""
    several: dict[int, list[Sequence[int]]] = {}
    for each in found:
        held = [part for part in people_there[each.id] if part.standing is Standing.holds]
        doing = [[one.member_id for one in held if one.part is part] for part in (Part.contact, Part.lead)]
        several[each.id] = [*doing, each.convenors]
    known = names_on_web(tx, {id_ for ways in several.values() for ids in ways for id_ in ids})
    shown = {id_: [[known[each] for each in ids if each in known] for ids in ways] for id_, ways in several.items()}
    return {id_: next(filter(None, ways), []) for id_, ways in shown.items()}


def _programme(network: Network, programme: Programme, since: datetime, names: Sequence[str]) -> Projection:
    facts = programme.facts
    return {
        **_place(network, since, names),
        "form": facts.sort,
        "course": facts.course.value,
        "lead": facts.lead,
        "changed": max(network.changed_at, since).isoformat(),
    }


def _hub(network: Network, hub: Hub, since: datetime, names: Sequence[str]) -> Projection:
    # What came from a list, and nobody here said, is no fact to show to everybody.
    told = [each for each in hub.functions if each.id and not each.estimate]
    moments = [network.changed_at, since, *(each.confirmed_at for each in told if each.confirmed_at)]
    return {
        **_place(network, since, names),
        "phase": hub.phase.value,
        "functions": [_function(each) for each in told],
        "changed": max(moments).isoformat(),
    }


def _function(function: Function) -> Projection:
    return {"function": function.part.value, "covered": function.covered.value, "by": function.by}


def _place(network: Network, since: datetime, names: Sequence[str]) -> Projection:
    return {
        "number": f"N-{network.id}",
        "name": network.name,
        "aim": network.aim,
        "contact": list(names),
        "join": network.how_to_join,
        "website": network.website or "",
        "regions": sorted(network.regions),
        "themes": sorted(network.themes),
        "made": since.isoformat(),
    }


_NAMED = (
    NUMBER,
    Field("name", "naam", _("Name"), schema="name"),
    Field("aim", "doel", _("What it is for"), schema="description"),
)
_ASKING = (
    Field(
        "contact",
        "aanspreekpunten",
        _("Whom to turn to"),
        Shown.texts,
        schema="contactPoint",
        of_schema="ContactPoint",
    ),
    Field("join", "meedoen", _("How to join")),
    Field("website", "website", _("Website"), Shown.link, schema="url"),
)
_AROUND = (
    Field("regions", "regios", _("Regions"), Shown.regions, schema="areaServed"),
    Field("themes", "themas", _("Themes"), Shown.themes, schema="knowsAbout"),
    Field("made", "gezetOp", _("Put there on"), Shown.moment),
    CHANGED,
)
_FUNCTION = (
    Field("function", "functie", _("Function"), Shown.label, PARTS),
    Field("covered", "belegd", _("Taken care of"), Shown.label, COVERED),
    Field("by", "door", _("By")),
)

PROGRAMMES = Published(
    Kind.network,
    PUBLISH,
    _programmes,
    Pages(
        {"nl": "programmas", "en": "programmes"},
        _("Programmes"),
        _("Programme"),
        _("What public organisations do together in an area for some years, and whom to turn to."),
        publication.PROGRAMMES,
        "name",
        (
            *_NAMED,
            Field("form", "vorm", _("Form")),
            Field("course", "status", _("Status"), Shown.label, COURSES),
            Field("lead", "trekker", _("Led by")),
            *_ASKING,
            *_AROUND,
        ),
        sorted_by="course",
        schema="Organization",
        made="made",
    ),
)
HUBS = Published(
    Kind.network,
    PUBLISH,
    _hubs,
    Pages(
        {"nl": "hubs", "en": "hubs"},
        _("Hubs"),
        _("Hub"),
        _("Where the knowledge of a region comes together: who takes care of what, and whom to turn to."),
        publication.HUBS,
        "name",
        (
            *_NAMED,
            Field("phase", "fase", _("Phase"), Shown.label, PHASES),
            *_ASKING,
            *_AROUND,
            Field("functions", "functies", _("Functions"), Shown.parts, parts=_FUNCTION),
        ),
        sorted_by="phase",
        schema="Organization",
        made="made",
    ),
)


async def _who_looks_after(ctx: Context, thing: Subject, on: bool) -> None:
    network = await ctx.read(networks.get, thing.id)
    number = Code(thing.line)
    if network is None or network.status is not NetworkStatus.listed:
        raise Refused(_("{number} is out of sight.", number=number))
    programme, hub = await ctx.read(programmes.load, [network.id]), await ctx.read(hubs.load, [network.id])
    if not (programme or hub):
        told = _("{network} is on the website as a network on the list.", network=network_title(network))
        raise Refused(told, _("Only what else a programme or hub tells can be put there, or taken off."))
    require_looks_after(ctx, network)


CONSENT = Consent(
    Kind.network,
    _who_looks_after,
    publication.publish_place,
    _("People are named there only if they let everyone on the website find them."),
    names=True,
)
