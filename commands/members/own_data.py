"""Shows a member what is held about them: in few words, to the letter, and message by message."""

from collections.abc import Sequence

from bot.chat.line import Line
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
    words,
)
from bot.chat.spans import Bold, Code
from bot.chat.texts import _, _n
from bot.command.command import Context, command
from bot.inbound.documents import Asking, Document
from bot.members import personal_data
from bot.members.personal_data import JSON, MARKDOWN, OwnData, Row, document, in_order, parts
from bot.reading.filter import paged
from commands.members.forgetting import forget_me
from commands.members.held import at
from storage.accounts import erasure
from storage.database.database import Tx

MOST = 16_000
"""Characters of a document in one message: about half of what the strictest platform takes."""

PAGE = 10
"""Messages a page."""

LONGEST = 320
"""Letters of a message of ours in the list of messages."""

_FORMS = {"json": JSON, "markdown": MARKDOWN, "md": MARKDOWN}


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
    declared = ctx.topics.all(OwnData)
    if media_type:
        return _part(document(media_type, held, declared, ctx.language), form.lower(), page)
    if form.lower() in _MESSAGES.forms:
        return _messages(ctx, held.get("messages", []), page)
    rows = [
        Fact(part.title, words("; ".join(await part.told(ctx, told))))
        for part, told in in_order(held, declared)
        if part.told
    ]
    return Reply(
        (
            Text(words(_("This is what is kept about you."))),
            Facts(tuple(rows)),
            Text(words(_("You can have all of it to the letter, to read or to take along."))),
            Actions(
                (
                    Action(_("See the messages"), my_data.line(_MESSAGES)),
                    Action(_("All of it, to read"), my_data.line("markdown")),
                    Action(_("Download (JSON)"), my_data.line("json")),
                    Action(_("Be forgotten"), forget_me.line()),
                )
            ),
        )
    )


def _contents(tx: Tx, file: File, asking: Asking) -> bytes | None:
    return personal_data.contents(tx, file, asking.topics.all(OwnData))


_MESSAGES = Line("berichten", en="messages")

DOCUMENTS = (Document(JSON, _contents), Document(MARKDOWN, _contents))


def _as_file(file: File) -> Reply:
    return Reply(
        (
            Text(words(_("This is all that is kept about you, to the letter."))),
            file,
            Text(words(_("Rather as text, here? Type {line}.", line=Code(file.line)))),
        )
    )


def _part(whole: str, form: str, page: int) -> Reply:
    """Return one part of the document: as much as fits one message. Nothing of it is kept: it would be in the next one.

    So it has no button either, which is looked up in what we said: what to type stands below it.
    """
    all_parts = parts(whole, MOST)
    page = min(page, len(all_parts))
    blocks: list[Block] = [Quote(words(all_parts[page - 1]))]
    if len(all_parts) > 1:
        blocks.insert(0, Text(words(_("Part {n} of {all}.", n=page, all=len(all_parts)))))
    if page < len(all_parts):
        line = Code(my_data.line(form, f"p{page + 1}"))
        blocks.append(Text(words(_("Type {line} for the next part.", line=line))))
    return Reply(tuple(blocks), fleeting=True)


def _messages(ctx: Context, messages: Sequence[Row], page: int) -> Reply:
    """Return what was said, the latest first."""
    shown = list(reversed(messages))[(page - 1) * PAGE : page * PAGE]
    items = [
        Item(
            words(Bold(ctx.language.text(_("You") if "you" in each else _("I"))), ", ", *ctx.language.words(at(each))),
            (words(each["you"].strip() or "-") if "you" in each else words(_cut(each["bot"])),),
        )
        for each in shown
    ]
    blocks: list[Block] = [
        Heading(words(_n("{n} message is still kept", "{n} messages are still kept", len(messages)))),
        Items(tuple(items)),
    ]
    if page * PAGE < len(messages):
        blocks.append(Actions((Action(_("More"), my_data.line(_MESSAGES, f"p{page + 1}")),)))
    return Reply(tuple(blocks))


def _cut(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[:LONGEST].rsplit(' ', 1)[0]} …"
