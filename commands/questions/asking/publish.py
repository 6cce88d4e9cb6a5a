"""Puts a question: stores it, lets its asker follow it, and tells those who follow its matter."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from bot.chat import attachments
from bot.chat.message import Message
from bot.chat.reply import codec
from bot.chat.spans import Code
from bot.chat.texts import Msg, _, _n
from bot.command.command import Context, Notice
from bot.outbound.letters import key_of
from bot.things.acts import happened
from bot.things.from_lines import FromLine, Made
from bot.things.proposal import proposed
from bot.things.rooms import known_here
from commands.questions.card.card import about, can_answer, files_of, subject
from commands.questions.requests.requests import bring, copies_question
from commands.questions.routing.routing import Candidate
from commands.questions.routing.rules import Rules
from storage.database.database import Tx
from storage.members import follows
from storage.messaging import inbox
from storage.questions import conversation, places, questions
from storage.questions.question import QUESTION, Draft, Question
from storage.vocabulary import Subject

ASK = "ask"
"""The act of putting a question, which is none in its life: it begins with it."""


async def put(ctx: Context, draft: Draft, helpers: Sequence[Candidate] = ()) -> Question:
    """Ask the question of this member, and these along; tell those who follow what it is about."""
    here = ctx.message.conversation
    audience = await known_here(ctx)
    files = attachments.kept(ctx.message)
    draft = replace(draft, conversation_id=audience.id if audience else None, attachments=files)
    question = await ctx.write(questions.put, ctx.member.id, draft, ctx.now)
    if told_in := ctx.sources.get("text"):
        key = key_of(here.platform, told_in)
        lead = await ctx.read(_lead, key, draft.text)
        await ctx.write(conversation.record, question.id, key, ctx.member.id, ctx.now, lead=lead, asks=True)
    await ctx.write(follows.follow, ctx.member.id, QUESTION, question.id, ctx.now)
    if ctx.personal:
        # It was asked in their own chat: that is where its conversation comes to them.
        await ctx.write(follows.read_along, ctx.member.id, QUESTION, question.id, along=True)
    if audience:
        await ctx.write(places.put, question.id, audience.id, here.key, codec.dump(here), ctx.now)
    interested = {
        member.id: member
        for subject, ids in ((Subject.theme, question.themes), (Subject.region, question.regions))
        for member in await ctx.read(follows.followers, subject, ids, but=[ctx.member.id])
    }
    for member in interested.values():
        news = _("A new question on what you follow:")
        told = about(news, question, *files_of(question), can_answer(ctx, question))
        ctx.notices.append(Notice(member, told, stored=partial(copies_question, question.id)))
    await ask_along(ctx, question, helpers)
    await happened(ctx, subject(question), ASK)
    return question


async def ask_along(ctx: Context, question: Question, helpers: Sequence[Candidate]) -> None:
    """Bring a question to these, as its asker agreed; who was asked already is not asked again."""
    for candidate in helpers:
        brought = await ctx.write(bring, question, candidate, ctx.now, ctx.choices.of(Rules), by=ctx.member.id)
        ctx.notices.extend(brought.notices if brought else ())


def _lead(tx: Tx, key: str, text: str) -> str:
    """Return what stood before the question in the message that asked it."""
    held = inbox.held(tx, key)
    said = codec.load(held) if held else None
    typed = said.text.strip() if isinstance(said, Message) else ""
    return typed.removesuffix(text)[:200] if typed.endswith(text) else ""


def where_it_goes(ctx: Context) -> Msg:
    """Tell who will see a question that is put here, for its asker to know before it is put."""
    if ctx.personal:
        return _("every member of the Café, in a chat with me or in a channel")
    return _(
        "everyone in {place}, and every member of the Café: people outside this channel can read it",
        place=ctx.message.conversation.name or _("this channel"),
    )


async def _made(ctx: Context, text: str) -> Made:
    read = proposed(text, ctx, here=ctx.member.regions if len(ctx.member.regions) == 1 else ())
    draft = Draft(
        text[:1].upper() + text[1:],
        kind=read.kind,
        knowledge_type=read.knowledge,
        level=read.level,
        regions=read.regions,
        themes=read.themes,
        anonymous=ctx.member.asks_unnamed,
    )
    return Made(subject(await put(ctx, draft)))


FROM_LINE = FromLine(
    ("vraag", "question", "kennisvraag"),
    lambda n: _n("{n} question", "{n} questions", n),
    lambda number: _("the question is {number}", number=Code(number)),
    _made,
)
