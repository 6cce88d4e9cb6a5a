"""Lets the asker count what was said as an answer, and who said it take that back."""

from collections.abc import Mapping
from dataclasses import replace
from typing import cast

from bot.chat.message import Edited, Message
from bot.chat.reply import PAYLOAD_VERSION, Action, Actions, Quote, Reply, Text, codec, words
from bot.chat.spans import Code
from bot.chat.texts import _
from bot.command.command import Context, command
from bot.command.refusal import Refused
from bot.inbound import hearing
from bot.members.visibility import bold, name_in
from bot.outbound.letters import answer_key, event_key, key_of
from bot.things.acts import happened
from commands.questions.card.card import about, look, subject
from commands.questions.conversation.conversation import LONGEST, NO_ANSWER, question_of, without_lead
from commands.questions.life.lifecycle import Act, among
from commands.questions.life.permissions import can, driven_by, not_now
from storage.database.database import Tx
from storage.members import follows, people
from storage.messaging import inbox, sent
from storage.messaging.outbox import Letter
from storage.questions import conversation, questions, requests
from storage.questions.conversation import Said
from storage.questions.question import QUESTION, Answer, Question
from storage.vocabulary import Lane, Operation, Place, RequestState, Role


@command(
    nl=("dit is een antwoord", "dat is een antwoord"),
    en=("this is an answer", "that is an answer"),
    summary=_("Count what somebody said as an answer"),
    allow=Role.member,
    hidden=True,
)
async def count_as_answer(ctx: Context, question: Question | None = None, message: str = "") -> Reply:
    """What is meant is what it replies to, or was said last by another; one's own only by its button."""
    number = question.id if question else await ctx.read(question_of, ctx.message)
    if number is None:
        raise Refused(_("Say this in reply to what somebody said about a question."))
    held = await ctx.read(questions.get_one, await ctx.read(conversation.goes_on_in, number))
    may = Act.accept in await can(ctx, held) or held.asker_id == ctx.member.id
    said = await ctx.read(_meant, ctx.message, held.id, message, ctx.member.id, own=not may)
    if said is None or said.question_id != held.id or said.member_id is None:
        raise Refused(_("I do not know which message you mean. Say this in reply to it."))
    if not may and said.member_id != ctx.member.id:
        raise Refused(_("Only the asker or a coordinator can say what counts as an answer."))
    if said.answer_id is not None:
        return _told(held, said.answer_id)
    return await _count(ctx, held, said, said.member_id)


async def _count(ctx: Context, question: Question, said: Said, member: int) -> Reply:
    text = await ctx.read(_words, said)
    if not text:
        raise Refused(_("What was said there is no longer kept. Let them say it again."))
    answer = await ctx.write(questions.answer, question.id, member, text[:LONGEST], ctx.now, among=among(Act.answer))
    if answer is None:
        raise not_now(question)
    await ctx.write(conversation.counts_as, said.id, answer.id)
    by = await ctx.read(people.get, member)
    driven = driven_by(by) if by else []
    await ctx.write(requests.settle, question.id, member, RequestState.answered, ctx.now, networks=driven)
    await ctx.write(follows.follow, member, QUESTION, question.id, ctx.now)
    if by and by.id != ctx.member.id:
        news = _("What you said counts as an answer to this question. Thank you.")
        ctx.notify(by, about(news, question, Actions((look(question), _no_answer(answer.number)))))
    asker = await ctx.read(people.get, question.asker_id) if question.asker_id is not None else None
    if asker and asker.id != ctx.member.id:
        helps = Action(_("This helps"), ctx.line("accept_answer", answer.number))
        news = _("There is an answer to your question:")
        reply = about(news, question, Quote(words(text)), Actions((helps, look(question))))
        ctx.notify(asker, replace(reply, asked_for=True))
    await happened(ctx, subject(question), Act.answer)
    return _told(question, answer.id)


@command(
    nl=(NO_ANSWER, "dat is geen antwoord", "dit was geen antwoord"),
    en=(NO_ANSWER.said_in("en"), "that is no answer", "this is not an answer"),
    summary=_("Say that what you said was no answer"),
    allow=Role.member,
    hidden=True,
)
async def not_an_answer(ctx: Context, answer: Answer | None = None) -> Reply:
    """It stays in the conversation, as talk."""
    number = answer.question_id if answer else await ctx.read(question_of, ctx.message)
    if number is None:
        raise Refused(_("Which answer? Give its number, like {example}.", example=Code("A-12")))
    question = await ctx.read(questions.get_one, await ctx.read(conversation.goes_on_in, number))
    said = None if answer else await ctx.read(_meant, ctx.message, question.id, "", ctx.member.id, own=True)
    wanted = answer.id if answer else said.answer_id if said else None
    held = next((each for each in question.answers if each.id == wanted), None)
    if held is None:
        raise Refused(_("That is no answer already."))
    if held.member_id != ctx.member.id and Act.accept not in await can(ctx, question):
        raise Refused(_("Only who said it, the asker or a coordinator can say so."))
    ctx.letters += await ctx.read(_unsigned, held.id, ctx.message)
    await ctx.write(_uncount, held.id)
    asker = await ctx.read(people.get, question.asker_id) if question.asker_id is not None else None
    if asker and asker.id != ctx.member.id:
        who = bold(ctx.language, name_in(ctx.member, Place.members))
        news = _("{who} says that this was not meant as an answer:", who=who)
        ctx.notify(asker, about(news, question, Quote(words(held.text)), Actions((look(question),))))
    told = _("Good. It is no answer to {number} any more.", number=Code(question.number))
    return Reply((Text(words(told)), Actions((look(question),))), about=subject(question))


async def said_so(ctx: Context, thing: int) -> Reply | None:
    """Do what one of these lines says in a question's own thread, where nobody needs to name the bot for it."""
    call = ctx.commands.match(ctx.message.text, ctx.language.code)
    if call is None or call.rest or call.command not in (count_as_answer, not_an_answer):
        return None
    if not ctx.member.signed_up_at:
        return Reply(())  # it tells the people there nothing
    return await (count_as_answer(ctx) if call.command is count_as_answer else not_an_answer(ctx))


def _meant(tx: Tx, message: Message, question: int, number: str, member: int, *, own: bool) -> Said | None:
    """What is meant: by its number, what it replies to, or what was said last."""
    if number.strip().isdecimal():
        return conversation.by_id(tx, int(number))
    if message.reply_to is not None and not message.pressed:
        post = hearing.replied_to(tx, message)
        theirs = key_of(message.conversation.platform, message.reply_to)
        found = conversation.by_copy(tx, post.key) if post else conversation.by_key(tx, theirs)
        if found:
            return found
    return conversation.latest(tx, question, **({"by": member} if own else {"but": member}))


def _words(tx: Tx, said: Said) -> str:
    """What a message says by now: the words stand in the inbox only."""
    first = inbox.held(tx, said.key)
    if not first:
        return ""
    message = _message(first)
    edits = inbox.edits(tx, message.conversation.key, message.id)
    return without_lead(_message(next(iter(edits), first)).text, said.lead)


def _message(payload: Mapping[str, object]) -> Message:
    event = codec.load(payload)
    return event.message if isinstance(event, Edited) else cast("Message", event)


def _unsigned(tx: Tx, answer: int, message: Message) -> list[Letter]:
    """Take back our sign below what counted as an answer, where we put one."""
    said = conversation.of_answer(tx, answer)
    first = inbox.held(tx, said.key) if said else {}
    post = sent.get(tx, answer_key(said.key)) if said else None
    if said is None or post is None or not (first and post.payload.get("sign")):
        return []
    where, trace = _message(first).conversation, event_key(message)
    taken_back = Letter(
        key=f"{trace}/unsigned",
        platform=where.platform,
        conversation_key=where.key,
        conversation=codec.dump(where),
        lane=Lane.answer,
        operation=Operation.delete,
        payload=codec.dump(Reply(())),
        payload_version=PAYLOAD_VERSION,
        trace=trace,
        target=post.key,
    )
    return [taken_back]


def _uncount(tx: Tx, answer: int) -> None:
    said = conversation.of_answer(tx, answer)
    if said:
        conversation.counts_as(tx, said.id, None)
    questions.hide_answer(tx, answer)


def _told(question: Question, answer: int) -> Reply:
    told = _("It is among the answers to {number} now.", number=Code(question.number))
    doing = Actions((look(question), _no_answer(f"A-{answer}")))
    return Reply((Text(words(told)), doing), about=subject(question))


def _no_answer(number: str) -> Action:
    return Action(_("This is no answer"), not_an_answer.line(number))
