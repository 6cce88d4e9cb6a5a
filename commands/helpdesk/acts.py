"""Deals with a request at a desk: take up, add, answer, pass on, solved, not yet, did not work out, take back."""

from typing import Annotated

from bot.chat.line import NO, YES
from bot.chat.reply import Action, Actions, Quote, Reply, Style, Text, words
from bot.chat.spans import Code
from bot.chat.texts import Msg, _
from bot.command.command import Ask, Context, Values, command
from bot.command.refusal import Refused
from bot.dialogue import calls
from bot.dialogue.draft import Draft as Typed
from bot.members.permissions import coordinators
from bot.members.visibility import by_name
from bot.process.office_hours import OfficeHours, working_days_later
from bot.things.acts import Chance, offered
from bot.things.hearing import Hearer, Tale, tell
from bot.things.undoing import did, done, undo_button
from commands.helpdesk.labels import DESKS
from commands.helpdesk.life import LIFE, Act
from commands.helpdesk.put import BY_NAME
from commands.helpdesk.rights import not_now, require, requiring, subject
from storage.helpdesk import requests
from storage.helpdesk.request import Part, Request, State, Turn
from storage.helpdesk.tables import LONGEST, LONGEST_ANSWER, LONGEST_TO
from storage.vocabulary import Role

PATIENCE = 5
"""Working days of silence after which the owner hears that a call may help."""
ASKED = _("You hear this because you asked it.")
OWNS = _("You hear this because you own this request.")


async def _moved(ctx: Context, request: Request, act: Act, **values: object) -> State:
    """Bring it to where the act leads, and nobody was silent. Raises `Refused`. Gives where it is now."""
    await require(ctx, request, act)
    to = LIFE.rules[act].leads[request.state]
    if not await ctx.write(requests.turn, request.id, {request.state}, ctx.now, state=to, was=request.state, **values):
        raise not_now(await ctx.read(requests.get_one, request.id))
    return to


def _due(ctx: Context, days: int) -> dict[str, object]:
    """Somebody of the desk must do something within so many working days; nobody was silent until now."""
    at = working_days_later(ctx.now, days, ctx.member.time_zone, ctx.choices.of(OfficeHours))
    return {"due_at": at, "silent": 0}


_AT_REST: dict[str, object] = {"due_at": None, "silent": 0}


async def tell_asker(ctx: Context, request: Request, news: Msg, entry: int, *, actions: tuple[Action, ...] = ()) -> int:
    """Let who asked hear it, signed up or not."""
    if request.asker_id is None:
        return 0
    tale = Tale(subject(request), request.text, news, actions)
    return await tell(ctx, tale, [Hearer(request.asker_id, ASKED)], entry=entry, visitors=True)


async def tell_owner(ctx: Context, request: Request, news: Msg, entry: int) -> int:
    """Let its owner hear it, or who is to take it up."""
    whom = request.owner or request.told
    if whom is None:
        return 0
    return await tell(ctx, Tale(subject(request), request.text, news), [Hearer(whom, OWNS)], entry=entry)


def _with(reply: Reply, *more: Action) -> Reply:
    """Put these buttons before the others."""
    *lines, buttons = reply.blocks
    shown = (*more, *buttons.actions) if isinstance(buttons, Actions) else more
    return Reply((*lines, Actions(shown)))


def _helped_buttons(ctx: Context, request: Request) -> tuple[Action, ...]:
    return (
        Action(_("Helped"), ctx.line("solve_request", request.number), style=Style.primary),
        Action(_("Not yet"), ctx.line("not_yet_solved", request.number)),
    )


@command(
    nl=("pak loketvraag op",),
    en=("take up request",),
    summary=_("Take up a request at your desk"),
    allow=Role.member,
    private=True,
    hidden=True,
)
async def take_request(ctx: Context, request: Request) -> Reply:
    await _moved(ctx, request, Act.take, **_due(ctx, PATIENCE))
    before = request.owner
    await ctx.write(requests.assign, request.id, Turn.owner, ctx.member.id, ctx.now)
    entry = await did(ctx, subject(request), Act.take, was=request.state, owner=before)
    who = by_name(ctx.member)
    await tell_asker(ctx, request, _("{who} took it up, and stays with it until it is solved", who=who), entry)
    if before is not None:
        tale = Tale(subject(request), request.text, _("{who} took it over from you", who=who))
        await tell(ctx, tale, [Hearer(before, OWNS)], entry=entry)
    told = _("{number} is yours.", number=Code(request.number))
    return done(ctx, told, subject(request), entry, _("Who asked hears that."))


@command(
    nl=("vul loketvraag aan",),
    en=("add to request",),
    summary=_("Add something to what you asked the desk"),
    private=True,
    hidden=True,
    adds=True,
    check=requiring(Act.add),
)
async def add_to_request(
    ctx: Context,
    request: Request,
    text: Annotated[str, Ask(_("What do you want to add?"), label=_("What you add"), max_length=LONGEST, long=True)],
) -> Reply:
    more = f"{request.more}\n{text}".strip()
    if len(more) > LONGEST * PATIENCE:
        raise Refused(_("That is too much for one request. Ask the rest as a new one."))
    await _moved(ctx, request, Act.add, more=more, **(_due(ctx, BY_NAME) if request.owner else {}))
    entry = await did(ctx, subject(request), Act.add, was=request.state, more=len(request.more))
    await tell_owner(ctx, request, _("added: {text}", text=text), entry)
    told = _("It is added to {number}.", number=Code(request.number))
    return done(ctx, told, subject(request), entry, _("The desk reads it."))


@command(
    nl=("antwoord loketvraag",),
    en=("answer request",),
    summary=_("Answer who asked your desk"),
    allow=Role.member,
    private=True,
    hidden=True,
    adds=True,
    check=requiring(Act.answer),
)
async def answer_request(
    ctx: Context,
    request: Request,
    text: Annotated[str, Ask(_("What do you answer?"), label=_("Your answer"), max_length=LONGEST_ANSWER, long=True)],
) -> Reply:
    await _moved(ctx, request, Act.answer, **_AT_REST)
    said = await ctx.write(requests.say, request.id, ctx.member.id, Part.answer, text, ctx.now)
    entry = await did(ctx, subject(request), Act.answer, was=request.state, said=said)
    await tell_asker(ctx, request, _("answered: {text}", text=text), entry, actions=_helped_buttons(ctx, request))
    waits = _("{number} waits for who asked.", number=Code(request.number))
    keep = Action(_("Keep as fixed answer"), ctx.line("keep_answer", request.number))
    return _with(done(ctx, _("Who asked reads this."), subject(request), entry, waits), keep)


async def _read_by(ctx: Context, known: Values) -> Reply | None:
    request, to = known["request"], _receiver(str(known["to"]))
    blocks = (
        Text(words(_("{who} reads then:", who=to))),
        Quote(words(request.text)),
        Text(words(_("Nothing tells who asked. Who asked hears that it is passed on."))),
        Actions((Action(_("Yes"), YES, style=Style.primary), Action(_("Change"), NO)), choices=True),
    )
    return Reply(blocks)


def _receiver(text: str) -> str:
    """Whom it goes to: "naar Greenwish" is Greenwish."""
    said = text.strip(" .:")
    for lead in ("naar ", "aan ", "to ", "on to "):
        said = said.removeprefix(lead)
    return said


@command(
    nl=("zet loketvraag door",),
    en=("pass request on",),
    summary=_("Pass a request on, and stay its owner"),
    allow=Role.member,
    private=True,
    hidden=True,
    check=requiring(Act.pass_on),
)
async def pass_request_on(
    ctx: Context,
    request: Request,
    to: Annotated[str, Ask(_("To whom do you pass it on?"), label=_("To whom"), max_length=LONGEST_TO)],
    sure: Annotated[bool, Ask(_read_by)] = True,
) -> Reply:
    if not sure:
        line = pass_request_on.line(request.number)
        return await calls.proceed(ctx, pass_request_on, Typed(line, {"request": request.number}))
    where = _receiver(to)
    await _moved(ctx, request, Act.pass_on, **_due(ctx, PATIENCE))
    said = await ctx.write(requests.say, request.id, ctx.member.id, Part.passed, where, ctx.now)
    entry = await did(ctx, subject(request), Act.pass_on, was=request.state, said=said)
    who = by_name(ctx.member)
    await tell_asker(ctx, request, _("passed on to {where}; {who} stays with it", where=where, who=who), entry)
    told = _("{number} is passed on to {where}.", number=Code(request.number), where=where)
    stays = _("You stay its owner. After {n} working days of silence you hear it.", n=PATIENCE)
    return done(ctx, told, subject(request), entry, stays)


@command(
    nl=("loketvraag geholpen",),
    en=("request solved",),
    summary=_("Say that the desk helped you"),
    private=True,
    hidden=True,
)
async def solve_request(ctx: Context, request: Request) -> Reply:
    await _moved(ctx, request, Act.solve, **_AT_REST)
    entry = await did(ctx, subject(request), Act.solve, was=request.state)
    await tell_owner(ctx, request, _("solved, says who asked"), entry)
    told = Text(words(_("Good to hear. {number} is solved.", number=Code(request.number))))
    may = Text(words(_("May others learn from it? You say in your own words what.")))
    buttons = [
        *await offered(ctx, subject(request), Chance.learnt),
        *await offered(ctx, subject(request), Chance.wondered, said=request.text),
        Action(_("Rather not"), ctx.line("rather_not", request.number)),
        undo_button(ctx, entry),
    ]
    return Reply((told, may, Actions(tuple(buttons))))


@command(
    nl=("liever niet delen",), en=("rather not share",), summary=_("Share nothing of it"), private=True, hidden=True
)
async def rather_not(ctx: Context, request: Request) -> Reply:
    if request.asker_id != ctx.member.id:
        raise Refused(_("Only who asked {number} can do this.", number=Code(request.number)))
    return Reply((Text(words(_("Fine. {number} stays between you and the desk.", number=Code(request.number)))),))


@command(
    nl=("loketvraag nog niet",),
    en=("request not yet",),
    summary=_("Say that the desk did not help you yet"),
    private=True,
    hidden=True,
)
async def not_yet_solved(ctx: Context, request: Request) -> Reply:
    state = await _moved(ctx, request, Act.not_yet, **({} if request.state is State.new else _due(ctx, BY_NAME)))
    entry = await did(ctx, subject(request), Act.not_yet, was=request.state)
    await tell_owner(ctx, request, _("not solved yet, says who asked"), entry)
    number = Code(request.number)
    if state is State.new:
        waits = _("{number} still waits at the desk. Who sits there hears it.", number=number)
        return done(ctx, waits, subject(request), entry)
    told = _("{number} goes on. Its owner hears it.", number=number)
    return _with(done(ctx, told, subject(request), entry), Action(_("Add"), ctx.line("add_to_request", request.number)))


@command(
    nl=("loketvraag niet gelukt",),
    en=("request did not work out",),
    summary=_("Say why a request did not work out"),
    allow=Role.member,
    private=True,
    hidden=True,
    check=requiring(Act.fail),
)
async def fail_request(
    ctx: Context,
    request: Request,
    why: Annotated[
        str,
        Ask(
            _("Why did it not work out? Who asked reads it."),
            label=_("Why"),
            max_length=LONGEST,
            long=True,
            reason=True,
        ),
    ],
) -> Reply:
    await _moved(ctx, request, Act.fail, **_AT_REST)
    said = await ctx.write(requests.say, request.id, ctx.member.id, Part.failed, why, ctx.now)
    entry = await did(ctx, subject(request), Act.fail, was=request.state, said=said)
    await tell_asker(ctx, request, _("did not work out, because: {why}", why=why), entry)
    region = request.draft.region_id
    for each in await coordinators(ctx, regions=[region] if region is not None else []):
        if each.id not in (ctx.member.id, request.asker_id):
            ctx.notify(each, Reply((Text(words(_coordinator_hears(request))),)))
    told = _("{number} did not work out. Who asked reads why.", number=Code(request.number))
    return done(ctx, told, subject(request), entry)


def _coordinator_hears(request: Request) -> Msg:
    """The coordinator hears that it did not work out, and not what was asked."""
    return _("{number} at {desk} did not work out.", number=request.number, desk=DESKS[request.draft.desk])


@command(
    nl=("trek loketvraag in",),
    en=("take back request",),
    summary=_("Take back what you asked the desk"),
    private=True,
    hidden=True,
)
async def withdraw_request(ctx: Context, request: Request) -> Reply:
    await _moved(ctx, request, Act.withdraw, **_AT_REST)
    entry = await did(ctx, subject(request), Act.withdraw, was=request.state)
    await tell_owner(ctx, request, _("taken back by who asked"), entry)
    return done(ctx, _("{number} was taken back.", number=Code(request.number)), subject(request), entry)
