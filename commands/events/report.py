"""Places the report of a meeting in one message: its lines "vraag:", "les:", "signaal:" become things of topics."""

import re
from collections.abc import Mapping, Sequence
from typing import Annotated, Any

from bot.chat.line import YES
from bot.chat.reply import Action, Actions, Reply, Style, Subject, Text, say, words
from bot.chat.spans import Code, shorten
from bot.chat.texts import Msg, _, _n
from bot.command.command import Ask, Context, Values, command
from bot.command.refusal import Refused
from bot.dialogue import calls
from bot.dialogue.draft import Draft as Typed
from bot.things.from_lines import Line, Made, lines_in
from bot.things.hearing import Hearer, Tale, tell
from bot.things.making import Agreed, AnAgreement
from bot.things.undoing import Undoable, did, undo_button, undoable
from commands.events.card import look
from commands.events.life import LIFE, Act
from commands.events.rights import require, requiring, subject
from storage import audit, links
from storage.events import all_series, attendance, homework, meetings
from storage.events.meeting import MEETING, Meeting, State
from storage.events.tables import LONGEST_LINE, LONGEST_REPORT
from storage.links import Thing
from storage.members import follows
from storage.vocabulary import LinkKind, Role

SHORTEST = 10
"""Letters of a report that says something."""


def _read(ctx: Context, meeting: Meeting, text: str) -> tuple[str, list[Line]]:
    """The report, and what of it becomes something else. What is said in a closed group becomes nothing outside it."""
    said = text.strip().lstrip(":").strip()
    if meeting.draft.closed:
        return said, []
    left, lines = lines_in(ctx, said)
    return left, lines


def _actions(text: str) -> list[str]:
    """What is said to be done: lines that begin with "actie:"."""
    found = (_ACTION.match(line) for line in text.splitlines())
    return [" ".join(each[1].split())[:LONGEST_LINE] for each in found if each]


_ACTION = re.compile(r"^\s*[-*\u2022]?\s*(?:actie|action)\s*:\s*(\S.{3,})$", re.IGNORECASE)


def _counted(lines: Sequence[Line]) -> list[Msg]:
    parts = list(dict.fromkeys(each.part for each in lines))
    return [part.counted(sum(each.part is part for each in lines)) for part in parts]


async def _shown(ctx: Context, known: Values) -> Reply:
    meeting: Meeting = known["meeting"]
    await require(ctx, meeting, Act.report)
    text, lines = _read(ctx, meeting, known["text"])
    if len(text) < SHORTEST and not lines:
        raise Refused(_("Say in a sentence what was spoken about, and what comes of it."))
    about = _("Report of {number} {title}:", number=Code(meeting.number), title=meeting.title)
    if lines:
        about = _(
            "Report of {number} {title}, with {things}:",
            number=Code(meeting.number),
            title=meeting.title,
            things=_counted(lines),
        )
    reads = (
        _("Only the group reads it.") if meeting.draft.closed else _("Who was there reads it, and all members find it.")
    )
    yes = Action(_("Right"), YES, style=Style.primary)
    return Reply(
        (
            Text(words(_("This is how I put it:"))),
            Text(words(about)),
            Text(words(text)),
            *(Text(words(f"{each.part.words[0]}: {each.text}")) for each in lines),
            Text(words(reads)),
            Actions((yes, Action(_("Change"), AnAgreement.CHANGE)), choices=True),
        )
    )


@command(
    nl=("verslag", "verslag van"),
    en=("report of", "minutes of"),
    summary=_("Place the report of a meeting"),
    allow=Role.member,
    check=requiring(Act.report),
)
async def report_meeting(
    ctx: Context,
    meeting: Meeting,
    text: Annotated[
        str,
        Ask(
            _("What was spoken about, and what comes of it?"),
            label=_("Report"),
            hint=_("A line that begins with question:, lesson:, signal: or action: becomes that."),
            max_length=LONGEST_REPORT,
            long=True,
        ),
    ],
    agreed: Annotated[Agreed | None, Ask(_shown)] = None,
) -> Reply:
    await require(ctx, meeting, Act.report)
    if agreed is None or not agreed.yes:
        return say(_("All right. No report was placed."))
    if agreed.change or agreed.facts:
        typed = Typed(f"{report_meeting.phrase('nl')} {meeting.number}", {"meeting": meeting.number})
        return await calls.proceed(ctx, report_meeting, typed)
    said, lines = _read(ctx, meeting, text)
    among = LIFE.rules[Act.report].among | {State.planned}
    values = {"report": said or "; ".join(each.text for each in lines), "reported_at": ctx.now}
    if not await ctx.write(meetings.change, meeting.id, ctx.now, among=among, state=State.reported, **values):
        raise Refused(_("{number} changed just now. Look at it first.", number=Code(meeting.number)))
    made = [(each, await each.part.make(ctx, each.text)) for each in lines]
    do = [await ctx.write(homework.put, meeting.id, ctx.member.id, each, ctx.now) for each in _actions(said)]
    for _line, each in made:
        its = Thing(each.thing.kind, each.thing.id)
        await ctx.write(links.link, its, LinkKind.komt_uit, Thing(MEETING, meeting.id), ctx.member.id, ctx.now)
    entries = ",".join(str(each.entry) for _line, each in made if each.entry is not None)
    todo = ",".join(map(str, do))
    entry = await did(ctx, subject(meeting), Act.report, was=meeting.state, made=entries, todo=todo)
    await _tell(ctx, meeting, said, [each for _line, each in made], entry)
    return _placed(ctx, meeting, made, len(do), entry)


def _placed(ctx: Context, meeting: Meeting, made: Sequence[tuple[Line, Made]], do: int, entry: int) -> Reply:
    number = Code(meeting.number)
    told = [Text(words(_("The report of {number} stands.", number=number)))]
    if made:
        became = [line.part.told(each.thing.line) for line, each in made]
        text = ctx.language.text(became)
        told.append(Text(words(f"{text[:1].upper()}{text[1:]}. ", _("They belong to {number}.", number=number))))
    if do:
        told.append(Text(words(_n("{n} action stands in your homework.", "{n} actions stand in your homework.", do))))
    return Reply((*told, Actions((undo_button(ctx, entry), look(meeting)))))


async def _tell(ctx: Context, meeting: Meeting, said: str, made: Sequence[Made], entry: int) -> None:
    """Who was there, who is invited each time, and who asked or follows what was on its programme."""
    hearers = [
        Hearer(each.member_id, _("You hear this because you were there."))
        for each in await ctx.read(attendance.coming, meeting.id)
    ]
    series = await ctx.read(all_series.get, meeting.draft.series_id) if meeting.draft.series_id is not None else None
    if series is not None:
        why = _("You hear this because you are a fixed member of {number}.", number=Code(series.number))
        hearers += [Hearer(each, why) for each in sorted(series.members)]
    if not meeting.draft.closed:
        its = Thing(MEETING, meeting.id)
        about = [
            each.other
            for each in (await ctx.read(links.of, [its])).get(its, [])
            if each.kind is LinkKind.gaat_over and not each.back
        ]
        why = _("You hear this because it was about what you asked or follow.")
        for thing in about:
            hearers += [Hearer(each.id, why) for each in await ctx.read(follows.followers, thing.kind, [thing.id])]
        mine = await ctx.read(follows.followers, MEETING, [meeting.id])
        hearers += [Hearer(each.id, _("You hear this because you follow it.")) for each in mine]
    news = _("Report of {number}: {text}", number=Code(meeting.number), text=shorten(said, 200))
    buttons = tuple(Action(_("View {number}", number=each.thing.line), each.thing.line) for each in made[:2])
    await tell(ctx, Tale(subject(meeting), meeting.title, news, buttons), hearers, entry=entry)


async def _unreport(ctx: Context, thing: Subject, detail: Mapping[str, Any]) -> Msg | None:  # Any: as it was noted
    """The report goes, and what it became with it, where that can be undone."""
    was = State(detail["was"])
    held = was if was is not State.reported else State.held
    if not await ctx.write(
        meetings.change, thing.id, ctx.now, among={State.reported}, state=held, report="", reported_at=None
    ):
        return None
    for number in str(detail.get("made") or "").split(","):
        entry = await ctx.read(audit.entry, int(number)) if number else None
        how = undoable(ctx, entry) if entry else None
        if entry and how and entry.subject_id is not None:
            await how.run(ctx, Subject(entry.subject, entry.subject_id, ""), entry.detail)
    for number in str(detail.get("todo") or "").split(","):
        if number:
            await ctx.write(homework.drop, int(number))
    return _("The report of {number} is taken back.", number=Code(thing.line))


UNDO = Undoable(MEETING, Act.report, _unreport)
