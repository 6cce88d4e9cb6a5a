"""Answers what members ask about news: how it gets into the digest, who sees it, and what a hub saw in a month."""

from bot.chat.spans import Code
from bot.chat.texts import Msg, Value, _
from bot.command.asides import Aside, Asides
from bot.command.command import Context
from bot.command.refusal import Refused
from bot.things.answers import answer
from commands.news.browse import list_news, show_news
from commands.news.hub_months import hub_month
from commands.news.rights import sees
from commands.news.share import share_news
from commands.news.take_along import take_along
from storage.news.item import Item, State

_SEEN = _(
    "All members see it, or only those in a closed room when you put it there. It can be shared without your name, and "
    "the digest names nobody."
)
_ONCE = _("It stands once in the next digest of whom it suits, and for sixty days in the list of news.")
ASIDES = Asides(
    (share_news, take_along, list_news, show_news),
    {
        Aside.decides: _("You do. News is there as soon as you say yes; nobody checks it first."),
        Aside.lasts: _ONCE,
        Aside.seen: _SEEN,
        Aside.name: _SEEN,
    },
)
SHARE = (_("Share news"), share_news)
LOOK = (_("See the news"), list_news)


@answer(
    nl=("hoe komt nieuws in het weekbericht",),
    en=("how does news get into the digest",),
    asks=_("How news gets into the digest"),
    then=(SHARE, LOOK),
)
async def how_news_goes(ctx: Context) -> Msg:
    if ctx.member.signed_up_at:
        return _("Send a link or a sentence, and why others should read it. {once}", once=_ONCE)
    return _("Sign up first: that takes two minutes. Then you send a link or a sentence. {once}", once=_ONCE)


@answer(
    nl=("wie ziet mijn nieuws",),
    en=("who sees my news",),
    asks=_("Who sees news"),
    then=(SHARE,),
)
async def who_sees_news(_ctx: Context) -> Msg:
    return _SEEN


@answer(
    nl=("hoe werkt het maandbericht van de hub",),
    en=("how does the month of a hub work",),
    asks=_("How the month of a hub works"),
    then=((_("What the hub saw"), hub_month),),
)
async def how_hub_month_goes(_ctx: Context) -> Msg:
    return _(
        "On the last working day of a month whoever keeps a hub gets a draft of what it saw. They may change it, and "
        "send it up: then the national coordinators read it."
    )


@answer(
    nl=("staat nieuwsbericht al in het weekbericht", "wie deelde nieuwsbericht"),
    en=("has the news item gone out already", "who shared the news item"),
    asks=_("Whether it went out"),
)
async def digest_of_news(ctx: Context, item: Item) -> Msg:
    if not await sees(ctx, item) or item.state is not State.shared:
        raise Refused(_("{number} is out of sight.", number=Code(item.number)))
    at: dict[str, Value] = {"number": Code(item.number), "day": item.shared_at.date()}
    if item.draft.room is not None:
        return _("{number} is for those in its room, and goes into no digest.", **at)
    return _("{number} was shared on {day}. It stands once in the first digest after that of whom it suits.", **at)
