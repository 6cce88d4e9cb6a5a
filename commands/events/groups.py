"""Finds peer groups: who seeks one waits in a row; when four fit, from four organisations, each is asked."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Annotated, Any

from bot.chat.reply import Action, Actions, Reply, Style, Subject, Text, say, words
from bot.chat.spans import Bold, Code
from bot.chat.texts import Msg, _, _n
from bot.command.command import Ask, Context, Notice, Takes, Values, command
from bot.command.refusal import Refused
from bot.process.office_hours import OfficeHours, office_moment, working_days_later
from bot.process.work import Services, Work
from bot.things.proposal import proposed
from bot.things.sending import send
from bot.things.undoing import Undoable, did, undo_button
from commands.events.rights import sees_series, unseen
from storage import keepers
from storage.atlas import Cache
from storage.database.database import Tx
from storage.events import all_series, seekers
from storage.events.seekers import Offer, Seeker
from storage.events.series import SERIES, Series, SeriesDraft, SeriesKind
from storage.links import Thing
from storage.members import people
from storage.members.member import Member
from storage.vocabulary import HOME_ZONE, Role

LEAST, MOST = 4, 8
ANSWER_DAYS = 5
"""Working days in which they answer."""
LOOKED_AT = 60
EVERY = timedelta(minutes=1)
SEEK = "seek"
"""To seek a group is noted of the member who does."""
MEMBER = "member"


def _themes(ctx: Context, which: str) -> frozenset[int]:
    return proposed(which, ctx).themes or frozenset(ctx.member.themes)


async def _about(ctx: Context, known: Values) -> Reply | None:
    """Ask what it is to be about, where neither the words nor the profile tell."""
    if ctx.member.themes:
        return None
    return say(_("What is your challenge about? Name a theme, such as {example}.", example=Bold("water")))


@command(
    nl=("zoek intervisiegroep", "zoek een intervisiegroep", "intervisie"),
    en=("find a peer group", "find peer group", "peer group"),
    summary=_("Find a small group of peers, to think along with each other"),
    allow=Role.member,
    private=True,
    takes=Takes.names,
)
async def seek_group(ctx: Context, which: Annotated[str, Ask(_about, max_length=200)] = "") -> Reply:
    themes = _themes(ctx, which)
    if not themes:
        raise Refused(_("I know no theme of that name. Name a theme, such as {example}.", example=Bold("water")))
    regions = proposed(which, ctx).regions or frozenset(ctx.member.regions)
    new = await ctx.write(seekers.seek, ctx.member.id, regions, themes, ctx.now)
    entry = await did(ctx, Subject(MEMBER, ctx.member.id, f"M-{ctx.member.id}"), SEEK)
    names = [ctx.atlas.themes[each].name for each in sorted(themes)]
    told = [_("You are in the row: {themes}.", themes=names)]
    if not new:
        told = [_("You were in the row already. Now it is about: {themes}.", themes=names)]
    offered = await ctx.write(_match, ctx.member.id, themes, regions, _until(ctx), ctx.now)
    if offered:
        told.append(_("{n} people of {n} organisations fit now. I ask all of them.", n=len(offered.seekers)))
    else:
        told.append(_("When four people of four organisations fit, I ask all of them."))
    return Reply((*(Text(words(each)) for each in told), Actions((undo_button(ctx, entry),))))


def _until(ctx: Context) -> datetime:
    return working_days_later(ctx.now, ANSWER_DAYS, HOME_ZONE, ctx.choices.of(OfficeHours))


def _match(
    tx: Tx, member: int, themes: frozenset[int], regions: frozenset[int], until: datetime, now: datetime
) -> Offer | None:
    """Bring together who fits: by what it is about first, then by region, one of each organisation."""
    mine = seekers.of_member(tx, member)
    if mine is None or mine.offer_id is not None:
        return None
    for theme in sorted(themes):
        found = [each for each in seekers.waiting(tx, [theme], LOOKED_AT) if each.member_id != member]
        known = {each.id: each for each in people.load(tx, [each.member_id for each in (*found, mine)])}
        near = sorted(found, key=lambda each: not each.regions & regions)
        chosen = _one_of_each([mine, *near], known)[:MOST]
        if len(chosen) >= LEAST:
            number = seekers.offer(tx, theme, [each.id for each in chosen], until, now)
            return seekers.get_offer(tx, number) if number is not None else None
    return None


def _one_of_each(found: Sequence[Seeker], known: Mapping[int, Member]) -> list[Seeker]:
    """The first of each organisation; who told none of theirs fits nowhere, since that may be the same."""
    taken: set[int] = set()
    chosen = []
    for each in found:
        member = known.get(each.member_id)
        if member is None or member.organisation is None or member.blocked_at or member.organisation.id in taken:
            continue
        taken.add(member.organisation.id)
        chosen.append(each)
    return chosen


@command(
    nl=("ik doe mee met de groep",),
    en=("i join the group",),
    summary=_("Say yes to the peer group that you were asked for"),
    allow=Role.member,
    private=True,
    hidden=True,
)
async def join_group(ctx: Context) -> Reply:
    return await _answer(ctx, willing=True)


@command(
    nl=("ik doe niet mee met de groep",),
    en=("i do not join the group",),
    summary=_("Say no to the peer group that you were asked for"),
    allow=Role.member,
    private=True,
    hidden=True,
)
async def decline_group(ctx: Context) -> Reply:
    return await _answer(ctx, willing=False)


async def _answer(ctx: Context, *, willing: bool) -> Reply:
    found = await ctx.write(seekers.answer, ctx.member.id, willing=willing)
    if found is None or found.ended:
        raise Refused(_("No group waits for your answer now."))
    if not willing:
        return say(_("All right. You stay in the row for another group."))
    return say(_("Good. When at least four say yes, the group begins."))


@command(
    nl=("stop zoeken intervisiegroep",),
    en=("stop finding a peer group",),
    summary=_("Seek no peer group any more"),
    allow=Role.member,
    private=True,
    hidden=True,
)
async def stop_seeking(ctx: Context) -> Reply:
    if not await ctx.write(seekers.stop, ctx.member.id):
        return say(_("You did not seek a group."))
    return say(_("You are out of the row."))


@command(
    nl=("ik word hoeder van de groep",),
    en=("i keep the group",),
    summary=_("Keep a peer group that nobody keeps yet"),
    allow=Role.member,
    private=True,
    hidden=True,
)
async def keep_group(ctx: Context, series: Series) -> Reply:
    if not await sees_series(ctx, series) or ctx.member.id not in series.members:
        raise Refused(unseen(series.number, closed=series.draft.closed))
    thing = Thing(SERIES, series.id)
    if await ctx.read(keepers.of, thing) is not None or series.member_id is not None:
        return say(_("Somebody keeps {number} already.", number=Code(series.number)))
    await ctx.write(keepers.ask, thing, ctx.member.id, ctx.now)
    await ctx.write(keepers.accept, thing, ctx.member.id, ctx.now)
    told = _("You keep {number} from now on. Plan the first meeting when it suits you all.", number=Code(series.number))
    plan = Action(_("Plan the next"), ctx.line("plan_next", series.number))
    return Reply((Text(words(told)), Actions((plan, Action(_("View"), series.number)))))


async def _unseek(ctx: Context, _thing: Subject, _detail: Mapping[str, Any]) -> Msg | None:  # Any: as it was noted
    if not await ctx.write(seekers.stop, ctx.member.id):
        return None
    return _("You are out of the row.")


UNDO = Undoable(MEMBER, SEEK, _unseek, alone=True)


class Grouping:
    """Asks who fits together, and begins the groups that enough said yes to; each once, claimed by its row."""

    def __init__(self, services: Services) -> None:
        self._database = services.database
        self._clock = services.clock
        self._language = services.language
        self._choices = services.choices
        self._atlas = Cache()

    async def work(self) -> int:
        """Do what is due: how much."""
        now, done = self._clock(), 0
        for each in await self._database.read(seekers.unasked, LOOKED_AT):
            done += await self._database.write(self._ask, each, now)
        for offer in await self._database.read(seekers.decided, now, LOOKED_AT):
            done += await self._database.write(self._decide, offer, now)
        return done

    def _ask(self, tx: Tx, seeker: Seeker, now: datetime) -> int:
        offer = seekers.get_offer(tx, seeker.offer_id) if seeker.offer_id is not None else None
        member = people.get(tx, seeker.member_id)
        if offer is None or member is None or not self._may_hear(member, now):
            return 0
        if not seekers.claim(tx, seeker.id, now):
            return 0
        n = len(offer.seekers)
        about = self._atlas.read(tx).themes.get(offer.theme_id or 0)
        told = _("A group of {n} fits, of {n} organisations, about {theme}.", n=n, theme=about.name if about else "-")
        yes = Action(_("Yes"), join_group.line(), style=Style.primary)
        buttons = Actions((yes, Action(_("No"), decline_group.line())))
        what = _("It is closed: what is said there stays there. Do you take part?")
        reply = Reply((Text(words(told)), Text(words(what)), buttons))
        send(tx, f"group/{offer.id}/ask/{seeker.id}", [Notice(member, reply)], now, self._language)
        return 1

    def _decide(self, tx: Tx, offer: Offer, now: datetime) -> int:
        """Enough said yes: their group begins. Too few: the others seek on."""
        willing = [each.member_id for each in offer.seekers if each.willing]
        if len(willing) < LEAST:
            return int(seekers.lapse(tx, offer.id, now))
        about = self._atlas.read(tx).themes.get(offer.theme_id or 0)
        themes = frozenset({offer.theme_id}) if offer.theme_id is not None else frozenset[int]()
        name = f"Intervisie: {about.name}" if about else "Intervisie"
        draft = SeriesDraft(name, SeriesKind.intervisie, closed=True, themes=themes)
        number = all_series.put(tx, None, draft, now)
        if not seekers.start(tx, offer.id, number, willing, now):
            raise LookupError(offer.id)  # another began it in this moment: this transaction leaves nothing
        for each in willing:
            all_series.seat(tx, number, each, "", now)
        told = _n(
            "{number} begins: a closed group of {n}. Who wants to keep it?",
            "{number} begins: a closed group of {n}. Who wants to keep it?",
            len(willing),
            number=Code(f"R-{number}"),
        )
        buttons = Actions((Action(_("I do"), keep_group.line(f"R-{number}")), Action(_("View"), f"R-{number}")))
        reply = Reply((Text(words(told)), buttons))
        notices = [Notice(each, reply) for each in people.load(tx, willing) if not each.blocked_at]
        send(tx, f"group/{offer.id}/begin", notices, now, self._language)
        return 1

    def _may_hear(self, member: Member, now: datetime) -> bool:
        if member.blocked_at or member.away(now.date()):
            return False
        return office_moment(now, member.time_zone, self._choices.of(OfficeHours)) <= now


WORK = Work("peer groups", EVERY, lambda services: Grouping(services).work)
