"""Bring a question to the people and networks that may help."""

from typing import Annotated

from bot.asking import put
from bot.command import Ask, Context, Refused, command
from bot.proposal import proposed
from bot.question_card import about, asker_told, look
from bot.reply import Action, Actions, Reply, Style, Text, words
from bot.showing import name_to, place_of
from bot.span import Bold, Code
from bot.wording import Language, _
from storage import requests
from storage.people import Member
from storage.questions import Draft, Question
from storage.vocabulary import Field, Role


@command(
    nl=("vraag aan", "vraag het"),
    en=("ask member", "put to"),
    summary=_("Put a question to one member"),
    allow=Role.member,
    hidden=True,
)
async def ask_member(
    ctx: Context,
    member: Member,
    text: Annotated[str, Ask(_("What do you want to ask?"), label=_("Your question"), max_length=1000, long=True)],
) -> Reply:
    who = name_to(ctx, member)
    if member.id == ctx.member.id:
        raise Refused(_("You cannot put a question to yourself."))
    shown = member.signed_up_at and not member.blocked_at and member.agreed(Field.found, place_of(ctx))
    if not shown:
        raise Refused(_("This member does not show themselves here."))
    if member.away(ctx.local_now.date()) and member.paused_until:
        away = _("{who} is away until {day}. You can put the question to everyone.", who=who, day=member.paused_until)
        raise Refused(away)
    read = proposed(text, ctx)
    draft = Draft(text, read.kind, read.knowledge, read.level, read.regions, read.themes)
    question = await put(ctx, draft)
    await ctx.write(requests.ask, question.id, ctx.now, by=ctx.member.id, member=member.id, brought_at=ctx.now)
    by = Bold(Language(member.language).text(asker_told(question, ctx.member)))
    ctx.notify(member, about(_("{who} has a question for you:", who=by), question, asked(question)))
    return Reply(
        (
            Text(words(_("I have brought {number} to {who}.", number=Code(question.number), who=who))),
            Actions((look(question),)),
        )
    )


def asked(question: Question) -> Actions:
    """What someone can say who is asked."""
    return Actions(
        (
            Action(_("I know something"), f"antwoord {question.number}", style=Style.primary),
            Action(_("Not for me"), f"niet voor mij {question.number}"),
        )
    )
