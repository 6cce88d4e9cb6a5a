"""Finds the area process that is meant: by its network, its region, or as the only one of one's own."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from bot.chat.line import Line
from bot.chat.reply import Action, Actions, Reply, Text, words
from bot.chat.spans import Bold
from bot.chat.texts import _
from bot.command.command import Context
from bot.command.refusal import Refused
from bot.language.sentence import understand
from bot.reading.record_readers import network_number, network_title
from bot.sentences import memory
from storage.area_process import area_processes
from storage.area_process.area_process import AreaProcess
from storage.database.database import Tx
from storage.networks import networks
from storage.networks.network import Filter, Network
from storage.vocabulary import NetworkKind, NetworkStatus, Role

MOST = 4
_KIND: Final = re.compile(
    r"^(?:het\s+|the\s+)?(?:gebieds?proces|gebied|area(?:\s+process)?)\s+(?:(?:van|in|of)\s+)?(?=\S)", re.IGNORECASE
)
"""What it is, before its name: "het gebied De Peel"."""
_CLAUSE: Final = re.compile(r"[,.;:!?]\s")
_JOINTS: Final = re.compile(r"^\s*(?:(?:in|van|voor|met|over|bij|of|for|about|on)\s+)+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Area:
    """A network, and how far it is as an area process when it is one."""

    network: Network
    process: AreaProcess | None

    @property
    def number(self) -> str:
        return network_number(self.network)


class Several(Exception):  # it is no error
    """There are several. `reply` lets one be chosen."""

    def __init__(self, reply: Reply) -> None:
        super().__init__()
        self.reply = reply


def name_in(text: str) -> str:
    """Return what a text names, without what leads to it: "over De Peel?"."""
    return _KIND.sub("", _JOINTS.sub("", text.strip(" .,:;?!"))).strip()


def _found(tx: Tx, ctx: Context, text: str) -> list[Network]:
    """Find the networks that a text names, also with a story behind the name; one's own where it names none."""
    names = dict.fromkeys((name_in(text), name_in(_CLAUSE.split(text)[0])))
    named = next(filter(None, (_called(tx, ctx, each) for each in names)), [])
    if named or not name_in(text):
        return named
    regions = [ctx.atlas.regions[each].name for each in understand(text, ctx.vocabulary).ids("region")]
    return next(filter(None, (_called(tx, ctx, each) for each in regions)), [])


def _called(tx: Tx, ctx: Context, name: str) -> list[Network]:
    number = re.fullmatch(r"n\s?-?\s?(\d{1,9})", name, re.IGNORECASE)
    if not name:
        return networks.load(tx, area_processes.of_member(tx, ctx.member.id))
    ids: Sequence[int] = [int(number[1])] if number else networks.by_name(tx, name)
    found = [each for each in networks.load(tx, ids) if each.status is NetworkStatus.listed]
    region = ctx.atlas.region(name)
    if not found and region:
        kinds = frozenset({NetworkKind.gebiedswerkplaats})
        found, _count = networks.find(tx, Filter(regions=ctx.atlas.within([region.id]), kinds=kinds), limit=MOST)
    return found


async def area(ctx: Context, text: str, command: Line) -> Area:
    """Return the area that a text names, else that was just shown, else the only one of one's own.

    Raises `Refused`, `Several`.
    """
    shown = "" if name_in(text) else (await memory.table(ctx)).thing
    found = await ctx.read(_found, ctx, shown if shown.startswith("N-") else text)
    held = await ctx.read(area_processes.load, [each.id for each in found])
    going = [each for each in found if each.id in held]
    those = going if len(going) == 1 else found
    if len(those) == 1:
        return Area(those[0], held.get(those[0].id))
    if those:
        choices = tuple(Action(each.name, command.about(network_number(each))) for each in those[:MOST])
        raise Several(Reply((Text(words(_("Which area do you mean?"))), Actions(choices))))
    example = Bold("De Peel")
    if name_in(text):
        raise Refused(
            _("I know no area process called {name}. Name a network or region.", name=Bold(name_in(text)[:80]))
        )
    raise Refused(_("Of which area? Name it, such as {example}.", example=example))


def going(found: Area) -> AreaProcess:
    """Return how far it is. Raises `Refused` for a network that is no area process."""
    if found.process is None:
        raise Refused(_("{name} is no area process yet.", name=network_title(found.network)))
    return found.process


async def is_partner(ctx: Context, network: Network) -> bool:
    """Tell whether the member takes part: only partners see what was agreed, coordinators do not."""
    return await ctx.read(networks.part_of, network.id, ctx.member.id) is not None


def looks_after(ctx: Context, network: Network) -> bool:
    return ctx.may(Role.convenor, regions=network.regions, network=network.id)


def require_looks_after(ctx: Context, network: Network) -> None:
    """Raises `Refused` for who does not."""
    if not looks_after(ctx, network):
        told = _("Who drives {name} can do this, or a coordinator.", name=network_title(network))
        look = Action(_("View the network"), network_number(network))
        raise Refused(reply=Reply((Text(words(told)), Actions((look,)))))
