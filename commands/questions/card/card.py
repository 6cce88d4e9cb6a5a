"""Draws a question as people see it: its card, and how it is quoted in a notice."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from bot.chat import attachments
from bot.chat.message import Kind
from bot.chat.reply import (
    Action,
    Actions,
    Audience,
    Block,
    Fact,
    Facts,
    Heading,
    Inline,
    Quote,
    Reply,
    Text,
    Words,
    of_thing,
    say,
    words,
)
from bot.chat.reply import Subject as Card
from bot.chat.spans import Code, Named, shorten
from bot.chat.texts import Msg, _, _n
from bot.command.command import Context
from bot.members.visibility import SOMEONE, bold, name_in, name_to
from bot.things.card import buttons_of, facts_of, states_of
from bot.things.names import links_of
from commands.questions.carrying.card import below
from commands.questions.knowledge import card as knowing
from commands.questions.life.labels import OUTCOMES, STATUSES
from commands.questions.life.lifecycle import Act
from commands.questions.life.permissions import can, driven_by, goes_on, unseen
from storage import links
from storage.database.database import Tx
from storage.links import Linked, Thing
from storage.members import follows, people
from storage.members.member import Member
from storage.networks import networks
from storage.questions import places, questions, requests
from storage.questions.places import QuestionPlace
from storage.questions.question import ANSWER, OUTCOME, QUESTION, Answer, Question
from storage.questions.requests import Request
from storage.vocabulary import Place, QuestionStatus, RequestState, Role

BRIEF = 60
"""Letters of a question that are enough to know it by."""


@dataclass(frozen=True, slots=True)
class _Around:
    """What stands around a question on its card."""

    known: Mapping[int, Member]
    living: Sequence[QuestionPlace]
    asked: Sequence[Request]
    followers: int
    followed: bool
    """Whether who looks at it follows it."""
    put_to_reader: bool
    links: Sequence[Linked]


def _around(tx: Tx, question: Question, members: Sequence[int], reader: Member) -> _Around:
    """Read it on one thread: each hop to one costs as much as a statement."""
    thing = Thing(QUESTION, question.id)
    return _Around(
        {each.id: each for each in people.load(tx, members)},
        places.of_question(tx, question.id),
        requests.of_question(tx, question.id),
        follows.count(tx, QUESTION, question.id),
        follows.following(tx, reader.id, QUESTION, question.id),
        requests.put_to(tx, question.id, reader.id, driven_by(reader)),
        links.of(tx, [thing]).get(thing, []),
    )


async def card(ctx: Context, question: Question) -> Reply:
    """Return the question with its answers and what this member can do, kept up to date where it stands."""
    if question.status is QuestionStatus.hidden and not ctx.may(Role.coordinator, regions=question.regions):
        return say(unseen(question))
    if question.status is QuestionStatus.merged:
        return goes_on(question)
    answerers = [each.member_id for each in question.answers if each.member_id is not None]
    asker = [question.asker_id] if question.asker_id is not None else []
    around = await ctx.read(_around, question, [*asker, *answerers], ctx.member)
    known, living = around.known, around.living
    acts = await can(ctx, question, around.put_to_reader)
    thing = subject(question)
    first, rest = await _status(ctx, question, around), await _facts(ctx, question, around)
    rest = [*rest, *await links_of(ctx, around.links), *await facts_of(ctx, thing)]
    blocks: list[Block] = [Heading(words(question.number)), Quote(text_of(question)), *_came_with(ctx, question)]
    if question.outcome_text:
        came = outcome_of(question.id, question.outcome_text)[0]
        blocks.append(Text(words(_("What came of it: {text}", text=came))))
    for each in question.answers:
        blocks += _answer(ctx, question, each, known.get(each.member_id or 0), may_accept=Act.accept in acts)
    blocks.append(Facts(tuple(first)))
    if rule := _what_belongs(ctx, question, living):
        blocks.append(Text(words(rule)))
    blocks.append(Actions((*_possible(ctx, question, acts, around), *await buttons_of(ctx, thing))))
    blocks += [Facts(tuple(rest), under=_("More about {number}", number=question.number))] if rest else []
    return Reply(tuple(blocks), subject=thing)


def subject(question: Question) -> Card:
    """Return a question as the engine and other topics know it."""
    return Card(QUESTION, question.id, question.number)


async def names(ctx: Context, ids: Sequence[int]) -> dict[int, Inline]:
    """Tell what questions are called, but for those that are out of sight or go on in another."""
    return {
        each.id: named_as(each)
        for each in await ctx.read(questions.load, ids)
        if each.status is not QuestionStatus.merged
        and (each.status is not QuestionStatus.hidden or ctx.may(Role.coordinator, regions=each.regions))
    }


def named_as(question: Question) -> Inline:
    """Return what a question is called among other things."""
    if not question.text:
        return question.number
    return of_thing((f"{question.number} {shorten(question.text, BRIEF)}",), QUESTION, question.id)[0]


def text_of(question: Question) -> Words:
    """Return what was asked, known as the question's; of one that was withdrawn, that it was."""
    if not question.text:
        return words(_("withdrawn"))
    return of_thing((question.text,), QUESTION, question.id)


def answer_of(answer: Answer, text: str | None = None) -> Words:
    """Return what was answered, or that much of it, known as the answer's; of one that was withdrawn, that it was."""
    if not answer.text:
        return words(_("withdrawn"))
    return of_thing((answer.text if text is None else text,), ANSWER, answer.id)


def outcome_of(question: int, text: str) -> Words:
    """Return what came of a question, known as those words."""
    return of_thing((text,), OUTCOME, question)


def asked_by(ctx: Context, question: Question, asker: Member | None) -> Named | Msg:
    """Tell who asked, as the reader of this reply may know it."""
    if question.anonymous and not _sees_asker(ctx, question):
        return SOMEONE
    return name_to(ctx, asker)


def speaker(question: Question, member: Member | None, where: Place) -> Named | Msg:
    """Tell who said something about a question, for readers there. Who asked it without a name stays without."""
    if question.anonymous and member is not None and member.id == question.asker_id:
        return _("the asker")
    return name_in(member, where)


def answered_by(ctx: Context, question: Question, member: Member | None) -> Named | Msg:
    """Tell who answered, as the reader of this reply may know it."""
    if question.anonymous and member is not None and member.id == question.asker_id:
        return asked_by(ctx, question, member) if _sees_asker(ctx, question) else _("the asker")
    return name_to(ctx, member)


def asker_told(question: Question, asker: Member | None) -> Named | Msg:
    """Tell who asked, for a notice to another member."""
    return SOMEONE if question.anonymous else name_in(asker, Place.members)


def about(news: Msg, question: Question, *more: Block) -> Reply:
    """Return a notice about a question: what happened, and which question it is."""
    quoted = Quote(words(Code(question.number), " ", text_of(question)))
    return Reply((Text(words(news)), quoted, *more), about=subject(question))


def files_of(question: Question) -> list[Text]:
    """Tell what came with a question, for a notice to another member. An address may say whose it is."""
    return attachments.below_each_other(attachments.of(question), openly=not question.anonymous, of=question.asker_id)


def can_answer(ctx: Context, question: Question) -> Actions:
    """Tell what a reader of news about a question can do."""
    knows = Action(_("I know something"), ctx.line("answer_question", question.number))
    return Actions((knows, look(question)))


def look(question: Question) -> Action:
    return Action(_("View"), question.number)


def _sees_asker(ctx: Context, question: Question) -> bool:
    """Tell whether the reader may know who asked without a name: only they themselves."""
    return ctx.personal and question.asker_id == ctx.member.id


async def _status(ctx: Context, question: Question, around: _Around) -> list[Fact]:
    """Return how it stands and who asked, which stand below its answers."""
    asker = around.known.get(question.asker_id or 0)
    status: list[str | Msg] = [STATUSES[question.status]]
    if question.outcome:
        status += [": ", OUTCOMES[question.outcome]]
    for state in await states_of(ctx, subject(question)):
        status += [", ", state]
    asked_on = ctx.language.words(question.asked_at.astimezone(ctx.local_now.tzinfo).date())
    return [
        Fact(_("Status"), words(*status)),
        Fact(_("Asked by"), words(asked_by(ctx, question, asker), ", ", *asked_on)),
    ]


def _came_with(ctx: Context, question: Question) -> list[Facts]:
    """Return the files of a question, which stand in sight below it, as those of an answer do."""
    files = attachments.of(question)
    openly = not question.anonymous or _sees_asker(ctx, question)
    told = attachments.in_line(files, openly=openly, of=question.asker_id)
    return [Facts((Fact(_("Files"), told),))] if files else []


async def _facts(ctx: Context, question: Question, around: _Around) -> list[Fact]:
    regions = sorted(ctx.atlas.regions[region].name for region in question.regions)
    themes = sorted(ctx.atlas.themes[theme].name for theme in question.themes)
    rows = [Fact(_("Regions"), words("; ".join(regions)))] if regions else []
    rows += [Fact(_("Themes"), words("; ".join(themes)))] if themes else []
    rows += knowing.facts(question)
    rows += _told(question)
    asked = around.asked
    rows += (
        [Fact(_("Sent on to"), words(_n("{n} person or network", "{n} people and networks", len(asked))))]
        if asked
        else []
    )
    rows += await _picked_up(ctx, asked)
    followed = around.followers
    rows += [Fact(_("Followed by"), words(_n("{n} member", "{n} members", followed)))] if followed else []
    rows += [Fact(_("Visible in"), words("; ".join(named(ctx, around.living))))] if around.living else []
    return rows


async def _picked_up(ctx: Context, asked: Iterable[Request]) -> list[Fact]:
    """Return who is on it, as the reader may know them."""
    on_it = [each for each in asked if each.state is RequestState.accepted]
    if not on_it:
        return []
    themselves = [each.settled_by for each in on_it if each.network_id is None and each.settled_by is not None]
    who: list[Inline] = [name_to(ctx, each) for each in await ctx.read(people.load, themselves)]
    of_networks = [each.network_id for each in on_it if each.network_id is not None]
    who += [each.name for each in await ctx.read(networks.load, of_networks)]
    once = {ctx.language.text(each): each for each in reversed(who)}
    return [Fact(_("Picked up by"), words(*(part for each in reversed(once.values()) for part in ("; ", each)))[1:])]


def named(ctx: Context, living: Iterable[QuestionPlace]) -> list[str]:
    """Places for everybody to read: a closed one only in itself by its name."""
    here = ctx.message.conversation.place.key
    shown = [
        each.name or _("a channel") if not each.closed or each.place_key == here else _("a closed room")
        for each in living
    ]
    return list(dict.fromkeys(ctx.language.text(each) for each in shown))


def _told(question: Question) -> list[Fact]:
    """Return what the asker told besides, as far as they did."""
    told = question.told
    rows = [
        Fact(label, words(text))
        for label, text in (
            (_("Context"), told.context),
            (_("What they want to reach"), told.goal),
            (_("What they tried"), told.tried),
            (_("What kind of answer helps"), told.wanted),
        )
        if text
    ]
    if told.needed_by:
        rows.append(Fact(_("Needed by"), words(_("{day}", day=told.needed_by))))
    return rows


def _what_belongs(ctx: Context, question: Question, living: Sequence[QuestionPlace]) -> Msg | None:
    """In a place where the question lives: which words there belong to it."""
    here = ctx.message.conversation
    if not any(each.place_key == here.place.key for each in living):
        return None
    if here.kind is not Kind.channel:
        line = Code(ctx.line("answer_question", question.number))
        return _("What you say behind {line} belongs to this question, and goes to all its places.", line=line)
    if here.platform in ctx.hears:
        return _("What you say in this thread belongs to this question, and goes to all its places.")
    return _(
        "Mention me in this thread, or use the buttons: what you say then belongs to this question, "
        "and goes to all its places."
    )


def _answer(ctx: Context, question: Question, answer: Answer, by: Member | None, *, may_accept: bool) -> list[Block]:
    helped: list[str | Msg] = [" – ", _("this helped")] if answer.accepted_at else []
    blocks: list[Block] = [
        Text(words(bold(ctx.language, answered_by(ctx, question, by)), " (", Code(answer.number), ")", *helped)),
        Quote(answer_of(answer)),
    ]
    unnamed = question.anonymous and answer.member_id == question.asker_id and not _sees_asker(ctx, question)
    if line := below(ctx, answer, None if unnamed else by):
        blocks.append(Text(line))
    if files := attachments.of(answer):
        blocks.append(Text(attachments.in_line(files, openly=not unnamed, of=answer.member_id)))
    if may_accept and not answer.accepted_at:
        blocks.append(Actions((Action(_("This helps"), ctx.line("accept_answer", answer.number), Audience.asker),)))
    return blocks


def _possible(ctx: Context, question: Question, acts: frozenset[Act], around: _Around) -> list[Action]:
    number = question.number
    possible = []
    if Act.answer in acts or (not ctx.member.signed_up_at and question.status is not QuestionStatus.closed):
        possible.append(Action(_("I know something"), ctx.line("answer_question", number)))
        possible.append(
            Action(_("Unfollow"), ctx.line("unfollow", number))
            if around.followed
            else Action(_("Follow"), ctx.line("follow", number))
        )
        if question.asker_id != ctx.member.id and Act.sharpen in acts:
            possible.append(Action(_("Word it better"), ctx.line("sharpen_question", number)))
        if Act.bring not in acts:
            possible.append(Action(_("Pass it on"), ctx.line("pass_on", number)))
    if Act.bring in acts:
        possible.append(Action(_("Who can help"), ctx.line("bring_question", number)))
    if Act.know in acts:
        possible.append(Action(_("State of the knowledge"), ctx.line("tell_knowledge", number)))
    if Act.place in acts:
        possible.append(Action(_("Where to see it"), ctx.line("where_it_stands", number)))
    if Act.close in acts:
        possible.append(Action(_("Close"), ctx.line("close_question", number)))
        if question.asker_id == ctx.member.id:
            possible.append(Action(_("Ask something beside it"), ctx.line("ask_beside", number)))
            possible.append(Action(_("Change"), ctx.line("change_question", number)))
            possible.append(Action(_("Withdraw"), ctx.line("withdraw_question", number)))
    if Act.reopen in acts:
        possible.append(Action(_("Reopen"), ctx.line("reopen_question", number)))
    if Act.unhide in acts:
        possible.append(Action(_("Show it again"), ctx.line("unhide", number)))
    possible.append(Action(_("What happened"), ctx.line("history", number)))
    return possible
