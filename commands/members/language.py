"""Sets the language in which we speak with each other."""

from dataclasses import replace

from bot.chat.reply import Action, Actions, Reply, Text, say, words
from bot.chat.texts import LANGUAGES, _
from bot.command.command import Context, command
from bot.command.labels import SPOKEN
from storage.database.text import fold
from storage.members import people


@command(nl=("taal",), en=("language",), summary=_("Speak Dutch or English with me"), shows=True)
async def language(ctx: Context, which: str = "") -> Reply:
    spoken = SPOKEN.get(fold(which))
    if spoken is None:
        return Reply(
            (
                Text(words(_("Which language shall I speak?"))),
                Actions(tuple(Action(name, language.line(code)) for code, name in LANGUAGES.items())),
            )
        )
    await ctx.write(people.set_language, ctx.member.id, spoken)
    ctx.language = replace(ctx.language, code=spoken)
    return say(_("From now on I speak English with you."))


@command(nl=("nederlands", "in het nederlands"), en=("dutch",), summary=_("Speak Dutch with me"), hidden=True)
async def dutch(ctx: Context) -> Reply:
    return await language.run(ctx, "nl")


@command(nl=("engels",), en=("english", "in english"), summary=_("Speak English with me"), hidden=True)
async def english(ctx: Context) -> Reply:
    return await language.run(ctx, "en")
