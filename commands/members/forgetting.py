"""Forgets a member, who chooses what stays of what they wrote, and is told before what that means."""

from collections.abc import Iterable
from enum import StrEnum
from typing import Annotated

from bot.chat.reply import Block, Fact, Facts, Reply, Text, say, words
from bot.chat.spans import Bold, Code
from bot.chat.texts import Msg, _, _n
from bot.command.command import Ask, Context, Values, command
from bot.command.labels import Labels
from bot.members.permissions import hand_back
from storage import audit
from storage.accounts import authored, erasure, reach
from storage.accounts.authored import Authored, Works
from storage.links import Thing
from storage.networks import networks
from storage.vocabulary import NetworkRole, Subject

SHOWN = 8
"""Numbers that are named of what others built on: enough to recognise them."""


class Leaving(StrEnum):
    """What becomes of the texts on which others built."""

    stay = "stay"
    everything = "everything"


LEAVING = Labels(Leaving, {Leaving.stay: _("texts stay"), Leaving.everything: _("everything gone")})


async def _works(ctx: Context) -> Works:
    return await ctx.read(authored.works, ctx.topics.all(Authored), ctx.member.id)


async def _others_built(ctx: Context, _known: Values) -> bool:
    return bool((await _works(ctx)).built)


async def _which(ctx: Context, _known: Values) -> Reply:
    """Tell what both choices do, and of which texts."""
    made = await _works(ctx)
    return Reply(
        (
            Text(words(_("Others built on texts of yours: "), _numbers(made.built.values()))),
            Facts(
                (
                    Fact(
                        LEAVING[Leaving.stay],
                        words(_("these stay, without your name, organisation, role and what you told of yourself")),
                    ),
                    Fact(
                        LEAVING[Leaving.everything],
                        words(_('these go too. Their numbers say "withdrawn" from then on')),
                    ),
                )
            ),
            Text(words(_("All else about you goes in both."))),
            Text(words(Bold(ctx.language.text(_("What shall become of those texts?"))))),
        )
    )


async def _sure(ctx: Context, known: Values) -> Reply:
    """Tell all that it does before it is done, and which copies it cannot reach."""
    made, beyond = await _works(ctx), await ctx.read(reach.of, ctx.member.id)
    told: list[Msg] = [
        _("I will forget everything about you: profile, roles, what you follow, our messages."),
        _("What you wrote and nobody built on goes too."),
    ]
    blocks: list[Block] = [Text(words(*(part for each in told for part in (each, " "))))]
    if made.built and known.get("texts") is Leaving.everything:
        blocks.append(Text(words(_("These are withdrawn: "), _numbers(made.built.values()))))
    elif made.built:
        blocks.append(Text(words(_('These stay, as by "a member": '), _numbers(made.built.values()))))
    if made.shared:
        blocks.append(Text(words(_("These are as much of others, so they stay: "), _numbers(made.shared.values()))))
    if beyond.left:
        places = "; ".join(beyond.left)
        blocks.append(Text(words(_("I was taken out of {places}: my messages there stay.", places=places))))
    if beyond.written:
        places = "; ".join(beyond.written)
        told_there = _("What you typed yourself in {places} I cannot delete. You can.", places=places)
        blocks.append(Text(words(told_there)))
    blocks.append(Text(words(_("This cannot be undone."))))
    blocks.append(Text(words(Bold(ctx.language.text(_("Shall I forget you?"))))))
    return Reply(tuple(blocks))


def _numbers(numbers: Iterable[str]) -> list[Code | str | Msg]:
    every = list(dict.fromkeys(numbers))
    shown: list[Code | str | Msg] = []
    for number in every[:SHOWN]:
        shown += ["; ", Code(number)] if shown else [Code(number)]
    if len(every) > SHOWN:
        shown += ["; ", _n("and {n} more", "and {n} more", len(every) - SHOWN)]
    return shown


@command(
    nl=("vergeet mij", "vergeet me"),
    en=("forget me",),
    alone={
        "nl": ("verwijder mij", "verwijder mijn account", "verwijder mijn gegevens"),
        "en": ("delete me", "delete my account", "delete my data"),
    },
    summary=_("Have everything about you forgotten"),
    private=True,
)
async def forget_me(
    ctx: Context,
    texts: Annotated[Leaving, Ask(_which, label=_("What others built on"), when=_others_built)] = Leaving.stay,
    *,
    sure: Annotated[bool, Ask(_sure)],
) -> Reply:
    if not sure:
        return say(_("Nothing was changed."))
    everything, made = texts is Leaving.everything, await _works(ctx)
    going = {*made.unbuilt, *(made.built if everything else ())}
    driven = await ctx.read(networks.of_member, ctx.member.id, NetworkRole.convenor)
    await hand_back(ctx, [each for each in driven if Thing(Subject.network, each.id) not in going])
    await ctx.write(erasure.erase, ctx.member.id, ctx.now, ctx.topics.all(Authored), everything=everything)
    await ctx.write(audit.record, None, "erase", Subject.member, None, ctx.now)
    return say(_("You are forgotten. If you write to me again, we start anew."), fleeting=True)
