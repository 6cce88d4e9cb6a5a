"""What is held about you: see all of it, and have all of it forgotten."""

import json
from typing import Annotated, Any

from bot.command import Ask, Context, Values, command
from bot.reply import Block, Heading, Quote, Reply, Text, say, words
from bot.span import Bold, Code
from bot.wording import Msg, _
from storage import audit, erasure
from storage.vocabulary import Subject

TITLES: dict[str, Msg] = {
    "member": _("Who you are"),
    "identities": _("Where you speak to me"),
    "consents": _("What you agreed to show"),
    "roles": _("Your roles"),
    "networks": _("Your networks"),
    "follows": _("What you follow"),
    "questions": _("Your questions"),
    "answers": _("Your answers"),
    "requests": _("Questions that were brought to you"),
    "reuses": _("Earlier answers that helped you"),
    "drafts": _("Your drafts"),
    "digests": _("Your weekly digest"),
    "reports": _("What you reported"),
    "acts": _("What you did for others"),
    "regions": _("Your regions"),
    "themes": _("Your themes"),
    "messages": _("Messages that are still kept"),
}


@command(
    nl=("mijn gegevens",),
    en=("my data",),
    summary=_("See everything that is kept about you"),
    private=True,
)
async def my_data(ctx: Context, form: str = "") -> Reply:
    held = await ctx.read(erasure.held, ctx.member.id)
    if form.strip().lower() == "json":
        return Reply((Quote(words(json.dumps(held, ensure_ascii=False, indent=1, default=str))),))
    blocks: list[Block] = [Text(words(_("This is everything that is kept about you.")))]
    for name, rows in held.items():
        blocks += [Heading(words(TITLES[name])), Quote(words("\n".join(_line(row) for row in rows)))]
    file = Code(f"{my_data.phrase(ctx.language.code)} json")
    forget = Code(forget_me.phrase(ctx.language.code))
    blocks.append(Text(words(_("For a computer: {command}. To be forgotten: {forget}.", command=file, forget=forget))))
    return Reply(tuple(blocks))


def _line(row: Any) -> str:  # Any: a row as plain values, or a name
    if not isinstance(row, dict):
        return str(row)
    return "; ".join(f"{name}: {value}" for name, value in row.items())


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
    summary=_("Have everything about you forgotten"),
    private=True,
)
async def forget_me(ctx: Context, sure: Annotated[bool, Ask(_sure)]) -> Reply:
    if not sure:
        return say(_("Nothing was changed."))
    await ctx.write(erasure.erase, ctx.member.id, ctx.now)
    await ctx.write(audit.record, None, "erase", Subject.member, None, ctx.now)
    return say(_("You are forgotten. If you write to me again, we start anew."), fleeting=True)
