"""Follows the message that asked a question: edited it asks anew, deleted it withdraws, undeleted it asks again."""

from collections.abc import Iterator
from datetime import datetime

from bot.chat import payload
from bot.chat.line import Line
from bot.chat.message import Message
from bot.chat.reply import Action, Actions, Reply, Text, codec, words
from bot.chat.spans import Code
from bot.chat.texts import _
from bot.command.command import Notice
from bot.outbound.letters import notices
from commands.questions.card.card import about, look, subject
from commands.questions.conversation.conversation import following, saying, without_lead
from commands.questions.life.lifecycle import Act, among
from storage import audit
from storage.database.database import Tx
from storage.members import people
from storage.messaging.outbox import Letter
from storage.questions import conversation, participants, questions, requests
from storage.questions.conversation import Said
from storage.questions.question import QUESTION, Question
from storage.vocabulary import Operation, Outcome, QuestionStatus

AGAIN = Line("heropen vraag", en="reopen question")
"""What brings a withdrawn question back."""


def retell(tx: Tx, said: Said, message: Message, now: datetime, trace: str) -> list[Letter]:
    """Let the question say what its message says now: its cards follow, and so does whoever was sent it."""
    question, text = questions.get(tx, said.question_id), without_lead(message.text, said.lead)
    if question is None or not text or question.status is QuestionStatus.hidden:
        return []
    if question.status is QuestionStatus.closed and question.outcome is Outcome.withdrawn:
        questions.reopen(tx, question.id, now)
        audit.record(tx, said.member_id, "reopen", QUESTION, question.id, now)
    if text != question.text:
        questions.retell(tx, question.id, text, now)
    letters = []
    for number, copy in enumerate(conversation.copies(tx, said.id)):
        told = saying(payload.load(copy.payload, copy.payload_version), words(Code(question.number), " ", text))
        conversation.rewrite(tx, copy.outbox_key, codec.dump(told))
        if copy.out:
            letters.append(following(copy, f"{trace}/asked/{number}", trace, Operation.update, codec.dump(told)))
    return letters


def withdraw(tx: Tx, said: Said, now: datetime, trace: str, language: str) -> list[Letter]:
    """Close the question as withdrawn, and tell who has a part in it; who asked it can bring it back."""
    question = questions.get(tx, said.question_id)
    if question is None or not questions.close(tx, question.id, Outcome.withdrawn, "", now, among=among(Act.close)):
        return []
    requests.withdraw(tx, question.id, now)
    audit.record(tx, said.member_id, "close", QUESTION, question.id, now, outcome=Outcome.withdrawn)
    letters = []
    gone = Text(words(_("{number} was withdrawn by its asker.", number=Code(question.number))))
    for number, copy in enumerate(conversation.copies(tx, said.id)):
        if conversation.drop(tx, copy.outbox_key):
            continue
        before = payload.load(copy.payload, copy.payload_version)
        told = codec.dump(Reply((gone,), about=subject(question)).localised(before.in_language()))
        letters.append(following(copy, f"{trace}/asked/{number}", trace, Operation.update, told))
    for number, notice in enumerate(_told(tx, question, said.member_id)):
        letters += [letter for letter, _card in notices(tx, f"{trace}/withdrawn", notice, number, language, now)]
    return letters


def _told(tx: Tx, question: Question, asker: int | None) -> Iterator[Notice]:
    who = people.get(tx, asker) if asker is not None else None
    if who:
        news = _("You deleted your message, so {number} is withdrawn.", number=Code(question.number))
        back = Action(_("Ask it again"), AGAIN.about(question.number))
        told = (Text(words(news)), Actions((back, look(question))))
        yield Notice(who, Reply(told, about=subject(question), asked_for=True))
    answered = {each.member_id for each in question.answers}
    for member in participants.in_question(tx, question, but=asker):
        if member.id in answered:
            yield Notice(member, about(_("Its asker withdrew this question. Your answer stays."), question))
