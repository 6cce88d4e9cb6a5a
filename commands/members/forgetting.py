"""Forgets a member, who is told before what that means."""

from typing import Annotated

from bot.chat.reply import Reply, Text, say, words
from bot.chat.spans import Bold
from bot.chat.texts import _
from bot.command.command import Ask, Context, Values, command
from bot.members.permissions import hand_back
from storage import audit
from storage.accounts import erasure
from storage.networks import networks
from storage.vocabulary import NetworkRole, Subject


async def _sure(ctx: Context, _known: Values) -> Reply:
    return Reply(
        (
            Text(
                words(
                    _(
                        "I will forget everything about you: profile, roles, what you follow, our messages. "
                        'What you asked and answered stays, as by "a member". This cannot be undone.'
                    )
                )
            ),
            Text(words(Bold(ctx.language.text(_("Shall I forget you?"))))),
        )
    )


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
async def forget_me(ctx: Context, sure: Annotated[bool, Ask(_sure)]) -> Reply:
    if not sure:
        return say(_("Nothing was changed."))
    await hand_back(ctx, await ctx.read(networks.of_member, ctx.member.id, NetworkRole.convenor))
    await ctx.write(erasure.erase, ctx.member.id, ctx.now)
    await ctx.write(audit.record, None, "erase", Subject.member, None, ctx.now)
    return say(_("You are forgotten. If you write to me again, we start anew."), fleeting=True)
