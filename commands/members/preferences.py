"""Shows members their own settings together, and changes those that have no place elsewhere."""

from typing import Annotated
from zoneinfo import ZoneInfo

from bot.chat.reply import Action, Actions, Fact, Facts, Heading, Reply, Text, say, words
from bot.chat.spans import Bold
from bot.chat.texts import LANGUAGES, Msg, _
from bot.command.command import Ask, Context, command
from commands.members.consent import consent
from commands.members.language import language
from storage.members import people
from storage.vocabulary import Role


@command(
    nl=("instellingen", "mijn instellingen"),
    en=("settings", "my settings"),
    summary=_("See and change your settings"),
    allow=Role.member,
    private=True,
    safe=True,
    shows=True,
)
async def preferences(ctx: Context) -> Reply:
    member = ctx.member
    first = next(iter(await ctx.read(people.identities_of, member.id)), None)
    shown = _("nobody sees it") if member.asks_unnamed else _("others see it")
    rows = [
        Fact(_("Language"), words(LANGUAGES[member.language])),
        Fact(_("Time zone"), words(member.time_zone)),
        Fact(_("Your name with new questions"), words(shown)),
        Fact(_("Notices come on"), words(first.platform if first else "-")),
    ]
    by_name = Action(_("Ask with my name"), always_named.line())
    by_none = Action(_("Ask without my name"), always_unnamed.line())
    return Reply(
        (
            Heading(words(_("Your settings"))),
            Facts(tuple(rows)),
            Actions(
                (
                    by_name if member.asks_unnamed else by_none,
                    Action(_("Other language"), language.line()),
                    Action(_("Other time zone"), time_zone.line()),
                    Action(_("Who sees what"), consent.line()),
                    Action(_("My digest"), ctx.line("show_digest")),
                )
            ),
        )
    )


@command(
    nl=("altijd zonder naam", "altijd anoniem"),
    en=("always without my name", "always anonymous"),
    summary=_("Put new questions without your name"),
    allow=Role.member,
    private=True,
)
async def always_unnamed(ctx: Context) -> Reply:
    await ctx.write(people.ask_unnamed, ctx.member.id, always=True)
    return _chosen(_("From now on nobody sees who puts your new questions. You can change it for each one."))


@command(
    nl=("altijd met naam",),
    en=("always with my name",),
    summary=_("Put new questions with your name"),
    allow=Role.member,
    private=True,
    hidden=True,
)
async def always_named(ctx: Context) -> Reply:
    await ctx.write(people.ask_unnamed, ctx.member.id, always=False)
    return _chosen(_("From now on others see who puts your new questions. You can change it for each one."))


@command(
    nl=("tijdzone", "mijn tijdzone"),
    en=("time zone", "my time zone"),
    summary=_("Say on whose clock your working hours are"),
    allow=Role.member,
    private=True,
    hidden=True,
)
async def time_zone(
    ctx: Context, zone: Annotated[ZoneInfo, Ask(_("Which time zone? For instance Europe/Amsterdam."))]
) -> Reply:
    await ctx.write(people.set_time_zone, ctx.member.id, zone.key)
    return say(
        _("From now on your clock is that of {zone}. Nobody asks you outside working hours.", zone=Bold(zone.key))
    )


def _chosen(told: Msg) -> Reply:
    return Reply((Text(words(told)), Actions((Action(_("My settings"), preferences.line()),))))
