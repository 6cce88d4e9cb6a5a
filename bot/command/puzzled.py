"""Answers what was not understood: nearly a command, a file that belongs to nothing, or something to look up."""

from dataclasses import replace

from bot.chat.reply import Action, Actions, Audience, Reply, Text, Words, say, words
from bot.chat.spans import Bold, Code
from bot.chat.texts import _
from bot.command.command import Call, Context

FEW = 4
"""Words of a line that is perhaps a command with a slip in it. A sentence begins with a like word by chance."""


def hint(ctx: Context) -> Words:
    """Tell how to see what we can do."""
    return words(_("Type {help} to see what I can do.", help=Code(ctx.language.text(HELP))))


def reply(ctx: Context, text: str) -> Reply:
    """Say that a line was not understood, with what it may have been or what can be done with it."""
    near = (
        ctx.commands.near(text, lambda each: ctx.member.role >= each.allow and not each.hidden, ctx.language.code)
        if ctx.intents is None or len(text.split()) <= FEW
        else []
    )
    if near:
        return Reply(
            (Text(words(_("I do not know that. Did you mean:"))), Actions(tuple(Action(line, line) for line in near)))
        )
    if not text and ctx.message.attachments:
        return say(
            _("What does this file belong to? Send it while you put a question or answer one: then I put it with that.")
        )
    how = hint(ctx)
    place_or_theme = ctx.atlas.region(text) or ctx.atlas.theme(text)
    if not text or (len(text.split()) < 2 and not place_or_theme):
        return Reply((Text(words(_("I do not understand {text}.", text=Bold(text)))), Text(how)))
    look = ctx.language.text(WHO_KNOWS)
    put = ctx.language.text(_("ask"))
    return Reply(
        (
            Text(words(_("I do not understand that well enough. I can look it up, or ask it to others."))),
            Actions(
                (
                    Action(_("Look up who knows about it"), f"{look} {text}"),
                    Action(_("Ask this as a question"), f"{put} {text}"),
                )
            ),
            Text(how),
        )
    )


def look_up(ctx: Context, text: str) -> Action:
    """Return the button that looks a text up."""
    line = f"{ctx.language.text(WHO_KNOWS)} {text}"
    return Action(_("Look up who knows about it"), line, Audience.asker)


def looking(ctx: Context, text: str) -> Call | None:
    """Return the call that looks a text up."""
    look = ctx.commands.match(ctx.language.text(WHO_KNOWS), ctx.language.code)
    return replace(look, rest=text) if look else None


HELP = _("help")
WHO_KNOWS = _("who knows")
