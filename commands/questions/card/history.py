"""Tells the history of a question: who was asked, who answered, what changed when."""

from datetime import datetime

from bot.chat.reply import Actions, Heading, Item, Items, Reply, Words, of_thing, say, words
from bot.chat.spans import Code
from bot.chat.texts import Msg, _
from bot.command.command import Context, command
from bot.members.visibility import bold, name_to
from bot.reading.record_readers import network_title
from commands.questions.card.card import answered_by, look
from commands.questions.life.permissions import unseen
from storage import audit
from storage.audit import Entry
from storage.members import people
from storage.networks import networks
from storage.questions import requests, versions
from storage.questions.question import QUESTION, Question
from storage.vocabulary import QuestionStatus, RequestState, Role


@command(
    nl=("verloop",),
    en=("history",),
    summary=_("See all that happened to a question"),
    allow=Role.member,
    safe=True,
    hidden=True,
)
async def history(ctx: Context, question: Question) -> Reply:
    if question.status is QuestionStatus.hidden and not ctx.may(Role.coordinator, regions=question.regions):
        return say(unseen(question))
    return Reply(
        (
            Heading(words(_("What happened to {number}", number=question.number))),
            Items(tuple(await happened(ctx, question))),
            Actions((look(question),)),
        )
    )


async def happened(ctx: Context, question: Question) -> list[Item]:
    """Return a line for each thing that happened to it, the first first, as far as who reads it may know."""
    rows = sorted(await _told(ctx, question), key=lambda row: row[0])
    return [
        Item(words(*ctx.language.words(at.astimezone(ctx.local_now.tzinfo).date()), ": ", what, who))
        for at, what, who in rows
    ]


async def _told(ctx: Context, question: Question) -> list[tuple[datetime, Msg, Words]]:
    held = await ctx.read(requests.of_question, question.id)
    entries = await ctx.read(audit.of, QUESTION, question.id)
    parts = [
        *(each.member_id for each in held),
        *(each.asked_by for each in held),
        *(each.member_id for each in question.answers),
    ]
    ids = {each for each in parts if each is not None}
    known = {each.id: each for each in await ctx.read(people.load, sorted(ids))}
    asked = [each.network_id for each in held if each.network_id is not None]
    driven = {each.id: each for each in await ctx.read(networks.load, asked)}

    def by(member: int | None) -> Words:
        return words(" ", bold(ctx.language, name_to(ctx, known.get(member or 0))))

    origin = words(" ", Code(f"K-{question.split_from}")) if question.split_from else ()
    told: list[tuple[datetime, Msg, Words]] = [
        (question.asked_at, _("taken out of") if question.split_from else _("put"), origin)
    ]
    for request in held:
        network = driven.get(request.network_id or 0)
        who = words(" ", network_title(network)) if network else by(request.member_id)
        named = () if request.asked_by in (None, question.asker_id) else words(", ", _("by"), *by(request.asked_by))
        told.append((request.asked_at, _("sent on to"), (*who, *named)))
        if request.state is not RequestState.asked:
            missed = request.state is RequestState.withdrawn and request.brought_at is None and request.reminded_at
            became = _("could not reach") if missed else _STATES[request.state]
            told.append((request.settled_at or request.reminded_at or request.asked_at, became, who))
    for each in question.answers:
        name = bold(ctx.language, answered_by(ctx, question, known.get(each.member_id or 0)))
        told.append((each.given_at, _("answered by"), words(" ", name)))
    told += [(entry.at, _ACTS[entry.act], _which(entry)) for entry in entries if entry.act in _ACTS]
    for was in await ctx.read(versions.wordings, question.id, question.text) if question.text else ():
        said = of_thing((was.text,), QUESTION, question.id)
        told.append((was.until, _("worded otherwise; before it was"), words(": ", *said)))
    return told


def _which(entry: Entry) -> Words:
    """Return what was undone."""
    undone = _ACTS.get(str(entry.detail.get("of"))) if entry.act == "undo" else None
    return words(": ", undone) if undone else ()


_STATES: dict[RequestState, Msg] = {
    RequestState.asked: _("waits for"),
    RequestState.accepted: _("taken up by"),
    RequestState.declined: _("not for"),
    RequestState.passed_on: _("passed on by"),
    RequestState.answered: _("heard from"),
    RequestState.silent: _("nothing heard from"),
    RequestState.withdrawn: _("no longer asked of"),
}
_ACTS: dict[str, Msg] = {
    "close": _("closed"),
    "reopen": _("reopened"),
    "merge": _("merged with another question"),
    "unmerge": _("a question of its own again"),
    "split": _("split"),
    "move": _("moved"),
    "place": _("put in another place too"),
    "unplace": _("taken out of a place"),
    "silence": _("put to the coordinators"),
    "first word": _("put to the coordinators for a first word"),
    "hide": _("hidden"),
    "unhide": _("shown again"),
    "undo": _("undone"),
}
