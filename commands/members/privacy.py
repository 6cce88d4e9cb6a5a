"""What is held about you: see all of it, and have all of it forgotten."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Annotated, Any

from bot.chat.reply import (
    Action,
    Actions,
    Block,
    Fact,
    Facts,
    File,
    Heading,
    Item,
    Items,
    Quote,
    Reply,
    Text,
    say,
    words,
)
from bot.chat.spans import Bold, Code
from bot.chat.texts import LANGUAGES, _, _n
from bot.command.command import Ask, Context, Values, command
from bot.command.filter import paged
from bot.command.labels import label_of
from bot.members import personal_data
from bot.members.permissions import hand_back
from bot.members.personal_data import JSON, MARKDOWN, TITLES, OwnData, as_json, as_markdown, parts
from commands.members.roles import named
from storage import audit
from storage.accounts import erasure
from storage.networks import networks
from storage.vocabulary import Field, NetworkRole, Place, Subject

_NOT_TOLD = {
    "proposed",
    "settled",
    "asked_others",
    "digests_made",
    "granted",
    "done",
    "codes",
    "cards",
    "found_by",
    "files",
    "said",
}
"""Parts that say little in few words: they stand in the documents only."""

MOST = 16_000
"""Characters of a document in one message: about half of what the strictest platform takes."""

PAGE = 10
"""Messages a page."""

_FORMS = {"json": JSON, "markdown": MARKDOWN, "md": MARKDOWN}

LONGEST = 80
"""Letters of a text that the overview shows: enough to recognise it."""

_LETTERS = {"question": "K", "answer": "A", "network": "N", "member": "M"}

Row = Mapping[str, Any]  # Any: plain values


@command(
    nl=("mijn gegevens",),
    en=("my data",),
    alone={"nl": ("wat weet je van mij", "wat weet je over mij"), "en": ("what do you know about me",)},
    summary=_("See everything that is kept about you"),
    private=True,
    shows=True,
)
async def my_data(ctx: Context, form: str = "") -> Reply:
    asked = form
    form, page = paged(form)
    media_type = _FORMS.get(form.lower())
    if media_type and form == asked:
        line = my_data.line("json" if media_type == JSON else "md", "p1")
        return _as_file(personal_data.file(media_type, ctx.message.sender, ctx.language, line))
    held = await ctx.read(erasure.held, ctx.member.id)
    if media_type:
        document = as_json(held) if media_type == JSON else as_markdown(held, ctx.language)
        return _part(document, form.lower(), page)
    if form.lower() in ("berichten", "messages"):
        return _messages(ctx, held.get("messages", []), page)
    rows = [
        Fact(TITLES[name], words("; ".join(await _told(ctx, name, held[name]))))
        for name in TITLES
        if name in held and name not in _NOT_TOLD
    ]
    rows += [
        Fact(each.title, words("; ".join(_cut(each.told(row)) for row in held[each.name])))
        for each in ctx.topics.all(OwnData)
        if each.name in held
    ]
    return Reply(
        (
            Text(words(_("This is what is kept about you."))),
            Facts(tuple(rows)),
            Text(words(_("You can have all of it to the letter, to read or to take along."))),
            Actions(
                (
                    Action(_("See the messages"), my_data.line("berichten")),
                    Action(_("All of it, to read"), my_data.line("markdown")),
                    Action(_("All of it, for a computer"), my_data.line("json")),
                    Action(_("Be forgotten"), forget_me.line()),
                )
            ),
        )
    )


def _as_file(file: File) -> Reply:
    return Reply(
        (
            Text(words(_("This is all that is kept about you, to the letter."))),
            file,
            Text(words(_("Rather as text, here? Type {line}.", line=Code(file.line)))),
        )
    )


def _part(document: str, form: str, page: int) -> Reply:
    """One part of the document: as much as fits one message. Nothing of it is kept: it would be in the next one.

    So it has no button either, which is looked up in what we said: what to type stands below it.
    """
    all_parts = parts(document, MOST)
    page = min(page, len(all_parts))
    blocks: list[Block] = [Quote(words(all_parts[page - 1]))]
    if len(all_parts) > 1:
        blocks.insert(0, Text(words(_("Part {n} of {all}.", n=page, all=len(all_parts)))))
    if page < len(all_parts):
        line = Code(my_data.line(form, f"p{page + 1}"))
        blocks.append(Text(words(_("Type {line} for the next part.", line=line))))
    return Reply(tuple(blocks), fleeting=True)


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
        blocks.append(Actions((Action(_("More"), my_data.line("berichten", f"p{page + 1}")),)))
    return Reply(tuple(blocks))


async def _told(ctx: Context, name: str, rows: Any) -> list[str]:  # Any: a row, rows, or names
    """One part in words, a phrase for each row."""
    text = ctx.language.text
    match name:
        case "member":
            organisation = ctx.member.organisation.name if ctx.member.organisation else ""
            row = rows[0]
            told = (row["name"], organisation, row.get("position"), LANGUAGES[row["language"]], row.get("knows"))
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
