"""Shows and extends the map of the Café: themes and regions, and the other names that they have."""

import re
from pathlib import Path
from typing import Annotated

from bot.chat.reply import Action, Actions, Heading, Item, Items, Reply, Text, say, words
from bot.chat.spans import Bold
from bot.chat.texts import _
from bot.command.command import Ask, Context, command
from bot.command.help_heading import HelpHeading
from bot.command.refusal import Refused
from bot.dialogue.free_names import require_free
from bot.members.permissions import require, require_national
from bot.sentences.samples import samples_in
from bot.topic import Topic
from storage import atlas, audit
from storage.atlas import InUse, NameTaken, Region, Theme
from storage.database.text import fold
from storage.vocabulary import Level, Role, Subject


@command(nl=("thema's", "themas"), en=("themes",), summary=_("See which themes there are"), safe=True)
async def list_themes(ctx: Context) -> Reply:
    tops = sorted((each for each in ctx.atlas.themes.values() if each.parent is None), key=lambda each: each.name)
    items = []
    for top in tops:
        below = sorted(each.name for each in ctx.atlas.themes.values() if each.parent == top.id)
        items.append(Item(words(Bold(top.name)), (words(", ".join(below)),) if below else ()))
    return Reply((Heading(words(_("Themes"))), Items(tuple(items))))


@command(nl=("regio's", "regios"), en=("regions",), summary=_("See which regions there are"), safe=True)
async def list_regions(ctx: Context) -> Reply:
    items = []
    country = {each.id for each in ctx.atlas.regions.values() if not each.parents}
    provinces = [each for each in ctx.atlas.regions.values() if each.parents & country]
    for province in sorted(provinces, key=lambda each: each.name):
        below = sorted(each.name for each in ctx.atlas.regions.values() if province.id in each.parents)
        items.append(Item(words(Bold(province.name)), (words(", ".join(below)),) if below else ()))
    return Reply((Heading(words(_("Regions"))), Items(tuple(items))))


@command(
    nl=("thema toevoegen", "nieuw thema"),
    en=("add theme", "new theme"),
    summary=_("Add a theme"),
    allow=Role.coordinator,
)
async def add_theme(
    ctx: Context,
    name: Annotated[str, Ask(_("What is the theme called?"), label=_("Name"), max_length=120, name=True)],
    under: Annotated[Theme | None, Ask(_("Under which theme does it fall?"), label=_("Falls under"))] = None,
) -> Reply:
    require_national(ctx)
    require_free(ctx, name)
    if ctx.atlas.theme(name):
        return say(_("{name} is known already.", name=Bold(name)))
    theme, _new = await ctx.write(atlas.put_theme, name, parent=under.id if under else None)
    entry = await ctx.write(audit.record, ctx.member.id, "add", Subject.theme, theme, ctx.now, name=fold(name))
    return Reply(
        (
            Text(words(_("{name} is a theme from now on.", name=Bold(name)))),
            Actions((Action(_("Add another name for it"), add_synonym.line(name)), _undoing(entry))),
        )
    )


@command(
    nl=("synoniem", "synoniem toevoegen"),
    en=("synonym", "add synonym"),
    summary=_("Add another name for a theme or region"),
    allow=Role.coordinator,
)
async def add_synonym(
    ctx: Context,
    known: Annotated[str, Ask(_("Of which theme or region?"), label=_("Theme or region"), max_length=120)],
    also: Annotated[
        str,
        Ask(
            _("Which other name or abbreviation does it have?"),
            label=_("Other name"),
            hint=_("People find it by this name too."),
            max_length=120,
        ),
    ],
) -> Reply:
    require_free(ctx, also)
    theme, region = ctx.atlas.theme(known), ctx.atlas.region(known)
    try:
        if theme:
            require_national(ctx)
            await ctx.write(atlas.name_theme, theme.id, also)
            subject, named = Subject.theme, theme.id
        elif region:
            require(ctx, Role.coordinator, regions=[region.id])
            await ctx.write(atlas.name_region, region.id, also)
            subject, named = Subject.region, region.id
        else:
            raise Refused(_("I know no theme or region called {name}.", name=Bold(known)))
    except NameTaken:
        taken = ctx.atlas.theme(also) or ctx.atlas.region(also)
        raise Refused(
            _("{name} already means {other}.", name=Bold(also), other=Bold(taken.name if taken else also))
        ) from None
    name = theme.name if theme else region.name if region else known
    entry = await ctx.write(audit.record, ctx.member.id, "name", subject, named, ctx.now, name=fold(also))
    told = _("Whoever says {also} means {name} from now on.", also=Bold(also), name=Bold(name))
    return Reply((Text(words(told)), Actions((_undoing(entry),))))


@command(
    nl=("regio toevoegen", "nieuwe regio"),
    en=("add region", "new region"),
    summary=_("Add a region"),
    allow=Role.coordinator,
)
async def add_region(
    ctx: Context,
    name: Annotated[str, Ask(_("What is the region called?"), label=_("Name"), max_length=120, name=True)],
    within: Annotated[list[Region], Ask(_("In which regions does it lie?"), label=_("Lies in"))],
    level: Annotated[Level, Ask(_("At which level is it?"), label=_("Level"))] = Level.regionaal,
) -> Reply:
    require(ctx, Role.coordinator, regions=[each.id for each in within])
    require_free(ctx, name)
    if ctx.atlas.region(name):
        return say(_("{name} is known already.", name=Bold(name)))
    if not fold(name):
        raise Refused(_("A name needs letters."))
    region, _new = await ctx.write(atlas.put_region, name, level, parents=[each.id for each in within])
    entry = await ctx.write(audit.record, ctx.member.id, "add", Subject.region, region, ctx.now, name=fold(name))
    told = _("{name} is a region from now on.", name=Bold(name))
    return Reply((Text(words(told)), Actions((_undoing(entry),))))


@command(
    nl=("maak naam ongedaan",),
    en=("undo name",),
    summary=_("Undo a change of the themes and regions"),
    allow=Role.coordinator,
    hidden=True,
)
async def undo_name(ctx: Context, entry: str) -> Reply:
    """By the number of what was done, which its button holds. Who did it may undo it, and who may do it."""
    done = await ctx.read(audit.entry, int(entry)) if _NUMBER.fullmatch(entry.strip()) else None
    if done is None or (done.act, done.subject) not in _UNDOABLE or done.subject_id is None:
        return say(_("There is nothing to undo."))
    if done.actor_id != ctx.member.id:
        if done.subject == Subject.region:
            require(ctx, Role.coordinator, regions=[done.subject_id])
        else:
            require_national(ctx)
    kind, name = str(done.subject), str(done.detail.get("name", ""))
    try:
        if done.act == "add":
            undone = await ctx.write(atlas.remove, kind, done.subject_id)
        else:
            undone = await ctx.write(atlas.unname, kind, done.subject_id, name)
    except InUse:
        raise Refused(_("{name} is in use already, so it stays.", name=Bold(name))) from None
    if not undone:
        return say(_("That was undone already."))
    await ctx.write(audit.record, ctx.member.id, "undo", done.subject, done.subject_id, ctx.now, of=done.id, name=name)
    return say(_("It is undone: {name} means nothing more than before.", name=Bold(name)))


_NUMBER = re.compile(r"[0-9]{1,15}")
_UNDOABLE = {(act, subject) for act in ("add", "name") for subject in (Subject.theme, Subject.region)}


def _undoing(entry: int) -> Action:
    return Action(_("Undo"), undo_name.line(entry))


TOPIC = Topic(
    "regions and themes",
    *samples_in(Path(__file__).parent, "regions_and_themes.samples"),
    HelpHeading(_("Themes and regions"), (list_themes, list_regions, add_theme, add_synonym, add_region), rank=50),
    rank=50,
)
