"""Brings what is said about a question in one of its places to the others."""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from bot.chat import attachments, payload
from bot.chat.line import Line
from bot.chat.message import Below, Conversation, Message
from bot.chat.reply import (
    PAYLOAD_VERSION,
    Action,
    Actions,
    Block,
    Quote,
    Reply,
    Style,
    Text,
    Words,
    codec,
    of_thing,
    own,
    say,
    words,
)
from bot.chat.rich_text import cut, plain
from bot.chat.spans import Code, Named
from bot.chat.texts import Language, Msg, _
from bot.command.command import Commands, Context, Notice
from bot.dialogue import buttons
from bot.inbound import hearing
from bot.members.contact import introduced
from bot.members.visibility import bold
from bot.outbound.letters import event_key, key_of
from bot.things.acts import happened
from bot.things.hearing import Hearer, Tale, kept_for_later
from commands.questions.card.card import about, look, speaker, subject
from commands.questions.carrying.card import reach_told
from commands.questions.carrying.labels import foreseen
from commands.questions.conversation.content import is_content
from commands.questions.life.lifecycle import Act, Party, among, possible
from commands.questions.life.permissions import driven_by, parties
from storage.accounts import copies
from storage.database.database import Tx
from storage.links import Thing
from storage.members import follows, people
from storage.messaging.outbox import Letter
from storage.questions import authorship, conversation, participants, places, questions, requests
from storage.questions.conversation import Copy, Said
from storage.questions.places import QuestionPlace
from storage.questions.question import ANSWER, QUESTION, Answer, Question
from storage.vocabulary import Operation, Place, QuestionStatus, RequestState

FOLLOWS = _("You hear this because you follow it.")

LONGEST = 4_000
"""Characters of what was said that a copy holds: it fits one message on every platform, also when corrected."""

ANSWERED = "\u2705"
"""The sign below what counts as an answer: ours, and the asker's."""

NO_ANSWER = Line("dit is geen antwoord", en="this is no answer")
"""What who answered types, or presses, when what they said was none."""

_NUMBERED = re.compile(r"\s*[kanm]\s*-?\s*\d", re.IGNORECASE)
"""What a line begins with that names what it is about."""


def question_of(tx: Tx, message: Message) -> int | None:
    """Return the question that a message belongs to: by its thread, or in reply to its card, a notice or a copy."""
    here = message.conversation
    if here.thread is not None and (place := places.at(tx, here.place.key, here.thread)):
        return place.question_id
    if message.reply_to is None or message.pressed:
        return None
    if said := conversation.by_key(tx, key_of(here.platform, message.reply_to)):
        return said.question_id  # in reply to what somebody said there
    post = hearing.replied_to(tx, message)
    told = (post.payload.get("subject") or post.payload.get("about")) if post else None
    return int(told["id"]) if told and told["kind"] == QUESTION else None


async def is_talk(ctx: Context, commands: Commands) -> bool:
    """Tell whether a message in a question's thread is meant for the people there, and not for the bot.

    Named or written to, the bot does what it is told; in reply to something of ours only a line about something by its
    number is for it, such as `volg K-12`: people begin a sentence with "vraag" or "volgt" often enough.
    """
    message = ctx.message
    if message.values is not None or not (message.text or message.attachments):
        return False
    replies = (ctx.personal or not message.addressed) and await ctx.read(hearing.replied_to, message) is not None
    if not (message.addressed or replies):
        return True
    if await (buttons.awaited(ctx) if replies else buttons.by_number(ctx, message.text.strip())):
        return False
    call = commands.match(message.text, ctx.language.code)
    if call is None or call.command.opening:
        return True
    if call.rest:
        return replies and not _NUMBERED.match(call.rest)
    return replies and not ctx.personal


async def contribute(ctx: Context, number: int) -> Reply | None:
    """Take what someone said about a question. The first content from somebody else than its asker is their answer."""
    question = await ctx.read(questions.get_one, await ctx.read(conversation.goes_on_in, number))
    text = ctx.message.text.strip()
    if question.status is QuestionStatus.hidden or not (text or ctx.message.attachments):
        return None
    content = not ctx.message.emote and is_content(text)
    if content and await _answers(ctx, question):
        answer = await give(ctx, question, text[:LONGEST])
        if answer is None or ctx.message.addressed:
            return replace(thanks(ctx, question, answer, taken=True), sign=ANSWERED) if answer else None
        return Reply((), sign=ANSWERED, about=subject(question))
    if content and not ctx.member.signed_up_at and Act.answer in possible(question.status, {Party.member}):
        await _tell_how(ctx, question)
    await bring(ctx, question, text)
    if ctx.personal:
        return say(_("I put it into the conversation about {number}.", number=Code(question.number)))
    return None


async def _answers(ctx: Context, question: Question) -> bool:
    mine = ctx.member.id
    if mine == question.asker_id or any(each.member_id == mine for each in question.answers):
        return False
    return Act.answer in possible(question.status, await parties(ctx, question))


async def _tell_how(ctx: Context, question: Question) -> None:
    """Tell who is not signed up yet, in private and once, how what they say can count."""
    if await ctx.read(conversation.latest, question.id, by=ctx.member.id):
        return
    news = _("You seem to know something about this question. Sign up, and it counts as an answer.")
    sign_up = Action(_("Sign up"), ctx.line("sign_up"), style=Style.primary)
    counts = Action(_("Count it as an answer"), ctx.line("count_as_answer", question.number))
    ctx.notify(ctx.member, about(news, question, Actions((sign_up, counts))))


async def give(ctx: Context, question: Question, text: str) -> Answer | None:
    """Answer a question, tell everyone with a part in it, and bring the answer to where it lives.

    None when it cannot be answered any more.
    """
    files = attachments.kept(ctx.message)
    answer = await ctx.write(
        questions.answer,
        question.id,
        ctx.member.id,
        text,
        ctx.now,
        among=among(Act.answer),
        attachments=files,
        carries=foreseen(text),
    )
    if answer is None:
        return None
    driven = driven_by(ctx.member)
    await ctx.write(requests.settle, question.id, ctx.member.id, RequestState.answered, ctx.now, networks=driven)
    await ctx.write(follows.follow, ctx.member.id, QUESTION, question.id, ctx.now)
    told = await ctx.read(participants.in_question, question, but=ctx.member.id)
    asked = {question.asker_id, *await ctx.read(follows.reading_along, QUESTION, question.id)}
    message = await bring(ctx, question, text, answer=answer, told=[each.id for each in told])
    later = Tale(subject(question), question.text, _("there is an answer"))
    for member in told:
        who: list[Block] = []
        if member.id == question.asker_id:
            _living_in, at = await _living(ctx, question)
            here = ctx.message.conversation if at and not at.closed else None
            who = [Text(await introduced(ctx, ctx.member, Language(member.language), here))]
            news = _("There is an answer to your question:")
            doing = Actions((Action(_("This helps"), ctx.line("accept_answer", answer.number)), look(question)))
        else:
            news = _("There is an answer to a question you follow:")
            doing = Actions((look(question),))
        if member.id not in asked and await kept_for_later(ctx, later, Hearer(member.id, FOLLOWS)):
            continue
        given = Quote(of_thing(_as_said(ctx.message, text), ANSWER, answer.id))
        reply = about(news, question, *who, *_files(ctx, question), given, doing)
        reply = replace(reply, asked_for=member.id in asked)
        ctx.notices.append(Notice(member, reply, stored=partial(_copied, message)))
    await happened(ctx, subject(question), Act.answer)
    return answer


def thanks(ctx: Context, question: Question, answer: Answer, *, taken: bool = False) -> Reply:
    """Thank who answered, and tell how far that was read to carry. What was `taken` from talk may be no answer."""
    taken_back = (Action(_("This is no answer"), NO_ANSWER.about(answer.number)),) if taken else ()
    carries = Action(_("How far it carries"), ctx.line("tell_reach", answer.number))
    told = [Text(words(_("Thank you. Your answer to {number} is in.", number=Code(question.number))))]
    if read := reach_told(answer):
        told.append(Text(words(read)))
    return Reply((*told, Actions((look(question), carries, *taken_back))), about=subject(question))


async def bring(
    ctx: Context, question: Question, text: str, *, answer: Answer | None = None, told: Collection[int] = ()
) -> int:
    """Let this message belong to the question, and bring it to its other places and to who reads along.

    Those in `told` hear of it already. Gives its number, for more copies of it.
    """
    message = ctx.message
    lead = message.text.strip().removesuffix(text).strip() if message.text.strip().endswith(text) else ""
    number = await ctx.write(
        conversation.record,
        question.id,
        event_key(message),
        ctx.member.id,
        ctx.now,
        answer=answer.id if answer else None,
        lead=lead[:200],
    )
    living, at = await _living(ctx, question)
    where = at.name if at and not at.closed else ""
    stored, said, files = partial(_copied, number), _as_said(message, text), _files(ctx, question)
    # An answer may stay when its giver is forgotten; what was said besides goes.
    said = own(said, ctx.member.id) if answer is None else of_thing(said, ANSWER, answer.id)
    for place in living:
        if place is not at or _unseen(message):
            who, from_where = speaker(question, ctx.member, Place.rooms), "" if place is at else where
            reply = _copy(question, who, from_where, said, files, Language(place.language), threaded=True)
            ctx.notices.append(Notice(thread_of(place), reply, stored=stored))
    readers = set(await ctx.read(follows.reading_along, QUESTION, question.id)) - {ctx.member.id, *told}
    for reader in await ctx.read(people.load, sorted(readers)):
        if not reader.blocked_at:
            who = speaker(question, ctx.member, Place.members)
            reply = _copy(question, who, where, said, files, Language(reader.language))
            if reader.id == question.asker_id and answer is None and is_content(text):
                counts = Action(_("This is an answer"), ctx.line("count_as_answer", question.number, number))
                reply = replace(reply, blocks=(*reply.blocks, Actions((counts,))))
            ctx.notices.append(Notice(reader, replace(reply, asked_for=True), stored=stored, quiet=True))
    return number


async def tell_threads(ctx: Context, question: Question, *news: Block) -> None:
    """An event is a reply in each thread of its question: a card that changes in place calls nobody.

    Not where all can read the bot's answer to who did it.
    """
    living, at = await _living(ctx, question)
    for place in living:
        if place is not at or _unseen(ctx.message):
            ctx.notices.append(Notice(thread_of(place), Reply(news, about=subject(question))))


async def _living(ctx: Context, question: Question) -> tuple[list[QuestionPlace], QuestionPlace | None]:
    """Return where a question lives, and in which of those places this is said."""
    here = ctx.message.conversation
    living = await ctx.read(places.of_question, question.id)
    origin = await ctx.read(places.at, here.place.key, here.thread)
    at = next((each for each in living if (origin and each.id == origin.id) or each.key == here.key), None)
    return living, at


def _unseen(message: Message) -> bool:
    """Tell whether it was pressed or filled in on a card: nobody else there sees that."""
    return message.answer_inline or message.values is not None


def thread_of(place: QuestionPlace) -> Conversation | Below:
    """Tell where what belongs to a question goes in one of its places."""
    address = codec.load(place.address)
    if not isinstance(address, Conversation):
        raise TypeError(f"Place {place.id} has no address")
    return Below(address, place.outbox_key) if place.outbox_key else address


def correct(tx: Tx, said: Said, message: Message, trace: str) -> list[Letter]:
    """A message of a question was edited: its answer says so too, and the letters correct its copies."""
    text = without_lead(message.text, said.lead)
    if not text:
        return []
    if said.answer_id is not None:
        questions.correct_answer(tx, said.answer_id, text)
    words_said = _as_said(message, text)
    if said.answer_id is not None:
        words_said = of_thing(words_said, ANSWER, said.answer_id)
    elif said.member_id is not None:
        words_said = own(words_said, said.member_id)
    letters = []
    for number, copy in enumerate(conversation.copies(tx, said.id)):
        reply = saying(payload.load(copy.payload, copy.payload_version), words_said)
        conversation.rewrite(tx, copy.outbox_key, codec.dump(reply))
        if copy.out:
            letters.append(following(copy, f"{trace}/copy/{number}", trace, Operation.update, codec.dump(reply)))
    return letters


def without_lead(text: str, lead: str) -> str:
    """Return the words of a message without the command that stood before them."""
    before = lead.strip(" :,.").casefold()
    if before and text.casefold().startswith(before):
        text = text[len(before) :].lstrip(" :,.\n")
    return text.strip()


def take_back(tx: Tx, said: Said, trace: str, *, moderated: bool = False) -> list[Letter]:
    """A message of a question was deleted: the letters take its copies back, and its answer goes.

    One that a coordinator takes out of sight (`moderated`) is kept, to be shown again.
    """
    letters = []
    nothing = codec.dump(Reply(()))
    for number, copy in enumerate(conversation.copies(tx, said.id)):
        if not conversation.drop(tx, copy.outbox_key):
            conversation.silence(tx, copy.outbox_key, nothing)
            letters.append(following(copy, f"{trace}/copy/{number}", trace, Operation.delete, nothing))
    conversation.forget(tx, said.id)
    if said.answer_id is not None and moderated:
        questions.hide_answer(tx, said.answer_id)
    elif said.answer_id is not None:
        authorship.drop_answer(tx, said.answer_id)
        letters += copies.forget(tx, {Thing(ANSWER, said.answer_id): f"A-{said.answer_id}"})
    return letters


async def hide_answer(ctx: Context, answer: int) -> None:
    """A coordinator takes an answer out of sight: its copies are taken back too."""

    def hide(tx: Tx) -> list[Letter]:
        said = conversation.of_answer(tx, answer)
        if said is None:
            questions.hide_answer(tx, answer)
            return []
        return take_back(tx, said, event_key(ctx.message), moderated=True)

    ctx.letters.extend(await ctx.write(hide))


def following(copy: Copy, key: str, trace: str, operation: Operation, told: Mapping[str, Any]) -> Letter:  # Any: JSON
    """Return what is to become of a copy. It waits in the line of that copy, and so never overtakes it."""
    return Letter(
        key=key,
        platform=copy.platform,
        conversation_key=copy.conversation_key,
        conversation=copy.conversation,
        lane=copy.lane,
        operation=operation,
        payload=told,
        payload_version=PAYLOAD_VERSION,
        trace=trace,
        target=copy.outbox_key,
    )


def _copied(message: int, tx: Tx, letter: Letter) -> None:
    conversation.copied(tx, message, letter)


def _copy(
    question: Question,
    who: Named | Msg,
    where: str,
    said: Words,
    files: Sequence[Text],
    language: Language,
    *,
    threaded: bool = False,
) -> Reply:
    """Return what was said, as it stands elsewhere: whose it is, and their words. Nobody is called by it."""
    name = bold(language, who)
    by = words(_("{who} in {place}", who=name, place=where)) if where else words(name)
    blocks: list[Block] = [Text(by if threaded else words(by, " (", Code(question.number), ")"))]
    blocks += files
    if said:
        blocks.append(Quote(said))
    return Reply(tuple(blocks), about=subject(question))


def _files(ctx: Context, question: Question) -> list[Text]:
    """Return what came with this message. An address may say whose it is, and so who asked."""
    unnamed = question.anonymous and ctx.member.id == question.asker_id
    return attachments.below_each_other(ctx.message.attachments, openly=not unnamed, of=ctx.member.id)


def _as_said(message: Message, text: str) -> Words:
    """Return these words of a message as their writer formatted them, as much of them as a copy holds."""
    start = plain(message.formatted).rfind(text)
    if start < 0:
        return words(text) if len(text) <= LONGEST else words(f"{text[:LONGEST].rstrip()} […]")
    held = cut(message.formatted, start, start + min(len(text), LONGEST))
    return held if len(text) <= LONGEST else (*held, " […]")


def saying(reply: Reply, said: Words) -> Reply:
    """Return a copy, or a notice of an answer, with other words: they are its last quote."""
    blocks = list(reply.blocks)
    last = max((place for place, block in enumerate(blocks) if isinstance(block, Quote)), default=None)
    if last is None:
        blocks.append(Quote(said))
    else:
        blocks[last] = Quote(said)
    return replace(reply, blocks=tuple(blocks))
