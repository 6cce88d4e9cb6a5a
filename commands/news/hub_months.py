"""Shows what a hub saw in a month, lets who keeps the hub edit it, and sends it up to the national coordinators."""

import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Annotated, Any

from bot.chat.line import NO, YES, Line
from bot.chat.reply import (
    Action,
    Actions,
    Block,
    Heading,
    Inline,
    Item,
    Items,
    Quote,
    Reply,
    Style,
    Subject,
    Text,
    say,
    words,
)
from bot.chat.spans import Bold, Code
from bot.chat.texts import Language, Msg, _
from bot.command.command import Ask, Context, Values, command
from bot.command.kind import HYPHENS
from bot.command.refusal import Refused
from bot.reading.numbers import kinds_of
from bot.things.hearing import Hearer, Tale, tell
from bot.things.names import names_of
from bot.things.reviewed import Reviewed
from bot.things.undoing import Undoable, did, undo_button
from bot.topic import Topics
from storage.database.database import Tx
from storage.links import Thing
from storage.members import people
from storage.networks import networks
from storage.networks.network import Filter, Network
from storage.news import reviews
from storage.news.review import Review, Stage
from storage.news.tables import LONGEST_NOTE
from storage.vocabulary import NetworkKind, NetworkRole, Role

SHOWN = 6
"""Things that a month names; of the others it says how many."""
EDIT, SEND = "edit month", "send up"
"""What the acts are called."""
_NUMBER = re.compile(rf"(?<!\w)([a-z])\s?[{HYPHENS}]?\s?(\d{{1,9}})(?!\w)", re.IGNORECASE)
_WITHOUT = re.compile(r"\s*(?:zonder|laat weg|haal weg|niet|without|leave out|not)\b", re.IGNORECASE)


def counted(topics: Topics, language: Language, review: Review) -> list[str]:
    """Tell how much of each kind was seen: "2 signalen", "1 les"."""
    parts = {each.kind: each for each in topics.all(Reviewed)}
    return [language.text(parts[kind].count(n)) for kind, n in review.counts if kind in parts]


def titled(language: Language, hub: Network, review: Review) -> Msg:
    """What a month of a hub is called."""
    year, month = map(int, review.month.split("-"))
    when = language.text(date(year, month, 1)).split(" ", 1)[1]
    return _("What the hub saw: {hub}, {month}", hub=hub.name, month=when)


def drawn(
    topics: Topics,
    language: Language,
    hub: Network,
    review: Review,
    told: Mapping[Thing, Inline],
) -> Reply:
    """The month as its reader sees it: how much, what its keeper says with it, and the latest things."""
    number, draft = f"N-{hub.id}", review.stage is Stage.draft
    counts = counted(topics, language, review)
    seen = ", ".join(counts)
    state = words(_("As a draft: {counts}.", counts=seen)) if draft else words(f"{seen}.")
    shown = [each for each in review.seen if each in told][:SHOWN]
    left = len(review.seen) - len(shown)
    blocks: list[Block] = [Heading(words(titled(language, hub, review))), Text(state)]
    blocks += [Quote(words(review.note))] if review.note else []
    blocks += [Items(tuple(Item(words(told[each])) for each in shown))] if shown else []
    blocks += [Text(words(_("And {n} more.", n=left)))] if left > 0 else []
    if draft:
        send = Action(_("Send up"), send_up.line(number), style=Style.primary)
        blocks.append(Actions((send, Action(_("Change"), edit_month.line(number)))))
    return Reply(tuple(blocks))


async def _keeps(ctx: Context, hub: Network) -> bool:
    """Tell whether the member keeps the hub: drives it, or coordinates its regions."""
    return ctx.member.id in hub.convenors or ctx.may(Role.coordinator, regions=hub.regions, network=hub.id)


async def _mine(ctx: Context, hub: Network | None, *, stages: Sequence[Stage] = tuple(Stage)) -> tuple[Network, Review]:
    """Find the latest month of that hub, or of the one that the member keeps. Raises `Refused`."""
    known = [hub] if hub else await _hubs(ctx)
    found = {
        each.network_id: each for each in await ctx.read(reviews.newest, [each.id for each in known], stages=stages)
    }
    held = [(each, found[each.id]) for each in known if each.id in found]
    allowed = [(each, review) for each, review in held if await _keeps(ctx, each) or _for_nation(ctx, review)]
    if held and not allowed:
        raise Refused(_("Who drives the hub and its coordinators see this."))
    if not allowed:
        raise Refused(
            _("There is nothing to send up now."),
            _("On the last working day of a month I draft what the hub saw, when there was something."),
        )
    if len(allowed) > 1:
        names = [Action(each.name, hub_month.line(f"N-{each.id}")) for each, _review in allowed[:SHOWN]]
        asked = _("Which hub?")
        raise Refused(asked, reply=Reply((Text(words(asked)), Actions(tuple(names)))))
    return allowed[0]


def _for_nation(ctx: Context, review: Review) -> bool:
    return review.stage is Stage.sent and ctx.may(Role.coordinator)


async def _hubs(ctx: Context) -> list[Network]:
    """The hubs that the member drives; else those of the regions that they coordinate."""
    own = await ctx.read(networks.of_member, ctx.member.id, NetworkRole.convenor)
    driven = [each for each in own if each.kind is NetworkKind.regionale_kennishub]
    if driven or not any(each.role >= Role.coordinator for each in ctx.member.grants):
        return driven
    hubs = await ctx.read(all_hubs)
    return [each for each in hubs if ctx.may(Role.coordinator, regions=each.regions, network=each.id)]


def all_hubs(tx: Tx) -> list[Network]:
    """Return every hub that is listed."""
    which = Filter(kinds=frozenset({NetworkKind.regionale_kennishub}))
    return networks.find(tx, which, limit=MOST_HUBS)[0]


MOST_HUBS = 200


@command(
    nl=("dit zag de hub", "wat zag de hub"),
    en=("what the hub saw",),
    summary=_("See what a hub saw in a month"),
    allow=Role.member,
    safe=True,
    private=True,
)
async def hub_month(ctx: Context, hub: Network | None = None) -> Reply:
    whose, review = await _mine(ctx, hub)
    return drawn(ctx.topics, ctx.language, whose, review, await names_of(ctx, list(review.seen)))


@command(
    nl=("wijzig maand van hub", "wijzig dit zag de hub"),
    en=("change month of hub",),
    summary=_("Change what a hub saw, before it is sent up"),
    allow=Role.member,
    hidden=True,
    adds=True,
)
async def edit_month(
    ctx: Context,
    hub: Network,
    text: Annotated[
        str,
        Ask(
            _(
                "What do you say with it? Or leave something out, like {example}.",
                example=Code(Line("zonder S-3", en="without S-3")),
            ),
            label=_("What you say with it"),
            max_length=LONGEST_NOTE,
            long=True,
        ),
    ],
) -> Reply:
    whose, review = await _mine(ctx, hub, stages=(Stage.draft,))
    if not await _keeps(ctx, whose):
        raise Refused(_("Who drives the hub and its coordinators see this."))
    dropped = _dropped(ctx, review, text)
    seen = [each for each in review.seen if each not in dropped]
    note = review.note if dropped else " ".join(text.split())
    if not await ctx.write(reviews.edit, review.id, seen, note, ctx.member.id):
        raise Refused(_("It was sent up meanwhile."))
    out = ",".join(f"{each.kind}:{each.id}" for each in dropped)
    entry = await did(ctx, _subject(whose), EDIT, review=review.id, out=out, noted=int(not dropped))
    _whose, now = await _mine(ctx, whose, stages=(Stage.draft,))
    shown = drawn(ctx.topics, ctx.language, whose, now, await names_of(ctx, seen))
    return Reply((*shown.blocks, Actions((undo_button(ctx, entry),))))


def _dropped(ctx: Context, review: Review, text: str) -> list[Thing]:
    """The things of the month that a text leaves out, by their numbers."""
    if not _WITHOUT.match(text):
        return []
    kinds = kinds_of(ctx)
    said = [(found[1].upper(), int(found[2])) for found in _NUMBER.finditer(text)]
    named = {Thing(kinds[letter].name, number) for letter, number in said if letter in kinds}
    return [each for each in review.seen if each in named]


async def _sure(ctx: Context, known: Values) -> Reply | None:
    whose, review = await _mine(ctx, known.get("hub"), stages=(Stage.draft,))
    counts = ", ".join(counted(ctx.topics, ctx.language, review))
    asked = _("This goes to the national coordinators: {counts}.", counts=Bold(counts))
    buttons = (
        Action(_("Yes"), YES, style=Style.primary),
        Action(_("Change"), edit_month.line(f"N-{whose.id}")),
        Action(_("No"), NO),
    )
    return Reply((Text(words(asked)), Actions(buttons, choices=True)))


@command(
    nl=("stuur omhoog", "stuur dit zag de hub omhoog"),
    en=("send up", "send it up"),
    summary=_("Send what a hub saw to the national coordinators"),
    allow=Role.member,
)
async def send_up(ctx: Context, hub: Network | None = None, sure: Annotated[bool, Ask(_sure)] = True) -> Reply:
    if not sure:
        return say(_("All right. Nothing was sent."))
    whose, review = await _mine(ctx, hub, stages=(Stage.draft,))
    if not await _keeps(ctx, whose):
        raise Refused(_("Who drives the hub and its coordinators see this."))
    nation = [
        each
        for each in await ctx.read(people.with_role, Role.coordinator)
        if any(grant.everywhere and grant.role >= Role.coordinator for grant in each.grants)
    ]
    if not nation:
        raise Refused(_("There is no national coordinator yet to send it to."))
    if not await ctx.write(reviews.send, review.id, ctx.now):
        raise Refused(_("It was sent up meanwhile."))
    entry = await did(ctx, _subject(whose), SEND, review=review.id)
    counts = ", ".join(counted(ctx.topics, ctx.language, review))
    news = _("what the hub saw this month: {counts}", counts=counts)
    read = (Action(_("Read it"), hub_month.line(f"N-{whose.id}")),)
    why = _("You hear this as a national coordinator.")
    tale = Tale(_subject(whose), whose.name, news, read)
    await tell(ctx, tale, [Hearer(each.id, why) for each in nation], entry=entry)
    return Reply((Text(words(_("Sent to the national coordinators."))), Actions((undo_button(ctx, entry),))))


def _subject(hub: Network) -> Subject:
    return Subject("network", hub.id, f"N-{hub.id}")


Detail = Mapping[str, Any]  # Any: as it was noted


async def _unsend(ctx: Context, _thing: Subject, detail: Detail) -> Msg | None:
    if not await ctx.write(reviews.take_back, int(detail["review"])):
        return None
    return _("It is a draft again.")


async def _unedit(ctx: Context, _thing: Subject, detail: Detail) -> Msg | None:
    review = await ctx.read(reviews.get, int(detail["review"]))
    if review is None:
        return None
    pairs = [each.partition(":") for each in str(detail["out"]).split(",") if each]
    back = [Thing(kind, int(id)) for kind, _colon, id in pairs]
    note = "" if int(detail["noted"]) else review.note
    if not await ctx.write(reviews.edit, review.id, (*review.seen, *back), note, ctx.member.id):
        return None
    return _("It is as it was.")


UNDO = (Undoable("network", SEND, _unsend), Undoable("network", EDIT, _unedit))
