"""Takes files with lists from an administrator, and a yes or no to what would come of them."""

import io
import zipfile
from pathlib import PurePath
from typing import Final

from bot.chat.adapter import RetryLater, Unfetched
from bot.chat.message import Attachment
from bot.chat.reply import Reply, Text, codec, say, words
from bot.chat.spans import Bold, shorten
from bot.chat.texts import Msg, _
from bot.command.command import Context, command
from bot.command.refusal import Refused
from storage.intake import intakes
from storage.intake.intake import Intake, State
from storage.vocabulary import Role

MOST_BYTES: Final = 10_000_000
"""Of all files of a message: some 50,000 rows. What is longer goes by `plek import`."""
SUFFIXES: Final = (".csv", ".xlsx")
LONGEST: Final = 60


def are_lists(ctx: Context) -> bool:
    """Tell whether files that came without a word are for this: lists, in the private chat of an administrator."""
    named = [_suffix(each) for each in ctx.message.attachments]
    return ctx.personal and ctx.may(Role.admin) and bool(named) and set(named) <= set(SUFFIXES)


@command(
    nl=("importeer", "importeer lijst", "lijst importeren", "neem lijst in"),
    en=("import", "import list", "take in list"),
    summary=_("Take in lists: send the file (.xlsx or .csv) along"),
    allow=Role.admin,
    files=True,
    shows=True,
)
async def take_lists(ctx: Context) -> Reply:
    if not ctx.personal:
        raise Refused(_("Send it in your private chat with me: here others read along."))
    sent = ctx.message.attachments
    if not sent:
        return say(
            _("Send me the file here: .xlsx or .csv. I show what would come of it, and write nothing before your yes.")
        )
    for each in sent:
        if _suffix(each) not in SUFFIXES:
            name = Bold(shorten(each.name, LONGEST))
            raise Refused(
                _("{name} is no list that I can read. Save it as .xlsx or .csv, and send it again.", name=name)
            )
    archive = await _archive(ctx, sent)
    await ctx.write(intakes.put, ctx.member.id, codec.dump(ctx.message.conversation), archive, ctx.now)
    return say(_("I am looking at it. In a moment you hear what would come of it. Nothing is written yet."))


async def _archive(ctx: Context, sent: tuple[Attachment, ...]) -> bytes:
    """Return the files as a zip, each under a name of its own. Raises `Refused`."""
    there = ctx.fetching.get(ctx.message.conversation.platform)
    if there is None:
        raise Refused(_("I cannot take files here. Whoever runs me can: plek import."))
    left, held = MOST_BYTES, io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as packed:
        for number, each in enumerate(sent):
            try:
                data = await there.fetch(ctx.message, number, most=left)
            except Unfetched as failure:
                raise Refused(_too_large() if failure.large else _gone()) from failure
            except RetryLater as failure:
                raise Refused(_gone()) from failure
            left -= len(data)
            name = PurePath(each.name.replace("\\", "/")).name
            taken = {one.filename for one in packed.infolist()}
            packed.writestr(f"{number + 1}-{name}" if name in taken else name, data)
    return held.getvalue()


def _too_large() -> Msg:
    most = MOST_BYTES // 10**6
    return _("That is over {n} MB. Divide it over several files, or ask whoever runs me: plek import.", n=most)


def _gone() -> Msg:
    return _("I could not open the file. Send it once more.")


def _suffix(file: Attachment) -> str:
    return PurePath(file.name).suffix.lower()


@command(
    nl=("importeer nu",),
    en=("import now",),
    summary=_("Take in the lists that you sent"),
    allow=Role.admin,
    hidden=True,
)
async def put_lists(ctx: Context, number: str) -> Reply:
    held = await _own(ctx, number)
    if not await ctx.write(intakes.turn, held.id, State.shown, State.agreed):
        return say(_("I am at it already. You hear when it is done."))
    return say(_("I take them in. You hear when it is done."))


@command(
    nl=("importeer niet",),
    en=("do not import",),
    summary=_("Throw away the lists that you sent"),
    allow=Role.admin,
    hidden=True,
)
async def drop_lists(ctx: Context, number: str) -> Reply:
    held = await _own(ctx, number)
    if held.state is State.agreed:
        return say(_("I am at it already. You hear when it is done."))
    await ctx.write(intakes.drop, held.id)
    return Reply((Text(words(_("All right. Nothing was changed."))),))


async def _own(ctx: Context, number: str) -> Intake:
    """Return what they sent under that number. Raises `Refused` when it is gone, or another's."""
    known = number if number.isascii() and number.isdecimal() and len(number) <= 9 else "0"
    held = await ctx.read(intakes.get, int(known))
    if held is None or held.member_id != ctx.member.id:
        raise Refused(_("Those lists are gone: I keep them for a day. Send the file once more."))
    return held
