"""Keeps questions in order for coordinators: merges, splits and moves them, and undoes that."""

import re
from typing import Annotated

from bot.chat.reply import Action, Actions, Block, Reply, Text, say, words
from bot.chat.spans import Bold, Code
from bot.chat.texts import Msg, _
from bot.command.command import Ask, Context, command
from bot.command.refusal import Refused
from bot.command.similar import closest
from bot.reading.filter import filtered
from bot.things.acts import happened
from commands.questions.card.card import about, can_answer, look, subject
from commands.questions.life.lifecycle import Act, among
from commands.questions.life.permissions import not_now, require, requiring
from commands.questions.places.destinations import post
from commands.questions.places.places import where_it_stands
from storage import audit
from storage.audit import Entry
from storage.members import follows
from storage.messaging import conversations
from storage.questions import participants, places, questions
from storage.questions.places import QuestionPlace
from storage.questions.question import QUESTION, Draft, Question
from storage.vocabulary import QuestionStatus, Role


@command(
    nl=("voeg samen",),
    en=("merge",),
    summary=_("Let a question go on in another that asks the same"),
    allow=Role.coordinator,
    hidden=True,
    check=requiring(Act.merge),
    others=True,
)
async def merge(
    ctx: Context,
    question: Question,
    into: Annotated[Question, Ask(_("With which question? Give its number."), label=_("Goes on in"))],
) -> Reply:
    await require(ctx, question, Act.merge)
    await require(ctx, into, Act.follow)
    if question.id == into.id:
        raise Refused(_("Those are the same question."))
    await _nothing_closed_is_opened(ctx, question, into)
    followed = await ctx.read(follows.followers, QUESTION, [into.id])
    told = await ctx.read(participants.in_question, question)
    if not await ctx.write(questions.merge, question.id, into.id, ctx.now, among=among(Act.merge)):
        raise not_now(await ctx.read(questions.get_one, question.id))
    await happened(ctx, subject(question), Act.merge)
    joined = [each for each in told if each.id not in {one.id for one in followed}]
    for member in joined:
        await ctx.write(follows.follow, member.id, QUESTION, into.id, ctx.now)
    added = ",".join(str(each.id) for each in joined)
    entry = await ctx.write(
        audit.record, ctx.member.id, "merge", QUESTION, question.id, ctx.now, into=into.id, joined=added
    )
    news = _("This question goes on in {other}, which asks the same. You follow it now.", other=Code(into.number))
    for member in told:
        if member.id != ctx.member.id:
            ctx.notify(member, about(news, question, Actions((look(into),))))
    return _done(
        _("{number} goes on in {other}.", number=Code(question.number), other=Code(into.number)), entry, question, into
    )


@command(
    nl=("splits",),
    en=("split",),
    summary=_("Take a second question out of one"),
    allow=Role.coordinator,
    hidden=True,
    check=requiring(Act.divide),
    others=True,
)
async def split(
    ctx: Context,
    question: Question,
    text: Annotated[
        str,
        Ask(
            _("What is the second question?"), label=_("The second question"), max_length=1000, long=True, question=True
        ),
    ],
) -> Reply:
    await require(ctx, question, Act.divide)
    if question.asker_id is None:
        raise Refused(_("Its asker was forgotten: put the second question yourself."))
    for each in await ctx.read(audit.of, QUESTION, question.id):
        out = await ctx.read(questions.get, each.detail["into"]) if each.act == "split" else None
        if out and out.text == text and out.status is not QuestionStatus.merged:
            already = _("The second question is {number} already.", number=Code(out.number))
            return Reply((Text(words(already)), Actions((look(out),))))
    draft = Draft(
        text=text,
        kind=question.kind,
        knowledge_type=question.knowledge_type,
        level=question.level,
        regions=question.regions,
        themes=question.themes,
        conversation_id=question.conversation_id,
        anonymous=question.anonymous,
        split_from=question.id,
    )
    second = await ctx.write(questions.put, question.asker_id, draft, ctx.now)
    followers = await ctx.read(follows.followers, QUESTION, [question.id])
    for member in followers:
        await ctx.write(follows.follow, member.id, QUESTION, second.id, ctx.now)
    for held in await ctx.read(places.of_question, question.id):
        # It begins a thread of its own there: what is said in the old one belongs to the first.
        await _stand_there_too(ctx, second, held)
    entry = await ctx.write(audit.record, ctx.member.id, "split", QUESTION, question.id, ctx.now, into=second.id)
    news = _("A second question was taken out of this one: {other}. You follow both.", other=Code(second.number))
    for member in followers:
        if member.id != ctx.member.id:
            ctx.notify(member, about(news, question, Actions((look(second),))))
    return _done(_("The second question is {number}.", number=Code(second.number)), entry, question, second)


@command(
    nl=("verplaats",),
    en=("move",),
    summary=_("Move a question to another region or theme"),
    allow=Role.coordinator,
    hidden=True,
    check=requiring(Act.move),
    others=True,
)
async def move(
    ctx: Context,
    question: Question,
    to: Annotated[str, Ask(_("To which region or theme?"), label=_("To"), hint=_("For instance Twente, water."))],
) -> Reply:
    await require(ctx, question, Act.move)
    wanted = filtered(_TO.sub("", to), ctx.vocabulary)
    unknown = [*wanted.words, *sorted(str(value) for values in wanted.values.values() for value in values)]
    if unknown or not (wanted.regions or wanted.themes):
        raise Refused(reply=_unknown(ctx, question, " ".join(unknown) or to))
    regions = frozenset(wanted.regions) or question.regions
    themes = frozenset(wanted.themes) or question.themes
    names = [*(ctx.atlas.regions[each].name for each in regions), *(ctx.atlas.themes[each].name for each in themes)]
    number, told = Code(question.number), Bold("; ".join(sorted(names)))
    if (regions, themes) == (question.regions, question.themes):
        already = _("{number} is about {names} already.", number=number, names=told)
        return Reply((Text(words(already)), Actions((look(question),))))
    await ctx.write(questions.describe, question.id, regions=regions, themes=themes, now=ctx.now)
    was = {"regions": _ids(question.regions), "themes": _ids(question.themes)}
    entry = await ctx.write(audit.record, ctx.member.id, "move", QUESTION, question.id, ctx.now, **was)
    return _done(_("{number} is now about {names}.", number=number, names=told), entry, question)


@command(
    nl=("maak vraag ongedaan",),
    en=("undo question",),
    summary=_("Undo what was last done to a question"),
    allow=Role.coordinator,
    hidden=True,
)
async def undo(ctx: Context, question: Question, entry: str = "") -> Reply:
    """The last act of a coordinator that was not undone yet. A button undoes the act that it stands under, once."""
    entries = await ctx.read(audit.of, QUESTION, question.id)
    standing: list[Entry] = []
    for each in entries:
        if each.act in _UNDOABLE:
            standing.append(each)
        elif each.act == "undo":
            standing.pop()
    last = standing[-1] if standing else None
    if last is None:
        return say(_("There is nothing to undo for {number}.", number=Code(question.number)))
    if entry and entry != str(last.id):
        return Reply(
            (
                Text(words(_("That was undone already, or something else was done since."))),
                Actions((look(question), Action(_("Undo the last act"), undo.line(question.number)))),
            )
        )
    match last.act:
        case "close":
            await require(ctx, question, Act.reopen)
            await ctx.write(questions.reopen, question.id, ctx.now)
            await happened(ctx, subject(question), Act.reopen)
            await _tell(ctx, question, _("A question you had a part in is open again:"), can_answer(ctx, question))
        case "reopen":
            await require(ctx, question, Act.close)
            await ctx.write(questions.close_again, question.id, ctx.now, among=among(Act.close))
            await happened(ctx, subject(question), Act.close)
            await _tell(ctx, question, _("A question you had a part in is closed again, as it was:"))
        case "merge":
            await require(ctx, question, Act.unmerge)
            await ctx.write(questions.unmerge, question.id, ctx.now)
            await happened(ctx, subject(question), Act.unmerge)
            other = await ctx.read(questions.get_one, last.detail["into"])
            takes_part = {other.asker_id, *(each.member_id for each in other.answers)}
            for member in set(_numbers(last.detail["joined"])) - takes_part:
                await ctx.write(follows.unfollow, member, QUESTION, last.detail["into"])
        case "split":
            second = await ctx.read(questions.get, last.detail["into"])
            if second is not None and second.status is not QuestionStatus.merged:
                await require(ctx, second, Act.merge)
                await ctx.write(questions.merge, second.id, question.id, ctx.now, among=among(Act.merge))
                await happened(ctx, subject(second), Act.merge)
                for follower in await ctx.read(participants.in_question, second):
                    await ctx.write(follows.follow, follower.id, QUESTION, question.id, ctx.now)
        case _:
            await require(ctx, question, Act.move)
            regions, themes = _numbers(last.detail["regions"]), _numbers(last.detail["themes"])
            await ctx.write(questions.describe, question.id, regions=regions, themes=themes, now=ctx.now)
    await ctx.write(audit.record, ctx.member.id, "undo", QUESTION, question.id, ctx.now, of=last.act)
    return Reply(
        (
            Text(words(_("It is undone: {number} is as it was.", number=Code(question.number)))),
            Actions((look(question),)),
        )
    )


_UNDOABLE = frozenset({"close", "reopen", "merge", "split", "move"})

_TO = re.compile(r"^\s*(?:naar|to)\b\s*", re.IGNORECASE)


def _unknown(ctx: Context, question: Question, text: str) -> Reply:
    """Return what is neither region nor theme, and what was perhaps meant.
    Nothing is moved: half of it would mislead.
    """
    near = closest(text, [*ctx.atlas.region_names, *ctx.atlas.theme_names])
    tries = tuple(
        Action(name, move.line(question.number, name))
        for name in dict.fromkeys(ctx.atlas.spellings[each] for each in near)
    )
    told = Text(words(_("I see no region or theme in {text}.", text=Bold(text))))
    return Reply((told, Text(words(_("Did you mean:"))), Actions(tries)) if tries else (told,))


async def _tell(ctx: Context, question: Question, news: Msg, *more: Block) -> None:
    for member in await ctx.read(participants.in_question, question, but=ctx.member.id):
        ctx.notify(member, about(news, question, *more))


async def _nothing_closed_is_opened(ctx: Context, question: Question, into: Question) -> None:
    """Merging joins their conversations, which nobody gave their word for where one is in a closed room."""
    held = [each for one in (question, into) for each in await ctx.read(places.of_question, one.id)]
    if any(each.closed for each in held) and len({each.place_key for each in held}) > 1:
        told = _("One of them stands in a closed room. Take it out of there first: what is said there would get out.")
        shown = tuple(
            Action(_("Where {number} stands", number=each.number), where_it_stands.line(each.number))
            for each in (question, into)
        )
        raise Refused(reply=Reply((Text(words(told)), Actions(shown))))


async def _stand_there_too(ctx: Context, question: Question, other: QuestionPlace) -> None:
    audience = await ctx.read(conversations.get, other.conversation_id)
    if audience is None:
        return
    number = await ctx.write(places.put, question.id, audience.id, audience.key, audience.address, ctx.now)
    place = await ctx.read(places.get, number) if number is not None else None
    if place is not None:
        await post(ctx, question, place)


def _ids(held: frozenset[int]) -> str:
    return ",".join(map(str, sorted(held)))


def _numbers(text: str) -> list[int]:
    return [int(each) for each in text.split(",") if each]


def _done(told: Msg, entry: int, question: Question, *others: Question) -> Reply:
    undoing = Action(_("Undo"), undo.line(question.number, entry))
    return Reply((Text(words(told)), Actions((*(look(each) for each in others or (question,)), undoing))))
