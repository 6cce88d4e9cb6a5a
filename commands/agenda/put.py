"""Puts something on an agenda in one message: what is alike first, then how it is put."""

from dataclasses import replace
from typing import Annotated

from bot.chat.reply import Action, Actions, Inline, Reply, Subject, Text, say, words
from bot.chat.spans import Bold, Code
from bot.chat.texts import Msg, _
from bot.command.command import Ask, Command, Context, Takes, Values, command
from bot.command.labels import label_of
from bot.command.refusal import Refused
from bot.dialogue import calls
from bot.dialogue.draft import Draft as Typed
from bot.members.permissions import coordinators
from bot.things.hearing import Hearer, Tale, tell
from bot.things.making import (
    ANOTHER,
    Agreed,
    Another,
    Change,
    Saying,
    again,
    alike,
    is_it_that,
    is_nameless,
    nothing_to_change,
    put_like_this,
    room_of,
    source_seen,
)
from bot.things.proposal import proposed
from bot.things.undoing import did, undo_button
from commands.agenda.around import askers_of, matter_of
from commands.agenda.card import card
from commands.agenda.labels import HALVES, list_of
from commands.agenda.life import Act
from commands.agenda.readers import Agenda, country_of, on_whose, own_agendas, which_agenda
from commands.agenda.rights import can, coordinates, subject
from storage import links
from storage.agenda import items
from storage.agenda.item import ITEM, Draft, Half, Item, State
from storage.database.text import fold
from storage.links import Thing
from storage.members import follows
from storage.vocabulary import LinkKind, QuestionKind, Role

LONGEST = 200
"""Letters of an item: one thing, in one sentence."""

_NATIONAL = frozenset({"landelijk", "landelijke", "nationaal", "nationale", "national", "nationally"})


async def _read(ctx: Context, known: Values) -> Draft:
    """What is read of the words, with what its maker changed."""
    change: Change | None = known.get("change")
    agenda: Agenda | None = known.get("agenda")
    text = str(known["text"])
    if change and change.text:
        text = change.text
    read = proposed(text, ctx)
    if change:
        read = read.corrected(change.facts, ctx.atlas)
    place = _agenda(ctx, known) if change and change.facts.regions else agenda or _agenda(ctx, known)
    kind = read.kind or QuestionKind.inhoudelijk
    regions = read.regions or (frozenset({place.region_id}) if place and place.region_id is not None else frozenset())
    return Draft(
        text=text[:1].upper() + text[1:],
        list_name=place.name if place else "",
        region_id=place.region_id if place else None,
        network_id=place.network_id if place else None,
        half=Half.opgave if kind is QuestionKind.inhoudelijk else Half.kennisinfrastructuur,
        kind=kind,
        knowledge_type=read.knowledge,
        level=read.level
        or (ctx.atlas.regions[place.region_id].level if place and place.region_id is not None else None),
        state=State.listed if place and coordinates(ctx, place) else State.proposed,
        regions=regions,
        themes=read.themes,
    )


def _agenda(ctx: Context, known: Values) -> Agenda | None:
    """The agenda that the words name, else one's own when there is one; None when that must be asked."""
    change: Change | None = known.get("change")
    text = str(known["text"])
    if set(fold(text).split()) & _NATIONAL and (country := country_of(ctx)):
        return country
    regions = change.facts.regions if change and change.facts.regions else proposed(text, ctx).regions
    own = own_agendas(ctx)
    if len(regions) == 1:
        region = ctx.atlas.regions[next(iter(regions))]
        return Agenda(region.name, region_id=region.id)
    fitting = [each for each in own if each.region_id in regions] if regions else own
    return fitting[0] if len(fitting) == 1 else None


async def _which(ctx: Context, known: Values) -> Reply | None:
    """Ask on which agenda, one's own first, when the words do not tell."""
    if _agenda(ctx, known) is not None:
        return None
    regions = proposed(str(known["text"]), ctx).regions
    named = [Agenda(ctx.atlas.regions[each].name, region_id=each) for each in sorted(regions)]
    offered = {each.name: each for each in (*own_agendas(ctx), *named)}
    if country := country_of(ctx):
        offered.setdefault(country.name, country)
    buttons = tuple(Action(name, name) for name in list(offered)[:6])
    return Reply((Text(words(Bold(ctx.language.text(which_agenda(""))))), Actions(buttons, choices=True)))


async def _alike(ctx: Context, known: Values) -> Reply | None:
    hit = await alike(ctx, ITEM, str(known["text"]))
    return is_it_that(f"G-{hit.id}", hit.name, _("No, this is something else")) if hit else None


async def _shown(ctx: Context, known: Values) -> Reply | None:
    if not known["other"]:
        return None
    return _proposal(ctx, await _read(ctx, known), known.get("change"), in_room=await room_of(ctx) is not None)


def _proposal(ctx: Context, draft: Draft, change: Change | None, *, in_room: bool) -> Reply:
    themes = sorted(ctx.atlas.themes[each].name for each in draft.themes)
    about: list[Inline] = [
        _("agenda of {list}", list=list_of(draft)),
        _("about {half}", half=HALVES[draft.half]),
        *themes,
        *([label_of(draft.knowledge_type)] if draft.knowledge_type else []),
    ]
    seen = _("Only this room sees it.") if in_room else None
    return put_like_this(ctx, draft.text, about, change=change, seen=seen)


_Text = Annotated[
    Saying,
    Ask(
        _("What do you want to find out together?"),
        label=_("What you want to know"),
        hint=_("One sentence, at most 200 letters. Name the region and the theme."),
        max_length=LONGEST,
        long=True,
    ),
]
_Changed = Annotated[Change | None, Ask(nothing_to_change, unnamed=True)]
_Other = Annotated[Another, Ask(_alike)]
_Where = Annotated[Agenda | None, Ask(_which)]
_Agreed = Annotated[Agreed | None, Ask(_shown)]


@command(
    nl=("zet op de agenda", "agendapunt", "leervraag"),
    en=("put on the agenda", "add to the agenda", "agenda item"),
    summary=_("Put something on the agenda of your region"),
    allow=Role.member,
    begun_by=Role.visitor,
    takes=Takes.sentence,
    fills=on_whose,
)
async def put_on_agenda(
    ctx: Context,
    text: _Text,
    change: _Changed = None,
    other: _Other = ANOTHER,
    agenda: _Where = None,
    agreed: _Agreed = None,
) -> Reply:
    known = {"text": text, "change": change, "agenda": agenda, "other": other}
    return await _made_of(ctx, known, agreed, put_on_agenda, None)


@command(
    nl=("maak een agendapunt van",),
    en=("make an agenda item of",),
    summary=_("Put what comes back on the agenda"),
    allow=Role.member,
    hidden=True,
    check=source_seen,
)
async def item_from(
    ctx: Context,
    thing: Subject,
    text: _Text,
    change: _Changed = None,
    other: _Other = ANOTHER,
    agenda: _Where = None,
    agreed: _Agreed = None,
) -> Reply:
    known = {"text": text, "change": change, "agenda": agenda, "other": other}
    return await _made_of(ctx, known, agreed, item_from, thing)


async def _made_of(
    ctx: Context, known: Values, agreed: Agreed | None, by: Command[...], source: Subject | None
) -> Reply:
    """Put what was agreed to, with what it comes from; else what was wanted instead."""
    if not known["other"]:
        hit = await alike(ctx, ITEM, str(known["text"]))
        return await supported_instead(ctx, hit.id) if hit else say(_("All right. Nothing was put."))
    if agreed is None or not agreed.yes:
        return say(_("All right. Nothing was put."))
    draft, agenda = await _read(ctx, known), known["agenda"]
    if agreed.change or agreed.facts:
        held = {"agenda": agenda.name} if agenda and not agreed.facts else {}
        held |= {"thing": source.line} if source else {}
        return await again(ctx, by, draft.text, agreed, known["change"], **held)
    return await place(ctx, draft, unnamed=is_nameless(ctx, known, agreed), comes_from=source)


async def place(ctx: Context, draft: Draft, *, unnamed: bool, comes_from: Subject | None = None) -> Reply:
    """Put it, and tell who is to hear of that."""
    item = await put_item(ctx, draft, unnamed=unnamed, comes_from=comes_from)
    entry = await did(ctx, subject(item), Act.put)
    told = await tell_put(ctx, item, entry, comes_from)
    number = Code(item.number)
    if item.state is State.listed and comes_from:
        said = _(
            "{number} is on the agenda of {list} and comes from {other}.",
            number=number,
            list=list_of(item),
            other=Code(comes_from.line),
        )
    elif item.state is State.listed:
        said = _("{number} is on the agenda of {list}.", number=number, list=list_of(item))
    else:
        said = _("{number} is proposed for the agenda of {list}.", number=number, list=list_of(item))
    more = [Text(words(each)) for each in told]
    if unnamed:
        more.append(Text(words(_("Only coordinators see that you put it."))))
    buttons = Actions((Action(_("View"), item.number), undo_button(ctx, entry)))
    return Reply((Text(words(said)), *more, buttons))


async def put_item(ctx: Context, draft: Draft, *, unnamed: bool, comes_from: Subject | None) -> Item:
    """Store it with where it comes from; its maker follows it."""
    room = await room_of(ctx)
    whole = replace(draft, unnamed=unnamed or ctx.member.asks_unnamed, room_id=room.id if room else None)
    item = await ctx.write(items.put, ctx.member.id, whole, ctx.now)
    await ctx.write(follows.follow, ctx.member.id, ITEM, item.id, ctx.now)
    if comes_from:
        origin = Thing(comes_from.kind, comes_from.id)
        await ctx.write(links.link, Thing(ITEM, item.id), LinkKind.komt_uit, origin, ctx.member.id, ctx.now)
    return item


async def tell_put(ctx: Context, item: Item, entry: int, comes_from: Subject | None) -> list[Msg]:
    """Let the coordinator of a proposal hear, or the askers of what was put on the agenda: what to say of that."""
    if item.state is State.proposed:
        n = 0
        for each in await coordinators(ctx, regions=[item.region_id] if item.region_id is not None else []):
            if each.id != ctx.member.id:
                n += 1
                ask = (
                    Action(_("Put it on"), ctx.line("list_item", item.number)),
                    Action(_("Not now"), ctx.line("not_now", item.number)),
                    Action(_("View"), item.number),
                )
                news = _("A proposal for the agenda of {list}:", list=list_of(item))
                about = Text(words(Code(item.number), " ", Bold(item.text)))
                ctx.notify(each, Reply((Text(words(news)), about, Actions(ask)), found_anyway=True))
        return [_("The coordinator hears it.")] if n else []
    if comes_from is None:
        return []
    told = await tell_askers(ctx, item, entry)
    return [_("The asker hears it.")] if told else []


async def tell_askers(ctx: Context, item: Item, entry: int) -> int:
    """Let who asked or follows the questions that it comes from hear that it is on the agenda."""
    told = 0
    for question, members in (await askers_of(ctx, item)).items():
        news = _(
            "Your question {number} is on the agenda of {list}, as {item}.",
            number=Code(question),
            list=list_of(item),
            item=Code(item.number),
        )
        why = _("You hear this because you asked or follow {number}.", number=Code(question))
        buttons = (
            Action(_("Follow"), ctx.line("follow", item.number)),
            Action(_("I work on it"), ctx.line("work_on_item", item.number)),
        )
        tale = Tale(subject(item), item.text, news, buttons)
        told += await tell(ctx, tale, [Hearer(each, why) for each in members], entry=entry)
    return told


async def supported_instead(ctx: Context, item: int) -> Reply:
    """What is there already is supported, rather than put once more; what is done or parked is shown."""
    found = await ctx.read(items.get, item)
    if found and Act.support not in await can(ctx, found):
        return await card(ctx, found)
    call = ctx.commands.by_name["support_item"]
    return await calls.proceed(ctx, call, Typed(f"steun G-{item}", {"item": f"G-{item}"}))


async def _from_question(ctx: Context, known: Values) -> Draft:
    """What is read of a question, for the agenda of who puts it there: the own region first."""
    what = await matter_of(ctx, known["question"])
    change: Change | None = known.get("change")
    place: Agenda | None = known.get("agenda")
    if change and change.facts.regions:
        region = ctx.atlas.regions[min(change.facts.regions)]
        place = Agenda(region.name, region_id=region.id)
    place = place or _place_for(ctx, what.regions)
    text = change.text if change and change.text else what.text
    read = proposed(text, ctx)
    kind = read.kind or QuestionKind.inhoudelijk
    return Draft(
        text=text if len(text) <= LONGEST else f"{text[: LONGEST - 1].rsplit(' ', 1)[0]}…",
        list_name=place.name if place else "",
        region_id=place.region_id if place else None,
        network_id=place.network_id if place else None,
        half=Half.opgave if kind is QuestionKind.inhoudelijk else Half.kennisinfrastructuur,
        kind=kind,
        knowledge_type=what.knowledge or read.knowledge,
        level=what.level,
        state=State.listed if place and coordinates(ctx, place) else State.proposed,
        regions=what.regions
        or (frozenset({place.region_id}) if place and place.region_id is not None else frozenset()),
        themes=(change.facts.themes if change and change.facts.themes else what.themes),
    )


def _place_for(ctx: Context, regions: frozenset[int]) -> Agenda | None:
    own = own_agendas(ctx)
    fitting = [each for each in own if each.region_id in regions] or own
    if len(fitting) == 1 or (fitting and any(each.region_id is not None for each in ctx.member.grants)):
        return fitting[0]
    if not own and len(regions) == 1:
        region = ctx.atlas.regions[next(iter(regions))]
        return Agenda(region.name, region_id=region.id)
    return None


async def draft_for(ctx: Context, question: Subject) -> Draft | None:
    """What a question would be on an agenda, when it is clear on whose: that of its own region, else one's own."""
    what = await matter_of(ctx, question)
    place = _place_for(ctx, what.regions)
    if place is None and what.regions:
        region = ctx.atlas.regions[min(what.regions)]
        place = Agenda(region.name, region_id=region.id)
    return await _from_question(ctx, {"question": question, "agenda": place}) if place else None


async def _which_for(ctx: Context, known: Values) -> Reply | None:
    what = await matter_of(ctx, known["question"])
    change: Change | None = known.get("change")
    if _place_for(ctx, what.regions) is not None or (change and change.facts.regions):
        return None
    return await _which(ctx, {"text": what.text})


async def _question_shown(ctx: Context, known: Values) -> Reply:
    return _proposal(ctx, await _from_question(ctx, known), known.get("change"), in_room=await room_of(ctx) is not None)


async def _not_there_yet(ctx: Context, known: Values) -> None:
    """Raises `Refused` for a question that is on an agenda: it is supported there."""
    question: Subject | None = known.get("question")
    if question is None:
        return
    await matter_of(ctx, question)
    for item in await on_agendas(ctx, question):
        told = _("{number} is on an agenda already, as {item}.", number=Code(question.line), item=Code(item.number))
        support = Action(_("I want to know it too"), ctx.line("support_item", item.number))
        raise Refused(reply=Reply((Text(words(told)), Actions((support, Action(_("View"), item.number))))))


async def on_agendas(ctx: Context, question: Subject) -> list[Item]:
    """The items that come from a question and are not taken back."""
    thing = Thing(question.kind, question.id)
    found = (await ctx.read(links.of, [thing])).get(thing, [])
    ids = [each.other.id for each in found if each.other.kind == ITEM and each.kind is LinkKind.komt_uit and each.back]
    gone = (State.withdrawn, State.hidden, State.merged)
    return [each for each in await ctx.read(items.load, ids) if each.state not in gone]


@command(
    nl=("zet vraag op de agenda",),
    en=("put question on the agenda",),
    summary=_("Put a question on the agenda"),
    allow=Role.member,
    check=_not_there_yet,
)
async def put_question_on_agenda(
    ctx: Context,
    question: Subject,
    agenda: Annotated[Agenda | None, Ask(_which_for)] = None,
    change: Annotated[Change | None, Ask(nothing_to_change, unnamed=True)] = None,
    other: Another = ANOTHER,
    agreed: Annotated[Agreed | None, Ask(_question_shown)] = None,
) -> Reply:
    if agreed is None or not agreed.yes or not other:
        return say(_("All right. Nothing was put."))
    await _not_there_yet(ctx, {"question": question})
    draft = await _from_question(ctx, {"question": question, "agenda": agenda, "change": change})
    if agreed.change or agreed.facts:
        held = {"agenda": agenda.name} if agenda and not agreed.facts else {}
        return await again(ctx, put_question_on_agenda, draft.text, agreed, change, question=question.line, **held)
    return await place(ctx, draft, unnamed=is_nameless(ctx, {"change": change}, agreed), comes_from=question)
