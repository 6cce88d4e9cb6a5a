"""Sets which questions come in a digest, by what they need and whose they are."""

from typing import Annotated

from bot.chat.reply import Action, Actions, Reply, Text, say, words
from bot.chat.spans import Bold
from bot.chat.texts import _
from bot.command.command import Ask, Context, Takes, command
from bot.command.refusal import Refused
from bot.things.needs import needed, whose
from commands.digest.settings import active, show_preview
from storage.database.text import fold
from storage.digest import digests
from storage.vocabulary import Role


@command(
    nl=("weekbericht alleen", "weekbericht welke vragen"),
    en=("digest only", "digest which questions"),
    summary=_("Say which questions come in the digest"),
    allow=Role.member,
    hidden=True,
    takes=Takes.names,
)
async def set_needs(
    ctx: Context,
    which: Annotated[
        str, Ask(_("Which questions shall I tell? For instance: practice knowledge, regional. Or all questions."))
    ],
) -> Reply:
    held = await active(ctx)
    # What people show to members is not what they show in a room.
    text, named = await whose(ctx, which) if ctx.personal else (which, ())
    read = needed(ctx, text, named)
    if not read.needs and not (read.words or read.places or fold(which) in _ALL):
        raise Refused(_WAYS)
    if not read.needs and fold(which) not in _ALL:
        said = [Bold(each) for each in read.words] or [Bold(which)]
        raise Refused(_("I do not tell questions apart by {words}.", words=said), _WAYS)
    await ctx.write(digests.change, held.id, needs=read.needs)
    if not read.needs:
        return say(_("All questions on your regions and themes come in the digest."))
    told = _("Of questions only these come in the digest: {names}.", names=list(read.names))
    left = [Text(words(_("I left out what I do not know: {words}.", words=[Bold(each) for each in read.words])))]
    again = Actions((Action(_("See the next one"), show_preview.line()), Action(_("All questions"), _every(ctx))))
    return Reply((Text(words(told)), *(left if read.words else ()), again))


_ALL = frozenset(["alles alle vragen", "alle vragen", "alles", "all questions", "everything", "all"])
_WAYS = _("You can say a kind, a kind of knowledge, how far that is there, a level or an organisation.")


def _every(ctx: Context) -> str:
    return set_needs.line(ctx.language.text(_("all questions")))
