"""Answers what members ask about the digest and following: how often, what stands in it, and how many messages come."""

from bot.chat.texts import Msg, _
from bot.command.asides import Aside, Asides
from bot.command.command import Context
from bot.outbound.letters import MOST
from bot.things.answers import answer
from commands.digest.follow import follow, followed
from commands.digest.settings import set_frequency, show_digest, show_preview

_NOBODY = _("Nobody sees what you follow.")
ASIDES = Asides(
    (follow, followed),
    {
        Aside.seen: _NOBODY,
        Aside.name: _NOBODY,
        Aside.hears: _("When there is news of it: in a message here, or in your digest."),
        Aside.lasts: _("Until you stop following it."),
        Aside.undone: _("Yes. You can stop following at any moment."),
    },
)
_SHOW = (_("My digest"), show_digest)


@answer(
    nl=("hoe vaak komt het weekbericht", "wanneer komt het weekbericht"),
    en=("how often does the digest come", "when does the digest come"),
    asks=_("How often the digest comes"),
    then=(_SHOW, (_("How often"), set_frequency)),
)
async def how_often_digest_comes(_ctx: Context) -> Msg:
    return _(
        "Once a week, on the day and at the time that you choose. Each working day, every two weeks or once a month "
        "can be too; you change it, skip one or stop under your digest."
    )


@answer(
    nl=("wat staat er in het weekbericht", "hoe kies je wat ik lees"),
    en=("what stands in the digest", "how do you choose what i read"),
    asks=_("What stands in the digest"),
    then=((_("See the next one"), show_preview), (_("What I follow"), followed)),
)
async def what_digest_holds(_ctx: Context) -> Msg:
    return _(
        "What is new in what you follow, and on your themes and regions: a few lines of each kind, everything once, "
        "and nothing of your own."
    )


@answer(
    nl=("hoeveel berichten krijg ik",),
    en=("how many messages will i get",),
    asks=_("How many messages come"),
    then=(_SHOW, (_("What I follow"), followed)),
)
async def how_many_messages(_ctx: Context) -> Msg:
    return _(
        "At most {n} a week that you did not ask for, in office hours; what is more waits for one message with the "
        "rest. The digest comes only if you turn it on.",
        n=MOST,
    )


@answer(
    nl=("wie ziet wat ik volg",),
    en=("who sees what i follow",),
    asks=_("Who sees what you follow"),
    then=((_("What I follow"), followed),),
)
async def who_sees_following(_ctx: Context) -> Msg:
    return _NOBODY
