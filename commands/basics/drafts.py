"""Takes up what was put aside half-way."""

from bot.chat.reply import Action, Actions, Reply, Text, say, words
from bot.chat.texts import _
from bot.command.command import Context, command
from bot.dialogue import dialogue
from storage.messaging import dialogues
from storage.vocabulary import Role


@command(
    nl=("verder", "hervat", "ga verder"),
    en=("resume", "continue"),
    summary=_("Go on with a draft"),
    shows=True,
    alone={
        "nl": (
            *(
                "ga toch maar verder",
                "ga maar verder",
                "toch verder",
                "toch maar verder",
                "we gaan verder",
                "ik ga verder",
            ),
            *("ga er maar mee verder", "ik wil toch verder", "ik wil verder", "doorgaan", "ga door", "ga toch door"),
        ),
        "en": ("go on", "go on then", "let us continue", "carry on", "i want to continue"),
    },
)
async def resume(ctx: Context, which: str = "") -> Reply:
    held = await ctx.read(dialogues.drafts, ctx.member.id, ctx.now)
    held = [each for each in held if each.command in ctx.commands.by_name]
    if not held:
        return say(_("You have no drafts."))
    number = int(which) if which.isdecimal() else 1 if len(held) == 1 else 0
    if not 1 <= number <= len(held):
        return Reply(
            (
                Text(words(_("Which draft?"))),
                Actions(
                    tuple(
                        Action(ctx.commands.by_name[each.command].summary, resume.line(place))
                        for place, each in enumerate(held, 1)
                    )
                ),
            )
        )
    return await dialogue.resume(ctx, held[number - 1]) or say(_("You have no drafts."))


@command(
    nl=("stop", "terug", "overslaan", "annuleer", "als antwoord"),
    en=("stop", "back", "skip", "cancel", "as answer"),
    summary=_("Stop what I was asking you"),
    hidden=True,
    safe=True,
    allow=Role.visitor,
)
async def nothing_to_stop(ctx: Context) -> Reply:
    return say(_("I did not ask you anything."))
