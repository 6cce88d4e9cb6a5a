"""Makes a poll in one message: whether two are a choice or a line is asked, then how it is put is shown."""

from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from typing import Annotated, Any
from zoneinfo import ZoneInfo

from bot.chat.reply import Action, Actions, Inline, Reply, Text, say, words
from bot.chat.spans import Bold
from bot.chat.texts import Msg, _, _n, typed
from bot.command.command import Ask, Command, Context, Takes, Values, command
from bot.command.refusal import Refused
from bot.dialogue import calls
from bot.dialogue.draft import Draft as Typing
from bot.process.office_hours import OfficeHours, working_days_later
from bot.things.making import nothing_to_change, put_like_this
from bot.things.proposal import proposed
from bot.things.rooms import known_here
from commands.polls import altering, wording
from commands.polls.place import Place, letters_of, place_of
from commands.polls.publish import put
from commands.polls.readers import ASKED, WAYS, AnAnswer, Changed, Options, Said, Way, Wording
from commands.polls.results import how, options_told
from commands.polls.wording import Typed
from storage.polls.poll import TOP, Draft, Sort
from storage.polls.tables import LONGEST, LONGEST_OPTION
from storage.vocabulary import Role

DAYS = 5
"""Working days that a poll is open, when its maker does not say."""
UNTIL = time(17)
FAREST = timedelta(days=366)
_MOST = {Sort.choice: (2, 6), Sort.top: (TOP + 1, 12), Sort.scale: (0, 2), Sort.dilemma: (2, 2)}
"""How few and how many can be chosen, by kind; of a scale and a line these are the ends."""


@dataclass(frozen=True, slots=True)
class Shape:
    """What a command says of the poll that it makes."""

    command: str
    sort: Sort | None = None
    named: bool = False


def _typed(ctx: Context, known: Values, shape: Shape) -> Typed:
    """What the line says by now: as typed, with what was changed and answered."""
    today = ctx.local_now.date()
    text, altered = str(known["text"]), None
    if change := known.get("change"):
        altered = altering.heard(str(change))
        text = text if altered else wording.changed(text, str(change), today)
    found = wording.read(text, today, shape.sort, letters_of(ctx.topics))
    if way := known.get("way"):
        found = replace(found, sort=Sort.dilemma if way is Way.line else Sort.choice)
    if options := known.get("options"):
        again = wording.read(f"{found.question or '?'} / {' / '.join(options)}", today, found.sort)
        found = replace(found, options=again.options, sort=again.sort)
    if altered:
        options = altering.with_it(found.options, altered)
        line = found.sort is Sort.dilemma and shape.sort is None and len(options) != len(found.options)
        several = found.sort is None and len(options) > 2
        found = replace(found, options=options, sort=Sort.choice if line or several else found.sort)
    return found


def _until(ctx: Context, found: Typed) -> datetime:
    """Until when it is open. Raises `Refused` for what is past, or too far away."""
    zone = ZoneInfo(ctx.member.time_zone)
    if found.day is None:
        later = working_days_later(ctx.now, DAYS, ctx.member.time_zone, ctx.choices.of(OfficeHours))
        return datetime.combine(later.astimezone(zone).date(), UNTIL, zone)
    until = datetime.combine(found.day, found.at or UNTIL, zone)
    if until <= ctx.now:
        raise Refused(_("{moment} is over already. Until when may people vote?", moment=until))
    if until - ctx.now > FAREST:
        raise Refused(_("A poll is open for a year at most. Until when may people vote?"))
    return until


def _problem(found: Typed, shape: Shape) -> Msg | None:
    """What keeps a poll from being put."""
    sort = found.sort or Sort.choice
    least, most = _MOST[sort]
    number = len(found.options)
    if len(found.question) > LONGEST:
        n = len(found.question)
        return _("That is too long for one question: {n} characters. It may have {most}.", n=n, most=LONGEST)
    if any(len(each) > LONGEST_OPTION for each in found.options):
        return _("Something to choose may have {most} characters. Make it shorter.", most=LONGEST_OPTION)
    if shape.named and sort is not Sort.choice:
        return _("Only a choice can be open. For the rest nobody sees who chose what.")
    if sort is Sort.scale and number == 1:
        return _("A scale has two ends: say what 1 is and what 5 is.")
    if number < least:
        return _n(
            "This has {n} choice. It needs {least} or more.",
            "This has {n} choices. It needs {least} or more.",
            number,
            least=least,
        )
    if number > most:
        return _n(
            "This has {n} choice. It may have {most}.", "This has {n} choices. It may have {most}.", number, most=most
        )
    return None


def _draft(ctx: Context, known: Values, shape: Shape, place: Place) -> Draft:
    found = _typed(ctx, known, shape)
    sort, options = found.sort or Sort.choice, found.options
    if sort is Sort.scale and not options:
        options = tuple(ctx.language.text(each) for each in (_("not at all"), _("very much")))
    question = found.question or ctx.language.text(_("Which three matter most?"))
    read = proposed(" ".join((question, *options)), ctx)
    return Draft(
        question[:1].upper() + question[1:],
        sort,
        options,
        _until(ctx, found),
        named=shape.named,
        regions=read.regions or place.regions,
        themes=read.themes or place.themes,
        room=place.room,
        network=place.network,
        gathering=place.gathering,
    )


async def _which_way(ctx: Context, known: Values, shape: Shape) -> Reply | None:
    found = _typed(ctx, known, shape)
    if found.sort is not None or shape.named or len(found.options) != 2:
        return None
    one, two = found.options
    asked = Text(words(Bold(ctx.language.text(_("Will this be choosing, or a place on a line?")))))
    hint = _("Between {one} and {two}.", one=one, two=two)
    buttons = (Action(_("Choosing"), typed(WAYS[Way.choose])), Action(_("Line"), typed(WAYS[Way.line])))
    return Reply((asked, Text(words(hint)), Actions(buttons, choices=True)))


async def _which_options(ctx: Context, known: Values, shape: Shape) -> Reply | None:
    found = _typed(ctx, known, shape)
    least, _most = _MOST[found.sort or Sort.choice]
    if len(found.options) >= least:
        return None
    told = Text(words(_problem(found, shape) or "")) if found.options else None
    ask = Text(words(Bold(ctx.language.text(_("What can people choose? Put a / between them.")))))
    buttons: list[Action] = []
    if found.sort in (None, Sort.choice) and not found.options:
        yes_no = " / ".join(ctx.language.text(each) for each in (_("yes"), _("no")))
        buttons = [Action(yes_no, yes_no), Action(_("1 to 5"), typed(_("1 to 5")))]
    return Reply((*([told] if told else []), ask, *([Actions(tuple(buttons), choices=True)] if buttons else [])))


async def _shown(ctx: Context, known: Values, shape: Shape) -> Reply | None:
    found = _typed(ctx, known, shape)
    if _problem(found, shape):
        return None
    place = await place_of(ctx, found.whom)
    draft = _draft(ctx, known, shape, place)
    about: list[Inline] = [how(draft), _("until {moment}", moment=draft.until), place.told]
    seen = _("Nobody sees who chose what.")
    if draft.named and place.room is not None:
        seen = _("Open: everyone in this room sees who chooses what.")
    elif draft.named:
        seen = _("Open: everyone who sees it sees who chooses what.")
    options = Text(words(*options_told(draft)))
    reply = put_like_this(ctx, draft.question, about, options, seen=seen, nameless=False)
    if not draft.named:
        return reply
    *blocks, last = reply.blocks
    without = Action(_("Rather without names"), AnAnswer.UNNAMED)
    return replace(reply, blocks=(*blocks, Actions((*reply.actions(), without), choices=True))) if last else reply


async def make(ctx: Context, known: dict[str, Any], said: Said | None, shape: Shape) -> Reply:
    """Put it, or show it once more with what should be otherwise. Raises `Refused`."""
    found = _typed(ctx, known, shape)
    if said is None or not said.yes:
        if said is None and (why := _problem(found, shape)):
            raise Refused(why)
        return say(_("All right. Nothing was put."))
    if said.change or said.text or said.named is not None:
        return await _again(ctx, known, said, shape)
    await known_here(ctx)
    return await put(ctx, _draft(ctx, known, shape, await place_of(ctx, found.whom)))


async def _again(ctx: Context, known: dict[str, Any], said: Said, shape: Shape) -> Reply:
    """Show it once more; ask what should be otherwise when they did not say."""
    text, before, today = str(known["text"]), str(known.get("change") or ""), ctx.local_now.date()
    options = known.get("options")
    if altering.heard(before):
        options = _typed(ctx, known, shape).options
    elif before:
        text = wording.changed(text, before, today)
    altered, why = altering.heard(said.text), None
    if altered:
        options = _typed(ctx, known, shape).options
        why = _no_change(ctx, known, altered, shape)
    values = {"text": text}
    if altered or not said.text or wording.changed("?", said.text, today) != said.text:
        values |= {"way": _way_of(_typed(ctx, known, shape)).value} if known.get("way") else {}
        values |= {"options": " / ".join(options)} if options else {}
    if said.text and not why:
        values["change"] = said.text
    elif said.change:
        values["change"] = ASKED
    name = shape.command
    if said.named is not None:
        name = "open_poll" if said.named else "make_poll"
    call: Command[Any] = ctx.commands.by_name[name]
    typed = Typing(f"{call.phrase('nl')}: {text}", values, asked=("text", "change"))
    reply = await calls.proceed(ctx, call, typed)
    return replace(reply, blocks=(Text(words(why)), *reply.blocks)) if why else reply


def _way_of(found: Typed) -> Way:
    return Way.line if found.sort is Sort.dilemma else Way.choose


def _no_change(ctx: Context, known: dict[str, Any], altered: altering.Altered, shape: Shape) -> Msg | None:
    """Tell why what can be chosen stays as it is, after a line that would alter it; None when that goes."""
    was = _typed(ctx, known, shape)
    now = replace(was, options=altering.with_it(was.options, altered))
    if now.sort is Sort.dilemma and shape.sort is None:
        now = replace(now, sort=Sort.choice)
    if now.options == was.options and altered.less:
        return _("{choice} is not one of the choices. Which one goes?", choice=altered.less)
    if now.options == was.options:
        return _("{choice} is one of the choices already.", choice=altered.more[0])
    return _problem(now, shape)


_ASK = Ask(
    _("What do you want to ask?"),
    label=_("Question and choices"),
    hint=_("Put a / between the choices: which word works better? / nature / green"),
    max_length=1_500,
    long=True,
)
_Text = Annotated[Wording, _ASK]
_Changed = Annotated[Changed | None, Ask(nothing_to_change, label=_("Choices"))]

_ANY = Shape("make_poll")
_OPEN = Shape("open_poll", named=True)
_TOP = Shape("top_three", Sort.top)
_SCALE = Shape("scale_poll", Sort.scale)
_DILEMMA = Shape("dilemma", Sort.dilemma)


async def _any_way(ctx: Context, known: Values) -> Reply | None:
    return await _which_way(ctx, known, _ANY)


async def _any_options(ctx: Context, known: Values) -> Reply | None:
    return await _which_options(ctx, known, _ANY)


async def _any_shown(ctx: Context, known: Values) -> Reply | None:
    return await _shown(ctx, known, _ANY)


@command(
    nl=("peiling", "poll", "nieuwe peiling", "maak een peiling", "maak een poll", "start een peiling"),
    en=("poll", "new poll", "make a poll", "start a poll"),
    summary=_("Ask a group to choose"),
    allow=Role.member,
    begun_by=Role.visitor,
)
async def make_poll(
    ctx: Context,
    text: _Text,
    change: _Changed = None,
    way: Annotated[Way | None, Ask(_any_way)] = None,
    options: Annotated[Options | None, Ask(_any_options)] = None,
    said: Annotated[Said | None, Ask(_any_shown)] = None,
) -> Reply:
    known = {"text": text, "change": change, "way": way, "options": options}
    return await make(ctx, known, said, _ANY)


async def _open_options(ctx: Context, known: Values) -> Reply | None:
    return await _which_options(ctx, known, _OPEN)


async def _open_shown(ctx: Context, known: Values) -> Reply | None:
    return await _shown(ctx, known, _OPEN)


@command(
    nl=("open peiling",),
    en=("open poll",),
    summary=_("Ask a group to choose, and let all see who chooses what"),
    allow=Role.member,
    begun_by=Role.visitor,
)
async def open_poll(
    ctx: Context,
    text: _Text,
    change: _Changed = None,
    options: Annotated[Options | None, Ask(_open_options)] = None,
    said: Annotated[Said | None, Ask(_open_shown)] = None,
) -> Reply:
    known = {"text": text, "change": change, "options": options}
    return await make(ctx, known, said, _OPEN)


async def _top_options(ctx: Context, known: Values) -> Reply | None:
    return await _which_options(ctx, known, _TOP)


async def _top_shown(ctx: Context, known: Values) -> Reply | None:
    return await _shown(ctx, known, _TOP)


@command(
    nl=("peiling top 3", "peiling top3", "peiling top drie"),
    en=("poll top 3", "top three poll", "top 3 poll", "poll top three"),
    summary=_("Ask a group which three matter most"),
    allow=Role.member,
    begun_by=Role.visitor,
    hidden=True,
)
async def top_three(
    ctx: Context,
    text: _Text,
    change: _Changed = None,
    options: Annotated[Options | None, Ask(_top_options)] = None,
    said: Annotated[Said | None, Ask(_top_shown)] = None,
) -> Reply:
    known = {"text": text, "change": change, "options": options}
    return await make(ctx, known, said, _TOP)


async def _scale_shown(ctx: Context, known: Values) -> Reply | None:
    return await _shown(ctx, known, _SCALE)


@command(
    nl=("peiling schaal", "schaal peiling"),
    en=("scale poll", "poll scale"),
    summary=_("Ask a group for a number from 1 to 5"),
    allow=Role.member,
    begun_by=Role.visitor,
    hidden=True,
    takes=Takes.sentence,
)
async def scale_poll(
    ctx: Context,
    text: _Text,
    change: _Changed = None,
    said: Annotated[Said | None, Ask(_scale_shown)] = None,
) -> Reply:
    return await make(ctx, {"text": text, "change": change}, said, _SCALE)


async def _ends(ctx: Context, known: Values) -> Reply | None:
    return await _which_options(ctx, known, _DILEMMA)


async def _dilemma_shown(ctx: Context, known: Values) -> Reply | None:
    return await _shown(ctx, known, _DILEMMA)


@command(
    nl=("peiling dilemma", "dilemma peiling", "dilemma", "dilemmalijn"),
    en=("dilemma", "poll dilemma", "dilemma poll"),
    summary=_("Ask a group for a place between two ends, and why"),
    allow=Role.member,
    begun_by=Role.visitor,
    hidden=True,
)
async def dilemma(
    ctx: Context,
    text: _Text,
    change: _Changed = None,
    options: Annotated[Options | None, Ask(_ends)] = None,
    said: Annotated[Said | None, Ask(_dilemma_shown)] = None,
) -> Reply:
    known = {"text": text, "change": change, "options": options}
    return await make(ctx, known, said, _DILEMMA)
