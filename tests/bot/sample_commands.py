"""Commands for tests of the core: one for each way in which a handler can behave."""

import asyncio
from collections import Counter
from datetime import datetime
from typing import Annotated

from sqlalchemy import Connection, text

from bot.chat.reply import Action, Actions, Audience, Reply, Text, say, words
from bot.chat.texts import _
from bot.command.command import Ask, Commands, Context, command
from bot.command.refusal import Refused
from storage.atlas import Region
from storage.database import cursors
from storage.networks.network import Network
from storage.vocabulary import NetworkKind, Role

gates: dict[str, asyncio.Event] = {}
"""A test lets `wacht` go on by setting its gate."""

arrived: dict[str, asyncio.Event] = {}
"""Set when `wacht` has begun."""

calls: Counter[str] = Counter()
"""How often a handler ran, by what it was given."""


async def count(ctx: Context, name: str) -> int:
    """One more in the database: what must not be lost, nor done twice."""
    return await ctx.write(one_more, name, ctx.now)


def one_more(tx: Connection, name: str, now: datetime) -> int:
    if tx.dialect.name == "postgresql":
        tx.execute(text("SELECT pg_advisory_xact_lock(1)"))
    counted = int(cursors.get(tx, name) or 0) + 1
    cursors.put(tx, name, str(counted), now)
    return counted


@command(nl=("tel",), en=("count",), summary=_("What I can do"))
async def tally(ctx: Context, name: str = "") -> Reply:
    calls[name] += 1
    return say("teller ", str(await count(ctx, f"tally {name}")))


@command(nl=("stuk",), en=("break",), summary=_("What I can do"))
async def broken(ctx: Context, name: str = "") -> Reply:
    calls[name] += 1
    await count(ctx, f"tally {name}")
    ctx.notify(ctx.member, say("never sent"))
    raise ZeroDivisionError(name)


@command(nl=("weiger",), en=("refuse",), summary=_("What I can do"))
async def refused(ctx: Context, name: str = "") -> Reply:
    await count(ctx, f"tally {name}")
    raise Refused(_("You cannot block yourself."))


@command(nl=("wacht",), en=("wait",), summary=_("What I can do"))
async def slow(ctx: Context, name: str = "") -> Reply:
    calls[name] += 1
    await count(ctx, f"tally {name}")
    arrived.setdefault(name, asyncio.Event()).set()
    await gates.setdefault(name, asyncio.Event()).wait()
    return say("klaar met ", name)


@command(nl=("houd",), en=("hold",), summary=_("What I can do"))
async def hold(ctx: Context, name: Annotated[str, Ask(_("What is the network called?"))]) -> Reply:
    """As `wacht`, without keeping others from writing."""
    arrived.setdefault(name, asyncio.Event()).set()
    await gates.setdefault(name, asyncio.Event()).wait()
    return say("los van ", name)


@command(nl=("kruis",), en=("cross",), summary=_("What I can do"))
async def cross(ctx: Context, order: str) -> Reply:
    """Take two locks in that order. The first time, not before another has taken the second."""
    mine, other = order[0], order[1]
    calls[order] += 1
    await ctx.write(cursors.put, f"lock {mine}", order, ctx.now)
    arrived.setdefault(mine, asyncio.Event()).set()
    await arrived.setdefault(other, asyncio.Event()).wait()
    await ctx.write(cursors.put, f"lock {other}", order, ctx.now)
    return say("gekruist ", order)


@command(nl=("kijk",), en=("look",), summary=_("What I can do"), safe=True)
async def look(ctx: Context, what: str = "") -> Reply:
    return Reply(
        (
            Text(words("je ziet ", what)),
            Actions(
                (
                    Action("Tel", "tel knop"),
                    Action("Alleen jij", "tel eigen", Audience.asker),
                    Action("Stuk", "stuk knop"),
                )
            ),
        )
    )


@command(nl=("geheim",), en=("secret",), summary=_("What I can do"), private=True)
async def secret(ctx: Context) -> Reply:
    return say("dit is alleen voor ", ctx.member.name)


@command(nl=("vertel",), en=("tell",), summary=_("What I can do"))
async def tell(ctx: Context, what: str = "") -> Reply:
    ctx.notify(ctx.message.conversation.place, say("nieuws: ", what))
    return say("verteld")


@command(nl=("bestuur",), en=("govern",), summary=_("What I can do"), allow=Role.admin)
async def govern(ctx: Context) -> Reply:
    return say("bestuurd")


@command(nl=("plan",), en=("plan",), summary=_("Register a network"))
async def plan(
    ctx: Context,
    name: Annotated[str, Ask(_("What is the network called?"), label=_("Name"), max_length=40)],
    kind: Annotated[NetworkKind, Ask(_("What kind of network is it?"), label=_("Kind"))],
    regions: Annotated[list[Region] | None, Ask(_("In which regions does it work?"), label=_("Regions"))] = None,
    aim: Annotated[str, Ask(_("What is it for, in one or two sentences?"), label=_("Aim"), long=True)] = "",
) -> Reply:
    where = ", ".join(each.name for each in regions or ())
    await count(ctx, "plans")
    return say(f"plan: {name} | {kind} | {where} | {aim}")


@command(nl=("bezwaar",), en=("objection",), summary=_("Report something that is not right"))
async def object_to(
    ctx: Context,
    about: Annotated[str, Ask(_("What do you want to report? Give its number."))],
    because: Annotated[str, Ask(_("What is wrong with it?"))],
) -> Reply:
    raise Refused(_("You cannot block yourself."))


@command(nl=("netwerk",), en=("network",), summary=_("Look at one network"), safe=True)
async def show(ctx: Context, network: Network) -> Reply:
    return say("netwerk ", network.name)


SAMPLE_COMMANDS = Commands(
    [tally, broken, refused, slow, hold, cross, look, secret, tell, govern, plan, object_to, show]
)
