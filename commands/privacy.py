"""What is held about you: see all of it, and have all of it forgotten."""

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Annotated, Any

from bot.authority import hand_back
from bot.command import Ask, Context, Values, command
from bot.filtering import paged
from bot.labels import label_of
from bot.reply import Action, Actions, Block, Fact, Facts, Heading, Item, Items, Quote, Reply, Text, say, words
from bot.span import Bold, Code
from bot.wording import Msg, _, _n
from commands.roles import named
from storage import audit, erasure, networks
from storage.vocabulary import Field, NetworkRole, Place, Subject

TITLES: Mapping[str, Msg] = {
    "member": _("Who you are"),
    "identities": _("Where you speak to me"),
    "consents": _("What you agreed to show"),
    "regions": _("Your regions"),
    "themes": _("Your themes"),
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
    "messages": _("Messages that are still kept"),
}
"""The parts of what `erasure.held` finds, in the order in which they are told."""

MOST = 16_000
"""Characters of JSON in one message: about half of what the strictest platform takes."""

PAGE = 10
"""Messages a page."""

LONGEST = 80
"""Letters of a text that the overview shows: enough to recognise it."""

_LETTERS = {"question": "K", "answer": "A", "network": "N", "member": "M"}

Row = Mapping[str, Any]  # Any: plain values


@command(
    nl=("mijn gegevens",),
    en=("my data",),
    summary=_("See everything that is kept about you"),
    private=True,
)
async def my_data(ctx: Context, form: str = "") -> Reply:
    held = await ctx.read(erasure.held, ctx.member.id)
    form, page = paged(form)
    if form.lower() == "json":
        return _as_json(held)
    if form.lower() in ("berichten", "messages"):
        return _messages(ctx, held.get("messages", []), page)
    rows = [Fact(TITLES[name], words("; ".join(await _told(ctx, name, held[name])))) for name in TITLES if name in held]
    file = Code(f"{my_data.phrase(ctx.language.code)} json")
    return Reply(
        (
            Text(words(_("This is what is kept about you."))),
            Facts(tuple(rows)),
            Text(words(_("To the letter, as a computer reads it: {command}.", command=file))),
            Actions(
                (
                    Action(_("See the messages"), "mijn gegevens berichten"),
                    Action(_("Be forgotten"), "vergeet mij"),
                )
            ),
        )
    )


def _as_json(held: Row) -> Reply:
    """Everything; without the messages when those make it more than fits in one message."""
    whole = json.dumps(held, ensure_ascii=False, indent=1, default=str)
    if len(whole) <= MOST:
        return Reply((Quote(words(whole)),))
    rest = {name: rows for name, rows in held.items() if name != "messages"}
    blocks: list[Block] = [Quote(words(json.dumps(rest, ensure_ascii=False, indent=1, default=str)))]
    blocks.append(Text(words(_("The messages do not fit in here as well."))))
    blocks.append(Actions((Action(_("See the messages"), "mijn gegevens berichten"),)))
    return Reply(tuple(blocks))


def _messages(ctx: Context, messages: Sequence[Row], page: int) -> Reply:
    """What was said, the latest first."""
    shown = list(reversed(messages))[(page - 1) * PAGE : page * PAGE]
    items = [
        Item(
            words(Bold(ctx.language.text(_("You") if "you" in each else _("I"))), ", ", *ctx.language.words(_at(each))),
            (words(each["you"].strip() or "-") if "you" in each else words(_cut(each["bot"], 4 * LONGEST)),),
        )
        for each in shown
    ]
    blocks: list[Block] = [
        Heading(words(_n("{n} message is still kept", "{n} messages are still kept", len(messages)))),
        Items(tuple(items)),
    ]
    if page * PAGE < len(messages):
        blocks.append(Actions((Action(_("More"), f"mijn gegevens berichten p{page + 1}"),)))
    return Reply(tuple(blocks))


async def _told(ctx: Context, name: str, rows: Any) -> list[str]:  # Any: a row, rows, or names
    """One part in words, a phrase for each row."""
    text = ctx.language.text
    match name:
        case "member":
            organisation = ctx.member.organisation.name if ctx.member.organisation else ""
            told = [
                rows[0]["name"],
                organisation,
                *(rows[0].get(part, "") for part in ("position", "language", "knows")),
            ]
            return [each for each in told if each]
        case "identities":
            return [f"{row['platform']} ({row['name']})" for row in rows]
        case "consents":
            return [f"{text(label_of(Field(r['field'])))}: {text(label_of(Place(r['place'])))}" for r in rows]
        case "roles":
            return [text(named(ctx, grant)) for grant in ctx.member.grants]
        case "networks":
            return [each.name for each in await ctx.read(networks.load, [row["network_id"] for row in rows])]
        case "questions":
            return [f"K-{row['id']} {_cut(row['text'])}" for row in rows]
        case "answers":
            return [f"A-{row['id']} (K-{row['question_id']}) {_cut(row['text'])}" for row in rows]
        case "requests" | "reuses":
            return [f"K-{row['question_id']}" for row in rows]
        case "follows" | "reports":
            return [f"{_followed(ctx, row)} {_cut(row.get('reason', ''))}".strip() for row in rows]
        case "drafts":
            known = ctx.commands.by_name
            return [text(known[row["command"]].summary) for row in rows if row["command"] in known]
        case "digests":
            return [text(_("on") if row["active"] else _("off")) for row in rows]
        case "acts":
            return [f"{row['act']}, {text(_at(row))}" for row in rows]
        case "messages":
            return [text(_n("{n} message", "{n} messages", len(rows)))]
        case _:
            return [str(each) for each in rows]


def _followed(ctx: Context, row: Row) -> str:
    subject, number = row["subject"], row["subject_id"]
    places = ctx.atlas.themes if subject == "theme" else ctx.atlas.regions if subject == "region" else {}
    return places[number].name if number in places else f"{_LETTERS.get(subject, subject)}-{number}"


def _at(row: Row) -> datetime:
    return datetime.fromisoformat(row["at"])


def _cut(text: str, most: int = LONGEST) -> str:
    return text if len(text) <= most else f"{text[:most].rsplit(' ', 1)[0]} …"


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
    await hand_back(ctx, await ctx.read(networks.of_member, ctx.member.id, NetworkRole.convenor))
    await ctx.write(erasure.erase, ctx.member.id, ctx.now)
    await ctx.write(audit.record, None, "erase", Subject.member, None, ctx.now)
    return say(_("You are forgotten. If you write to me again, we start anew."), fleeting=True)
