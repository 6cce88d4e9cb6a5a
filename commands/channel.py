"""Sets what a channel or room reads and is about: its language, regions and themes."""

from pathlib import Path
from typing import Annotated

from bot.chat.reply import Action, Actions, Fact, Facts, Heading, Reply, words
from bot.chat.texts import LANGUAGES, _
from bot.command.command import Ask, Context, command
from bot.command.help_heading import HelpHeading
from bot.command.labels import SPOKEN
from bot.members.permissions import own_place, place
from bot.sentences.samples import samples_in
from bot.topic import Topic
from storage.atlas import Region, Theme
from storage.database.text import fold
from storage.messaging import conversations
from storage.vocabulary import Role


@command(
    nl=("dit kanaal", "deze ruimte"),
    en=("this channel", "this room"),
    summary=_("See what this channel is about"),
    safe=True,
)
async def show_place(ctx: Context) -> Reply:
    audience = await place(ctx)
    regions = sorted(ctx.atlas.regions[region].name for region in audience.regions)
    themes = sorted(ctx.atlas.themes[theme].name for theme in audience.themes)
    return Reply(
        (
            Heading(words(audience.name or _("This channel"))),
            Facts(
                (
                    Fact(_("Language"), words(LANGUAGES[audience.language])),
                    Fact(_("Regions"), words("; ".join(regions) or _("all"))),
                    Fact(_("Themes"), words("; ".join(themes) or _("all"))),
                )
            ),
            Actions(
                (
                    Action(_("Regions"), set_regions.line()),
                    Action(_("Themes"), set_themes.line()),
                    Action(_("Language"), set_language.line()),
                )
            ),
        )
    )


@command(
    nl=("kanaal regio's",),
    en=("channel regions",),
    summary=_("Say which regions this channel is about"),
    allow=Role.coordinator,
    hidden=True,
    others=True,
)
async def set_regions(
    ctx: Context, regions: Annotated[list[Region], Ask(_("Which regions is this channel about?"), label=_("Regions"))]
) -> Reply:
    audience = await own_place(ctx)
    await ctx.write(conversations.describe, audience.id, regions=[each.id for each in regions])
    return await show_place(ctx)


@command(
    nl=("kanaal thema's",),
    en=("channel themes",),
    summary=_("Say which themes this channel is about"),
    allow=Role.coordinator,
    hidden=True,
    others=True,
)
async def set_themes(
    ctx: Context, themes: Annotated[list[Theme], Ask(_("Which themes is this channel about?"), label=_("Themes"))]
) -> Reply:
    audience = await own_place(ctx)
    await ctx.write(conversations.describe, audience.id, themes=[each.id for each in themes])
    return await show_place(ctx)


@command(
    nl=("kanaal taal",),
    en=("channel language",),
    summary=_("Say which language this channel reads"),
    allow=Role.coordinator,
    hidden=True,
    others=True,
)
async def set_language(ctx: Context, which: str = "") -> Reply:
    audience = await own_place(ctx)
    spoken = SPOKEN.get(fold(which))
    if spoken is None:
        choices = tuple(Action(name, set_language.line(code)) for code, name in LANGUAGES.items())
        return Reply((Heading(words(_("Which language?"))), Actions(choices)))
    await ctx.write(conversations.describe, audience.id, language=spoken)
    return await show_place(ctx)


TOPIC = Topic(
    "channel",
    *samples_in(Path(__file__).parent, "channel.samples"),
    HelpHeading(_("This channel"), (show_place,), rank=60),
    rank=60,
)
